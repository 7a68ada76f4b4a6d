package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads an item as [ParseAgreementSpec] reads those of an agreement.
func (i *Item) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, i, (*Item).decode) }

// UnmarshalJSON reads {"from":"2026-07-01","price":{"unit":"user","rate":"160"}} as
// [ParseAgreementSpec] reads those of an agreement.
func (c *PriceChange) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, c, (*PriceChange).decode)
}

func (i *Item) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":      func(v *strict.Value) { v.String(&i.Name) },
		"price":     i.Price.decode,
		"changes":   func(v *strict.Value) { strict.List(v, &i.Changes, (*PriceChange).decode) },
		"quantity":  i.Quantity.decode,
		"metered":   func(v *strict.Value) { v.Bool(&i.Metered) },
		"cadence":   func(v *strict.Value) { v.Text(&i.Cadence) },
		"timing":    func(v *strict.Value) { v.Text(&i.Timing) },
		"start":     func(v *strict.Value) { v.Text(&i.Start) },
		"end":       func(v *strict.Value) { v.Text(&i.End) },
		"anchor":    func(v *strict.Value) { v.Text(&i.Anchor) },
		"licence":   i.Licence.decode,
		"uplift":    i.Uplift.decode,
		"discounts": func(v *strict.Value) { strict.List(v, &i.Discounts, (*Discount).decode) },
		"cost":      func(v *strict.Value) { v.Decimal(&i.Cost) },
	})
}

func (c *PriceChange) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"from":  func(v *strict.Value) { v.Text(&c.From) },
		"price": c.Price.decode,
	})
}

type itemJSON struct {
	Name      strict.Text     `json:"name,omitzero"`
	Price     json.RawMessage `json:"price,omitempty"`
	Changes   []PriceChange   `json:"changes,omitempty"`
	Quantity  Timeline        `json:"quantity,omitempty"`
	Metered   bool            `json:"metered,omitzero"`
	Cadence   Cadence         `json:"cadence,omitzero"`
	Timing    Timing          `json:"timing,omitzero"`
	Start     msp.Date        `json:"start,omitzero"`
	End       msp.Date        `json:"end,omitzero"`
	Anchor    msp.Date        `json:"anchor,omitzero"`
	Licence   json.RawMessage `json:"licence,omitempty"`
	Uplift    json.RawMessage `json:"uplift,omitempty"`
	Discounts []Discount      `json:"discounts,omitempty"`
	Cost      strict.Number   `json:"cost,omitzero"`
}

// MarshalJSON returns the canonical JSON of the item, fields that are zero left out;
// errors are those of [AgreementSpec.MarshalJSON].
func (i Item) MarshalJSON() ([]byte, error) {
	price, err := partJSON(i.Price)
	if err != nil {
		return nil, err
	}
	licence, err := partJSON(i.Licence)
	if err != nil {
		return nil, err
	}
	uplift, err := partJSON(i.Uplift)
	if err != nil {
		return nil, err
	}
	return json.Marshal(itemJSON{
		strict.Text(i.Name), price, i.Changes, i.Quantity, i.Metered, i.Cadence, i.Timing, i.Start, i.End, i.Anchor,
		licence, uplift, i.Discounts, strict.Number(i.Cost),
	})
}

type priceChangeJSON struct {
	From  msp.Date        `json:"from,omitzero"`
	Price json.RawMessage `json:"price,omitempty"`
}

// MarshalJSON returns {"from":"2026-07-01","price":{"unit":"user","rate":"160"}};
// errors are those of [AgreementSpec.MarshalJSON].
func (c PriceChange) MarshalJSON() ([]byte, error) {
	price, err := partJSON(c.Price)
	if err != nil {
		return nil, err
	}
	return json.Marshal(priceChangeJSON{c.From, price})
}
