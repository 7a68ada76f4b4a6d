package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// A Billing is what a client was invoiced, month by month.
type Billing struct {
	*Contract

	Bills []Bill

	// Err is why the month after the bills could not be billed, nil if all were.
	Err      error
	ErrMonth msp.Period

	Before, After int // entries before the first month and after the last, which are not billed
}

// A Bill is the invoice of a month and what has become of it.
type Bill struct {
	Month       msp.Period
	Input       pricing.Input     // the facts as they are known now
	Invoice     pricing.Statement // as it was sent
	Adjustments []Adjusted
	Now         pricing.Statement // from all facts that are known now
}

// An Adjusted is an adjustment of an invoice, and the entries that came late.
type Adjusted struct {
	pricing.Adjustment

	Before msp.Money // invoiced until then
	Late   []Worked
}

// longestChain is how many months are billed at most, the last ones.
const longestChain = 24

// Months returns the months to be billed, in UTC: from that of an instant to the
// last one that is over at another.
func Months(first, asOf time.Time) []msp.Period {
	var months []msp.Period
	year, month, _ := first.UTC().Date()
	at := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	for next := at.AddDate(0, 1, 0); !next.After(asOf); at, next = next, next.AddDate(0, 1, 0) {
		if p, err := msp.MonthOf(at.Year(), at.Month()); err == nil {
			months = append(months, p)
		}
	}
	return months[max(0, len(months)-longestChain):]
}

// bill bills a client for each month, on the first day after it and from what is
// known at its end, and adjusts what is billed when more becomes known. Each
// statement begins with the balance that the one before left.
func bill(c *Contract, months []msp.Period, tickets []Ticket, asOf time.Time) Billing {
	b := Billing{Contract: c}
	today := dateOn(asOf, c.Client.Calendar.Zone())
	for _, month := range months {
		if !c.runsIn(month) || today.Before(month.To()) {
			continue
		}
		last, err := month.To().AddDays(-1)
		if err == nil {
			err = b.adjust(last)
		}
		if err == nil {
			err = b.invoice(month, last, tickets)
		}
		if err != nil {
			b.Err, b.ErrMonth = err, month
			break
		}
	}
	if b.Err == nil {
		if err := b.adjust(today); err != nil {
			b.Err, b.ErrMonth = err, months[len(months)-1]
		}
	}
	b.countOthers()
	return b
}

// invoice bills a month from what is known on a day.
func (b *Billing) invoice(month msp.Period, known msp.Date, tickets []Ticket) error {
	in, err := b.input(month, tickets)
	if err != nil {
		return err
	}
	in.Work = b.work(month, known)
	in.Balance.Through = month.From() // whatever was billed before it, is not known here
	if n := len(b.Bills); n > 0 {
		in.Balance = b.Bills[n-1].Now.Balance
	}
	st, err := b.Agreement.Bill(in)
	if err != nil {
		return err
	}
	b.Bills = append(b.Bills, Bill{Month: month, Input: in, Invoice: st, Now: st})
	return nil
}

// adjust bills what has become known of the months behind until a day. Where one
// changes, those after it have another balance to begin with, and change as well.
func (b *Billing) adjust(known msp.Date) error {
	changed := false
	for n := range b.Bills {
		bill := &b.Bills[n]
		work := b.work(bill.Month, known)
		if !changed && len(work) == len(bill.Input.Work) {
			continue
		}
		late := b.late(bill.Input.Work, work)
		bill.Input.Work = work
		if n > 0 {
			bill.Input.Balance = b.Bills[n-1].Now.Balance
		}
		adjustment, err := b.Agreement.Adjust(bill.Now, bill.Input)
		if err != nil {
			return fmt.Errorf("%v again: %w", bill.Month, err)
		}
		if len(adjustment.Lines) > 0 || len(late) > 0 || adjustment.Restated.Invoiced != bill.Now.Invoiced {
			bill.Adjustments = append(bill.Adjustments, Adjusted{adjustment, bill.Now.Invoiced, late})
		}
		bill.Now = adjustment.Restated
		changed = true
	}
	return nil
}

// work returns the time worked in a month, as far as it is known on a day.
func (b *Billing) work(month msp.Period, known msp.Date) []pricing.Entry {
	var entries []pricing.Entry
	for i := range b.facts.Work {
		if w := &b.facts.Work[i]; month.Contains(w.Date) && !w.Entered.After(known) {
			entries = append(entries, w.Entry)
		}
	}
	return entries
}

// late returns the entries of a list that another does not have.
func (b *Billing) late(before, now []pricing.Entry) []Worked {
	known := make(map[string]bool, len(before))
	for _, e := range before {
		known[e.ID] = true
	}
	added := make(map[string]bool)
	for _, e := range now {
		added[e.ID] = !known[e.ID]
	}
	var late []Worked
	for _, w := range b.facts.Work {
		if added[w.ID] {
			late = append(late, w)
		}
	}
	return late
}

// input returns all facts of a month but the time worked.
func (b *Billing) input(month msp.Period, tickets []Ticket) (pricing.Input, error) {
	in := pricing.Input{Period: month}
	for _, u := range b.facts.Usage {
		if u.Month == month {
			if in.Usage == nil {
				in.Usage = make(map[string]decimal.Decimal)
			}
			in.Usage[u.Item] = u.Quantity
		}
	}
	for _, m := range b.facts.Materials {
		if month.Contains(m.Date) {
			in.Materials = append(in.Materials, m)
		}
	}
	var err error
	if in.Credits, err = b.serviceCredits(month); err != nil {
		return in, err
	}
	if len(b.spec.Outcomes) > 0 {
		in.KPIs, err = b.measure(month, tickets)
	}
	return in, err
}

// kpis returns the names of what outcome fees may depend on.
func kpis() []string { return []string{"response_kept", "resolution_kept"} }

// measure returns the KPIs of a month: the share of promises kept of the tickets
// that were opened in it, judged as they stood when it was over.
func (c *Contract) measure(month msp.Period, tickets []Ticket) (map[string]msp.Ratio, error) {
	days := c.instants(month)
	var rates [kinds]metrics.Rate
	for i := range tickets {
		t := &tickets[i]
		if t.Client != c.Client || t.Opened.Before(days.From) || !t.Opened.Before(days.To) {
			continue
		}
		for _, p := range judge(t, days.To) {
			if err := rates[p.Kind].Add(p.Outcome); err != nil {
				return nil, err
			}
		}
	}
	values := make(map[string]msp.Ratio, kinds)
	for kind, name := range kpis() {
		values[name] = rates[kind].Value().Exact()
	}
	return values, nil
}

// countOthers counts the entries that are of no month that was billed.
func (b *Billing) countOthers() {
	for _, w := range b.facts.Work {
		switch {
		case slices.ContainsFunc(b.Bills, func(bill Bill) bool { return bill.Month.Contains(w.Date) }):
		case len(b.Bills) > 0 && w.Date.Before(b.Bills[0].Month.From()):
			b.Before++
		default:
			b.After++
		}
	}
}
