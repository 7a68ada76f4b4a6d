package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/strict"
	"github.com/mspkit/msp/sla"
)

// UnmarshalJSON reads one service as [Parse] reads those of a model.
func (s *ServiceSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*ServiceSpec).decode)
}

// UnmarshalJSON reads one change as [Parse] reads those of a service.
func (c *ServiceChange) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, c, (*ServiceChange).decode)
}

// UnmarshalJSON reads one group as [Parse] reads those of a service.
func (r *Redundancy) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, r, (*Redundancy).decode)
}

func (s *ServiceSpec) decode(v *strict.Value) {
	fields := s.fields()
	fields["name"] = func(v *strict.Value) { v.String(&s.Name) }
	fields["title"] = func(v *strict.Value) { v.String(&s.Title) }
	fields["description"] = func(v *strict.Value) { v.String(&s.Description) }
	fields["category"] = func(v *strict.Value) { v.Text(&s.Category) }
	fields["lifecycle"] = func(v *strict.Value) { v.Part(&s.Lifecycle) }
	fields["changes"] = func(v *strict.Value) { strict.List(v, &s.Changes, (*ServiceChange).decode) }
	v.Object(fields)
}

func (c *ServiceChange) decode(v *strict.Value) {
	fields := c.fields()
	fields["from"] = func(v *strict.Value) { v.Text(&c.From) }
	v.Object(fields)
}

func (r *Redundancy) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"of":   func(v *strict.Value) { strict.Texts(v, &r.Of) },
		"need": func(v *strict.Value) { v.Int(&r.Need, 1, mostRedundant) },
	})
}

func (t *ServiceTerms) fields() strict.Fields {
	return strict.Fields{
		"owner":        func(v *strict.Value) { v.String(&t.Owner) },
		"team":         func(v *strict.Value) { v.String(&t.Team) },
		"criticality":  func(v *strict.Value) { v.Text(&t.Criticality) },
		"hours":        func(v *strict.Value) { v.String(&t.Hours) },
		"escalation":   func(v *strict.Value) { v.Part(&t.Escalation) },
		"kpis":         func(v *strict.Value) { strict.Texts(v, &t.KPIs) },
		"activities":   func(v *strict.Value) { strict.Texts(v, &t.Activities) },
		"within":       func(v *strict.Value) { strict.Texts(v, &t.Within) },
		"includes":     func(v *strict.Value) { strict.Texts(v, &t.Includes) },
		"excludes":     func(v *strict.Value) { strict.Texts(v, &t.Excludes) },
		"terms":        func(v *strict.Value) { strict.List(v, &t.Terms, (*TermSpec).decode) },
		"prices":       func(v *strict.Value) { strict.Texts(v, &t.Prices) },
		"requires":     func(v *strict.Value) { strict.Texts(v, &t.Requires) },
		"redundant":    func(v *strict.Value) { strict.List(v, &t.Redundant, (*Redundancy).decode) },
		"availability": func(v *strict.Value) { v.Text(&t.Availability) },
		"maintenance":  func(v *strict.Value) { v.String(&t.Maintenance) },
	}
}

// serviceTermsJSON is what a service and its changes write alike.
type serviceTermsJSON struct {
	Owner        strict.Text           `json:"owner,omitzero"`
	Team         strict.Text           `json:"team,omitzero"`
	Criticality  sla.Criticality       `json:"criticality,omitzero"`
	Hours        strict.Text           `json:"hours,omitzero"`
	Escalation   escalation.RouteSpecs `json:"escalation,omitempty"`
	KPIs         []strict.Text         `json:"kpis,omitempty"`
	Activities   []strict.Text         `json:"activities,omitempty"`
	Within       []strict.Text         `json:"within,omitempty"`
	Includes     []strict.Text         `json:"includes,omitempty"`
	Excludes     []strict.Text         `json:"excludes,omitempty"`
	Terms        []TermSpec            `json:"terms,omitempty"`
	Prices       []strict.Text         `json:"prices,omitempty"`
	Requires     []strict.Text         `json:"requires,omitempty"`
	Redundant    []Redundancy          `json:"redundant,omitempty"`
	Availability msp.Percent           `json:"availability,omitzero"`
	Maintenance  strict.Text           `json:"maintenance,omitzero"`
}

func (t ServiceTerms) forJSON() serviceTermsJSON {
	return serviceTermsJSON{
		strict.Text(t.Owner), strict.Text(t.Team), t.Criticality, strict.Text(t.Hours), t.Escalation,
		strict.TextsJSON(t.KPIs), strict.TextsJSON(t.Activities), strict.TextsJSON(t.Within), strict.TextsJSON(t.Includes),
		strict.TextsJSON(t.Excludes), t.Terms, strict.TextsJSON(t.Prices), strict.TextsJSON(t.Requires), t.Redundant,
		t.Availability, strict.Text(t.Maintenance),
	}
}

// MarshalJSON returns the canonical JSON of the service: what is zero is left out. A
// text that is not UTF-8 and a value that is none of its kind are errors.
func (s ServiceSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name        strict.Text `json:"name,omitzero"`
		Title       strict.Text `json:"title,omitzero"`
		Description strict.Text `json:"description,omitzero"`
		Category    Category    `json:"category,omitzero"`
		Lifecycle   Lifecycle   `json:"lifecycle,omitempty"`
		serviceTermsJSON

		Changes []ServiceChange `json:"changes,omitempty"`
	}{strict.Text(s.Name), strict.Text(s.Title), strict.Text(s.Description), s.Category, s.Lifecycle, s.forJSON(), s.Changes})
}

// MarshalJSON returns the canonical JSON of the change; see [ServiceSpec.MarshalJSON].
func (c ServiceChange) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		From msp.Date `json:"from,omitzero"`
		serviceTermsJSON
	}{c.From, c.forJSON()})
}

// MarshalJSON returns {"of":["line a","line b"],"need":1}.
func (r Redundancy) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Of   []strict.Text `json:"of,omitempty"`
		Need int           `json:"need,omitzero"`
	}{strict.TextsJSON(r.Of), r.Need})
}
