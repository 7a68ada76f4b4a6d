package sla

import (
	"bytes"
	"encoding/json"
	"math"
	"time"

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
		"at":         func(v *strict.Value) { v.Text((*instant)(&e.At)) },
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
	At         instant           `json:"at,omitzero"`
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
		ID: e.ID, At: instant(e.At), Seq: e.Seq, Type: e.Type,
		Priority: e.Priority, Hold: e.Hold, Calendar: e.Calendar, Attributes: e.Attributes,
	})
}

// An instant is a time as records write it: RFC 3339, in UTC. The zero time means
// none and is written by leaving the key out.
type instant time.Time

// IsZero says that the key is left out.
func (t instant) IsZero() bool { return time.Time(t).IsZero() }

// MarshalText writes UTC, since RFC 3339 has no seconds in an offset.
func (t instant) MarshalText() ([]byte, error) {
	at := time.Time(t).UTC()
	if !inYears(at) {
		return nil, msp.NewInputError(msp.ErrRange, "sla: instant", instantText(at), "not in the years 1 to 9999")
	}
	return at.AppendFormat(nil, time.RFC3339Nano), nil
}

// UnmarshalText reads what MarshalText writes, and other offsets.
func (t *instant) UnmarshalText(text []byte) error {
	var read time.Time
	if !isRFC3339(text) || read.UnmarshalText(text) != nil {
		return msp.NewInputError(msp.ErrSyntax, "sla: instant", string(text), "want RFC 3339, such as 2026-07-01T00:00:00Z")
	}
	if read.IsZero() {
		return msp.NewInputError(msp.ErrRange, "sla: instant", string(text), "it stands for no instant and is left out")
	}
	if !inYears(read.UTC()) {
		return msp.NewInputError(msp.ErrRange, "sla: instant", string(text), "in UTC not in the years 1 to 9999")
	}
	*t = instant(read)
	return nil
}

// isRFC3339 reports whether a text has the form of an instant, which the standard
// library does not insist on: it reads hours of one digit.
func isRFC3339(text []byte) bool {
	like := func(text []byte, form string) bool {
		if len(text) != len(form) {
			return false
		}
		for i, c := range text {
			if isDigit := '0' <= c && c <= '9'; form[i] == '0' && !isDigit || form[i] != '0' && form[i] != c {
				return false
			}
		}
		return true
	}
	const date, offset = "0000-00-00T00:00:00", "+00:00"
	if len(text) < len(date) || !like(text[:len(date)], date) {
		return false
	}
	rest := text[len(date):]
	if bytes.HasPrefix(rest, []byte(".")) {
		digits := 1
		for digits < len(rest) && '0' <= rest[digits] && rest[digits] <= '9' {
			digits++
		}
		if digits == 1 || digits > 10 {
			return false
		}
		rest = rest[digits:]
	}
	return string(rest) == "Z" || like(rest, offset) || like(rest, "-"+offset[1:])
}

func inYears(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }
