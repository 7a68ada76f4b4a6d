package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseLabourSpec reads the JSON of a spec. Reading is strict: unknown and repeated
// keys, a missing rate and numbers that are no strings are findings, all of them at
// once as [msp.Issues]. It looks at the text only: [LabourSpec.Compile] and
// [LabourSpec.Validate] look at what it says. The zero [msp.Limits] are the defaults.
func ParseLabourSpec(data []byte, limits msp.Limits) (LabourSpec, error) {
	return strict.Parse(data, limits, (*LabourSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseLabourSpec], with the
// default limits.
func (s *LabourSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*LabourSpec).decode)
}

func (s *LabourSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":          func(v *strict.Value) { v.String(&s.Name) },
		"rate":          func(v *strict.Value) { v.Decimal(&s.Rate) },
		"types":         func(v *strict.Value) { decodeRateChanges(&s.Types, v) },
		"roles":         func(v *strict.Value) { decodeRateChanges(&s.Roles, v) },
		"after_hours":   func(v *strict.Value) { decodeRateChange(&s.AfterHours, v) },
		"increment":     func(v *strict.Value) { v.Int(&s.Increment, 0, mostMinutes) },
		"minimum":       func(v *strict.Value) { v.Int(&s.Minimum, 0, mostMinutes) },
		"round":         func(v *strict.Value) { v.Text(&s.Round) },
		"minimum_first": func(v *strict.Value) { v.Bool(&s.MinimumFirst) },
		"aggregate":     func(v *strict.Value) { v.Text(&s.Aggregate) },
		"not_to_exceed": func(v *strict.Value) {
			v.Decimal(&s.NotToExceed)
			if v.IsString() && s.NotToExceed.IsZero() { // zero is no cap, which is no key
				v.Errorf(msp.CodeRange, "no cap is left out, and under a cap of 0 nothing is billed")
			}
		},
		"cost":  func(v *strict.Value) { v.Decimal(&s.Cost) },
		"costs": func(v *strict.Value) { decodeNumbers(&s.Costs, v) },
	})
	if v.IsObject() && !v.Has("rate") { // else it would be free
		v.Errorf(msp.CodeMissing, "labour has a rate")
	}
}

type labourSpecJSON struct {
	Name         strict.Text              `json:"name,omitzero"`
	Rate         strict.Number            `json:"rate"`
	Types        map[string]RateChange    `json:"types,omitempty"`
	Roles        map[string]RateChange    `json:"roles,omitempty"`
	AfterHours   RateChange               `json:"after_hours,omitempty"`
	Increment    int                      `json:"increment,omitempty"`
	Minimum      int                      `json:"minimum,omitempty"`
	Round        msp.Rounding             `json:"round,omitzero"`
	MinimumFirst bool                     `json:"minimum_first,omitempty"`
	Aggregate    Aggregate                `json:"aggregate,omitzero"`
	NotToExceed  strict.Number            `json:"not_to_exceed,omitzero"`
	Cost         strict.Number            `json:"cost,omitzero"`
	Costs        map[string]strict.Number `json:"costs,omitempty"`
}

// MarshalJSON returns the canonical JSON of the spec. A number of more than 18 digits
// on either side of the point, and a name that is not UTF-8, are errors.
func (s LabourSpec) MarshalJSON() ([]byte, error) {
	if s.AfterHours != nil && !isRateChange(s.AfterHours) {
		return nil, msp.NewInputError(msp.ErrInvalid, "pricing: rate change", "after_hours", "a pointer to one")
	}
	types, err := rateChangesJSON(s.Types)
	if err != nil {
		return nil, err
	}
	roles, err := rateChangesJSON(s.Roles)
	if err != nil {
		return nil, err
	}
	costs, err := numbersJSON(s.Costs)
	if err != nil {
		return nil, err
	}
	return json.Marshal(labourSpecJSON{
		Name: strict.Text(s.Name), Rate: strict.Number(s.Rate), Types: types, Roles: roles, AfterHours: s.AfterHours,
		Increment: s.Increment, Minimum: s.Minimum, Round: s.Round, MinimumFirst: s.MinimumFirst, Aggregate: s.Aggregate,
		NotToExceed: strict.Number(s.NotToExceed), Cost: strict.Number(s.Cost), Costs: costs,
	})
}
