package pricing_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// marginRat reads a fraction that a value of the library prints.
func marginRat(r msp.Ratio) *big.Rat {
	x, ok := new(big.Rat).SetString(r.String())
	if !ok {
		return nil
	}
	return x
}

// marginPct draws a percent, and returns it as a fraction too: half of them have
// few digits.
func marginPct(t *rapid.T, name string, least, most int64) (msp.Percent, *big.Rat) {
	scale := rapid.SampledFrom([]int{0, 0, 1, 2, 4, 12}).Draw(t, name+" digits")
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	coef := rapid.Int64Range(least*unit.Int64(), most*unit.Int64()).Draw(t, name)
	p, err := msp.NewPercent(coef, scale)
	if err != nil {
		t.Fatal(err)
	}
	return p, new(big.Rat).SetFrac(big.NewInt(coef), unit.Mul(unit, big.NewInt(100)))
}

func marginMinor(t *rapid.T, name string, least, most int64) msp.Money {
	m, err := msp.NewMoney(rapid.Int64Range(least, most).Draw(t, name), marginM("0 USD").Currency())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func marginMode(t *rapid.T) msp.Rounding {
	return rapid.SampledFrom([]msp.Rounding{0, msp.HalfUp, msp.HalfEven, msp.Up, msp.Down, msp.Ceil, msp.Floor}).Draw(t, "mode")
}

// marginRound rounds a fraction: the two integers around it, and which one.
func marginRound(x *big.Rat, mode msp.Rounding) *big.Int {
	below := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean: toward −∞
	rest := new(big.Rat).Sub(x, new(big.Rat).SetInt(below))
	above := new(big.Int).Add(below, big.NewInt(1))
	if rest.Sign() == 0 {
		return below
	}
	away, toward := above, below
	if x.Sign() < 0 {
		away, toward = below, above
	}
	half := rest.Cmp(big.NewRat(1, 2))
	switch {
	case mode == msp.Up || half == 0 && (mode == msp.HalfUp || mode == 0):
		return away
	case mode == msp.Down:
		return toward
	case mode == msp.Ceil:
		return above
	case mode == msp.Floor:
		return below
	case half > 0 || half == 0 && above.Bit(0) == 0:
		return above
	}
	return below
}

// marginSame reports whether an amount is a fraction of minor units, rounded; one
// that does not fit is an overflow.
func marginSame(m msp.Money, err error, exact *big.Rat, mode msp.Rounding) bool {
	want := marginRound(exact, mode)
	if !want.IsInt64() {
		return errors.Is(err, msp.ErrOverflow)
	}
	return err == nil && m.Minor() == want.Int64()
}

func marginInt(m msp.Money) *big.Rat { return new(big.Rat).SetInt64(m.Minor()) }

// L29: the price at a margin is the exact one rounded, so its margin is that of a
// price within one minor unit; by Up the margin is reached.
func TestMarginLaws(t *testing.T) {
	one := big.NewRat(1, 1)
	rapid.Check(t, func(t *rapid.T) {
		least, most := int64(-1e6), int64(1e6)
		if rapid.Bool().Draw(t, "large") {
			least, most = -1<<63, 1<<63-1
		}
		cost, mode := marginMinor(t, "cost", least, most), marginMode(t)
		margin, m := marginPct(t, "margin", -300, 100)
		price, err := pricing.PriceAtMargin(cost, margin, mode)
		if m.Cmp(one) >= 0 {
			if !errors.Is(err, msp.ErrRange) {
				t.Fatalf("PriceAtMargin(%v, %v) = %v, %v", cost, margin, price, err)
			}
			return
		}
		left := new(big.Rat).Sub(one, m)
		exact := new(big.Rat).Quo(marginInt(cost), left)
		if !marginSame(price, err, exact, mode) {
			t.Fatalf("PriceAtMargin(%v, %v, %v) = %v, %v, want %s of a cent", cost, margin, mode, price, err, exact)
		}
		if err != nil {
			return
		}
		achieved, err := pricing.Margin(price, cost)
		if err != nil || achieved.Defined() != (price.Minor() != 0) {
			t.Fatalf("Margin(%v, %v) = %v, %v", price, cost, achieved, err)
		}
		if price.Minor() != 0 {
			want := new(big.Rat).Sub(one, new(big.Rat).Quo(marginInt(cost), marginInt(price)))
			if marginRat(achieved).Cmp(want) != 0 {
				t.Fatalf("Margin(%v, %v) = %v, want %s", price, cost, achieved, want)
			}
			if mode == msp.Up && want.Cmp(m) < 0 {
				t.Fatalf("a price of %v for %v has %s, less than %v", price, cost, want, margin)
			}
		}
		// The other way: the price at the markup of the margin is the same price.
		markup := marginRat(pricing.MarkupOf(margin))
		if again := marginRound(new(big.Rat).Mul(marginInt(cost), markup.Add(markup, one)), mode); !again.IsInt64() || again.Int64() != price.Minor() {
			t.Fatalf("by the markup %v of %v the price of %v is %v, not %v", pricing.MarkupOf(margin), margin, cost, again, price)
		}
	})
}

// L30: k = m ÷ (1 − m) and m = k ÷ (1 + k) undo one another.
func TestMarkupLaws(t *testing.T) {
	one := big.NewRat(1, 1)
	rapid.Check(t, func(t *rapid.T) {
		p, m := marginPct(t, "percent", -300, 300)
		if markup := pricing.MarkupOf(p); m.Cmp(one) < 0 {
			k := marginRat(markup)
			back := new(big.Rat).Quo(k, new(big.Rat).Add(one, k))
			if back.Cmp(m) != 0 {
				t.Fatalf("MarkupOf(%v) = %v, whose margin is %s", p, markup, back)
			}
		} else if markup.Defined() {
			t.Fatalf("MarkupOf(%v) = %v", p, markup)
		}
		if margin := pricing.MarginOf(p); m.Cmp(big.NewRat(-1, 1)) > 0 {
			k := marginRat(margin)
			back := new(big.Rat).Quo(k, new(big.Rat).Sub(one, k))
			if back.Cmp(m) != 0 {
				t.Fatalf("MarginOf(%v) = %v, whose markup is %s", p, margin, back)
			}
		} else if margin.Defined() {
			t.Fatalf("MarginOf(%v) = %v", p, margin)
		}
		// Margin and Markup of two amounts are one another's too.
		price, cost := marginMinor(t, "price", 1, 1e9), marginMinor(t, "cost", 1, 1e9)
		margin, _ := pricing.Margin(price, cost)
		markup, _ := pricing.Markup(price, cost)
		g := marginRat(margin)
		if want := new(big.Rat).Quo(g, new(big.Rat).Sub(one, g)); marginRat(markup).Cmp(want) != 0 {
			t.Fatalf("a price of %v for %v: margin %v, markup %v, want %s", price, cost, margin, markup, want)
		}
		at, err := pricing.PriceAtMarkup(cost, p, marginMode(t))
		if exact := new(big.Rat).Add(one, m); exact.Sign() < 0 != errors.Is(err, msp.ErrRange) {
			t.Fatalf("PriceAtMarkup(%v, %v) = %v, %v", cost, p, at, err)
		}
		for _, mode := range []msp.Rounding{0, msp.HalfEven, msp.Up, msp.Floor} {
			if m.Cmp(big.NewRat(-1, 1)) < 0 {
				break
			}
			at, err := pricing.PriceAtMarkup(cost, p, mode)
			if exact := new(big.Rat).Mul(marginInt(cost), new(big.Rat).Add(one, m)); !marginSame(at, err, exact, mode) {
				t.Fatalf("PriceAtMarkup(%v, %v, %v) = %v, %v, want %s of a cent", cost, p, mode, at, err, exact)
			}
		}
	})
}

// At the break-even there is no loss, and one unit before it there is.
func TestBreakEvenLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fixed := marginMinor(t, "fixed", -1e6, 1e6)
		price, variable := rapid.Int64Range(-1000, 1_000_000).Draw(t, "price"), rapid.Int64Range(-1000, 1_000_000).Draw(t, "variable")
		n, ok, err := pricing.BreakEven(fixed, decimal.New(price, -4), decimal.New(variable, -4))
		if err != nil {
			t.Fatal(err)
		}
		// In ten-thousandths of a dollar: a cent is 100 of them.
		profit := func(n int64) int64 { return n*(price-variable) - fixed.Minor()*100 }
		switch {
		case !ok && (profit(0) >= 0 || price > variable):
			t.Fatalf("BreakEven(%v, %d, %d): never", fixed, price, variable)
		case ok && (n < 0 || profit(n) < 0 || n > 0 && profit(n-1) >= 0):
			t.Fatalf("BreakEven(%v, %d, %d) = %d: profit %d, one before %d", fixed, price, variable, n, profit(n), profit(n-1))
		}
	})
}
