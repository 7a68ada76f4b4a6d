package pricing

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [Offer.MarshalJSON] returns. Reading is strict and looks
// at the text only; all findings come at once, as [msp.Issues].
func (o *Offer) UnmarshalJSON(data []byte) error {
	var read Offer
	if err := strict.Decode(data, msp.Limits{}, read.decode).Err(); err != nil {
		return err
	}
	*o = read
	return nil
}

func (o *Offer) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":         func(v *strict.Value) { v.String(&o.Name) },
		"prices":       func(v *strict.Value) { strict.List(v, &o.Prices, (*Price).decode) },
		"includes":     func(v *strict.Value) { strict.List(v, &o.Includes, func(s *string, v *strict.Value) { v.String(s) }) },
		"includes_all": func(v *strict.Value) { v.Bool(&o.IncludesAll) },
		"costs": func(v *strict.Value) {
			v.Members(func(unit string, v *strict.Value) {
				var cost decimal.Decimal
				v.Decimal(&cost)
				if o.Costs == nil {
					o.Costs = make(map[string]decimal.Decimal)
				}
				o.Costs[unit] = cost
			})
		},
		"fixed_cost": func(v *strict.Value) { v.Decimal(&o.FixedCost) },
	})
}

type offerJSON struct {
	Name        string            `json:"name,omitempty"`
	Prices      []Price           `json:"prices,omitempty"`
	Includes    []string          `json:"includes,omitempty"`
	IncludesAll bool              `json:"includes_all,omitempty"`
	Costs       map[string]string `json:"costs,omitempty"`
	FixedCost   string            `json:"fixed_cost,omitempty"`
}

// MarshalJSON returns the canonical JSON of the offer, costs sorted by unit. A
// decimal that is no number of the library is an [msp.ErrRange] error.
func (o Offer) MarshalJSON() ([]byte, error) {
	doc := offerJSON{Name: o.Name, Prices: o.Prices, Includes: o.Includes, IncludesAll: o.IncludesAll}
	if len(o.Costs) > 0 {
		doc.Costs = make(map[string]string, len(o.Costs))
	}
	for unit, cost := range o.Costs {
		if err := number.Check("pricing: cost", cost); err != nil {
			return nil, err
		}
		doc.Costs[unit] = number.Text(cost)
	}
	if err := number.Check("pricing: fixed cost", o.FixedCost); err != nil {
		return nil, err
	}
	if !o.FixedCost.IsZero() {
		doc.FixedCost = number.Text(o.FixedCost)
	}
	return json.Marshal(doc)
}
