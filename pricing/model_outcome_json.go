package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [OutcomeSpec.MarshalJSON] returns. Reading is strict
// and looks at the text only; all findings come at once, as [msp.Issues].
func (s *OutcomeSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*OutcomeSpec).decode)
}

func (s *OutcomeSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"currency":        func(v *strict.Value) { v.Text(&s.Currency) },
		"kpi":             func(v *strict.Value) { v.String(&s.KPI) },
		"levels":          func(v *strict.Value) { strict.List(v, &s.Levels, (*OutcomeLevel).decode) },
		"lower_is_better": func(v *strict.Value) { v.Bool(&s.LowerIsBetter) },
	})
}

func (l *OutcomeLevel) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"at":  func(v *strict.Value) { v.Decimal(&l.At) },
		"fee": func(v *strict.Value) { v.Decimal(&l.Fee) },
	})
	for _, key := range [...]string{"at", "fee"} {
		if v.IsObject() && !v.Has(key) { // else it would be 0
			v.Errorf(msp.CodeMissing, "a level has %s", key)
		}
	}
}

type outcomeJSON struct {
	Currency      msp.Currency   `json:"currency,omitzero"`
	KPI           strict.Text    `json:"kpi,omitzero"`
	Levels        []OutcomeLevel `json:"levels,omitempty"`
	LowerIsBetter bool           `json:"lower_is_better,omitzero"`
}

// MarshalJSON returns the canonical JSON of the price. A decimal of more than 18 digits
// before or after the point is an [msp.ErrRange] error, a text that is not UTF-8 an
// [msp.ErrSyntax] error.
func (s OutcomeSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(outcomeJSON{s.Currency, strict.Text(s.KPI), s.Levels, s.LowerIsBetter})
}

// UnmarshalJSON reads {"at":"0.8","fee":"900"} as [OutcomeSpec.UnmarshalJSON] reads
// those of a price.
func (l *OutcomeLevel) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, l, (*OutcomeLevel).decode)
}

type outcomeLevelJSON struct {
	At  strict.Number `json:"at"`
	Fee strict.Number `json:"fee"`
}

// MarshalJSON returns {"at":"0.8","fee":"900"}; errors are those of
// [OutcomeSpec.MarshalJSON].
func (l OutcomeLevel) MarshalJSON() ([]byte, error) {
	return json.Marshal(outcomeLevelJSON{strict.Number(l.At), strict.Number(l.Fee)})
}
