package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
)

func TestLaw11Algebra(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(1).Draw(t, "a")
		m := grow(t, gen.AnyCaseAt(n.At).Draw(t, "b"), 1)
		a, b := n.calendar(), m.calendar()
		either, both := calendar.Union(a, b), calendar.Intersect(a, b)
		rest, not := calendar.Subtract(a, b), calendar.Complement(a)
		for range 5 {
			at := n.instant(t, "t")
			x, y := a.IsOpen(at), b.IsOpen(at)
			got := [4]bool{either.IsOpen(at), both.IsOpen(at), rest.IsOpen(at), not.IsOpen(at)}
			if want := [4]bool{x || y, x && y, x && !y, !x}; got != want {
				t.Fatalf("at %v, a %v, b %v: or, and, without, not = %v, want %v", at, x, y, got, want)
			}
		}
		x, y := n.instant(t, "from"), n.instant(t, "to")
		if y.Before(x) {
			x, y = y, x
		}
		if got, want := either.Between(x, y)+both.Between(x, y), a.Between(x, y)+b.Between(x, y); got != want {
			t.Fatalf("W(a or b) + W(a and b) = %v, want W(a) + W(b) = %v", got, want)
		}
		if got := a.Between(x, y) + not.Between(x, y); got != y.Sub(x) {
			t.Fatalf("W(a) + W(not a) = %v, want %v", got, y.Sub(x))
		}
		if got, want := rest.Between(x, y), a.Between(x, y)-both.Between(x, y); got != want {
			t.Fatalf("W(a without b) = %v, want W(a) - W(a and b) = %v", got, want)
		}
		// De Morgan, and what else must be one set.
		from, to := window(n.At)
		notB := calendar.Complement(b)
		for what, pair := range map[string][2]calendar.Calendar{
			"not (a or b)":   {calendar.Complement(either), calendar.Intersect(not, notB)},
			"not (a and b)":  {calendar.Complement(both), calendar.Union(not, notB)},
			"not not a":      {calendar.Complement(not), a},
			"b or a":         {calendar.Union(b, a), either},
			"b and a":        {calendar.Intersect(b, a), both},
			"a and not b":    {calendar.Intersect(a, notB), rest},
			"a or a":         {calendar.Union(a, a), a},
			"a without a":    {calendar.Subtract(a, a), calendar.Never(nil)},
			"a or not a":     {calendar.Union(a, not), calendar.Always(nil)},
			"a alone":        {calendar.Union(a), a},
			"three or":       {calendar.Union(a, b, not), calendar.Always(nil)},
			"three without":  {calendar.Subtract(a, b, notB), calendar.Never(nil)},
			"rest or both":   {calendar.Union(rest, both), a},
			"a and always":   {calendar.Intersect(a, calendar.Always(time.UTC)), a},
			"a or never":     {calendar.Union(a, calendar.Calendar{}), a},
			"a without none": {calendar.Subtract(a, calendar.Never(nil)), a},
		} {
			if got, want := spansOf(pair[0], from, to), spansOf(pair[1], from, to); !sameSpans(got, want) {
				t.Fatalf("%s: Spans(%v, %v) = %v, want %v", what, from, to, got, want)
			}
		}
		for what, c := range map[string]calendar.Calendar{"union": either, "intersection": both, "rest": rest, "complement": not} {
			if c.Zone() != a.Zone() {
				t.Fatalf("the zone of the %s is %v, want %v", what, c.Zone(), a.Zone())
			}
			if d := n.Date().Draw(t, "date"); c.IsBusinessDay(d) != a.IsBusinessDay(d) {
				t.Fatalf("IsBusinessDay(%v) of the %s = %v, want that of the first", d, what, c.IsBusinessDay(d))
			}
		}
	})
}

// A calendar covers another where the other, without it, has no open time; the
// gap is the first there is.
func TestCovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(1).Draw(t, "a")
		m := grow(t, gen.AnyCaseAt(n.At).Draw(t, "b"), 1)
		a, b := n.calendar(), m.calendar()
		from, to := window(n.At)
		gap, ok := a.Covers(b, from, to)
		missing := calendar.Subtract(b, a).Between(from, to)
		if ok != (missing == 0) {
			t.Fatalf("Covers = %v, but %v is not covered", ok, missing)
		}
		if ok {
			if gap != (calendar.Interval{}) {
				t.Fatalf("Covers = %v, true, want no gap", gap)
			}
			return
		}
		d := gap.Duration()
		switch {
		case gap.IsEmpty() || gap.From.Before(from) || gap.To.After(to):
			t.Fatalf("gap %v is empty or outside", gap)
		case b.Between(gap.From, gap.To) != d || a.Between(gap.From, gap.To) != 0:
			t.Fatalf("gap %v: b has %v of it, a %v", gap, b.Between(gap.From, gap.To), a.Between(gap.From, gap.To))
		case calendar.Subtract(b, a).Between(from, gap.From) != 0:
			t.Fatalf("gap %v is not the first", gap)
		case gap.To.Before(to) && b.IsOpen(gap.To) && !a.IsOpen(gap.To):
			t.Fatalf("gap %v is not maximal", gap)
		case gap.From.Location() != a.Zone():
			t.Fatalf("gap %v is not in %v", gap, a.Zone())
		}
	})
}
