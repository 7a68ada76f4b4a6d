package escalation

import (
	"cmp"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
	"github.com/mspkit/msp/internal/findings"
)

// An Event is one fact about the escalation of a ticket: what somebody did, when. Events
// are what a program stores; everything else follows from them.
//
//	{"id":"e7","at":"2026-03-02T03:05:00Z","type":"ack","by":"ana"}
type Event struct {
	ID   string    // unique within the ticket; may be empty. Of several with one ID, one counts
	At   time.Time // required; its zone does not matter
	Seq  int64     // orders events of one instant
	Type EventType // required
	By   string    // whose doing it was; may be empty

	// Step is the place of the step that [Deescalate] asks for, from 0.
	Step int

	// Until is the end of a snooze or suppression, after At. No other type has one.
	Until time.Time
}

// An EventType is what an [Event] does. The zero EventType is none.
type EventType uint8

// Types of events.
const (
	Ack        EventType = iota + 1 // someone has taken the ticket: all waits stop
	Unack                           // gives it back: the current step fires again
	Escalate                        // the next step fires now; the first, if none has fired
	Deescalate                      // a step that is named fires now, mostly an earlier one
	Snooze                          // an acknowledgement with an end: the current step is due again then
	Suppress                        // maintenance in [At, Until): what is due in it waits for its end
	Resolve                         // the end of everything
)

const eventTypeNames = "ack|unack|escalate|deescalate|snooze|suppress|resolve"

// ParseEventType reads "ack", "unack", "escalate", "deescalate", "snooze", "suppress" or
// "resolve"; the empty text is the zero EventType.
func ParseEventType(text string) (EventType, error) {
	v, ok := enum.Parse(eventTypeNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: event type", text, "want ack, unack, escalate, deescalate, snooze, suppress or resolve")
	}
	return EventType(v), nil
}

// String returns the text of t.
func (t EventType) String() string { return enum.String("EventType", eventTypeNames, uint8(t)) }

// AppendText implements [encoding.TextAppender].
func (t EventType) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(eventTypeNames, uint8(t))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: event type", t.String(), "no such type")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (t EventType) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseEventType].
func (t *EventType) UnmarshalText(text []byte) error {
	parsed, err := ParseEventType(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}

// Compare orders events as they count: by At and Seq.
func (e Event) Compare(other Event) int {
	return cmp.Or(e.At.Compare(other.At), cmp.Compare(e.Seq, other.Seq))
}

// Equal reports whether both say the same, whatever the zones of their instants.
func (e Event) Equal(other Event) bool {
	return e.ID == other.ID && e.At.Equal(other.At) && e.Seq == other.Seq && e.Type == other.Type &&
		e.By == other.By && e.Step == other.Step && e.Until.Equal(other.Until)
}

// Validate returns all findings about the event:
//
//   - no At or no Type, no Until of a snooze or suppression: [msp.CodeMissing]
//   - an At or Until outside the years 1 to 9999, an Until that is not after At, a Step
//     beyond 0 to 999, a type that is none: [msp.CodeRange]
//   - an Until or Step on an event of another type: [msp.CodeConflict]
//   - an ID or By that is not UTF-8: [msp.CodeSyntax]
func (e Event) Validate() msp.Issues {
	var list findings.List
	e.check(&list, "")
	return list.Issues()
}

func (e Event) check(list *findings.List, path string) {
	checkInstant(list, path+"at", e.At, "an event needs an instant")
	switch {
	case e.Type == 0:
		list.Errorf(path+"type", msp.CodeMissing, "an event needs a type")
	case e.Type > Resolve:
		list.Errorf(path+"type", msp.CodeRange, "%v is no type", e.Type)
	}
	switch lasts := e.Type == Snooze || e.Type == Suppress; {
	case !lasts && !e.Until.IsZero():
		list.Errorf(path+"until", msp.CodeConflict, "only snooze and suppress have an end")
	case lasts:
		checkInstant(list, path+"until", e.Until, "until when?")
		if !e.Until.IsZero() && !e.Until.After(e.At) {
			list.Errorf(path+"until", msp.CodeRange, "it ends before it begins")
		}
	}
	switch {
	case e.Type != Deescalate && e.Step != 0:
		list.Errorf(path+"step", msp.CodeConflict, "only deescalate names a step")
	case e.Step < 0 || e.Step >= mostSteps:
		list.Errorf(path+"step", msp.CodeRange, "%d is no place of a step", e.Step)
	}
	list.Text(path+"id", e.ID, "")
	list.Text(path+"by", e.By, "")
}

// checkInstant adds what is wrong with an instant that is needed.
func checkInstant(list *findings.List, path string, t time.Time, needed string) {
	switch year := t.UTC().Year(); {
	case t.IsZero():
		list.Errorf(path, msp.CodeMissing, "%s", needed)
	case year < 1 || year > 9999:
		list.Errorf(path, msp.CodeRange, "%s is not in the years 1 to 9999", strconv.Quote(instantText(t)))
	}
}
