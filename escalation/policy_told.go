package escalation

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
)

// Told says when somebody is first told of a ticket, for all that are opened in
// [From, To): all at one instant, since a step waits for an opening; each as long after
// its opening as the others, at once for example; or never.
type Told struct {
	calendar.Interval // of the openings, in UTC

	// At is when somebody is told of a ticket opened at From, in UTC. Zero: nobody ever
	// is, of any of them.
	At time.Time `json:"at,omitzero"`

	// Fixed says that it is At for all of them. Otherwise one that is opened later is told
	// of as much later.
	Fixed bool `json:"fixed,omitempty"`
}

// FirstTold cuts the openings in [from, to) where the answer to one question changes, and
// nowhere else: when is somebody first told of the ticket, nothing else happening? That is
// the first firing of [Policy.Plan] that has anyone to tell. The pieces follow one another
// from the beginning of the range to its end, and each is as long as can be; all of it is
// exact to the nanosecond.
//
// What is wrong is an [msp.Issues] error: a range that is empty, longer than ten years or
// not in the years 1 to 9999, [msp.CodeRange]; a policy of which more than a million
// stretches of time would have to be looked at, [msp.CodeTooLarge]. Hours and waits are
// followed as far as they lead. Cost: that of [Schedule.Shifts] over the range for each
// step that tickets come to while nobody has been told, and that of a [Plan] for each
// opening of hours that some wait for.
func (p Policy) FirstTold(from, to time.Time) ([]Told, error) {
	var list findings.List
	if !checkRange(&list, from, to) || !checkYears(&list, from, to) {
		return nil, list.Issues().Err()
	}
	t := newTelling(p.get())
	if !t.tell(calendar.Interval{From: from.Round(0).UTC(), To: to.Round(0).UTC()}) {
		list.Errorf("", msp.CodeTooLarge, "too many stretches of time to look at")
		return nil, list.Issues().Err()
	}
	return t.sorted(), nil
}

// checkYears adds a finding if tickets cannot be opened in all of a range.
func checkYears(list *findings.List, from, to time.Time) bool {
	if from.IsZero() || from.UTC().Year() < 1 || to.Add(-1).UTC().Year() > 9999 {
		list.Errorf("", msp.CodeRange, "%s to %s is not in the years 1 to 9999", instantText(from), instantText(to))
		return false
	}
	return true
}

// IsNever reports whether nobody is ever told.
func (t Told) IsNever() bool { return t.At.IsZero() }

// Of returns when somebody is told of a ticket opened at an instant. ok is false if nobody
// ever is, and for an instant that is not in [From, To).
func (t Told) Of(opened time.Time) (at time.Time, ok bool) {
	switch {
	case t.IsNever() || !t.Contains(opened):
		return time.Time{}, false
	case t.Fixed:
		return t.At, true
	default:
		return t.At.Add(opened.Sub(t.From)), true
	}
}

// Delay returns how long after its opening somebody is told of each ticket, if that is the
// same for all: 0 is at once. More than 292 years are cut to the longest [time.Duration].
func (t Told) Delay() (delay time.Duration, ok bool) {
	if t.IsNever() || t.Fixed {
		return 0, false
	}
	return t.At.Sub(t.From), true
}

// String returns the openings and what becomes of them: "told at once", "told after 15m",
// "told at 2026-03-30T08:00:00Z" or "nobody is told", behind "2026-03-27T18:00:00Z/…: ".
func (t Told) String() string {
	text := t.Interval.String() + ": "
	delay, moves := t.Delay()
	switch {
	case t.IsNever():
		return text + "nobody is told"
	case !moves:
		return text + "told at " + instantText(t.At)
	case delay == 0:
		return text + "told at once"
	default:
		return text + "told after " + duration.Format(delay)
	}
}

// join returns the two as one, if the second goes on where the first ends and says the
// same. Of a single opening it makes no difference whether At is fixed.
func (t Told) join(next Told) (both Told, ok bool) {
	both = Told{calendar.Interval{From: t.From, To: next.To}, t.At, t.Fixed}
	length := t.To.Sub(t.From)
	switch {
	case t.IsNever() || next.IsNever():
		return both, t.IsNever() && next.IsNever()
	case (t.Fixed || length == 1) && (next.Fixed || next.To.Sub(next.From) == 1) && t.At.Equal(next.At):
		both.Fixed = true
		return both, true
	case (!t.Fixed || length == 1) && (!next.Fixed || next.To.Sub(next.From) == 1) && t.At.Add(length).Equal(next.At):
		both.Fixed = false
		return both, true
	default:
		return t, false
	}
}
