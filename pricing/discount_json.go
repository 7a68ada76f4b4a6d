package pricing

import (
	"cmp"
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads a discount. Reading is strict: unknown and repeated keys, a
// second key in what is off, JSON numbers and texts not of their form are findings,
// all of them at once as [msp.Issues]. It looks at the text only;
// [Discount.Validate] looks at what it says.
func (d *Discount) UnmarshalJSON(data []byte) error {
	var discount Discount
	if err := strict.Decode(data, msp.Limits{}, discount.decode).Err(); err != nil {
		return err
	}
	*d = discount
	return nil
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
	kinds := 0
	one := func(read func(v *strict.Value) Off) func(*strict.Value) {
		return func(v *strict.Value) {
			if kinds++; kinds > 1 {
				v.Errorf(msp.CodeConflict, "a discount takes off one of percent, amount and volume")
				return
			}
			*into = read(v)
		}
	}
	v.Object(strict.Fields{
		"percent": one(func(v *strict.Value) Off {
			var o PercentOff
			v.Text(&o.Percent)
			return o
		}),
		"amount": one(func(v *strict.Value) Off {
			var o AmountOff
			v.Decimal(&o.Amount)
			return o
		}),
		"volume": one(func(v *strict.Value) Off {
			var o VolumeOff
			strict.List(v, &o.Steps, (*VolumeStep).decode)
			return o
		}),
	})
}

// UnmarshalJSON reads one step as [Discount.UnmarshalJSON] reads those of a
// discount.
func (s *VolumeStep) UnmarshalJSON(data []byte) error {
	var step VolumeStep
	if err := strict.Decode(data, msp.Limits{}, step.decode).Err(); err != nil {
		return err
	}
	*s = step
	return nil
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
	Name string   `json:"name,omitzero"`
	Off  Off      `json:"off,omitempty"`
	From msp.Date `json:"from,omitzero"`
	To   msp.Date `json:"to,omitzero"`
}

// MarshalJSON returns the canonical JSON of the discount, fields that are zero left
// out. It fails only for decimals of more than 18 digits before or after the point.
func (d Discount) MarshalJSON() ([]byte, error) { return json.Marshal(discountJSON(d)) }

// MarshalJSON returns {"percent":"10%"}. It never fails.
func (o PercentOff) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Percent msp.Percent `json:"percent"`
	}{o.Percent})
}

// MarshalJSON returns {"amount":"5"}. A decimal of more than 18 digits before or
// after the point is an [msp.ErrRange] error.
func (o AmountOff) MarshalJSON() ([]byte, error) {
	amount, err := decimalJSON("pricing: amount off", o.Amount)
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Amount string `json:"amount"`
	}{cmp.Or(amount, "0")})
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
	from, err := decimalJSON("pricing: volume step", s.From)
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		From    string      `json:"from"`
		Percent msp.Percent `json:"percent"`
	}{cmp.Or(from, "0"), s.Percent})
}

// decimalJSON returns the text of a decimal of a record, "" for zero, which JSON
// leaves out. The what names it for the error about one that is no number.
func decimalJSON(what string, d decimal.Decimal) (string, error) {
	if err := number.Check(what, d); err != nil || d.IsZero() {
		return "", err
	}
	return number.Text(d), nil
}
