package sla

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An EventType says what happened to a ticket. Beside those below any text is
// one: a metric says which types start and stop it.
type EventType string

// Types of events that this package gives a meaning of their own. Whatever its
// type, an event can start and stop clocks.
const (
	EventPause        EventType = "pause"        // sets the hold
	EventResume       EventType = "resume"       // clears the hold, or all holds if it names none
	EventPriority     EventType = "priority"     // sets the priority
	EventCalendar     EventType = "calendar"     // puts another calendar in force
	EventReopened     EventType = "reopened"     // what was stopped may go on, see [Reopen]
	EventReclassified EventType = "reclassified" // the ticket's policy is chosen again
)

// Types of events that the preset metrics listen to.
const (
	EventCreated        EventType = "created"
	EventAgentReply     EventType = "agent_reply"     // a reply the requester can read
	EventRequesterReply EventType = "requester_reply" // the requester writes again
	EventPlanned        EventType = "planned"         // a plan of the solution is there
	EventAssigned       EventType = "assigned"        // another team or level has it
	EventResolved       EventType = "resolved"
	EventClosed         EventType = "closed"
)

// A Hold is a reason for which a ticket waits. Beside those below any text is
// one. Several can be set at once; each metric says which of them pause it.
type Hold string

// Holds that the preset metrics know.
const (
	HoldRequester Hold = "requester" // waits for the requester's answer
	HoldVendor    Hold = "vendor"    // waits for a supplier
	HoldChange    Hold = "change"    // waits for an approved change
	HoldScheduled Hold = "scheduled" // waits for an agreed date
)

// An Event is one fact about a ticket: what happened, when. Events are what a
// program stores; everything else follows from them.
//
//	{"id":"e7","at":"2026-03-02T10:00:00Z","type":"pause","hold":"requester"}
//
// A fact is known by its ID or, without one, by At and Seq. Events come in the
// order of At, then Seq, then ID.
type Event struct { //nolint:recvcheck // folds ask valid of every event, and a copy costs more than the answer
	ID   string    // unique within the ticket; may be empty
	At   time.Time // required; its zone does not matter
	Seq  int64     // orders events of one instant
	Type EventType // required

	// Priority is the ticket's priority from now on; zero leaves it as it is.
	// Required by EventPriority.
	Priority msp.Priority

	// Hold is what EventPause sets, required, and EventResume clears. No other
	// type has one.
	Hold Hold

	// Calendar is the name of the calendar that is in force from now on, whatever
	// the priority. Required by EventCalendar; no other type has one.
	Calendar string

	// Attributes are attributes of the ticket that have another value from now on.
	// Policies are chosen by them.
	Attributes map[string]string
}

// Validate returns all findings about the event:
//
//   - no At or no Type, or what its type requires: [msp.CodeMissing]
//   - a Priority that is none: [msp.CodeRange]
//   - a Hold or Calendar on an event of another type: [msp.CodeConflict]
//   - a text that is not UTF-8, which JSON could not bring back: [msp.CodeSyntax];
//     logs refuse it, clocks do not look
func (e Event) Validate() msp.Issues {
	var list findings.List
	e.check(&list, "")
	return list.Issues()
}

func (e Event) check(list *findings.List, path string) {
	if path != "" {
		path += "."
	}
	if e.At.IsZero() {
		list.Errorf(path+"at", msp.CodeMissing, "an event needs an instant")
	}
	if e.Type == "" {
		list.Errorf(path+"type", msp.CodeMissing, "an event needs a type")
	}
	if e.Priority > msp.P9 {
		list.Errorf(path+"priority", msp.CodeRange, "%v is not P1 to P9", e.Priority)
	}
	if e.Priority == 0 && e.Type == EventPriority {
		list.Errorf(path+"priority", msp.CodeMissing, "which priority?")
	}
	switch {
	case e.Type == EventPause && e.Hold == "":
		list.Errorf(path+"hold", msp.CodeMissing, "which hold is set?")
	case e.Type != EventPause && e.Type != EventResume && e.Hold != "":
		list.Errorf(path+"hold", msp.CodeConflict, "only pause and resume have a hold")
	}
	switch {
	case e.Type == EventCalendar && e.Calendar == "":
		list.Errorf(path+"calendar", msp.CodeMissing, "which calendar?")
	case e.Type != EventCalendar && e.Calendar != "":
		list.Errorf(path+"calendar", msp.CodeConflict, "only an event of type calendar has one")
	}
	if what, _ := e.notUTF8(); what != "" {
		list.Errorf(path+what, msp.CodeSyntax, "not UTF-8")
	}
}

// notUTF8 returns the first text that is not UTF-8, and in which key it stands.
func (e *Event) notUTF8() (key, text string) {
	switch {
	case !utf8.ValidString(e.ID):
		return "id", e.ID
	case !utf8.ValidString(string(e.Type)):
		return "type", string(e.Type)
	case !utf8.ValidString(string(e.Hold)):
		return "hold", string(e.Hold)
	case !utf8.ValidString(e.Calendar):
		return "calendar", e.Calendar
	case len(e.Attributes) == 0:
		return "", ""
	}
	for _, name := range slices.Sorted(maps.Keys(e.Attributes)) {
		if value := e.Attributes[name]; !utf8.ValidString(name) || !utf8.ValidString(value) {
			return "attributes", name + "=" + value
		}
	}
	return "", ""
}

// valid is Validate without findings, for folds, to which it does not matter
// whether a text is UTF-8: looking costs a third of a fold.
func (e *Event) valid() bool {
	return e.Type != "" && !e.At.IsZero() && e.Priority <= msp.P9 &&
		(e.Hold != "") == (e.Type == EventPause || e.Type == EventResume && e.Hold != "") &&
		(e.Calendar != "") == (e.Type == EventCalendar) &&
		(e.Priority != 0 || e.Type != EventPriority)
}

// Compare orders events as they count: by At, Seq and ID.
func (e Event) Compare(other Event) int {
	return cmp.Or(e.At.Compare(other.At), cmp.Compare(e.Seq, other.Seq), strings.Compare(e.ID, other.ID))
}

// Equal reports whether both say the same, whatever the zones of their instants.
func (e Event) Equal(other Event) bool {
	return e.At.Equal(other.At) && maps.Equal(e.Attributes, other.Attributes) &&
		e.ID == other.ID && e.Seq == other.Seq && e.Type == other.Type &&
		e.Priority == other.Priority && e.Hold == other.Hold && e.Calendar == other.Calendar
}

// clone returns a copy that shares nothing, its instant in UTC and without a
// monotonic reading.
func (e Event) clone() Event {
	e.At = e.At.Round(0).UTC()
	e.Attributes = maps.Clone(e.Attributes)
	return e
}
