package msp_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

func aPercent() *rapid.Generator[msp.Percent] {
	return rapid.Custom(func(t *rapid.T) msp.Percent {
		coef := rapid.OneOf(rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999), rapid.Int64Range(-20_000, 20_000)).Draw(t, "coef")
		p, err := msp.NewPercent(coef, rapid.IntRange(0, 16).Draw(t, "scale"))
		if err != nil {
			t.Fatalf("NewPercent: %v", err)
		}
		return p
	})
}

// percentRat is the oracle: it reads the text.
func percentRat(t failer, p msp.Percent) *big.Rat {
	text := p.String()
	r, ok := new(big.Rat).SetString(text[:len(text)-1])
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return r
}

func TestPercentLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := aPercent().Draw(t, "a"), aPercent().Draw(t, "b")
		roundTrip(t, a)
		ra, rb := percentRat(t, a), percentRat(t, b)
		if got, want := a.Compare(b), ra.Cmp(rb); got != want || (a == b) != (want == 0) {
			t.Fatalf("Compare(%v, %v) = %d, want %d", a, b, got, want)
		}
		if sum, err := a.Add(b); err == nil {
			if percentRat(t, sum).Cmp(new(big.Rat).Add(ra, rb)) != 0 {
				t.Fatalf("%v + %v = %v", a, b, sum)
			}
			swapped, err := b.Add(a)
			if err != nil || swapped != sum {
				t.Fatalf("%v + %v = %v, but swapped %v, %v", a, b, sum, swapped, err)
			}
			back, err := sum.Sub(b)
			if err != nil || back != a {
				t.Fatalf("(%v + %v) - %v = %v, %v", a, b, b, back, err)
			}
		} else if fits(new(big.Rat).Add(ra, rb)) {
			t.Fatalf("%v + %v: %v, but it fits", a, b, err)
		}
		hundredth, _ := a.Ratio().Rat()
		if hundredth.Mul(hundredth, big.NewRat(100, 1)).Cmp(ra) != 0 || rat(a.Decimal()).Cmp(ra.Quo(ra, big.NewRat(100, 1))) != 0 {
			t.Fatalf("%v: Ratio %v, Decimal %v", a, a.Ratio(), a.Decimal())
		}
		if neg := a.Neg(); neg.Neg() != a || neg.Sign() != -a.Sign() {
			t.Fatalf("-%v = %v", a, neg)
		}
	})
}

// fits reports whether x has at most 18 digits, of which 16 after the point.
func fits(x *big.Rat) bool {
	limit := big.NewRat(1_000_000_000_000_000_000, 1)
	for range 17 {
		if x.IsInt() {
			return new(big.Rat).Abs(x).Cmp(limit) < 0
		}
		x = new(big.Rat).Mul(x, big.NewRat(10, 1))
	}
	return false
}
