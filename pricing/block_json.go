package pricing

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads a block strictly: unknown and repeated keys, JSON numbers in
// place of decimals and texts not of their form are findings, all of them at once as
// [msp.Issues]. So is a rollover cap of "0": no cap is left out, and a cap of nothing
// is no rollover. It looks at the text only; [BlockSpec.Validate] looks at what it
// says.
func (s *BlockSpec) UnmarshalJSON(data []byte) error {
	var spec BlockSpec
	if err := strict.Decode(data, msp.Limits{}, spec.decode).Err(); err != nil {
		return err
	}
	*s = spec
	return nil
}

func (s *BlockSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":      func(v *strict.Value) { v.String(&s.Name) },
		"unit":      func(v *strict.Value) { v.Text(&s.Unit) },
		"allotment": func(v *strict.Value) { v.Decimal(&s.Allotment) },
		"cadence":   func(v *strict.Value) { v.Text(&s.Cadence) },
		"lots":      func(v *strict.Value) { strict.List(v, &s.Lots, (*Lot).decode) },
		"rollover":  func(v *strict.Value) { v.Bool(&s.Rollover) },
		"rollover_cap": func(v *strict.Value) {
			most := decimal.New(-1, 0) // which stays if the text is none
			v.Decimal(&most)
			switch {
			case most.IsZero():
				v.Errorf(msp.CodeRange, "no cap is left out, and a cap of 0 is no rollover")
			default:
				s.RolloverCap = most
			}
		},
		"life":         func(v *strict.Value) { v.Int(&s.Life, 1, mostLife) },
		"order":        func(v *strict.Value) { v.Text(&s.Order) },
		"overage":      func(v *strict.Value) { v.Decimal(&s.Overage) },
		"burn_overage": func(v *strict.Value) { v.Bool(&s.BurnOverage) },
		"burn": func(v *strict.Value) {
			v.Members(func(name string, v *strict.Value) {
				var multiplier decimal.Decimal
				v.Decimal(&multiplier)
				if s.Burn == nil {
					s.Burn = make(map[string]decimal.Decimal)
				}
				s.Burn[name] = multiplier
			})
		},
		"after_hours": func(v *strict.Value) { v.Decimal(&s.AfterHours) },
		"covers": func(v *strict.Value) {
			strict.List(v, &s.Covers, func(name *string, v *strict.Value) { v.String(name) })
		},
		"alerts": func(v *strict.Value) {
			strict.List(v, &s.Alerts, func(p *msp.Percent, v *strict.Value) { v.Text(p) })
		},
	})
}

type blockJSON struct {
	Name        string           `json:"name,omitzero"`
	Unit        BlockUnit        `json:"unit,omitzero"`
	Allotment   plain            `json:"allotment,omitzero"`
	Cadence     Cadence          `json:"cadence,omitzero"`
	Lots        []Lot            `json:"lots,omitempty"`
	Rollover    bool             `json:"rollover,omitzero"`
	RolloverCap plain            `json:"rollover_cap,omitzero"`
	Life        int              `json:"life,omitzero"`
	Order       DrawOrder        `json:"order,omitzero"`
	Overage     plain            `json:"overage,omitzero"`
	BurnOverage bool             `json:"burn_overage,omitzero"`
	Burn        map[string]plain `json:"burn,omitempty"`
	AfterHours  plain            `json:"after_hours,omitzero"`
	Covers      []string         `json:"covers,omitempty"`
	Alerts      []msp.Percent    `json:"alerts,omitempty"`
}

// MarshalJSON returns the canonical JSON of the block, fields that are zero left
// out, multipliers sorted by type of work. A decimal of more than 18 digits before or
// after the point and a unit, order or cadence that is none are [msp.ErrRange]
// errors, a name that is not UTF-8 an [msp.ErrSyntax] error.
func (s BlockSpec) MarshalJSON() ([]byte, error) {
	out := blockJSON{
		s.Name, s.Unit, plain(s.Allotment), s.Cadence, s.Lots, s.Rollover, plain(s.RolloverCap), s.Life, s.Order, plain(s.Overage), s.BurnOverage,
		make(map[string]plain, len(s.Burn)), plain(s.AfterHours), s.Covers, s.Alerts,
	}
	for _, name := range append([]string{s.Name}, s.Covers...) {
		if err := utf8Text("pricing: block", name); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Burn)) {
		if err := utf8Text("pricing: type of work", name); err != nil {
			return nil, err
		}
		out.Burn[name] = plain(s.Burn[name])
	}
	return json.Marshal(out)
}
