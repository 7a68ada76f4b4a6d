package pricing

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads a commitment. Reading is strict: unknown and repeated keys,
// JSON numbers and texts not of their form are findings, all of them at once as
// [msp.Issues]. So is a maximum of "0", since no maximum is left out and one of
// nothing is not meant. It looks at the text only; [Commitment.Validate] looks at
// what it says.
func (k *Commitment) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, k, (*Commitment).decode)
}

func (k *Commitment) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"minimum": func(v *strict.Value) { v.Decimal(&k.Minimum) },
		"maximum": func(v *strict.Value) {
			k.Maximum = decimal.NewFromInt(-1) // what a refused text leaves
			if v.Decimal(&k.Maximum); k.Maximum.IsZero() {
				v.Errorf(msp.CodeRange, "no maximum is left out, and a maximum of 0 would make all free")
			}
		},
		"cadence":         func(v *strict.Value) { v.Text(&k.Cadence) },
		"before_discount": func(v *strict.Value) { v.Bool(&k.BeforeDiscount) },
	})
}

type commitmentJSON struct {
	Minimum        strict.Number `json:"minimum,omitzero"`
	Maximum        strict.Number `json:"maximum,omitzero"`
	Cadence        Cadence       `json:"cadence,omitzero"`
	BeforeDiscount bool          `json:"before_discount,omitzero"`
}

// MarshalJSON returns the canonical JSON of the commitment, fields that are zero
// left out. A decimal of more than 18 digits before or after the point and a
// cadence that is none of the constants are [msp.ErrRange] errors.
func (k Commitment) MarshalJSON() ([]byte, error) {
	return json.Marshal(commitmentJSON{strict.Number(k.Minimum), strict.Number(k.Maximum), k.Cadence, k.BeforeDiscount})
}
