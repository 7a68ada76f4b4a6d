package msp_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// aDay draws instants at 00:00 UTC in the years 1 to 9999.
func aDay() *rapid.Generator[time.Time] {
	return rapid.Map(rapid.IntRange(0, 3_652_058), func(n int) time.Time {
		return time.Date(1, 1, 1+n, 0, 0, 0, 0, time.UTC)
	})
}

func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, other := aDay().Draw(t, "day"), aDay().Draw(t, "other")
		got, err := msp.NewDate(want.Date())
		if err != nil {
			t.Fatalf("NewDate(%v): %v", want, err)
		}
		roundTrip(t, got)
		year, month, day := got.YMD()
		if year != want.Year() || month != want.Month() || day != want.Day() ||
			got.Weekday() != want.Weekday() || got.String() != want.Format(time.DateOnly) {
			t.Fatalf("%v is %d-%d-%d, %v, want %v", got, year, month, day, got.Weekday(), want)
		}
		if again, err := msp.DateOf(got.Civil()); err != nil || again != got {
			t.Fatalf("DateOf(Civil(%v)) = %v, %v", got, again, err)
		}
		second := msp.MustParseDate(other.Format(time.DateOnly))
		days := got.DaysUntil(second)
		if want := int(other.Unix()/86400 - want.Unix()/86400); days != want {
			t.Fatalf("%v.DaysUntil(%v) = %d, want %d", got, second, days, want)
		}
		if back, err := got.AddDays(days); err != nil || back != second {
			t.Fatalf("%v.AddDays(%d) = %v, %v, want %v", got, days, back, err, second)
		}
		if c := got.Compare(second); c != want.Compare(other) || got.Before(second) != (c < 0) || got.After(second) != (c > 0) {
			t.Fatalf("%v.Compare(%v) = %d", got, second, c)
		}
		if (msp.Date{}).Compare(got) != -1 {
			t.Fatalf("none is not before %v", got)
		}
	})
}

// A text is a date exactly if time reads it as one, years 1 to 9999.
func TestParseDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(\d{4}|[12]\d{3})-([01]\d|\d{2})-([0-3]\d|\d{2})`).Draw(t, "text")
		want, err := time.Parse(time.DateOnly, text)
		ok := err == nil && want.Year() > 0
		got, err := msp.ParseDate(text)
		if (err == nil) != ok || ok && got.String() != text {
			t.Fatalf("ParseDate(%q) = %v, %v, but time reads %v", text, got, err, want)
		}
	})
}
