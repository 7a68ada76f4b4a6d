package sla_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

// 11: a longer target is due later, and what breaks it breaks the shorter one.
func TestClockLaw11Target(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{within: true}, 25)
		spec := s.spec
		spec.Targets = slices.Clone(spec.Targets)
		for i := range spec.Targets {
			spec.Targets[i].Span = spec.Targets[i].Span.(sla.Within) + sla.Within(gen.Duration(day).Draw(t, "more"))
		}
		log := s.log(t)
		short, long := folded(t, s.goal, log), folded(t, s.compile(t, spec), log)
		for _, x := range append(s.probes(t, short), s.probes(t, long)...) {
			a, b := factsOf(short.At(x)), factsOf(long.At(x))
			if a.Elapsed != b.Elapsed || a.State != b.State || b.Breached && !a.Breached || a.Target >= b.Target && a.Target > 0 ||
				later(a.Due, b.Due) || later(a.Limit, b.Limit) || later(a.BreachAt, b.BreachAt) {
				t.Fatalf("at %v %+v\nand with more time %+v", x, a, b)
			}
			if a.Due.known && a.State != 0 {
				cases++
			}
		}
		return cases
	})
}

// later reports whether a is later than b; unknown is later than all.
func later(a, b instant) bool { return b.known && (!a.known || a.at.After(b.at)) }

// 12: more hours let more time pass, so that everything is due earlier.
func TestClockLaw12MoreHours(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{within: true}, 25)
		log := s.log(t)
		less := folded(t, s.goal, log)
		extra := gen.AnyCaseAt(time.Date(2026, time.March, 10, 10, 0, 0, 0, time.UTC)).Draw(t, "extra").Calendar()
		s.desks = maps.Clone(s.desks)
		for name, c := range s.desks {
			s.desks[name] = calendar.Union(c, extra)
		}
		more := folded(t, s.compile(t, s.spec), log)
		for _, x := range append(s.probes(t, less), s.probes(t, more)...) {
			a, b := factsOf(less.At(x)), factsOf(more.At(x))
			if a.Elapsed > b.Elapsed || a.State != b.State || a.Target != b.Target || a.Breached && !b.Breached || later(b.BreachAt, a.BreachAt) ||
				later(b.Due, a.Due) && a.State == sla.Running {
				t.Fatalf("at %v %+v\nand with more hours %+v", x, a, b)
			}
			if a.Elapsed < b.Elapsed {
				cases++
			}
		}
		return cases
	})
}

// 12: where no date is special, a week later everything is a week later.
func TestClockLaw12WeekLater(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		const week = 7 * day
		s := aScene(t, wish{plain: true}, 25)
		moved := slices.Clone(s.events)
		for i := range moved {
			moved[i].At = moved[i].At.Add(week)
		}
		clock, next := folded(t, s.goal, s.log(t)), folded(t, s.goal, logOf(t, moved...))
		for _, x := range s.probes(t, clock) {
			a, b := factsOf(clock.At(x)), factsOf(next.At(x.Add(week)))
			want := a
			for _, i := range []*instant{&want.Began, &want.Stopped, &want.Due, &want.Limit, &want.BreachAt} {
				*i = when(i.at.Add(week), i.known)
			}
			if b != want {
				t.Fatalf("at %v %+v\na week later %+v", x, a, b)
			}
			cases += min(a.Cycle, 1)
		}
		return cases
	})
}

// 13: the more holds pause a metric, the less time counts.
func TestClockLaw13Mask(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{metric: func(m *sla.Metric) { m.PauseOn = m.PauseOn[:len(m.PauseOn)/2] }}, 25)
		spec := s.spec
		spec.Metric.PauseOn = []sla.Hold{sla.HoldChange, sla.HoldRequester, sla.HoldVendor}
		log := s.log(t)
		few, many := folded(t, s.goal, log), folded(t, s.compile(t, spec), log)
		for _, x := range s.probes(t, few) {
			a, b := factsOf(few.At(x)), factsOf(many.At(x))
			if b.Elapsed > a.Elapsed || b.Cycle != a.Cycle || b.Target != a.Target || b.Breached && !a.Breached ||
				later(a.Due, b.Due) || later(a.BreachAt, b.BreachAt) || a.State == sla.Paused && b.State != sla.Paused {
				t.Fatalf("at %v %+v\nand with more holds %+v", x, a, b)
			}
			if b.Elapsed < a.Elapsed {
				cases++
			}
		}
		return cases
	})
}

// 14: calendars that say the same are the same, and an event that says nothing new
// is as if it had not come.
func TestClockLaw14NothingNew(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 20)
		if len(s.events) == 0 {
			return 0
		}
		var more []sla.Event
		for range rapid.IntRange(1, 5).Draw(t, "noise") {
			at := rapid.SampledFrom(s.probes(t, folded(t, s.goal, s.log(t)))).Draw(t, "at")
			if at.Before(s.events[0].At) {
				continue
			}
			more = append(more, s.late(s.nothingNew(t, at), 1+len(more)))
		}
		log := s.log(t, more...)
		twin := s.compile(t, s.spec)
		for _, x := range s.probes(t, folded(t, s.goal, log)) {
			want := account(folded(t, s.goal, s.log(t)), x)
			if got := account(folded(t, twin, log), x); got != want {
				t.Fatalf("with %+v, at %v\n%s\nwithout\n%s", more, x, got, want)
			}
		}
		return len(more)
	})
}

// nothingNew draws an event that comes last in an instant and changes nothing.
func (s *scene) nothingNew(t *rapid.T, at time.Time) sla.Event {
	priority, cal := msp.Priority(0), ""
	holds := map[sla.Hold]bool{}
	for _, e := range s.events {
		switch {
		case e.At.After(at):
		case e.Type == sla.EventPause:
			holds[e.Hold] = true
		case e.Type == sla.EventResume && e.Hold == "":
			clear(holds)
		case e.Type == sla.EventResume:
			delete(holds, e.Hold)
		case e.Type == sla.EventCalendar:
			cal = e.Calendar
		}
		if e.Priority != 0 && !e.At.After(at) {
			priority = e.Priority
		}
	}
	hold := rapid.SampledFrom([]sla.Hold{sla.HoldRequester, sla.HoldVendor, sla.HoldChange, "none of the metric"}).Draw(t, "hold")
	e := sla.Event{At: at, Type: "nothing"}
	switch rapid.IntRange(0, 3).Draw(t, "noise") {
	case 1:
		if e.Type, e.Hold = sla.EventResume, hold; holds[hold] {
			e.Type = sla.EventPause
		}
	case 2:
		if priority != 0 {
			e.Type, e.Priority = sla.EventPriority, priority
		}
	case 3:
		if cal != "" {
			e.Type, e.Calendar = sla.EventCalendar, cal
		}
	}
	return e
}

// A clock without events is what its target means from the start.
func TestClockIsDeadline(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		c := gen.AnyCase().Draw(t, "case")
		cal := c.Calendar()
		span := aPromise(c.Grain).Draw(t, "promise").span
		if _, ok := span.(sla.CivilDays); ok {
			cal = calendar.Always(c.Zone)
		}
		target, err := sla.NewTarget(span, cal)
		if err != nil {
			t.Fatal(err)
		}
		from := c.Instant().Draw(t, "start")
		d, errStart := target.Start(from)
		s := &scene{desks: map[string]calendar.Calendar{"it": cal}, spec: sla.GoalSpec{
			Metric:  sla.Metric{Name: "any", Start: []sla.EventType{sla.EventCreated}, Stop: []sla.EventType{sla.EventResolved}},
			Targets: sla.TargetSpecs{{Span: span, Calendar: "it"}},
		}}
		s.goal = s.compile(t, s.spec)
		clock, err := s.goal.Replay(logOf(t, sla.Event{At: from, Type: sla.EventCreated}))
		if errStart != nil {
			if !errors.Is(err, sla.ErrNoOpenTime) || !errors.Is(errStart, sla.ErrNoOpenTime) {
				t.Fatalf("Start: %v, Replay: %v", errStart, err)
			}
			return 0
		}
		if err != nil {
			t.Fatal(err)
		}
		part := gen.Duration(3*day).Draw(t, "part")
		if got, want := when(clock.UsedUp(part)), when(d.UsedUp(part)); got != want {
			t.Fatalf("UsedUp(%v) = %v, the deadline's %v", part, got, want)
		}
		places := []time.Time{from, from.Add(part), c.Instant().Draw(t, "now")}
		for _, x := range []instant{when(d.Due()), when(d.Limit())} {
			if x.known {
				places = append(places, x.at.Add(-1), x.at, x.at.Add(1))
				cases++
			}
		}
		for _, x := range places {
			if x.Before(from) {
				continue
			}
			amount, _ := d.Target()
			want := facts{
				State: sla.Running, Cycle: 1, Target: amount, Elapsed: d.Elapsed(x), Began: when(from, true), Due: when(d.Due()), Limit: when(d.Limit()),
				BreachAt: when(d.BreachAt(x)), Holds: "[]", Breached: d.Breached(x), Outcome: d.OutcomeIfOpen(x),
			}
			if got := factsOf(clock.At(x)); got != want {
				t.Fatalf("at %v %+v, the deadline\n%+v", x, got, want)
			}
			want.State, want.Stopped, want.Outcome = sla.Stopped, when(x, true), d.OutcomeIfDone(x)
			if got := factsOf(s.apply(t, clock, sla.Event{At: x, Seq: 1, Type: sla.EventResolved}).At(x.Add(day))); got != want {
				t.Fatalf("stopped at %v %+v, the deadline\n%+v", x, got, want)
			}
		}
		return cases
	})
}
