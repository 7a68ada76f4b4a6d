package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParsePrice reads the JSON of a price; docs/format.md describes it. Reading is
// strict: unknown and repeated keys, values of another type and numbers that are not
// strings are findings, all of them in one [msp.Issues] error. It looks at the text
// only: [Price.Compile] and [Price.Validate] look at what it says. The zero
// [msp.Limits] are the defaults.
func ParsePrice(data []byte, limits msp.Limits) (Price, error) {
	return strict.Parse(data, limits, (*Price).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParsePrice], with the default
// limits.
func (p *Price) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, p, (*Price).decode)
}

// UnmarshalJSON reads one tier as [ParsePrice] reads those of a price.
func (t *Tier) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, t, (*Tier).decode) }

func (p *Price) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"currency": func(v *strict.Value) { v.Text(&p.Currency) },
		"mode":     func(v *strict.Value) { v.Text(&p.Mode) },
		"unit":     func(v *strict.Value) { v.String(&p.Unit) },
		"rate":     func(v *strict.Value) { v.Decimal(&p.Rate) },
		"tiers":    func(v *strict.Value) { strict.List(v, &p.Tiers, (*Tier).decode) },
		"size":     func(v *strict.Value) { v.Decimal(&p.Size) },
		"partial":  func(v *strict.Value) { v.Text(&p.Partial) },
		"flat":     func(v *strict.Value) { v.Decimal(&p.Flat) },
		"included": func(v *strict.Value) { v.Decimal(&p.Included) },
		"minimum":  func(v *strict.Value) { v.Decimal(&p.Minimum) },
		"maximum":  func(v *strict.Value) { v.Decimal(&p.Maximum) },
		"at_zero":  func(v *strict.Value) { v.Bool(&p.AtZero) },
	})
}

func (t *Tier) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"up_to": func(v *strict.Value) { v.Decimal(&t.UpTo) },
		"rate":  func(v *strict.Value) { v.Decimal(&t.Rate) },
		"flat":  func(v *strict.Value) { v.Decimal(&t.Flat) },
	})
}

type tierJSON struct {
	UpTo strict.Number `json:"up_to,omitzero"`
	Rate strict.Number `json:"rate,omitzero"`
	Flat strict.Number `json:"flat,omitzero"`
}

// MarshalJSON returns the canonical JSON of the tier. A number with too many digits
// is an error.
func (t Tier) MarshalJSON() ([]byte, error) {
	return json.Marshal(tierJSON{strict.Number(t.UpTo), strict.Number(t.Rate), strict.Number(t.Flat)})
}

type priceJSON struct {
	Currency msp.Currency  `json:"currency,omitzero"`
	Mode     Mode          `json:"mode,omitzero"`
	Unit     strict.Text   `json:"unit,omitzero"`
	Rate     strict.Number `json:"rate,omitzero"`
	Tiers    []Tier        `json:"tiers,omitempty"`
	Size     strict.Number `json:"size,omitzero"`
	Partial  msp.Rounding  `json:"partial,omitzero"`
	Flat     strict.Number `json:"flat,omitzero"`
	Included strict.Number `json:"included,omitzero"`
	Minimum  strict.Number `json:"minimum,omitzero"`
	Maximum  strict.Number `json:"maximum,omitzero"`
	AtZero   bool          `json:"at_zero,omitempty"`
}

// MarshalJSON returns the canonical JSON of the price, without fields that are zero.
// A number with too many digits is an [msp.ErrRange] error, a unit that is not UTF-8 an
// [msp.ErrSyntax] error.
func (p Price) MarshalJSON() ([]byte, error) {
	return json.Marshal(priceJSON{
		p.Currency, p.Mode, strict.Text(p.Unit), strict.Number(p.Rate), p.Tiers, strict.Number(p.Size), p.Partial, strict.Number(p.Flat),
		strict.Number(p.Included), strict.Number(p.Minimum), strict.Number(p.Maximum), p.AtZero,
	})
}
