package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// An AuditSpec is what an audit judges by, as people write it down.
//
//	{"margin":"30%","margin_spread":"15%","exceptions":"10%"}
type AuditSpec struct {
	// Margin is the least share of a price that is to be left after its costs. Zero: the
	// price has to cover them.
	Margin msp.Percent

	// MarginSpread is the most by which the margins of the clients of one tier may differ,
	// in points: 40% and 25% differ by 15%. Zero: 15%, which is this library's choice.
	MarginSpread msp.Percent

	// Exceptions is the most that may be exceptions, of all arrangements, itself included.
	// Zero: 10%, which "ITIL v5 Compass" has.
	Exceptions msp.Percent
}

// withDefaults returns what holds.
func (s AuditSpec) withDefaults() AuditSpec {
	if s.MarginSpread == (msp.Percent{}) {
		s.MarginSpread = msp.MustParsePercent("15%")
	}
	if s.Exceptions == (msp.Percent{}) {
		s.Exceptions = ExceptionLimit()
	}
	return s
}

func (s AuditSpec) check(list *findings.List, path string) {
	for _, one := range []struct {
		field string
		p     msp.Percent
	}{{"margin", s.Margin}, {"margin_spread", s.MarginSpread}, {"exceptions", s.Exceptions}} {
		if one.p.Sign() < 0 || one.p.Compare(hundredPercent()) > 0 {
			list.Errorf(path+one.field, msp.CodeRange, "%v is not 0%% to 100%%", one.p)
		}
	}
}

// An Acknowledgement says that a finding of an audit is known, why that is good enough,
// and until when.
//
//	{"code":"nobody_on_call","subject":"acme","reason":"contract ends in March","by":"service director","until":"2027-04-01"}
type Acknowledgement struct {
	// Code is the code of the finding. Required.
	Code msp.Code

	// Subject is that of the finding, or what it begins with: "acme" acknowledges
	// "acme / help desk / P1". Empty: all findings of the code.
	Subject string

	// Reason says why it may stay, By who says so, and Until is the first day on which it is
	// a finding again. All are required: nothing is acknowledged for ever.
	Reason, By string
	Until      msp.Date
}

// covers reports whether a finding is acknowledged on a day.
func (a Acknowledgement) covers(code msp.Code, subject string, on msp.Date) bool {
	if a.Code != code || !on.Before(a.Until) {
		return false
	}
	if a.Subject == "" || a.Subject == subject {
		return true
	}
	n := len(a.Subject)
	return len(subject) > n && subject[:n] == a.Subject && len(subject) >= n+3 && subject[n:n+3] == subjectJoint
}

// subjectJoint stands between the parts of a subject.
const subjectJoint = " / "

func (a Acknowledgement) check(list *findings.List, path string) {
	list.Text(path+"code", string(a.Code), "want the code of the finding")
	list.Text(path+"subject", a.Subject, "")
	list.Text(path+"reason", a.Reason, "say why it may stay")
	list.Text(path+"by", a.By, "say who acknowledges it")
	if a.Until.IsZero() {
		list.Errorf(path+"until", msp.CodeMissing, "nothing is acknowledged for ever")
	}
}

// UnmarshalJSON reads it as [Parse] reads that of a model.
func (s *AuditSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*AuditSpec).decode)
}

// UnmarshalJSON reads one as [Parse] reads those of a model.
func (a *Acknowledgement) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, a, (*Acknowledgement).decode)
}

func (s *AuditSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"margin":        func(v *strict.Value) { v.Text(&s.Margin) },
		"margin_spread": func(v *strict.Value) { v.Text(&s.MarginSpread) },
		"exceptions":    func(v *strict.Value) { v.Text(&s.Exceptions) },
	})
}

func (a *Acknowledgement) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"code": func(v *strict.Value) {
			var code string
			v.String(&code)
			a.Code = msp.Code(code)
		},
		"subject": func(v *strict.Value) { v.String(&a.Subject) },
		"reason":  func(v *strict.Value) { v.String(&a.Reason) },
		"by":      func(v *strict.Value) { v.String(&a.By) },
		"until":   func(v *strict.Value) { v.Text(&a.Until) },
	})
}

// MarshalJSON returns {"margin":"30%"}.
func (s AuditSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Margin       msp.Percent `json:"margin,omitzero"`
		MarginSpread msp.Percent `json:"margin_spread,omitzero"`
		Exceptions   msp.Percent `json:"exceptions,omitzero"`
	}{s.Margin, s.MarginSpread, s.Exceptions})
}

// MarshalJSON returns the canonical JSON of the acknowledgement.
func (a Acknowledgement) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Code    strict.Text `json:"code,omitzero"`
		Subject strict.Text `json:"subject,omitzero"`
		Reason  strict.Text `json:"reason,omitzero"`
		By      strict.Text `json:"by,omitzero"`
		Until   msp.Date    `json:"until,omitzero"`
	}{strict.Text(a.Code), strict.Text(a.Subject), strict.Text(a.Reason), strict.Text(a.By), a.Until})
}
