package oracle

import (
	"fmt"
	"slices"
	"time"
)

// A phase is where in its life a clock is.
type phase int

const (
	idle  phase = iota // not started
	going              // running or paused
	halted
)

// ticketClock is a clock at an instant of the walk.
type ticketClock struct {
	t   Ticket
	now time.Time

	// What the log says by now, whatever the clock does.
	priority int
	calendar string // by which time is measured, or would be
	replaced bool   // by a calendar event, for good
	holds    map[string]bool
	armed    bool

	// The cycle.
	phase    phase
	cycle    int
	began    time.Time
	kept     target // that of the beginning
	counted  []piece
	breachAt *time.Time
	stop     stopped // if halted

	stretches []Stretch
}

// piece is time that was counted, or would have been.
type piece struct {
	from, to time.Time
	stretch  int // its place in the stretches
}

type target struct {
	amount time.Duration
	ok     bool
}

// stopped is what a clock looks like from its stop on, and the time since then
// that a reopening may count.
type stopped struct {
	at       time.Time
	target   target
	calendar string
	held     bool
	gap      []piece
}

// walk goes through time up to an instant, which has its events applied.
func (t Ticket) walk(now time.Time) *ticketClock {
	if now.After(t.To) {
		panic(fmt.Sprintf("oracle: %v is not in the window, which ends at %v", now, t.To))
	}
	c := &ticketClock{
		t: t, now: now,
		calendar: t.firstCalendar(), holds: make(map[string]bool), armed: t.Metric.After == "",
	}
	log := t.log(now)
	if len(log) == 0 {
		return c
	}
	for at := log[0].At; ; {
		for len(log) > 0 && log[0].At.Equal(at) {
			c.apply(log[0])
			log = log[1:]
		}
		c.judge(at)
		if at.Equal(now) {
			return c
		}
		next := earlier(t.stepEnd(at), now)
		if len(log) > 0 {
			next = earlier(next, log[0].At)
		}
		c.pass(at, next)
		at = next
	}
}

// stepEnd returns the end of the step that holds an instant.
func (t Ticket) stepEnd(at time.Time) time.Time {
	steps := int64(at.Sub(t.From) / t.Step)
	if at.Before(t.From) {
		panic(fmt.Sprintf("oracle: %v is before the window, which begins at %v", at, t.From))
	}
	return t.From.Add(time.Duration(steps+1) * t.Step)
}

// apply is what one event does: the state of the ticket first, then the reopening,
// then the stop, then the start.
func (c *ticketClock) apply(e Event) {
	m := c.t.Metric
	if e.Priority != 0 && e.Priority != c.priority {
		c.priority = e.Priority
		c.follow()
		if m.OnPriority == "restart" && c.phase == going {
			c.begin(e.At)
		}
	}
	switch e.Type {
	case "calendar":
		c.calendar, c.replaced = e.Calendar, true
	case "pause":
		c.holds[e.Reason] = true
	case "resume":
		if delete(c.holds, e.Reason); e.Reason == "" {
			clear(c.holds)
		}
	case "reopened":
		if c.phase == halted {
			c.reopen(e.At)
		}
	}
	if slices.Contains(m.Stop, e.Type) && c.phase == going {
		c.stop = stopped{at: e.At, target: c.target(), calendar: c.calendar, held: c.held()}
		c.phase = halted
	}
	if slices.Contains(m.Start, e.Type) && c.armed && (c.phase == idle || c.phase == halted && m.Cyclic) {
		c.begin(e.At)
	}
	c.armed = c.armed || e.Type == m.After
}

// follow takes the calendar of the priority. One without a target has none: time
// goes on by that of the last priority that had one, and before any by that of the
// least urgent.
func (c *ticketClock) follow() {
	if name, ok := c.t.calendarOf(c.priority); ok && !c.replaced {
		c.calendar = name
	}
}

// begin begins a cycle.
func (c *ticketClock) begin(at time.Time) {
	c.phase = going
	c.cycle++
	c.began, c.counted, c.breachAt = at, nil, nil
	c.kept.amount, c.kept.ok = c.t.targetOf(c.priority, at)
}

func (c *ticketClock) reopen(at time.Time) {
	switch c.t.Metric.Reopen {
	case "ignore":
	case "restart":
		c.begin(at)
	case "count_gap":
		for _, p := range c.stop.gap {
			c.stretches[p.stretch].Counted += p.to.Sub(p.from)
			c.count(p)
		}
		c.phase = going
	default:
		c.phase = going
	}
}

// target returns the target in force.
func (c *ticketClock) target() target {
	switch {
	case c.phase == halted:
		return c.stop.target
	case c.t.Metric.OnPriority == "keep":
		return c.kept
	}
	amount, ok := c.t.targetOf(c.priority, c.began)
	return target{amount, ok}
}

// held reports whether a hold that pauses this metric is set.
func (c *ticketClock) held() bool {
	return slices.ContainsFunc(c.t.Metric.PauseOn, func(reason string) bool { return c.holds[reason] })
}

func (c *ticketClock) elapsed() time.Duration {
	var sum time.Duration
	for _, p := range c.counted {
		sum += p.to.Sub(p.from)
	}
	return sum
}

// judge dates a breach that events at this instant made: by the target that is in
// force after all of them.
func (c *ticketClock) judge(at time.Time) {
	if c.phase == idle || c.breachAt != nil {
		return
	}
	if target := c.target(); target.ok && c.elapsed() > target.amount {
		c.breachAt = &at
	}
}

// pass lets a step go by, in which nothing happens.
func (c *ticketClock) pass(from, to time.Time) {
	open := c.t.open(c.calendar, from)
	switch {
	case c.phase == idle:
	case c.phase == halted:
		n := c.note(from, to, "stopped")
		if open && !c.held() && c.t.Metric.Reopen == "count_gap" {
			c.stop.gap = append(c.stop.gap, piece{from, to, n})
		}
	case c.held():
		c.note(from, to, "paused")
	case !open:
		c.note(from, to, "closed")
	default:
		n := c.note(from, to, "running")
		c.stretches[n].Counted += to.Sub(from)
		before, target := c.elapsed(), c.target()
		c.count(piece{from, to, n})
		if c.breachAt == nil && target.ok && c.elapsed() > target.amount {
			last := from.Add(target.amount - before) // that was still safe
			c.breachAt = &last
		}
	}
}

// count counts a piece of time, together with the one before if they touch.
func (c *ticketClock) count(p piece) {
	if n := len(c.counted); n > 0 && c.counted[n-1].to.Equal(p.from) {
		c.counted[n-1].to = p.to
		return
	}
	c.counted = append(c.counted, p)
}
