package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// mostDays is how many days the years 1 to 9999 have.
const mostDays = 3_652_059

// UnmarshalJSON reads a line as [ParseStatement] reads those of a statement.
func (l *Line) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, l, (*Line).decode) }

// UnmarshalJSON reads a detail as [ParseStatement] reads those of a statement. What
// it has as "why" is for people and not looked at.
func (d *Detail) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, d, (*Detail).decode)
}

func (l *Line) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"kind":     func(v *strict.Value) { v.Text(&l.Kind) },
		"item":     func(v *strict.Value) { v.String(&l.Item) },
		"ref":      func(v *strict.Value) { v.String(&l.Ref) },
		"period":   func(v *strict.Value) { v.Text(&l.Period) },
		"quantity": func(v *strict.Value) { v.Text(&l.Quantity) },
		"amount":   func(v *strict.Value) { decodeMoney(&l.Amount, v) },
		"cost":     func(v *strict.Value) { decodeMoney(&l.Cost, v) },
		"detail":   func(v *strict.Value) { strict.List(v, &l.Detail, (*Detail).decode) },
	})
}

func (d *Detail) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"step":     func(v *strict.Value) { v.Text(&d.Step) },
		"ref":      func(v *strict.Value) { v.String(&d.Ref) },
		"period":   func(v *strict.Value) { v.Text(&d.Period) },
		"of":       func(v *strict.Value) { v.Int(&d.Of, 0, mostDays) },
		"tier":     func(v *strict.Value) { v.Int(&d.Tier, 0, maxTiers) },
		"quantity": func(v *strict.Value) { v.Text(&d.Quantity) },
		"rate":     func(v *strict.Value) { v.Decimal(&d.Rate) },
		"percent":  func(v *strict.Value) { v.Text(&d.Percent) },
		"amount":   func(v *strict.Value) { decodeMoney(&d.Amount, v) },
		"why":      skipText,
	})
}

// skipText reads a text that was written for people. It says what the fields beside it
// say, in words that another version may choose otherwise, so it decides nothing.
func skipText(v *strict.Value) {
	var why string
	v.String(&why)
}

type lineJSON struct {
	Kind     Kind         `json:"kind,omitzero"`
	Item     strict.Text  `json:"item,omitzero"`
	Ref      strict.Text  `json:"ref,omitzero"`
	Period   msp.Period   `json:"period,omitzero"`
	Quantity quantityJSON `json:"quantity,omitzero"`
	Amount   moneyJSON    `json:"amount,omitzero"`
	Cost     moneyJSON    `json:"cost,omitzero"`
	Detail   []Detail     `json:"detail,omitempty"`
}

// MarshalJSON returns the canonical JSON of the line, fields that are zero left out;
// errors are those of [Statement.MarshalJSON].
func (l Line) MarshalJSON() ([]byte, error) {
	return json.Marshal(lineJSON{
		l.Kind, strict.Text(l.Item), strict.Text(l.Ref), l.Period, quantityJSON(l.Quantity), moneyJSON(l.Amount), moneyJSON(l.Cost), l.Detail,
	})
}

type detailJSON struct {
	Step     Step          `json:"step,omitzero"`
	Ref      strict.Text   `json:"ref,omitzero"`
	Period   msp.Period    `json:"period,omitzero"`
	Of       int           `json:"of,omitzero"`
	Tier     int           `json:"tier,omitzero"`
	Quantity quantityJSON  `json:"quantity,omitzero"`
	Rate     strict.Number `json:"rate,omitzero"`
	Percent  msp.Percent   `json:"percent,omitzero"`
	Amount   moneyJSON     `json:"amount,omitzero"`
	Why      strict.Text   `json:"why,omitzero"`
}

// MarshalJSON returns the canonical JSON of the detail, fields that are zero left out.
// Its "why" is [Detail.Why] in English, for whoever reads the JSON. Errors are those of
// [Statement.MarshalJSON].
func (d Detail) MarshalJSON() ([]byte, error) {
	return json.Marshal(detailJSON{
		d.Step, strict.Text(d.Ref), d.Period, d.Of, d.Tier, quantityJSON(d.Quantity), strict.Number(d.Rate), d.Percent, moneyJSON(d.Amount),
		strict.Text(d.Why().String()),
	})
}
