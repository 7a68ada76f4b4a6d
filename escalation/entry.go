package escalation

import (
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
)

// An Entry is one line of a [Plan] or of the plan of a [Ladder]: what happens at an
// instant, or does not, and why.
type Entry struct {
	At     time.Time `json:"at"` // in UTC
	Action Action    `json:"action"`

	// Step is the place of the step or rung it is about, from 0; −1 if it is about none.
	// Pass is that of the chain, from 0. Name, Level and Kind are those of the step.
	Step  int    `json:"step"`
	Pass  int    `json:"pass"`
	Name  string `json:"name,omitempty"`
	Level string `json:"level,omitempty"`
	Kind  Kind   `json:"kind,omitzero"`

	// Cause is why it fires, or is looked at, now.
	Cause Cause `json:"cause,omitzero"`

	// Targets are who is told by a firing, each once. Nobody was there if it is empty.
	Targets []string `json:"targets,omitempty"`

	// Until is the end of what begins: of a deferral, a snooze, a suppression, of an
	// acknowledgement that runs out. Zero if it has none.
	Until time.Time `json:"until,omitzero"`

	// Calendar is the calendar that is closed, By who did what an event says.
	Calendar string `json:"calendar,omitempty"`
	By       string `json:"by,omitempty"`
}

// ID tells the entries of one ticket apart: "2026-03-02T03:00:00Z/0/1/due", which are
// instant, pass, step and cause. A program that keeps the IDs of the firings it has sent
// sends none of them twice, however often it makes the plan.
func (e Entry) ID() string {
	return instantText(e.At) + "/" + strconv.Itoa(e.Pass) + "/" + strconv.Itoa(e.Step) + "/" + e.Cause.String()
}

// Why returns the reason of the entry: its code is that of the cause, its values are
// calendar, by and until where the entry has them.
func (e Entry) Why() msp.Reason {
	if e.Cause == 0 {
		return msp.Reason{}
	}
	template := [...]string{
		"", "it is due", "escalated", "sent back", "the acknowledgement was taken back", "the acknowledgement ran out",
		"the snooze is over", "{calendar} is closed", "nobody is on call", "maintenance", "snoozed", "{calendar} does not open for so long",
		"the clock was stopped", "the ticket is resolved", "all passes are over", "there is no acknowledgement",
	}
	var text string
	if int(e.Cause) < len(template) {
		text = template[e.Cause]
	}
	var values []msp.ReasonValue
	add := func(name, value, more string) {
		if value != "" {
			values = append(values, msp.ReasonValue{Name: name, Value: value})
			text += more
		}
	}
	add("calendar", e.Calendar, "")
	add("by", e.By, " by {by}")
	if !e.Until.IsZero() {
		add("until", instantText(e.Until), "")
	}
	return msp.NewReason(e.Cause.String(), text, values...)
}

// String returns the entry as a line for people: "2026-03-02T03:00:00Z step 2 (L2) put
// off until 2026-03-02T09:00:00Z: desk is closed".
func (e Entry) String() string {
	var b strings.Builder
	b.WriteString(instantText(e.At))
	if e.Step >= 0 {
		b.WriteString(" step " + strconv.Itoa(e.Step+1))
		if e.Name != "" {
			b.WriteString(" " + strconv.Quote(e.Name))
		}
		if e.Level != "" {
			b.WriteString(" (" + e.Level + ")")
		}
		if e.Pass > 0 {
			b.WriteString(" of pass " + strconv.Itoa(e.Pass+1))
		}
	}
	switch e.Action {
	case Fired:
		who := strings.Join(e.Targets, ", ")
		if who == "" {
			who = "nobody"
		}
		b.WriteString(" tells " + who)
	case Skipped:
		b.WriteString(" is skipped")
	case Deferred:
		b.WriteString(" is put off")
	case Stalled:
		b.WriteString(" never comes")
	case Acknowledged, Snoozed, Suppressed, Resolved, Exhausted, Ignored, 0:
		b.WriteString(" " + e.Action.String())
	default:
		b.WriteString(" " + e.Action.String())
	}
	if !e.Until.IsZero() {
		b.WriteString(" until " + instantText(e.Until))
	}
	if why := e.Why(); !why.IsZero() {
		b.WriteString(": " + why.String())
	} else if e.By != "" {
		b.WriteString(" by " + e.By)
	}
	return b.String()
}
