package msp_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// aPeriod draws periods near each other, so that they meet.
func aPeriod() *rapid.Generator[msp.Period] {
	return rapid.Custom(func(t *rapid.T) msp.Period {
		from, err := msp.MustParseDate("2026-01-01").AddDays(rapid.IntRange(0, 40).Draw(t, "from"))
		if err != nil {
			t.Fatalf("from: %v", err)
		}
		to, err := from.AddDays(rapid.IntRange(0, 20).Draw(t, "days"))
		if err != nil {
			t.Fatalf("to: %v", err)
		}
		p, err := msp.NewPeriod(from, to)
		if err != nil {
			t.Fatalf("NewPeriod: %v", err)
		}
		return p
	})
}

// A period is the set of its dates: the oracle walks them.
func TestPeriodLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := aPeriod().Draw(t, "a"), aPeriod().Draw(t, "b")
		roundTrip(t, a)
		both := a.Intersect(b)
		in, common := 0, 0
		for d := range msp.MustParsePeriod("2025-12-01/2026-06-01").Dates() {
			if a.Contains(d) {
				in++
			}
			if a.Contains(d) && b.Contains(d) {
				common++
			}
			if both.Contains(d) != (a.Contains(d) && b.Contains(d)) {
				t.Fatalf("%v of %v and %v at %v", both, a, b, d)
			}
		}
		if a.Days() != in || both.Days() != common || a.Overlaps(b) != (common > 0) || a.IsEmpty() != (in == 0) {
			t.Fatalf("%v: %d days, %d counted; with %v %d, %d counted", a, a.Days(), in, b, both.Days(), common)
		}
		walked := 0
		for d := range a.Dates() {
			if !a.Contains(d) {
				t.Fatalf("%v walks %v", a, d)
			}
			walked++
		}
		if walked != in {
			t.Fatalf("%v walks %d dates, want %d", a, walked, in)
		}
		if c := a.Compare(b); c != -b.Compare(a) || (c == 0) != (a == b) {
			t.Fatalf("%v.Compare(%v) = %d", a, b, c)
		}
	})
}
