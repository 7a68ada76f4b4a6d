package calendar_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

func TestLaw07Spans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		c := n.calendar()
		from, to := n.instant(t, "a"), n.instant(t, "b")
		spans := spansOf(c, from, to)
		var sum time.Duration
		for i, s := range spans {
			if s.IsEmpty() || s.From.Before(from) || s.To.After(to) || (i > 0 && !s.From.After(spans[i-1].To)) {
				t.Fatalf("Spans(%v, %v): %v is empty, outside, or touches %v", from, to, s, spans[max(i-1, 0)])
			}
			sum += s.Duration()
		}
		if from.Before(to) && sum != c.Between(from, to) {
			t.Fatalf("Spans(%v, %v) have %v, want Between = %v", from, to, sum, c.Between(from, to))
		}
		inside := func(at time.Time) bool {
			return slices.ContainsFunc(spans, func(s calendar.Interval) bool { return s.Contains(at) })
		}
		questions := []time.Time{n.instant(t, "t"), from, to.Add(-1)}
		for _, s := range spans[:min(len(spans), 40)] {
			questions = append(questions, s.From, s.From.Add(-1), s.To, s.To.Add(-1))
		}
		for _, at := range questions {
			if at.Before(from) || !at.Before(to) {
				continue
			}
			if got, want := c.IsOpen(at), inside(at); got != want {
				t.Fatalf("IsOpen(%v) = %v, in one of Spans(%v, %v) = %v", at, got, from, to, want)
			}
		}
		for range c.Spans(from, to) {
			break // the sequence must stop
		}
	})
}

// A closed window costs no more than the window: nothing beyond it is looked at.
func TestLaw07SpansLookNoFurther(t *testing.T) {
	looks := 0
	counted := calendar.YearFunc(func(int) []msp.Date {
		looks++
		return nil
	})
	c := calendar.Spec{
		Zone:  "America/New_York",
		Extra: []calendar.Window{{Rule: calendar.Rule{On: counted}, Hours: calendar.MustParseShifts("09:00-17:00")}},
	}.MustCompile(gen.Load)
	at := instant("2026-03-02T10:00:00Z")
	if got := spansOf(c, at, at.Add(day)); len(got) > 0 || looks > 50 {
		t.Errorf("Spans of a closed day: %v after %d looks at a year, want none after at most 50", got, looks)
	}
	looks = 0
	if _, ok := c.Covers(c, at, at.Add(day)); !ok || looks > 50 {
		t.Errorf("Covers of a closed day: %v after %d looks at a year, want true after at most 50", ok, looks)
	}
}

// A stretch is found as soon as it is long enough, be it endless.
func TestNextStretchLooksNoFurther(t *testing.T) {
	looks := 0
	counted := calendar.YearFunc(func(int) []msp.Date {
		looks++
		return nil
	})
	desk := func(hours string) calendar.Calendar {
		return calendar.Spec{
			Zone: "America/New_York", Hours: calendar.MustParseWeek(hours), Holidays: calendar.Rules{{On: counted}},
		}.MustCompile(gen.Load)
	}
	followTheSun := calendar.Union(desk("Mon-Sun 08:00-20:00"), desk("Mon-Sun 20:00-32:00"))
	at := instant("2026-03-02T10:00:00Z")
	if got, ok := followTheSun.NextStretch(at, 4*time.Hour); !ok || !got.Equal(at) || looks > 100 {
		t.Errorf("NextStretch(t, 4h) = %v, %v after %d looks at a year, want t after at most 100", got, ok, looks)
	}
}

// Shifts that do not overlap on the clock do not overlap in time: the spans of
// each alone, put together, are those of all, and the lengths add up.
func TestLaw07SpansOfSingleShifts(t *testing.T) {
	check := func(t failer, zone string, shifts []calendar.Shift, from, to time.Time) {
		all := daily(zone, shifts...).MustCompile(gen.Load)
		var sum time.Duration
		var spans []calendar.Interval
		for _, one := range shifts {
			c := daily(zone, one).MustCompile(gen.Load)
			sum += c.Between(from, to)
			spans = append(spans, spansOf(c, from, to)...)
		}
		if got := all.Between(from, to); got != sum {
			t.Errorf("%s: Between(%v, %v) of %v = %v, of each shift alone %v", zone, from, to, shifts, got, sum)
		}
		if got := spansOf(all, from, to); !sameSpans(got, calendar.NewIntervals(spans...)) {
			t.Errorf("%s: Spans(%v, %v) of %v = %v, of each shift alone %v", zone, from, to, shifts, got, spans)
		}
	}
	for _, change := range everyChange() {
		shifts := gen.Cut(1, change.cuts...)
		check(t, change.zone, shifts[1:], change.at.Add(-2*day), change.at.Add(2*day))
	}
	if t.Failed() {
		return // what was drawn would say the same
	}
	rapid.Check(t, func(t *rapid.T) {
		c := gen.WeekCase().Draw(t, "case")
		shifts := gen.RoundTheClock(c.Grain).Draw(t, "week")[0]
		from, to := window(c.At)
		check(t, c.Spec.Zone, shifts[len(shifts)/2:], from, to)
	})
}

// cut returns shifts of which one was cut in two, if there is one long enough.
func cut(t *rapid.T, grain int, shifts []calendar.Shift) []calendar.Shift {
	if len(shifts) == 0 {
		return shifts
	}
	i := rapid.IntRange(0, len(shifts)-1).Draw(t, "shift")
	start, end := secondsOf(shifts[i].Start), secondsOf(shifts[i].End)
	if end <= start {
		end += 86_400
	}
	if end-start <= grain {
		return shifts
	}
	at := start + grain*rapid.IntRange(1, (end-start-1)/grain).Draw(t, "at")
	out := slices.Delete(slices.Clone(shifts), i, i+1)
	clock := func(seconds int) calendar.TimeOfDay {
		c, err := calendar.NewTimeOfDay(seconds/3600, seconds/60%60, seconds%60)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	return append(out, calendar.Shift{Start: clock(at), End: clock(end)}, calendar.Shift{Start: clock(start), End: clock(at)})
}

func secondsOf(t calendar.TimeOfDay) int {
	hour, minute, second := t.Clock()
	return hour*3600 + minute*60 + second
}

func TestLaw08CutInvariance(t *testing.T) {
	for _, change := range everyChange() {
		for i, s := range change.cuts {
			for j, m := range change.cuts[i+1:] {
				for _, e := range change.cuts[i+j+2:] {
					whole := daily(change.zone, shift(t, s, e)).MustCompile(gen.Load)
					parts := daily(change.zone, shift(t, m, e), shift(t, s, m)).MustCompile(gen.Load)
					from, to := change.at.Add(-2*day), change.at.Add(2*day)
					if got, want := spansOf(parts, from, to), spansOf(whole, from, to); !sameSpans(got, want) {
						t.Errorf("%s at %v: shift of seconds %d-%d cut at %d: Spans = %v, want %v", change.zone, change.at, s, e, m, got, want)
					}
				}
			}
		}
	}
	if t.Failed() {
		return // what was drawn would say the same
	}
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Draw(t, "case")
		s := c.Spec
		weekday := gen.Weekday().Draw(t, "weekday")
		s.Hours[weekday] = cut(t, c.Grain, s.Hours[weekday])
		s.Changes = slices.Clone(s.Changes)
		for i := range s.Changes {
			s.Changes[i].Hours[weekday] = cut(t, c.Grain, s.Changes[i].Hours[weekday])
		}
		for _, windows := range []*[]calendar.Window{&s.Special, &s.Extra, &s.Breaks} {
			*windows = slices.Clone(*windows)
			for i := range *windows {
				(*windows)[i].Hours = cut(t, c.Grain, (*windows)[i].Hours)
			}
		}
		whole, parts := c.Calendar(), s.MustCompile(gen.Load)
		from, to := window(c.At)
		if got, want := spansOf(parts, from, to), spansOf(whole, from, to); !sameSpans(got, want) {
			t.Fatalf("Spans(%v, %v) = %v, want %v, before the cut", from, to, got, want)
		}
		x, y, d := c.Instant().Draw(t, "a"), c.Instant().Draw(t, "b"), gen.Duration(4*day).Draw(t, "d")
		if got, want := parts.Between(x, y), whole.Between(x, y); got != want {
			t.Fatalf("Between(%v, %v) = %v, want %v, before the cut", x, y, got, want)
		}
		want, ok := move(t, whole.Add, x, d)
		if got, okToo := move(t, parts.Add, x, d); ok != okToo || !got.Equal(want) {
			t.Fatalf("Add(%v, %v) = %v, want %v, before the cut", x, d, got, want)
		}
		date := c.Date().Draw(t, "date")
		if got, want := parts.IsBusinessDay(date), whole.IsBusinessDay(date); got != want {
			t.Fatalf("IsBusinessDay(%v) = %v, want %v, before the cut", date, got, want)
		}
	})
}

// The model goes through six days minute by minute, or two second by second.
func TestLaw18Oracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyTree(3).Draw(t, "calendar")
		middle := n.At.Truncate(time.Minute)
		from, to := middle.Add(-3*day), middle.Add(3*day)
		step := n.step(from, to)
		if step < time.Minute {
			from, to = middle.Add(-day), middle.Add(day)
		}
		c, w := n.calendar(), n.walk(from, to, step)
		if got, want := spansOf(c, from, to), w.Spans(from, to); !sameSpans(got, want) {
			t.Fatalf("Spans(%v, %v) = %v, want %v", from, to, got, want)
		}
		inside := gen.Near(from.Add(to.Sub(from)/2), to.Sub(from)/2-time.Hour)
		for range 3 {
			x, y := inside.Draw(t, "a"), inside.Draw(t, "b")
			if got, want := c.IsOpen(x), w.IsOpen(x); got != want {
				t.Fatalf("IsOpen(%v) = %v, want %v", x, got, want)
			}
			if got, want := c.Between(x, y), w.Between(x, y); got != want {
				t.Fatalf("Between(%v, %v) = %v, want %v", x, y, got, want)
			}
			d := gen.Duration(day).Draw(t, "d")
			// What lies beyond the window the walk does not know.
			compare := func(what string, got time.Time, ok bool, want time.Time) {
				if !ok || !got.Equal(want) {
					t.Fatalf("%s(%v, %v) = %v, %v, want %v", what, x, d, got, ok, want)
				}
			}
			if want, known := w.Add(x, d); known {
				got, ok := move(t, c.Add, x, d)
				compare("Add", got, ok, want)
			}
			if want, known := w.Sub(x, d); known {
				got, ok := move(t, c.Sub, x, d)
				compare("Sub", got, ok, want)
			}
			for what, find := range map[string][2]func(time.Time) (time.Time, bool){
				"NextOpen": {c.NextOpen, w.NextOpen}, "NextClose": {c.NextClose, w.NextClose},
				"PrevOpen": {c.PrevOpen, w.PrevOpen}, "PrevClose": {c.PrevClose, w.PrevClose},
			} {
				if want, known := find[1](x); known {
					got, ok := find[0](x)
					compare(what, got, ok, want)
				}
			}
			if want, known := w.NextStretch(x, d); known && closes(c, x) {
				got, ok := c.NextStretch(x, d)
				compare("NextStretch", got, ok, want)
			}
		}
	})
}

// Holidays, special hours, extra opening and breaks on the same few dates.
func TestLaw18CrowdedDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.CrowdedCase().Draw(t, "case")
		middle, from, to := businessWindow(c)
		if oracle.Step(c.Grain, c.Zone, from, to) < time.Minute {
			return // slow, and seconds change nothing here
		}
		from, to = from.Add(4*day), to.Add(-4*day)
		cal, w := c.Calendar(), oracle.New(c.Spec, c.Zone, from, to, time.Minute)
		if got, want := spansOf(cal, from, to), w.Spans(from, to); !sameSpans(got, want) {
			t.Fatalf("Spans(%v, %v) = %v, want %v", from, to, got, want)
		}
		for n := -3; n <= 3; n++ {
			d, err := middle.AddDays(n)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := cal.IsBusinessDay(d), w.IsBusinessDay(d); got != want {
				t.Fatalf("IsBusinessDay(%v) = %v, want %v", d, got, want)
			}
		}
	})
}
