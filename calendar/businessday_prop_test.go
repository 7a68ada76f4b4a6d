package calendar_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

// A date at the place, and the window around it in which the oracle walks.
func businessWindow(c gen.Case) (date msp.Date, from, to time.Time) {
	noon := time.Date(c.At.Year(), c.At.Month(), c.At.Day(), 12, 0, 0, 0, time.UTC)
	return msp.MustParseDate(noon.Format("2006-01-02")), noon.Add(-10 * day), noon.Add(10 * day)
}

func TestLaw18BusinessDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Filter(func(c gen.Case) bool { return !c.Spec.Always && c.Grain >= 60 }).Draw(t, "case")
		middle, from, to := businessWindow(c)
		step := oracle.Step(c.Grain, c.Zone, from, to)
		if step < time.Minute {
			return // slow, and seconds change nothing here
		}
		cal, w := c.Calendar(), oracle.New(c.Spec, c.Zone, from, to, step)
		first, err1 := middle.AddDays(-6)
		last, err2 := middle.AddDays(6)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		count := 0
		for d := first; d.Before(last); d, _ = d.AddDays(1) {
			// Those of a calendar that never closes are still those that own a shift.
			got, want := cal.IsBusinessDay(d), w.IsBusinessDay(d)
			if got != want {
				t.Fatalf("IsBusinessDay(%v) = %v, want %v", d, got, want)
			}
			if want {
				count++
			}
		}
		if got := cal.BusinessDaysBetween(first, last); got != count {
			t.Fatalf("BusinessDaysBetween(%v, %v) = %v, want %v", first, last, got, count)
		}
		if got := cal.BusinessDaysBetween(last, first); got != -count {
			t.Fatalf("BusinessDaysBetween(%v, %v) = %v, want %v", last, first, got, -count)
		}
	})
}

// The business days of a compiled calendar are those its spec owns, whether or
// not anything is ever closed.
func TestLaw18BusinessDaysRoundTheClock(t *testing.T) {
	for _, week := range []string{
		"Mon,Wed,Fri 00:00-48:00; Sun 00:00-24:00",
		"Mon-Sun 00:00-24:00",
		"Mon-Sun 09:00-09:00",
	} {
		spec := calendar.Spec{Zone: "Pacific/Apia", Hours: calendar.MustParseWeek(week)}
		c := spec.MustCompile(gen.Load)
		from, to := instant("2011-12-25T00:00:00Z"), instant("2012-01-06T00:00:00Z")
		w := oracle.New(spec, c.Zone(), from, to, time.Minute)
		for d := msp.MustParseDate("2011-12-27"); d.Before(msp.MustParseDate("2012-01-04")); d, _ = d.AddDays(1) {
			if got, want := c.IsBusinessDay(d), w.IsBusinessDay(d); got != want {
				t.Errorf("%s: IsBusinessDay(%v) = %v, want %v", week, d, got, want)
			}
		}
	}
}

// Whole counting and stepping agree with asking day by day.
func TestBusinessDayArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(2).Draw(t, "calendar")
		c, d := n.calendar(), n.Date().Draw(t, "date")
		step := func(d msp.Date, by int) (msp.Date, bool) {
			for range 800 {
				var err error
				if d, err = d.AddDays(by); err != nil {
					return d, false
				}
				if c.IsBusinessDay(d) {
					return d, true
				}
			}
			return d, false
		}
		forward, okForward := d, c.IsBusinessDay(d)
		back, okBack := forward, okForward
		if !okForward {
			forward, okForward = step(d, 1)
			back, okBack = step(d, -1)
		}
		if !okForward || !okBack {
			return
		}
		modified := func(first, second msp.Date) msp.Date {
			if first.Month() == d.Month() && first.Year() == d.Year() {
				return first
			}
			return second
		}
		for roll, want := range map[calendar.Roll]msp.Date{
			calendar.RollForward:         forward,
			calendar.RollBack:            back,
			calendar.RollModifiedForward: modified(forward, back),
			calendar.RollModifiedBack:    modified(back, forward),
		} {
			if got, err := c.RollBusinessDay(d, roll); err != nil || got != want {
				t.Fatalf("RollBusinessDay(%v, %v) = %v, %v, want %v", d, roll, got, err, want)
			}
		}
		if got, err := c.RollBusinessDay(d, 0); c.IsBusinessDay(d) != (err == nil) || (err == nil && got != d) ||
			(err != nil && !errors.Is(err, calendar.ErrNoBusinessDay)) {
			t.Fatalf("RollBusinessDay(%v, none) = %v, %v", d, got, err)
		}
		steps := rapid.IntRange(-12, 12).Draw(t, "n")
		want, by := forward, 1
		if steps < 0 {
			by = -1
		}
		for range steps * by {
			var ok bool
			if want, ok = step(want, by); !ok {
				return
			}
		}
		got, err := c.AddBusinessDays(d, steps, calendar.RollForward)
		if err != nil || got != want {
			t.Fatalf("AddBusinessDays(%v, %d) = %v, %v, want %v", d, steps, got, err, want)
		}
		if counted := c.BusinessDaysBetween(forward, got); counted != steps {
			t.Fatalf("BusinessDaysBetween(%v, %v) = %d, want %d", forward, got, counted, steps)
		}
		x, y, z := n.Date().Draw(t, "x"), gen.Date().Draw(t, "y"), gen.Date().Draw(t, "z")
		if got, want := c.BusinessDaysBetween(x, y)+c.BusinessDaysBetween(y, z), c.BusinessDaysBetween(x, z); got != want {
			t.Fatalf("BusinessDaysBetween over %v, %v, %v: %d, want %d", x, y, z, got, want)
		}
	})
}

// The shifts of all dates together are the calendar, if it has no extra opening;
// shifts of one date do not touch, and the last closing is where they say.
func TestShiftsOnAreTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(2).Filter(func(n *tree) bool { return n.op == "" && len(n.Spec.Extra) == 0 }).Draw(t, "calendar")
		c := n.Calendar()
		middle, _, _ := businessWindow(n.Case)
		var all []calendar.Interval
		d, err := middle.AddDays(-8)
		if err != nil {
			t.Fatal(err)
		}
		for range 16 {
			shifts := c.ShiftsOn(d)
			if !shifts.Equal(calendar.NewIntervals(shifts...)) {
				t.Fatalf("ShiftsOn(%v) = %v, which are not sorted or touch", d, shifts)
			}
			all = append(all, shifts...)
			d, _ = d.AddDays(1)
		}
		from, to := n.At.Add(-4*day), n.At.Add(4*day)
		got := calendar.NewIntervals(all...).Clip(calendar.Interval{From: from, To: to})
		if want := spansOf(c, from, to); !sameSpans(got, want) {
			t.Fatalf("the shifts of all dates in [%v, %v) are %v, want %v", from, to, got, want)
		}
	})
}
