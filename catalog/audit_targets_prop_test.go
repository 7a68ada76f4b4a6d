package catalog_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

// limitBySteps returns the limit of a target for one opening; ok is false without one.
func limitBySteps(target sla.Target, opened time.Time) (limit time.Time, promised, ok bool) {
	deadline, err := target.Start(opened)
	if err != nil {
		return time.Time{}, false, false
	}
	_, promised = deadline.Target()
	limit, ok = deadline.Limit()
	return limit, promised, ok
}

// That one target is due later than another is found for the same openings as by stepping
// through time: on each step, just behind it and just before the next.
func TestLaterBySteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string) sla.Target {
			zone := rapid.SampledFrom([]string{"America/New_York", "Europe/Berlin"}).Draw(t, "zone of "+what)
			c := calendar.Spec{Zone: zone, Hours: gen.Week(900).Draw(t, "hours of "+what)}.MustCompile(gen.Load)
			if rapid.IntRange(0, 3).Draw(t, "always "+what) == 0 {
				c = calendar.Always(c.Zone())
			}
			span := spanDraw(t)
			if c.IsAlways() && rapid.Bool().Draw(t, "civil "+what) {
				span = sla.CivilDays(rapid.IntRange(1, 2).Draw(t, "days of "+what))
			}
			return sla.MustNewTarget(span, c)
		}
		a, b := draw("a"), draw("b")
		from := instantAt(rapid.SampledFrom([]string{"2026-03-06T00:00:00Z", "2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z", "2026-07-01T00:00:00Z"}).Draw(t, "week"))
		from = from.AddDate(0, 0, rapid.IntRange(0, 10).Draw(t, "day"))
		const step = 15 * time.Minute
		within := calendar.Interval{From: from, To: from.AddDate(0, 0, 3)}
		var first time.Time
		var missed time.Duration
		isLate := func(opened time.Time) bool {
			due, promised, has := limitBySteps(a, opened)
			limit, _, ok := limitBySteps(b, opened)
			late := promised && ok && (!has || due.After(limit))
			if late && first.IsZero() {
				first = opened
			}
			return late
		}
		for at := from; at.Before(within.To); at = at.Add(step) {
			if isLate(at) {
				missed++
			}
			begin, end := isLate(at.Add(1)), isLate(at.Add(step-1))
			if begin != end {
				t.Fatalf("something happens within %v", at)
			}
			if begin {
				missed += step - 1
			}
		}
		got, _ := catalog.Later(a, b, within)
		if !got.First.Opened.Equal(first) || got.Missed != missed {
			t.Fatalf("%v in %v and %v in %v: first %v and %v, by steps %v and %v", a.Span(), a.Calendar().Zone(), b.Span(), b.Calendar().Zone(),
				got.First.Opened, got.Missed, first, missed)
		}
	})
}

// A target is never due after itself, and of three that follow one another the first is
// never due after the last.
func TestLaterOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := calendar.Spec{Zone: "Europe/Berlin", Hours: gen.Week(900).Draw(t, "hours")}.MustCompile(gen.Load)
		from := instantAt("2026-03-20T00:00:00Z")
		within := calendar.Interval{From: from, To: from.AddDate(0, 0, 21)}
		var all [3]sla.Target
		for i := range all {
			all[i] = sla.MustNewTarget(spanDraw(t), c)
		}
		later := func(a, b sla.Target) bool {
			w, _ := catalog.Later(a, b, within)
			return w.Missed > 0
		}
		if later(all[0], all[0]) {
			t.Fatalf("%v is due after itself", all[0].Span())
		}
		refused := false
		for _, target := range all {
			for at := from; at.Before(within.To); at = at.Add(15 * time.Minute) {
				_, promised, _ := limitBySteps(target, at)
				refused = refused || !promised
			}
		}
		if !refused && !later(all[0], all[1]) && !later(all[1], all[2]) && later(all[0], all[2]) {
			t.Fatalf("%v, %v, %v are in order, but for the first and the last", all[0].Span(), all[1].Span(), all[2].Span())
		}
	})
}
