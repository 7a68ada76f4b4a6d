package msp_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// hamilton is the oracle: shares rounded toward zero, then one unit at a time to
// the line that is furthest below its share, the first of equals.
func hamilton(m msp.Money, weights []*big.Rat) []*big.Int {
	sum := new(big.Rat)
	for _, w := range weights {
		sum.Add(sum, w)
	}
	size := new(big.Int).Abs(minor(m))
	left := new(big.Int).Set(size)
	parts := make([]*big.Int, len(weights))
	missing := make([]*big.Rat, len(weights))
	for i, w := range weights {
		share := new(big.Rat).SetInt(size)
		share.Quo(share.Mul(share, w), sum)
		parts[i] = new(big.Int).Div(share.Num(), share.Denom())
		missing[i] = share.Sub(share, new(big.Rat).SetInt(parts[i]))
		left.Sub(left, parts[i])
	}
	for ; left.Sign() > 0; left.Sub(left, big.NewInt(1)) {
		best := 0
		for i := range missing {
			if missing[i].Cmp(missing[best]) > 0 {
				best = i
			}
		}
		parts[best].Add(parts[best], big.NewInt(1))
		missing[best].SetInt64(-1)
	}
	if m.Sign() < 0 {
		for _, part := range parts {
			part.Neg(part)
		}
	}
	return parts
}

func TestAllocateLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aMoney().Draw(t, "m")
		weights := rapid.SliceOfN(rapid.OneOf(
			rapid.Map(rapid.Int64Range(0, 5), func(n int64) decimal.Decimal { return decimal.New(n, 0) }),
			rapid.Map(aDecimal(), decimal.Decimal.Abs),
		), 1, 12).Draw(t, "weights")
		rats := make([]*big.Rat, len(weights))
		scaled := make([]decimal.Decimal, len(weights))
		factor := decimal.New(rapid.Int64Range(1, 1000).Draw(t, "factor"), int32(rapid.IntRange(-50, 50).Draw(t, "shift")))
		positive := false
		for i, w := range weights {
			rats[i], scaled[i] = rat(w), w.Mul(factor)
			positive = positive || w.Sign() > 0
		}
		parts, err := m.Allocate(weights...)
		if !positive {
			if err == nil {
				t.Fatalf("all weights zero: %v", parts)
			}
			return
		}
		if err != nil {
			t.Fatalf("%v.Allocate(%v): %v", m, weights, err)
		}
		for i, want := range hamilton(m, rats) {
			if minor(parts[i]).Cmp(want) != 0 || parts[i].Currency() != m.Currency() {
				t.Fatalf("%v.Allocate(%v)[%d] = %v, want %v minor units", m, weights, i, parts[i], want)
			}
			if weights[i].Sign() == 0 && !parts[i].IsZero() {
				t.Fatalf("weight 0 gets %v", parts[i])
			}
		}
		if total, err := msp.SumMoney(parts...); err != nil || total.Minor() != m.Minor() {
			t.Fatalf("parts of %v sum to %v, %v", m, total, err)
		}
		if same, err := m.Allocate(scaled...); err != nil || !slices.Equal(same, parts) {
			t.Fatalf("weights × %v: %v, %v, want %v", factor, same, err, parts)
		}
		if neg, err := m.Neg(); err == nil {
			mirror, err := neg.Allocate(weights...)
			if err != nil {
				t.Fatalf("%v.Allocate: %v", neg, err)
			}
			for i, part := range mirror {
				if part.Minor() != -parts[i].Minor() {
					t.Fatalf("parts of -m: %v, of m: %v", mirror, parts)
				}
			}
		}
	})
}

func TestAllocateIntsAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aMoney().Draw(t, "m")
		ints := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Min(0)), 0, 12).Draw(t, "weights")
		weights := make([]decimal.Decimal, len(ints))
		for i, n := range ints {
			weights[i] = decimal.New(n, 0)
		}
		want, wantErr := m.Allocate(weights...)
		got, err := m.AllocateInts(ints...)
		if (err == nil) != (wantErr == nil) || !slices.Equal(got, want) {
			t.Fatalf("%v.AllocateInts(%v) = %v, %v, want %v, %v", m, ints, got, err, want, wantErr)
		}
	})
}
