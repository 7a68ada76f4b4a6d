package pricing

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// ParseLabourSpec reads the JSON of a spec. Reading is strict: unknown and repeated
// keys, a missing rate and numbers that are no strings are findings, all of them at
// once as [msp.Issues]. It looks at the text only: [LabourSpec.Compile] and
// [LabourSpec.Validate] look at what it says. The zero [msp.Limits] are the defaults.
func ParseLabourSpec(data []byte, limits msp.Limits) (LabourSpec, error) {
	var spec LabourSpec
	if err := strict.Decode(data, limits, spec.decode).Err(); err != nil {
		return LabourSpec{}, err
	}
	return spec, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseLabourSpec], with the
// default limits.
func (s *LabourSpec) UnmarshalJSON(data []byte) error {
	spec, err := ParseLabourSpec(data, msp.Limits{})
	if err != nil {
		return err
	}
	*s = spec
	return nil
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
		"cost": func(v *strict.Value) { v.Decimal(&s.Cost) },
		"costs": func(v *strict.Value) {
			v.Members(func(role string, v *strict.Value) {
				if s.Costs == nil {
					s.Costs = make(map[string]decimal.Decimal)
				}
				var d decimal.Decimal
				v.Decimal(&d)
				s.Costs[role] = d
			})
		},
	})
	if v.IsObject() && !v.Has("rate") { // else it would be free
		v.Errorf(msp.CodeMissing, "labour has a rate")
	}
}

type labourSpecJSON struct {
	Name         string                  `json:"name"`
	Rate         labourNumber            `json:"rate"`
	Types        map[string]RateChange   `json:"types,omitempty"`
	Roles        map[string]RateChange   `json:"roles,omitempty"`
	AfterHours   RateChange              `json:"after_hours,omitempty"`
	Increment    int                     `json:"increment,omitempty"`
	Minimum      int                     `json:"minimum,omitempty"`
	Round        msp.Rounding            `json:"round,omitzero"`
	MinimumFirst bool                    `json:"minimum_first,omitempty"`
	Aggregate    Aggregate               `json:"aggregate,omitzero"`
	NotToExceed  labourNumber            `json:"not_to_exceed,omitzero"`
	Cost         labourNumber            `json:"cost,omitzero"`
	Costs        map[string]labourNumber `json:"costs,omitempty"`
}

// MarshalJSON returns the canonical JSON of the spec. A number of more than 18 digits
// on either side of the point, and a name that is not UTF-8, are errors.
func (s LabourSpec) MarshalJSON() ([]byte, error) {
	names := slices.Concat([]string{s.Name}, slices.Sorted(maps.Keys(s.Types)), slices.Sorted(maps.Keys(s.Roles)), slices.Sorted(maps.Keys(s.Costs)))
	if err := workTextError("pricing: labour", names...); err != nil {
		return nil, err
	}
	costs := make(map[string]labourNumber, len(s.Costs))
	for role, cost := range s.Costs {
		costs[role] = labourNumber(cost)
	}
	return json.Marshal(labourSpecJSON{
		Name: s.Name, Rate: labourNumber(s.Rate), Types: s.Types, Roles: s.Roles, AfterHours: s.AfterHours,
		Increment: s.Increment, Minimum: s.Minimum, Round: s.Round, MinimumFirst: s.MinimumFirst, Aggregate: s.Aggregate,
		NotToExceed: labourNumber(s.NotToExceed), Cost: labourNumber(s.Cost), Costs: costs,
	})
}

// labourNumber is a decimal whose text is that of the records.
type labourNumber decimal.Decimal

// IsZero reports whether the number is 0, for omitzero.
func (n labourNumber) IsZero() bool { return decimal.Decimal(n).IsZero() }

// MarshalText returns the number as the strict reader reads it.
func (n labourNumber) MarshalText() ([]byte, error) {
	if err := number.Check("pricing: number", decimal.Decimal(n)); err != nil {
		return nil, err
	}
	return []byte(number.Text(decimal.Decimal(n))), nil
}
