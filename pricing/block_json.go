package pricing

import (
	"encoding/json"

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
	return strict.Unmarshal(data, s, (*BlockSpec).decode)
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
		"burn":         func(v *strict.Value) { decodeNumbers(&s.Burn, v) },
		"after_hours":  func(v *strict.Value) { v.Decimal(&s.AfterHours) },
		"covers":       func(v *strict.Value) { strict.Texts(v, &s.Covers) },
		"alerts": func(v *strict.Value) {
			strict.List(v, &s.Alerts, func(p *msp.Percent, v *strict.Value) { v.Text(p) })
		},
	})
}

type blockJSON struct {
	Name        strict.Text              `json:"name,omitzero"`
	Unit        BlockUnit                `json:"unit,omitzero"`
	Allotment   strict.Number            `json:"allotment,omitzero"`
	Cadence     Cadence                  `json:"cadence,omitzero"`
	Lots        []Lot                    `json:"lots,omitempty"`
	Rollover    bool                     `json:"rollover,omitzero"`
	RolloverCap strict.Number            `json:"rollover_cap,omitzero"`
	Life        int                      `json:"life,omitzero"`
	Order       DrawOrder                `json:"order,omitzero"`
	Overage     strict.Number            `json:"overage,omitzero"`
	BurnOverage bool                     `json:"burn_overage,omitzero"`
	Burn        map[string]strict.Number `json:"burn,omitempty"`
	AfterHours  strict.Number            `json:"after_hours,omitzero"`
	Covers      []strict.Text            `json:"covers,omitempty"`
	Alerts      []msp.Percent            `json:"alerts,omitempty"`
}

// MarshalJSON returns the canonical JSON of the block, fields that are zero left
// out, multipliers sorted by type of work. A decimal of more than 18 digits before or
// after the point and a unit, order or cadence that is none are [msp.ErrRange]
// errors, a name that is not UTF-8 an [msp.ErrSyntax] error.
func (s BlockSpec) MarshalJSON() ([]byte, error) {
	burn, err := numbersJSON(s.Burn)
	if err != nil {
		return nil, err
	}
	return json.Marshal(blockJSON{
		strict.Text(s.Name), s.Unit, strict.Number(s.Allotment), s.Cadence, s.Lots, s.Rollover, strict.Number(s.RolloverCap), s.Life, s.Order, strict.Number(s.Overage), s.BurnOverage,
		burn, strict.Number(s.AfterHours), strict.TextsJSON(s.Covers), s.Alerts,
	})
}
