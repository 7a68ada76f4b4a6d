package oracle

import (
	"math/big"
	"slices"
)

// Prorate charges the days of a period on which there was service: [from, to)
// both. It answers how many days that is, of how many.
func (c Coin) Prorate(amount string, period, service [2]string) (days, of int, charge *big.Int) {
	served := spanOf(service[0], service[1])
	spanOf(period[0], period[1]).each(func(d civilDay) {
		of++
		if served.holds(d) {
			days++
		}
	})
	return days, of, c.Round(part(Number(amount), days, of))
}

// Split cuts a charge at days inside its period, which ascend; the parts sum to it.
func (c Coin) Split(amount string, period [2]string, cuts []string) []*big.Int {
	of := spanOf(period[0], period[1]).days()
	edges := slices.Concat([]string{period[0]}, cuts, []string{period[1]})
	var exact []*big.Rat
	for i, to := range edges[1:] {
		exact = append(exact, part(Number(amount), spanOf(edges[i], to).days(), of))
	}
	return c.pieces(exact)
}

// A Change sets a quantity from the beginning of a day on.
type Change struct{ Date, Quantity string }

// quantityOn is the quantity of a day: that of the last change that was not after
// it. Of changes on one day the last in the list holds.
func quantityOn(d civilDay, start string, changes []Change) *big.Rat {
	quantity, latest := Number(start), ""
	for _, change := range changes {
		if change.Date >= latest && !d.before(civil(change.Date)) {
			quantity, latest = Number(change.Quantity), change.Date
		}
	}
	return quantity
}

// A Segment is days of a period between two changes.
type Segment struct {
	From, To string
	Days     int
	Quantity *big.Rat
	Amount   *big.Int
}

// Timeline charges a price a unit for a quantity that changes within a period. A
// segment begins with the period and wherever a change takes effect.
func (c Coin) Timeline(unit string, period [2]string, start string, changes []Change) (*big.Int, []Segment) {
	whole := spanOf(period[0], period[1])
	of := whole.days()
	var segments []Segment
	var exact []*big.Rat
	sum := new(big.Rat)
	whole.each(func(d civilDay) {
		changed := slices.ContainsFunc(changes, func(c Change) bool { return c.Date == d.String() })
		if len(segments) == 0 || changed {
			segments = append(segments, Segment{From: d.String(), Quantity: quantityOn(d, start, changes)})
			exact = append(exact, new(big.Rat))
		}
		last := len(segments) - 1
		today := part(times(Number(unit), quantityOn(d, start, changes)), 1, of)
		exact[last] = plus(exact[last], today)
		sum = plus(sum, today)
		segments[last].Days++
		segments[last].To = d.next().String()
	})
	for i, amount := range c.pieces(exact) {
		segments[i].Amount = amount
	}
	return c.Round(sum), segments
}

// PlanChange moves from an old price to a new one on a day of a period that was
// charged in advance. What was not used of a price is all of it less what was.
func (c Coin) PlanChange(old, replacement string, period [2]string, at string) (credit, charge, net *big.Int) {
	of := spanOf(period[0], period[1]).days()
	elapsed := spanOf(period[0], at).days()
	unused := func(price string) *big.Int {
		return minus(c.Minor(price), c.Round(part(Number(price), elapsed, of)))
	}
	credit = new(big.Int).Neg(unused(old))
	charge = unused(replacement)
	return credit, charge, total([]*big.Int{credit, charge})
}
