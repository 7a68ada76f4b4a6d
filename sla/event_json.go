package sla

import (
	"encoding/json"
	"math"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON implements [json.Unmarshaler]. Reading is strict, see [ParseSpan],
// and looks at the text only: [Event.Validate] looks at what it says.
func (e *Event) UnmarshalJSON(data []byte) error {
	var read Event
	if err := strict.Decode(data, msp.Limits{}, read.decode).Err(); err != nil {
		return err
	}
	*e = read
	return nil
}

func (e *Event) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"id":         func(v *strict.Value) { v.String(&e.ID) },
		"at":         func(v *strict.Value) { v.Text((*strict.Instant)(&e.At)) },
		"seq":        func(v *strict.Value) { decodeSeq(&e.Seq, v) },
		"type":       func(v *strict.Value) { v.String((*string)(&e.Type)) },
		"priority":   func(v *strict.Value) { v.Text(&e.Priority) },
		"hold":       func(v *strict.Value) { v.String((*string)(&e.Hold)) },
		"calendar":   func(v *strict.Value) { v.String(&e.Calendar) },
		"attributes": func(v *strict.Value) { decodeAttributes(&e.Attributes, v) },
	})
}

func decodeSeq(into *int64, v *strict.Value) {
	var seq int
	v.Int(&seq, math.MinInt, math.MaxInt)
	*into = int64(seq)
}

func decodeAttributes(into *map[string]string, v *strict.Value) {
	attributes := make(map[string]string)
	v.Members(func(name string, v *strict.Value) {
		value := ""
		v.String(&value)
		attributes[name] = value
	})
	*into = attributes
}

type eventJSON struct {
	ID         string            `json:"id,omitempty"`
	At         strict.Instant    `json:"at,omitzero"`
	Seq        int64             `json:"seq,omitempty"`
	Type       EventType         `json:"type,omitempty"`
	Priority   msp.Priority      `json:"priority,omitempty"`
	Hold       Hold              `json:"hold,omitempty"`
	Calendar   string            `json:"calendar,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
}

// MarshalJSON returns the canonical JSON of the event: what is zero is left out,
// the instant is in UTC. A year outside 1 to 9999, a priority that is none and a
// text that is not UTF-8 are errors.
func (e Event) MarshalJSON() ([]byte, error) {
	if what, text := e.notUTF8(); what != "" {
		return nil, msp.NewInputError(msp.ErrSyntax, "sla: event: "+what, text, "not UTF-8")
	}
	return json.Marshal(eventJSON{
		ID: e.ID, At: strict.Instant(e.At), Seq: e.Seq, Type: e.Type,
		Priority: e.Priority, Hold: e.Hold, Calendar: e.Calendar, Attributes: e.Attributes,
	})
}
