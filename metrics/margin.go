package metrics

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
)

// GrossMargin returns (revenue − cost) ÷ revenue: of the earnings of one client its
// margin, of those of several their pooled margin, which is not the mean of theirs.
// It is undefined where the revenue in all is zero, for [ReasonZeroDenominator], or
// below, for [ReasonNegativeDenominator]. A loss is below zero. The sample is the
// number of earnings; those without a margin of their own are in it.
//
// Amounts may be below zero, as a month of credits is. Those of two currencies are
// an [msp.ErrCurrency] error.
func GrossMargin(of ...Earnings) (KPI, error) {
	var f formula
	revenue, cost := whole(0), whole(0)
	for _, e := range of {
		revenue = f.add(revenue, f.amount("revenue", e.Revenue))
		cost = f.add(cost, f.amount("cost", e.Cost))
	}
	return f.quotient(Definition{
		Name:  "gross_margin",
		Title: "Gross margin",
		Text:  "(revenue − direct cost) ÷ revenue, of all given together",
	}, f.sub(revenue, cost), revenue, UnitShare, int64(len(of)))
}

// MarginSpread returns how far the gross margins of clients lie apart: the greatest
// less the least. Within a service tier a great spread says that delivery differs
// from client to client, by "MSP operating model". Clients without a margin, see
// [GrossMargin], are left out as excluded. It is undefined, for [ReasonTooFew], of
// fewer than 2 margins. It fails as GrossMargin does.
func MarginSpread(clients ...Earnings) (KPI, error) {
	var f formula
	var low, high msp.Ratio
	n := int64(0)
	for _, e := range clients {
		revenue, cost := f.amount("revenue", e.Revenue), f.amount("cost", e.Cost)
		if f.err != nil {
			return KPI{}, f.err
		}
		if revenue.Sign() <= 0 {
			continue
		}
		margin := f.sub(whole(1), f.result(cost.Quo(revenue)))
		if n == 0 || margin.Compare(low) < 0 {
			low = margin
		}
		if n == 0 || margin.Compare(high) > 0 {
			high = margin
		}
		n++
	}
	spread, err := f.quotient(Definition{
		Name:  "margin_spread",
		Title: "Spread of gross margins",
		Text:  "greatest − least gross margin of a client; clients without revenue are left out",
	}, f.sub(high, low), whole(1), UnitShare, n)
	spread.LeftOut.Excluded = int64(len(clients)) - n
	if n < 2 {
		spread = spread.undefined(tooFew)
	}
	return spread, err
}

// ClientConcentration returns the share in revenue of the so many clients that bring
// most of it: of the largest one, or of the top 5. With fewer clients than that it
// is 1. It is undefined, for [ReasonZeroDenominator], without revenue. The sample is
// the number of clients.
//
// A top below 1 and revenue below zero are [msp.ErrRange] errors, amounts of two
// currencies an [msp.ErrCurrency] error. The cost is that of sorting the amounts.
func ClientConcentration(top int, revenue ...msp.Money) (KPI, error) {
	var f formula
	if top < 1 {
		f.refuse(msp.ErrRange, "top", strconv.Itoa(top), "want 1 or more")
	}
	sorted := slices.SortedFunc(slices.Values(revenue), func(a, b msp.Money) int { return b.Compare(a) })
	largest, all := whole(0), whole(0)
	for i, m := range sorted {
		all = f.add(all, f.unsignedAmount("revenue", m))
		if i < top {
			largest = all
		}
	}
	who := "client"
	if top > 1 {
		who = strconv.Itoa(top) + " clients"
	}
	return f.quotient(Definition{
		Name:  "client_concentration",
		Title: "Client concentration",
		Text:  "revenue of the largest " + who + " ÷ revenue of all clients",
	}, largest, all, UnitShare, int64(len(revenue)))
}

// EBITDAMargin returns earnings before interest, taxes, depreciation and
// amortisation as a share of revenue. It is undefined as [GrossMargin] is. Two
// currencies are an [msp.ErrCurrency] error.
func EBITDAMargin(ebitda, revenue msp.Money) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "ebitda_margin",
		Title: "EBITDA margin",
		Text:  "earnings before interest, taxes, depreciation and amortisation ÷ revenue",
	}, f.amount("EBITDA", ebitda), f.amount("revenue", revenue), UnitShare, 1)
}
