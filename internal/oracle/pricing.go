package oracle

import (
	"fmt"
	"math/big"
	"strings"
)

// A Coin is what amounts of money are cut to: so many digits after the point, in
// one of six ways: half_up (halves away from zero; so is the empty text),
// half_even, up (away from zero), down, ceil and floor.
//
// Its methods are a second opinion on pricing, one for each question a price list
// asks. They take numbers as decimal text, days as text such as 2026-02-28, and
// percents without their sign: "12.5". They answer in minor units (cents) and in
// fractions. What is not a number or not a day panics, for this serves tests.
type Coin struct {
	Digits int
	Mode   string
}

// Number reads a decimal number such as -12.50, exactly.
func Number(text string) *big.Rat {
	x, ok := new(big.Rat).SetString(text)
	if !ok || strings.Trim(text, "+-.0123456789") != "" {
		panic(fmt.Sprintf("oracle: %q is not a number", text))
	}
	return x
}

// Round cuts an exact amount to minor units.
func (c Coin) Round(amount *big.Rat) *big.Int {
	minor := times(amount, power(c.Digits))
	whole, rest := new(big.Int).QuoRem(minor.Num(), minor.Denom(), new(big.Int))
	if rest.Sign() == 0 {
		return whole
	}
	twice := new(big.Int).Abs(rest)
	twice.Add(twice, twice)
	half := twice.Cmp(minor.Denom()) // -1, 0, 1: nearer to zero, just between, farther
	var away bool
	switch c.Mode {
	case "half_up", "":
		away = half >= 0
	case "half_even":
		away = half > 0 || half == 0 && whole.Bit(0) == 1
	case "up":
		away = true
	case "down":
	case "ceil":
		away = minor.Sign() > 0
	case "floor":
		away = minor.Sign() < 0
	default:
		panic(fmt.Sprintf("oracle: unknown rounding %q", c.Mode))
	}
	if away {
		whole.Add(whole, big.NewInt(int64(minor.Sign())))
	}
	return whole
}

// Minor reads an amount that has no more digits than the coin.
func (c Coin) Minor(text string) *big.Int {
	minor := times(Number(text), power(c.Digits))
	if !minor.IsInt() {
		panic(fmt.Sprintf("oracle: %q has more than %d digits", text, c.Digits))
	}
	return minor.Num()
}

// Amount is what minor units are worth.
func (c Coin) Amount(minor *big.Int) *big.Rat {
	return new(big.Rat).SetFrac(minor, power(c.Digits).Num())
}

// Text writes minor units with exactly the digits of the coin: 12.50.
func (c Coin) Text(minor *big.Int) string { return c.Amount(minor).FloatString(c.Digits) }

// rounded is the worth of an amount after it was cut.
func (c Coin) rounded(amount *big.Rat) *big.Rat { return c.Amount(c.Round(amount)) }

// pieces cuts parts of one charge so that they sum to the charge when it is cut as
// a whole: each is what the sum so far grows by.
func (c Coin) pieces(exact []*big.Rat) []*big.Int {
	var pieces []*big.Int
	sum, before := new(big.Rat), new(big.Int)
	for _, x := range exact {
		sum = plus(sum, x)
		now := c.Round(sum)
		pieces = append(pieces, minus(now, before))
		before = now
	}
	return pieces
}

// power returns 10^n.
func power(n int) *big.Rat {
	p := big.NewRat(1, 1)
	for range n {
		p = times(p, big.NewRat(10, 1))
	}
	return p
}

func plus(a, b *big.Rat) *big.Rat  { return new(big.Rat).Add(a, b) }
func less(a, b *big.Rat) *big.Rat  { return new(big.Rat).Sub(a, b) }
func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

// over divides; b is not 0.
func over(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

// part returns n/of of x, exactly.
func part(x *big.Rat, n, of int) *big.Rat { return times(x, big.NewRat(int64(n), int64(of))) }

// hundredths turns a percent into the factor it is.
func hundredths(percent string) *big.Rat { return part(Number(percent), 1, 100) }

// percentage turns a factor into percent.
func percentage(x *big.Rat) *big.Rat { return part(x, 100, 1) }

// least and most choose; they return one of the two.
func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func most(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// The same for minor units.
func minus(a, b *big.Int) *big.Int { return new(big.Int).Sub(a, b) }

func total(amounts []*big.Int) *big.Int {
	sum := new(big.Int)
	for _, a := range amounts {
		sum.Add(sum, a)
	}
	return sum
}

func lower(a, b *big.Int) *big.Int {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func upper(a, b *big.Int) *big.Int {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// clamp keeps an amount between nothing and a limit; below zero the limit counts
// as nothing.
func clamp(amount, limit *big.Int) *big.Int {
	zero := new(big.Int)
	return upper(zero, lower(amount, limit))
}
