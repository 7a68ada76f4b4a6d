package oracle

import (
	"math/big"
	"slices"
)

// An Agreement is what a client pays for, as plain as a bill can be worked out by
// hand. Its answers come from walking through the days of a statement, and through
// the days of each service period that is due on one of them.
type Agreement struct {
	Coin     Coin
	From, To string // the term [From, To); an empty To is open

	Items []Item

	// What happens to the sum of a statement, in this order.
	Discounts   []Discount
	Commitments []Commitment

	// CreditNote leaves a negative sum as it is, instead of carrying it forward.
	CreditNote bool
}

// An Item is one thing that is paid for: a quantity at a price, both of which
// change on days.
type Item struct {
	Name    string
	Cadence Cadence

	// The item's own days [From, To), never outside the term; empty: those of the
	// term. What is paid once is due on From, wherever that lies.
	From, To string

	// In advance a charge is due on the first day of its service period that is one
	// of the item's own; in arrears on the last day of the service period, whether
	// the item still has it or not. OwnEnd makes that the last day which is one of
	// the item's own.
	Arrears, OwnEnd bool

	Quantity  string   // until the first change
	Changes   []Change // in any order
	Prices    []PriceStep
	Discounts []Discount // off each charge, in this order
}

// A PriceStep sets the price from the beginning of a day on, empty for always. A
// price is exact, for a whole service period; [PriceModel.Exact] is one.
type PriceStep struct {
	From  string
	Price func(quantity *big.Rat) *big.Rat
}

// A Commitment holds a maximum and a minimum against the charges of its days
// [From, To), on the statement that has the last of them. Both may be empty.
type Commitment struct {
	From, To, Maximum string
	Minimum           Minimum
}

// A BillInput is what a statement needs beside the agreement: its days [From, To),
// and amounts in minor units. Commitments and credits may be nil.
type BillInput struct {
	From, To string

	// Others are further charges that are already cut: work, parts.
	Others []*big.Int

	// Prior is what the statements before this one came to in the commitment period
	// that ends on it: PriorGross before the discounts of the statements, PriorNet
	// after them. Nil is nothing.
	PriorGross, PriorNet *big.Int

	// Credits are given for broken promises.
	Credits []*big.Int

	// Carried is what the statement before could not give back, at most 0. Nil is
	// nothing.
	Carried *big.Int
}

// A BillCharge is one item's charge for one service period: the days that are
// charged, of all days of the period.
type BillCharge struct {
	Item     string
	Period   [2]string
	Due      string
	Days, Of int
	Exact    *big.Rat
	Gross    *big.Int // the one rounding
	Amount   *big.Int // after the discounts of the item
}

// A Bill is a statement. Total is Subtotal - Discount - Cap + TrueUp - Credit; Due
// is that and what was carried, or 0 and the rest is Carry.
type Bill struct {
	Charges   []BillCharge
	Recurring *big.Int // sum of the charges of items that are not paid once
	Subtotal  *big.Int // sum of all charges
	Discounts []*big.Int
	Cap       *big.Int // above the maximum
	TrueUp    *big.Int // below the minimum
	Credit    *big.Int
	Unused    *big.Int // what no fee was left to credit
	Total     *big.Int
	Due       *big.Int
	Carry     *big.Int
}

// Bill works out the statement of some days.
func (a Agreement) Bill(in BillInput) Bill {
	b := Bill{Recurring: new(big.Int), Subtotal: total(in.Others), Cap: new(big.Int), TrueUp: new(big.Int)}
	days := spanOf(in.From, in.To)
	for _, item := range a.Items {
		for _, charge := range a.charges(item, days) {
			b.Charges = append(b.Charges, charge)
			b.Subtotal.Add(b.Subtotal, charge.Amount)
			if !item.once() {
				b.Recurring.Add(b.Recurring, charge.Amount)
			}
		}
	}
	net := b.Subtotal
	for _, discount := range a.Discounts {
		off := discount.of(a.Coin, net)
		b.Discounts = append(b.Discounts, off)
		net = minus(net, off)
	}
	for _, c := range a.Commitments {
		if !days.holds(civil(c.To).previous()) {
			continue
		}
		if c.Maximum != "" {
			// What earlier statements charged is charged.
			tooMuch := minus(withPrior(net, in.PriorNet), a.Coin.Minor(c.Maximum))
			tooMuch = clamp(tooMuch, net)
			b.Cap = total([]*big.Int{b.Cap, tooMuch})
			net = minus(net, tooMuch)
		}
		if c.Minimum.Amount != "" {
			compared := withPrior(net, in.PriorNet)
			if c.Minimum.Before {
				compared = withPrior(b.Subtotal, in.PriorGross)
			}
			lack := upper(new(big.Int), minus(c.Minimum.amount(a.Coin), compared))
			b.TrueUp = total([]*big.Int{b.TrueUp, lack})
			net = total([]*big.Int{net, lack})
		}
	}
	b.Credit = clamp(clamp(total(in.Credits), b.Recurring), net)
	b.Unused = minus(total(in.Credits), b.Credit)
	b.Total = minus(net, b.Credit)
	b.Due, b.Carry = withPrior(b.Total, in.Carried), new(big.Int)
	if b.Due.Sign() < 0 && !a.CreditNote {
		b.Due, b.Carry = new(big.Int), b.Due
	}
	return b
}

// withPrior adds an amount that may be nil.
func withPrior(amount, prior *big.Int) *big.Int {
	if prior == nil {
		return amount
	}
	return total([]*big.Int{amount, prior})
}

func (item Item) once() bool { return item.Cadence.Months == 0 && item.Cadence.Days == 0 }

// own tells whether a day is one of an item's own: within the term and its own
// days.
func (a Agreement) own(item Item, d civilDay) bool {
	for _, s := range [][2]string{{a.From, a.To}, {item.From, item.To}} {
		if s[0] != "" && d.before(civil(s[0])) || s[1] != "" && !d.before(civil(s[1])) {
			return false
		}
	}
	return true
}

// charges returns the charges of an item that are due on some days.
func (a Agreement) charges(item Item, days span) []BillCharge {
	var out []BillCharge
	if item.once() {
		if date := civil(item.From); days.holds(date) {
			exact := item.price(date)
			out = append(out, a.charge(item, BillCharge{Due: item.From, Days: 1, Of: 1, Exact: exact}))
		}
		return out
	}
	days.each(func(d civilDay) {
		// A charge that is due on d belongs to the service period that holds d. Which
		// is looked for only where a charge could be due.
		var due bool
		switch {
		case !item.Arrears:
			due = a.own(item, d) && (item.Cadence.begins(d) || !a.own(item, d.previous()))
		case item.OwnEnd:
			due = a.own(item, d) && (item.Cadence.begins(d.next()) || !a.own(item, d.next()))
		default:
			due = item.Cadence.begins(d.next())
		}
		if !due {
			return
		}
		period := item.Cadence.around(d)
		c := BillCharge{
			Period: [2]string{period.from.String(), period.to.String()},
			Due:    d.String(), Of: period.days(), Exact: new(big.Rat),
		}
		period.each(func(d civilDay) {
			if a.own(item, d) {
				c.Days++
				c.Exact = plus(c.Exact, part(item.price(d), 1, c.Of))
			}
		})
		if c.Days > 0 {
			out = append(out, a.charge(item, c))
		}
	})
	return out
}

// charge fills in what a charge comes to.
func (a Agreement) charge(item Item, c BillCharge) BillCharge {
	c.Item = item.Name
	c.Gross = a.Coin.Round(c.Exact)
	c.Amount = c.Gross
	for _, discount := range item.Discounts {
		c.Amount = minus(c.Amount, discount.of(a.Coin, c.Amount))
	}
	return c
}

// price returns what the quantity of a day would cost for a whole service period at
// the price of the day.
func (item Item) price(d civilDay) *big.Rat {
	steps := slices.DeleteFunc(slices.Clone(item.Prices), func(s PriceStep) bool {
		return s.From != "" && d.before(civil(s.From))
	})
	if len(steps) == 0 {
		return new(big.Rat)
	}
	latest := steps[0]
	for _, s := range steps {
		if s.From >= latest.From {
			latest = s
		}
	}
	return latest.Price(quantityOn(d, item.Quantity, item.Changes))
}
