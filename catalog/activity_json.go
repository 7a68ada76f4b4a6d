package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseActivitySpec reads the JSON of an activity; docs/format.md describes it. Reading is
// strict, all findings come at once as [msp.Issues], and it looks at the text only:
// [ActivitySpec.Compile] and [ActivitySpec.Validate] look at what it says. The zero
// [msp.Limits] are the defaults.
func ParseActivitySpec(data []byte, limits msp.Limits) (ActivitySpec, error) {
	return strict.Parse(data, limits, (*ActivitySpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseActivitySpec], with the default
// limits.
func (s *ActivitySpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*ActivitySpec).decode)
}

func (s *ActivitySpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":      func(v *strict.Value) { v.String(&s.Name) },
		"title":     func(v *strict.Value) { v.String(&s.Title) },
		"cadences":  func(v *strict.Value) { strict.List(v, &s.Cadences, func(c *Cadence, v *strict.Value) { v.Text(c) }) },
		"practices": func(v *strict.Value) { strict.Texts(v, &s.Practices) },
		"anchor":    func(v *strict.Value) { v.Text(&s.Anchor) },
		"services":  func(v *strict.Value) { strict.Texts(v, &s.Services) },
		"team":      func(v *strict.Value) { v.String(&s.Team) },
	})
}

type activityJSON struct {
	Name      strict.Text   `json:"name,omitzero"`
	Title     strict.Text   `json:"title,omitzero"`
	Cadences  []Cadence     `json:"cadences,omitempty"`
	Practices []strict.Text `json:"practices,omitempty"`
	Anchor    msp.Date      `json:"anchor,omitzero"`
	Services  []strict.Text `json:"services,omitempty"`
	Team      strict.Text   `json:"team,omitzero"`
}

// MarshalJSON returns the canonical JSON of the activity: what is zero is left out. A text
// that is not UTF-8 is an error.
func (s ActivitySpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(activityJSON{
		Name: strict.Text(s.Name), Title: strict.Text(s.Title), Cadences: s.Cadences, Practices: strict.TextsJSON(s.Practices),
		Anchor: s.Anchor, Services: strict.TextsJSON(s.Services), Team: strict.Text(s.Team),
	})
}
