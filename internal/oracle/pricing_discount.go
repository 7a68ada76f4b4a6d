package oracle

import "math/big"

// Allocate shares out minor units by weights, to each the whole units of its exact
// share, and the rest one by one to the largest remainders, of equal ones to the
// first. It answers nil if there is no weight.
func Allocate(amount *big.Int, weights []*big.Rat) []*big.Int {
	sum := new(big.Rat)
	for _, w := range weights {
		sum = plus(sum, w)
	}
	if sum.Sign() == 0 {
		return nil
	}
	left := new(big.Int).Abs(amount)
	parts, rests := make([]*big.Int, len(weights)), make([]*big.Rat, len(weights))
	for i, w := range weights {
		exact := over(times(new(big.Rat).SetInt(new(big.Int).Abs(amount)), w), sum)
		parts[i] = new(big.Int).Quo(exact.Num(), exact.Denom())
		rests[i] = less(exact, new(big.Rat).SetInt(parts[i]))
	}
	for left = minus(left, total(parts)); left.Sign() > 0; left = minus(left, big.NewInt(1)) {
		best := 0
		for i := range rests {
			if rests[i].Cmp(rests[best]) > 0 {
				best = i
			}
		}
		parts[best].Add(parts[best], big.NewInt(1))
		rests[best] = big.NewRat(-1, 1) // it has had its unit
	}
	if amount.Sign() < 0 {
		for _, p := range parts {
			p.Neg(p)
		}
	}
	return parts
}

// Allocate is [Allocate] of an amount and weights as text.
func (c Coin) Allocate(amount string, weights []string) []*big.Int {
	numbers := make([]*big.Rat, len(weights))
	for i, w := range weights {
		numbers[i] = Number(w)
	}
	return Allocate(c.Minor(amount), numbers)
}

// spread is Allocate by what lines come to; nothing is spread over nothing.
func spread(amount *big.Int, lines []*big.Int) []*big.Int {
	weights := make([]*big.Rat, len(lines))
	for i, l := range lines {
		weights[i] = new(big.Rat).SetInt(l)
	}
	if parts := Allocate(amount, weights); parts != nil {
		return parts
	}
	parts := make([]*big.Int, len(lines))
	for i := range parts {
		parts[i] = new(big.Int)
	}
	return parts
}

// A Discount takes off a percent of what is left, or else an amount.
type Discount struct{ Percent, Amount string }

// of returns what a discount takes off: never more than there is, never below 0.
func (d Discount) of(c Coin, subtotal *big.Int) *big.Int {
	if d.Percent != "" {
		return clamp(c.Round(times(c.Amount(subtotal), hundredths(d.Percent))), subtotal)
	}
	return clamp(c.Round(Number(d.Amount)), subtotal)
}

// A Discounted is what one discount takes off, and from which line how much.
type Discounted struct {
	Amount *big.Int
	ByLine []*big.Int
}

// Discounts takes discounts off lines, in their order.
func (c Coin) Discounts(lines []string, discounts []Discount) (steps []Discounted, net []*big.Int, sum *big.Int) {
	for _, l := range lines {
		net = append(net, c.Minor(l))
	}
	for _, d := range discounts {
		amount := d.of(c, total(net))
		step := Discounted{amount, spread(amount, net)}
		steps = append(steps, step)
		for i := range net {
			net[i] = minus(net[i], step.ByLine[i])
		}
	}
	return steps, net, total(net)
}

// A Minimum is what charges must at least come to; Days of a period that has Of
// are prorated, 0 of 0 not. Before compares it with what the charges were before
// the discount.
type Minimum struct {
	Amount   string
	Days, Of int
	Before   bool
}

// amount is the minimum, cut before anything is compared with it.
func (m Minimum) amount(c Coin) *big.Int {
	if m.Of != 0 {
		return c.Round(part(Number(m.Amount), m.Days, m.Of))
	}
	return c.Round(Number(m.Amount))
}

// A Committed is what a commitment makes of charges.
type Committed struct{ Subtotal, Discount, Cap, TrueUp, Total *big.Int }

// Commitment takes a percent off charges, then what exceeds the maximum, and adds
// what the minimum lacks. An empty maximum or minimum is none.
func (c Coin) Commitment(charges []string, percent, maximum string, minimum Minimum) Committed {
	subtotal := new(big.Int)
	for _, charge := range charges {
		subtotal.Add(subtotal, c.Minor(charge))
	}
	discount := Discount{Percent: percent}.of(c, subtotal)
	net := minus(subtotal, discount)
	tooMuch, lack := new(big.Int), new(big.Int)
	if maximum != "" {
		tooMuch = upper(tooMuch, minus(net, c.Minor(maximum)))
	}
	net = minus(net, tooMuch)
	if minimum.Amount != "" {
		compared := net
		if minimum.Before {
			compared = subtotal
		}
		lack = upper(lack, minus(minimum.amount(c), compared))
	}
	return Committed{subtotal, discount, tooMuch, lack, total([]*big.Int{net, lack})}
}

// A Band gives back a percent where availability is below a percent.
type Band struct{ Below, Percent string }

// ServiceCredit gives back for each availability what the lowest band says that it
// is strictly below; in sum at most a percent of the fee, at most the fee, and
// nothing where the sum is below the least payout (empty: none).
func (c Coin) ServiceCredit(fee string, bands []Band, availability []string, limit, least string) (each []*big.Int, credit, net *big.Int) {
	for _, a := range availability {
		lowest, percent := "", "0"
		for _, b := range bands {
			if Number(a).Cmp(Number(b.Below)) < 0 && (lowest == "" || Number(b.Below).Cmp(Number(lowest)) < 0) {
				lowest, percent = b.Below, b.Percent
			}
		}
		each = append(each, c.Round(times(Number(fee), hundredths(percent))))
	}
	credit = lower(total(each), c.Round(times(Number(fee), hundredths(limit))))
	credit = lower(credit, c.Minor(fee))
	if least != "" && credit.Cmp(c.Minor(least)) < 0 {
		credit = new(big.Int)
	}
	return each, credit, minus(c.Minor(fee), credit)
}

// TaxInclusive takes the tax out of lines that hold it. By line each net is cut;
// else the net of the sum is, and it is shared out by what the lines come to.
func (c Coin) TaxInclusive(gross []string, percent string, byLine bool) (lines []*big.Int, net, tax *big.Int) {
	var amounts []*big.Int
	without := func(minor *big.Int) *big.Int {
		return c.Round(over(c.Amount(minor), plus(big.NewRat(1, 1), hundredths(percent))))
	}
	for _, g := range gross {
		amounts = append(amounts, c.Minor(g))
		lines = append(lines, without(c.Minor(g)))
	}
	if !byLine {
		lines = spread(without(total(amounts)), amounts)
	}
	return lines, total(lines), minus(total(amounts), total(lines))
}

// TaxExclusive puts the tax on lines without it. By line each tax is cut.
func (c Coin) TaxExclusive(net []string, percent string, byLine bool) (sum, tax, gross *big.Int) {
	var amounts, taxes []*big.Int
	for _, n := range net {
		amounts = append(amounts, c.Minor(n))
		taxes = append(taxes, c.Round(times(Number(n), hundredths(percent))))
	}
	sum, tax = total(amounts), total(taxes)
	if !byLine {
		tax = c.Round(times(c.Amount(sum), hundredths(percent)))
	}
	return sum, tax, total([]*big.Int{sum, tax})
}
