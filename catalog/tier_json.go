package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/strict"
	"github.com/mspkit/msp/sla"
)

// ParseTierSpecs reads the JSON of a list of tiers; docs/format.md describes it. Reading
// is strict: unknown and repeated keys, and values of another type or form, are findings,
// all of them in one [msp.Issues] error. It looks at the text only: [TierSpecs.Compile]
// and [TierSpecs.Validate] look at what it says. The zero [msp.Limits] are the defaults.
func ParseTierSpecs(data []byte, limits msp.Limits) (TierSpecs, error) {
	return strict.Parse(data, limits, (*TierSpecs).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseTierSpecs], with the default
// limits.
func (s *TierSpecs) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*TierSpecs).decode)
}

// UnmarshalJSON reads one tier as [ParseTierSpecs] reads a list.
func (s *TierSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*TierSpec).decode)
}

// UnmarshalJSON reads one change as [ParseTierSpecs] reads those of a tier.
func (c *TierChange) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, c, (*TierChange).decode)
}

func (s *TierSpecs) decode(v *strict.Value) {
	strict.List(v, (*[]TierSpec)(s), (*TierSpec).decode)
}

func (s *TierSpec) decode(v *strict.Value) {
	fields := s.fields()
	fields["name"] = func(v *strict.Value) { v.String(&s.Name) }
	fields["title"] = func(v *strict.Value) { v.String(&s.Title) }
	fields["aliases"] = func(v *strict.Value) { strict.Texts(v, &s.Aliases) }
	fields["extends"] = func(v *strict.Value) { v.String(&s.Extends) }
	fields["changes"] = func(v *strict.Value) { strict.List(v, &s.Changes, (*TierChange).decode) }
	v.Object(fields)
}

func (c *TierChange) decode(v *strict.Value) {
	fields := c.fields()
	fields["from"] = func(v *strict.Value) { v.Text(&c.From) }
	fields["removes"] = func(v *strict.Value) { strict.Texts(v, &c.Removes) }
	v.Object(fields)
}

func (t *TierTerms) fields() strict.Fields {
	return strict.Fields{
		"adds":       func(v *strict.Value) { strict.Texts(v, &t.Adds) },
		"excludes":   func(v *strict.Value) { strict.Texts(v, &t.Excludes) },
		"coverage":   func(v *strict.Value) { v.Text(&t.Coverage) },
		"calendar":   func(v *strict.Value) { v.String(&t.Calendar) },
		"goals":      func(v *strict.Value) { parts(v, &t.Goals, (*sla.GoalSpec).UnmarshalJSON) },
		"uptime":     func(v *strict.Value) { v.Text(&t.Uptime) },
		"reviews":    func(v *strict.Value) { v.Text(&t.Reviews) },
		"assignment": func(v *strict.Value) { v.Text(&t.Assignment) },
		"attributes": func(v *strict.Value) { strict.List(v, &t.Attributes, (*Attribute).decode) },
		"terms":      func(v *strict.Value) { strict.List(v, &t.Terms, (*TermSpec).decode) },
		"prices":     func(v *strict.Value) { strict.Texts(v, &t.Prices) },
		"escalation": func(v *strict.Value) { v.Part(&t.Escalation) },
	}
}

// A part is a record of another package, which reads itself.
type part func(data []byte) error

// UnmarshalJSON implements [json.Unmarshaler].
func (p part) UnmarshalJSON(data []byte) error { return p(data) }

// parts reads a list of records of another package.
func parts[T any](v *strict.Value, into *[]T, unmarshal func(*T, []byte) error) {
	strict.List(v, into, func(one *T, v *strict.Value) {
		v.Part(part(func(data []byte) error { return unmarshal(one, data) }))
	})
}

// tierTermsJSON is what a tier and its changes write alike.
type tierTermsJSON struct {
	Adds       []strict.Text         `json:"adds,omitempty"`
	Excludes   []strict.Text         `json:"excludes,omitempty"`
	Coverage   Coverage              `json:"coverage,omitzero"`
	Calendar   strict.Text           `json:"calendar,omitzero"`
	Goals      []sla.GoalSpec        `json:"goals,omitempty"`
	Uptime     msp.Percent           `json:"uptime,omitzero"`
	Reviews    Cadence               `json:"reviews,omitzero"`
	Assignment Assignment            `json:"assignment,omitzero"`
	Attributes []Attribute           `json:"attributes,omitempty"`
	Terms      []TermSpec            `json:"terms,omitempty"`
	Prices     []strict.Text         `json:"prices,omitempty"`
	Escalation escalation.RouteSpecs `json:"escalation,omitempty"`
}

func (t TierTerms) forJSON() tierTermsJSON {
	return tierTermsJSON{
		strict.TextsJSON(t.Adds), strict.TextsJSON(t.Excludes), t.Coverage, strict.Text(t.Calendar), t.Goals, t.Uptime, t.Reviews,
		t.Assignment, t.Attributes, t.Terms, strict.TextsJSON(t.Prices), t.Escalation,
	}
}

// MarshalJSON returns the canonical JSON of the list, [] if it is empty.
func (s TierSpecs) MarshalJSON() ([]byte, error) {
	if len(s) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal([]TierSpec(s))
}

// MarshalJSON returns the canonical JSON of the tier: what is zero is left out. A text
// that is not UTF-8 and a value that is none of its kind are errors.
func (s TierSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name    strict.Text   `json:"name,omitzero"`
		Title   strict.Text   `json:"title,omitzero"`
		Aliases []strict.Text `json:"aliases,omitempty"`
		Extends strict.Text   `json:"extends,omitzero"`
		tierTermsJSON

		Changes []TierChange `json:"changes,omitempty"`
	}{strict.Text(s.Name), strict.Text(s.Title), strict.TextsJSON(s.Aliases), strict.Text(s.Extends), s.forJSON(), s.Changes})
}

// MarshalJSON returns the canonical JSON of the change; see [TierSpec.MarshalJSON].
func (c TierChange) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		From    msp.Date      `json:"from,omitzero"`
		Removes []strict.Text `json:"removes,omitempty"`
		tierTermsJSON
	}{c.From, strict.TextsJSON(c.Removes), c.forJSON()})
}
