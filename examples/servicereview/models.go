package main

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Models say what a client's service earned in a month, and what it would have earned
// for the same counts and hours under other price models, in the book's currency. The
// cost is the same for all: it is that of the work that was done.
type Models struct {
	Month  msp.Period
	Counts []pricing.Quantity // on the last day, and the hours worked
	Own    pricing.Profit
	Rows   []ModelRow
	Prices []Judged
}

// A ModelRow is one price model at either end of its range.
type ModelRow struct {
	Name      string
	Range     string // what it is, in words
	Low, High pricing.Compared
	Own       pricing.Usual // how the client's own price lies to it; zero: it is no usual range
}

// A Judged is the price of an item held against a usual range.
type Judged struct {
	Item string
	pricing.UsualJudgement
}

// service reports whether a line is for what the models are about: fees for the
// client's counts or for the client as a whole, outcomes, and work. What is resold is
// the same under every model, and so are projects and parts.
func (c *Contract) service(l pricing.Line) bool {
	if l.Kind == pricing.KindRecurring || l.Kind == pricing.KindUsage {
		i, ok := c.item(l.Item)
		_, counted := c.Counts[i.Price.Unit]
		return ok && (counted || i.Price.Unit == "")
	}
	return l.Kind == pricing.KindOutcome || isWork(l.Kind)
}

// serviceProfit returns what the lines for service come to, discounts on the whole
// statement taken off. A commitment and service credits are left out.
func (c *Contract) serviceProfit(book *Book, st *pricing.Statement) (pricing.Profit, error) {
	isService := make(map[string]bool)
	var amounts, costs []msp.Money
	for _, l := range st.Lines {
		switch {
		case c.service(l):
			isService[l.Name()] = true
			amounts, costs = append(amounts, l.Amount), append(costs, l.Cost)
		case l.Kind == pricing.KindDiscount:
			for _, d := range l.Detail {
				if isService[d.Ref] {
					amounts = append(amounts, d.Amount)
				}
			}
		}
	}
	var sums [2]msp.Money
	for i, list := range [...][]msp.Money{amounts, costs} {
		sum, err := msp.SumMoney(list...)
		if err != nil {
			return pricing.Profit{}, err
		}
		if sums[i], err = book.inCurrency(sum); err != nil {
			return pricing.Profit{}, err
		}
	}
	return pricing.GrossMargin(sums[0], sums[1])
}

// compareModels compares the price of a bill with those of other models.
func compareModels(book *Book, c *Contract, bill *Bill) (Models, error) {
	if book.Currency != usd() {
		return Models{}, nil // the usual ranges are in US dollars
	}
	m := Models{Month: bill.Month}
	last, err := bill.Month.To().AddDays(-1)
	if err != nil {
		return m, err
	}
	if m.Own, err = c.serviceProfit(book, &bill.Now); err != nil {
		return m, err
	}
	for _, unit := range slices.Sorted(maps.Keys(c.Counts)) {
		q, err := pricing.NewQuantity(c.Counts[unit].At(last), unit)
		if err != nil {
			return m, err
		}
		m.Counts = append(m.Counts, q)
	}
	m.Counts = append(m.Counts, pricing.QuantityOf(msp.NewRatio(bill.Minutes(), 60), unitHour))
	if err := m.compare(book); err != nil {
		return m, err
	}
	m.Prices, err = c.judgePrices(book, &bill.Now)
	return m, err
}

func usd() msp.Currency { return msp.MustParseCurrency("USD") }

// compare adds a row for each model that takes one of the counts.
func (m *Models) compare(book *Book) error {
	var rows []ModelRow
	var offers []pricing.Offer
	for _, o := range m.offers(book) {
		if len(o.low.Prices) == 0 {
			continue
		}
		rows = append(rows, ModelRow{Name: o.low.Name, Range: o.words})
		for _, offer := range [...]pricing.Offer{o.low, o.high} {
			offer.FixedCost = m.Own.Cost.Decimal()
			offer.Costs = make(map[string]decimal.Decimal)
			for _, q := range m.Counts {
				offer.Costs[q.Unit()] = decimal.Decimal{} // it is all in the fixed cost
			}
			offers = append(offers, offer)
		}
	}
	comparison, err := pricing.Compare(m.Counts, msp.HalfUp, offers...)
	if err != nil {
		return err
	}
	for i := range rows {
		row := &rows[i]
		row.Low, row.High = comparison.Results[2*i], comparison.Results[2*i+1]
		switch {
		case row.Name == allInclusive: // no usual range
		case m.Own.Revenue.Minor() < row.Low.Revenue.Minor():
			row.Own = pricing.UsualBelow
		case m.Own.Revenue.Minor() > row.High.Revenue.Minor():
			row.Own = pricing.UsualAbove
		default:
			row.Own = pricing.UsualWithin
		}
	}
	m.Rows = rows
	return nil
}

// judgePrices holds the prices of items against their usual ranges.
func (c *Contract) judgePrices(book *Book, st *pricing.Statement) ([]Judged, error) {
	var out []Judged
	for _, l := range st.Lines {
		model, ok := c.Usual[l.Item]
		if !ok || l.Kind != pricing.KindRecurring {
			continue
		}
		rate, err := unitPrice(l)
		if err != nil || !rate.Defined() {
			return out, err
		}
		if rate, err = rate.Mul(book.rate(c.spec.Currency)); err != nil {
			return out, err
		}
		worth, err := msp.MoneyFromRatio(rate, book.Currency, msp.HalfUp)
		if err != nil {
			return out, err
		}
		out = append(out, Judged{l.Item, usual(model).Judge(worth.Decimal())})
	}
	return out, nil
}

// unitPrice returns what one unit cost at the end of a line's period, before
// discounts: the mean where tiers have different rates. It is undefined where nothing
// was charged by the unit.
func unitPrice(l pricing.Line) (msp.Ratio, error) {
	amount, units := msp.NewRatio(0, 1), msp.NewRatio(0, 1)
	var days msp.Period
	for _, d := range l.Detail {
		if d.Step != pricing.StepRate {
			continue
		}
		if d.Period != days { // a later part of the month
			days, amount, units = d.Period, msp.NewRatio(0, 1), msp.NewRatio(0, 1)
		}
		part, err := exact(d.Rate).Mul(d.Quantity.Ratio())
		if err != nil {
			return msp.Ratio{}, err
		}
		if amount, err = amount.Add(part); err != nil {
			return msp.Ratio{}, err
		}
		if units, err = units.Add(d.Quantity.Ratio()); err != nil {
			return msp.Ratio{}, err
		}
	}
	return amount.Quo(units)
}
