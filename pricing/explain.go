package pricing

import (
	"slices"

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
// so one of them may be a unit off its own exact value. Errors are those of
// Amount; and a step that does not fit is an [msp.ErrOverflow] error even where a
// Maximum makes the amount fit again. Linear in the number of tiers reached.
func (r Rater) Explain(q Quantity) (Explanation, error) {
	if r.r == nil {
		return Explanation{}, r.check(q)
	}
	c := newCharge(r.r.price.Currency, r.r.mode)
	if err := c.price(r, q, msp.Period{}, 0); err != nil {
		return Explanation{}, err
	}
	return Explanation{q, c.sum.Total(), c.details}, nil
}

// A charge collects the pieces that are rounded together.
type charge struct {
	sum     msp.Cumulative
	details []Detail
	room    []piece // for those of one quantity
}

func newCharge(c msp.Currency, mode msp.Rounding) charge {
	return charge{sum: msp.NewCumulative(c, mode)}
}

// price adds what a price makes of a quantity, the part that falls on some days of a
// service period if of is not 0.
func (c *charge) price(r Rater, q Quantity, days msp.Period, of int) error {
	if err := r.check(q); err != nil {
		return err
	}
	if c.room == nil {
		c.room = make([]piece, 0, fewPieces)
	}
	var err error
	if c.room, err = r.r.exact.appendPieces(c.room[:0], q); err != nil {
		return err
	}
	c.details = slices.Grow(c.details, len(c.room))
	for n := range c.room {
		d := c.room[n].detail
		if of > 0 {
			d.Period, d.Of = days, of
		}
		if d.Amount, err = c.add(c.room[n].exact, days, of); err != nil {
			return err
		}
		c.details = append(c.details, d)
	}
	return nil
}

// add adds an exact amount, or the part of it, without a detail.
func (c *charge) add(exact msp.Ratio, days msp.Period, of int) (msp.Money, error) {
	var err error
	if of > 0 {
		if exact, err = exact.Mul(msp.NewRatio(int64(days.Days()), int64(of))); err != nil {
			return msp.Money{}, err
		}
	}
	var amount msp.Money
	amount, c.sum, err = c.sum.Add(exact)
	return amount, err
}
