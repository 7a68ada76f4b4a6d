package sla

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A Status is what a [Clock] says at an instant, about the cycle it is in. Elapsed
// time is e and the target T, as everywhere: over is e > T.
//
// The zero Status is that of a clock which has not started. Statuses are
// immutable.
//
//nolint:recvcheck // The JSON takes a pointer within the package.
type Status struct {
	at                 mark
	began, stopped     mark
	due, limit, breach mark
	target, elapsed    time.Duration
	calendar           calendar.Calendar
	goal               *goal
	holds              uint64
	cycle              uint32
	priority           msp.Priority
	state              State
	over               bool
	restarted          bool // it was stopped by the start of another cycle
}

// At returns the status at an instant, with nothing further happening after it:
// events later than now are as if they had not come, so that a clock can be asked
// about the past. Cost: about a Between, an Add and a NextOpen of the calendar;
// before the last change, and where the target was used up before it, linear in
// the changes since.
func (c Clock) At(now time.Time) (s Status) {
	at := pointOf(now)
	if !c.trail.isEmpty() && at.before(c.trail.last().at) {
		return c.past(at)
	}
	c.status(at, &s)
	return s
}

// past is At for an instant before the last entry; a function of its own, since
// its clock is on the heap.
func (c Clock) past(at point) (s Status) {
	c.rewind(at)
	c.status(at, &s)
	return s
}

// status fills in the status at an instant that is not before the last entry.
func (c *Clock) status(at point, s *Status) {
	s.at, s.goal = at.mark(), c.goal
	if c.trail.isEmpty() {
		return
	}
	r := c.present()
	s.began, s.calendar = c.began.mark(), r.calendar
	s.target, s.elapsed = r.target, r.elapsed
	s.holds, s.cycle, s.priority = r.holds, r.cycle, r.priority
	switch r.phase { //nolint:exhaustive // An entry is never idle, and the present one no gap.
	case running:
		s.state, s.elapsed = Running, c.reach(r, at)
	case paused:
		s.state = Paused
	default:
		s.state, s.stopped = Stopped, r.at.mark()
		s.restarted = r.cause == causeRestart
	}
	if c.breached {
		s.breach = c.breach.mark()
	}
	if r.target <= 0 {
		if r.target == noTarget {
			s.state = 0
		}
		return
	}
	s.due = c.due(r)
	s.limit = c.limit(r, s.due)
	s.over = s.elapsed > r.target
	if s.over && !s.breach.known {
		if s.breach = r.at.mark(); r.elapsed <= r.target {
			s.breach = s.limit
		}
	}
	s.over = s.over || s.breach.known && c.goals().metric.Sticky
}

// present returns the entry that says how the clock stands: the last one, or that
// of the stop.
func (c *Clock) present() *entry {
	r := c.trail.last()
	if r.phase != gap {
		return r
	}
	walk := c.trail
	for walk.last().phase == gap { // only a stop comes before a gap
		walk.drop()
	}
	frozen := *walk.last()
	return &frozen
}

// due returns the earliest instant at which the target of the present entry is used
// up.
func (c *Clock) due(r *entry) mark {
	if r.elapsed >= r.target {
		return c.usedUp(r.target)
	}
	if r.holds != 0 {
		return mark{}
	}
	return r.attains(r.target)
}

// limit returns the latest instant at which no more than the target of the present
// entry has elapsed.
func (c *Clock) limit(r *entry, due mark) mark {
	switch {
	case r.elapsed > r.target:
		walked := c.lastBefore(r.target)
		return walked.exceeds(r.target)
	case r.holds != 0 || !due.known:
		return mark{}
	case r.elapsed == r.target:
		return r.opens(r.at)
	default:
		return r.opens(due.point())
	}
}

// usedUp returns the earliest instant of the cycle at which an amount, above zero
// and no more than that of the present entry, had elapsed.
func (c *Clock) usedUp(amount time.Duration) mark {
	walked := c.lastBefore(amount - 1)
	return walked.attains(amount)
}

// lastBefore returns the last entry of the cycle, before the present one, at which
// no more than an amount had elapsed. The cycle has one, since it begins with
// nothing.
func (c *Clock) lastBefore(amount time.Duration) entry {
	walk := c.trail
	for walk.last().phase == gap {
		walk.drop()
	}
	walk.drop()
	for walk.last().elapsed > amount {
		walk.drop()
	}
	return *walk.last()
}

// rewind takes back what changed after an instant. What is left knows everything
// about that time but cannot be continued by events.
func (c *Clock) rewind(at point) {
	for !c.trail.isEmpty() && at.before(c.trail.last().at) {
		c.trail.drop()
	}
	c.recall()
}

// recall finds again what the clock remembers beside the trail about its cycle.
func (c *Clock) recall() {
	c.breached = false
	if c.trail.isEmpty() {
		return
	}
	number := c.trail.last().cycle
	var cycle []entry
	for walk := c.trail; !walk.isEmpty() && walk.last().cycle == number; walk.drop() {
		cycle = append(cycle, *walk.last())
	}
	slices.Reverse(cycle)
	c.began = cycle[0].at
	for i := range cycle[:len(cycle)-1] {
		r, next := &cycle[i], &cycle[i+1]
		if next.at != r.at || r.phase == stopped {
			c.date(r, next.elapsed)
		}
	}
}

// Time returns the instant of the status, in the calendar's zone.
func (s Status) Time() time.Time {
	at, _ := s.at.get(s.calendar)
	return at
}

// State returns what the clock does.
func (s Status) State() State { return s.state }

// Cycle returns the number of the cycle, from 1; 0 before the first start.
func (s Status) Cycle() int { return int(s.cycle) }

// Priority returns the priority in force; that of the stop, if it is stopped.
func (s Status) Priority() msp.Priority { return s.priority }

// Calendar returns the calendar whose open time counts, or counted until the
// stop.
func (s Status) Calendar() calendar.Calendar { return s.calendar }

// Began returns the instant at which the cycle began; ok is false before the first
// start.
func (s Status) Began() (began time.Time, ok bool) { return s.began.get(s.calendar) }

// StoppedAt returns the instant at which the clock was stopped; ok is false if it
// is not stopped.
func (s Status) StoppedAt() (at time.Time, ok bool) { return s.stopped.get(s.calendar) }

// Holds returns the holds that pause the clock, in the order of the metric, or did
// when it was stopped.
func (s Status) Holds() []Hold { return s.goal.names(s.holds) }

func (g *goal) names(holds uint64) []Hold {
	var names []Hold
	if g == nil {
		return nil
	}
	for i, name := range g.metric.PauseOn {
		if holds&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// Target returns the time promised. ok is false if nothing is promised for the
// priority, or if the span names an instant that the calendar does not have.
func (s Status) Target() (target time.Duration, ok bool) { return max(0, s.target), s.target > 0 }

// Elapsed returns the open time of the cycle that has counted. More than 292 years
// are cut to the longest [time.Duration].
func (s Status) Elapsed() time.Duration { return s.elapsed }

// Remaining returns the target less the time elapsed; it is negative after a
// breach. ok is false if there is no target.
func (s Status) Remaining() (remaining time.Duration, ok bool) {
	if s.target <= 0 {
		return 0, false
	}
	return s.target - s.elapsed, true
}

// Consumed returns the part of the target that has elapsed, exactly; it is
// undefined without a target. A breach is never decided by it.
func (s Status) Consumed() msp.Ratio {
	return msp.NewRatio(int64(s.elapsed), int64(max(0, s.target)))
}

// Due returns the earliest instant at which the target in force is used up: in the
// past if it is, and otherwise the instant it will be if the clock goes on running.
// ok is false while the clock is paused short of the target, see
// [Clock.DueIfResumed], or if the calendar never opens for so long. Of a stopped
// clock it is what it was at the stop.
func (s Status) Due() (due time.Time, ok bool) { return s.due.get(s.calendar) }

// Limit returns the latest instant at which no more than the target in force has
// elapsed: what is done by then is in time. It is later than Due where the target
// runs out at a closing, at a hold or at a stop, after which no time counts for a
// while. ok is false while the clock is paused at or short of the target, or if
// Due is not known, or if the calendar does not open again.
func (s Status) Limit() (limit time.Time, ok bool) { return s.limit.get(s.calendar) }

// Breached reports whether more than the target in force has elapsed or, if the
// metric is sticky, ever had in this cycle.
func (s Status) Breached() bool { return s.over }

// BreachAt returns the instant at which the cycle went over the target that was in
// force then; ok is false if it has not. It is the last safe instant where only
// time passed, and the instant of the event where that made the breach. It stays
// when the target is relaxed later.
func (s Status) BreachAt() (at time.Time, ok bool) { return s.breach.get(s.calendar) }

// Outcome returns how the promise stands: Missed if it is breached, else Met if
// the clock is stopped and Pending if it is not. Without a target it is Excluded,
// and so is a cycle in time that another priority cut short.
func (s Status) Outcome() msp.Outcome {
	switch {
	case s.target <= 0:
		return msp.Excluded
	case s.over:
		return msp.Missed
	case s.restarted:
		return msp.Excluded
	case s.state == Stopped:
		return msp.Met
	default:
		return msp.Pending
	}
}
