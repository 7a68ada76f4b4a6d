package calendar_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/zones"
)

func TestLaw01Additive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c := n.calendar()
		x, y, z := n.instant(t, "a"), n.instant(t, "b"), n.instant(t, "c")
		if got, want := c.Between(x, y)+c.Between(y, z), c.Between(x, z); got != want {
			t.Fatalf("Between(%v, %v) + Between(%v, %v) = %v, want %v", x, y, y, z, got, want)
		}
		if got, want := c.Between(y, x), -c.Between(x, y); got != want {
			t.Fatalf("Between(%v, %v) = %v, want %v", y, x, got, want)
		}
		if got, err := c.CheckedBetween(x, y); err != nil || got != c.Between(x, y) {
			t.Fatalf("CheckedBetween(%v, %v) = %v, %v, want %v", x, y, got, err, c.Between(x, y))
		}
	})
}

func TestLaw02Bounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		x, y := n.instant(t, "a"), n.instant(t, "b")
		if y.Before(x) {
			x, y = y, x
		}
		if got := n.calendar().Between(x, y); got < 0 || got > y.Sub(x) {
			t.Fatalf("Between(%v, %v) = %v, want 0 to %v", x, y, got, y.Sub(x))
		}
	})
}

// move is Add or Sub, with "never" as a second result.
func move(t *rapid.T, move func(time.Time, time.Duration) (time.Time, error), at time.Time, d time.Duration) (time.Time, bool) {
	to, err := move(at, d)
	if err != nil && !errors.Is(err, calendar.ErrNotEnoughOpenTime) {
		t.Fatalf("move(%v, %v): %v", at, d, err)
	}
	return to, err == nil
}

// opens reports whether a calendar has some open time within some years before
// and after. A search for what is not there is slow; [TestLaw13NeverOpen] does it.
func opens(c calendar.Calendar, at time.Time, d time.Duration) bool {
	const years = 3 * 366 * day
	return c.Between(at, at.Add(years)) >= d && c.Between(at.Add(-years), at) >= d
}

// closes reports whether a calendar has closed time soon; to find that it never
// closes is slow too.
func closes(c calendar.Calendar, at time.Time) bool {
	const soon = 400 * day
	return c.Between(at, at.Add(soon)) < soon && c.Between(at.Add(-soon), at) < soon
}

func TestLaw03Adjunction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c := n.calendar()
		at, d := n.instant(t, "t"), gen.Duration(4*day).Draw(t, "d")
		if !opens(c, at, d) {
			return
		}
		others := []time.Time{n.instant(t, "other")}
		after, ok := move(t, c.Add, at, d)
		if ok {
			others = append(others, after.Add(-1), after, after.Add(1))
		}
		before, okBefore := move(t, c.Sub, at, d)
		if okBefore {
			others = append(others, before.Add(-1), before, before.Add(1))
		}
		for _, b := range others {
			if got, want := ok && !b.Before(after), c.Between(at, b) >= d; got != want {
				t.Fatalf("Add(%v, %v) = %v, %v, but Between(t, %v) = %v", at, d, after, ok, b, c.Between(at, b))
			}
			if got, want := okBefore && !b.After(before), c.Between(b, at) >= d; got != want {
				t.Fatalf("Sub(%v, %v) = %v, %v, but Between(%v, t) = %v", at, d, before, okBefore, b, c.Between(b, at))
			}
		}
		if !ok {
			return
		}
		// What follows: Add is additive and monotone.
		x := time.Duration(rapid.Int64Range(1, int64(d)).Draw(t, "x"))
		first, _ := move(t, c.Add, at, x)
		if first.After(after) {
			t.Fatalf("Add(%v, %v) = %v is after Add(t, %v) = %v", at, x, first, d, after)
		}
		if x < d {
			if second, ok := move(t, c.Add, first, d-x); !ok || !second.Equal(after) {
				t.Fatalf("Add(Add(%v, %v), %v) = %v, want %v", at, x, d-x, second, after)
			}
		}
		later := at.Add(gen.Duration(4*day).Draw(t, "later"))
		if end, ok := move(t, c.Add, later, d); ok && end.Before(after) {
			t.Fatalf("Add(%v, %v) = %v is before Add(%v, d) = %v", later, d, end, at, after)
		}
		if back, ok := move(t, c.Sub, at, -d); !ok || !back.Equal(after) {
			t.Fatalf("Sub(%v, %v) = %v, want Add of the amount %v", at, -d, back, after)
		}
	})
}

func TestLaw04Zero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c, at := n.calendar(), n.instant(t, "t")
		for _, to := range []func(time.Time, time.Duration) (time.Time, error){c.Add, c.Sub} {
			if got, err := to(at, 0); err != nil || !got.Equal(at) || got.Location() != c.Zone() {
				t.Fatalf("move(%v, 0) = %v, %v, want t in %v", at, got, err, c.Zone())
			}
		}
		if got := c.Between(at, at); got != 0 {
			t.Fatalf("Between(t, t) = %v, want 0", got)
		}
	})
}

func TestLaw05ThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c := n.calendar()
		at, d := n.instant(t, "t"), gen.Duration(4*day).Draw(t, "d")
		if !opens(c, at, d) {
			return
		}
		if after, ok := move(t, c.Add, at, d); ok {
			back, ok1 := move(t, c.Sub, after, d)
			open, ok2 := c.NextOpen(at)
			if !ok1 || !ok2 || !back.Equal(open) {
				t.Fatalf("Sub(Add(%v, %v), d) = %v, %v, want NextOpen(t) = %v, %v", at, d, back, ok1, open, ok2)
			}
			if c.IsOpen(at) && !open.Equal(at) {
				t.Fatalf("NextOpen(%v) = %v, but it is open at t", at, open)
			}
		}
		if before, ok := move(t, c.Sub, at, d); ok {
			forth, ok1 := move(t, c.Add, before, d)
			closed, ok2 := c.PrevClose(at)
			if !ok1 || !ok2 || !forth.Equal(closed) {
				t.Fatalf("Add(Sub(%v, %v), d) = %v, %v, want PrevClose(t) = %v, %v", at, d, forth, ok1, closed, ok2)
			}
			if c.IsOpen(at.Add(-1)) && !closed.Equal(at) {
				t.Fatalf("PrevClose(%v) = %v, but it is open just before t", at, closed)
			}
		}
	})
}

func TestLaw06EndsOfOpenTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c := n.calendar()
		at, d := n.instant(t, "t"), gen.Duration(4*day).Draw(t, "d")
		if !opens(c, at, d) {
			return
		}
		if after, ok := move(t, c.Add, at, d); ok && !c.IsOpen(after.Add(-1)) {
			t.Fatalf("Add(%v, %v) = %v, but it is closed just before", at, d, after)
		}
		if before, ok := move(t, c.Sub, at, d); ok && !c.IsOpen(before) {
			t.Fatalf("Sub(%v, %v) = %v, but it is closed there", at, d, before)
		}
	})
}

// A calendar that is never closed is elapsed time in every zone, and a day that
// is shared out among teams adds up to it, wherever the hand-overs are.
func TestLaw09RoundTheClock(t *testing.T) {
	for _, name := range zones.Names() {
		spec := daily(name, gen.Cut(60, 9*60, 17*60+30)...)
		spec.Changes = []calendar.Change{{From: msp.MustParseDate("2026-03-01"), Hours: spec.Hours}}
		c := spec.MustCompile(zones.Load)
		if c.IsAlways() {
			t.Fatal("the engine must be asked")
		}
		for _, from := range []string{"1998-12-30T03:04:05Z", "2025-12-30T23:59:59.999999999Z"} {
			x := instant(from)
			y := x.Add(367*day + 5*time.Hour + 7)
			if got := c.Between(x, y); got != y.Sub(x) {
				t.Errorf("%s: Between(%v, %v) = %v, want %v", name, x, y, got, y.Sub(x))
			}
		}
	}
	for _, change := range everyChange() {
		from, to := change.at.Add(-50*time.Hour), change.at.Add(50*time.Hour)
		checkRota(t, change.zone, gen.Cut(1, change.cuts...), from, to)
	}
	if t.Failed() {
		return // what was drawn would say the same
	}
	rapid.Check(t, func(t *rapid.T) {
		c := gen.WeekCase().Draw(t, "case")
		shifts := gen.RoundTheClock(c.Grain).Draw(t, "week")[0]
		x, y := c.Instant().Draw(t, "a"), c.Instant().Draw(t, "b")
		checkRota(t, c.Spec.Zone, shifts, x, y)
		whole := daily(c.Spec.Zone, shifts...).MustCompile(gen.Load)
		if got := whole.Between(x, y); !whole.IsAlways() || got != y.Sub(x) {
			t.Fatalf("Between(%v, %v) = %v, IsAlways %v, want %v", x, y, got, whole.IsAlways(), y.Sub(x))
		}
	})
}

type failer interface {
	Errorf(format string, args ...any)
}

// checkRota checks that shifts that cut the day add up to all of it.
func checkRota(t failer, zone string, shifts []calendar.Shift, from, to time.Time) {
	var sum time.Duration
	for _, one := range shifts {
		sum += daily(zone, one).MustCompile(gen.Load).Between(from, to)
	}
	if sum != to.Sub(from) {
		t.Errorf("%s: the shifts %v have %v in [%v, %v), want %v", zone, shifts, sum, from, to, to.Sub(from))
	}
}

func TestLaw10OnlyInstantsMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(2).Draw(t, "calendar")
		c := n.calendar()
		x, y, d := n.instant(t, "a"), n.instant(t, "b"), gen.Duration(2*day).Draw(t, "d")
		loc := gen.MustLoad(gen.Zone().Draw(t, "elsewhere"))
		if got, want := c.Between(x.In(loc), y), c.Between(x, y.In(loc)); got != want {
			t.Fatalf("Between depends on the location: %v, %v", got, want)
		}
		if got, want := spansOf(c, x.In(loc), y.In(loc)), spansOf(c, x, y); !slices.Equal(got, want) {
			t.Fatalf("Spans depends on the location: %v, %v", got, want)
		}
		if got, want := c.IsOpen(x.In(loc)), c.IsOpen(x); got != want {
			t.Fatalf("IsOpen depends on the location: %v, %v", got, want)
		}
		if !opens(c, x, d) {
			return
		}
		for _, to := range []func(time.Time, time.Duration) (time.Time, error){c.Add, c.Sub} {
			want, ok := move(t, to, x, d)
			got, okThere := move(t, to, x.In(loc), d)
			if ok != okThere || !got.Equal(want) {
				t.Fatalf("move(%v, %v) depends on the location: %v, %v", x, d, got, want)
			}
			if ok && got.Location() != c.Zone() {
				t.Fatalf("move(%v, %v) is in %v, want %v", x, d, got.Location(), c.Zone())
			}
		}
	})
}

func TestLaw12ClosingNeverOpens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Filter(func(c gen.Case) bool { return !c.Spec.Always }).Draw(t, "case")
		less := c.Spec
		near := c.Date().Draw(t, "date")
		if rapid.Bool().Draw(t, "holiday") {
			less.Holidays = append(slices.Clone(less.Holidays), gen.Rule(near).Draw(t, "rule"))
		} else {
			window := gen.Window(near, c.Grain, 1).Draw(t, "window")
			// A further break may move the substitute of another to a day where that
			// one's hours close less, so there are none that look at each other.
			c.Spec.Breaks = slices.DeleteFunc(slices.Clone(c.Spec.Breaks), func(w calendar.Window) bool {
				return w.Rule.Substitute == calendar.NextFree
			})
			less.Breaks = append(slices.Clone(c.Spec.Breaks), window)
		}
		more, fewer := c.Calendar(), less.MustCompile(gen.Load)
		x, y, d := c.Instant().Draw(t, "a"), c.Instant().Draw(t, "b"), gen.Duration(4*day).Draw(t, "d")
		if y.Before(x) {
			x, y = y, x
		}
		if got, most := fewer.Between(x, y), more.Between(x, y); got > most {
			t.Fatalf("Between(%v, %v) = %v with a closing more, %v without", x, y, got, most)
		}
		if !opens(fewer, x, d) {
			return
		}
		if gap, ok := more.Covers(fewer, x, y); !ok {
			t.Fatalf("a closing opens %v", gap)
		}
		first, ok := move(t, more.Add, x, d)
		second, okToo := move(t, fewer.Add, x, d)
		if okToo && (!ok || second.Before(first)) {
			t.Fatalf("Add(%v, %v) = %v with a closing more, %v without", x, d, second, first)
		}
	})
}

// Calendars that never open, for whatever reason, answer after a bounded number
// of looks at their rules.
func TestLaw13NeverOpen(t *testing.T) {
	looks := 0
	counted := calendar.Rule{On: calendar.YearFunc(func(int) []msp.Date {
		looks++
		return nil
	})}
	// Every Monday, by rules.
	mondays := calendar.Rules{counted}
	for n := range 5 {
		mondays = append(mondays, calendar.Rule{On: calendar.Nth{Weekday: time.Monday, N: n + 1}})
	}
	windows := func(hours string) []calendar.Window {
		var list []calendar.Window
		for _, rule := range mondays {
			list = append(list, calendar.Window{Rule: rule, Hours: calendar.MustParseShifts(hours)})
		}
		return list
	}
	office := calendar.MustParseWeek("Mon 09:00-17:00")
	night := calendar.MustParseWeek("Mon 20:00-30:00")
	specs := map[string]calendar.Spec{
		"no hours":         {},
		"holidays":         {Hours: office, Holidays: mondays},
		"holidays cancel":  {Hours: night, Holidays: mondays, HolidayCancelsShift: true},
		"breaks":           {Hours: night, Breaks: windows("00:00-48:00")},
		"special":          {Hours: office, Special: windows("")},
		"extra and breaks": {Extra: windows("10:00-12:00"), Breaks: windows("00:00-24:00")},
		"before it began": {Hours: office, Holidays: mondays, Changes: []calendar.Change{
			{From: msp.MustParseDate("2026-01-01")},
		}},
	}
	calendars := map[string]calendar.Calendar{
		"zero": {}, "never": calendar.Never(nil), "nothing of always": calendar.Complement(calendar.Always(nil)),
	}
	for name, spec := range specs {
		spec.Zone = "America/Santiago"
		calendars[name] = spec.MustCompile(gen.Load)
	}
	open := calendar.Spec{Zone: "Pacific/Apia", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(gen.Load)
	calendars["intersected"] = calendar.Intersect(open, calendars["special"])
	at := instant("2026-03-02T10:00:00Z")
	for name, c := range calendars {
		looks = 0
		if got := c.Between(at, at.Add(100*365*day)); got != 0 {
			t.Errorf("%s: Between = %v, want 0", name, got)
		}
		if got, err := c.Add(at, 0); err != nil || !got.Equal(at) {
			t.Errorf("%s: Add(t, 0) = %v, %v, want t", name, got, err)
		}
		for _, d := range []time.Duration{1, time.Hour, 1<<63 - 1} {
			if got, err := c.Add(at, d); !errors.Is(err, calendar.ErrNotEnoughOpenTime) || !got.IsZero() {
				t.Errorf("%s: Add(t, %v) = %v, %v, want ErrNotEnoughOpenTime", name, d, got, err)
			}
			if got, err := c.Sub(at, d); !errors.Is(err, calendar.ErrNotEnoughOpenTime) || !got.IsZero() {
				t.Errorf("%s: Sub(t, %v) = %v, %v, want ErrNotEnoughOpenTime", name, d, got, err)
			}
		}
		finds := map[string]func(time.Time) (time.Time, bool){"NextOpen": c.NextOpen, "PrevClose": c.PrevClose}
		if name == "special" || name == "never" || name == "zero" { // these walk block by block; once is enough
			finds["NextClose"], finds["PrevOpen"] = c.NextClose, c.PrevOpen
			finds["NextStretch"] = func(t time.Time) (time.Time, bool) { return c.NextStretch(t, time.Hour) }
		}
		for what, find := range finds {
			if got, ok := find(at); ok || !got.IsZero() {
				t.Errorf("%s: %s = %v, %v, want never", name, what, got, ok)
			}
		}
		if got := spansOf(c, at, at.Add(1000*day)); len(got) > 0 {
			t.Errorf("%s: Spans = %v, want none", name, got)
		}
		// Some walks through ten thousand years of blocks, each with the years around.
		if looks > 1_000_000 {
			t.Errorf("%s: %d looks at a year, want at most a million", name, looks)
		}
	}
}

// In a zone with a fixed offset and without dated rules every week is the same.
func TestLaw14WeeksRepeat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.WeekCase().Draw(t, "case")
		c.Spec.Zone = gen.FixedZone().Draw(t, "zone")
		cal := c.Calendar()
		x, y, d := c.Instant().Draw(t, "a"), c.Instant().Draw(t, "b"), gen.Duration(4*day).Draw(t, "d")
		by := sevenDays * time.Duration(rapid.SampledFrom([]int{1, -1, 52, 53, 2000}).Draw(t, "weeks"))
		if got, want := cal.Between(x.Add(by), y.Add(by)), cal.Between(x, y); got != want {
			t.Fatalf("Between(%v, %v) = %v, %v later %v", x, y, want, by, got)
		}
		if got, want := cal.IsOpen(x.Add(by)), cal.IsOpen(x); got != want {
			t.Fatalf("IsOpen(%v) = %v, %v later %v", x, want, by, got)
		}
		for _, to := range []func(time.Time, time.Duration) (time.Time, error){cal.Add, cal.Sub} {
			want, ok := move(t, to, x, d)
			got, okToo := move(t, to, x.Add(by), d)
			if ok != okToo || (ok && !got.Equal(want.Add(by))) {
				t.Fatalf("move(%v, %v) = %v, %v later %v", x, d, want, by, got)
			}
		}
	})
}

// pieces returns a spec for each stretch of dates that one week is in force.
func pieces(s calendar.Spec) []calendar.Spec {
	changes := slices.Clone(s.Changes)
	slices.SortFunc(changes, func(a, b calendar.Change) int { return a.From.Compare(b.From) })
	only := calendar.Spec{Zone: s.Zone, Hours: s.Hours}
	var out []calendar.Spec
	for i, change := range changes {
		only.Changes = append(slices.Clone(only.Changes), calendar.Change{From: change.From})
		out = append(out, only)
		only = calendar.Spec{Zone: s.Zone, Changes: changes[i : i+1 : i+1]}
	}
	return append(out, only)
}

func TestLaw16EffectiveDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.WeekCase().Draw(t, "case")
		c.Spec.Changes = gen.Changeover(c.Date().Draw(t, "date"), c.Grain).Draw(t, "changes")
		var parts []calendar.Calendar
		for _, piece := range pieces(c.Spec) {
			parts = append(parts, piece.MustCompile(gen.Load))
		}
		whole := c.Calendar()
		x, y := c.Instant().Draw(t, "a"), c.Instant().Draw(t, "b")
		// A night shift may run into the next week's hours, so the pieces may overlap.
		together := calendar.Union(parts[0], parts[1:]...)
		if got, want := whole.Between(x, y), together.Between(x, y); got != want {
			t.Fatalf("Between(%v, %v) = %v, want that of the pieces together, %v", x, y, got, want)
		}
		// Without shifts past midnight the sum of the pieces is the whole.
		s := c.Spec
		s.Hours = withinTheDay(s.Hours)
		s.Changes = slices.Clone(s.Changes)
		for i := range s.Changes {
			s.Changes[i].Hours = withinTheDay(s.Changes[i].Hours)
		}
		var sum time.Duration
		for _, piece := range pieces(s) {
			sum += piece.MustCompile(gen.Load).Between(x, y)
		}
		if got := s.MustCompile(gen.Load).Between(x, y); got != sum {
			t.Fatalf("Between(%v, %v) = %v, want the sum of the pieces %v", x, y, got, sum)
		}
	})
}

// withinTheDay leaves out the shifts that run past midnight.
func withinTheDay(week calendar.Week) calendar.Week {
	midnight := calendar.MustParseTimeOfDay("24:00")
	for weekday, shifts := range week {
		week[weekday] = slices.DeleteFunc(slices.Clone(shifts), func(s calendar.Shift) bool {
			return s.End.Compare(midnight) > 0 || s.End.Compare(s.Start) <= 0
		})
	}
	return week
}
