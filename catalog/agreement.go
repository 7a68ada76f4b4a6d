package catalog

import (
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Agreement returns what a client pays, for package pricing to quote and bill: the
// agreement of the contract that is in force, or, if it has none, one that is made of the
// catalogue.
//
//  1. Its items are the prices of the tier, then those of the services à la carte that are
//     neither a draft nor retired, in the order of the contract. A price that several of
//     them name is paid once.
//  2. A price is that of the catalogue, times the complexity of the exceptions that are in
//     force on the date. What changes on another day is in the agreement of that day.
//  3. The quantity of a price with a unit is what the contract counts of it. A price of
//     which it counts nothing is left out, and an audit finds it; one that is metered takes
//     its quantity from each bill.
//  4. Its life is that of the contract, and so is that of an item which begins before or
//     ends after it.
//
// Client, start and end of an agreement that the contract states are those of the contract
// where it leaves them out. The result always compiles.
//
// A client of another name is an [ErrUnknownName] error. One without a contract, and a
// contract without anything to pay, is an [msp.ErrUndefined] error, prices in two
// currencies are an [msp.ErrCurrency] error. Linear in the items.
func (v View) Agreement(client string) (pricing.AgreementSpec, error) {
	all := v.get()
	c, err := all.contractOf(client)
	if err != nil {
		return pricing.AgreementSpec{}, err
	}
	spec, _, err := all.agreement(c)
	if err != nil {
		return pricing.AgreementSpec{}, err
	}
	return spec, nil
}

// Margin returns what the recurring revenue of a client leaves after its cost in a month,
// on the date: revenue is [pricing.Agreement.Recurring], less the discounts of the whole
// agreement that are on, and cost is what the items state, for the units that are billed. A
// yearly fee counts with a twelfth. What is metered, one-time fees and work are in neither.
// An item that states no cost has none here.
//
// The amounts are rounded once, by the rounding of the agreement; the margin is that of the
// exact ones. A discount of the whole agreement is taken off the revenue that is rounded.
// Errors are those of [View.Agreement], and of a revenue that does not fit.
func (v View) Margin(client string) (pricing.Profit, error) {
	all := v.get()
	c, err := all.contractOf(client)
	if err != nil {
		return pricing.Profit{}, err
	}
	spec, _, err := all.agreement(c)
	if err != nil {
		return pricing.Profit{}, err
	}
	earned, err := earnedOn(spec, all.on)
	return earned.Profit, err
}

// contractOf returns a client that has a contract on the date.
func (v *view) contractOf(client string) (*clientView, error) {
	c, ok := v.clients[client]
	switch {
	case !ok:
		return nil, msp.NewInputError(ErrUnknownName, "catalog: client", client, "no client of the model")
	case c.contract == nil:
		return nil, msp.NewInputError(msp.ErrUndefined, "catalog: agreement of", client, "no contract on "+v.on.String())
	}
	return c, nil
}

// agreement returns what a client pays, and the prices that are left out because nobody
// counts their unit.
func (v *view) agreement(c *clientView) (spec pricing.AgreementSpec, uncounted []pricing.Item, err error) {
	end, _ := c.contract.end()
	if c.contract.Agreement != nil {
		spec = *c.contract.Agreement
		spec.End = keep(spec.End, end)
		compiled, err := completed(spec, c.spec, c.contract).Compile()
		return compiled.Spec(), nil, err
	}
	spec = pricing.AgreementSpec{Client: c.spec.Name, Start: c.contract.From, End: end}
	for _, item := range v.pricesOf(c) {
		if !withinLife(&item, spec.Start, spec.End) {
			continue
		}
		if item.Price.Unit != "" && !item.Metered {
			if item.Quantity = c.contract.count(item.Price.Unit); len(item.Quantity) == 0 {
				uncounted = append(uncounted, item)
				continue
			}
		}
		currency := item.Price.Currency
		if spec.Currency != (msp.Currency{}) && spec.Currency != currency {
			return pricing.AgreementSpec{}, uncounted, msp.NewInputError(msp.ErrCurrency, "catalog: agreement of", c.spec.Name,
				"prices in "+spec.Currency.String()+" and "+currency.String())
		}
		spec.Currency = currency
		spec.Items = append(spec.Items, item)
	}
	if len(spec.Items) == 0 {
		return pricing.AgreementSpec{}, uncounted, msp.NewInputError(msp.ErrUndefined, "catalog: agreement of", c.spec.Name, "there is nothing to pay")
	}
	compiled, err := spec.Compile()
	return compiled.Spec(), uncounted, err // a copy, which shares nothing with the catalogue
}

// pricesOf returns the prices of the tier and of the services à la carte, each once.
func (v *view) pricesOf(c *clientView) []pricing.Item {
	var names []string
	if c.tier != nil {
		names = append(names, c.tier.tier.get().Prices...)
	}
	for _, service := range c.contract.Services {
		s := &c.edition.services[v.catalog.services[service]]
		if (Entitlement{v: v, client: c, service: s}).InScope() {
			names = append(names, s.terms.Prices...)
		}
	}
	var items []pricing.Item
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if !seen[name] {
			items = append(items, c.price(v, name))
		}
		seen[name] = true
	}
	return items
}

// withinLife cuts the life of an item to that of its agreement, and reports whether
// anything is left of it.
func withinLife(item *pricing.Item, start, end msp.Date) bool {
	if !item.Start.After(start) {
		item.Start = msp.Date{}
	}
	if !end.IsZero() && !item.End.Before(end) {
		item.End = msp.Date{}
	}
	from, to := keep(item.Start, start), keep(item.End, end)
	return to.IsZero() || from.Before(to)
}

// count returns how many units of a kind there are, nothing if nobody counts them.
func (s ContractSpec) count(unit string) pricing.Timeline {
	i := slices.IndexFunc(s.Counts, func(c CountSpec) bool { return c.Unit == unit })
	if i < 0 {
		return nil
	}
	return s.Counts[i].Quantity
}

// An earned is what recurs each month, exactly too, and whether all of it states its cost.
type earned struct {
	pricing.Profit

	revenue, cost msp.Ratio
	isWhole       bool
}

// earnedOn returns what an agreement earns in a month, on a date.
func earnedOn(spec pricing.AgreementSpec, on msp.Date) (earned, error) {
	costs, isWhole := costsOf(spec, on)
	var month [2]pricing.Recurring
	var amounts [2]msp.Money
	for i, s := range [...]pricing.AgreementSpec{spec, costs} {
		agreement, err := s.Compile()
		if err != nil {
			return earned{}, err
		}
		if month[i], err = agreement.Recurring(on); err != nil {
			return earned{}, err
		}
		if amounts[i], err = msp.MoneyFromRatio(month[i].PerMonth(), spec.Currency, spec.Rounding); err != nil {
			return earned{}, err
		}
	}
	var off []pricing.Discount
	for _, d := range spec.Discounts {
		if d.IsOn(on) {
			off = append(off, d)
		}
	}
	discounted, err := pricing.ApplyDiscounts(amounts[:1], off, spec.Rounding)
	if err != nil {
		return earned{}, err
	}
	profit, err := pricing.GrossMargin(discounted.Total, amounts[1])
	if err != nil {
		return earned{}, err
	}
	e := earned{profit, month[0].PerMonth(), month[1].PerMonth(), isWhole}
	if len(off) > 0 {
		e.revenue = discounted.Total.Amount()
	}
	e.Margin, err = marginOf(e.revenue, e.cost)
	return e, err
}

// marginOf returns 1 − cost ÷ revenue, exactly; undefined without revenue.
func marginOf(revenue, cost msp.Ratio) (msp.Ratio, error) {
	share, err := cost.Quo(revenue)
	if err != nil {
		return msp.Ratio{}, err
	}
	return msp.NewRatio(1, 1).Sub(share)
}

// costsOf returns the agreement by which the provider would be billed for its costs: the
// items that recur with their cost in the place of their price. isWhole is false if one of
// them that is alive on the date states none.
func costsOf(spec pricing.AgreementSpec, on msp.Date) (costs pricing.AgreementSpec, isWhole bool) {
	costs = pricing.AgreementSpec{Currency: spec.Currency, Start: spec.Start, End: spec.End, Anchor: spec.Anchor}
	isWhole = true
	for _, item := range spec.Items {
		if item.Metered || item.Cadence != 0 && !item.Cadence.IsRecurring() {
			continue
		}
		if item.Cost.IsZero() {
			if !on.Before(item.Start) && (item.End.IsZero() || on.Before(item.End)) {
				isWhole = false
			}
			continue
		}
		price := priceOn(item, on)
		item.Price = pricing.Price{Unit: price.Unit, Rate: item.Cost}
		if isFlat(price) {
			item.Price = pricing.Price{Unit: price.Unit, Flat: item.Cost, AtZero: price.AtZero}
		}
		item.Changes, item.Discounts, item.Uplift = nil, nil, pricing.Uplift{}
		costs.Items = append(costs.Items, item)
	}
	return costs, isWhole
}

// priceOn returns the price of an item on a date: that of the last change, or the first.
func priceOn(item pricing.Item, on msp.Date) pricing.Price {
	price, from := item.Price, msp.Date{}
	for _, change := range item.Changes {
		if !change.From.After(on) && change.From.After(from) {
			price, from = change.Price, change.From
		}
	}
	return price
}

// isFlat reports whether a price is the same whatever the quantity; then a cost is that of
// the whole.
func isFlat(p pricing.Price) bool {
	return (p.Mode == 0 || p.Mode == pricing.PerUnit) && p.Rate.IsZero() && !p.Flat.IsZero()
}
