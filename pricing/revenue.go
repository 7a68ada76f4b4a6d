package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// Recurring returns the recurring revenue of the agreement on a date: what a whole
// service period of each item would come to with the price, the quantity and the
// item's own discounts of that day, exactly, divided by its months. Metered and
// one-time items, outcomes, work, and what is taken off or added to a whole statement
// are not part of it.
func (a Agreement) Recurring(on msp.Date) (Recurring, error) {
	if a.a == nil || !a.a.whole.Contains(on) {
		return Recurring{}, nil
	}
	sum := newRecurring(zeroRatio(), a.a.currency)
	for n := range a.a.items {
		i := &a.a.items[n]
		if i.spec.Metered || !i.spec.Cadence.IsRecurring() || !i.life.Contains(on) {
			continue
		}
		one, err := a.a.recurring(i, on)
		if err != nil {
			return Recurring{}, err
		}
		if sum, err = sum.Add(one); err != nil {
			return Recurring{}, err
		}
	}
	return sum, nil
}

func (a *agreement) recurring(i *item, on msp.Date) (Recurring, error) {
	began := on
	if service, ok := i.spec.Cadence.PeriodOf(i.anchor, on); ok {
		began = service.From()
	}
	rater, _, err := i.uplifted(i.priceOn(on), began, a)
	if err != nil {
		return Recurring{}, err
	}
	timeline, _ := i.spec.Licence.Apply(i.spec.Quantity, i.life.From(), msp.Date{})
	q := QuantityOf(number.Ratio(timeline.At(on)), rater.Unit())
	pieces, err := rater.r.exact.pieces(q)
	if err != nil {
		return Recurring{}, err
	}
	var x arithmetic
	total := zeroRatio()
	for _, p := range pieces {
		total = x.add(total, p.exact)
	}
	for _, d := range i.spec.Discounts {
		if d.IsOn(on) {
			total = x.sub(total, x.off(d, total, q.Ratio()))
		}
	}
	if x.err != nil {
		return Recurring{}, x.err
	}
	perMonth, err := total.Mul(i.spec.Cadence.PerMonth())
	return newRecurring(perMonth, a.currency), err
}

// off returns what a discount takes off an exact amount, between zero and all of it.
func (x *arithmetic) off(d Discount, amount, quantity msp.Ratio) msp.Ratio {
	if amount.Sign() <= 0 {
		return zeroRatio()
	}
	switch off := d.Off.(type) {
	case PercentOff:
		return minRatio(amount, x.mul(amount, off.Percent.Ratio()))
	case AmountOff:
		return minRatio(amount, number.Ratio(off.Amount))
	case VolumeOff:
		percent, err := off.at(quantity)
		return minRatio(amount, x.mul(amount, x.result(percent.Ratio(), err)))
	}
	return zeroRatio()
}
