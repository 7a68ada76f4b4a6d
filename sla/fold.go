package sla

import (
	"math"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// fold changes c, which nobody else has, by an event. After an error c is not to
// be used.
func (c *Clock) fold(e *Event) error {
	at := pointOf(e.At)
	if err := c.inOrder(at, e); err != nil {
		return err
	}
	if !e.valid() {
		return e.Validate().Err()
	}
	c.last, c.seq, c.id, c.applied = at, e.Seq, e.ID, true
	if err := c.set(at, e); err != nil {
		return err
	}
	m := &c.goals().metric
	c.stop(at, e.Type, m)
	if err := c.start(at, e.Type, m); err != nil {
		return err
	}
	if e.Type == m.After {
		c.armed = true
	}
	return nil
}

// move puts the clock under the goal of another policy that measures the same;
// mute says that it has none, so that nothing is promised. It shows at the next
// event.
func (c *Clock) move(g *goal, mute bool) {
	was, hadOne := c.goals().targets.For(c.priority, c.opened.time())
	is, hasOne := g.targets.For(c.priority, c.opened.time())
	switch {
	case mute != c.silent:
		c.moved = movedMute
	case c.moved == unmoved && (was != is || hadOne != hasOne):
		c.moved = moved
	}
	c.goal, c.silent = g, mute
}

func (c *Clock) inOrder(at point, e *Event) error {
	if !c.applied {
		return nil
	}
	order := c.last.compare(at)
	if order == 0 && (c.seq > e.Seq || c.seq == e.Seq && c.id >= e.ID) || order > 0 {
		return late(e.At, c.last.time())
	}
	return nil
}

func late(at, last time.Time) error {
	return msp.NewInputError(ErrLate, "sla: event", instantText(at.UTC()), "the last one was at "+instantText(last.UTC()))
}

// set applies the priority, calendar or hold of an event.
func (c *Clock) set(at point, e *Event) error {
	g := c.goals()
	priority, cal, follows, holds := c.priority, c.calendar, c.follows, c.holds
	if e.Priority != 0 {
		priority = e.Priority
	}
	switch e.Type { //nolint:exhaustive // The others set nothing of their own.
	case EventPause:
		holds |= g.bit(e.Hold)
	case EventResume:
		if e.Hold == "" {
			holds = 0
		}
		holds &^= g.bit(e.Hold)
	case EventCalendar:
		var list findings.List
		named, ok := findCalendar(&list, "calendar", e.Calendar, g.calendars)
		if !ok {
			return list.Issues().Err()
		}
		cal, follows = named, anEvent
	}
	if priority == c.priority && holds == c.holds && follows == c.follows && cal == c.calendar && c.moved == unmoved {
		return nil
	}
	elapsed := c.advance(at)
	follow := priority != c.priority || c.moved != unmoved
	c.priority, c.calendar, c.follows, c.holds = priority, cal, follows, holds
	if follow {
		c.follow()
	}
	return c.change(at, elapsed)
}

// change makes a change of the priority, calendar, holds or goal show.
func (c *Clock) change(at point, elapsed time.Duration) error {
	if c.trail.isEmpty() {
		return nil
	}
	last := c.trail.last()
	m := &c.goals().metric
	if last.phase == stopped || last.phase == gap {
		// It shows when the clock runs again. Only where the gap may come to count is
		// it remembered when this was; a change in the instant of the stop, when that
		// instant is over, by advance.
		inStop := last.phase == stopped && at == last.at
		if piece := c.frozenPiece(at, elapsed, last); m.Reopen == ReopenCountGap && !inStop && piece.differs(last) {
			c.put(piece)
		}
		return nil
	}
	if m.OnPriority == PriorityRestart && (c.priority != last.priority || c.moved != unmoved) {
		closing := *last
		closing.at, closing.elapsed, closing.phase, closing.cause = at, elapsed, stopped, causeRestart
		c.put(closing)
		return c.begin(at)
	}
	next := *last
	next.at, next.elapsed = at, elapsed
	return c.run(next)
}

// run puts an entry of a clock that measures, with what is in force now.
func (c *Clock) run(next entry) error {
	next.calendar = c.calendar
	begins := next.phase == idle
	other := c.priority != next.priority || c.moved != unmoved
	if begins || c.moved == movedMute || other && c.goals().metric.OnPriority != PriorityKeep {
		target, _ := c.goals().targets.For(c.priority, c.opened.time())
		var err error
		if next.target, err = c.amount(target); err != nil {
			return err
		}
	}
	next.holds, next.priority, next.phase, next.cause = c.holds, c.priority, running, 0
	if c.holds != 0 {
		next.phase = paused
	}
	c.moved = unmoved
	c.put(next)
	return nil
}

// amount returns the time that a target promises to the cycle, in the calendar in
// force.
func (c *Clock) amount(target Target) (time.Duration, error) {
	if c.silent || target.IsZero() {
		return noTarget, nil
	}
	if within, amount := target.span.(Within); amount {
		return time.Duration(within), nil
	}
	target.calendar = c.calendar
	d, err := target.Start(c.began.time())
	if err != nil {
		return 0, err
	}
	if fixed, known := d.Target(); known {
		return fixed, nil
	}
	return unknownTarget, nil
}

// frozenPiece is the entry of a clock that stays stopped while something changes.
func (c *Clock) frozenPiece(at point, elapsed time.Duration, last *entry) entry {
	next := *last
	next.at, next.elapsed, next.phase = at, elapsed, gap
	next.calendar, next.holds = c.calendar, c.holds
	return next
}

// differs reports whether time counts in another way than at an entry.
func (r *entry) differs(other *entry) bool {
	return r.calendar != other.calendar || r.holds != other.holds
}

func (c *Clock) stop(at point, t EventType, m *Metric) {
	if c.trail.isEmpty() {
		return
	}
	if p := c.trail.last().phase; p != running && p != paused {
		return
	}
	i := slices.Index(m.Stop, t)
	if i < 0 {
		return
	}
	elapsed := c.advance(at)
	next := *c.trail.last()
	next.at, next.elapsed, next.phase, next.cause = at, elapsed, stopped, uint8(min(i, causeRestart-1))
	c.put(next)
}

func (c *Clock) start(at point, t EventType, m *Metric) error {
	isStopped := false
	if !c.trail.isEmpty() {
		if p := c.trail.last().phase; p == running || p == paused {
			return nil
		}
		isStopped = true
	}
	if (!isStopped || m.Cyclic) && (m.After == "" || c.armed) {
		if slices.Contains(m.Start, t) {
			c.advance(at)
			return c.begin(at)
		}
	}
	if !isStopped || t != EventReopened || m.Reopen == ReopenIgnore {
		return nil
	}
	elapsed := c.advance(at)
	if m.Reopen == ReopenRestart {
		return c.begin(at)
	}
	next := *c.trail.last()
	next.at, next.elapsed = at, elapsed
	return c.run(next)
}

// begin begins a cycle.
func (c *Clock) begin(at point) error {
	next := entry{at: at, cycle: 1}
	if !c.trail.isEmpty() {
		next.cycle = c.trail.last().cycle + 1
	} else if c.follow(); c.follows == leastUrgent {
		c.calendar = c.goals().fallback(c.opened.time())
	}
	c.began, c.breached = at, false
	return c.run(next)
}

// put adds an entry. What lasted no time is forgotten, but not how a cycle ended
// and not where the clock froze.
func (c *Clock) put(r entry) {
	if !c.trail.isEmpty() {
		last := c.trail.last()
		if last.at == r.at && last.cycle == r.cycle && (last.phase != stopped || r.phase != gap) {
			*last = r
			return
		}
	}
	c.trail.add(r)
}

// follow puts the calendar of the priority's target in force, if it has one and no
// event put another there.
func (c *Clock) follow() {
	if c.follows == anEvent {
		return
	}
	if t, ok := c.goals().targets.For(c.priority, c.opened.time()); ok {
		c.calendar, c.follows = t.calendar, lastTarget
	}
}

// advance returns the time elapsed by an instant that is not before the last
// entry. Where that entry is left for good, it dates the breach until then.
func (c *Clock) advance(at point) time.Duration {
	if c.trail.isEmpty() {
		return 0
	}
	last := c.trail.last()
	if at == last.at {
		return last.elapsed
	}
	if last.phase == stopped && c.goals().metric.Reopen == ReopenCountGap {
		c.date(last, last.elapsed)
		if piece := c.frozenPiece(last.at, last.elapsed, last); piece.differs(last) {
			c.put(piece)
			last = c.trail.last()
		}
	}
	elapsed := c.reach(last, at)
	c.date(last, elapsed)
	return elapsed
}

// reach returns the time elapsed by an instant that is not before an entry, and
// before the next one. Where a gap may come to count, that of a stopped clock goes
// on.
func (c *Clock) reach(r *entry, at point) time.Duration {
	counts := r.phase == running ||
		(r.phase == stopped || r.phase == gap) && r.holds == 0 && c.goals().metric.Reopen == ReopenCountGap
	if !counts {
		return r.elapsed
	}
	return saturate(r.elapsed, r.calendar.Between(r.at.time(), at.time()))
}

// saturate adds two durations that are not negative; more than 292 years are cut,
// as [calendar.Calendar.Between] does.
func saturate(a, b time.Duration) time.Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// date dates the breach of the cycle, if it came in the time of an entry, at whose
// end so much has elapsed.
func (c *Clock) date(r *entry, elapsed time.Duration) {
	if c.breached || r.target <= 0 || r.phase == gap {
		return
	}
	switch {
	case r.elapsed > r.target: // what began at the entry made it one
		c.breach, c.breached = r.at, true
	case r.phase == running && elapsed > r.target:
		limit := r.exceeds(r.target)
		c.breach, c.breached = limit.point(), limit.known
	}
}

// attains returns the earliest instant from an entry on at which so much has
// elapsed, if the clock goes on running.
func (r *entry) attains(amount time.Duration) mark {
	at, err := r.calendar.Add(r.at.time(), amount-r.elapsed)
	if err != nil { // the calendar never opens for so long
		return mark{}
	}
	return pointOf(at).mark()
}

// exceeds returns the latest instant from an entry on at which no more than an
// amount has elapsed, if the clock goes on running.
func (r *entry) exceeds(amount time.Duration) mark {
	at := r.attains(amount)
	if !at.known {
		return mark{}
	}
	return r.opens(at.point())
}

// opens returns the instant at which time counts again from an instant on.
func (r *entry) opens(from point) mark {
	open, ok := r.calendar.NextOpen(from.time())
	if !ok {
		return mark{}
	}
	return pointOf(open).mark()
}
