package sla

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseCreditLadderSpec reads the JSON of a table of credits; docs/format.md
// describes it. Reading is strict, see [ParseSpan], and looks at the text only:
// [CreditLadderSpec.Compile] and [CreditLadderSpec.Validate] look at what it says.
// The zero [msp.Limits] are the defaults.
func ParseCreditLadderSpec(data []byte, limits msp.Limits) (CreditLadderSpec, error) {
	var spec CreditLadderSpec
	if err := strict.Decode(data, limits, spec.decode).Err(); err != nil {
		return CreditLadderSpec{}, err
	}
	return spec, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseCreditLadderSpec], with
// the default limits.
func (s *CreditLadderSpec) UnmarshalJSON(data []byte) error {
	spec, err := ParseCreditLadderSpec(data, msp.Limits{})
	if err != nil {
		return err
	}
	*s = spec
	return nil
}

// UnmarshalJSON reads one rung as [ParseCreditLadderSpec] reads those of a table.
func (r *CreditRung) UnmarshalJSON(data []byte) error {
	var rung CreditRung
	if err := strict.Decode(data, msp.Limits{}, rung.decode).Err(); err != nil {
		return err
	}
	*r = rung
	return nil
}

func (s *CreditLadderSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"rungs": func(v *strict.Value) { strict.List(v, &s.Rungs, (*CreditRung).decode) },
		"cap": func(v *strict.Value) {
			v.Text(&s.Cap)
			if v.IsString() && s.Cap.IsZero() { // zero is no cap, which is no key
				v.Errorf(msp.CodeRange, "no cap is left out, and a cap of 0%% is no ladder")
			}
		},
	})
}

func (r *CreditRung) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"below":  func(v *strict.Value) { v.Text(&r.Below) },
		"credit": func(v *strict.Value) { v.Text(&r.Credit) },
	})
	for _, key := range [...]string{"below", "credit"} {
		if v.IsObject() && !v.Has(key) { // else it would be 0%
			v.Errorf(msp.CodeMissing, "a rung has %s", key)
		}
	}
}

type creditRungJSON struct {
	Below  msp.Percent `json:"below"`
	Credit msp.Percent `json:"credit"`
}

// MarshalJSON returns the canonical JSON of the rung. It never fails.
func (r CreditRung) MarshalJSON() ([]byte, error) { return json.Marshal(creditRungJSON(r)) }

type creditLadderJSON struct {
	Rungs []CreditRung `json:"rungs"`
	Cap   msp.Percent  `json:"cap,omitzero"`
}

// MarshalJSON returns the canonical JSON of the table. It never fails.
func (s CreditLadderSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(creditLadderJSON{append([]CreditRung{}, s.Rungs...), s.Cap})
}
