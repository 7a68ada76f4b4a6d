package metrics

import "github.com/mspkit/msp"

// A RevenueMovement says how monthly recurring revenue came from one amount to
// another. Its fields are those of a Movement of package pricing, to be copied over.
// No amount is below zero, what is lost is at most what was there, and
//
//	Start + New + Reactivation + Expansion − Contraction − Churn = End
//
// exactly. A movement for which this does not hold is an error of every method, and
// so are amounts of two currencies: an [msp.ErrRange] error that names the field, an
// [msp.ErrCurrency] error. The sample of each KPI is the one movement.
//
// The zero RevenueMovement is that of nobody: it has shares, all undefined, but no
// currency for an amount.
type RevenueMovement struct {
	Start        msp.Money // of all clients before
	New          msp.Money // of clients that never had any before
	Reactivation msp.Money // of clients that come back
	Expansion    msp.Money // more, of clients that stay
	Contraction  msp.Money // less, of clients that stay
	Churn        msp.Money // of clients that have none after
	End          msp.Money // of all clients after
}

// moved is a movement in exact amounts, with their sums.
type moved struct {
	formula
	start, won, expansion, lost, end msp.Ratio
}

// check returns the amounts of m, and in the formula what is wrong with them.
func (m RevenueMovement) check() moved {
	var x moved
	x.start = x.unsignedAmount("start", m.Start)
	x.won = x.add(x.unsignedAmount("new", m.New), x.unsignedAmount("reactivation", m.Reactivation))
	x.expansion = x.unsignedAmount("expansion", m.Expansion)
	x.lost = x.add(x.unsignedAmount("contraction", m.Contraction), x.unsignedAmount("churn", m.Churn))
	x.end = x.unsignedAmount("end", m.End)
	if x.lost.Compare(x.start) > 0 {
		x.refuse(msp.ErrRange, "churn", m.Churn.String(), "with the contraction, more than the start of "+m.Start.String())
	}
	sum := x.sub(x.add(x.add(x.start, x.won), x.expansion), x.lost)
	if sum != x.end {
		x.refuse(msp.ErrRange, "end", m.End.String(), "the parts come to "+sum.String())
	}
	return x
}

// MRR returns the monthly recurring revenue at the end.
func (m RevenueMovement) MRR() (KPI, error) {
	x := m.check()
	return x.quotient(Definition{
		Name:  "mrr",
		Title: "Monthly recurring revenue",
		Text:  "recurring revenue of a month, of all clients at the end",
	}, x.end, whole(1), UnitMoney, 1)
}

// ARR returns the annual recurring revenue: 12 times that of the month at the end.
func (m RevenueMovement) ARR() (KPI, error) {
	x := m.check()
	return x.quotient(Definition{
		Name:  "arr",
		Title: "Annual recurring revenue",
		Text:  "12 × recurring revenue of a month, of all clients at the end",
	}, x.mul(whole(12), x.end), whole(1), UnitMoney, 1)
}

// GRR returns the gross revenue retention: what is left of the revenue at the start,
// without anything that was added. It lies between 0 and 1, and is undefined, for
// [ReasonZeroDenominator], without revenue at the start.
func (m RevenueMovement) GRR() (KPI, error) {
	x := m.check()
	return x.quotient(Definition{
		Name:  "gross_revenue_retention",
		Title: "Gross revenue retention",
		Text:  "(start − contraction − churn) ÷ start, in monthly recurring revenue",
	}, x.sub(x.start, x.lost), x.start, UnitShare, 1)
}

// NRR returns the net revenue retention: GRR with the expansion of the clients that
// stay, which may bring it above 1. It is undefined as GRR is.
func (m RevenueMovement) NRR() (KPI, error) {
	x := m.check()
	return x.quotient(Definition{
		Name:  "net_revenue_retention",
		Title: "Net revenue retention",
		Text:  "(start + expansion − contraction − churn) ÷ start, in monthly recurring revenue; new and returning clients are left out",
	}, x.sub(x.add(x.start, x.expansion), x.lost), x.start, UnitShare, 1)
}

// QuickRatio returns how much revenue is gained for each unit that is lost. A client
// that comes back is a gain as a new one is. It is undefined, for
// [ReasonZeroDenominator], where nothing is lost.
func (m RevenueMovement) QuickRatio() (KPI, error) {
	x := m.check()
	return x.quotient(Definition{
		Name:  "quick_ratio",
		Title: "Quick ratio",
		Text:  "(new + reactivation + expansion) ÷ (contraction + churn), in monthly recurring revenue",
	}, x.add(x.won, x.expansion), x.lost, UnitNumber, 1)
}

// Growth returns by how much the revenue at the end is above that at the start, as a
// share of it: below zero if it shrinks. It is undefined as GRR is.
func (m RevenueMovement) Growth() (KPI, error) {
	x := m.check()
	return x.quotient(Definition{
		Name:  "revenue_growth",
		Title: "Recurring revenue growth",
		Text:  "(end − start) ÷ start, in monthly recurring revenue",
	}, x.sub(x.end, x.start), x.start, UnitShare, 1)
}
