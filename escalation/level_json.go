package escalation

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseLevels reads the JSON of a list of levels; docs/format.md describes it. Reading
// is strict, see [ParseRotationSpec], and looks at the text only: [Levels.Validate]
// looks at what it says. The zero [msp.Limits] are the defaults.
func ParseLevels(data []byte, limits msp.Limits) (Levels, error) {
	return strict.Parse(data, limits, (*Levels).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseLevels], with the default
// limits.
func (l *Levels) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, l, (*Levels).decode)
}

// UnmarshalJSON reads one level as [ParseLevels] reads a list.
func (l *Level) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, l, (*Level).decode) }

// UnmarshalJSON reads one target as [ParseLevels] reads those of a level.
func (t *LevelTarget) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, t, (*LevelTarget).decode)
}

func (l *Levels) decode(v *strict.Value) { strict.List(v, (*[]Level)(l), (*Level).decode) }

func (l *Level) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":    func(v *strict.Value) { v.String(&l.Name) },
		"title":   func(v *strict.Value) { v.String(&l.Title) },
		"handles": func(v *strict.Value) { strict.Texts(v, &l.Handles) },
		"who":     func(v *strict.Value) { strict.Texts(v, &l.Who) },
		"resolves": func(v *strict.Value) {
			v.Object(strict.Fields{
				"least": func(v *strict.Value) { v.Text(&l.Resolves.Least) },
				"most":  func(v *strict.Value) { v.Text(&l.Resolves.Most) },
			})
		},
		"targets": func(v *strict.Value) { strict.List(v, &l.Targets, (*LevelTarget).decode) },
	})
}

func (t *LevelTarget) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"priority": func(v *strict.Value) { v.Text(&t.Priority) },
		"done":     func(v *strict.Value) { v.String(&t.Done) },
		"within":   func(v *strict.Value) { v.Text((*strict.Duration)(&t.Within)) },
	})
}

type levelJSON struct {
	Name     strict.Text   `json:"name,omitzero"`
	Title    strict.Text   `json:"title,omitzero"`
	Handles  []strict.Text `json:"handles,omitzero"`
	Who      []strict.Text `json:"who,omitzero"`
	Resolves Share         `json:"resolves,omitzero"`
	Targets  []LevelTarget `json:"targets,omitempty"`
}

// MarshalJSON returns the canonical JSON of the level: what is zero is left out. A text
// that is not UTF-8 and a priority that is none are errors.
func (l Level) MarshalJSON() ([]byte, error) {
	return json.Marshal(levelJSON{
		Name: strict.Text(l.Name), Title: strict.Text(l.Title), Handles: strict.TextsJSON(l.Handles),
		Who: strict.TextsJSON(l.Who), Resolves: l.Resolves, Targets: l.Targets,
	})
}

type levelTargetJSON struct {
	Priority msp.Priority    `json:"priority,omitzero"`
	Done     strict.Text     `json:"done,omitzero"`
	Within   strict.Duration `json:"within"`
}

// MarshalJSON returns the canonical JSON of the target; see [Level.MarshalJSON].
func (t LevelTarget) MarshalJSON() ([]byte, error) {
	return json.Marshal(levelTargetJSON{t.Priority, strict.Text(t.Done), strict.Duration(t.Within)})
}

// MarshalJSON returns the canonical JSON of the list, [] if it is empty.
func (l Levels) MarshalJSON() ([]byte, error) { return json.Marshal(append([]Level{}, l...)) }
