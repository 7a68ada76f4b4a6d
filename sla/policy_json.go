package sla

import (
	"encoding/json"
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParsePolicySpecs reads the JSON of a list of policies; docs/format.md describes
// it. Reading is strict, see [ParseSpan], and looks at the text only:
// [PolicySpecs.Compile] and [PolicySpecs.Validate] look at what it says.
// The zero [msp.Limits] are the defaults.
func ParsePolicySpecs(data []byte, limits msp.Limits) (PolicySpecs, error) {
	specs := PolicySpecs{}
	if err := strict.Decode(data, limits, specs.decode).Err(); err != nil {
		return nil, err
	}
	return specs, nil
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParsePolicySpecs], with the
// default limits.
func (s *PolicySpecs) UnmarshalJSON(data []byte) error {
	parsed, err := ParsePolicySpecs(data, msp.Limits{})
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// UnmarshalJSON reads one policy as [ParsePolicySpecs] reads a list.
func (s *PolicySpec) UnmarshalJSON(data []byte) error {
	var spec PolicySpec
	if err := strict.Decode(data, msp.Limits{}, spec.decode).Err(); err != nil {
		return err
	}
	*s = spec
	return nil
}

// UnmarshalJSON reads one goal as [ParsePolicySpecs] reads those of a policy.
func (s *GoalSpec) UnmarshalJSON(data []byte) error {
	var spec GoalSpec
	if err := strict.Decode(data, msp.Limits{}, spec.decode).Err(); err != nil {
		return err
	}
	*s = spec
	return nil
}

func (s *PolicySpecs) decode(v *strict.Value) {
	strict.List(v, (*[]PolicySpec)(s), (*PolicySpec).decode)
}

func (s *PolicySpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":   func(v *strict.Value) { v.String(&s.Name) },
		"when":   func(v *strict.Value) { decodeCondition(&s.When, v) },
		"from":   func(v *strict.Value) { v.Text((*strict.Instant)(&s.From)) },
		"until":  func(v *strict.Value) { v.Text((*strict.Instant)(&s.Until)) },
		"follow": func(v *strict.Value) { v.Bool(&s.Follow) },
		"goals":  func(v *strict.Value) { strict.List(v, &s.Goals, (*GoalSpec).decode) },
	})
}

func (s *GoalSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":     func(v *strict.Value) { v.String(&s.Name) },
		"metric":   func(v *strict.Value) { decodeMetric(&s.Metric, v) },
		"targets":  s.Targets.decode,
		"calendar": func(v *strict.Value) { v.String(&s.Calendar) },
	})
}

func decodeCondition(c *msp.Condition, v *strict.Value) {
	*c = msp.Condition{}
	v.Members(func(name string, inner *strict.Value) {
		allowed := []string{}
		strict.List(inner, &allowed, func(value *string, v *strict.Value) { v.String(value) })
		(*c)[name] = allowed
	})
}

type policyJSON struct {
	Name   string         `json:"name"`
	When   msp.Condition  `json:"when,omitempty"`
	From   strict.Instant `json:"from,omitzero"`
	Until  strict.Instant `json:"until,omitzero"`
	Follow bool           `json:"follow,omitempty"`
	Goals  []GoalSpec     `json:"goals"`
}

// MarshalJSON returns the canonical JSON of the policy. One with a WhenFunc and
// one with a year outside 1 to 9999 are errors.
func (s PolicySpec) MarshalJSON() ([]byte, error) {
	if s.WhenFunc != nil {
		return nil, fmt.Errorf("sla: policy %q: a function has no JSON: %w", s.Name, msp.ErrInvalid)
	}
	return json.Marshal(policyJSON{s.Name, s.When, strict.Instant(s.From), strict.Instant(s.Until), s.Follow, append([]GoalSpec{}, s.Goals...)})
}

// MarshalJSON returns the canonical JSON of the list, [] if it is empty.
func (s PolicySpecs) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]PolicySpec{}, s...))
}

type goalJSON struct {
	Name     string          `json:"name,omitempty"`
	Metric   json.RawMessage `json:"metric"`
	Targets  TargetSpecs     `json:"targets"`
	Calendar string          `json:"calendar,omitempty"`
}

// MarshalJSON returns the canonical JSON of the goal. A target without a span and
// one with a year outside 1 to 9999 are errors.
func (s GoalSpec) MarshalJSON() ([]byte, error) {
	metric, err := s.Metric.canonicalJSON()
	if err != nil {
		return nil, err
	}
	return json.Marshal(goalJSON{s.Name, metric, s.Targets, s.Calendar})
}
