package escalation

import (
	"encoding/json"
	"math"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseEvents reads the JSON of a list of events; docs/format.md describes it. Reading is
// strict, see [ParseRotationSpec], and looks at the text only: [Policy.Plan] looks at what
// it says. The zero [msp.Limits] are the defaults.
func ParseEvents(data []byte, limits msp.Limits) ([]Event, error) {
	return strict.Parse(data, limits, func(into *[]Event, v *strict.Value) { strict.List(v, into, (*Event).decode) })
}

// UnmarshalJSON reads one event as [ParseEvents] reads a list.
func (e *Event) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, e, (*Event).decode) }

func (e *Event) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"id": func(v *strict.Value) { v.String(&e.ID) },
		"at": func(v *strict.Value) { v.Text((*strict.Instant)(&e.At)) },
		"seq": func(v *strict.Value) {
			var seq int
			v.Int(&seq, math.MinInt, math.MaxInt)
			e.Seq = int64(seq)
		},
		"type":  func(v *strict.Value) { v.Text(&e.Type) },
		"by":    func(v *strict.Value) { v.String(&e.By) },
		"step":  func(v *strict.Value) { v.Int(&e.Step, 0, mostSteps-1) },
		"until": func(v *strict.Value) { v.Text((*strict.Instant)(&e.Until)) },
	})
}

type eventJSON struct {
	ID    strict.Text    `json:"id,omitzero"`
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
	return json.Marshal(eventJSON{strict.Text(e.ID), strict.Instant(e.At), e.Seq, e.Type, strict.Text(e.By), e.Step, strict.Instant(e.Until)})
}
