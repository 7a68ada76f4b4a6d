package oracle

import (
	"fmt"
	"math/big"
)

// A PriceTier is a step of a price list: up to a quantity inclusive (empty: open),
// so much a unit, and a fee that is due when the quantity exceeds the step below.
type PriceTier struct{ UpTo, Unit, Flat string }

// A TierLine is what one tier, the first is 1, has of a price.
type TierLine struct {
	Tier     int
	Quantity *big.Rat
	Amount   *big.Int
}

// tierPart is a [TierLine] before it is cut.
type tierPart struct {
	tier            int
	quantity, exact *big.Rat
}

// tierParts splits the price of a quantity by tiers; how is graduated, volume or
// stairstep. At quantity 0 the fee of the first tier is due if atZero says so.
func tierParts(how string, tiers []PriceTier, quantity *big.Rat, atZero bool) []tierPart {
	var parts []tierPart
	below := new(big.Rat)
	for i, t := range tiers {
		open := t.UpTo == ""
		inside := open || quantity.Cmp(Number(t.UpTo)) <= 0 // the quantity ends in this tier
		due := quantity.Cmp(below) > 0 || atZero && i == 0 && quantity.Sign() == 0
		switch how {
		case "graduated":
			if due {
				here := less(quantity, below)
				if !inside {
					here = less(Number(t.UpTo), below)
				}
				parts = append(parts, tierPart{i + 1, here, plus(times(Number(t.Unit), here), Number(t.Flat))})
			}
		case "volume":
			if due && inside {
				parts = append(parts, tierPart{i + 1, quantity, plus(times(Number(t.Unit), quantity), Number(t.Flat))})
			}
		case "stairstep":
			if due && inside {
				parts = append(parts, tierPart{i + 1, quantity, Number(t.Flat)})
			}
		default:
			panic(fmt.Sprintf("oracle: unknown tiers %q", how))
		}
		if !open {
			below = Number(t.UpTo)
		}
	}
	return parts
}

// Tiers prices a quantity by graduated, volume or stairstep tiers: one rounding of
// the whole, and lines that sum to it.
func (c Coin) Tiers(how string, tiers []PriceTier, quantity string, atZero bool) (*big.Int, []TierLine) {
	parts := tierParts(how, tiers, Number(quantity), atZero)
	exact := make([]*big.Rat, len(parts))
	whole := new(big.Rat)
	for i, p := range parts {
		exact[i] = p.exact
		whole = plus(whole, p.exact)
	}
	var lines []TierLine
	for i, amount := range c.pieces(exact) {
		lines = append(lines, TierLine{parts[i].tier, parts[i].quantity, amount})
	}
	return c.Round(whole), lines
}

// packagesOf counts the packages of a size that hold a quantity beyond what is
// free; partial says whether one that is only begun counts: up or down.
func packagesOf(size, quantity, free *big.Rat, partial string) *big.Rat {
	n := over(most(new(big.Rat), less(quantity, free)), size)
	return new(big.Rat).SetInt(Coin{0, partial}.Round(n))
}

// Package prices a quantity by packages of a size, beyond what is free.
func (c Coin) Package(size, price, quantity, free, partial string) (packages, amount *big.Int) {
	n := packagesOf(Number(size), Number(quantity), Number(free), partial)
	return n.Num(), c.Round(times(n, Number(price)))
}

// A QuoteLine is a quantity at a price a unit.
type QuoteLine struct{ Quantity, Unit string }

// Quote prices lines: each is cut, and the total is their sum. The naive total is
// cut once, and is not what a quote says.
func (c Coin) Quote(quoted []QuoteLine) (lines []*big.Int, sum, naive *big.Int) {
	exact := new(big.Rat)
	for _, l := range quoted {
		amount := times(Number(l.Quantity), Number(l.Unit))
		exact = plus(exact, amount)
		lines = append(lines, c.Round(amount))
	}
	return lines, total(lines), c.Round(exact)
}

// Exception prices a quantity at a unit price times a factor: what is quoted is
// the unit price, so that is cut first.
func (c Coin) Exception(unit, complexity, quantity string) (quoted, amount *big.Int) {
	quoted = c.Round(times(Number(unit), Number(complexity)))
	return quoted, c.Round(times(c.Amount(quoted), Number(quantity)))
}

// A PriceModel is a whole price: one of the tiers, per_unit or package, and what
// may stand around it. Empty texts do nothing.
//
// What is included comes off the quantity first, never below 0. The fee comes on
// top of the price of the rest; then the maximum holds, then the minimum. At
// quantity 0 nothing at all is due, unless AtZero says that fees are, and the
// minimum.
type PriceModel struct {
	How     string
	Unit    string      // of per_unit
	Tiers   []PriceTier // of graduated, volume, stairstep
	Size    string      // of package, and the price of one
	Price   string
	Partial string

	Included, Fee, Minimum, Maximum string
	AtZero                          bool
}

// Exact returns the price of a quantity before it is cut.
func (m PriceModel) Exact(quantity *big.Rat) *big.Rat {
	if quantity.Sign() == 0 && !m.AtZero {
		return new(big.Rat)
	}
	if m.Included != "" {
		quantity = most(new(big.Rat), less(quantity, Number(m.Included)))
	}
	price := new(big.Rat)
	switch m.How {
	case "per_unit":
		price = times(Number(m.Unit), quantity)
	case "package":
		price = times(packagesOf(Number(m.Size), quantity, new(big.Rat), m.Partial), Number(m.Price))
	default:
		for _, p := range tierParts(m.How, m.Tiers, quantity, m.AtZero) {
			price = plus(price, p.exact)
		}
	}
	if m.Fee != "" {
		price = plus(price, Number(m.Fee))
	}
	if m.Maximum != "" {
		price = least(price, Number(m.Maximum))
	}
	if m.Minimum != "" {
		price = most(price, Number(m.Minimum))
	}
	return price
}
