package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [Offer.MarshalJSON] returns. Reading is strict and looks
// at the text only; all findings come at once, as [msp.Issues].
func (o *Offer) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, o, (*Offer).decode)
}

func (o *Offer) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":         func(v *strict.Value) { v.String(&o.Name) },
		"prices":       func(v *strict.Value) { strict.List(v, &o.Prices, (*Price).decode) },
		"includes":     func(v *strict.Value) { strict.Texts(v, &o.Includes) },
		"includes_all": func(v *strict.Value) { v.Bool(&o.IncludesAll) },
		"costs":        func(v *strict.Value) { decodeNumbers(&o.Costs, v) },
		"fixed_cost":   func(v *strict.Value) { v.Decimal(&o.FixedCost) },
	})
}

type offerJSON struct {
	Name        strict.Text              `json:"name,omitzero"`
	Prices      []Price                  `json:"prices,omitempty"`
	Includes    []strict.Text            `json:"includes,omitempty"`
	IncludesAll bool                     `json:"includes_all,omitempty"`
	Costs       map[string]strict.Number `json:"costs,omitempty"`
	FixedCost   strict.Number            `json:"fixed_cost,omitzero"`
}

// MarshalJSON returns the canonical JSON of the offer, costs sorted by unit. A
// decimal of more than 18 digits before or after the point is an [msp.ErrRange] error,
// a text that is not UTF-8 an [msp.ErrSyntax] error.
func (o Offer) MarshalJSON() ([]byte, error) {
	costs, err := numbersJSON(o.Costs)
	if err != nil {
		return nil, err
	}
	return json.Marshal(offerJSON{strict.Text(o.Name), o.Prices, strict.TextsJSON(o.Includes), o.IncludesAll, costs, strict.Number(o.FixedCost)})
}
