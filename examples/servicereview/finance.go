package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// A Finance says what the clients were invoiced, what that earned, and what it would
// have earned under other price models.
type Finance struct {
	Book     *Book
	Months   []msp.Period
	Clients  []ClientFinance // those with a contract
	Without  []string        // clients without one
	All      Earnings        // in the book's currency
	Movement pricing.Movement
}

// A ClientFinance is the part of one client.
type ClientFinance struct {
	Billing
	Earnings

	// Recurring revenue at the end of the first month and of the last.
	First, Last pricing.Recurring

	Models Models // of the last month; the zero Models if it was not billed
}

// Earnings are sums over all bills, in one currency.
type Earnings struct {
	Invoiced msp.Money // due, less what was paid out by credit notes
	Charged  msp.Money // the totals: Invoiced, and what is carried forward
	Cost     msp.Money
	Labour   msp.Money // the part of Cost that is work
	Minutes  int64     // worked
	Profit   pricing.Profit
}

// ComputeFinance bills the contracts of some clients. The months begin with that of
// the first ticket of all clients, so that a client has the same ones alone.
func ComputeFinance(book *Book, clients []*Client, tickets []Ticket, asOf time.Time) (*Finance, error) {
	f := &Finance{Book: book, Months: Months(firstOpening(tickets, asOf), asOf)}
	for _, c := range clients {
		contract, ok := book.Contract(c.Name)
		if !ok {
			f.Without = append(f.Without, c.Name)
			continue
		}
		part := ClientFinance{Billing: bill(contract, f.Months, tickets, asOf)}
		if err := part.compute(book, f.Months); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		if err := f.All.add(book, &part.Earnings); err != nil {
			return nil, err
		}
		f.Clients = append(f.Clients, part)
	}
	var err error
	if f.All.Profit, err = pricing.GrossMargin(f.All.Charged, f.All.Cost); err != nil {
		return nil, err
	}
	f.Movement, err = f.movement()
	return f, err
}

// firstOpening returns when the first ticket was opened that is known at an instant,
// that instant if none was.
func firstOpening(tickets []Ticket, asOf time.Time) time.Time {
	first := asOf
	for i := range tickets {
		if tickets[i].Opened.Before(first) {
			first = tickets[i].Opened
		}
	}
	return first
}

// compute adds up the bills of a client.
func (c *ClientFinance) compute(book *Book, months []msp.Period) error {
	var err error
	sum := func(total *msp.Money, m msp.Money) {
		if err == nil {
			*total, err = total.Add(m)
		}
	}
	for i := range c.Bills {
		bill := &c.Bills[i]
		sum(&c.Invoiced, bill.Now.Invoiced)
		sum(&c.Charged, bill.Now.Total)
		sum(&c.Cost, bill.Now.Cost)
		for _, l := range bill.Now.Lines {
			if isWork(l.Kind) {
				sum(&c.Labour, l.Cost)
			}
		}
		c.Minutes += bill.Minutes()
	}
	if err != nil {
		return err
	}
	if c.Profit, err = pricing.GrossMargin(c.Charged, c.Cost); err != nil || len(months) == 0 {
		return err
	}
	if c.First, err = c.recurring(months[0]); err != nil {
		return err
	}
	last := len(months) - 1
	if c.Last, err = c.recurring(months[last]); err != nil {
		return err
	}
	if n := len(c.Bills); n > 0 && c.Bills[n-1].Month == months[last] {
		c.Models, err = compareModels(book, c.Contract, &c.Bills[n-1])
	}
	return err
}

// failed lists on w what cannot be billed, and returns of how many clients.
func (f *Finance) failed(w io.Writer) (n int) {
	if f == nil {
		return 0
	}
	for i := range f.Clients {
		if c := &f.Clients[i]; c.Err != nil {
			fmt.Fprintf(w, "servicereview: %s cannot be billed for %s: %v\n", c.Client.Name, monthText(c.ErrMonth), errorText(c.Err))
			n++
		}
	}
	return n
}

// errorText returns an error on one line, with all findings if it has some.
func errorText(err error) string {
	issues, ok := errors.AsType[msp.Issues](err)
	if !ok {
		return err.Error()
	}
	texts := make([]string, len(issues))
	for i, issue := range issues {
		texts[i] = issue.Error()
	}
	return strings.Join(texts, "; ")
}

// Minutes returns what was worked in the month.
func (b *Bill) Minutes() (sum int64) {
	for _, e := range b.Input.Work {
		sum += e.Minutes
	}
	return sum
}

// isWork reports whether a line is of time worked, covered by a block or not.
func isWork(k pricing.Kind) bool { return k == pricing.KindLabour || k == pricing.KindOverage }

// recurring returns the recurring revenue on the last day of a month, none where the
// agreement does not run then.
func (c *Contract) recurring(month msp.Period) (pricing.Recurring, error) {
	last, err := month.To().AddDays(-1)
	if err != nil {
		return pricing.Recurring{}, err
	}
	return c.Agreement.Recurring(last)
}

// PerHour returns what an hour of work brought in: what was charged, less what it
// cost beside work, for each hour worked. It is undefined if nobody worked.
func (e *Earnings) PerHour() (msp.Ratio, error) {
	left, err := e.Charged.Amount().Sub(e.Cost.Amount())
	if err == nil {
		left, err = left.Add(e.Labour.Amount())
	}
	if err != nil {
		return msp.Ratio{}, err
	}
	return left.Quo(msp.NewRatio(e.Minutes, 60))
}

// add adds the earnings from a client in the book's currency.
func (e *Earnings) add(book *Book, other *Earnings) error {
	for _, x := range []struct {
		total *msp.Money
		m     msp.Money
	}{{&e.Invoiced, other.Invoiced}, {&e.Charged, other.Charged}, {&e.Cost, other.Cost}, {&e.Labour, other.Labour}} {
		m, err := book.inCurrency(x.m)
		if err != nil {
			return err
		}
		if *x.total, err = x.total.Add(m); err != nil {
			return err
		}
	}
	e.Minutes += other.Minutes
	return nil
}

// movement returns how the recurring revenue of all clients came from that of the
// first month to that of the last, in the book's currency.
func (f *Finance) movement() (pricing.Movement, error) {
	before, after := make(map[string]msp.Money), make(map[string]msp.Money)
	for i := range f.Clients {
		c := &f.Clients[i]
		var err error
		if before[c.Client.Name], err = f.Book.mrr(c.First); err != nil {
			return pricing.Movement{}, err
		}
		if after[c.Client.Name], err = f.Book.mrr(c.Last); err != nil {
			return pricing.Movement{}, err
		}
	}
	return pricing.Movements(before, after, nil)
}

// mrr returns recurring revenue in the book's currency, rounded once from the exact
// amount.
func (b *Book) mrr(r pricing.Recurring) (msp.Money, error) {
	if r.Currency().IsZero() {
		return msp.NewMoney(0, b.Currency)
	}
	worth, err := r.PerMonth().Mul(b.rate(r.Currency()))
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(worth, b.Currency, msp.HalfUp)
}
