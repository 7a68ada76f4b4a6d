package pricing_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/pricing"
)

// cadenceStarts reports whether a service period begins on a day: every so many
// days, or on the anchor's day of every so many months, which in a shorter month is
// its last.
func cadenceStarts(c pricing.Cadence, anchor, d msp.Date) bool {
	days := map[pricing.Cadence]int{pricing.Week: 7, pricing.Fortnight: 14}
	if n := days[c]; n > 0 {
		return anchor.Civil().Sub(d.Civil())%7 == 0 && int(anchor.Civil().Sub(d.Civil()))%n == 0
	}
	months := map[pricing.Cadence]int{
		pricing.Month: 1, pricing.Quarter: 3, pricing.HalfYear: 6, pricing.Year: 12, pricing.TwoYears: 24, pricing.ThreeYears: 36,
	}
	last := time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	between := (d.Year()-anchor.Year())*12 + int(d.Month()) - int(anchor.Month())
	return between%months[c] == 0 && d.Day() == min(anchor.Day(), last)
}

func aCadence() *rapid.Generator[pricing.Cadence] {
	return rapid.Map(rapid.Uint8Range(uint8(pricing.Week), uint8(pricing.ThreeYears)), func(n uint8) pricing.Cadence { return pricing.Cadence(n) })
}

// cadenceDate draws dates, the ends of months and of all years more often.
func cadenceDate() *rapid.Generator[msp.Date] {
	return rapid.OneOf(
		gen.Date(),
		rapid.Custom(func(t *rapid.T) msp.Date {
			year, month := rapid.IntRange(1990, 2030).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
			d := time.Date(year, month+1, -rapid.IntRange(0, 3).Draw(t, "before"), 0, 0, 0, 0, time.UTC)
			date, err := msp.NewDate(d.Year(), d.Month(), d.Day())
			if err != nil {
				t.Fatal(err)
			}
			return date
		}),
		gen.DateNear(msp.MustParseDate("0001-01-01"), 1200),
		gen.DateNear(msp.MustParseDate("9999-12-31"), 1200),
	)
}

// Law 16: a service period holds its day, begins where the rule of the calendar says
// and nowhere in between, and the next one begins where it ends.
func TestCadenceLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, anchor := aCadence().Draw(t, "cadence"), cadenceDate().Draw(t, "anchor")
		day := cadenceDate().Draw(t, "day")
		if rapid.Bool().Draw(t, "near") {
			day = gen.DateNear(anchor, 1500).Draw(t, "day")
		}
		p, ok := c.PeriodOf(anchor, day)
		// Walk both ways, as far as there are days.
		from, found := day, cadenceStarts(c, anchor, day)
		for !found {
			earlier, err := from.AddDays(-1)
			if err != nil {
				break
			}
			from = earlier
			found = cadenceStarts(c, anchor, from)
		}
		to, err := day.AddDays(1)
		for err == nil && !cadenceStarts(c, anchor, to) {
			to, err = to.AddDays(1)
		}
		if ok != (found && err == nil) {
			t.Fatalf("%v.PeriodOf(%v, %v) = %v, %v, from %v %v, to %v %v", c, anchor, day, p, ok, from, found, to, err)
		}
		if !ok {
			return
		}
		if p.From() != from || p.To() != to || !p.Contains(day) {
			t.Fatalf("%v.PeriodOf(%v, %v) = %v, want %v/%v", c, anchor, day, p, from, to)
		}
		if next, ok := c.PeriodOf(anchor, to); ok && next.From() != to {
			t.Fatalf("%v from %v: %v does not follow %v", c, anchor, next, p)
		}
		// The anchor is a start, and so is every start for the same day of the month.
		if first, ok := c.PeriodOf(anchor, anchor); ok && first.From() != anchor {
			t.Fatalf("%v.PeriodOf(%v, the same) = %v", c, anchor, first)
		}
	})
}

func TestCadencePeriodsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, anchor := aCadence().Draw(t, "cadence"), gen.Date().Draw(t, "anchor")
		within := proratePeriodOf(t, gen.DateNear(anchor, 3000).Draw(t, "from"), rapid.IntRange(0, 2500).Draw(t, "days"))
		var days, starts int
		next := msp.Date{}
		for p := range c.Periods(anchor, within) {
			if next.IsZero() && !p.Contains(within.From()) || !next.IsZero() && p.From() != next || !p.Overlaps(within) {
				t.Fatalf("%v.Periods(%v, %v) has %v behind %v", c, anchor, within, p, next)
			}
			if one, ok := c.PeriodOf(anchor, p.From()); !ok || one != p {
				t.Fatalf("%v.PeriodOf(%v, %v) = %v, %v, want %v", c, anchor, p.From(), one, ok, p)
			}
			days += p.Intersect(within).Days()
			starts++
			next = p.To()
		}
		if days != within.Days() || (starts == 0) != within.IsEmpty() {
			t.Fatalf("%v.Periods(%v, %v) are %d and cover %d days", c, anchor, within, starts, days)
		}
	})
}
