package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// A raisedPrice is a price after some anniversaries.
type raisedPrice struct {
	years   int
	rater   Rater
	details []Detail
}

// uplifted is [item.uplifted] that remembers the price of the year, which the other
// service periods of it have, too.
func (b *billing) uplifted(i *item, p *datedRater, began msp.Date) (Rater, []Detail, error) {
	if !i.rises() {
		return p.rater, nil, nil
	}
	years := Anniversaries(p.from, began)
	if last, ok := b.raised[p]; ok && last.years == years {
		return last.rater, last.details, nil
	}
	rater, details, err := i.uplifted(p, began, b.agreement)
	if b.raised == nil {
		b.raised = make(map[*datedRater]raisedPrice)
	}
	b.raised[p] = raisedPrice{years, rater, details}
	return rater, details, err
}

// rises reports whether the item has an uplift.
func (i *item) rises() bool {
	return !i.spec.Uplift.Percent.IsZero() || len(i.spec.Uplift.Index) > 0
}

// mostUplifts bounds what a price with ten thousand tiers may cost.
const mostUplifts = 200

// uplifted returns a price as it is in a service period that begins on a date, after
// the anniversaries that have come, and what was raised.
func (i *item) uplifted(p *datedRater, began msp.Date, a *agreement) (Rater, []Detail, error) {
	u := i.spec.Uplift
	if !i.rises() {
		return p.rater, nil, nil
	}
	years := Anniversaries(p.from, began)
	switch {
	case years == 0:
		return p.rater, nil, nil
	case years > mostUplifts:
		return Rater{}, nil, msp.NewInputError(msp.ErrRange, "pricing: uplift of", i.spec.Name, "more than 200 anniversaries")
	}
	price := p.rater.Price()
	var details []Detail
	course, err := u.course(a.mode)
	raise := func(d *decimal.Decimal, tier int) {
		if err != nil || d.IsZero() {
			return
		}
		before := number.Text(*d)
		*d, err = course.after(*d, a.currency, p.from, years)
		details = append(details, Detail{
			Step: StepUplift, Ref: before, Tier: tier, Quantity: Count(int64(years), "anniversary"),
			Rate: *d, Percent: u.Percent, Amount: a.none,
		})
	}
	raise(&price.Rate, 0)
	raise(&price.Flat, 0)
	for n := range price.Tiers {
		raise(&price.Tiers[n].Rate, n+1)
		raise(&price.Tiers[n].Flat, n+1)
	}
	if err != nil {
		return Rater{}, nil, err
	}
	return newRater(price, a.mode), details, nil
}
