package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [Exception.MarshalJSON] returns. Reading is strict and
// looks at the text only; all findings come at once, as [msp.Issues].
func (e *Exception) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, e, (*Exception).decode)
}

func (e *Exception) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"standard":   e.Standard.decode,
		"complexity": func(v *strict.Value) { v.Decimal(&e.Complexity) },
		"reason":     func(v *strict.Value) { v.String(&e.Reason) },
	})
}

type exceptionJSON struct {
	Standard   json.RawMessage `json:"standard,omitempty"`
	Complexity strict.Number   `json:"complexity,omitzero"`
	Reason     strict.Text     `json:"reason,omitzero"`
}

// MarshalJSON returns the canonical JSON of the exception. A decimal of more than
// 18 digits before or after the point is an [msp.ErrRange] error, a text that is not
// UTF-8 an [msp.ErrSyntax] error.
func (e Exception) MarshalJSON() ([]byte, error) {
	standard, err := partJSON(e.Standard)
	if err != nil {
		return nil, err
	}
	return json.Marshal(exceptionJSON{standard, strict.Number(e.Complexity), strict.Text(e.Reason)})
}
