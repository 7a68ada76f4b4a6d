package sla

import (
	"slices"
	"time"
)

// UsedUp returns the earliest instant at which so much of the present cycle has
// elapsed, as of the last event: three quarters of the target, or more than all of
// it. In the past that is history; in the future it is known only while the clock
// runs, with nothing further happening. ok is false if a pause or stop comes
// first, if the calendar never opens for so long, or before the first start. An
// amount at or below zero is used up when the cycle begins.
func (c Clock) UsedUp(amount time.Duration) (at time.Time, ok bool) {
	if c.trail.isEmpty() {
		return time.Time{}, false
	}
	r := c.present()
	var m mark
	switch {
	case amount <= 0:
		m = c.began.mark()
	case amount <= r.elapsed:
		m = c.usedUp(amount)
	case r.phase == running:
		m = r.attains(amount)
	}
	return m.get(r.calendar)
}

// Promise returns the target in force as of the last event, and since when it is: the
// beginning of the cycle, or the event that changed the target. ok is false if nothing is
// promised.
func (c Clock) Promise() (target time.Duration, since time.Time, ok bool) {
	walk := c.trail
	for !walk.isEmpty() && walk.last().phase == gap { // what a stopped clock learns does not count
		walk.drop()
	}
	if walk.isEmpty() || walk.last().target <= 0 {
		return 0, time.Time{}, false
	}
	present := *walk.last()
	first := present.at
	for ; !walk.isEmpty() && walk.last().cycle == present.cycle && walk.last().target == present.target; walk.drop() {
		first = walk.last().at
	}
	return present.target, first.in(present.calendar.Zone()), true
}

// Limit is [Status.Limit] as of the last event, with nothing further happening.
func (c Clock) Limit() (limit time.Time, ok bool) { return c.At(c.last.time()).Limit() }

// StoppedAt is [Status.StoppedAt] as of the last event.
func (c Clock) StoppedAt() (at time.Time, ok bool) { return c.At(c.last.time()).StoppedAt() }

// DueIfResumed returns the due instant of a paused clock if all its holds are
// cleared at an instant, not before the last event: the date to promise when the
// requester answers. Of a clock that is not paused it is [Status.Due] at that
// instant.
func (c Clock) DueIfResumed(at time.Time) (due time.Time, ok bool) {
	s := c.At(at)
	if remaining, promised := s.Remaining(); s.state == Paused && promised && remaining > 0 {
		from := at.Round(0)
		if last := c.trail.last().at; pointOf(at).before(last) {
			from = last.time()
		}
		due, err := s.calendar.Add(from, remaining)
		return due, err == nil
	}
	return s.Due()
}

// Cycles returns how each cycle ended, the first first, and last the status of the
// present one at an instant: that of a stop, or the instant itself.
func (c Clock) Cycles(now time.Time) []Status {
	var cycles []Status
	at := pointOf(now)
	c.rewind(at)
	for !c.trail.isEmpty() {
		var s Status
		c.status(at, &s)
		cycles = append(cycles, s)
		cycle := c.trail.last().cycle
		for !c.trail.isEmpty() && c.trail.last().cycle == cycle {
			at = c.trail.last().at
			c.trail.drop()
		}
		c.recall()
	}
	slices.Reverse(cycles)
	return cycles
}

// A NextDue is a clock and by when it has to be stopped.
type NextDue struct {
	Index int    // in the clocks that were asked
	Goal  string // its name
	Due   time.Time
	Limit time.Time // at or after Due; the zero time if the calendar never opens after it
}

// Next returns the clock with the earliest due instant among those that are
// running and not breached at an instant, the first of them if several have it:
// when a scheduler has to warn. The due instant may be past while the limit is not;
// the breach is there just after the limit. ok is false if there is none.
func Next(now time.Time, clocks ...Clock) (next NextDue, ok bool) {
	for i, c := range clocks {
		s := c.At(now)
		if s.state != Running || s.over {
			continue
		}
		due, known := s.Due()
		if !known || ok && !due.Before(next.Due) {
			continue
		}
		limit, _ := s.Limit()
		next, ok = NextDue{i, c.goals().name, due, limit}, true
	}
	return next, ok
}
