package pricing_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// The models of discounts, commitments and credits compute with fractions of any
// size in minor units and share nothing with the engine.

// discModes are all roundings, the zero one as it computes.
func discModes() []msp.Rounding {
	return []msp.Rounding{0, msp.HalfUp, msp.HalfEven, msp.Up, msp.Down, msp.Ceil, msp.Floor}
}

// discRound rounds a fraction to an integer, by the distance to the one below.
func discRound(r *big.Rat, mode msp.Rounding) *big.Int {
	floor := new(big.Int).Div(r.Num(), r.Denom()) // Euclidean, and the denominator is positive
	rest := new(big.Rat).Sub(r, new(big.Rat).SetInt(floor))
	if rest.Sign() == 0 {
		return floor
	}
	ceil := new(big.Int).Add(floor, big.NewInt(1))
	away, toward := ceil, floor
	if r.Sign() < 0 {
		away, toward = floor, ceil
	}
	half := rest.Cmp(big.NewRat(1, 2))
	switch {
	case mode == msp.Ceil:
		return ceil
	case mode == msp.Floor:
		return floor
	case mode == msp.Up:
		return away
	case mode == msp.Down:
		return toward
	case half > 0:
		return ceil
	case half < 0:
		return floor
	case mode == msp.HalfEven && toward.Bit(0) == 0:
		return toward
	default:
		return away
	}
}

func discMin(a, b *big.Int) *big.Int {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func discMax(a, b *big.Int) *big.Int {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

func discSum(minors []*big.Int) *big.Int {
	sum := new(big.Int)
	for _, m := range minors {
		sum.Add(sum, m)
	}
	return sum
}

// discCoef reads a decimal as a fraction.
func discCoef(d decimal.Decimal) *big.Rat {
	r := new(big.Rat).SetInt(d.Coefficient())
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(d.Exponent(), -d.Exponent()))), nil)
	if d.Exponent() < 0 {
		return r.Quo(r, new(big.Rat).SetInt(ten))
	}
	return r.Mul(r, new(big.Rat).SetInt(ten))
}

// offExact is what a discount takes off, by its definition: in minor units, where
// the currency has so many digits.
func offExact(off pricing.Off, base *big.Int, digits int, volume *big.Rat, mode msp.Rounding) *big.Int {
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
	exact := new(big.Rat)
	switch o := off.(type) {
	case pricing.PercentOff:
		exact.Mul(discCoef(o.Percent.Decimal()), new(big.Rat).SetInt(base))
	case pricing.AmountOff:
		exact.Mul(discCoef(o.Amount), unit)
	case pricing.VolumeOff:
		for _, s := range slices.Backward(o.Steps) { // from the highest down
			if discCoef(s.From).Cmp(volume) <= 0 {
				exact.Mul(discCoef(s.Percent.Decimal()), new(big.Rat).SetInt(base))
				break
			}
		}
	}
	return discMax(new(big.Int), discMin(discMax(new(big.Int), base), discRound(exact, mode)))
}

// spreadExact gives out units one by one, each to the line that is furthest below
// its exact share and has not had one beyond it.
func spreadExact(amount *big.Int, net []*big.Int) []*big.Int {
	parts, rests := make([]*big.Int, len(net)), make([]*big.Rat, len(net))
	weight := new(big.Int)
	for _, m := range net {
		weight.Add(weight, discMax(m, new(big.Int)))
	}
	left := new(big.Int).Set(amount)
	for i, m := range net {
		parts[i], rests[i] = new(big.Int), new(big.Rat)
		if weight.Sign() == 0 {
			continue
		}
		share := new(big.Rat).SetFrac(new(big.Int).Mul(amount, discMax(m, new(big.Int))), weight)
		parts[i].Quo(share.Num(), share.Denom())
		rests[i].Sub(share, new(big.Rat).SetInt(parts[i]))
		left.Sub(left, parts[i])
	}
	for ; left.Sign() > 0; left.Sub(left, big.NewInt(1)) {
		best := 0
		for i := range rests {
			if rests[i].Cmp(rests[best]) > 0 {
				best = i
			}
		}
		parts[best].Add(parts[best], big.NewInt(1))
		rests[best] = big.NewRat(-1, 1)
	}
	return parts
}

// discCase is what the laws draw: lines in a currency, and discounts.
type discCase struct {
	currency  msp.Currency
	lines     []msp.Money
	discounts []pricing.Discount
	mode      msp.Rounding
}

func discMinor(most int64) *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(0, 9), // shares that tie
		rapid.Just[int64](0),
		rapid.Int64Range(0, most),
		rapid.Int64Range(-most/10, most),
	)
}

func aPercentOff(low, high int64) *rapid.Generator[msp.Percent] {
	return rapid.Custom(func(t *rapid.T) msp.Percent {
		scale := rapid.IntRange(0, 4).Draw(t, "scale")
		tens := int64(1)
		for range scale {
			tens *= 10
		}
		p, err := msp.NewPercent(rapid.Int64Range(low*tens, high*tens).Draw(t, "percent"), scale)
		if err != nil {
			t.Fatal(err)
		}
		return p
	})
}

func anOff(t *rapid.T, digits int) pricing.Off {
	switch rapid.IntRange(0, 2).Draw(t, "kind of off") {
	case 0:
		return pricing.PercentOff{Percent: aPercentOff(-5, 120).Draw(t, "percent")}
	case 1:
		// Up to one digit more than the currency has, so that it is rounded.
		exp := int32(rapid.IntRange(0, min(digits+1, 18)).Draw(t, "digits"))
		return pricing.AmountOff{Amount: decimal.New(rapid.Int64Range(-10, 100_000).Draw(t, "amount"), -exp)}
	default:
		var off pricing.VolumeOff
		from := int64(0)
		for range rapid.IntRange(0, 4).Draw(t, "steps") {
			off.Steps = append(off.Steps, pricing.VolumeStep{From: decimal.New(from, -1), Percent: aPercentOff(0, 100).Draw(t, "percent")})
			from += rapid.Int64Range(1, 5_000).Draw(t, "from")
		}
		return off
	}
}

func aDiscCase(t *rapid.T) discCase {
	c := discCase{
		currency: msp.MustParseCurrency(rapid.SampledFrom([]string{"USD", "JPY", "KWD", "PTS/18"}).Draw(t, "currency")),
		mode:     rapid.SampledFrom(discModes()).Draw(t, "mode"),
	}
	most := rapid.SampledFrom([]int64{9, 1_000, 1_000_000, 1 << 59}).Draw(t, "most")
	for range rapid.IntRange(0, 7).Draw(t, "lines") {
		m, err := msp.NewMoney(discMinor(most).Draw(t, "line"), c.currency)
		if err != nil {
			t.Fatal(err)
		}
		c.lines = append(c.lines, m)
	}
	for range rapid.IntRange(0, 4).Draw(t, "discounts") {
		c.discounts = append(c.discounts, pricing.Discount{Name: "d", Off: anOff(t, c.currency.Digits())})
	}
	return c
}

func discMinors(amounts []msp.Money) []*big.Int {
	out := make([]*big.Int, len(amounts))
	for i, m := range amounts {
		out[i] = big.NewInt(m.Minor())
	}
	return out
}

func sameMinors(a, b []*big.Int) bool {
	return slices.EqualFunc(a, b, func(x, y *big.Int) bool { return x.Cmp(y) == 0 })
}
