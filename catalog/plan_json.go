package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParsePlanSpec reads the JSON of a plan; docs/format.md describes it. Reading is strict,
// all findings come at once as [msp.Issues], and it looks at the text only:
// [PlanSpec.Compile] and [PlanSpec.Validate] look at what it says. The zero [msp.Limits]
// are the defaults.
func ParsePlanSpec(data []byte, limits msp.Limits) (PlanSpec, error) {
	return strict.Parse(data, limits, (*PlanSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParsePlanSpec], with the default
// limits.
func (s *PlanSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*PlanSpec).decode)
}

// UnmarshalJSON reads one phase as [ParsePlanSpec] reads those of a plan.
func (p *PhaseSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, p, (*PhaseSpec).decode)
}

// UnmarshalJSON reads {"phase":"Discovery","task":"Environment audit","on":"2026-01-09"},
// as strictly as [ParsePlanSpec].
func (d *TaskDone) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, d, (*TaskDone).decode)
}

func (s *PlanSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":   func(v *strict.Value) { v.String(&s.Name) },
		"title":  func(v *strict.Value) { v.String(&s.Title) },
		"phases": func(v *strict.Value) { strict.List(v, &s.Phases, (*PhaseSpec).decode) },
	})
}

func (p *PhaseSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":       func(v *strict.Value) { v.String(&p.Name) },
		"min_weeks":  func(v *strict.Value) { v.Int(&p.MinWeeks, 0, mostWeeks) },
		"max_weeks":  func(v *strict.Value) { v.Int(&p.MaxWeeks, 0, mostWeeks) },
		"open_ended": func(v *strict.Value) { v.Bool(&p.OpenEnded) },
		"tasks":      func(v *strict.Value) { strict.Texts(v, &p.Tasks) },
	})
}

func (d *TaskDone) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"phase": func(v *strict.Value) { v.String(&d.Phase) },
		"task":  func(v *strict.Value) { v.String(&d.Task) },
		"on":    func(v *strict.Value) { v.Text(&d.On) },
	})
}

type planJSON struct {
	Name   strict.Text `json:"name,omitzero"`
	Title  strict.Text `json:"title,omitzero"`
	Phases []PhaseSpec `json:"phases,omitempty"`
}

// MarshalJSON returns the canonical JSON of the plan: what is zero is left out. A text that
// is not UTF-8 is an error.
func (s PlanSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(planJSON{strict.Text(s.Name), strict.Text(s.Title), s.Phases})
}

type phaseJSON struct {
	Name      strict.Text   `json:"name,omitzero"`
	MinWeeks  int           `json:"min_weeks,omitzero"`
	MaxWeeks  int           `json:"max_weeks,omitzero"`
	OpenEnded bool          `json:"open_ended,omitzero"`
	Tasks     []strict.Text `json:"tasks,omitempty"`
}

// MarshalJSON returns the canonical JSON of the phase, as that of a plan does.
func (p PhaseSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(phaseJSON{strict.Text(p.Name), p.MinWeeks, p.MaxWeeks, p.OpenEnded, strict.TextsJSON(p.Tasks)})
}

type taskDoneJSON struct {
	Phase strict.Text `json:"phase,omitzero"`
	Task  strict.Text `json:"task,omitzero"`
	On    msp.Date    `json:"on,omitzero"`
}

// MarshalJSON returns the canonical JSON, as that of a plan does.
func (d TaskDone) MarshalJSON() ([]byte, error) {
	return json.Marshal(taskDoneJSON{strict.Text(d.Phase), strict.Text(d.Task), d.On})
}
