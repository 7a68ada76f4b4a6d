package metrics

import (
	"time"

	"github.com/mspkit/msp"
)

// HoursOf returns a duration in hours, exactly: 5h15m is 21/4. KPIs over hours take
// them as a [msp.Ratio], since timesheets have hours such as 7.33 that are no
// decimal of any unit of time.
func HoursOf(d time.Duration) msp.Ratio { return msp.NewRatio(int64(d), int64(time.Hour)) }

// EffectiveHourlyRate returns what an agreement brings for each hour worked under
// it. Products that are passed on are taken out of its revenue; the rest may be
// below zero. It is undefined, for [ReasonZeroDenominator], without hours.
//
// Hours below zero are an [msp.ErrRange] error, two currencies or none an
// [msp.ErrCurrency] error.
func EffectiveHourlyRate(revenue, products msp.Money, hours msp.Ratio) (KPI, error) {
	var f formula
	labour := f.sub(f.amount("revenue", revenue), f.amount("products", products))
	return f.quotient(Definition{
		Name:  "effective_hourly_rate",
		Title: "Effective hourly rate",
		Text:  "(revenue of the agreement − products) ÷ hours worked under it",
	}, labour, f.unsigned("hours", hours), UnitMoney, 1)
}

// Realization returns what was billed as a share of what the hours are worth at the
// standard rate; it may be above 1. It is undefined where they are worth nothing,
// for [ReasonZeroDenominator], or less, for [ReasonNegativeDenominator]. Two
// currencies are an [msp.ErrCurrency] error.
func Realization(billed, standard msp.Money) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "realization",
		Title: "Realization",
		Text:  "amount billed ÷ value of the hours at the standard rate",
	}, f.amount("billed", billed), f.amount("standard value", standard), UnitShare, 1)
}

// AgreementEfficiency returns the labour that an agreement invoices as a share of
// the value of the work done under it: above 1 it earns more than the work is worth.
// It is undefined and fails as [Realization] does.
func AgreementEfficiency(invoiced, worked msp.Money) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "agreement_efficiency",
		Title: "Agreement efficiency",
		Text:  "labour invoiced ÷ value of the labour done",
	}, f.amount("invoiced", invoiced), f.amount("labour value", worked), UnitShare, 1)
}

// CostPerTicket returns the cost of operation by the tickets handled, which are the
// sample. It is undefined, for [ReasonZeroDenominator], without tickets. A number
// below zero is an [msp.ErrRange] error, no currency an [msp.ErrCurrency] error.
func CostPerTicket(cost msp.Money, tickets int64) (KPI, error) {
	var f formula
	return f.quotient(Definition{
		Name:  "cost_per_ticket",
		Title: "Cost per ticket",
		Text:  "cost of operation ÷ tickets handled",
	}, f.amount("cost", cost), f.count("tickets", tickets), UnitMoney, tickets)
}

// RevenuePerEmployee returns revenue by the average number of employees, in
// full-time equivalents, of the start and the end of the period. The sample is that
// average, rounded down. It is undefined, for [ReasonZeroDenominator], with nobody.
// Fewer than none are an [msp.ErrRange] error, more than 2⁶³ − 1 an [msp.ErrOverflow]
// error, no currency an [msp.ErrCurrency] error.
func RevenuePerEmployee(revenue msp.Money, startFTE, endFTE msp.Ratio) (KPI, error) {
	var f formula
	staff := f.mean(f.unsigned("FTE at the start", startFTE), f.unsigned("FTE at the end", endFTE))
	return f.quotient(Definition{
		Name:  "revenue_per_employee",
		Title: "Revenue per employee",
		Text:  "revenue ÷ average full-time equivalents, (start + end) ÷ 2",
	}, f.amount("revenue", revenue), staff, UnitMoney, f.size(staff))
}
