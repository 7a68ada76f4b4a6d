package wide_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/wide"
)

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
