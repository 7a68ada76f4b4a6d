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

	// Event is the type of the event that did it. Zero: it happens by itself.
	Event EventType `json:"event,omitzero"`

	// Step is the place of the step or rung it is about, from 0; −1 if it is about none.
	// Pass is that of the chain, from 0; −1 for a rung. Name, Level and Kind are those of
	// the step or rung.
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

// ID tells the entries of a plan apart: "2026-03-02T03:00:00Z/0/1/fired/due", which are
// instant, pass, step, action and cause or event. Two with the same ID say the same, to the
// same people, whoever asks for it. A program that keeps the IDs of the firings it has sent sends none
// of them twice, however often it makes the plan.
//
// Of a ladder, whose rungs move with the promise, keep the cycle of the clock and Step
// instead.
func (e Entry) ID() string {
	why := e.Cause.String()
	if why == "" {
		why = e.Event.String()
	}
	return instantText(e.At) + "/" + strconv.Itoa(e.Pass) + "/" + strconv.Itoa(e.Step) + "/" + e.Action.String() + "/" + why
}

// Why returns the reason of the entry: its code is that of the cause. Its values are
// calendar, for [OutsideHours] and [WaitNeverEnds], and until, where the entry has them.
// An entry without a cause, such as an acknowledgement, has none: what it says is its
// Action.
func (e Entry) Why() msp.Reason {
	templates := [...]string{
		Due: "it is due", Escalated: "escalated", Deescalated: "sent to this step", Unacked: "the acknowledgement was taken back",
		AckTimedOut: "the acknowledgement ran out", SnoozeOver: "the snooze is over",
		OutsideHours: "{calendar} is closed", NobodyThere: "nobody is on call", Maintenance: "maintenance", Snoozing: "snoozed",
		WaitNeverEnds: "the wait never ends", ClockStopped: "the clock was stopped",
		AfterTheEnd: "the ticket is resolved", AfterAllPasses: "all passes are over", NotAcknowledged: "there is no acknowledgement",
	}
	if e.Cause == 0 || int(e.Cause) >= len(templates) {
		return msp.Reason{}
	}
	var values []msp.ReasonValue
	if e.Calendar != "" {
		values = append(values, msp.ReasonValue{Name: "calendar", Value: e.Calendar})
	}
	if !e.Until.IsZero() {
		values = append(values, msp.ReasonValue{Name: "until", Value: instantText(e.Until)})
	}
	return msp.NewReason(e.Cause.String(), templates[e.Cause], values...)
}

// String returns the entry as a line for people, steps and passes counted from 1:
// "2026-03-02T03:00:00Z step 2 (L2) is put off until 2026-03-02T09:00:00Z: desk is closed".
func (e Entry) String() string {
	var b strings.Builder
	b.WriteString(instantText(e.At))
	if e.Step >= 0 {
		what := " step "
		if e.Pass < 0 {
			what = " rung "
		}
		b.WriteString(what + strconv.Itoa(e.Step+1))
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
		b.WriteString(" waits for ever")
	case Ignored:
		b.WriteString(" " + e.Event.String() + " is ignored")
	case Acknowledged, Snoozed, Suppressed, Resolved, Exhausted, 0:
		b.WriteString(" " + e.Action.String())
	default:
		b.WriteString(" " + e.Action.String())
	}
	if !e.Until.IsZero() {
		b.WriteString(" until " + instantText(e.Until))
	}
	if e.By != "" {
		b.WriteString(", by " + e.By)
	}
	if why := e.Why(); !why.IsZero() {
		b.WriteString(": " + why.String())
	}
	return b.String()
}
