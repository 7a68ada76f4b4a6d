package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what [OutcomeSpec.MarshalJSON] returns. Reading is strict
// and looks at the text only; all findings come at once, as [msp.Issues].
func (s *OutcomeSpec) UnmarshalJSON(data []byte) error {
	var read OutcomeSpec
	if err := strict.Decode(data, msp.Limits{}, read.decode).Err(); err != nil {
		return err
	}
	*s = read
	return nil
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
	Currency      msp.Currency       `json:"currency,omitzero"`
	KPI           string             `json:"kpi,omitempty"`
	Levels        []outcomeLevelJSON `json:"levels,omitempty"`
	LowerIsBetter bool               `json:"lower_is_better,omitempty"`
}

type outcomeLevelJSON struct {
	At  string `json:"at"`
	Fee string `json:"fee"`
}

// MarshalJSON returns the canonical JSON of the price. A decimal that is no number
// of the library is an [msp.ErrRange] error.
func (s OutcomeSpec) MarshalJSON() ([]byte, error) {
	doc := outcomeJSON{Currency: s.Currency, KPI: s.KPI, LowerIsBetter: s.LowerIsBetter}
	for _, l := range s.Levels {
		if err := number.Check("pricing: level", l.At); err != nil {
			return nil, err
		}
		if err := number.Check("pricing: fee", l.Fee); err != nil {
			return nil, err
		}
		doc.Levels = append(doc.Levels, outcomeLevelJSON{number.Text(l.At), number.Text(l.Fee)})
	}
	return json.Marshal(doc)
}
