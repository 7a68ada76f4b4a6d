package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

// anyLocal draws local times near changes of a zone's clock.
func anyLocal(loc *time.Location) *rapid.Generator[calendar.LocalTime] {
	return rapid.Custom(func(t *rapid.T) calendar.LocalTime {
		// A change and an instant near it, read as if the clock had not been set.
		place := gen.Place(loc).Draw(t, "place")
		_, offset := place.Add(-1).In(loc).Zone()
		at := gen.Near(place, 30*time.Hour).Draw(t, "near").In(time.FixedZone("", offset))
		return calendar.MustParseLocalTime(at.Format("2006-01-02T15:04:05.999999999"))
	})
}

// f(x) ≤ t exactly when the clock has read x or later at some u ≤ t.
func TestLaw15FirstReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := gen.MustLoad(gen.Zone().Draw(t, "zone"))
		local := anyLocal(loc).Draw(t, "local")
		got := calendar.InstantOf(local, loc)
		if got.Location() != loc {
			t.Fatalf("InstantOf(%v) is in %v, want %v", local, got.Location(), loc)
		}
		if read, err := calendar.LocalOf(got, loc); err != nil || read.Compare(local) < 0 {
			t.Fatalf("InstantOf(%v, %v) = %v reads %v, %v, before", local, loc, got, read, err)
		}
		// The clock is watched second by second, and the whole second that holds
		// local or the change that skips it found.
		asUTC, err := time.Parse("2006-01-02T15:04:05.999999999", local.String())
		if err != nil {
			t.Fatal(err)
		}
		want := oracle.InstantOf(asUTC.Unix(), loc)
		if _, offset := want.In(loc).Zone(); want.Unix()+int64(offset) == asUTC.Unix() {
			want = want.Add(time.Duration(local.Nanosecond()))
		}
		if !got.Equal(want) {
			t.Fatalf("InstantOf(%v, %v) = %v, want %v", local, loc, got, want)
		}
	})
}

func TestLaw15Monotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := gen.MustLoad(gen.Zone().Draw(t, "zone"))
		x, y := anyLocal(loc).Draw(t, "x"), anyLocal(loc).Draw(t, "y")
		if x.Compare(y) > 0 {
			x, y = y, x
		}
		if fx, fy := calendar.InstantOf(x, loc), calendar.InstantOf(y, loc); fx.After(fy) {
			t.Fatalf("InstantOf(%v) = %v is after InstantOf(%v) = %v in %v", x, fx, y, fy, loc)
		}
	})
}

// Reading the clock and finding the reading leads to the same instant or, where
// the clock shows it twice, to the first.
func TestLaw15ReadAndFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := gen.MustLoad(gen.Zone().Draw(t, "zone"))
		at := gen.Instant(loc).Draw(t, "t")
		local, err := calendar.LocalOf(at, loc)
		if err != nil {
			t.Fatal(err)
		}
		first := calendar.InstantOf(local, loc)
		if first.After(at) {
			t.Fatalf("InstantOf(LocalOf(%v)) = %v, want t or before", at, first)
		}
		if again, _ := calendar.LocalOf(first, loc); !first.Equal(at) && again.Compare(local) < 0 {
			t.Fatalf("InstantOf(LocalOf(%v)) = %v reads %v, want at least %v", at, first, again, local)
		}
		want, errDate := local.Date()
		if d, err := calendar.DateOf(at, loc); err != nil || errDate != nil || d != want || d.String() != at.In(loc).Format("2006-01-02") {
			t.Fatalf("DateOf(%v, %v) = %v, %v, want %v", at, loc, d, err, want)
		}
	})
}

func TestLaw17LocalTimeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := gen.MustLoad(gen.Zone().Draw(t, "zone"))
		local := anyLocal(loc).Draw(t, "local")
		if got, err := calendar.ParseLocalTime(local.String()); err != nil || got != local {
			t.Fatalf("ParseLocalTime(%q) = %v, %v, want %v", local.String(), got, err, local)
		}
		text, err := json.Marshal(local)
		var again calendar.LocalTime
		if err != nil || json.Unmarshal(text, &again) != nil || again != local {
			t.Fatalf("%v as JSON is %s, %v, and then %v", local, text, err, again)
		}
		date, err := local.Date()
		if err != nil {
			t.Fatal(err)
		}
		whole := calendar.At(date, local.TimeOfDay())
		if local.Nanosecond() == 0 && whole != local || whole.Compare(local) > 0 {
			t.Fatalf("At(%v, %v) = %v, want %v up to nanoseconds", date, local.TimeOfDay(), whole, local)
		}
		n := rapid.IntRange(-400, 400).Draw(t, "days")
		moved, err := local.AddDays(n)
		if err != nil || moved.TimeOfDay() != local.TimeOfDay() {
			t.Fatalf("AddDays(%v, %d) = %v, %v", local, n, moved, err)
		}
		if back, err := moved.AddDays(-n); err != nil || back != local || moved.Compare(local)*n < 0 {
			t.Fatalf("AddDays(%v, %d) = %v, and back %v, %v", local, n, moved, back, err)
		}
	})
}
