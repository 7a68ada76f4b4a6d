package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [Exception.MarshalJSON] returns. Reading is strict and
// looks at the text only; all findings come at once, as [msp.Issues].
func (e *Exception) UnmarshalJSON(data []byte) error {
	var read Exception
	if err := strict.Decode(data, msp.Limits{}, read.decode).Err(); err != nil {
		return err
	}
	*e = read
	return nil
}

func (e *Exception) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"standard":   e.Standard.decode,
		"complexity": func(v *strict.Value) { v.Decimal(&e.Complexity) },
		"reason":     func(v *strict.Value) { v.String(&e.Reason) },
	})
}

type exceptionJSON struct {
	Standard   Price  `json:"standard"`
	Complexity string `json:"complexity"`
	Reason     string `json:"reason,omitempty"`
}

// MarshalJSON returns the canonical JSON of the exception. A decimal that is no
// number of the library is an [msp.ErrRange] error.
func (e Exception) MarshalJSON() ([]byte, error) {
	if err := number.Check("pricing: complexity", e.Complexity); err != nil {
		return nil, err
	}
	return json.Marshal(exceptionJSON{e.Standard, number.Text(e.Complexity), e.Reason})
}
