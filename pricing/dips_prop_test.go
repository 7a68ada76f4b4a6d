package pricing_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/pricing"
)

// dipsQuantities are small quantities: every tenth of a unit beyond all bounds, and
// one just above each bound.
func dipsQuantities(p pricing.Price) []*big.Rat {
	most := new(big.Rat).SetInt64(1)
	var list []*big.Rat
	for _, t := range p.Tiers[:len(p.Tiers)-1] {
		bound := rateRat(t.UpTo)
		most.Add(bound, big.NewRat(2, 1)) // they rise
		list = append(list, bound, new(big.Rat).Add(bound, big.NewRat(1, 1_000_000_000)))
	}
	for n := int64(1); big.NewRat(n, 10).Cmp(most) <= 0; n++ {
		list = append(list, big.NewRat(n, 10))
	}
	return list
}

// Law 7: the dips are exactly the quantities for which a larger one costs less, by
// trying all; each names the cheapest bound beyond, and what it costs there.
func TestDipsAreExactlyThoseListed(t *testing.T) {
	dipped := 0
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom([]pricing.Mode{pricing.Volume, pricing.Stairstep, pricing.Graduated}).Draw(t, "mode")
		p := pricing.Price{Currency: benchUSD(), Unit: "user", Mode: mode, Tiers: rateDrawTiers(t, mode, rateSize{1, 1})}
		dips := rateOf(t, p, 0).VolumeDips()
		quantities := dipsQuantities(p)
		costs := make([]*big.Rat, len(quantities))
		for n, q := range quantities {
			costs[n], _ = rateExact(p, q)
		}
		for n, q := range quantities {
			cheaper := false
			for m, other := range quantities {
				cheaper = cheaper || other.Cmp(q) > 0 && costs[m].Cmp(costs[n]) < 0
			}
			listed := 0
			for _, d := range dips {
				above, _ := d.Above.Rat()
				if q.Cmp(above) > 0 && q.Cmp(rateRat(d.UpTo)) <= 0 {
					listed++
				}
			}
			if cheaper != (listed == 1) || listed > 1 {
				t.Fatalf("%v of %+v costs %v, a larger quantity less is %v; it is in %d dips of %v", q, p.Tiers, costs[n], cheaper, listed, dips)
			}
		}
		for _, d := range dips {
			dipped++
			dipsCheapest(t, d, quantities, costs)
		}
	})
	if dipped == 0 {
		t.Error("no price with a dip was drawn")
	}
}

// dipsCheapest checks the bound and the cost that a dip names, to a millionth: just
// above a bound is not on it.
func dipsCheapest(t *rapid.T, d pricing.Dip, quantities, costs []*big.Rat) {
	least, _ := d.Least.Rat()
	tiny := big.NewRat(1, 1_000_000)
	cheapest := new(big.Rat).Add(least, big.NewRat(1000, 1))
	var at *big.Rat
	for n, q := range quantities {
		if q.Cmp(rateRat(d.UpTo)) > 0 && costs[n].Cmp(cheapest) < 0 {
			cheapest, at = costs[n], q
		}
	}
	off := new(big.Rat).Sub(cheapest, least)
	if off.Sign() < 0 || off.Cmp(tiny) > 0 || rateRat(d.Bound).Cmp(at) >= 0 {
		t.Fatalf("%+v: the cheapest beyond is %v for %v", d, cheapest, at)
	}
	near, _ := dipsCostNear(d, quantities, costs)
	if off := near.Sub(near, least); off.Sign() < 0 || off.Cmp(tiny) > 0 {
		t.Fatalf("%+v: just above %v it costs %v more than said", d, d.Bound, off)
	}
}

// dipsCostNear is the cost of the nearest quantity above the bound of a dip.
func dipsCostNear(d pricing.Dip, quantities, costs []*big.Rat) (cost, q *big.Rat) {
	bound := rateRat(d.Bound)
	for n := range quantities {
		if quantities[n].Cmp(bound) > 0 && (q == nil || quantities[n].Cmp(q) < 0) {
			q, cost = quantities[n], new(big.Rat).Set(costs[n])
		}
	}
	return cost, q
}
