package metrics_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Law: a pooled margin lies between those of the clients, and the spread is from one
// to another; margins and their order are those of rational arithmetic.
func TestMarginLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := func(t *rapid.T, name string, low int64) msp.Money {
			m, _ := msp.NewMoney(rapid.Int64Range(low, 1000).Draw(t, name), usd("0").Currency())
			return m
		}
		clients := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) metrics.Earnings {
			return metrics.Earnings{Revenue: cents(t, "revenue", 0), Cost: cents(t, "cost", -10)}
		}), 0, 8).Draw(t, "clients")
		var revenue, cost int64
		var margins []*big.Rat
		for _, c := range clients {
			revenue, cost = revenue+c.Revenue.Minor(), cost+c.Cost.Minor()
			if r := c.Revenue.Minor(); r > 0 {
				margins = append(margins, big.NewRat(r-c.Cost.Minor(), r))
			}
		}
		slices.SortFunc(margins, (*big.Rat).Cmp)
		pooled, err1 := metrics.GrossMargin(clients...)
		spread, err2 := metrics.MarginSpread(rapid.Permutation(clients).Draw(t, "order")...)
		n := len(margins)
		if err1 != nil || err2 != nil || spread.Value.N() != int64(n) || spread.LeftOut.Total() != int64(len(clients)-n) ||
			spread.Value.Defined() != (n > 1) || pooled.Value.Defined() != (n > 0) || pooled.Value.N() != int64(len(clients)) {
			t.Fatalf("%v, %v; %v, %v", pooled, err1, spread, err2)
		}
		if n > 1 {
			if want := new(big.Rat).Sub(margins[n-1], margins[0]); spread.Value.Exact().String() != want.String() {
				t.Fatalf("%v, want %v", spread, want)
			}
		}
		if n > 0 {
			got, _ := pooled.Value.Exact().Rat()
			if got.Cmp(big.NewRat(revenue-cost, revenue)) != 0 {
				t.Fatalf("%v, want (%d − %d) ÷ %d", pooled, revenue, cost, revenue)
			}
			if n == len(clients) && (got.Cmp(margins[0]) < 0 || got.Cmp(margins[n-1]) > 0) {
				t.Fatalf("%v is not between %v and %v", pooled, margins[0], margins[n-1])
			}
		}
	})
}

// Law: concentration grows with the number of clients that count, is 1 for all of
// them, and at least what equal clients would have.
func TestConcentrationLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minors := rapid.SliceOfN(rapid.Int64Range(0, 100), 1, 8).Draw(t, "revenue")
		revenue := make([]msp.Money, len(minors))
		sum := int64(0)
		for i, minor := range minors {
			revenue[i], _ = msp.NewMoney(minor, usd("0").Currency())
			sum += minor
		}
		slices.Sort(minors)
		before, largest := msp.NewRatio(0, 1), int64(0)
		for top := 1; top <= len(minors); top++ {
			largest += minors[len(minors)-top]
			k, err := metrics.ClientConcentration(top, revenue...)
			share := k.Value.Exact()
			if err != nil || share != msp.NewRatio(largest, sum) {
				t.Fatalf("top %d of %v: %v, %v", top, minors, k, err)
			}
			if sum > 0 && (share.Compare(before) < 0 || share.Compare(msp.NewRatio(int64(top), int64(len(minors)))) < 0) {
				t.Fatalf("top %d of %v: %v after %v", top, minors, k, before)
			}
			before = share
		}
		if sum > 0 && before != msp.NewRatio(1, 1) {
			t.Fatalf("all of %v: %v", minors, before)
		}
	})
}
