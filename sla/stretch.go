package sla

import (
	"iter"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A Stretch is a part of a clock's time in which nothing changes: what counted,
// what did not, and why.
type Stretch struct {
	calendar.Interval

	State    State             // never none
	Counted  time.Duration     // of the time between From and To
	Cycle    int               // from 1
	Priority msp.Priority      // in force
	Target   time.Duration     // in force; 0 if there is none
	Calendar calendar.Calendar // in force: its open time is what a hold took
	Holds    []Hold            // that pause it
	Reason   msp.Reason
}

// Codes of the reasons of a [Stretch], with their values, beside those of
// [calendar.Calendar.Explain] for Running and OutOfHours.
const (
	ReasonHeld      = "held"      // Paused: waits for {holds}
	ReasonStopped   = "stopped"   // Stopped by {event}
	ReasonGap       = "gap"       // Stopped by {event}, but reopened so that the gap counts
	ReasonRestarted = "restarted" // Stopped: another priority began another cycle
)

// Spans walks the clock's time from its first start to an instant, in order and
// without gaps, as of that instant: later events are as if they had not come. What
// counted in a cycle adds up to the time elapsed in it, exactly. A time that is
// out of hours, a holiday say, has the calendar's reason. The sequence is for
// people to read, and costs more than a [Status].
func (c Clock) Spans(until time.Time) iter.Seq[Stretch] {
	return func(yield func(Stretch) bool) {
		c.rewind(pointOf(until))
		c.spans(pointOf(until), yield)
	}
}

func (c *Clock) spans(until point, yield func(Stretch) bool) {
	entries := c.trail.values()
	for i := 0; i < len(entries); {
		r := &entries[i]
		i++
		// A gap is one stretch, whatever changed in it.
		for r.phase == stopped && i < len(entries) && entries[i].phase == gap {
			i++
		}
		end := until
		if i < len(entries) {
			end = entries[i].at
		}
		var elapsed time.Duration
		switch {
		case i < len(entries) && entries[i].cycle == r.cycle:
			elapsed = entries[i].elapsed
		case r.phase == stopped:
			elapsed = r.elapsed
		default:
			elapsed = c.reach(r, end)
		}
		if !r.at.before(end) {
			continue
		}
		if !c.stretches(r, end, elapsed-r.elapsed, yield) {
			return
		}
	}
}

// stretches yields the time of an entry, in which so much counted.
func (c *Clock) stretches(r *entry, end point, counted time.Duration, yield func(Stretch) bool) bool {
	zone := r.calendar.Zone()
	s := Stretch{
		Interval: calendar.Interval{From: r.at.in(zone), To: end.in(zone)},
		Calendar: r.calendar, Counted: counted, Cycle: int(r.cycle), Priority: r.priority, Target: max(0, r.target),
	}
	switch r.phase { //nolint:exhaustive // An entry is never idle, and a gap belongs to its stop.
	case paused:
		s.State, s.Holds = Paused, c.goal.names(r.holds)
		s.Reason = msp.NewReason(ReasonHeld, "waits: {holds}", msp.ReasonValue{Name: "holds", Value: joinHolds(s.Holds)})
	case running:
		for segment := range r.calendar.Explain(s.From, s.To) {
			part := s
			part.Interval, part.State, part.Reason = segment.Interval, OutOfHours, segment.Reason
			part.Counted = 0
			if segment.Open {
				part.State, part.Counted = Running, segment.Duration()
			}
			if !yield(part) {
				return false
			}
		}
		return true
	default:
		s.State, s.Reason = Stopped, c.stopReason(r, counted)
	}
	return yield(s)
}

func (c *Clock) stopReason(r *entry, counted time.Duration) msp.Reason {
	if r.cause == causeRestart {
		return msp.NewReason(ReasonRestarted, "another priority, another cycle")
	}
	code, template := ReasonStopped, "{event}"
	if counted > 0 {
		code, template = ReasonGap, "{event}, but reopened: the gap counts"
	}
	event := ""
	if stops := c.goals().metric.Stop; int(r.cause) < len(stops) {
		event = string(stops[r.cause])
	}
	return msp.NewReason(code, template, msp.ReasonValue{Name: "event", Value: event})
}

func joinHolds(holds []Hold) string {
	names := make([]string, len(holds))
	for i, h := range holds {
		names[i] = string(h)
	}
	return strings.Join(names, ", ")
}
