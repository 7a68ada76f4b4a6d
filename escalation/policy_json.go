package escalation

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParsePolicySpec reads the JSON of a policy; docs/format.md describes it. Reading is
// strict, see [ParseRotationSpec], and looks at the text only: [PolicySpec.Compile] and
// [PolicySpec.Validate] look at what it says. The zero [msp.Limits] are the defaults.
func ParsePolicySpec(data []byte, limits msp.Limits) (PolicySpec, error) {
	return strict.Parse(data, limits, (*PolicySpec).decode)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParsePolicySpec], with the default
// limits.
func (s *PolicySpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*PolicySpec).decode)
}

// UnmarshalJSON reads one step as [ParsePolicySpec] reads those of a policy.
func (s *StepSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*StepSpec).decode)
}

func (s *PolicySpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":        func(v *strict.Value) { v.String(&s.Name) },
		"steps":       func(v *strict.Value) { strict.List(v, &s.Steps, (*StepSpec).decode) },
		"repeat":      func(v *strict.Value) { v.Int(&s.Repeat, 0, mostRepeat) },
		"ack_timeout": func(v *strict.Value) { v.Text((*strict.Duration)(&s.AckTimeout)) },
	})
}

func (s *StepSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"name":    func(v *strict.Value) { v.String(&s.Name) },
		"level":   func(v *strict.Value) { v.String(&s.Level) },
		"kind":    func(v *strict.Value) { v.Text(&s.Kind) },
		"notify":  func(v *strict.Value) { strict.List(v, &s.Notify, decodeTarget) },
		"wait":    func(v *strict.Value) { v.Text((*strict.Duration)(&s.Wait)) },
		"wait_in": func(v *strict.Value) { v.String(&s.WaitIn) },
		"hours":   func(v *strict.Value) { v.String(&s.Hours) },
		"outside": func(v *strict.Value) { v.Text(&s.Outside) },
		"empty":   func(v *strict.Value) { v.Text(&s.Empty) },
	})
}

type policyJSON struct {
	Name       strict.Text     `json:"name,omitzero"`
	Steps      []StepSpec      `json:"steps,omitempty"`
	Repeat     int             `json:"repeat,omitzero"`
	AckTimeout strict.Duration `json:"ack_timeout,omitzero"`
}

// MarshalJSON returns the canonical JSON of the policy: what is zero is left out. A text
// that is not UTF-8, a value that is none of its kind and a target that is none are
// errors.
func (s PolicySpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(policyJSON{strict.Text(s.Name), s.Steps, s.Repeat, strict.Duration(s.AckTimeout)})
}

type stepJSON struct {
	Name    strict.Text       `json:"name,omitzero"`
	Level   strict.Text       `json:"level,omitzero"`
	Kind    Kind              `json:"kind,omitzero"`
	Notify  []json.RawMessage `json:"notify,omitempty"`
	Wait    strict.Duration   `json:"wait,omitzero"`
	WaitIn  strict.Text       `json:"wait_in,omitzero"`
	Hours   strict.Text       `json:"hours,omitzero"`
	Outside Outside           `json:"outside,omitzero"`
	Empty   Empty             `json:"empty,omitzero"`
}

// MarshalJSON returns the canonical JSON of the step; see [PolicySpec.MarshalJSON].
func (s StepSpec) MarshalJSON() ([]byte, error) {
	notify, err := targetsJSON(s.Notify)
	if err != nil {
		return nil, err
	}
	return json.Marshal(stepJSON{
		Name: strict.Text(s.Name), Level: strict.Text(s.Level), Kind: s.Kind, Notify: notify,
		Wait: strict.Duration(s.Wait), WaitIn: strict.Text(s.WaitIn),
		Hours: strict.Text(s.Hours), Outside: s.Outside, Empty: s.Empty,
	})
}
