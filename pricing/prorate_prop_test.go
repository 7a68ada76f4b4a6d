package pricing_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/pricing"
)

// prorateRound rounds a fraction, written from the table of [msp.Rounding] alone.
func prorateRound(x *big.Rat, mode msp.Rounding) *big.Int {
	below, above := new(big.Int), new(big.Int) // the integers around x
	below.Div(x.Num(), x.Denom())              // Euclidean, so floor: the divisor is positive
	if x.IsInt() {
		return below
	}
	above.Add(below, big.NewInt(1))
	toZero, fromZero := below, above
	if x.Sign() < 0 {
		toZero, fromZero = above, below
	}
	down := new(big.Rat).Sub(x, new(big.Rat).SetInt(below))
	half := down.Cmp(big.NewRat(1, 2))
	switch mode {
	case msp.Up:
		return fromZero
	case msp.Down:
		return toZero
	case msp.Ceil:
		return above
	case msp.Floor:
		return below
	case msp.HalfEven:
		if half == 0 && below.Bit(0) == 0 {
			return below
		} else if half == 0 {
			return above
		}
	case msp.HalfUp:
	}
	switch {
	case half < 0:
		return below
	case half > 0:
		return above
	}
	return fromZero
}

func prorateMode() *rapid.Generator[msp.Rounding] {
	return rapid.Map(rapid.Uint8Range(0, uint8(msp.Floor)), func(n uint8) msp.Rounding { return msp.Rounding(n) })
}

func prorateAmount() *rapid.Generator[msp.Money] {
	return rapid.Map(rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64Range(-1_000_000, 1_000_000), rapid.Int64()), prorateMoney)
}

// proratePeriod draws a service period of one day to a few years.
func proratePeriod() *rapid.Generator[msp.Period] {
	return rapid.Custom(func(t *rapid.T) msp.Period {
		from := gen.Date().Draw(t, "from")
		days := rapid.OneOf(rapid.SampledFrom([]int{1, 28, 30, 31, 365}), rapid.IntRange(1, 800)).Draw(t, "days")
		return proratePeriodOf(t, from, days)
	})
}

func proratePeriodOf(tb interface{ Fatal(args ...any) }, from msp.Date, days int) msp.Period {
	to, err := from.AddDays(days)
	if err != nil {
		tb.Fatal(err)
	}
	p, err := msp.NewPeriod(from, to)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// prorateDaysIn counts the days of a period for which something holds, one by one.
func prorateDaysIn(p msp.Period, holds func(msp.Date) bool) int64 {
	n := int64(0)
	for d := range p.Dates() {
		if holds(d) {
			n++
		}
	}
	return n
}

func prorateExact(m msp.Money, days, of int64) *big.Rat {
	return new(big.Rat).Mul(new(big.Rat).SetInt64(m.Minor()), big.NewRat(days, of))
}

// Law 11: the part is the exact one rounded; all of it for the whole period, none
// for none, and never more for fewer days.
func TestProrateLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount, period, mode := prorateAmount().Draw(t, "amount"), proratePeriod().Draw(t, "period"), prorateMode().Draw(t, "mode")
		from := gen.DateNear(period.From(), period.Days()+5).Draw(t, "service")
		service := proratePeriodOf(t, from, rapid.IntRange(0, 2*period.Days()).Draw(t, "days"))
		got, err := pricing.Prorate(amount, service, period, mode)
		want := prorateRound(prorateExact(amount, prorateDaysIn(period, service.Contains), int64(period.Days())), mode)
		if err != nil || got != prorateMoney(want.Int64()) {
			t.Fatalf("Prorate(%v, %v, %v, %v) = %v, %v, want %v cents", amount, service, period, mode, got, err, want)
		}
		if whole, err := pricing.Prorate(amount, period, period, mode); err != nil || whole != amount {
			t.Fatalf("the whole of %v is %v, %v", amount, whole, err)
		}
		if none, err := pricing.Prorate(amount, msp.Period{}, period, mode); err != nil || none != prorateMoney(0) {
			t.Fatalf("none of %v is %v, %v", amount, none, err)
		}
		longer := proratePeriodOf(t, from, service.Days()+rapid.IntRange(0, 40).Draw(t, "more"))
		more, err := pricing.Prorate(amount, longer, period, mode)
		if err != nil || got.Sign() != 0 && more.Sign() != got.Sign() || amount.Sign()*more.Compare(got) < 0 {
			t.Fatalf("of %v %v is %v, %v is %v, %v", amount, service, got, longer, more, err)
		}
	})
}

// prorateCuts draws dates of a period, its ends and repetitions among them.
func prorateCuts(period msp.Period) *rapid.Generator[[]msp.Date] {
	return rapid.Custom(func(t *rapid.T) []msp.Date {
		var cuts []msp.Date
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, period.Days()), 0, 8).Draw(t, "cuts") {
			cut, err := period.From().AddDays(n)
			if err != nil {
				t.Fatal(err)
			}
			cuts = append(cuts, cut)
		}
		slices.SortFunc(cuts, msp.Date.Compare)
		return cuts
	})
}

// Laws 12 and 13: the parts sum to the amount, every boundary is the exact one
// rounded, and a cut changes only the part it cuts.
func TestProratePartsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount, period, mode := prorateAmount().Draw(t, "amount"), proratePeriod().Draw(t, "period"), prorateMode().Draw(t, "mode")
		cuts := prorateCuts(period).Draw(t, "cuts")
		parts, err := pricing.ProrateParts(amount, period, cuts, mode)
		if err != nil || len(parts) != len(cuts)+1 {
			t.Fatalf("ProrateParts(%v, %v, %v, %v) = %v, %v", amount, period, cuts, mode, parts, err)
		}
		sum := new(big.Int)
		for i, part := range parts {
			to := period.To()
			if i < len(cuts) {
				to = cuts[i]
			}
			sum.Add(sum, big.NewInt(part.Minor()))
			want := prorateRound(prorateExact(amount, prorateDaysIn(period, to.After), int64(period.Days())), mode)
			if sum.Cmp(want) != 0 || part.Sign()*amount.Sign() < 0 || part.Currency() != amount.Currency() {
				t.Fatalf("ProrateParts(%v, %v, %v, %v) = %v: %v up to %v, want %v", amount, period, cuts, mode, parts, sum, to, want)
			}
		}
		if sum.Int64() != amount.Minor() {
			t.Fatalf("%v sum to %v, want %v", parts, sum, amount)
		}

		cut := prorateCuts(period).Filter(func(c []msp.Date) bool { return len(c) > 0 }).Draw(t, "another")[0]
		at := rapid.IntRange(0, len(cuts)).Filter(func(i int) bool {
			return (i == 0 || !cuts[i-1].After(cut)) && (i == len(cuts) || !cut.After(cuts[i]))
		}).Draw(t, "at")
		more, err := pricing.ProrateParts(amount, period, slices.Insert(slices.Clone(cuts), at, cut), mode)
		if err != nil {
			t.Fatal(err)
		}
		joined, err := more[at].Add(more[at+1])
		if err != nil {
			t.Fatal(err)
		}
		if again := slices.Replace(more, at, at+2, joined); !slices.Equal(again, parts) {
			t.Fatalf("%v cut at %v, part %d: %v, before %v", amount, cut, at, again, parts)
		}
	})
}

// Law 14: what is used and what is not sum to what was charged; a change to the same
// price costs nothing; the later the change, the less is credited.
func TestProrateChangePlanLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		half := rapid.Int64Range(-math.MaxInt64/2, math.MaxInt64/2)
		charged := prorateMoney(rapid.OneOf(rapid.Int64Range(-100, 100), half).Draw(t, "charged"))
		price := prorateMoney(rapid.OneOf(rapid.Int64Range(-100, 100), half).Draw(t, "price"))
		period, mode := proratePeriod().Draw(t, "period"), prorateMode().Draw(t, "mode")
		days := rapid.IntRange(0, period.Days()).Draw(t, "day")
		used := proratePeriodOf(t, period.From(), days)
		got, err := pricing.ChangePlan(charged, price, period, used.To(), mode)
		if err != nil {
			t.Fatalf("ChangePlan(%v, %v, %v, %v, %v): %v", charged, price, period, used.To(), mode, err)
		}
		usedUp := prorateRound(prorateExact(charged, int64(days), int64(period.Days())), mode).Int64()
		gone := prorateRound(prorateExact(price, int64(days), int64(period.Days())), mode).Int64()
		if got.Credit.Minor() != usedUp-charged.Minor() || got.Charge.Minor() != price.Minor()-gone || got.Net.Minor() != got.Credit.Minor()+got.Charge.Minor() {
			t.Fatalf("ChangePlan(%v, %v, %v, %v, %v) = %v, used %d and %d", charged, price, period, used.To(), mode, got, usedUp, gone)
		}
		if part, err := pricing.Prorate(charged, used, period, mode); err != nil || part.Minor()-got.Credit.Minor() != charged.Minor() {
			t.Fatalf("used %v, %v, credit %v of %v", part, err, got.Credit, charged)
		}
		if same, err := pricing.ChangePlan(price, price, period, used.To(), mode); err != nil || same.Net != prorateMoney(0) || same.Charge != got.Charge {
			t.Fatalf("%v for the same costs %v, %v", price, same, err)
		}
		if days < period.Days() {
			later, err := pricing.ChangePlan(charged, price, period, proratePeriodOf(t, period.From(), days+1).To(), mode)
			if err != nil || charged.Sign()*later.Credit.Compare(got.Credit) < 0 || price.Sign()*later.Charge.Compare(got.Charge) > 0 {
				t.Fatalf("a day later than %v: %v, %v", got, later, err)
			}
		}
	})
}
