package oracle

import (
	"time"
)

// A Standing is what a clock says at an instant. Of a clock in the state none
// nothing else is said. A nil instant is not known.
type Standing struct {
	State    string // none, running, paused, stopped
	Cycle    int    // from 1
	Target   time.Duration
	Elapsed  time.Duration
	Breached bool

	Due, Limit, BreachAt *time.Time

	// As asked.
	Thresholds map[int]*time.Time
	UsedUp     map[time.Duration]*time.Time

	// Cut says that a projection went to the end of the window without an answer:
	// a nil may be an instant behind it.
	Cut bool
}

// An Ask is what else there is to know of an instant.
type Ask struct {
	Percents []int           // at which instants they are reached
	UsedUp   []time.Duration // at which instants they are consumed
}

// At walks to an instant and answers.
func (t Ticket) At(now time.Time, ask Ask) Standing {
	c := t.walk(now)
	target := c.target()
	if c.phase == idle || !target.ok {
		return Standing{State: "none"}
	}
	s := Standing{
		State: "running", Cycle: c.cycle, Target: target.amount, Elapsed: c.elapsed(), BreachAt: c.breachAt,
		Thresholds: make(map[int]*time.Time), UsedUp: make(map[time.Duration]*time.Time),
	}
	// From where on the clock runs if nothing happens, and by which calendar.
	onwards := &future{from: now, calendar: c.calendar}
	history := onwards
	switch {
	case c.phase == halted:
		s.State = "stopped"
		history = nil
		onwards = &future{from: c.stop.at, calendar: c.stop.calendar}
		if c.stop.held {
			onwards = nil
		}
	case c.held():
		s.State = "paused"
		history, onwards = nil, nil
	}
	s.Breached = s.Elapsed > target.amount || t.Metric.Sticky && s.BreachAt != nil
	s.Due = c.reached(target.amount, onwards, &s.Cut)
	s.Limit = c.passed(target.amount, onwards, &s.Cut)
	for _, percent := range ask.Percents {
		s.Thresholds[percent] = c.reached(share(target.amount, percent), onwards, &s.Cut)
	}
	for _, d := range ask.UsedUp {
		s.UsedUp[d] = c.reached(d, history, &s.Cut)
	}
	return s
}

// share returns the least whole duration that is no less than a percentage.
func share(d time.Duration, percent int) time.Duration {
	product := int64(d) * int64(percent)
	up := product / 100
	if product%100 > 0 {
		up++
	}
	return time.Duration(up)
}

// future is a clock that runs on.
type future struct {
	from     time.Time
	calendar string
}

// pieces goes through what was counted in the cycle and then, step by step,
// through what will be; a nil future ends with history. It says at the end of the
// window that it got there.
func (c *ticketClock) pieces(onwards *future, cut *bool) func(yield func(from, to time.Time) bool) {
	return func(yield func(from, to time.Time) bool) {
		for _, p := range c.counted {
			if !yield(p.from, p.to) {
				return
			}
		}
		if onwards == nil {
			return
		}
		for at := onwards.from; at.Before(c.t.To); at = c.t.stepEnd(at) {
			if c.t.open(onwards.calendar, at) && !yield(at, c.t.stepEnd(at)) {
				return
			}
		}
		*cut = true
	}
}

// reached returns the earliest instant at which a duration is counted.
func (c *ticketClock) reached(d time.Duration, onwards *future, cut *bool) *time.Time {
	if d <= 0 {
		return &c.began
	}
	for from, to := range c.pieces(onwards, cut) {
		if length := to.Sub(from); length < d {
			d -= length
			continue
		}
		at := from.Add(d)
		return &at
	}
	return nil
}

// passed returns the latest instant at which no more than a duration is counted.
func (c *ticketClock) passed(d time.Duration, onwards *future, cut *bool) *time.Time {
	for from, to := range c.pieces(onwards, cut) {
		if length := to.Sub(from); length <= d {
			d -= length
			continue
		}
		at := from.Add(d)
		return &at
	}
	return nil
}

// Next returns which of the tickets is to be looked at first: of those whose clock
// runs and is not breached the one with the earliest due, the first of several.
func Next(now time.Time, tickets ...Ticket) (first int, standing Standing, ok bool) {
	for i, t := range tickets {
		s := t.At(now, Ask{})
		if s.State != "running" || s.Breached || s.Due == nil {
			continue
		}
		if !ok || s.Due.Before(*standing.Due) {
			first, standing, ok = i, s, true
		}
	}
	return first, standing, ok
}
