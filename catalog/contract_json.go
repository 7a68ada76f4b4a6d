package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/strict"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// UnmarshalJSON reads one contract as [Parse] reads those of a client.
func (s *ContractSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*ContractSpec).decode)
}

// UnmarshalJSON reads a pin as [Parse] reads that of a contract.
func (p *Pin) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, p, (*Pin).decode) }

// UnmarshalJSON reads it as [Parse] reads that of a contract.
func (o *OutOfScope) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, o, (*OutOfScope).decode)
}

// UnmarshalJSON reads one count as [Parse] reads those of a contract.
func (s *CountSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*CountSpec).decode)
}

// UnmarshalJSON reads one exception as [Parse] reads those of a contract.
func (s *ExceptionSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*ExceptionSpec).decode)
}

func (s *ContractSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"id":      func(v *strict.Value) { v.String(&s.ID) },
		"from":    func(v *strict.Value) { v.Text(&s.From) },
		"until":   func(v *strict.Value) { v.Text(&s.Until) },
		"renewal": func(v *strict.Value) { v.Part(&s.Renewal) },
		"pinned": func(v *strict.Value) {
			s.Pinned = new(Pin)
			s.Pinned.decode(v)
		},
		"scope":          func(v *strict.Value) { v.Text(&s.Scope) },
		"tier":           func(v *strict.Value) { v.String(&s.Tier) },
		"services":       func(v *strict.Value) { strict.Texts(v, &s.Services) },
		"calendar":       func(v *strict.Value) { v.String(&s.Calendar) },
		"goals":          func(v *strict.Value) { parts(v, &s.Goals, (*sla.GoalSpec).UnmarshalJSON) },
		"escalation":     func(v *strict.Value) { v.Part(&s.Escalation) },
		"terms":          func(v *strict.Value) { strict.List(v, &s.Terms, (*TermSpec).decode) },
		"out_of_scope":   s.OutOfScope.decode,
		"exceptions":     func(v *strict.Value) { strict.List(v, &s.Exceptions, (*ExceptionSpec).decode) },
		"change_windows": func(v *strict.Value) { v.String(&s.ChangeWindows) },
		"approvers":      func(v *strict.Value) { strict.Texts(v, &s.Approvers) },
		"target_set":     func(v *strict.Value) { v.String(&s.TargetSet) },
		"counts":         func(v *strict.Value) { strict.List(v, &s.Counts, (*CountSpec).decode) },
		"agreement": func(v *strict.Value) {
			s.Agreement = new(pricing.AgreementSpec)
			v.Part(s.Agreement)
		},
	})
}

func (p *Pin) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"on":    func(v *strict.Value) { v.Text(&p.On) },
		"until": func(v *strict.Value) { v.Text(&p.Until) },
	})
}

func (o *OutOfScope) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"cover": func(v *strict.Value) { v.Text(&o.Cover) },
		"price": func(v *strict.Value) { v.String(&o.Price) },
	})
}

func (s *CountSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"unit":     func(v *strict.Value) { v.String(&s.Unit) },
		"quantity": func(v *strict.Value) { v.Part(&s.Quantity) },
	})
}

func (s *ExceptionSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":       func(v *strict.Value) { v.String(&s.Name) },
		"reason":     func(v *strict.Value) { v.String(&s.Reason) },
		"approver":   func(v *strict.Value) { v.String(&s.Approver) },
		"from":       func(v *strict.Value) { v.Text(&s.From) },
		"until":      func(v *strict.Value) { v.Text(&s.Until) },
		"services":   func(v *strict.Value) { strict.Texts(v, &s.Services) },
		"terms":      func(v *strict.Value) { strict.List(v, &s.Terms, (*TermSpec).decode) },
		"goals":      func(v *strict.Value) { parts(v, &s.Goals, (*sla.GoalSpec).UnmarshalJSON) },
		"price":      func(v *strict.Value) { v.String(&s.Price) },
		"complexity": func(v *strict.Value) { v.Decimal(&s.Complexity) },
	})
}

// MarshalJSON returns the canonical JSON of the contract: what is zero is left out. A
// text that is not UTF-8 and a value that is none of its kind are errors.
func (s ContractSpec) MarshalJSON() ([]byte, error) {
	renewal, err := stated(s.Renewal, s.Renewal != Renewal{})
	if err != nil {
		return nil, err
	}
	outOfScope, err := stated(s.OutOfScope, s.OutOfScope != OutOfScope{})
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		ID            strict.Text            `json:"id,omitzero"`
		From          msp.Date               `json:"from,omitzero"`
		Until         msp.Date               `json:"until,omitzero"`
		Renewal       json.RawMessage        `json:"renewal,omitempty"`
		Pinned        *Pin                   `json:"pinned,omitempty"`
		Scope         Scope                  `json:"scope,omitzero"`
		Tier          strict.Text            `json:"tier,omitzero"`
		Services      []strict.Text          `json:"services,omitempty"`
		Calendar      strict.Text            `json:"calendar,omitzero"`
		Goals         []sla.GoalSpec         `json:"goals,omitempty"`
		Escalation    escalation.RouteSpecs  `json:"escalation,omitempty"`
		Terms         []TermSpec             `json:"terms,omitempty"`
		OutOfScope    json.RawMessage        `json:"out_of_scope,omitempty"`
		Exceptions    []ExceptionSpec        `json:"exceptions,omitempty"`
		ChangeWindows strict.Text            `json:"change_windows,omitzero"`
		Approvers     []strict.Text          `json:"approvers,omitempty"`
		TargetSet     strict.Text            `json:"target_set,omitzero"`
		Counts        []CountSpec            `json:"counts,omitempty"`
		Agreement     *pricing.AgreementSpec `json:"agreement,omitempty"`
	}{
		strict.Text(s.ID), s.From, s.Until, renewal, s.Pinned, s.Scope, strict.Text(s.Tier), strict.TextsJSON(s.Services),
		strict.Text(s.Calendar), s.Goals, s.Escalation, s.Terms, outOfScope, s.Exceptions, strict.Text(s.ChangeWindows),
		strict.TextsJSON(s.Approvers), strict.Text(s.TargetSet), s.Counts, s.Agreement,
	})
}

// MarshalJSON returns {"on":"2026-06-30"}.
func (p Pin) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		On    msp.Date `json:"on,omitzero"`
		Until msp.Date `json:"until,omitzero"`
	}{p.On, p.Until})
}

// MarshalJSON returns {"cover":"billable","price":"hour"}.
func (o OutOfScope) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Cover Cover       `json:"cover,omitzero"`
		Price strict.Text `json:"price,omitzero"`
	}{o.Cover, strict.Text(o.Price)})
}

// MarshalJSON returns {"unit":"user","quantity":[{"quantity":"25"}]}.
func (s CountSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Unit     strict.Text      `json:"unit,omitzero"`
		Quantity pricing.Timeline `json:"quantity,omitempty"`
	}{strict.Text(s.Unit), s.Quantity})
}

// MarshalJSON returns the canonical JSON of the exception; see [ContractSpec.MarshalJSON].
func (s ExceptionSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name       strict.Text    `json:"name,omitzero"`
		Reason     strict.Text    `json:"reason,omitzero"`
		Approver   strict.Text    `json:"approver,omitzero"`
		From       msp.Date       `json:"from,omitzero"`
		Until      msp.Date       `json:"until,omitzero"`
		Services   []strict.Text  `json:"services,omitempty"`
		Terms      []TermSpec     `json:"terms,omitempty"`
		Goals      []sla.GoalSpec `json:"goals,omitempty"`
		Price      strict.Text    `json:"price,omitzero"`
		Complexity strict.Number  `json:"complexity,omitzero"`
	}{
		strict.Text(s.Name), strict.Text(s.Reason), strict.Text(s.Approver), s.From, s.Until, strict.TextsJSON(s.Services),
		s.Terms, s.Goals, strict.Text(s.Price), strict.Number(s.Complexity),
	})
}
