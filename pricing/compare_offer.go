package pricing

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An Offer is what a client could be offered under one name: prices side by side,
// and what serving it costs the provider. [Compare] compares offers. Prices and
// costs are for one period, such as a month.
//
//	{"name":"per user","prices":[{"currency":"USD","unit":"user","rate":"150"}],
//	 "includes":["laptop","mobile"],"costs":{"user":"60","laptop":"12.5"},"fixed_cost":"400"}
type Offer struct {
	// Name is the item of its lines. Required.
	Name string

	// Prices each take the count of their unit; at least one, all of one currency. A
	// price without a unit is for the client as a whole, see [AllInclusive].
	Prices []Price

	// Includes are the units that are served without a price of their own: the
	// devices of a user. IncludesAll are all of them: an all-inclusive fee.
	Includes    []string
	IncludesAll bool

	// Costs are what one unit costs the provider, by unit, in the currency of the
	// prices. A unit that is served and not here has no stated cost.
	Costs map[string]decimal.Decimal

	// FixedCost is what the client costs the provider whatever its counts.
	FixedCost decimal.Decimal
}

// includes reports whether units are served without a price of their own.
func (o Offer) includes(unit string) bool {
	return o.IncludesAll || slices.Contains(o.Includes, unit)
}

// Validate returns all findings about the offer, sorted, warnings too:
//
//   - no name, no prices, a price without a currency, an included unit without a
//     name: [msp.CodeMissing]
//   - prices of two currencies: [msp.CodeConflict]
//   - a cost below zero: [msp.CodeRange]
//   - a unit included twice: a warning, [msp.CodeDuplicate]
//   - a unit that is included and has a price: a warning, [msp.CodeConflict]; the
//     price counts
//   - those of [Price.Validate], below prices
func (o Offer) Validate() msp.Issues {
	var list findings.List
	o.check(&list, "")
	return list.Issues()
}

func (o Offer) check(list *findings.List, path string) {
	if o.Name == "" {
		list.Errorf(join(path, "name"), msp.CodeMissing, "an offer has a name")
	}
	if len(o.Prices) == 0 {
		list.Errorf(join(path, "prices"), msp.CodeMissing, "an offer has a price")
	}
	priced := make(map[string]bool, len(o.Prices))
	for n, p := range o.Prices {
		at := join(path, "prices["+strconv.Itoa(n)+"]")
		p.check(list, at)
		switch first := o.Prices[0].Currency; {
		case p.Currency.IsZero():
			list.Errorf(at+".currency", msp.CodeMissing, "amounts need a currency")
		case p.Currency != first:
			list.Errorf(at+".currency", msp.CodeConflict, "%v is not %v, as in prices[0]", p.Currency, first)
		}
		priced[p.Unit] = true
	}
	seen := make(map[string]bool, len(o.Includes))
	for n, unit := range o.Includes {
		at := join(path, "includes["+strconv.Itoa(n)+"]")
		switch {
		case unit == "":
			list.Errorf(at, msp.CodeMissing, "a unit has a name")
		case seen[unit]:
			list.Warnf(at, msp.CodeDuplicate, "%q stands here a second time", unit)
		case priced[unit]:
			list.Warnf(at, msp.CodeConflict, "%q has a price, which counts", unit)
		}
		seen[unit] = true
	}
	for unit, cost := range o.Costs {
		checkNotNegative(list, join(path, "costs."+unit), cost)
	}
	checkNotNegative(list, join(path, "fixed_cost"), o.FixedCost)
}
