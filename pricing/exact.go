package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// A piece is one step of a price before rounding.
type piece struct {
	detail Detail // without an amount
	exact  msp.Ratio
}

// arithmetic computes with fractions and keeps the first error.
type arithmetic struct {
	err error
}

func (x *arithmetic) result(r msp.Ratio, err error) msp.Ratio {
	if err != nil && x.err == nil {
		x.err = err
	}
	return r
}

func (x *arithmetic) add(a, b msp.Ratio) msp.Ratio { return x.result(a.Add(b)) }
func (x *arithmetic) sub(a, b msp.Ratio) msp.Ratio { return x.result(a.Sub(b)) }
func (x *arithmetic) mul(a, b msp.Ratio) msp.Ratio { return x.result(a.Mul(b)) }

// exactPrice is a price in fractions: the plain way to an amount, which explains
// itself, and which the fast one must agree with.
type exactPrice struct {
	price          Price
	rate, flat     msp.Ratio
	low, high      msp.Ratio
	included, size msp.Ratio
	holds          string // what a package does, "10 device"
	tiers          []exactTier
}

type exactTier struct {
	upTo, rate, flat msp.Ratio // upTo is undefined for the open tier
}

func newExactPrice(p Price) exactPrice {
	e := exactPrice{
		price: p, rate: number.Ratio(p.Rate), flat: number.Ratio(p.Flat),
		low: number.Ratio(p.Minimum), high: number.Ratio(p.Maximum),
		included: number.Ratio(p.Included), size: number.Ratio(p.Size),
	}
	if p.mode() == Package {
		e.holds = QuantityOf(e.size, p.Unit).String()
	}
	for n, t := range p.Tiers {
		tier := exactTier{number.Ratio(t.UpTo), number.Ratio(t.Rate), number.Ratio(t.Flat)}
		if n == len(p.Tiers)-1 {
			tier.upTo = msp.Ratio{}
		}
		e.tiers = append(e.tiers, tier)
	}
	return e
}

// A pricer is one way from a quantity to its pieces.
type pricer struct {
	*exactPrice
	arithmetic
	pieces []piece
	total  msp.Ratio
}

// fewPieces is how many pieces most amounts have at most.
const fewPieces = 6

// pieces returns the steps that lead from a quantity to its amount.
func (e *exactPrice) pieces(q Quantity) ([]piece, error) { return e.appendPieces(nil, q) }

// appendPieces is pieces into room that is there already.
func (e *exactPrice) appendPieces(to []piece, q Quantity) ([]piece, error) {
	if q.IsZero() && !e.price.AtZero {
		return to, nil
	}
	p := pricer{exactPrice: e, pieces: to, total: zeroRatio()}
	billable := p.include(q.Ratio())
	if e.flat.Sign() != 0 {
		p.put(Detail{Step: StepFlat, Rate: e.price.Flat}, e.flat)
	}
	switch e.price.mode() {
	case PerUnit:
		if e.rate.Sign() != 0 {
			p.put(Detail{Step: StepRate, Quantity: p.units(billable), Rate: e.price.Rate}, p.mul(billable, e.rate))
		}
	case Package:
		p.pack(billable)
	case Graduated:
		p.graduate(billable)
	case Volume, Stairstep:
		p.place(billable)
	}
	if e.high.Sign() > 0 && p.total.Compare(e.high) > 0 {
		p.put(Detail{Step: StepMaximum, Rate: e.price.Maximum}, p.sub(e.high, p.total))
	}
	if e.low.Sign() > 0 && p.total.Compare(e.low) < 0 {
		p.put(Detail{Step: StepMinimum, Rate: e.price.Minimum}, p.sub(e.low, p.total))
	}
	return p.pieces, p.err
}

func (p *pricer) put(d Detail, exact msp.Ratio) {
	p.pieces = append(p.pieces, piece{d, exact})
	if p.high.Sign() > 0 || p.low.Sign() > 0 { // the total is held against them only
		p.total = p.add(p.total, exact)
	}
}

func (p *pricer) units(n msp.Ratio) Quantity { return QuantityOf(n, p.price.Unit) }

// include takes the included units off a quantity and returns the rest.
func (p *pricer) include(quantity msp.Ratio) msp.Ratio {
	if p.included.Sign() == 0 {
		return quantity
	}
	free := minRatio(quantity, p.included)
	p.put(Detail{Step: StepIncluded, Quantity: p.units(free)}, zeroRatio())
	return p.sub(quantity, free)
}

func (p *pricer) pack(billable msp.Ratio) {
	count, err := p.result(billable.Quo(p.size)).Int(p.price.partial())
	if err != nil {
		p.result(msp.Ratio{}, err)
		return
	}
	packages := Count(count, "package")
	p.put(Detail{Step: StepPackages, Ref: p.holds, Quantity: packages, Rate: p.price.Rate}, p.mul(packages.Ratio(), p.rate))
}

func (p *pricer) graduate(billable msp.Ratio) {
	lower := zeroRatio()
	for n, t := range p.tiers {
		if billable.Compare(lower) <= 0 && (n > 0 || !p.price.AtZero) {
			return
		}
		upper := billable
		if t.upTo.Defined() {
			upper = minRatio(billable, t.upTo)
		}
		p.tier(n, p.sub(upper, lower))
		lower = t.upTo
		if !lower.Defined() {
			return
		}
	}
}

func (p *pricer) place(billable msp.Ratio) {
	if billable.Sign() == 0 && !p.price.AtZero {
		return
	}
	for n, t := range p.tiers {
		if !t.upTo.Defined() || billable.Compare(t.upTo) <= 0 {
			p.tier(n, billable)
			return
		}
	}
}

// tier puts the fee and the units of one tier.
func (p *pricer) tier(n int, quantity msp.Ratio) {
	t := p.price.Tiers[n]
	if p.tiers[n].flat.Sign() != 0 {
		p.put(Detail{Step: StepFlat, Tier: n + 1, Rate: t.Flat, Quantity: p.held(quantity)}, p.tiers[n].flat)
	}
	if p.price.mode() != Stairstep {
		p.put(Detail{Step: StepRate, Tier: n + 1, Quantity: p.units(quantity), Rate: t.Rate}, p.mul(quantity, p.tiers[n].rate))
	}
}

// held is the quantity that a step holds, which its fee is for; other fees are for
// none.
func (p *pricer) held(quantity msp.Ratio) Quantity {
	if p.price.mode() == Stairstep {
		return p.units(quantity)
	}
	return Quantity{}
}

func minRatio(a, b msp.Ratio) msp.Ratio {
	if a.Compare(b) <= 0 {
		return a
	}
	return b
}
