package metrics

import (
	"encoding/json"
	"math"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseTargetSetSpec reads the JSON of a target set; docs/format.md describes it. Reading
// is strict, all findings come at once as [msp.Issues], and it looks at the text only:
// [TargetSetSpec.Compile] and [TargetSetSpec.Validate] look at what it says. The zero
// [msp.Limits] are the defaults.
func ParseTargetSetSpec(data []byte, limits msp.Limits) (TargetSetSpec, error) {
	return strict.Parse(data, limits, (*TargetSetSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseTargetSetSpec], with the default
// limits.
func (s *TargetSetSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*TargetSetSpec).decode)
}

// UnmarshalJSON reads one target as [ParseTargetSetSpec] reads those of a set.
func (t *TargetSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, t, (*TargetSpec).decode)
}

func (s *TargetSetSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":    func(v *strict.Value) { v.String(&s.Name) },
		"title":   func(v *strict.Value) { v.String(&s.Title) },
		"source":  func(v *strict.Value) { v.String(&s.Source) },
		"targets": func(v *strict.Value) { strict.List(v, &s.Targets, (*TargetSpec).decode) },
	})
}

func (t *TargetSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"kpi":     func(v *strict.Value) { v.String(&t.KPI) },
		"goal":    func(v *strict.Value) { v.Text(&t.Goal) },
		"near":    func(v *strict.Value) { v.Text(&t.Near) },
		"min_n":   func(v *strict.Value) { v.Int(&t.MinN, 0, math.MaxInt) },
		"source":  func(v *strict.Value) { v.String(&t.Source) },
		"applies": func(v *strict.Value) { v.String(&t.Applies) },
	})
}

type targetSetJSON struct {
	Name    strict.Text  `json:"name,omitzero"`
	Title   strict.Text  `json:"title,omitzero"`
	Source  strict.Text  `json:"source,omitzero"`
	Targets []TargetSpec `json:"targets,omitempty"`
}

// MarshalJSON returns the canonical JSON of the set: what is zero is left out. A text that
// is not UTF-8 is an error.
func (s TargetSetSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(targetSetJSON{strict.Text(s.Name), strict.Text(s.Title), strict.Text(s.Source), s.Targets})
}

type targetJSON struct {
	KPI     strict.Text `json:"kpi,omitzero"`
	Goal    Goal        `json:"goal,omitzero"`
	Near    Bound       `json:"near,omitzero"`
	MinN    int         `json:"min_n,omitzero"`
	Source  strict.Text `json:"source,omitzero"`
	Applies strict.Text `json:"applies,omitzero"`
}

// MarshalJSON returns the canonical JSON of the target, as that of a set does.
func (t TargetSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(targetJSON{strict.Text(t.KPI), t.Goal, t.Near, t.MinN, strict.Text(t.Source), strict.Text(t.Applies)})
}
