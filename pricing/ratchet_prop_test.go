package pricing_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/pricing"
)

// ratchetDays is the rule of [pricing.Ratchet.Apply] day by day: what there is on
// each day of a period, of what is asked for and which days are renewals. Nothing
// was asked for before the period.
func ratchetDays(asked []int64, renewal []bool, grace int) []int64 {
	there := make([]int64, len(asked))
	began := -1_000_000 // the first day of the term
	for d := range asked {
		if renewal[d] {
			began = d
		}
		committed := int64(1 << 62)
		for x := d - max(grace, 1); x < d; x++ {
			switch {
			case x < began || x < 0:
				committed = 0
			default:
				committed = min(committed, there[x])
			}
		}
		there[d] = max(asked[d], committed)
	}
	return there
}

// ratchetRenewal reports whether a term of some months begins on a day.
func ratchetRenewal(anchor, d msp.Date, months int) bool {
	last := time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	between := (d.Year()-anchor.Year())*12 + int(d.Month()) - int(anchor.Month())
	return between%months == 0 && d.Day() == min(anchor.Day(), last)
}

func TestRatchetLaws(t *testing.T) {
	months := map[pricing.Cadence]int{pricing.Month: 1, pricing.Quarter: 3, pricing.Year: 12}
	rapid.Check(t, func(t *rapid.T) {
		r := pricing.Ratchet{
			Term:  rapid.SampledFrom([]pricing.Cadence{pricing.Month, pricing.Quarter, pricing.Year}).Draw(t, "term"),
			Grace: rapid.SampledFrom([]int{0, 1, 2, 7, 20, 60}).Draw(t, "grace"),
		}
		first := gen.Date().Draw(t, "first")
		anchor := gen.DateNear(first, 800).Draw(t, "anchor")
		period := proratePeriodOf(t, first, rapid.IntRange(1, 900).Draw(t, "days"))
		var requested pricing.Timeline
		for _, n := range rapid.SliceOfN(rapid.OneOf(rapid.IntRange(0, 30), rapid.IntRange(0, 950)), 0, 12).Draw(t, "days of steps") {
			from, err := first.AddDays(n)
			if err != nil {
				t.Fatal(err)
			}
			requested = requested.With(from, decimal.NewFromInt(rapid.Int64Range(0, 12).Draw(t, "quantity")))
		}

		var asked []int64
		var renewal []bool
		for d := range period.Dates() {
			asked = append(asked, requested.At(d).IntPart())
			renewal = append(renewal, ratchetRenewal(anchor, d, months[r.Term]))
		}
		want := ratchetDays(asked, renewal, r.Grace)
		effective, refused := r.Apply(requested, anchor, period.To())
		day, falls, next := 0, false, 0
		for d := range period.Dates() {
			got := effective.At(d).IntPart()
			if got != want[day] {
				t.Fatalf("%v of %v from %v: on %v %d, want %d; effective %v", r, requested, anchor, d, got, want[day], effective)
			}
			if got < asked[day] || renewal[day] && got != asked[day] {
				t.Fatalf("on %v there are %d, asked for %d", d, got, asked[day])
			}
			before := int64(0)
			if day > 0 {
				before = asked[day-1]
			}
			falls = falls || asked[day] < before
			// Every change of the wish that leaves it below what is there is refused, and
			// nothing else.
			if asked[day] != before && got > asked[day] {
				if next == len(refused) || refused[next].Date != d || refused[next].Requested.IntPart() != asked[day] || refused[next].Kept.IntPart() != got {
					t.Fatalf("on %v %d of %d is refused: %v", d, asked[day], got, refused)
				}
				until := refused[next].Until
				if !until.After(d) || !ratchetRenewal(anchor, until, months[r.Term]) {
					t.Fatalf("%v is no renewal after %v", until, d)
				}
				for x := range proratePeriodOf(t, d, d.DaysUntil(until)).Dates() {
					if x != d && ratchetRenewal(anchor, x, months[r.Term]) {
						t.Fatalf("refused on %v until %v, but %v is a renewal", d, until, x)
					}
				}
				next++
			}
			day++
		}
		if next != len(refused) {
			t.Fatalf("%d refused, want %d: %v", len(refused), next, refused)
		}
		for i, s := range effective {
			if i > 0 && !effective[i-1].From.Before(s.From) || !s.From.Before(period.To()) {
				t.Fatalf("not in order, or after %v: %v", period, effective)
			}
		}
		if !falls && len(refused) > 0 {
			t.Fatalf("%v never falls, but %v is refused", requested, refused)
		}
		// A longer question has the same answer for these days.
		longer, _ := r.Apply(requested, anchor, msp.Date{})
		for d := range period.Dates() {
			if !longer.At(d).Equal(effective.At(d)) {
				t.Fatalf("on %v %v, without an end %v", d, effective.At(d), longer.At(d))
			}
		}
	})
}

// What never falls is granted as it is, step by step.
func TestRatchetGrantsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := gen.Date().Draw(t, "first")
		var requested pricing.Timeline
		quantity, from := int64(0), first
		for range rapid.IntRange(0, 10).Draw(t, "steps") {
			quantity += rapid.Int64Range(0, 3).Draw(t, "more")
			requested = requested.With(from, decimal.NewFromInt(quantity))
			from = proratePeriodOf(t, from, rapid.IntRange(1, 400).Draw(t, "days")).To()
		}
		r := pricing.Ratchet{Term: pricing.Cadence(rapid.Uint8Range(0, uint8(pricing.Once)).Draw(t, "term")), Grace: rapid.IntRange(0, 40).Draw(t, "grace")}
		got, refused := r.Apply(requested, gen.DateNear(first, 500).Draw(t, "anchor"), msp.Date{})
		if !timelineEqual(got, requested) || refused != nil {
			t.Fatalf("%v of %v = %v, %v", r, requested, got, refused)
		}
	})
}
