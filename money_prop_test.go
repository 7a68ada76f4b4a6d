package msp_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// amountIn draws amounts of a currency.
func amountIn(c msp.Currency) *rapid.Generator[msp.Money] {
	return rapid.Map(anInt64(), func(minor int64) msp.Money {
		if c.IsZero() {
			minor = 0
		}
		m, err := msp.NewMoney(minor, c)
		if err != nil {
			panic(err)
		}
		return m
	})
}

// aMoney draws amounts of any currency.
func aMoney() *rapid.Generator[msp.Money] {
	return rapid.Custom(func(t *rapid.T) msp.Money {
		return amountIn(aCurrency().Draw(t, "currency")).Draw(t, "amount")
	})
}

// someMoney draws amounts of which most have the same currency.
func someMoney(t *rapid.T, n int) []msp.Money {
	c := aCurrency().Draw(t, "common")
	amounts := make([]msp.Money, n)
	for i := range amounts {
		amounts[i] = rapid.OneOf(amountIn(c), amountIn(c), amountIn(c), aMoney()).Draw(t, "m")
	}
	return amounts
}

func minor(m msp.Money) *big.Int { return big.NewInt(m.Minor()) }

func TestMoneyRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aMoney().Draw(t, "m")
		roundTrip(t, m)
		again, err := msp.MoneyFromDecimal(m.Decimal(), m.Currency(), msp.HalfUp)
		if err != nil || again != m {
			t.Fatalf("from decimal %v: %v, %v, want %v", m.Decimal(), again, err, m)
		}
		again, err = msp.MoneyFromRatio(m.Amount(), m.Currency(), msp.HalfUp)
		if err != nil || again != m {
			t.Fatalf("from amount %v: %v, %v, want %v", m.Amount(), again, err, m)
		}
	})
}

// Add, Sub, Neg and MulInt agree with big integers where these fit, and are
// overflow errors where they do not; the zero Money is the identity.
func TestMoneyGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := someMoney(t, 3)
		a, b, c := m[0], m[1], m[2]
		mixed := !a.Currency().IsZero() && !b.Currency().IsZero() && a.Currency() != b.Currency()
		check := func(name string, got msp.Money, err error, want *big.Int) {
			switch {
			case mixed:
				if !errors.Is(err, msp.ErrCurrency) {
					t.Fatalf("%s(%v, %v) = %v, %v, want a mismatch", name, a, b, got, err)
				}
			case !want.IsInt64():
				if !errors.Is(err, msp.ErrOverflow) {
					t.Fatalf("%s(%v, %v) = %v, %v, want an overflow", name, a, b, got, err)
				}
			case err != nil || got.Minor() != want.Int64():
				t.Fatalf("%s(%v, %v) = %v, %v, want %v", name, a, b, got, err, want)
			}
		}
		sum, err := a.Add(b)
		check("Add", sum, err, new(big.Int).Add(minor(a), minor(b)))
		swapped, swappedErr := b.Add(a)
		if swapped != sum || (err == nil) != (swappedErr == nil) {
			t.Fatalf("%v + %v = %v, %v; swapped %v, %v", a, b, sum, err, swapped, swappedErr)
		}
		diff, err := a.Sub(b)
		check("Sub", diff, err, new(big.Int).Sub(minor(a), minor(b)))
		mixed = false
		n := anInt64().Draw(t, "n")
		product, err := a.MulInt(n)
		check("MulInt", product, err, new(big.Int).Mul(minor(a), big.NewInt(n)))
		neg, err := a.Neg()
		check("Neg", neg, err, new(big.Int).Neg(minor(a)))
		abs, err := a.Abs()
		check("Abs", abs, err, new(big.Int).Abs(minor(a)))

		if same, err := a.Add(msp.Money{}); err != nil || same != a {
			t.Fatalf("%v + zero = %v, %v", a, same, err)
		}
		left, leftErr := a.Add(b)
		if leftErr == nil {
			left, leftErr = left.Add(c)
		}
		right, rightErr := b.Add(c)
		if rightErr == nil {
			right, rightErr = a.Add(right)
		}
		total, totalErr := msp.SumMoney(a, b, c)
		if leftErr == nil && (total != left || totalErr != nil) || rightErr == nil && (total != right || totalErr != nil) {
			t.Fatalf("(%v+%v)+%v = %v, a+(b+c) = %v, sum %v, %v", a, b, c, left, right, total, totalErr)
		}
		if other, err := msp.SumMoney(c, a, b); other != total || (err == nil) != (totalErr == nil) {
			t.Fatalf("sums in two orders: %v, %v and %v, %v", total, totalErr, other, err)
		}
	})
}

func TestMoneyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := someMoney(t, 3)
		a, b, c := m[0], m[1], m[2]
		if (a == b) != (a.Compare(b) == 0) || a.Compare(b) != -b.Compare(a) {
			t.Fatalf("Compare(%v, %v) = %d, back %d", a, b, a.Compare(b), b.Compare(a))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v ≤ %v ≤ %v, but not the ends", a, b, c)
		}
		got, err := a.Cmp(b)
		if err == nil && got != minor(a).Cmp(minor(b)) {
			t.Fatalf("Cmp(%v, %v) = %d", a, b, got)
		}
	})
}

// Every multiplication rounds the exact product once.
func TestMoneyProducts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, mode := aMoney().Draw(t, "m"), aRounding().Draw(t, "mode")
		check := func(name string, got msp.Money, err error, exact *big.Rat) {
			want := round(exact, mode)
			if !want.IsInt64() {
				if !errors.Is(err, msp.ErrOverflow) {
					t.Fatalf("%s = %v, %v, want an overflow: %v", name, got, err, want)
				}
				return
			}
			if err != nil || got.Minor() != want.Int64() || got.Currency() != m.Currency() {
				t.Fatalf("%s = %v, %v, want %v minor units", name, got, err, want)
			}
		}
		amount := new(big.Rat).SetInt(minor(m))

		r := aRatio().Filter(msp.Ratio.Defined).Draw(t, "r")
		exact, _ := r.Rat()
		got, err := m.Mul(r, mode)
		check("Mul", got, err, exact.Mul(exact, amount))

		d := aDecimal().Draw(t, "d")
		got, err = m.MulDecimal(d, mode)
		check("MulDecimal", got, err, new(big.Rat).Mul(amount, rat(d)))

		p := aPercent().Draw(t, "p")
		got, err = p.Of(m, mode)
		exact, _ = p.Ratio().Rat()
		check("Of", got, err, exact.Mul(exact, amount))
	})
}

func TestMoneyFromExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aCurrency().Filter(func(c msp.Currency) bool { return !c.IsZero() }).Draw(t, "c")
		mode := aRounding().Draw(t, "mode")
		unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Digits())), nil))
		check := func(name string, got msp.Money, err error, exact *big.Rat) {
			want := round(exact.Mul(exact, unit), mode)
			if want.IsInt64() != (err == nil) || err == nil && got.Minor() != want.Int64() {
				t.Fatalf("%s = %v, %v, want %v minor units", name, got, err, want)
			}
		}
		d := aDecimal().Draw(t, "d")
		got, err := msp.MoneyFromDecimal(d, c, mode)
		check("MoneyFromDecimal", got, err, rat(d))
		r := aRatio().Filter(msp.Ratio.Defined).Draw(t, "r")
		exact, _ := r.Rat()
		got, err = msp.MoneyFromRatio(r, c, mode)
		check("MoneyFromRatio", got, err, exact)
	})
}

// aDecimal draws decimals of up to 60 digits.
func aDecimal() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		coef := big.NewInt(anInt64().Draw(t, "coef"))
		for range rapid.IntRange(0, 2).Draw(t, "words") {
			coef.Mul(coef, big.NewInt(anInt64().Draw(t, "factor")))
		}
		return decimal.NewFromBigInt(coef, int32(rapid.IntRange(-80, 25).Draw(t, "exp")))
	})
}

// rat is the oracle's reading of a decimal.
func rat(d decimal.Decimal) *big.Rat {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(d.Exponent(), -d.Exponent()))), nil))
	if d.Exponent() < 0 {
		scale.Inv(scale)
	}
	return scale.Mul(scale, new(big.Rat).SetInt(d.Coefficient()))
}
