package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// A Book is what the clients pay for, and in which currency the provider counts.
type Book struct {
	Contracts []*Contract // in the order of the model

	// Currency is that of totals over several clients, and Rates are what one unit of
	// each currency is worth in it. They are stated, not looked up: nothing on an
	// invoice depends on them.
	Currency msp.Currency
	Rates    map[msp.Currency]decimal.Decimal

	// Hour is the list price of an hour of work, in Currency. Zero: there is none.
	Hour decimal.Decimal
}

// A Contract is what one client pays for, and what it is judged by.
type Contract struct {
	Client    *Client
	Agreement pricing.Agreement

	// Counts are what the client has, by unit: users, and devices by class.
	Counts map[string]pricing.Timeline

	// Usual is the usual range that the price of an item is held against: item → model.
	Usual map[string]string

	// Exceptions say how prices came about that are not the standard ones.
	Exceptions []pricing.Exception

	// Uptime earns service credits, of the fee of Item if it is not empty. The zero value:
	// none.
	Uptime struct {
		Item    string
		Credits sla.CreditLadder
	}

	spec   pricing.AgreementSpec
	labour pricing.Labour // knows the types of work and the roles
	facts  Facts
}

// book returns what the clients pay, nil where nothing is billed, and what is wrong with
// it: findings about the model, since settings are known to be good.
func (m *Model) book(s *Settings) (*Book, msp.Issues) {
	if s.Reporting == nil {
		return nil, nil
	}
	b := &Book{Currency: s.Reporting.Currency, Hour: s.Reporting.Hour.Decimal, Rates: make(map[msp.Currency]decimal.Decimal)}
	for code, rate := range s.Reporting.Rates {
		b.Rates[msp.MustParseCurrency(code)] = rate.Decimal
	}
	b.Rates[b.Currency] = decimal.NewFromInt(1)
	var issues msp.Issues
	for _, c := range m.Clients {
		billed := ""
		for i := range c.contracts {
			path := fmt.Sprintf("clients[%d].contracts[%d].agreement", c.place, i)
			if c.contracts[i].Agreement == nil {
				continue
			}
			found := checkAgreement(c.contracts[i].Agreement, path)
			if billed != "" {
				found = append(found, errorAt(path, msp.CodeConflict, "%s is billed by %s: a review bills one agreement", c.Name, billed))
			}
			billed = path
			if issues = append(issues, found...); found.Err() != nil {
				continue
			}
			contract, err := m.contract(c, &c.contracts[i], s)
			if err != nil {
				issues = append(issues, issuesOf(err).At(path)...)
				continue
			}
			b.Contracts = append(b.Contracts, contract)
		}
	}
	return b, issues
}

// contract returns what a client pays by a contract that has an agreement. What the
// agreement leaves out, the contract says.
func (m *Model) contract(client *Client, of *catalog.ContractSpec, s *Settings) (*Contract, error) {
	c := &Contract{Client: client, Counts: make(map[string]pricing.Timeline), Usual: s.Usual[client.Name], spec: completed(client, of)}
	for _, count := range of.Counts {
		c.Counts[count.Unit] = count.Quantity
	}
	for _, e := range of.Exceptions {
		if i := slices.IndexFunc(m.spec.Prices, func(p pricing.Item) bool { return p.Name == e.Price }); i >= 0 {
			c.Exceptions = append(c.Exceptions, pricing.Exception{Standard: m.spec.Prices[i].Price, Complexity: e.Complexity, Reason: e.Reason})
		}
	}
	var err error
	if credits, ok := s.ServiceCredits[client.Name]; ok {
		c.Uptime.Item = credits.Item
		if c.Uptime.Credits, err = credits.Credits.Compile(); err != nil {
			return nil, err
		}
	}
	if c.Agreement, err = c.spec.Compile(); err != nil {
		return nil, err
	}
	c.labour, err = c.spec.Labour.Compile(c.spec.Currency, c.spec.Rounding)
	return c, err
}

// completed returns the agreement of a contract with what it leaves out.
func completed(client *Client, of *catalog.ContractSpec) pricing.AgreementSpec {
	a := *of.Agreement
	a.Client = cmp.Or(a.Client, client.Name)
	a.Start = cmp.Or(a.Start, of.From)
	a.End = cmp.Or(a.End, of.Until)
	return a
}

// checkAgreement finds what a review needs of an agreement beside what it has to have.
func checkAgreement(a *pricing.AgreementSpec, path string) (issues msp.Issues) {
	if a.Labour == nil {
		issues = append(issues, errorAt(path+".labour", msp.CodeMissing, "say how time is billed, and be it at nothing"))
	}
	for n, o := range a.Outcomes {
		if !slices.Contains(kpis(), o.Price.KPI) {
			issues = append(issues, errorAt(path+".outcomes["+strconv.Itoa(n)+"].price.kpi", msp.CodeUnknownName,
				"%q is not measured here; want one of %s", o.Price.KPI, strings.Join(kpis(), ", ")))
		}
	}
	return issues
}

func errorAt(path string, code msp.Code, format string, args ...any) msp.Issue {
	return msp.Issue{Severity: msp.SeverityError, Code: code, Path: path, Message: fmt.Sprintf(format, args...)}
}

// Facts are what happened to a client that its invoices depend on.
type Facts struct {
	Work      []Worked
	Materials []pricing.Material
	Usage     []Usage
	Outages   []Outage
}

// A Worked is a time entry, and the day on which it became known.
type Worked struct {
	pricing.Entry

	Entered msp.Date
}

// A Usage is how much of a metered item there was in a month.
type Usage struct {
	Month    msp.Period
	Item     string
	Quantity decimal.Decimal
}

// Contract returns the contract of a client.
func (b *Book) Contract(client string) (*Contract, bool) {
	i := slices.IndexFunc(b.Contracts, func(c *Contract) bool { return c.Client.Name == client })
	if i < 0 {
		return nil, false
	}
	return b.Contracts[i], true
}

// item returns an item of the agreement.
func (c *Contract) item(name string) (pricing.Item, bool) { return itemOf(&c.spec, name) }

// itemOf returns an item of an agreement, which may be nil.
func itemOf(a *pricing.AgreementSpec, name string) (pricing.Item, bool) {
	if a == nil {
		return pricing.Item{}, false
	}
	i := slices.IndexFunc(a.Items, func(i pricing.Item) bool { return i.Name == name })
	if i < 0 {
		return pricing.Item{}, false
	}
	return a.Items[i], true
}

// exception returns the exception by which an item has the price that it has on a day.
func (c *Contract) exception(i pricing.Item, day msp.Date) (pricing.Exception, bool) {
	price := i.Price
	var since msp.Date
	for _, change := range i.Changes {
		if !change.From.After(day) && !change.From.Before(since) {
			since, price = change.From, change.Price
		}
	}
	price.Currency = c.spec.Currency
	own, err := price.MarshalJSON()
	for _, e := range c.Exceptions {
		quoted, err2 := e.Quoted(c.spec.Rounding)
		text, err3 := quoted.MarshalJSON()
		if errors.Join(err, err2, err3) == nil && bytes.Equal(own, text) {
			return e, true
		}
	}
	return pricing.Exception{}, false
}

// life returns the days of the agreement.
func (c *Contract) life() (start, end msp.Date) { return c.spec.Start, c.spec.End }

// runsIn reports whether a day of a month is in the agreement's life.
func (c *Contract) runsIn(month msp.Period) bool {
	start, end := c.life()
	return start.Before(month.To()) && (end.IsZero() || end.After(month.From()))
}

// inCurrency returns an amount in the book's currency, rounded once. Its own
// currency is one that has a rate: [ReadSettings] has seen to it.
func (b *Book) inCurrency(m msp.Money) (msp.Money, error) {
	if m.IsZero() {
		return msp.NewMoney(0, b.Currency)
	}
	worth, err := m.Amount().Mul(b.rate(m.Currency()))
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(worth, b.Currency, msp.HalfUp)
}

// rate returns what one unit of a currency is worth, undefined if that is not stated.
func (b *Book) rate(c msp.Currency) msp.Ratio {
	rate, ok := b.Rates[c]
	if !ok {
		return msp.Ratio{}
	}
	return exact(rate)
}

// exact returns a decimal as a fraction.
func exact(d decimal.Decimal) msp.Ratio {
	q, err := pricing.NewQuantity(d, "")
	if err != nil {
		return msp.Ratio{} // readers have refused it
	}
	return q.Ratio()
}
