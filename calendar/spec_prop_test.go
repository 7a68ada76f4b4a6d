package calendar_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
)

func TestLaw17SpecRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Draw(t, "case")
		text, err := json.Marshal(c.Spec)
		if err != nil {
			t.Fatal(err)
		}
		again, err := calendar.ParseSpec(text, msp.Limits{})
		if err != nil {
			t.Fatalf("ParseSpec(%s): %v", text, err)
		}
		if twice, err := json.Marshal(again); err != nil || string(twice) != string(text) {
			t.Fatalf("%s becomes %s, %v", text, twice, err)
		}
		if got, want := again.Validate(gen.Load), c.Spec.Validate(gen.Load); !slices.Equal(got, want) {
			t.Fatalf("Validate = %v, want %v", got, want)
		}
		first, second := c.Calendar(), again.MustCompile(gen.Load)
		from, to := window(c.At)
		if got, want := spansOf(second, from, to), spansOf(first, from, to); !sameSpans(got, want) {
			t.Fatalf("Spans(%v, %v) = %v, want %v", from, to, got, want)
		}
		x, y := c.Instant().Draw(t, "a"), c.Instant().Draw(t, "b")
		if got, want := second.Between(x, y), first.Between(x, y); got != want {
			t.Fatalf("Between(%v, %v) = %v, want %v", x, y, got, want)
		}
		d := c.Date().Draw(t, "date")
		if got, want := second.IsBusinessDay(d), first.IsBusinessDay(d); got != want {
			t.Fatalf("IsBusinessDay(%v) = %v, want %v", d, got, want)
		}
		var byJSON calendar.Spec
		if err := json.Unmarshal(text, &byJSON); err != nil {
			t.Fatalf("json.Unmarshal(%s): %v", text, err)
		}
	})
}

func TestLaw17WeekRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := gen.Week(gen.Grain().Draw(t, "grain")).Draw(t, "week")
		if rapid.IntRange(0, 9).Draw(t, "empty") == 9 {
			week = calendar.Week{}
		}
		again, err := calendar.ParseWeek(week.String())
		if err != nil || !sameWeek(again, week) || again.String() != week.String() {
			t.Fatalf("ParseWeek(%q) = %v, %v, want %v", week.String(), again, err, week)
		}
		text, err := json.Marshal(week)
		var byJSON, byText calendar.Week
		if err != nil || json.Unmarshal(text, &byJSON) != nil || !sameWeek(byJSON, week) {
			t.Fatalf("%v as JSON: %s, %v, then %v", week, text, err, byJSON)
		}
		quoted, err := json.Marshal(week.String())
		if err != nil || json.Unmarshal(quoted, &byText) != nil || !sameWeek(byText, week) {
			t.Fatalf("%v as JSON text: %s, %v, then %v", week, quoted, err, byText)
		}
	})
}

func sameWeek(a, b calendar.Week) bool {
	for weekday := range a {
		if !slices.Equal(a[weekday], b[weekday]) {
			return false
		}
	}
	return true
}

func TestLaw17ShiftRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shifts := gen.Shifts(1, 0).Draw(t, "shifts")
		for _, s := range shifts {
			if got, err := calendar.ParseShift(s.String()); err != nil || got != s {
				t.Fatalf("ParseShift(%q) = %v, %v, want %v", s.String(), got, err, s)
			}
			if got, err := calendar.ParseTimeOfDay(s.End.String()); err != nil || got != s.End {
				t.Fatalf("ParseTimeOfDay(%q) = %v, %v, want %v", s.End.String(), got, err, s.End)
			}
		}
	})
}

// A spec is copied: what becomes of its slices later is of no concern.
func TestCompileCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Draw(t, "case")
		text, err := json.Marshal(c.Spec)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := calendar.ParseSpec(text, msp.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		cal := c.Calendar()
		spoil(&c.Spec)
		from, to := window(c.At)
		if got, want := spansOf(cal, from, to), spansOf(kept.MustCompile(gen.Load), from, to); !sameSpans(got, want) {
			t.Fatalf("Spans(%v, %v) = %v after the spec changed, want %v", from, to, got, want)
		}
	})
}

// spoil overwrites all that a spec points to.
func spoil(s *calendar.Spec) {
	noon := calendar.MustParseShifts("12:00-12:01")[0]
	fill := func(shifts []calendar.Shift) {
		for i := range shifts {
			shifts[i] = noon
		}
	}
	rule := func(r *calendar.Rule) {
		if dates, ok := r.On.(calendar.Dates); ok {
			for i := range dates {
				dates[i] = dates[len(dates)-1]
			}
		}
		for i := range r.ExceptYears {
			r.ExceptYears[i] = 1
		}
		*r = calendar.Rule{On: calendar.Fixed{Day: 3}}
	}
	for _, shifts := range s.Hours {
		fill(shifts)
	}
	for i := range s.Changes {
		for _, shifts := range s.Changes[i].Hours {
			fill(shifts)
		}
		s.Changes[i] = calendar.Change{}
	}
	for i := range s.Holidays {
		rule(&s.Holidays[i])
	}
	for _, windows := range [][]calendar.Window{s.Special, s.Extra, s.Breaks} {
		for i := range windows {
			fill(windows[i].Hours)
			rule(&windows[i].Rule)
			windows[i].Hours = nil
		}
	}
	for i := range s.Weekend {
		s.Weekend[i] = time.Tuesday
	}
}
