package escalation

import (
	"encoding/json"
	"math"

	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON implements [json.Unmarshaler]. Reading is strict, see
// [ParseRotationSpec], and looks at the text only: [Event.Validate] looks at what it
// says.
func (e *Event) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, e, (*Event).decode) }

func (e *Event) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"at": func(v *strict.Value) { v.Text((*strict.Instant)(&e.At)) },
		"seq": func(v *strict.Value) {
			var seq int
			v.Int(&seq, math.MinInt, math.MaxInt)
			e.Seq = int64(seq)
		},
		"type":  func(v *strict.Value) { v.Text(&e.Type) },
		"by":    func(v *strict.Value) { v.String(&e.By) },
		"step":  func(v *strict.Value) { v.Int(&e.Step, 0, mostSteps) },
		"until": func(v *strict.Value) { v.Text((*strict.Instant)(&e.Until)) },
	})
}

type eventJSON struct {
	At    strict.Instant `json:"at,omitzero"`
	Seq   int64          `json:"seq,omitzero"`
	Type  EventType      `json:"type,omitzero"`
	By    strict.Text    `json:"by,omitzero"`
	Step  int            `json:"step,omitzero"`
	Until strict.Instant `json:"until,omitzero"`
}

// MarshalJSON returns the canonical JSON of the event: what is zero is left out, the
// instants are in UTC. A year outside 1 to 9999, a type that is none and a text that is
// not UTF-8 are errors.
func (e Event) MarshalJSON() ([]byte, error) {
	return json.Marshal(eventJSON{strict.Instant(e.At), e.Seq, e.Type, strict.Text(e.By), e.Step, strict.Instant(e.Until)})
}
