package pricing_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/pricing"
)

// timelineQuantity draws small quantities, some of them not whole.
func timelineQuantity() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		places := rapid.SampledFrom([]int32{0, 0, 0, 1, 3}).Draw(t, "places")
		return decimal.New(rapid.Int64Range(0, 60).Draw(t, "coef"), -places)
	})
}

// aTimeline draws steps around a period, several on one day too.
func aTimeline(period msp.Period) *rapid.Generator[pricing.Timeline] {
	return rapid.Custom(func(t *rapid.T) pricing.Timeline {
		var timeline pricing.Timeline
		for i := range rapid.IntRange(0, 8).Draw(t, "steps") {
			var from msp.Date
			if i > 0 || rapid.Bool().Draw(t, "dated") {
				from = gen.DateNear(period.From(), rapid.SampledFrom([]int{3, 40, 500}).Draw(t, "near")).Draw(t, "from")
			}
			timeline = append(timeline, pricing.QuantityStep{From: from, Quantity: timelineQuantity().Draw(t, "quantity")})
		}
		return timeline
	})
}

// timelineAt is the quantity on a day by the words of the documentation: of the
// steps that are not later, those of the latest day, and of these the last.
func timelineAt(timeline pricing.Timeline, d msp.Date) *big.Rat {
	byDay := map[msp.Date]*big.Rat{}
	latest, found := msp.Date{}, false
	for _, s := range timeline {
		byDay[s.From] = s.Quantity.Rat()
		if s.From.Compare(d) <= 0 && (!found || s.From.Compare(latest) > 0) {
			latest, found = s.From, true
		}
	}
	if !found {
		return new(big.Rat)
	}
	return byDay[latest]
}

func TestTimelineLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		period := proratePeriod().Draw(t, "period")
		timeline := aTimeline(period).Draw(t, "timeline")
		steps := map[msp.Date]bool{period.From(): true}
		for _, s := range timeline {
			steps[s.From] = true
		}
		next := period.From()
		for i, s := range timeline.Segments(period) {
			if s.Period.From() != next || s.Period.IsEmpty() || !steps[next] {
				t.Fatalf("segment %d of %v is %v, want it from %v", i, timeline, s, next)
			}
			for d := range s.Period.Dates() {
				want := timelineAt(timeline, d)
				if s.Quantity.Rat().Cmp(want) != 0 || timeline.At(d).Rat().Cmp(want) != 0 {
					t.Fatalf("on %v of %v there are %v, segment %v, want %v", d, timeline, timeline.At(d), s, want)
				}
				if d != s.Period.From() && steps[d] {
					t.Fatalf("the step of %v is inside %v", d, s)
				}
			}
			next = s.Period.To()
		}
		if next != period.To() {
			t.Fatalf("segments of %v end on %v, not %v", timeline, next, period.To())
		}
		if issues := timeline.Validate(); len(issues) > 0 {
			t.Fatalf("%v: %v", timeline, issues)
		}
		text, err := json.Marshal(timeline)
		var back pricing.Timeline
		if err != nil || json.Unmarshal(text, &back) != nil || !timelineEqual(back, timeline) {
			t.Fatalf("%v comes back from %s as %v, %v", timeline, text, back, err)
		}
	})
}

// Law 15: the total is the exact sum over all days, rounded once; the parts sum to
// it, each boundary rounded by itself; a step that changes nothing changes only the
// part it cuts; the order of days in the list does not matter.
func TestTimelineProrateLaws(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	rapid.Check(t, func(t *rapid.T) {
		period, mode := proratePeriod().Draw(t, "period"), prorateMode().Draw(t, "mode")
		timeline := aTimeline(period).Draw(t, "timeline")
		unit := decimal.New(rapid.Int64Range(-10_000, 300_000).Draw(t, "unit"), -rapid.Int32Range(0, 4).Draw(t, "places"))
		parts, total, err := pricing.ProrateTimeline(unit, usd, timeline, period, mode)
		if err != nil {
			t.Fatal(err)
		}
		exact, sum := new(big.Rat), new(big.Int)
		share := new(big.Rat).Mul(unit.Rat(), big.NewRat(100, int64(period.Days())))
		for _, part := range parts {
			for d := range part.Period.Dates() {
				exact.Add(exact, new(big.Rat).Mul(share, timelineAt(timeline, d)))
			}
			sum.Add(sum, big.NewInt(part.Amount.Minor()))
			if want := prorateRound(exact, mode); sum.Cmp(want) != 0 {
				t.Fatalf("%v of %v at %v: %v up to %v, want %v", period, timeline, unit, sum, part.Period.To(), want)
			}
		}
		if total != prorateMoney(sum.Int64()) {
			t.Fatalf("total %v, parts %v", total, parts)
		}

		cut := gen.DateNear(period.From(), period.Days()).Draw(t, "cut")
		more, again, err := pricing.ProrateTimeline(unit, usd, timeline.With(cut, timeline.At(cut)), period, mode)
		if err != nil || again != total {
			t.Fatalf("cut at %v: %v, %v, before %v", cut, again, err, total)
		}
		for i, part := range more {
			if i < len(parts) && part.Period != parts[i].Period {
				joined, err := part.Amount.Add(more[i+1].Amount)
				if err != nil || joined != parts[i].Amount || !timelineAmountsEqual(more[i+2:], parts[i+1:]) {
					t.Fatalf("cut at %v: %v, before %v", cut, more, parts)
				}
				break
			} else if part.Amount != parts[i].Amount {
				t.Fatalf("cut at %v: %v, before %v", cut, more, parts)
			}
		}

		// One step for each day, in any order.
		byDay := map[msp.Date]pricing.QuantityStep{}
		for _, s := range timeline {
			byDay[s.From] = s
		}
		var single pricing.Timeline
		for _, s := range timeline {
			if last, ok := byDay[s.From]; ok && !s.From.IsZero() {
				single = append(single, last)
				delete(byDay, s.From)
			}
		}
		single = rapid.Permutation(single).Draw(t, "order")
		if first, ok := byDay[msp.Date{}]; ok {
			single = slices.Insert(single, 0, first)
		}
		shuffled, again, err := pricing.ProrateTimeline(unit, usd, single, period, mode)
		if err != nil || again != total || !timelineAmountsEqual(shuffled, parts) {
			t.Fatalf("%v: %v, %v, as %v: %v", single, shuffled, err, timeline, parts)
		}
	})
}

func timelineAmountsEqual(a, b []pricing.TimelinePart) bool {
	return slices.EqualFunc(a, b, func(a, b pricing.TimelinePart) bool { return a.Amount == b.Amount && a.Period == b.Period })
}
