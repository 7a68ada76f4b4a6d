package main

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// A Book is what the clients pay for, and in which currency the provider counts.
type Book struct {
	Contracts []*Contract // in the order of the file

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

	// Exceptions say how the price of an item came about that is not the standard one.
	Exceptions map[string]pricing.Exception

	// Uptime earns service credits. The zero value: none.
	Uptime UptimeTerms

	spec   pricing.AgreementSpec
	labour pricing.Labour // knows the types of work and the roles
	facts  Facts
}

// UptimeTerms say what is given back, of the fee of which item, for what uptime.
type UptimeTerms struct {
	Item    string // empty: of all fees
	Credits sla.CreditLadder
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
func (c *Contract) item(name string) (pricing.Item, bool) {
	i := slices.IndexFunc(c.spec.Items, func(i pricing.Item) bool { return i.Name == name })
	if i < 0 {
		return pricing.Item{}, false
	}
	return c.spec.Items[i], true
}

// life returns the days of the agreement.
func (c *Contract) life() (start, end msp.Date) { return c.spec.Start, c.spec.End }

// runsIn reports whether a day of a month is in the agreement's life.
func (c *Contract) runsIn(month msp.Period) bool {
	start, end := c.life()
	return start.Before(month.To()) && (end.IsZero() || end.After(month.From()))
}

// inCurrency returns an amount in the book's currency, rounded once. Its own
// currency is one that has a rate: [ReadBook] has seen to it.
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
