package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseStatement reads the JSON of a statement that was stored, for
// [Agreement.Adjust]; docs/format.md describes it. Reading is strict: unknown and
// repeated keys, values of another type and numbers that are not strings are findings,
// all of them in one [msp.Issues] error, with paths such as "lines[0].detail[2].rate".
// It looks at the text only, and not at whether the lines sum to the total. The "why"
// of a detail or of a refusal is for people: any text is taken, and the next canonical
// JSON has the right one. The zero [msp.Limits] are the defaults. Linear in the length.
func ParseStatement(data []byte, limits msp.Limits) (Statement, error) {
	return strict.Parse(data, limits, (*Statement).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseStatement], with the default
// limits.
func (s *Statement) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*Statement).decode)
}

func (s *Statement) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"client":      func(v *strict.Value) { v.String(&s.Client) },
		"period":      func(v *strict.Value) { v.Text(&s.Period) },
		"lines":       func(v *strict.Value) { strict.List(v, &s.Lines, (*Line).decode) },
		"total":       func(v *strict.Value) { decodeMoney(&s.Total, v) },
		"carried":     func(v *strict.Value) { decodeMoney(&s.Carried, v) },
		"due":         func(v *strict.Value) { decodeMoney(&s.Due, v) },
		"credit_note": func(v *strict.Value) { decodeMoney(&s.CreditNote, v) },
		"invoiced":    func(v *strict.Value) { decodeMoney(&s.Invoiced, v) },
		"cost":        func(v *strict.Value) { decodeMoney(&s.Cost, v) },
		"unused":      func(v *strict.Value) { decodeMoney(&s.Unused, v) },
		"unbilled":    func(v *strict.Value) { decodeMoney(&s.Unbilled, v) },
		"refused":     func(v *strict.Value) { strict.List(v, &s.Refused, (*ItemRefusal).decode) },
		"blocks":      func(v *strict.Value) { strict.List(v, &s.Blocks, (*BlockUsage).decode) },
		"balance":     s.Balance.decode,
	})
}

type statementJSON struct {
	Client     strict.Text     `json:"client,omitzero"`
	Period     msp.Period      `json:"period,omitzero"`
	Lines      []Line          `json:"lines,omitempty"`
	Total      moneyJSON       `json:"total,omitzero"`
	Carried    moneyJSON       `json:"carried,omitzero"`
	Due        moneyJSON       `json:"due,omitzero"`
	CreditNote moneyJSON       `json:"credit_note,omitzero"`
	Invoiced   moneyJSON       `json:"invoiced,omitzero"`
	Cost       moneyJSON       `json:"cost,omitzero"`
	Unused     moneyJSON       `json:"unused,omitzero"`
	Unbilled   moneyJSON       `json:"unbilled,omitzero"`
	Refused    []ItemRefusal   `json:"refused,omitempty"`
	Blocks     []BlockUsage    `json:"blocks,omitempty"`
	Balance    json.RawMessage `json:"balance,omitempty"`
}

// MarshalJSON returns the canonical JSON of the statement, from which it comes back
// exactly: an amount of 0.00 USD is written, that of no currency left out. A rate of
// more than 18 digits before or after the point and a value that is none of an enum
// are [msp.ErrRange] errors, a text that is not UTF-8 and a unit of spaces alone
// [msp.ErrSyntax] errors.
func (s Statement) MarshalJSON() ([]byte, error) {
	balance, err := partJSON(s.Balance)
	if err != nil {
		return nil, err
	}
	return json.Marshal(statementJSON{
		Client: strict.Text(s.Client), Period: s.Period, Lines: s.Lines,
		Total: moneyJSON(s.Total), Carried: moneyJSON(s.Carried), Due: moneyJSON(s.Due), CreditNote: moneyJSON(s.CreditNote),
		Invoiced: moneyJSON(s.Invoiced), Cost: moneyJSON(s.Cost), Unused: moneyJSON(s.Unused), Unbilled: moneyJSON(s.Unbilled),
		Refused: s.Refused, Blocks: s.Blocks, Balance: balance,
	})
}

// UnmarshalJSON reads a refusal as [ParseStatement] reads those of a statement. What
// it has as "why" is for people and not looked at.
func (r *ItemRefusal) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, r, (*ItemRefusal).decode)
}

func (r *ItemRefusal) decode(v *strict.Value) {
	fields := r.fields()
	fields["item"] = func(v *strict.Value) { v.String(&r.Item) }
	v.Object(fields)
}

type itemRefusalJSON struct {
	Item strict.Text `json:"item,omitzero"`
	refusalJSON
}

// MarshalJSON returns the canonical JSON of the refusal, its "why" being that of
// [Refusal.Why]; errors are those of [Statement.MarshalJSON].
func (r ItemRefusal) MarshalJSON() ([]byte, error) {
	return json.Marshal(itemRefusalJSON{strict.Text(r.Item), r.inJSON()})
}

// UnmarshalJSON reads an adjustment that was stored, as [ParseStatement] reads a
// statement.
func (a *Adjustment) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, a, (*Adjustment).decode)
}

func (a *Adjustment) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"lines":       func(v *strict.Value) { strict.List(v, &a.Lines, (*Line).decode) },
		"total":       func(v *strict.Value) { decodeMoney(&a.Total, v) },
		"due":         func(v *strict.Value) { decodeMoney(&a.Due, v) },
		"credit_note": func(v *strict.Value) { decodeMoney(&a.CreditNote, v) },
		"restated":    a.Restated.decode,
	})
}

type adjustmentJSON struct {
	Lines      []Line          `json:"lines,omitempty"`
	Total      moneyJSON       `json:"total,omitzero"`
	Due        moneyJSON       `json:"due,omitzero"`
	CreditNote moneyJSON       `json:"credit_note,omitzero"`
	Restated   json.RawMessage `json:"restated,omitempty"`
}

// MarshalJSON returns the canonical JSON of the adjustment; errors are those of
// [Statement.MarshalJSON].
func (a Adjustment) MarshalJSON() ([]byte, error) {
	restated, err := partJSON(a.Restated)
	if err != nil {
		return nil, err
	}
	return json.Marshal(adjustmentJSON{a.Lines, moneyJSON(a.Total), moneyJSON(a.Due), moneyJSON(a.CreditNote), restated})
}
