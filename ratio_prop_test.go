package msp_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// aRatio draws small ratios, ratios at the edges of int64, ratios beyond them and
// undefined ones.
func aRatio() *rapid.Generator[msp.Ratio] {
	return rapid.Custom(func(t *rapid.T) msp.Ratio {
		num, den := big.NewInt(anInt64().Draw(t, "num")), big.NewInt(anInt64().Draw(t, "den"))
		if rapid.IntRange(0, 3).Draw(t, "size") == 0 {
			num.Mul(num, big.NewInt(anInt64().Draw(t, "num2")))
			den.Mul(den, big.NewInt(anInt64().Draw(t, "den2")))
		}
		r, err := msp.RatioFromBig(num, den)
		if err != nil {
			t.Fatalf("RatioFromBig(%v, %v): %v", num, den, err)
		}
		return r
	})
}

func TestRatioLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := aRatio().Draw(t, "a"), aRatio().Draw(t, "b"), aRatio().Draw(t, "c")
		roundTrip(t, a)
		ra, aOK := a.Rat()
		rb, bOK := b.Rat()
		if aOK != a.Defined() || aOK && (ra.Num().Cmp(a.Num()) != 0 || ra.Denom().Cmp(a.Den()) != 0 || ra.String() != a.String()) {
			t.Fatalf("%v: Rat %v, Num %v, Den %v", a, ra, a.Num(), a.Den())
		}
		if again, err := msp.RatioFromRat(ra); err != nil || again != a {
			t.Fatalf("RatioFromRat(%v) = %v, %v", ra, again, err)
		}
		check := func(name string, got msp.Ratio, err error, f func(z, x, y *big.Rat) *big.Rat, defined bool) {
			if err != nil {
				t.Fatalf("%s(%v, %v): %v", name, a, b, err)
			}
			value, ok := got.Rat()
			if ok != defined || defined && value.Cmp(f(new(big.Rat), ra, rb)) != 0 {
				t.Fatalf("%s(%v, %v) = %v", name, a, b, got)
			}
		}
		both := aOK && bOK
		sum, err := a.Add(b)
		check("Add", sum, err, (*big.Rat).Add, both)
		diff, err := a.Sub(b)
		check("Sub", diff, err, (*big.Rat).Sub, both)
		product, err := a.Mul(b)
		check("Mul", product, err, (*big.Rat).Mul, both)
		quotient, err := a.Quo(b)
		check("Quo", quotient, err, (*big.Rat).Quo, both && b.Sign() != 0)
		if swapped, _ := b.Add(a); swapped != sum {
			t.Fatalf("%v + %v = %v, swapped %v", a, b, sum, swapped)
		}
		left, _ := sum.Add(c)
		right, _ := b.Add(c)
		if right, _ = a.Add(right); left != right {
			t.Fatalf("sums of %v, %v, %v: %v and %v", a, b, c, left, right)
		}
		if neg := a.Neg(); neg.Neg() != a || neg.Sign() != -a.Sign() {
			t.Fatalf("-%v = %v", a, neg)
		}
		if aOK && ra.Sign() != a.Sign() {
			t.Fatalf("%v.Sign() = %d", a, a.Sign())
		}

		order := a.Compare(b)
		if (a == b) != (order == 0) || order != -b.Compare(a) {
			t.Fatalf("Compare(%v, %v) = %d, back %d", a, b, order, b.Compare(a))
		}
		if order <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v ≤ %v ≤ %v, but not the ends", a, b, c)
		}
		if both && order != ra.Cmp(rb) {
			t.Fatalf("Compare(%v, %v) = %d, want %d", a, b, order, ra.Cmp(rb))
		}
		if got, err := a.Cmp(b); (err == nil) != both || both && got != order {
			t.Fatalf("Cmp(%v, %v) = %d, %v", a, b, got, err)
		}
	})
}

func TestRatioFixed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := aRatio().Filter(msp.Ratio.Defined).Draw(t, "r")
		places, mode := rapid.Uint8Max(30).Draw(t, "places"), aRounding().Draw(t, "mode")
		value, _ := r.Rat()
		scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
		want := new(big.Rat).SetInt(round(new(big.Rat).Mul(value, scale), mode))
		text := want.Quo(want, scale).FloatString(int(places))
		if got := r.Fixed(places, mode); got != text {
			t.Fatalf("%v.Fixed(%d, %v) = %s, want %s", r, places, mode, got, text)
		}
		value.Mul(value, big.NewRat(100, 1))
		want.SetInt(round(value.Mul(value, scale), mode))
		text = want.Quo(want, scale).FloatString(int(places)) + "%"
		if got := r.Percent(places, mode); got != text {
			t.Fatalf("%v.Percent(%d, %v) = %s, want %s", r, places, mode, got, text)
		}
	})
}
