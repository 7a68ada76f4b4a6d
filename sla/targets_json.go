package sla

import (
	"encoding/json"
	"fmt"
	"time"

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
		"from":     func(v *strict.Value) { v.Text((*instant)(&s.From)) },
		"until":    func(v *strict.Value) { v.Text((*instant)(&s.Until)) },
	})
}

// An instant reads an RFC 3339 time. The zero time is refused: it means
// unbounded, which is written by leaving the key out.
type instant time.Time

func (t *instant) UnmarshalText(text []byte) error {
	const longest = len("2006-01-02T15:04:05.999999999+07:00")
	var read time.Time
	if len(text) > longest || read.UnmarshalText(text) != nil {
		return msp.NewInputError(msp.ErrSyntax, "sla: instant", string(text), "want RFC 3339, such as 2026-07-01T00:00:00Z")
	}
	if read.IsZero() {
		return msp.NewInputError(msp.ErrRange, "sla: instant", string(text), "an unbounded one is left out")
	}
	*t = instant(read)
	return nil
}

type targetJSON struct {
	Priority msp.Priority `json:"priority,omitempty"`
	Span     Span         `json:"span"`
	Calendar string       `json:"calendar"`
	From     time.Time    `json:"from,omitzero"`
	Until    time.Time    `json:"until,omitzero"`
}

// MarshalJSON returns the canonical JSON of the target. One without a span and
// one with a year beyond 9999 are errors.
func (s TargetSpec) MarshalJSON() ([]byte, error) {
	if s.Span == nil {
		return nil, fmt.Errorf("sla: target: no span: %w", msp.ErrInvalid)
	}
	return json.Marshal(targetJSON(s))
}

// MarshalJSON returns the canonical JSON of the list, [] if it is empty.
func (s TargetSpecs) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]TargetSpec{}, s...))
}
