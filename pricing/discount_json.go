package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads a discount. Reading is strict: unknown and repeated keys, a
// second key in what is off, JSON numbers and texts not of their form are findings,
// all of them at once as [msp.Issues]. It looks at the text only;
// [Discount.Validate] looks at what it says.
func (d *Discount) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, d, (*Discount).decode)
}

func (d *Discount) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name": func(v *strict.Value) { v.String(&d.Name) },
		"off":  func(v *strict.Value) { decodeOff(&d.Off, v) },
		"from": func(v *strict.Value) { v.Text(&d.From) },
		"to":   func(v *strict.Value) { v.Text(&d.To) },
	})
}

// decodeOff reads what is off. An object without a key leaves none, which whoever
// checks the record finds.
func decodeOff(into *Off, v *strict.Value) {
	v.OneKey("a discount takes off one of percent, amount and volume", strict.Fields{
		"percent": func(v *strict.Value) {
			var o PercentOff
			v.Text(&o.Percent)
			*into = o
		},
		"amount": func(v *strict.Value) {
			var o AmountOff
			v.Decimal(&o.Amount)
			*into = o
		},
		"volume": func(v *strict.Value) {
			var o VolumeOff
			strict.List(v, &o.Steps, (*VolumeStep).decode)
			*into = o
		},
	})
}

// UnmarshalJSON reads one step as [Discount.UnmarshalJSON] reads those of a
// discount.
func (s *VolumeStep) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*VolumeStep).decode)
}

func (s *VolumeStep) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"from":    func(v *strict.Value) { v.Decimal(&s.From) },
		"percent": func(v *strict.Value) { v.Text(&s.Percent) },
	})
	for _, key := range [...]string{"from", "percent"} {
		if v.IsObject() && !v.Has(key) { // else it would be zero
			v.Errorf(msp.CodeMissing, "a step has %s", key)
		}
	}
}

type discountJSON struct {
	Name strict.Text `json:"name,omitzero"`
	Off  Off         `json:"off,omitempty"`
	From msp.Date    `json:"from,omitzero"`
	To   msp.Date    `json:"to,omitzero"`
}

// MarshalJSON returns the canonical JSON of the discount, fields that are zero left
// out. Decimals of more than 18 digits before or after the point are [msp.ErrRange]
// errors, a name that is not UTF-8 an [msp.ErrSyntax] error.
func (d Discount) MarshalJSON() ([]byte, error) {
	switch d.Off.(type) {
	case nil, PercentOff, AmountOff, VolumeOff:
	default: // a pointer, which may be nil
		return nil, msp.NewInputError(msp.ErrInvalid, "pricing: discount", d.Name, "want a percent, an amount or a volume that is off, not a pointer to one")
	}
	return json.Marshal(discountJSON{strict.Text(d.Name), d.Off, d.From, d.To})
}

// MarshalJSON returns {"percent":"10%"}. It never fails.
func (o PercentOff) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Percent msp.Percent `json:"percent"`
	}{o.Percent})
}

// MarshalJSON returns {"amount":"5"}. A decimal of more than 18 digits before or
// after the point is an [msp.ErrRange] error.
func (o AmountOff) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Amount strict.Number `json:"amount"`
	}{strict.Number(o.Amount)})
}

// MarshalJSON returns {"volume":[{"from":"50","percent":"5%"}]}. Errors are those
// of its steps.
func (o VolumeOff) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Volume []VolumeStep `json:"volume"`
	}{append([]VolumeStep{}, o.Steps...)})
}

// MarshalJSON returns {"from":"50","percent":"5%"}. A decimal of more than 18
// digits before or after the point is an [msp.ErrRange] error.
func (s VolumeStep) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		From    strict.Number `json:"from"`
		Percent msp.Percent   `json:"percent"`
	}{strict.Number(s.From), s.Percent})
}
