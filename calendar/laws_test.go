package calendar_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

const (
	day       = 24 * time.Hour
	sevenDays = 7 * day
)

// A tree is a calendar of one spec, or one made of others, near one place in
// time; it knows what the oracle has to walk.
type tree struct {
	gen.Case
	op          string
	left, right *tree
}

// anyTree draws calendars made of others to some depth, in different zones.
func anyTree(depth int) *rapid.Generator[*tree] {
	return rapid.Custom(func(t *rapid.T) *tree {
		c := gen.AnyCase().Draw(t, "case")
		return grow(t, c, depth)
	})
}

func grow(t *rapid.T, c gen.Case, depth int) *tree {
	op := rapid.SampledFrom([]string{"", "", "union", "intersect", "subtract", "complement"}).Draw(t, "op")
	if depth == 0 || op == "" {
		return &tree{Case: c}
	}
	n := &tree{Case: c, op: op, left: grow(t, c, depth-1)}
	if op != "complement" {
		n.right = grow(t, gen.AnyCaseAt(c.At).Draw(t, "case"), depth-1)
	}
	return n
}

func (n *tree) calendar() calendar.Calendar {
	switch n.op {
	case "union":
		return calendar.Union(n.left.calendar(), n.right.calendar())
	case "intersect":
		return calendar.Intersect(n.left.calendar(), n.right.calendar())
	case "subtract":
		return calendar.Subtract(n.left.calendar(), n.right.calendar())
	case "complement":
		return calendar.Complement(n.left.calendar())
	}
	return n.Calendar()
}

// step returns the largest step for a walk through a window.
func (n *tree) step(from, to time.Time) time.Duration {
	if n.op == "" {
		return oracle.Step(n.Grain, n.Zone, from, to)
	}
	step := n.left.step(from, to)
	if n.right != nil {
		step = min(step, n.right.step(from, to))
	}
	return step
}

func (n *tree) walk(from, to time.Time, step time.Duration) *oracle.Walk {
	if n.op == "" {
		return oracle.New(n.Spec, n.Zone, from, to, step)
	}
	left := n.left.walk(from, to, step)
	switch n.op {
	case "union":
		return left.Combine(n.right.walk(from, to, step), func(a, b bool) bool { return a || b })
	case "intersect":
		return left.Combine(n.right.walk(from, to, step), func(a, b bool) bool { return a && b })
	case "subtract":
		return left.Combine(n.right.walk(from, to, step), func(a, b bool) bool { return a && !b })
	}
	return left.Combine(left, func(a, _ bool) bool { return !a })
}

// place returns where the tree's calendars have something to say.
func (n *tree) instant(t *rapid.T, label string) time.Time { return n.Case.Instant().Draw(t, label) }

func spansOf(c calendar.Calendar, from, to time.Time) []calendar.Interval {
	return slices.Collect(c.Spans(from, to))
}

func sameSpans(a, b []calendar.Interval) bool {
	return slices.EqualFunc(a, b, calendar.Interval.Equal)
}

// window returns ten days around a place.
func window(at time.Time) (from, to time.Time) { return at.Add(-5 * day), at.Add(5 * day) }

// A change is one setting of a zone's clock.
type change struct {
	zone string
	loc  *time.Location
	at   time.Time
	// cuts are times of day around the readings that are skipped or repeated, in
	// seconds, sorted: where a wrong resolution of local times goes wrong.
	cuts []int
}

// everyChange returns the changes of the nasty zones: the rare ones, and some of
// the usual.
func everyChange() []change {
	var all []change
	for _, zone := range gen.NastyZones() {
		loc := gen.MustLoad(zone)
		for _, at := range gen.Changes(zone) {
			_, before := at.Add(-1).In(loc).Zone()
			_, after := at.In(loc).Zone()
			gap := after - before
			reading := int(at.Unix()) + before // what it would read, were it not set
			c := change{zone: zone, loc: loc, at: at}
			for _, local := range []int{
				reading - 3900, reading - 300, reading + gap/4, reading + 3*gap/4, reading + gap + 300, reading + gap + 3900,
			} {
				if cut := (local%86_400 + 86_400) % 86_400; cut != 0 && !slices.Contains(c.cuts, cut) {
					c.cuts = append(c.cuts, cut)
				}
			}
			slices.Sort(c.cuts)
			all = append(all, c)
		}
	}
	return all
}

// shift returns a shift between two seconds of the day.
func shift(tb testing.TB, from, to int) calendar.Shift {
	tb.Helper()
	return calendar.Shift{Start: timeOfDay(tb, from), End: timeOfDay(tb, to)}
}

func timeOfDay(tb testing.TB, seconds int) calendar.TimeOfDay {
	tb.Helper()
	tod, err := calendar.NewTimeOfDay(seconds/3600, seconds/60%60, seconds%60)
	if err != nil {
		tb.Fatal(err)
	}
	return tod
}

// daily returns a spec with the same shifts every day.
func daily(zone string, shifts ...calendar.Shift) calendar.Spec {
	s := calendar.Spec{Zone: zone}
	for weekday := range s.Hours {
		s.Hours[weekday] = shifts
	}
	return s
}

// instant reads an RFC 3339 instant.
func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}
