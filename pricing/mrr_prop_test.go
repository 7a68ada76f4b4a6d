package pricing_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// mrrTimesAYear is how often each cadence comes in a year of 52 weeks.
func mrrTimesAYear() map[pricing.Cadence]*big.Rat {
	return map[pricing.Cadence]*big.Rat{
		pricing.Week: big.NewRat(52, 1), pricing.Fortnight: big.NewRat(26, 1), pricing.Month: big.NewRat(12, 1),
		pricing.Quarter: big.NewRat(4, 1), pricing.HalfYear: big.NewRat(2, 1), pricing.Year: big.NewRat(1, 1),
		pricing.TwoYears: big.NewRat(1, 2), pricing.ThreeYears: big.NewRat(1, 3), pricing.Once: new(big.Rat), 0: new(big.Rat),
	}
}

// mrrDraw draws an item of US dollars.
func mrrDraw() *rapid.Generator[pricing.RecurringItem] {
	return rapid.Custom(func(t *rapid.T) pricing.RecurringItem {
		most := rapid.SampledFrom([]int64{1000, 1e12}).Draw(t, "most")
		return pricing.RecurringItem{
			Amount:   marginMinor(t, "amount", -most, most),
			Quantity: decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "quantity"), -rapid.Int32Range(0, 3).Draw(t, "digits")),
			Every:    pricing.Cadence(rapid.IntRange(0, int(pricing.Once)).Draw(t, "every")),
		}
	})
}

// L31: MRR is additive before it is rounded, in any order and grouping; MRR and ARR
// are the exact sum, each rounded once.
func TestMRRLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(mrrDraw(), 1, 12).Draw(t, "items")
		year := new(big.Rat)
		for _, i := range items {
			each := new(big.Rat).Mul(marginInt(i.Amount), i.Quantity.Rat())
			year.Add(year, each.Mul(each, mrrTimesAYear()[i.Every]))
		}
		whole, err := pricing.MRR(items...)
		if err != nil {
			t.Fatal(err)
		}
		month, mode := new(big.Rat).Quo(year, big.NewRat(12, 1)), marginMode(t)
		if got := new(big.Rat).Mul(marginRat(whole.PerMonth()), big.NewRat(100, 1)); got.Cmp(month) != 0 {
			t.Fatalf("MRR(%v) is %s cents, want %s", items, got, month)
		}
		if got, err := whole.MRR(mode); !marginSame(got, err, month, mode) {
			t.Fatalf("MRR(%v) = %v, %v, want %s cents", items, got, err, month)
		}
		if got, err := whole.ARR(mode); !marginSame(got, err, year, mode) {
			t.Fatalf("ARR(%v) = %v, %v, want %s cents", items, got, err, year)
		}
		mixed := rapid.Permutation(items).Draw(t, "order")
		cut := rapid.IntRange(0, len(items)).Draw(t, "cut")
		a, errA := pricing.MRR(mixed[:cut]...)
		b, errB := pricing.MRR(mixed[cut:]...)
		sum, errSum := a.Add(b)
		if errA != nil || errB != nil || errSum != nil || sum != whole {
			t.Fatalf("%v + %v = %v, want %v (%v, %v, %v)", a, b, sum, whole, errA, errB, errSum)
		}
		if other, err := b.Add(a); err != nil || other != sum {
			t.Fatalf("%v + %v = %v, the other way %v, %v", a, b, sum, other, err)
		}
		var one pricing.Recurring
		for _, i := range items {
			alone, err := i.Recurring()
			if err != nil {
				t.Fatal(err)
			}
			if one, err = one.Add(alone); err != nil {
				t.Fatal(err)
			}
		}
		if one != whole {
			t.Fatalf("one by one %v, want %v", one, whole)
		}
		if whole.Currency() != msp.MustParseCurrency("USD") {
			t.Fatalf("currency %v", whole.Currency())
		}
	})
}
