package wide_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/wide"
)

func TestInt(t *testing.T) {
	const min, max = math.MinInt64, math.MaxInt64
	for _, tt := range []struct {
		got  wide.Int
		want string
	}{
		{wide.Int{}, "0"},
		{wide.Of(-1), "-1"},
		{wide.Of(min), "-9223372036854775808"},
		{wide.Mul(min, min), "85070591730234615865843651857942052864"},
		{wide.Mul(min, max), "-85070591730234615856620279821087277056"},
		{wide.Mul(-3, 7), "-21"},
		{wide.Mul(3, -7), "-21"},
		{wide.Mul(0, -7), "0"},
		{wide.FromWords(-1, 0), "-18446744073709551616"},
	} {
		if got := tt.got.String(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestIntEdges(t *testing.T) {
	least := wide.FromWords(math.MinInt64, 0)
	most := wide.FromWords(math.MaxInt64, math.MaxUint64)
	one := wide.Of(1)
	for _, tt := range []struct {
		name string
		op   func() (wide.Int, bool)
		ok   bool
	}{
		{"most+1", func() (wide.Int, bool) { return most.Add(one) }, false},
		{"most+0", func() (wide.Int, bool) { return most.Add(wide.Int{}) }, true},
		{"least-1", func() (wide.Int, bool) { return least.Sub(one) }, false},
		{"least+most", func() (wide.Int, bool) { return least.Add(most) }, true},
		{"-least", least.Neg, false},
		{"-most", most.Neg, true},
	} {
		if got, ok := tt.op(); ok != tt.ok {
			t.Errorf("%s = %v, %v, want %v", tt.name, got, ok, tt.ok)
		}
	}
	for _, x := range []wide.Int{least, most} {
		if got, ok := wide.FromBig(x.Big()); !ok || got != x {
			t.Errorf("FromBig(%v) = %v, %v", x, got, ok)
		}
	}
	beyond := new(big.Int).Lsh(big.NewInt(1), 127)
	if got, ok := wide.FromBig(beyond); ok {
		t.Errorf("FromBig(2^127) = %v, want no fit", got)
	}
	if got, ok := wide.FromBig(beyond.Neg(beyond).Sub(beyond, big.NewInt(1))); ok {
		t.Errorf("FromBig(-2^127-1) = %v, want no fit", got)
	}
}

func TestMulQuo(t *testing.T) {
	const min, max = math.MinInt64, math.MaxInt64
	for _, tt := range []struct {
		mode        wide.Mode
		a, num, den int64
		want        int64
		ok          bool
	}{
		{wide.HalfUp, 9999, 25, 30, 8333, true}, // 8332.5
		{wide.HalfUp, -9999, 25, 30, -8333, true},
		{wide.HalfEven, 9999, 25, 30, 8332, true},
		{wide.Up, 1, 1, 1000, 1, true},
		{wide.Down, 999, 1, 1000, 0, true},
		{wide.Ceil, -999, 1, 1000, 0, true},
		{wide.Floor, -1, 1, 1000, -1, true},
		{0, 5, 1, 10, 1, true}, // not stated: half up
		{wide.HalfUp, min, 1, 1, min, true},
		{wide.HalfUp, min, -1, 1, 0, false},
		{wide.HalfUp, min, 1, -1, 0, false},
		{wide.HalfUp, max, max, max, max, true},
		{wide.HalfUp, max, 2, 1, 0, false},
		{wide.HalfUp, max, 3, 1, 0, false},
		{wide.HalfUp, 1, 1, 0, 0, false},
		{wide.Up, max, 3, 2, 0, false},
	} {
		got, ok := wide.MulQuo(tt.mode, tt.a, tt.num, tt.den)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("MulQuo(%d, %d, %d, %d) = %d, %v, want %d, %v", tt.mode, tt.a, tt.num, tt.den, got, ok, tt.want, tt.ok)
		}
	}
	// The cut quotient is 2⁶⁴−1: the step away from zero leaves 64 bits.
	if got, ok := wide.FromWords(2, math.MaxUint64).Quo(wide.Up, 3); ok {
		t.Errorf("Quo at 2^64 = %d, want no fit", got)
	}
	if got := [2]int64{wide.Tiny(wide.Up, true), wide.Tiny(wide.Ceil, false)}; got != [2]int64{-1, 1} {
		t.Errorf("Tiny = %v", got)
	}
	if got := wide.Tiny(wide.HalfUp, true); got != 0 {
		t.Errorf("Tiny half up = %d", got)
	}
}

func TestPow10(t *testing.T) {
	want := uint64(1)
	for n := range 20 {
		if got := wide.Pow10(n); got != want {
			t.Errorf("Pow10(%d) = %d, want %d", n, got, want)
		}
		want *= 10
	}
}

// anInt64 draws integers with the edges of the type often among them.
func anInt64() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64(),
		rapid.Int64Range(-20, 20),
		rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, math.MaxInt64, math.MaxInt64 - 1, 1 << 32, 10, 1000}),
	)
}

func anInt() *rapid.Generator[wide.Int] {
	return rapid.Custom(func(t *rapid.T) wide.Int {
		return wide.FromWords(anInt64().Draw(t, "hi"), uint64(anInt64().Draw(t, "lo")))
	})
}

func TestIntAgreesWithBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := anInt().Draw(t, "x"), anInt().Draw(t, "y")
		a, b := anInt64().Draw(t, "a"), anInt64().Draw(t, "b")
		bx, by := x.Big(), y.Big()
		check := func(name string, got wide.Int, ok bool, want *big.Int) {
			lo, hi := big.NewInt(-1), big.NewInt(1)
			fits := want.Cmp(lo.Lsh(lo, 127)) >= 0 && want.Cmp(hi.Lsh(hi, 127)) < 0
			if ok != fits || ok && got.Big().Cmp(want) != 0 {
				t.Fatalf("%s = %v, %v, want %v, %v", name, got, ok, want, fits)
			}
		}
		sum, ok := x.Add(y)
		check("Add", sum, ok, new(big.Int).Add(bx, by))
		diff, ok := x.Sub(y)
		check("Sub", diff, ok, new(big.Int).Sub(bx, by))
		neg, ok := x.Neg()
		check("Neg", neg, ok, new(big.Int).Neg(bx))
		check("Mul", wide.Mul(a, b), true, new(big.Int).Mul(big.NewInt(a), big.NewInt(b)))
		back, ok := wide.FromBig(bx)
		check("FromBig", back, ok, bx)
		if got, want := x.Cmp(y), bx.Cmp(by); got != want {
			t.Fatalf("Cmp = %d, want %d", got, want)
		}
		if got, want := x.Sign(), bx.Sign(); got != want {
			t.Fatalf("Sign = %d, want %d", got, want)
		}
		if got, ok := x.Int64(); ok != bx.IsInt64() || ok && got != bx.Int64() {
			t.Fatalf("Int64(%v) = %d, %v", x, got, ok)
		}
		if got := wide.FromWords(x.Words()); got != x {
			t.Fatalf("words: %v, want %v", got, x)
		}
		if got, ok := wide.Signed(a < 0, wide.Abs(a)); !ok || got != a {
			t.Fatalf("Signed(Abs(%d)) = %d, %v", a, got, ok)
		}
	})
}

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
