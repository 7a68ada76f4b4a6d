package sla_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/sla"
)

// started draws a deadline on a calendar, and where it lies.
func started(t *rapid.T) (sla.Deadline, calendar.Calendar, gen.Case) {
	c := gen.AnyCase().Draw(t, "case")
	cal := c.Calendar()
	if rapid.IntRange(0, 5).Draw(t, "part") == 5 {
		cal = calendar.Union(cal, gen.AnyCase().Draw(t, "other").Calendar())
	}
	span := aPromise(c.Grain).Draw(t, "promise").span
	if _, ok := span.(sla.CivilDays); ok {
		cal = calendar.Always(c.Zone)
	}
	target, err := sla.NewTarget(span, cal)
	if err != nil {
		t.Fatalf("NewTarget(%v): %v", span, err)
	}
	d, err := target.Start(c.Instant().Draw(t, "start"))
	if err != nil && !errors.Is(err, sla.ErrNoOpenTime) {
		t.Fatalf("Start: %v", err)
	}
	if err != nil {
		t.Skip("no open time")
	}
	return d, cal, c
}

// The laws of doc.go, by their numbers.
func TestDeadlineLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, cal, c := started(t)
		target, known := d.Target()
		due, hasDue := d.Due()
		limit, hasLimit := d.Limit()
		named, hasNamed := d.NamedInstant()
		a, b := c.Instant().Draw(t, "a"), c.Instant().Draw(t, "b")
		if rapid.Bool().Draw(t, "edge") {
			a = rapid.SampledFrom([]time.Time{d.Start(), due, limit, named}).Draw(t, "edge").
				Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "off")))
		}
		if b.Before(a) {
			a, b = b, a
		}

		// 1
		ea, eb := d.Elapsed(a), d.Elapsed(b)
		if ea < 0 || ea > eb || eb-ea > b.Sub(a) {
			t.Fatalf("e(%v) = %v, e(%v) = %v", a, ea, b, eb)
		}
		if cal.IsAlways() && !a.Before(d.Start()) && eb-ea != b.Sub(a) {
			t.Fatalf("24x7: e(%v) = %v, e(%v) = %v", a, ea, b, eb)
		}
		// 2
		if !hasDue {
			if hasLimit || d.Breached(b) {
				t.Fatalf("no due, limit %v, breached %v", limit, d.Breached(b))
			}
		} else if d.Elapsed(due) != target || d.Elapsed(due.Add(-1)) >= target {
			t.Fatalf("T = %v, e(Due) = %v, before %v", target, d.Elapsed(due), d.Elapsed(due.Add(-1)))
		}
		if hasLimit && (d.Elapsed(limit) != target || d.Elapsed(limit.Add(1)) <= target || cal.Between(due, limit) != 0) {
			t.Fatalf("T = %v, Limit = %v: e = %v, then %v", target, limit, d.Elapsed(limit), d.Elapsed(limit.Add(1)))
		}
		if _, again := cal.NextOpen(due); hasDue && hasLimit != again {
			t.Fatalf("Limit %v known %v, opens again %v", limit, hasLimit, again)
		}
		// 3
		if hasNamed && (!hasDue || due.After(named) || hasLimit && named.After(limit) || cal.Between(due, named) != 0 ||
			cal.Between(d.Start(), named) != target) {
			t.Fatalf("Due %v, N %v, Limit %v, T %v", due, named, limit, target)
		}
		// 4
		if remaining, ok := d.Remaining(a); ok != known || known && remaining != target-ea {
			t.Fatalf("T = %v, e = %v, remaining %v", target, ea, remaining)
		} else if hasDue && remaining > 0 && !a.Before(d.Start()) {
			if again, err := cal.Add(a, remaining); err != nil || !again.Equal(due) {
				t.Fatalf("Due computed from %v = %v, %v, want %v", a, again, err, due)
			}
		}
		// 5
		for _, x := range []time.Time{a, b} {
			late := known && d.Elapsed(x) > target
			if d.Breached(x) != late || late != (hasLimit && x.After(limit)) {
				t.Fatalf("at %v e = %v of %v, limit %v: breached %v", x, d.Elapsed(x), target, limit, d.Breached(x))
			}
			if at, ok := d.BreachAt(x); ok != late || ok && !at.Equal(limit) {
				t.Fatalf("BreachAt(%v) = %v, %v, limit %v", x, at, ok, limit)
			}
			wantStopped, wantRunning := msp.Met, msp.Pending
			switch {
			case !known:
				wantStopped, wantRunning = msp.Excluded, msp.Excluded
			case late:
				wantStopped, wantRunning = msp.Missed, msp.Missed
			}
			if s, r := d.OutcomeIfDone(x), d.OutcomeIfOpen(x); s != wantStopped || r != wantRunning {
				t.Fatalf("at %v: stopped %v, running %v, want %v and %v", x, s, r, wantStopped, wantRunning)
			}
		}
		// 6
		part := gen.Duration(5*day).Draw(t, "part")
		if at, ok := d.UsedUp(part); ok && (d.Elapsed(at) != part || d.Elapsed(at.Add(-1)) >= part) {
			t.Fatalf("UsedUp(%v) = %v: e = %v", part, at, d.Elapsed(at))
		}
		if at, ok := d.UsedUp(target); hasDue && (!ok || !at.Equal(due)) {
			t.Fatalf("UsedUp(T) = %v, %v, Due %v", at, ok, due)
		}
		// 7
		var sum time.Duration
		for s := range d.Spans() {
			sum += s.Duration()
		}
		if hasDue && sum != target || !hasDue && sum != 0 {
			t.Fatalf("spans sum to %v, target %v", sum, target)
		}
	})
}

// 8: a longer target is due later, and what breaks it breaks the shorter one.
func TestDeadlineMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Draw(t, "case")
		cal, from, now := c.Calendar(), c.Instant().Draw(t, "start"), c.Instant().Draw(t, "now")
		short := gen.Duration(3*day).Draw(t, "short")
		long := short + gen.Duration(day).Draw(t, "more")
		var d [2]sla.Deadline
		for i, within := range []time.Duration{short, long} {
			target, _ := sla.NewTarget(sla.Within(within), cal)
			d[i], _ = target.Start(from)
		}
		due1, ok1 := d[0].Due()
		due2, ok2 := d[1].Due()
		if ok2 && (!ok1 || due1.After(due2)) || d[1].Breached(now) && !d[0].Breached(now) {
			t.Fatalf("T %v due %v, T %v due %v; at %v breached %v, %v", short, due1, long, due2, now, d[0].Breached(now), d[1].Breached(now))
		}
	})
}

// 9: more hours let more time pass, so that everything is due earlier.
func TestDeadlineMoreHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Draw(t, "case")
		less := c.Calendar()
		more := calendar.Union(less, gen.AnyCase().Draw(t, "other").Calendar())
		from, now := c.Instant().Draw(t, "start"), c.Instant().Draw(t, "now")
		within := sla.Within(gen.Duration(3*day).Draw(t, "within"))
		var d [2]sla.Deadline
		for i, cal := range []calendar.Calendar{less, more} {
			target, _ := sla.NewTarget(within, cal)
			d[i], _ = target.Start(from)
		}
		due1, ok1 := d[0].Due()
		due2, ok2 := d[1].Due()
		if d[0].Elapsed(now) > d[1].Elapsed(now) || ok1 && (!ok2 || due2.After(due1)) || d[0].Breached(now) && !d[1].Breached(now) {
			t.Fatalf("e = %v with less and %v with more; due %v and %v", d[0].Elapsed(now), d[1].Elapsed(now), due1, due2)
		}
	})
}

// 10: where no date is special, a week later everything is a week later.
func TestDeadlineWeekLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.WeekCase().Draw(t, "case")
		c.Spec.Zone = gen.FixedZone().Draw(t, "zone")
		cal := c.Calendar()
		notCivil := func(p both) bool { return p.model.Shape != oracle.CivilDays }
		span := aPromise(c.Grain).Filter(notCivil).Draw(t, "promise").span
		target, err := sla.NewTarget(span, cal)
		if err != nil {
			t.Fatal(err)
		}
		from := c.Instant().Draw(t, "start")
		a, errA := target.Start(from)
		b, errB := target.Start(from.Add(7 * day))
		if (errA == nil) != (errB == nil) {
			t.Fatalf("%v: %v, a week later %v", span, errA, errB)
		}
		for what, get := range map[string]func(sla.Deadline) (time.Time, bool){
			"Named": sla.Deadline.NamedInstant, "Due": sla.Deadline.Due, "Limit": sla.Deadline.Limit,
		} {
			at, ok := get(a)
			later, okLater := get(b)
			if ok != okLater || ok && !later.Equal(at.Add(7*day)) {
				t.Fatalf("%v: %s = %v, %v, a week later %v, %v", span, what, at, ok, later, okLater)
			}
		}
	})
}
