package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
)

// anyIntervals draws lists of intervals on a small grid, so that they overlap,
// touch and are empty or reversed often.
func anyIntervals(t *rapid.T, label string) []calendar.Interval {
	at := rapid.Custom(func(t *rapid.T) time.Time {
		return instant("2026-03-02T09:00:00Z").Add(time.Duration(rapid.IntRange(0, 12).Draw(t, "n")))
	})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calendar.Interval {
		return calendar.Interval{From: at.Draw(t, "from"), To: at.Draw(t, "to")}
	}), 0, 6).Draw(t, label)
}

func TestIntervalsAreSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		listA, listB := anyIntervals(t, "a"), anyIntervals(t, "b")
		a, b := calendar.NewIntervals(listA...), calendar.NewIntervals(listB...)
		within := calendar.Interval{From: instant("2026-03-02T09:00:00.000000002Z"), To: instant("2026-03-02T09:00:00.000000009Z")}
		in := func(list []calendar.Interval, at time.Time) bool {
			for _, i := range list {
				if !at.Before(i.From) && at.Before(i.To) {
					return true
				}
			}
			return false
		}
		for name, set := range map[string]struct {
			got  calendar.Intervals
			want func(x, y, z bool) bool
		}{
			"a":         {a, func(x, _, _ bool) bool { return x }},
			"union":     {a.Union(b), func(x, y, _ bool) bool { return x || y }},
			"intersect": {a.Intersect(b), func(x, y, _ bool) bool { return x && y }},
			"subtract":  {a.Subtract(b), func(x, y, _ bool) bool { return x && !y }},
			"clip":      {a.Clip(within), func(x, _, z bool) bool { return x && z }},
		} {
			var total time.Duration
			for n := range 14 {
				at := instant("2026-03-02T09:00:00Z").Add(time.Duration(n - 1))
				want := set.want(in(listA, at), in(listB, at), within.Contains(at))
				if got := set.got.Contains(at); got != want {
					t.Fatalf("%s %v: Contains(%v) = %v, want %v", name, set.got, at, got, want)
				}
				if want {
					total++
				}
			}
			if got, err := set.got.Total(); err != nil || got != total {
				t.Fatalf("%s %v: Total = %v, %v, want %v", name, set.got, got, err, total)
			}
			for i, one := range set.got {
				if one.IsEmpty() || (i > 0 && !one.From.After(set.got[i-1].To)) {
					t.Fatalf("%s %v: %v is empty or touches the one before", name, set.got, one)
				}
			}
			if again := calendar.NewIntervals(set.got...); !again.Equal(set.got) {
				t.Fatalf("%s %v: NewIntervals of it = %v", name, set.got, again)
			}
		}
		if len(listA) > 0 && len(listB) > 0 {
			x, y := listA[0], listB[0]
			want := len(calendar.NewIntervals(x).Intersect(calendar.NewIntervals(y))) > 0
			if got := x.Overlaps(y); got != want || y.Overlaps(x) != want {
				t.Fatalf("%v overlaps %v: %v, want %v", x, y, got, want)
			}
			if c := x.Compare(y); c != -y.Compare(x) || (c == 0) != x.Equal(y) {
				t.Fatalf("Compare(%v, %v) = %d, Equal %v", x, y, c, x.Equal(y))
			}
		}
	})
}
