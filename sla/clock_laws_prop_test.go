package sla_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

// The hold of the laws 5 and 7: no other event of a scene sets it.
const quiet sla.Hold = "quiet"

// A held scene is one twice: without and with a hold more, set in [from, to).
type held struct {
	*scene
	without, with sla.Log
	from, to      time.Time
}

// aHold draws a scene and a hold. The time while a clock is stopped counts
// nowhere, so that a law can look at the past.
func aHold(t *rapid.T) held {
	s := aScene(t, wish{metric: func(m *sla.Metric) {
		m.PauseOn = append(m.PauseOn, quiet)
		if m.Reopen == sla.ReopenCountGap {
			m.Reopen = sla.ReopenContinue
		}
	}}, 15)
	h := held{scene: s, without: s.log(t)}
	if len(s.events) == 0 {
		return h
	}
	clock := folded(t, s.goal, h.without)
	places := s.probes(t, clock)
	h.from = rapid.SampledFrom(places).Draw(t, "from")
	matters := slices.DeleteFunc(slices.Clone(places), func(x time.Time) bool {
		f := factsOf(clock.At(x))
		return f.State != sla.Running || !f.Due.known || x.After(f.Due.at)
	})
	if len(matters) > 0 && rapid.IntRange(0, 4).Draw(t, "any") < 4 {
		h.from = rapid.SampledFrom(matters).Draw(t, "matters")
	}
	h.to = h.from.Add(gen.Duration(rapid.SampledFrom([]time.Duration{time.Hour, day}).Draw(t, "most")).Draw(t, "hold"))
	if to := rapid.SampledFrom(places).Draw(t, "to"); rapid.Bool().Draw(t, "until") && !to.Before(h.from) {
		h.to = to
	}
	pause := s.late(sla.Event{At: h.from, Type: sla.EventPause, Hold: quiet}, 1)
	resume := s.late(sla.Event{At: h.to, Type: sla.EventResume, Hold: quiet}, 2)
	h.with = s.log(t, pause, resume)
	for _, e := range s.events {
		if e.Type == sla.EventResume && e.Hold == "" && e.At.After(h.from) && e.At.Before(h.to) {
			h.to = e.At
		}
	}
	return h
}

// late numbers an event so that it is the last of its instant.
func (s *scene) late(e sla.Event, extra int) sla.Event {
	n := 0
	for i := range s.events {
		if !s.events[i].At.After(e.At) {
			n = i + 1
		}
	}
	s.number(&e, n, extra)
	return e
}

// inCycle returns what had elapsed in a cycle at an instant.
func inCycle(c sla.Clock, at time.Time, cycle int) time.Duration {
	if s := c.At(at); s.Cycle() == cycle {
		return s.Elapsed()
	}
	return 0
}

// inGap reports whether a clock stood still at an instant, as far as one knew
// then: where the gap counts, more had elapsed than the status of that instant
// says.
func inGap(c sla.Clock, at time.Time) bool {
	stopped, ok := c.At(at).StoppedAt()
	return ok && at.After(stopped)
}

// taken returns what the hold takes from a cycle until an instant, by a clock
// without it.
func (h held) taken(c sla.Clock, cycle int, until time.Time) time.Duration {
	from, to := h.from, h.to
	if to.After(until) {
		to = until
	}
	if !from.Before(to) {
		return 0
	}
	return inCycle(c, to, cycle) - inCycle(c, from, cycle)
}

// 5: a hold lowers the time elapsed by exactly the time that would have counted
// while it was set.
func TestClockLaw05Hold(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		h := aHold(t)
		without, with := folded(t, h.goal, h.without), folded(t, h.goal, h.with)
		for _, x := range h.probes(t, with) {
			a, b := factsOf(without.At(x)), factsOf(with.At(x))
			taken := h.taken(without, a.Cycle, x)
			if b.Cycle != a.Cycle || b.Target != a.Target || b.Elapsed != a.Elapsed-taken {
				t.Fatalf("held in [%v, %v), which is %v: at %v\n%+v, without\n%+v", h.from, h.to, taken, x, b, a)
			}
			if set := !x.Before(h.from) && x.Before(h.to); set && a.State == sla.Running && b.State != sla.Paused ||
				!set && !b.Stopped.known && b.State != a.State {
				t.Fatalf("held in [%v, %v): %v at %v, without %v", h.from, h.to, b.State, x, a.State)
			}
			if taken > 0 {
				cases++
			}
		}
		return cases
	})
}

// 6: what is due is due when the target is used up, and not before; until the
// limit no more counts, and after it more does.
func TestClockLaw06Due(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 25)
		log := s.log(t)
		for _, now := range s.probes(t, folded(t, s.goal, log)) {
			clock := folded(t, s.goal, log.Until(now))
			f := factsOf(clock.At(now))
			if f.State != sla.Running || f.Target == 0 {
				continue
			}
			still := func(at time.Time) bool { return inGap(clock, at) }
			e := func(at time.Time) time.Duration { return inCycle(clock, at, f.Cycle) }
			if !f.Due.known {
				if f.Limit.known || f.Breached || f.Elapsed >= f.Target || e(now.AddDate(1, 0, 0)) >= f.Target {
					t.Fatalf("at %v no due instant, %+v", now, f)
				}
				continue
			}
			due, limit := f.Due.at, f.Limit.at
			if !still(due) && !still(due.Add(-1)) && (e(due) != f.Target || e(due.Add(-1)) >= f.Target) {
				t.Fatalf("at %v %+v: e(Due) = %v, before %v", now, f, e(due), e(due.Add(-1)))
			}
			if f.Limit.known && (limit.Before(due) || !still(limit.Add(1)) && e(limit.Add(1)) <= f.Target || !still(limit) && e(limit) != f.Target) {
				t.Fatalf("at %v %+v: e(Limit) = %v, then %v", now, f, e(limit), e(limit.Add(1)))
			}
			if !f.Limit.known && (f.over() || e(now.AddDate(1, 0, 0)) > f.Target) {
				t.Fatalf("at %v no limit, %+v", now, f)
			}
			if cal := clock.At(now).Calendar(); !due.Before(now) && f.Limit.known && cal.Between(due, limit) != 0 {
				t.Fatalf("at %v %+v: %v is open between Due and Limit", now, f, cal.Between(due, limit))
			}
			if used := when(clock.UsedUp(f.Target)); used != f.Due {
				t.Fatalf("at %v %+v: UsedUp(T) = %v", now, f, used)
			}
			after := factsOf(clock.At(limit.Add(1)))
			if f.Limit.known && !limit.Before(now) && (factsOf(clock.At(limit)).over() || !after.Breached || after.BreachAt.at.After(limit)) {
				t.Fatalf("at %v %+v: after the limit %+v", now, f, after)
			}
			cases++
		}
		return cases
	})
}

// So much is used up when it is, and not before.
func TestClockUsedUp(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 25)
		log := s.log(t)
		for _, event := range s.events {
			clock := folded(t, s.goal, log.Until(event.At))
			f := factsOf(clock.At(event.At))
			for _, part := range []time.Duration{1, f.Elapsed / 2, f.Elapsed - 1, f.Elapsed, f.Elapsed + 1, f.Target, f.Target * 3 / 4, gen.Duration(2*day).Draw(t, "part")} {
				at, ok := clock.UsedUp(part)
				switch {
				case f.Cycle == 0:
					if ok {
						t.Fatalf("UsedUp(%v) = %v before the start", part, at)
					}
				case part <= 0:
					if when(at, ok) != f.Began {
						t.Fatalf("UsedUp(%v) = %v, %v, began %v", part, at, ok, f.Began)
					}
				case !ok:
					held := f.Stopped.known || f.Holds != "[]"
					if part <= f.Elapsed || !held && inCycle(clock, event.At.AddDate(1, 0, 0), f.Cycle) >= part {
						t.Fatalf("UsedUp(%v) unknown, %+v", part, f)
					}
				case inGap(clock, at):
				default:
					e, before := inCycle(clock, at, f.Cycle), inCycle(clock, at.Add(-1), f.Cycle)
					if e != part || before >= part {
						t.Fatalf("UsedUp(%v) = %v: e = %v, before %v", part, at, e, before)
					}
					cases++
				}
			}
		}
		return cases
	})
}

// 7: a hold that is over before the due instant moves it by exactly the time it
// takes, and one after it or out of hours does not move it.
func TestClockLaw07HoldMovesDue(t *testing.T) {
	stayed := 0
	check(t, func(t *rapid.T) (cases int) {
		h := aHold(t)
		if len(h.events) == 0 {
			return 0
		}
		for _, x := range h.probes(t, folded(t, h.goal, h.with)) {
			if x.Before(h.to) {
				continue
			}
			a, b := folded(t, h.goal, h.without.Until(x)), folded(t, h.goal, h.with.Until(x))
			fa, fb := factsOf(a.At(x)), factsOf(b.At(x))
			if fa.State != sla.Running || fa.Target == 0 || !fa.Due.known {
				continue
			}
			taken := h.taken(a, fa.Cycle, h.to)
			if taken == 0 || !fa.Due.at.After(h.from) {
				if fb.Due != fa.Due || taken == 0 && fb.Limit != fa.Limit {
					t.Fatalf("held in [%v, %v), nothing taken: at %v\n%+v, without\n%+v", h.from, h.to, x, fb, fa)
				}
				stayed++
				continue
			}
			if !fb.Due.known {
				continue // the calendar does not open for so long
			}
			e, before := inCycle(a, fb.Due.at, fa.Cycle), inCycle(a, fb.Due.at.Add(-1), fa.Cycle)
			if e != fa.Target+taken || before >= e {
				t.Fatalf("held in [%v, %v), which is %v: at %v\n%+v, without\n%+v", h.from, h.to, taken, x, fb, fa)
			}
			if later, err := a.At(x).Calendar().Add(fa.Due.at, taken); fa.Due.at.After(x) && (err != nil || !later.Equal(fb.Due.at)) {
				t.Fatalf("due %v is %v after %v, want %v", fb.Due, taken, fa.Due, later)
			}
			cases++
		}
		return cases
	})
	if stayed == 0 {
		t.Error("no hold that moves nothing")
	}
}

// 8: while the clock runs and nothing happens, it is due at one and the same
// instant.
func TestClockLaw08DueIsConstant(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 25)
		clock := folded(t, s.goal, s.log(t))
		at := s.probes(t, clock)
		for i, b := range at[min(1, len(at)):] {
			a := at[i]
			fa, fb := factsOf(clock.At(a)), factsOf(clock.At(b))
			happened := func(e sla.Event) bool { return e.At.After(a) && !e.At.After(b) }
			if fa.State != sla.Running || slices.ContainsFunc(s.events, happened) {
				continue
			}
			if fb.State != sla.Running || fb.Due != fa.Due || fb.Limit != fa.Limit || fb.Target != fa.Target || fb.Began != fa.Began {
				t.Fatalf("at %v %+v\nat %v %+v", a, fa, b, fb)
			}
			cases++
		}
		return cases
	})
}

// 9: a breach is for good as long as the target is, and it is dated at the first
// instant after which more than the target had elapsed.
func TestClockLaw09Breach(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 25)
		clock := folded(t, s.goal, s.log(t))
		at := s.probes(t, clock)
		sticky := s.goal.Metric().Sticky
		var first instant // at which it was found to be over
		var last facts
		for _, x := range at {
			f := factsOf(clock.At(x))
			if f.Cycle != last.Cycle {
				first, last = instant{}, facts{}
			}
			if last.Breached && !f.Breached && (f.Target == last.Target || sticky && f.Target > 0) {
				t.Fatalf("no longer breached at %v: %+v, was %+v", x, f, last)
			}
			if f.Breached != (f.over() || sticky && f.Target > 0 && f.BreachAt.known) {
				t.Fatalf("at %v %+v", x, f)
			}
			if f.over() && !first.known {
				first = when(x, true)
			}
			last = f
			// Dated where it was seen, or just before: by an event, or by time alone.
			b := f.BreachAt
			switch {
			case b.known && slices.ContainsFunc(s.events, func(e sla.Event) bool { return e.At.Equal(b.at.Add(1)) }):
				continue // it may have been over for less than a nanosecond
			case b.known != first.known:
				t.Fatalf("at %v %+v, first over at %v", x, f, first)
			case !b.known:
				continue
			case b == first:
				happened := func(e sla.Event) bool { return e.At.Equal(b.at) }
				if !slices.ContainsFunc(s.events, happened) {
					t.Fatalf("at %v %+v: over in the instant of the breach, without an event", x, f)
				}
			case b.at.Before(f.Began.at) || factsOf(clock.At(b.at)).over() || b != when(first.at.Add(-1), true) && !factsOf(clock.At(b.at.Add(1))).over():
				t.Fatalf("at %v %+v, first over at %v", x, f, first)
			}
			cases++
		}
		return cases
	})
}

// 10: what is stopped by the limit is met, and what is stopped a nanosecond later
// is not.
func TestClockLaw10Stop(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 15)
		if len(s.events) == 0 {
			return 0
		}
		clock := s.goal.Open(s.events[0].At)
		for i, e := range s.events {
			clock = s.apply(t, clock, e)
			f := factsOf(clock.At(e.At))
			if f.State != sla.Running || f.Target == 0 {
				continue
			}
			places := []time.Time{e.At, e.At.Add(gen.Duration(3*day).Draw(t, "stop"))}
			for _, x := range []instant{f.Due, f.Limit} {
				if x.known && x.at.After(e.At) {
					places = append(places, x.at.Add(-1), x.at, x.at.Add(1))
				}
			}
			for _, x := range places {
				stop := sla.Event{At: x, Type: s.spec.Metric.Stop[0]}
				s.number(&stop, i+1, 1)
				before := factsOf(clock.At(x))
				got := factsOf(s.apply(t, clock, stop).Cycles(x)[f.Cycle-1])
				inTime := !f.Limit.known || !x.After(f.Limit.at)
				met := inTime && (!f.BreachAt.known || !s.spec.Metric.Sticky)
				if inTime != (before.Elapsed <= f.Target) || (got.Outcome == msp.Met) != met || (got.Outcome == msp.Missed) == met {
					t.Fatalf("stopped at %v: %+v, before\n%+v", x, got, before)
				}
				cases++
			}
		}
		return cases
	})
}

// A stopped clock says what it would have said in the instant of the stop, and
// nothing changes that until it runs again.
func TestClockStopFreezes(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 25)
		if len(s.events) == 0 {
			return 0
		}
		whole := folded(t, s.goal, s.log(t))
		clock := s.goal.Open(s.events[0].At)
		at := s.probes(t, whole)
		for i, e := range s.events {
			next := s.apply(t, clock, e)
			before, stopped := factsOf(clock.At(e.At)), factsOf(next.At(e.At))
			clock = next
			if before.Cycle == 0 || before.Stopped.known || !stopped.Stopped.known || e.Priority != 0 || e.Hold != "" || e.Calendar != "" {
				continue
			}
			as := before
			as.State, as.Stopped, as.Outcome = stopped.State, stopped.Stopped, stopped.Outcome
			if stopped != as {
				t.Fatalf("stopped at %v: %+v, before\n%+v", e.At, stopped, before)
			}
			if slices.ContainsFunc(s.events[i+1:], func(e sla.Event) bool { return e.Type == sla.EventReopened && stopped.Stopped.at.Equal(e.At) }) {
				continue // and perhaps stopped again
			}
			for _, x := range at {
				if f := factsOf(whole.At(x)); f.Cycle == stopped.Cycle && f.Stopped == stopped.Stopped && !x.Before(e.At) {
					if f != stopped {
						t.Fatalf("at %v %+v, stopped as %+v", x, f, stopped)
					}
					cases++
				}
			}
		}
		return cases
	})
}

// Where the gap counts, a clock that was stopped and reopened is one that was never
// stopped, but for the date of the breach: what the stop froze can be one, and what
// the gap made is dated by the reopening.
func TestClockCountGap(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{within: true, all: true, metric: func(m *sla.Metric) {
			m.Start, m.Stop = []sla.EventType{sla.EventCreated}, []sla.EventType{sla.EventResolved}
			m.Reopen, m.Cyclic, m.Sticky, m.After = sla.ReopenCountGap, false, false, ""
			if m.OnPriority == sla.PriorityRestart {
				m.OnPriority = sla.PriorityRetroactive
			}
		}}, 25)
		s.crowdGaps(t)
		never := slices.Clone(s.events)
		for i := range never {
			if never[i].Type == sla.EventResolved {
				never[i].Type = "note"
			}
		}
		a, b := folded(t, s.goal, logOf(t, never...)), folded(t, s.goal, s.log(t))
		for _, x := range s.probes(t, b) {
			fa, fb := factsOf(a.At(x)), factsOf(b.At(x))
			if fb.Stopped.known || fb.Cycle == 0 {
				continue
			}
			breach := fb.BreachAt
			if breach.known && inGap(b, breach.at) || fb.over() && !breach.known {
				t.Fatalf("at %v %+v: a breach in a gap is dated by the reopening", x, fb)
			}
			if fa.BreachAt, fb.BreachAt = breach, breach; fa != fb {
				t.Fatalf("at %v %+v, never stopped\n%+v", x, fb, fa)
			}
			reopened := func(e sla.Event) bool { return e.Type == sla.EventReopened && !e.At.After(x) }
			if slices.ContainsFunc(s.events, reopened) {
				cases++
			}
		}
		return cases
	})
}

// A priority that keeps the target changes it only with the cycle.
func TestClockKeepsTarget(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{metric: func(m *sla.Metric) { m.OnPriority = sla.PriorityKeep }}, 25)
		clock := folded(t, s.goal, s.log(t))
		var last facts
		for _, e := range s.events {
			f := factsOf(clock.At(e.At))
			if f.Cycle == last.Cycle && f.Began.at != e.At.UTC() && f.Target != last.Target {
				t.Fatalf("at %v %+v, was %+v", e.At, f, last)
			}
			if f.Cycle == last.Cycle && f.Priority != last.Priority {
				cases++
			}
			last = f
		}
		return cases
	})
}

// crowdGaps adds things that happen at once after a stop.
func (s *scene) crowdGaps(t *rapid.T) {
	for _, stop := range slices.Clone(s.events) {
		if stop.Type != sla.EventResolved || rapid.IntRange(0, 4).Draw(t, "quiet gap") == 4 {
			continue
		}
		at := stop.At.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "quarters")) * 15 * time.Minute)
		for range 4 {
			e := s.anEvent(t)
			if e.Type != sla.EventResolved && e.Type != sla.EventReopened {
				e.At = at
				t.Logf("and %v %s%s%s %v", when(e.At, true), e.Type, e.Hold, e.Calendar, e.Priority)
				s.add(e)
			}
		}
	}
}
