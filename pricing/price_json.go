package pricing

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// ParsePrice reads the JSON of a price; docs/format.md describes it. Reading is
// strict: unknown and repeated keys, values of another type and numbers that are not
// strings are findings, all of them in one [msp.Issues] error. It looks at the text
// only: [Price.Compile] and [Price.Validate] look at what it says. The zero
// [msp.Limits] are the defaults.
func ParsePrice(data []byte, limits msp.Limits) (Price, error) {
	var p Price
	if err := strict.Decode(data, limits, p.decode).Err(); err != nil {
		return Price{}, err
	}
	return p, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParsePrice], with the default
// limits.
func (p *Price) UnmarshalJSON(data []byte) error {
	parsed, err := ParsePrice(data, msp.Limits{})
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// UnmarshalJSON reads one tier as [ParsePrice] reads those of a price.
func (t *Tier) UnmarshalJSON(data []byte) error {
	var tier Tier
	if err := strict.Decode(data, msp.Limits{}, tier.decode).Err(); err != nil {
		return err
	}
	*t = tier
	return nil
}

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

// A plain is a number in JSON: a string without an exponent, left out if zero.
type plain decimal.Decimal

// IsZero makes omitzero leave the number out.
func (p plain) IsZero() bool { return decimal.Decimal(p).IsZero() }

// MarshalText writes the number.
func (p plain) MarshalText() ([]byte, error) {
	if err := number.Check("pricing: number", decimal.Decimal(p)); err != nil {
		return nil, err
	}
	return []byte(number.Text(decimal.Decimal(p))), nil
}

type tierJSON struct {
	UpTo plain `json:"up_to,omitzero"`
	Rate plain `json:"rate,omitzero"`
	Flat plain `json:"flat,omitzero"`
}

// MarshalJSON returns the canonical JSON of the tier. A number with too many digits
// is an error.
func (t Tier) MarshalJSON() ([]byte, error) {
	return json.Marshal(tierJSON{plain(t.UpTo), plain(t.Rate), plain(t.Flat)})
}

type priceJSON struct {
	Currency msp.Currency `json:"currency,omitzero"`
	Mode     Mode         `json:"mode,omitzero"`
	Unit     string       `json:"unit,omitempty"`
	Rate     plain        `json:"rate,omitzero"`
	Tiers    []Tier       `json:"tiers,omitempty"`
	Size     plain        `json:"size,omitzero"`
	Partial  msp.Rounding `json:"partial,omitzero"`
	Flat     plain        `json:"flat,omitzero"`
	Included plain        `json:"included,omitzero"`
	Minimum  plain        `json:"minimum,omitzero"`
	Maximum  plain        `json:"maximum,omitzero"`
	AtZero   bool         `json:"at_zero,omitempty"`
}

// MarshalJSON returns the canonical JSON of the price, without fields that are zero.
// A number with too many digits is an error.
func (p Price) MarshalJSON() ([]byte, error) {
	return json.Marshal(priceJSON{
		p.Currency, p.Mode, p.Unit, plain(p.Rate), p.Tiers, plain(p.Size), p.Partial, plain(p.Flat),
		plain(p.Included), plain(p.Minimum), plain(p.Maximum), p.AtZero,
	})
}
