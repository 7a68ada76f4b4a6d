package pricing

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

// A Dip is a range of quantities that cost more than a larger quantity: with all
// units at 10 up to 100 and at 8 beyond, 81 to 100 units cost more than 101.
type Dip struct {
	// Above is where the dip begins: quantities above it, to UpTo inclusive, cost
	// more than what lies just beyond Bound.
	Above msp.Ratio
	UpTo  decimal.Decimal

	// Bound is the upper bound of a tier, just beyond which it is cheaper.
	Bound decimal.Decimal

	// Least is what quantities just beyond Bound cost at the least, exactly.
	Least msp.Ratio
}

// VolumeDips returns, for each tier of a [Volume] or [Stairstep] price from whose
// quantities it pays to buy more, the range of them, and the bound beyond which it
// is cheapest. The quantities are billable ones, without Included, and the amounts
// those before rounding, Flat, Minimum and Maximum. Other modes have none; and none
// are listed for a price with a rate below zero, where more is cheaper anyway. Linear
// in the number of tiers.
func (r Rater) VolumeDips() []Dip {
	if r.r == nil || !r.r.price.mode().canDip() || slices.ContainsFunc(r.r.price.Tiers, Tier.paysBack) {
		return nil
	}
	var x arithmetic
	var dips []Dip
	tiers, records := r.r.exact.tiers, r.r.price.Tiers
	// From the last tier down, so that the cheapest start beyond is known.
	var least msp.Ratio
	var bound decimal.Decimal
	for n := len(tiers) - 1; n > 0; n-- {
		start := x.add(x.mul(tiers[n-1].upTo, tiers[n].rate), tiers[n].flat)
		if !least.Defined() || start.Compare(least) <= 0 {
			least, bound = start, records[n-1].UpTo
		}
		t := tiers[n-1]
		if x.add(x.mul(t.upTo, t.rate), t.flat).Compare(least) <= 0 {
			continue
		}
		above := zeroRatio()
		if n > 1 {
			above = tiers[n-2].upTo
		}
		if t.rate.Sign() > 0 {
			if even := x.result(x.sub(least, t.flat).Quo(t.rate)); even.Compare(above) > 0 {
				above = even
			}
		}
		dips = append(dips, Dip{above, records[n-1].UpTo, bound, least})
	}
	slices.Reverse(dips)
	if x.err != nil {
		return nil
	}
	return dips
}

// paysBack reports whether a tier's units cost less than nothing.
func (t Tier) paysBack() bool { return t.Rate.Sign() < 0 }
