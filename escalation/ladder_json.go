package escalation

import (
	"encoding/json"
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseLadderSpec reads the JSON of a ladder; docs/format.md describes it. Reading is
// strict, see [ParseRotationSpec], and looks at the text only: [LadderSpec.Compile] and
// [LadderSpec.Validate] look at what it says. The zero [msp.Limits] are the defaults.
func ParseLadderSpec(data []byte, limits msp.Limits) (LadderSpec, error) {
	return strict.Parse(data, limits, (*LadderSpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseLadderSpec], with the default
// limits.
func (s *LadderSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*LadderSpec).decode)
}

// UnmarshalJSON reads one rung as [ParseLadderSpec] reads those of a ladder.
func (s *RungSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*RungSpec).decode)
}

func (s *LadderSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":  func(v *strict.Value) { v.String(&s.Name) },
		"rungs": func(v *strict.Value) { strict.List(v, &s.Rungs, (*RungSpec).decode) },
	})
}

func (s *RungSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":   func(v *strict.Value) { v.String(&s.Name) },
		"level":  func(v *strict.Value) { v.String(&s.Level) },
		"kind":   func(v *strict.Value) { v.Text(&s.Kind) },
		"on":     func(v *strict.Value) { decodeTrigger(&s.On, v) },
		"after":  func(v *strict.Value) { v.Text((*strict.Duration)(&s.After)) },
		"notify": func(v *strict.Value) { strict.List(v, &s.Notify, decodeTarget) },
	})
}

type ladderJSON struct {
	Name  strict.Text `json:"name,omitzero"`
	Rungs []RungSpec  `json:"rungs,omitempty"`
}

// MarshalJSON returns the canonical JSON of the ladder: what is zero is left out. A text
// that is not UTF-8, a kind that is none and a target or trigger that is none are errors.
func (s LadderSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(ladderJSON{strict.Text(s.Name), s.Rungs})
}

type rungJSON struct {
	Name   strict.Text       `json:"name,omitzero"`
	Level  strict.Text       `json:"level,omitzero"`
	Kind   Kind              `json:"kind,omitzero"`
	On     json.RawMessage   `json:"on,omitempty"`
	After  strict.Duration   `json:"after,omitzero"`
	Notify []json.RawMessage `json:"notify,omitempty"`
}

// MarshalJSON returns the canonical JSON of the rung; see [LadderSpec.MarshalJSON].
func (s RungSpec) MarshalJSON() ([]byte, error) {
	out := rungJSON{Name: strict.Text(s.Name), Level: strict.Text(s.Level), Kind: s.Kind, After: strict.Duration(s.After)}
	switch s.On.(type) {
	case nil:
	case AtPercent, AtOffset, OnBreach:
		on, err := s.On.MarshalJSON()
		if err != nil {
			return nil, err
		}
		out.On = on
	default:
		return nil, fmt.Errorf("escalation: trigger: %T is none, its value is: %w", s.On, msp.ErrInvalid)
	}
	notify, err := targetsJSON(s.Notify)
	if err != nil {
		return nil, err
	}
	out.Notify = notify
	return json.Marshal(out)
}
