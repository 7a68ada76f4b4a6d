package pricing

import (
	"slices"

	"github.com/mspkit/msp"
)

// ByProfit returns the results ranked by gross profit, the highest first; equal
// ones keep their order, as in the other rankings. All amounts are of one currency.
func (c Comparison) ByProfit() []Compared {
	return c.ranked(func(a, b Compared) int { return b.Profit.Compare(a.Profit) })
}

// ByMargin returns the results ranked by margin, the highest first and those
// without one last.
func (c Comparison) ByMargin() []Compared {
	return c.ranked(func(a, b Compared) int { return b.Margin.Compare(a.Margin) })
}

// ByPrice returns the results ranked by what the client pays, the lowest first.
// Mind that an offer may be cheap because it leaves something out; see
// [Compared.Untaken].
func (c Comparison) ByPrice() []Compared {
	return c.ranked(func(a, b Compared) int { return a.Revenue.Compare(b.Revenue) })
}

func (c Comparison) ranked(compare func(a, b Compared) int) []Compared {
	ranking := slices.Clone(c.Results)
	slices.SortStableFunc(ranking, compare)
	return ranking
}

// Why returns the result in words: "per user: 6000.00 USD less 2400.00 USD is
// 3600.00 USD, a margin of 60.0%". The code is offer, or offer_incomplete if a
// count is not served or has no stated cost.
func (c Compared) Why() msp.Reason {
	code, template := "offer", "{name}: {revenue} less {cost} is {profit}, a margin of {margin}"
	if len(c.Untaken) > 0 {
		code, template = "offer_incomplete", template+", without {untaken}"
	}
	if len(c.Uncosted) > 0 {
		code, template = "offer_incomplete", template+", the cost of {uncosted} not stated"
	}
	return msp.NewReason(code, template,
		msp.ReasonValue{Name: "name", Value: c.Name},
		msp.ReasonValue{Name: "revenue", Value: c.Revenue.String()},
		msp.ReasonValue{Name: "cost", Value: c.Cost.String()},
		msp.ReasonValue{Name: "profit", Value: c.Profit.String()},
		msp.ReasonValue{Name: "margin", Value: c.Margin.Percent(1, msp.HalfUp)},
		msp.ReasonValue{Name: "untaken", Value: listed(c.Untaken)},
		msp.ReasonValue{Name: "uncosted", Value: listed(c.Uncosted)})
}

func listed(quantities []Quantity) string {
	text := ""
	for _, q := range quantities {
		if text != "" {
			text += ", "
		}
		text += q.String()
	}
	return text
}
