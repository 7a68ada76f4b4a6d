package sla

import (
	"encoding/json"
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseTargetSpecs reads the JSON of a list of targets; docs/format.md describes
// it. Reading is strict, see [ParseSpan], and looks at the text only:
// [TargetSpecs.Compile] and [TargetSpecs.Validate] look at what it says.
// The zero [msp.Limits] are the defaults.
func ParseTargetSpecs(data []byte, limits msp.Limits) (TargetSpecs, error) {
	specs := TargetSpecs{}
	if err := strict.Decode(data, limits, specs.decode).Err(); err != nil {
		return nil, err
	}
	return specs, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseTargetSpecs], with the
// default limits.
func (s *TargetSpecs) UnmarshalJSON(data []byte) error {
	parsed, err := ParseTargetSpecs(data, msp.Limits{})
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// UnmarshalJSON reads one target as [ParseTargetSpecs] reads a list.
func (s *TargetSpec) UnmarshalJSON(data []byte) error {
	var spec TargetSpec
	if err := strict.Decode(data, msp.Limits{}, spec.decode).Err(); err != nil {
		return err
	}
	*s = spec
	return nil
}

func (s *TargetSpecs) decode(v *strict.Value) {
	strict.List(v, (*[]TargetSpec)(s), (*TargetSpec).decode)
}

func (s *TargetSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"priority": func(v *strict.Value) { v.Text(&s.Priority) },
		"span":     func(v *strict.Value) { decodeSpan(&s.Span, v) },
		"calendar": func(v *strict.Value) { v.String(&s.Calendar) },
		"from":     func(v *strict.Value) { v.Text((*strict.Instant)(&s.From)) },
		"until":    func(v *strict.Value) { v.Text((*strict.Instant)(&s.Until)) },
	})
}

type targetJSON struct {
	Priority msp.Priority   `json:"priority,omitempty"`
	Span     Span           `json:"span"`
	Calendar string         `json:"calendar"`
	From     strict.Instant `json:"from,omitzero"`
	Until    strict.Instant `json:"until,omitzero"`
}

// MarshalJSON returns the canonical JSON of the target, its instants in UTC. One
// without a span and one with a year outside 1 to 9999 are errors.
func (s TargetSpec) MarshalJSON() ([]byte, error) {
	if s.Span == nil {
		return nil, fmt.Errorf("sla: target: no span: %w", msp.ErrInvalid)
	}
	return json.Marshal(targetJSON{s.Priority, s.Span, s.Calendar, strict.Instant(s.From), strict.Instant(s.Until)})
}

// MarshalJSON returns the canonical JSON of the list, [] if it is empty.
func (s TargetSpecs) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]TargetSpec{}, s...))
}
