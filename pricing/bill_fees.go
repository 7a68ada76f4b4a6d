package pricing

import (
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// addItems adds the fees that are due.
func (b *billing) addItems() error {
	if len(b.items) > 0 {
		b.st.Lines = make([]Line, 0, len(b.items))
	}
	for n := range b.items {
		i := &b.items[n]
		var err error
		if i.spec.Cadence == Once {
			err = b.addOnce(i)
		} else {
			err = b.addPeriods(i)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addPeriods adds a line for each service period of an item that is due.
func (b *billing) addPeriods(i *item) error {
	timeline := i.spec.Quantity
	if i.spec.Licence != (Ratchet{}) {
		timeline = b.ratchet(i)
	}
	metered := 0
	for service := range i.spec.Cadence.Periods(i.anchor, b.reach(i)) {
		days := service.Intersect(i.life)
		if days.IsEmpty() || !b.in.Period.Contains(i.due(days)) {
			continue
		}
		if metered++; i.spec.Metered && metered == 2 && !b.isQuote {
			b.list.Errorf("usage."+i.spec.Name, msp.CodeConflict, "two service periods end in %v, and one number would be charged for each", b.in.Period)
		}
		line, err := b.fee(i, timeline, service, days)
		if err != nil {
			return err
		}
		b.add(line)
	}
	return nil
}

// reach returns the days whose service periods can be due: those of the period and
// the item's life.
func (b *billing) reach(i *item) msp.Period { return b.in.Period.Intersect(i.life) }

// due returns the day on which the fee for some days is due.
func (i *item) due(days msp.Period) msp.Date {
	if i.spec.Timing != Arrears {
		return days.From()
	}
	last, _ := days.To().AddDays(-1)
	return last
}

// ratchet returns what an item's licence makes of the quantity asked for, and notes
// what it refused in the period.
func (b *billing) ratchet(i *item) Timeline {
	timeline, refused := i.spec.Licence.Apply(i.spec.Quantity, i.life.From(), msp.Date{})
	for _, r := range refused {
		if b.in.Period.Contains(r.Date) {
			b.st.Refused = append(b.st.Refused, ItemRefusal{i.spec.Name, r})
		}
	}
	return timeline
}

// fee returns the line of a service period, of which days are in the item's life.
func (b *billing) fee(i *item, timeline Timeline, service, days msp.Period) (Line, error) {
	line := Line{Kind: KindRecurring, Item: i.spec.Name, Period: days}
	segments := timeline.Segments(days)
	if i.spec.Metered {
		line.Kind = KindUsage
		used, ok := b.in.Usage[i.spec.Name]
		b.used[i.spec.Name] = true
		if !ok && b.isFinal() {
			b.list.Errorf("usage."+i.spec.Name, msp.CodeMissing, "the service period %v ends in the statement's", service)
		}
		segments = []Segment{{days, used}}
	}
	c, costs := newCharge(b.currency, b.mode), newCharge(b.currency, b.mode)
	c.room = b.room
	var seen *datedRater
	var rater Rater
	for _, s := range segments {
		for _, part := range i.parts(s) {
			price := i.priceOn(part.Period.From())
			if price != seen {
				var raised []Detail
				var err error
				if rater, raised, err = b.uplifted(i, price, service.From()); err != nil {
					return Line{}, err
				}
				c.details = append(c.details, raised...)
				seen = price
			}
			of := service.Days()
			if i.spec.Metered || part.Period == service {
				of = 0
			}
			line.Quantity = QuantityOf(number.Ratio(part.Quantity), rater.Unit())
			if err := c.price(rater, line.Quantity, part.Period, of); err != nil {
				return Line{}, err
			}
			if err := i.addCost(&costs, rater, line.Quantity, part.Period, of); err != nil {
				return Line{}, err
			}
		}
	}
	line.Amount, line.Cost, line.Detail = c.sum.Total(), costs.sum.Total(), c.details
	b.room = c.room
	return line, b.discountLine(&line, i.spec.Discounts, days.From())
}

// parts cuts a segment where the price changes. What is metered has the price of
// its last day.
func (i *item) parts(s Segment) []Segment {
	if len(i.prices) == 1 {
		return []Segment{s}
	}
	if i.spec.Metered {
		last, _ := s.Period.To().AddDays(-1)
		at, err := msp.NewPeriod(last, s.Period.To())
		if err != nil {
			return []Segment{s}
		}
		return []Segment{{at, s.Quantity}}
	}
	var parts []Segment
	from := s.Period.From()
	cut := func(to msp.Date) {
		if p, err := msp.NewPeriod(from, to); err == nil && !p.IsEmpty() {
			parts = append(parts, Segment{p, s.Quantity})
			from = to
		}
	}
	for _, p := range i.prices[1:] {
		if s.Period.Contains(p.from) {
			cut(p.from)
		}
	}
	cut(s.Period.To())
	return parts
}

// priceOn returns the price that is in force on a day.
func (i *item) priceOn(d msp.Date) *datedRater {
	changes := i.prices[1:] // in order; the first price has no date
	n, found := slices.BinarySearchFunc(changes, d, func(p datedRater, d msp.Date) int { return p.from.Compare(d) })
	if found {
		n++
	}
	return &i.prices[n]
}

// addCost adds what a quantity costs the provider on some days.
func (i *item) addCost(c *charge, r Rater, q Quantity, days msp.Period, of int) error {
	if i.cost.Sign() == 0 {
		return nil
	}
	quantity := q.Ratio()
	if p := r.r.price; p.isFlat() && (p.AtZero || !q.IsZero()) {
		quantity = msp.NewRatio(1, 1)
	}
	exact, err := i.cost.Mul(quantity)
	if err != nil {
		return err
	}
	_, err = c.add(exact, days, of)
	return err
}

// addOnce adds a fee that is due once, on the first day of the item's life.
func (b *billing) addOnce(i *item) error {
	day := i.life.From()
	if !b.in.Period.Contains(day) {
		return nil
	}
	rater, _, err := i.uplifted(i.priceOn(day), day, b.agreement)
	if err != nil {
		return err
	}
	line := Line{Kind: KindOnce, Item: i.spec.Name, Quantity: QuantityOf(number.Ratio(i.spec.Quantity.At(day)), rater.Unit())}
	c, costs := newCharge(b.currency, b.mode), newCharge(b.currency, b.mode)
	if err := c.price(rater, line.Quantity, msp.Period{}, 0); err != nil {
		return err
	}
	if err := i.addCost(&costs, rater, line.Quantity, msp.Period{}, 0); err != nil {
		return err
	}
	line.Amount, line.Cost, line.Detail = c.sum.Total(), costs.sum.Total(), c.details
	if err := b.discountLine(&line, i.spec.Discounts, day); err != nil {
		return err
	}
	b.add(line)
	return nil
}

// discountLine takes an item's own discounts off its fee.
func (b *billing) discountLine(line *Line, discounts []Discount, on msp.Date) error {
	for _, d := range discounts {
		if !d.IsOn(on) {
			continue
		}
		percent, off, err := d.take(line.Amount, line.Quantity.Ratio(), b.mode)
		if err != nil {
			return err
		}
		if off, err = off.Neg(); err != nil {
			return err
		}
		if line.Amount, err = line.Amount.Add(off); err != nil {
			return err
		}
		line.Detail = append(line.Detail, Detail{Step: StepDiscount, Ref: d.Name, Percent: percent, Amount: off})
	}
	return nil
}
