package pricing

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// A Comparison says what each of several offers would earn for the counts of one
// client.
type Comparison struct {
	Results []Compared // in the order of the offers
}

// A Compared is what one offer comes to. The amounts of the lines sum to the
// Revenue, their costs to the Cost.
type Compared struct {
	Name    string
	Revenue msp.Money  // what the client pays
	Cost    msp.Money  // what the provider pays, as far as costs are stated
	Profit  msp.Money  // Revenue − Cost
	Margin  msp.Ratio  // Profit ÷ Revenue; undefined at no revenue or if Uncosted
	Lines   []Line     // a price each, then what is included, then the fixed cost
	Untaken []Quantity // no price takes them and they are not included: not served
	// Uncosted are served and have no stated cost, so Cost is too low.
	Uncosted []Quantity
}

// Compare returns what each offer would earn for the counts of one client, say its
// users, devices and servers. Prices, costs and counts are those of one period,
// such as a month.
//
//  1. Each price of an offer takes the count of its unit, 0 if there is none, and
//     is rounded once by mode. Several prices may take one count.
//  2. A count that no price takes is served at no charge if the offer includes it,
//     and otherwise is Untaken: it is said, and costs nothing either. A count of 0
//     is passed over.
//  3. A count that is served costs its number times the offer's cost of its unit,
//     rounded once, on the first line that has it. The fixed cost has its own line.
//
// A count below zero and two counts of one unit are [msp.ErrRange] errors; offers
// in two currencies are an [msp.ErrCurrency] error; what is wrong with an offer is
// returned as [msp.Issues] in an error that names it; an amount that does not fit
// is an [msp.ErrOverflow] error. Linear in counts and prices, and each
// count that no price takes is looked for among the units that an offer includes.
func Compare(counts []Quantity, mode msp.Rounding, offers ...Offer) (Comparison, error) {
	byUnit := make(map[string]Quantity, len(counts))
	for _, q := range counts {
		if q.Sign() < 0 {
			return Comparison{}, msp.NewInputError(msp.ErrRange, "pricing: count", q.String(), "below zero")
		}
		if _, again := byUnit[q.Unit()]; again {
			return Comparison{}, msp.NewInputError(msp.ErrRange, "pricing: count", q.String(), "the unit has a count already")
		}
		byUnit[q.Unit()] = q
	}
	var c Comparison
	for _, o := range offers {
		result, err := o.compare(counts, byUnit, mode)
		if err != nil {
			return Comparison{}, fmt.Errorf("pricing: offer %q: %w", o.Name, err)
		}
		if len(c.Results) > 0 {
			if _, err := c.Results[0].Revenue.Cmp(result.Revenue); err != nil {
				return Comparison{}, err
			}
		}
		c.Results = append(c.Results, result)
	}
	return c, nil
}

// compare returns what one offer comes to.
func (o Offer) compare(counts []Quantity, byUnit map[string]Quantity, mode msp.Rounding) (Compared, error) {
	if err := o.Validate().Err(); err != nil {
		return Compared{}, err
	}
	none, err := msp.NewMoney(0, o.Prices[0].Currency)
	if err != nil {
		return Compared{}, err
	}
	s := served{offer: o, mode: mode, none: none, taken: make(map[string]bool, len(o.Prices))}
	for _, p := range o.Prices {
		q, ok := byUnit[p.Unit]
		if !ok {
			q = Count(0, p.Unit)
		}
		if err := s.price(p, q); err != nil {
			return Compared{}, err
		}
	}
	for _, q := range counts {
		if err := s.rest(q); err != nil {
			return Compared{}, err
		}
	}
	if err := s.fixed(); err != nil {
		return Compared{}, err
	}
	return s.result()
}

// served collects what an offer serves, line by line.
type served struct {
	offer             Offer
	mode              msp.Rounding
	none              msp.Money
	taken             map[string]bool // units that have a line, and so their cost
	lines             []Line
	untaken, uncosted []Quantity
}

// price adds the line of a price and the count it takes.
func (s *served) price(p Price, q Quantity) error {
	rater, err := p.Compile(s.mode)
	if err != nil {
		return err
	}
	e, err := rater.Explain(q)
	if err != nil {
		return err
	}
	line := Line{Kind: KindRecurring, Item: s.offer.Name, Quantity: q, Amount: e.Amount, Detail: e.Details}
	if !s.taken[p.Unit] {
		s.taken[p.Unit] = true
		if line.Cost, err = s.cost(q); err != nil {
			return err
		}
	}
	s.lines = append(s.lines, line)
	return nil
}

// rest adds the line of a count that no price takes, or says that it is not served.
func (s *served) rest(q Quantity) error {
	switch {
	case s.taken[q.Unit()] || q.IsZero():
		return nil
	case !s.offer.includes(q.Unit()):
		s.untaken = append(s.untaken, q)
		return nil
	}
	cost, err := s.cost(q)
	if err != nil {
		return err
	}
	s.lines = append(s.lines, Line{
		Kind: KindRecurring, Item: s.offer.Name, Quantity: q, Amount: s.none, Cost: cost,
		Detail: []Detail{{Step: StepIncluded, Quantity: q, Amount: s.none}},
	})
	return nil
}

// cost returns what a count costs the provider; none if that is not stated, which
// it notes.
func (s *served) cost(q Quantity) (msp.Money, error) {
	cost, stated := s.offer.Costs[q.Unit()]
	switch {
	case !stated && q.IsZero():
		return s.none, nil
	case !stated:
		s.uncosted = append(s.uncosted, q)
		return msp.Money{}, nil
	}
	exact, err := number.Ratio(cost).Mul(q.Ratio())
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(exact, s.none.Currency(), s.mode)
}

func (s *served) fixed() error {
	if s.offer.FixedCost.IsZero() {
		return nil
	}
	cost, err := msp.MoneyFromDecimal(s.offer.FixedCost, s.none.Currency(), s.mode)
	if err != nil {
		return err
	}
	s.lines = append(s.lines, Line{Kind: KindRecurring, Item: s.offer.Name, Amount: s.none, Cost: cost})
	return nil
}

// result adds up the lines.
func (s *served) result() (Compared, error) {
	amounts, costs := []msp.Money{s.none}, []msp.Money{s.none}
	for _, l := range s.lines {
		amounts, costs = append(amounts, l.Amount), append(costs, l.Cost)
	}
	c := Compared{Name: s.offer.Name, Lines: s.lines, Untaken: s.untaken, Uncosted: s.uncosted}
	var err error
	if c.Revenue, err = msp.SumMoney(amounts...); err != nil {
		return Compared{}, err
	}
	if c.Cost, err = msp.SumMoney(costs...); err != nil {
		return Compared{}, err
	}
	if c.Profit, err = c.Revenue.Sub(c.Cost); err != nil {
		return Compared{}, err
	}
	if len(c.Uncosted) > 0 {
		return c, nil
	}
	c.Margin, err = c.Profit.RatioTo(c.Revenue)
	return c, err
}
