package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads [{"from":"2026-01-16","quantity":"30"}], steps in any order. A
// step without a quantity, an unknown or repeated key and a quantity that is not a
// string are findings, all of them in one [msp.Issues] error.
func (t *Timeline) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, t, (*Timeline).decode)
}

// UnmarshalJSON reads one step as those of a timeline are read.
func (s *QuantityStep) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*QuantityStep).decode)
}

func (t *Timeline) decode(v *strict.Value) {
	strict.List(v, (*[]QuantityStep)(t), (*QuantityStep).decode)
}

func (s *QuantityStep) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"from":     func(v *strict.Value) { v.Text(&s.From) },
		"quantity": func(v *strict.Value) { v.Decimal(&s.Quantity) },
	})
	if v.IsObject() && !v.Has("quantity") { // else it would be 0
		v.Errorf(msp.CodeMissing, "a step has a quantity")
	}
}

type quantityStepJSON struct {
	From     msp.Date      `json:"from,omitzero"`
	Quantity strict.Number `json:"quantity"`
}

// MarshalJSON returns {"from":"2026-01-16","quantity":"30"}, without from for a step
// from the beginning. A quantity of more than 18 digits before or after the point is
// an [msp.ErrRange] error.
func (s QuantityStep) MarshalJSON() ([]byte, error) {
	return json.Marshal(quantityStepJSON{s.From, strict.Number(s.Quantity)})
}

// MarshalJSON returns the steps in the order of the list; none are []. Errors are
// those of the steps.
func (t Timeline) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]QuantityStep{}, t...))
}
