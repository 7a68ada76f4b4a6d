package pricing

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// An Item is a line of an agreement as people write it down: a price, how many
// units there are, and how often they are charged.
//
//	{"name":"Gold seats","price":{"unit":"user","rate":"150"},"quantity":[{"quantity":"25"},{"from":"2026-01-16","quantity":"30"}]}
//
// The fee for a service period is the exact sum, over its days, of what the price
// makes of that day's quantity, divided by the days of the whole period, and rounded
// once. Days before the item's Start and from its End on are not charged.
type Item struct {
	// Name tells the items of an agreement apart. Required.
	Name string

	// Price of a service period. Its currency may be left out.
	Price Price

	// Changes are prices that replace the one before them from a date on, a change of
	// plan, in any order. A fee in the middle of whose service period one falls is of
	// both, by days.
	Changes []PriceChange

	// Quantity over time. Required for a price with a unit, unless it is Metered. A change
	// in a service period that was billed already is billed by adjusting that statement.
	Quantity Timeline

	// Metered items take their quantity from [Input.Usage], of a whole service period
	// and never by days, and are charged in arrears. The price is that of the last day.
	Metered bool

	// Cadence is how often the fee is due. Zero: [Month]. With [Once] it is due on Start,
	// not by days.
	Cadence Cadence

	// Timing says whether a fee is due at the start of its service period or at its end.
	// Zero: [Advance]; a Metered item has none.
	Timing Timing

	// Start and End are the life of the item, [Start, End). Zero: that of the agreement.
	Start, End msp.Date

	// Anchor is a date on which a service period begins. Zero: the agreement's, so that
	// whatever is added later ends with the rest (co-terming).
	Anchor msp.Date

	// Licence commits the quantity for a term; terms are counted from Start. Zero: none.
	Licence Ratchet

	// Uplift raises the price on the anniversaries of Start, or of the last change: that
	// of the service periods which begin on or after them, 200 of them at most. Minimum,
	// Maximum and Cost stay. Zero: none.
	Uplift Uplift

	// Discounts on the item's own fee, in the order of the list, that are on at the first
	// day of the fee.
	Discounts []Discount

	// Cost is what one unit costs the provider in a service period; for a price that is
	// Flat alone, what the whole costs. Zero: not stated.
	Cost decimal.Decimal
}

// A PriceChange is a price that holds from a date on.
type PriceChange struct {
	From  msp.Date
	Price Price
}

// item is a compiled Item.
type item struct {
	spec   Item
	life   msp.Period
	anchor msp.Date
	prices []datedRater
	cost   msp.Ratio
}

// A datedRater is a price from a date on.
type datedRater struct {
	from  msp.Date
	rater Rater
}

// compile checks the item of an agreement and compiles it.
func (i Item) compile(list *findings.List, path string, a *agreement) item {
	at := func(field string) string { return join(path, field) }
	if i.Name == "" {
		list.Errorf(at("name"), msp.CodeMissing, "an item has a name")
	}
	checkText(list, at("name"), i.Name)
	c := item{spec: i.clone(), anchor: i.Anchor, cost: number.Ratio(i.Cost)}
	if c.spec.Cadence == 0 {
		c.spec.Cadence = Month
	}
	if i.Metered {
		c.spec.Timing = Arrears
	}
	c.life = a.life(list, path, i.Start, i.End)
	if c.anchor.IsZero() {
		c.anchor = a.anchor
	}
	i.checkFields(list, path)
	c.addPrice(list, at("price"), c.life.From(), i.Price, a)
	for n, change := range i.Changes {
		where := at("changes[" + strconv.Itoa(n) + "]")
		if change.From.IsZero() {
			list.Errorf(where+".from", msp.CodeMissing, "a change has a date")
		}
		c.addPrice(list, where+".price", change.From, change.Price, a)
	}
	slices.SortStableFunc(c.prices[1:], func(a, b datedRater) int { return a.from.Compare(b.from) })
	for n := 1; n < len(c.prices); n++ {
		if c.prices[n].from == c.prices[n-1].from && n > 1 {
			list.Errorf(at("changes"), msp.CodeDuplicate, "two prices from %v", c.prices[n].from)
		}
	}
	return c
}

func (i *item) addPrice(list *findings.List, path string, from msp.Date, p Price, a *agreement) {
	p = p.clone()
	p.Currency = a.inherit(list, join(path, "currency"), p.Currency)
	if p.Unit == "" && len(i.spec.Quantity) == 0 && !i.spec.Metered {
		p.AtZero = true // there is nothing to count, so the fee is due
	}
	before := list.Errors()
	p.check(list, path)
	if first := i.spec.Price.Unit; p.Unit != first {
		list.Errorf(join(path, "unit"), msp.CodeConflict, "%q, while the item counts %q", p.Unit, first)
	}
	dated := datedRater{from: from}
	if list.Errors() == before {
		dated.rater = newRater(p, a.mode)
	}
	i.prices = append(i.prices, dated)
}

func (i Item) checkFields(list *findings.List, path string) {
	at := func(field string) string { return join(path, field) }
	if _, err := i.Cadence.MarshalText(); err != nil {
		list.Errorf(at("cadence"), msp.CodeRange, "%v", err)
	}
	if _, err := i.Timing.MarshalText(); err != nil {
		list.Errorf(at("timing"), msp.CodeRange, "%v", err)
	}
	switch {
	case i.Metered && len(i.Quantity) > 0:
		list.Errorf(at("quantity"), msp.CodeConflict, "the quantity of a metered item comes with each bill")
	case i.Metered && i.Timing == Advance:
		list.Errorf(at("timing"), msp.CodeConflict, "what is metered is charged in arrears")
	case i.Metered && i.Cadence == Once:
		list.Errorf(at("cadence"), msp.CodeConflict, "what is metered comes again")
	case !i.Metered && len(i.Quantity) == 0 && i.Price.Unit != "" && !i.Price.AtZero:
		list.Errorf(at("quantity"), msp.CodeMissing, "say how many")
	}
	i.Quantity.check(list, at("quantity"))
	if i.Metered && i.Licence != (Ratchet{}) {
		list.Errorf(at("licence"), msp.CodeConflict, "what is metered is not committed")
	}
	i.Licence.check(list, at("licence"))
	i.Uplift.check(list, at("uplift"))
	for n, d := range i.Discounts {
		d.check(list, at("discounts["+strconv.Itoa(n)+"]"))
	}
	checkNotNegative(list, at("cost"), i.Cost)
}

func (i Item) clone() Item {
	i.Price = i.Price.clone()
	i.Changes = slices.Clone(i.Changes)
	for n := range i.Changes {
		i.Changes[n].Price = i.Changes[n].Price.clone()
	}
	i.Quantity = slices.Clone(i.Quantity)
	i.Discounts = cloneDiscounts(i.Discounts)
	i.Uplift.Index = slices.Clone(i.Uplift.Index)
	return i
}
