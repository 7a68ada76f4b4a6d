package pricing

import (
	"github.com/mspkit/msp"
)

// An Explanation is an amount and how it came about: the details sum to it
// exactly.
type Explanation struct {
	Quantity Quantity
	Amount   msp.Money
	Details  []Detail
}

// Explain returns what a quantity costs and why: which units were included, how
// many fell into which tier, what a minimum added. The amount is that of
// [Rater.Amount]; details are rounded so that they sum to it ([msp.Cumulative]),
// so one of them may be a unit off its own exact value. Linear in the number of
// tiers reached.
func (r Rater) Explain(q Quantity) (Explanation, error) {
	if err := r.check(q); err != nil {
		return Explanation{}, err
	}
	pieces, err := r.r.exact.pieces(q)
	if err != nil {
		return Explanation{}, err
	}
	c := newCharge(r.r.price.Currency, r.r.mode)
	if err := c.add(pieces, msp.Period{}, 0); err != nil {
		return Explanation{}, err
	}
	return Explanation{q, c.sum.Total(), c.details}, nil
}

// A charge collects the pieces that are rounded together.
type charge struct {
	sum     msp.Cumulative
	details []Detail
}

func newCharge(c msp.Currency, mode msp.Rounding) charge {
	return charge{sum: msp.NewCumulative(c, mode)}
}

// add appends pieces, the part that falls on some days of a service period if of
// is not 0.
func (c *charge) add(pieces []piece, days msp.Period, of int) error {
	for _, p := range pieces {
		exact, d := p.exact, p.detail
		if of > 0 {
			var err error
			if exact, err = exact.Mul(msp.NewRatio(int64(days.Days()), int64(of))); err != nil {
				return err
			}
			d.Period, d.Of = days, of
		}
		amount, sum, err := c.sum.Add(exact)
		if err != nil {
			return err
		}
		d.Amount, c.sum = amount, sum
		c.details = append(c.details, d)
	}
	return nil
}
