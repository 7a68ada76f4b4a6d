package wide_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/wide"
)

// round is the oracle: it looks at the two integers around the exact quotient.
func round(mode wide.Mode, x *big.Rat) *big.Int {
	floor := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean: the denominator is positive
	if x.IsInt() {
		return floor
	}
	ceil := new(big.Int).Add(floor, big.NewInt(1))
	inner, outer := floor, ceil
	if x.Sign() < 0 {
		inner, outer = ceil, floor
	}
	switch mode {
	case 0, wide.HalfUp, wide.HalfEven:
	case wide.Up:
		return outer
	case wide.Down:
		return inner
	case wide.Ceil:
		return ceil
	case wide.Floor:
		return floor
	}
	below := new(big.Rat).Sub(x, new(big.Rat).SetInt(floor))
	switch below.Cmp(big.NewRat(1, 2)) {
	case -1:
		return floor
	case 1:
		return ceil
	}
	if mode == wide.HalfEven {
		if floor.Bit(0) == 0 {
			return floor
		}
		return ceil
	}
	return outer
}

func TestRoundingAgreesWithBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := wide.Mode(rapid.IntRange(0, 6).Draw(t, "mode"))
		a, num := anInt64().Draw(t, "a"), anInt64().Draw(t, "num")
		den := anInt64().Filter(func(n int64) bool { return n != 0 }).Draw(t, "den")
		x := anInt().Draw(t, "x")
		bigDen := big.NewInt(den)
		check := func(name string, got int64, ok bool, num *big.Int) {
			want := round(mode, new(big.Rat).SetFrac(num, bigDen))
			if ok != want.IsInt64() || ok && got != want.Int64() {
				t.Fatalf("%s = %d, %v, want %v", name, got, ok, want)
			}
			if big := wide.QuoBig(mode, num, bigDen); big.Cmp(want) != 0 {
				t.Fatalf("QuoBig(%v, %v) = %v, want %v", num, bigDen, big, want)
			}
		}
		got, ok := wide.MulQuo(mode, a, num, den)
		check("MulQuo", got, ok, new(big.Int).Mul(big.NewInt(a), big.NewInt(num)))
		got, ok = x.Quo(mode, den)
		check("Quo", got, ok, x.Big())
	})
}
