package pricing

import (
	"maps"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An Input is what is known about a period that an agreement is to be billed for. It
// is a record of facts: the same facts, in whatever order, make the same statement.
type Input struct {
	// Period of the statement, at most 100 years. Required.
	Period msp.Period

	// Preliminary says that the period is not over: fees in advance are billed now, and
	// the rest by [Agreement.Adjust] when it is. Usage and KPIs that are not there yet
	// count as none, and the minimum of a commitment that ends in the period is not due.
	Preliminary bool

	// Balance is that of the statement before; zero for the first, whose period begins
	// with the agreement or before it. To begin later, with an agreement that was billed
	// otherwise until then, say so: Balance{Through: date}.
	Balance Balance

	// Usage is how much of each metered item there was, by the item's name. It is required
	// of those whose service period ends in the period, and only of those.
	Usage map[string]decimal.Decimal

	// KPIs are the values reached, by the name of the KPI. One with a fee that is due in
	// the period is required; undefined says that nothing was measured. Others are not
	// read.
	KPIs map[string]msp.Ratio

	// Work is the time worked. Entries outside the period are findings.
	Work []Entry

	// Materials are parts, licences and other resale. Those outside the period are
	// findings.
	Materials []Material

	// Credits are service credits, as package sla computes their percents. They are of the
	// fees on this statement: a credit for April belongs to April, which is adjusted if it
	// was billed before.
	Credits []ServiceCredit
}

// A ServiceCredit gives back a percent of a fee, because a promise was broken.
type ServiceCredit struct {
	// Item whose fees on the statement it is of, discounts taken off. Empty: all
	// recurring, metered and outcome fees.
	Item string

	// Percent of the fee, not below 0 %.
	Percent msp.Percent

	// Reason stands on the statement: "uptime 99.4%".
	Reason string
}

// longestPeriod bounds what a statement may cost: 100 years.
const longestPeriod = 36_525

// check finds what the agreement cannot bill.
func (in Input) check(list *findings.List, a *agreement) {
	switch {
	case in.Period.IsEmpty():
		list.Errorf("period", msp.CodeMissing, "a statement has a period")
	case in.Period.Days() > longestPeriod:
		list.Errorf("period", msp.CodeTooLarge, "%v is longer than 100 years", in.Period)
	}
	switch through := in.Balance.Through; {
	case !through.IsZero() && through != in.Period.From():
		list.Errorf("period", msp.CodeConflict, "%v does not begin where the balance ends, on %v", in.Period, through)
	case through.IsZero() && in.Period.From().After(a.spec.Start):
		list.Errorf("balance.through", msp.CodeMissing, "%v is not the first period of an agreement from %v: give the balance of the statement before, or the date alone to begin here", in.Period, a.spec.Start)
	}
	in.Balance.check(list, "balance", a)
	metered := map[string]bool{} // and whatever else has a fee
	for _, o := range a.outcomes {
		metered[o.name] = false
	}
	for _, i := range a.items {
		metered[i.spec.Name] = i.spec.Metered
	}
	for _, name := range slices.Sorted(maps.Keys(in.Usage)) { // in order, so that the findings kept are always the same
		path := "usage." + name
		if !metered[name] {
			list.Errorf(path, msp.CodeUnknownName, "no metered item has this name")
		}
		checkNotNegative(list, path, in.Usage[name])
	}
	for n, c := range in.Credits {
		path := "credits[" + strconv.Itoa(n) + "]"
		if _, ok := metered[c.Item]; !ok && c.Item != "" {
			list.Errorf(path+".item", msp.CodeUnknownName, "no item or outcome has the name %q", c.Item)
		}
		checkText(list, path+".item", c.Item)
		checkText(list, path+".reason", c.Reason)
		if c.Percent.Sign() < 0 {
			list.Errorf(path+".percent", msp.CodeRange, "%v is below zero", c.Percent)
		}
	}
	in.checkWork(list, a)
}

func (in Input) checkWork(list *findings.List, a *agreement) {
	if a.spec.Labour == nil && len(in.Work) > 0 {
		list.Errorf("work", msp.CodeConflict, "the agreement has no labour to bill time by")
	} else {
		a.labour.checkEntries(list, "work", in.Work)
	}
	for n, e := range in.Work {
		if !e.Date.IsZero() && !in.Period.Contains(e.Date) {
			list.Errorf("work["+strconv.Itoa(n)+"].date", msp.CodeRange, "%v is not in %v", e.Date, in.Period)
		}
	}
	checkMaterials(list, "materials", in.Materials)
	for n, m := range in.Materials {
		if !m.Date.IsZero() && !in.Period.Contains(m.Date) {
			list.Errorf("materials["+strconv.Itoa(n)+"].date", msp.CodeRange, "%v is not in %v", m.Date, in.Period)
		}
	}
}
