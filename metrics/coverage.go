package metrics

import (
	"strconv"

	"github.com/mspkit/msp"
)

// Reviews are the business reviews of one client in a period.
type Reviews struct {
	Due, Held int64
}

// QBRCompletion returns the share of the business reviews due that were held. Those
// held beyond what is due for a client are left out as excluded: they do not make up
// for another client's. It is undefined, for [ReasonZeroDenominator], where none is
// due. The sample is the number due. "MSP operating model" wants above 80%.
//
// A number below zero is an [msp.ErrRange] error that names the client, counted from
// 0; more than 2⁶³ − 1 reviews are an [msp.ErrOverflow] error.
func QBRCompletion(clients ...Reviews) (KPI, error) {
	var all Rate
	for i, r := range clients {
		var f formula
		client := "client " + strconv.Itoa(i)
		f.count(client+" due", r.Due)
		f.count(client+" held", r.Held)
		if f.err != nil {
			return KPI{}, f.err
		}
		held := min(r.Held, r.Due)
		tally, err := msp.NewTally(held, r.Due-held, 0, r.Held-held)
		if err == nil {
			err = all.Merge(NewRate(tally))
		}
		if err != nil {
			return KPI{}, err
		}
	}
	return Definition{
		Name:  "qbr_completion",
		Title: "QBR completion",
		Text:  "reviews held ÷ reviews due, held counting up to what is due for each client",
	}.OfRate(all), nil
}

// StandardTierCoverage returns the share of clients on a standard tier rather than
// on an arrangement of their own. It is undefined, for [ReasonZeroDenominator],
// without clients, which are the sample. A number below zero, and more on a standard
// tier than in all, are [msp.ErrRange] errors.
func StandardTierCoverage(standard, clients int64) (KPI, error) {
	return shareOf(Definition{
		Name:  "standard_tier_coverage",
		Title: "Standard tier coverage",
		Text:  "clients on a standard tier ÷ clients",
	}, "clients on a standard tier", standard, "clients", clients)
}

// StandardTierRevenue returns the share of revenue from clients on a standard tier.
// It is undefined, for [ReasonZeroDenominator], without revenue. Amounts below zero,
// and more from standard tiers than in all, are [msp.ErrRange] errors, two
// currencies an [msp.ErrCurrency] error.
func StandardTierRevenue(standard, revenue msp.Money) (KPI, error) {
	var f formula
	part := f.unsignedAmount("revenue on standard tiers", standard)
	all := f.unsignedAmount("revenue", revenue)
	if part.Compare(all) > 0 {
		f.refuse(msp.ErrRange, "revenue on standard tiers", standard.String(), "more than the "+revenue.String()+" in all")
	}
	return f.quotient(Definition{
		Name:  "standard_tier_revenue",
		Title: "Standard tier coverage of revenue",
		Text:  "revenue of clients on a standard tier ÷ revenue",
	}, part, all, UnitShare, 1)
}

// AutomationRatio returns the share of routine tasks, such as patching, password
// resets and answers to monitoring, that are done without a person. It is undefined,
// for [ReasonZeroDenominator], without tasks, which are the sample. The automation
// ratio of tickets is [Desk.AutomatedTickets]. A number below zero, and more automated than
// in all, are [msp.ErrRange] errors.
func AutomationRatio(automated, tasks int64) (KPI, error) {
	return shareOf(Definition{
		Name:  "automation_ratio",
		Title: "Automation of routine tasks",
		Text:  "routine tasks done without a person ÷ routine tasks",
	}, "tasks automated", automated, "tasks", tasks)
}
