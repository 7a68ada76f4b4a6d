package msp_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// aRounding draws all modes, not stated among them.
func aRounding() *rapid.Generator[msp.Rounding] {
	return rapid.Map(rapid.IntRange(0, 6), func(n int) msp.Rounding { return msp.Rounding(n) })
}

// anInt64 draws integers with the edges of the type often among them.
func anInt64() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64(), rapid.Int64Range(-1000, 1000),
		rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, math.MaxInt64, math.MaxInt64 - 1, 1 << 32, 1e9}),
	)
}

// round is the oracle: it looks at the integers on both sides of x.
func round(x *big.Rat, mode msp.Rounding) *big.Int {
	below := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean, and the denominator is positive
	if x.IsInt() {
		return below
	}
	above := new(big.Int).Add(below, big.NewInt(1))
	inner, outer := below, above
	if x.Sign() < 0 {
		inner, outer = above, below
	}
	twice := new(big.Rat).Sub(x, new(big.Rat).SetInt(below))
	half := twice.Cmp(big.NewRat(1, 2))
	switch mode {
	case 0, msp.HalfUp:
	case msp.Up:
		return outer
	case msp.Down:
		return inner
	case msp.Ceil:
		return above
	case msp.Floor:
		return below
	case msp.HalfEven:
		if half == 0 && below.Bit(0) == 0 {
			return below
		}
		if half == 0 {
			return above
		}
	}
	switch half {
	case -1:
		return below
	case 1:
		return above
	}
	return outer
}

func TestRoundingLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := aRounding().Draw(t, "mode")
		roundTrip(t, mode)
		num := anInt64().Draw(t, "num")
		den := anInt64().Filter(func(n int64) bool { return n != 0 }).Draw(t, "den")
		want := round(big.NewRat(num, den), mode)
		got, err := msp.NewRatio(num, den).Int(mode)
		if (err == nil) != want.IsInt64() || err == nil && got != want.Int64() {
			t.Fatalf("NewRatio(%d, %d).Int(%v) = %d, %v, want %v", num, den, mode, got, err, want)
		}
	})
}
