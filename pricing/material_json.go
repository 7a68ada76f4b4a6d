package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseMaterials reads a JSON array of materials. Reading is strict: unknown and
// repeated keys, a missing quantity and numbers that are no strings are findings, all
// of them at once as [msp.Issues], with paths such as "[3].price". It looks at the text
// only: [MaterialLines] looks at what it says. The zero [msp.Limits] are the defaults.
func ParseMaterials(data []byte, limits msp.Limits) ([]Material, error) {
	return strict.Parse(data, limits, func(materials *[]Material, v *strict.Value) { strict.List(v, materials, (*Material).decode) })
}

// UnmarshalJSON implements [json.Unmarshaler]; it reads one material as
// [ParseMaterials] does.
func (m *Material) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, m, (*Material).decode)
}

func (m *Material) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"id":       func(v *strict.Value) { v.String(&m.ID) },
		"name":     func(v *strict.Value) { v.String(&m.Name) },
		"date":     func(v *strict.Value) { v.Text(&m.Date) },
		"quantity": func(v *strict.Value) { v.Decimal(&m.Quantity) },
		"cost":     func(v *strict.Value) { v.Decimal(&m.Cost) },
		"price": func(v *strict.Value) {
			v.Decimal(&m.Price)
			if v.IsString() && m.Price.IsZero() { // zero is no price, which is no key
				v.Errorf(msp.CodeRange, "what is given away has a markup of -100%%")
			}
		},
		"markup": func(v *strict.Value) {
			v.Text(&m.Markup)
			if v.IsString() && m.Markup.IsZero() { // zero is no markup, which is no key
				v.Errorf(msp.CodeRange, "what is sold on at cost has a price that equals the cost")
			}
		},
	})
	if v.IsObject() && !v.Has("quantity") { // else it would be none
		v.Errorf(msp.CodeMissing, "a material has a quantity")
	}
}

type materialJSON struct {
	ID       strict.Text   `json:"id,omitzero"`
	Name     strict.Text   `json:"name,omitzero"`
	Date     msp.Date      `json:"date,omitzero"`
	Quantity strict.Number `json:"quantity"`
	Cost     strict.Number `json:"cost,omitzero"`
	Price    strict.Number `json:"price,omitzero"`
	Markup   msp.Percent   `json:"markup,omitzero"`
}

// MarshalJSON returns the canonical JSON of the material. A number of more than 18
// digits on either side of the point, and a text that is not UTF-8, are errors.
func (m Material) MarshalJSON() ([]byte, error) {
	return json.Marshal(materialJSON{strict.Text(m.ID), strict.Text(m.Name), m.Date, strict.Number(m.Quantity), strict.Number(m.Cost), strict.Number(m.Price), m.Markup})
}
