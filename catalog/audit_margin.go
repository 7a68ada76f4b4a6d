package catalog

import (
	"errors"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/pricing"
)

// Codes of [CheckMargin].
const (
	CodeMarginBelowTarget msp.Code = "margin_below_target" // a tier's price, or a client, leaves less than is wanted
	CodeMarginSpread      msp.Code = "margin_spread"       // clients of one tier leave very different margins
	CodePriceBelowCost    msp.Code = "price_below_cost"    // work is billed at less than it costs
	CodeUncountedUnit     msp.Code = "uncounted_unit"      // a price is for a unit that the contract does not count
	CodeCostNotStated     msp.Code = "cost_not_stated"     // a margin is wanted of a price without a cost
	CodeTwoCurrencies     msp.Code = "two_currencies"      // a contract has prices in two currencies
)

// margins checks that prices cover costs, by the margin of [AuditSpec]; exactly the margin
// that is wanted is enough. Nothing is said of a price that states no cost.
//
//   - Of each tier, what one unit of each of its prices brings on the date, with the item's
//     own discounts, is held against its cost. A price with included units, of which the
//     first costs nothing, is left to the clients.
//   - Of each client, [View.Margin] is. What is missing because of the prices of its tier
//     that are found already is not found again: a client is named if all it pays misses
//     the margin, and what it pays apart from those prices does, too. A price that one of
//     its exceptions changes is the client's own.
//   - The margins of the clients of one tier differ by no more than the spread of
//     [AuditSpec]. Only clients count that have a contract with that tier now, pay
//     something, and of whom every cost is stated and every unit counted.
//   - Work that is billed by a term of a tier, a service, a contract or an exception, or as
//     out of scope, brings at least what it costs. One finding is for the price.
//   - A contract counts the units of its prices, which are in one currency; see
//     [View.Agreement].
//   - If a margin is wanted, prices state their cost: for information, once for each.
//
// No promise is broken by a low margin: but for two currencies, which nobody can bill, all
// others are warnings.
func (a *auditor) margins() {
	m := &marginCheck{auditor: a, target: a.v.catalog.audit.Margin.Ratio(), low: make(map[string]bool), groups: make(map[string]*marginGroup)}
	m.tiers()
	m.billed()
	for _, c := range a.v.order {
		if c.contract != nil {
			m.client(c)
		}
	}
	m.spreads()
	if m.target.Sign() > 0 {
		m.uncosted()
	}
}

type marginCheck struct {
	*auditor

	target msp.Ratio
	low    map[string]bool         // prices of which it has been said
	groups map[string]*marginGroup // by tier
}

// A marginGroup is the clients of a tier that leave the least and the most.
type marginGroup struct {
	tier            Tier
	least, most     *clientView
	lowest, highest msp.Ratio
}

// misses reports whether a profit is less than what is wanted. Without revenue there is no
// margin, but a loss if there are costs.
func (m *marginCheck) misses(p earned) bool {
	if p.revenue.Sign() <= 0 {
		return p.cost.Sign() > 0
	}
	return p.Margin.Compare(m.target) < 0
}

// oneOf returns what so many units of a price come to on a date, as a monthly agreement:
// whether they are metered, how often they are due and how they rise says nothing of how
// the price stands to its cost.
func oneOf(item pricing.Item, units int64, on msp.Date) pricing.AgreementSpec {
	item = pricing.Item{Name: item.Name, Price: item.Price, Changes: item.Changes, Discounts: item.Discounts, Cost: item.Cost}
	item = withQuantity(item, pricing.Constant(units))
	return pricing.AgreementSpec{Currency: item.Price.Currency, Start: keep(on, msp.MustParseDate("0001-01-01")), Items: []pricing.Item{item}}
}

// unit returns what one unit of a price leaves; ok is false if that says nothing.
func (m *marginCheck) unit(item pricing.Item) (p earned, ok bool) {
	if item.Cost.IsZero() || !item.Price.Included.IsZero() || priceOn(item, m.v.on).Rate.Sign() < 0 {
		return earned{}, false
	}
	spec := oneOf(item, 1, m.v.on)
	p, err := earnedOn(spec, spec.Start)
	return p, err == nil
}

// tiers checks the prices of tiers, each once.
func (m *marginCheck) tiers() {
	all := m.v.catalog.tiers.get()
	for i := range all.specs {
		terms := all.effective(i, m.v.on)
		for _, name := range terms.Prices {
			item := m.item(name)
			p, ok := m.unit(item)
			if m.low[name] || !ok || !m.misses(p) {
				continue
			}
			m.low[name] = true
			m.add(msp.SeverityWarning, CheckMargin, CodeMarginBelowTarget, m.pricePath(name), subject(all.specs[i].Name, name),
				m.raise(item, p),
				"one {unit} brings {price} and costs {cost}: {margin} is left, and {target} is wanted",
				is("unit", unitText(item)), is("price", rateText(p.revenue, item)), is("cost", rateText(p.cost, item)),
				is("margin", marginText(p)), is("target", m.v.catalog.audit.Margin.String()))
		}
	}
}

// item returns a price of the catalogue.
func (m *marginCheck) item(name string) pricing.Item {
	return m.v.catalog.model.Prices[m.v.catalog.prices[name]]
}

func (m *marginCheck) pricePath(name string) string { return at("prices", m.v.catalog.prices[name]) }

// raise says at which price the margin would be reached.
func (m *marginCheck) raise(item pricing.Item, p earned) string {
	text := "lower the cost of " + strconv.Quote(item.Name)
	price, err := pricing.PriceAtMargin(p.Cost, m.v.catalog.audit.Margin, msp.Up)
	if err != nil || p.cost != p.Cost.Amount() { // or it is of parts of a cent
		return text
	}
	return "ask " + price.String() + " or " + text
}

// marginText returns a margin that misses what is wanted, rounded down so that it does in
// the text as well.
func marginText(p earned) string {
	if !p.Margin.Defined() {
		return "nothing"
	}
	return p.Margin.Percent(1, msp.Floor)
}

// billed checks the prices of work that is billed, each once.
func (m *marginCheck) billed() {
	by := make(map[string]string)
	terms := func(of string, list []TermSpec) {
		for _, t := range list {
			if t.Cover == Billable && by[t.Price] == "" {
				by[t.Price] = of
			}
		}
	}
	all := m.v.catalog.tiers.get()
	for i := range all.specs {
		terms("tier "+all.specs[i].Name, all.effective(i, m.v.on).Terms)
	}
	for _, s := range m.v.edition(m.v.on).services {
		if s.status != Draft && s.status != Retired {
			terms("service "+s.spec.Name, s.terms.Terms)
		}
	}
	for _, c := range m.v.order {
		if c.contract == nil {
			continue
		}
		of := "contract " + c.contract.ID + " of " + c.spec.Name
		terms(of, c.contract.Terms)
		terms(of, []TermSpec{{Cover: c.contract.OutOfScope.Cover, Price: c.contract.OutOfScope.Price}})
		for _, x := range c.exception {
			terms(of, x.Terms)
		}
	}
	for i := range m.v.catalog.model.Prices {
		item := m.v.catalog.model.Prices[i]
		of := by[item.Name]
		p, ok := m.unit(item)
		if of == "" || !ok || m.low[item.Name] || p.cost.Compare(p.revenue) <= 0 {
			continue
		}
		m.add(msp.SeverityWarning, CheckMargin, CodePriceBelowCost, at("prices", i), subject(item.Name),
			"bill "+rateText(p.cost, item)+" or more for one "+unitText(item),
			"{of} bills work at {price} for one {unit}, which costs {cost}",
			is("of", of), is("price", rateText(p.revenue, item)), is("unit", unitText(item)), is("cost", rateText(p.cost, item)))
	}
}

// client checks what a client pays.
func (m *marginCheck) client(c *clientView) {
	spec, uncounted, err := m.v.agreement(c)
	for i, item := range uncounted {
		m.uncounted(c, uncounted[:i], item)
	}
	if errors.Is(err, msp.ErrCurrency) {
		m.add(msp.SeverityError, CheckMargin, CodeTwoCurrencies, c.contractPath(), subject(c.spec.Name),
			"state the agreement of contract "+strconv.Quote(c.contract.ID)+", or have its prices in one currency",
			"contract {id} has {prices}, and an agreement is in one currency", is("id", c.contract.ID), is("prices", m.currencies(c)))
	}
	if err != nil {
		return
	}
	earned, err := earnedOn(spec, m.v.on)
	if err != nil {
		return
	}
	if earned.isWhole && len(uncounted) == 0 && earned.Margin.Defined() && c.tier != nil {
		m.take(c, earned.Margin)
	}
	if !m.misses(earned) {
		return
	}
	own := spec
	if c.contract.Agreement == nil {
		own.Items = slices.DeleteFunc(slices.Clone(spec.Items), func(item pricing.Item) bool {
			return m.low[item.Name] && !slices.ContainsFunc(c.exception, func(x *ExceptionSpec) bool { return x.Price == item.Name })
		})
	}
	if apart, err := earnedOn(own, m.v.on); err != nil || !m.misses(apart) {
		return
	}
	m.add(msp.SeverityWarning, CheckMargin, CodeMarginBelowTarget, c.contractPath(), subject(c.spec.Name),
		"raise the prices of contract "+strconv.Quote(c.contract.ID)+", or lower what it costs",
		"a month brings {revenue} and costs {cost}: {margin} is left, and {target} is wanted",
		is("revenue", earned.Revenue.String()), is("cost", earned.Cost.String()), is("margin", marginText(earned)),
		is("target", m.v.catalog.audit.Margin.String()))
}

// currencies returns a price of each currency that a client pays in.
func (m *marginCheck) currencies(c *clientView) string {
	var all []string
	seen := make(map[msp.Currency]bool)
	for _, item := range m.v.pricesOf(c) {
		if currency := item.Price.Currency; !seen[currency] {
			seen[currency] = true
			all = append(all, item.Name+" in "+currency.String())
		}
	}
	return inWords(all)
}

// uncounted reports a unit that a contract does not count, once.
func (m *marginCheck) uncounted(c *clientView, before []pricing.Item, item pricing.Item) {
	unit := item.Price.Unit
	if slices.ContainsFunc(before, func(other pricing.Item) bool { return other.Price.Unit == unit }) {
		return
	}
	m.add(msp.SeverityWarning, CheckMargin, CodeUncountedUnit, c.contractPath()+".counts", subject(c.spec.Name, unit),
		"say in its counts how many of "+strconv.Quote(unit)+" it has",
		"contract {id} pays {price} for each {unit}, and counts none: it is not billed",
		is("id", c.contract.ID), is("price", item.Name), is("unit", unit))
}

// take takes a client into the group of its tier.
func (m *marginCheck) take(c *clientView, margin msp.Ratio) {
	name := c.tier.tier.Name()
	g, ok := m.groups[name]
	if !ok {
		g = &marginGroup{c.tier.tier, c, c, margin, margin}
		m.groups[name] = g
	}
	if margin.Compare(g.lowest) < 0 {
		g.least, g.lowest = c, margin
	}
	if margin.Compare(g.highest) > 0 {
		g.most, g.highest = c, margin
	}
}

// spreads checks that the clients of each tier leave similar margins.
func (m *marginCheck) spreads() {
	most := m.v.catalog.audit.MarginSpread
	for _, g := range m.groups {
		spread, err := g.highest.Sub(g.lowest)
		if err != nil || spread.Compare(most.Ratio()) <= 0 {
			continue
		}
		low, high := g.least.spec.Name, g.most.spec.Name
		m.add(msp.SeverityWarning, CheckMargin, CodeMarginSpread, at("tiers", g.tier.place), subject(g.tier.Name()),
			"bring what "+strconv.Quote(low)+" and "+strconv.Quote(high)+" pay closer together",
			"{low} leaves {least} and {high} leaves {most}: {spread} between them, and at most {limit} is wanted",
			is("low", low), is("least", g.lowest.Percent(1, msp.HalfUp)), is("high", high), is("most", g.highest.Percent(1, msp.HalfUp)),
			is("spread", spread.Percent(1, msp.Ceil)), is("limit", most.String()))
	}
}

// uncosted reports the prices that state no cost.
func (m *marginCheck) uncosted() {
	for i := range m.v.catalog.model.Prices {
		item := &m.v.catalog.model.Prices[i]
		if !item.Cost.IsZero() {
			continue
		}
		m.add(msp.SeverityInfo, CheckMargin, CodeCostNotStated, at("prices", i), subject(item.Name),
			"say what one "+unitText(*item)+" costs",
			"it states no cost, so nobody can say whether {margin} is left", is("margin", m.v.catalog.audit.Margin.String()))
	}
}

// rateText returns an exact amount for one unit.
func rateText(r msp.Ratio, of pricing.Item) string {
	text, ok := number.RatioText(r, number.Digits)
	if !ok {
		text = r.String()
	}
	return text + " " + of.Price.Currency.String()
}

// unitText returns what a price is for.
func unitText(of pricing.Item) string { return keep(of.Price.Unit, "fee") }
