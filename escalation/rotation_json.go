package escalation

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/strict"
)

// ParseRotationSpec reads the JSON of a rotation; docs/format.md describes it. Reading
// is strict: unknown and repeated keys, and values of another type or form, are
// findings, all of them in one [msp.Issues] error. It looks at the text only:
// [RotationSpec.Compile] and [RotationSpec.Validate] look at what it says. The zero
// [msp.Limits] are the defaults.
func ParseRotationSpec(data []byte, limits msp.Limits) (RotationSpec, error) {
	return strict.Parse(data, limits, (*RotationSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseRotationSpec], with the default
// limits.
func (s *RotationSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*RotationSpec).decode)
}

func (s *RotationSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":     func(v *strict.Value) { v.String(&s.Name) },
		"zone":     func(v *strict.Value) { v.String(&s.Zone) },
		"start":    func(v *strict.Value) { v.Text(&s.Start) },
		"unit":     func(v *strict.Value) { v.Text(&s.Unit) },
		"every":    func(v *strict.Value) { v.Int(&s.Every, 1, mostEvery) },
		"members":  func(v *strict.Value) { strict.Texts(v, &s.Members) },
		"calendar": func(v *strict.Value) { v.String(&s.Calendar) },
	})
}

type rotationJSON struct {
	Name     strict.Text        `json:"name,omitzero"`
	Zone     strict.Text        `json:"zone,omitzero"`
	Start    calendar.LocalTime `json:"start"`
	Unit     Unit               `json:"unit,omitzero"`
	Every    int                `json:"every,omitzero"`
	Members  []strict.Text      `json:"members,omitzero"`
	Calendar strict.Text        `json:"calendar,omitzero"`
}

// MarshalJSON returns the canonical JSON of the rotation: what is zero is left out,
// except for the start. A unit that is none and a text that is not UTF-8 are errors.
func (s RotationSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(rotationJSON{
		Name: strict.Text(s.Name), Zone: strict.Text(s.Zone), Start: s.Start, Unit: s.Unit, Every: s.Every,
		Members: strict.TextsJSON(s.Members), Calendar: strict.Text(s.Calendar),
	})
}
