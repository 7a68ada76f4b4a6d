package escalation

import (
	"encoding/json"
	"math"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/strict"
)

// ParseScheduleSpec reads the JSON of a schedule; docs/format.md describes it. Reading
// is strict, see [ParseRotationSpec], and looks at the text only:
// [ScheduleSpec.Compile] and [ScheduleSpec.Validate] look at what it says. The zero
// [msp.Limits] are the defaults.
func ParseScheduleSpec(data []byte, limits msp.Limits) (ScheduleSpec, error) {
	return strict.Parse(data, limits, (*ScheduleSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseScheduleSpec], with the default
// limits.
func (s *ScheduleSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*ScheduleSpec).decode)
}

// UnmarshalJSON reads one layer as [ParseScheduleSpec] reads those of a schedule.
func (s *LayerSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*LayerSpec).decode)
}

// UnmarshalJSON reads one override as [ParseScheduleSpec] reads those of a schedule.
func (o *Override) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, o, (*Override).decode)
}

func (s *ScheduleSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":      func(v *strict.Value) { v.String(&s.Name) },
		"layers":    func(v *strict.Value) { strict.List(v, &s.Layers, (*LayerSpec).decode) },
		"overrides": func(v *strict.Value) { strict.List(v, &s.Overrides, (*Override).decode) },
	})
}

func (s *LayerSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":     func(v *strict.Value) { v.String(&s.Name) },
		"priority": func(v *strict.Value) { v.Int(&s.Priority, math.MinInt, math.MaxInt) },
		"rotation": s.Rotation.decode,
		"windows":  func(v *strict.Value) { v.Part(&s.Windows) },
		"from":     func(v *strict.Value) { v.Text((*strict.Instant)(&s.From)) },
		"until":    func(v *strict.Value) { v.Text((*strict.Instant)(&s.Until)) },
	})
}

func (o *Override) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"op":    func(v *strict.Value) { v.Text(&o.Op) },
		"who":   func(v *strict.Value) { v.String(&o.Who) },
		"of":    func(v *strict.Value) { v.String(&o.Of) },
		"from":  func(v *strict.Value) { v.Text((*strict.Instant)(&o.From)) },
		"until": func(v *strict.Value) { v.Text((*strict.Instant)(&o.Until)) },
	})
}

type scheduleJSON struct {
	Name      strict.Text `json:"name,omitzero"`
	Layers    []LayerSpec `json:"layers,omitempty"`
	Overrides []Override  `json:"overrides,omitempty"`
}

// MarshalJSON returns the canonical JSON of the schedule: what is zero is left out. A
// text that is not UTF-8, a value that is none of its kind and a year outside 1 to 9999
// are errors.
func (s ScheduleSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(scheduleJSON{strict.Text(s.Name), s.Layers, s.Overrides})
}

type layerJSON struct {
	Name     strict.Text    `json:"name,omitzero"`
	Priority int            `json:"priority,omitzero"`
	Rotation RotationSpec   `json:"rotation"`
	Windows  calendar.Week  `json:"windows,omitzero"`
	From     strict.Instant `json:"from,omitzero"`
	Until    strict.Instant `json:"until,omitzero"`
}

// MarshalJSON returns the canonical JSON of the layer; see [ScheduleSpec.MarshalJSON].
func (s LayerSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(layerJSON{
		Name: strict.Text(s.Name), Priority: s.Priority, Rotation: s.Rotation, Windows: s.Windows,
		From: strict.Instant(s.From), Until: strict.Instant(s.Until),
	})
}

type overrideJSON struct {
	Op    Op             `json:"op,omitzero"`
	Who   strict.Text    `json:"who,omitzero"`
	Of    strict.Text    `json:"of,omitzero"`
	From  strict.Instant `json:"from,omitzero"`
	Until strict.Instant `json:"until,omitzero"`
}

// MarshalJSON returns the canonical JSON of the override; see
// [ScheduleSpec.MarshalJSON].
func (o Override) MarshalJSON() ([]byte, error) {
	return json.Marshal(overrideJSON{o.Op, strict.Text(o.Who), strict.Text(o.Of), strict.Instant(o.From), strict.Instant(o.Until)})
}
