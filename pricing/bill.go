package pricing

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// Bill returns the statement of a period. It is pure: the same agreement and facts
// give the same statement, however often and in whatever order the facts are listed.
//
//  1. Fees of items whose due day is in the period: of [Advance] ones the first day of
//     the service period (or of the item's life in it), of [Arrears] and metered ones
//     the last; milestones by their date; outcomes as service periods end.
//  2. Work, first from the blocks that cover it; materials.
//  3. Discounts of the agreement that are on at the period's first day (or the
//     agreement's), in order.
//  4. The maximum of the commitment, then its minimum, which is due on the statement in
//     which the commitment's period ends.
//  5. Service credits.
//
// A statement that comes to less than zero is carried forward into the next, or
// paid out by a credit note.
//
// What is wrong with the facts is one [msp.Issues] error that holds all findings. An
// amount that does not fit, or a step of it before its maximum, is an [msp.ErrOverflow]
// error. Linear in the number of items and facts; work takes one pass for each block.
func (a Agreement) Bill(in Input) (Statement, error) {
	if a.a == nil {
		return Statement{}, noAgreement()
	}
	b := billing{agreement: a.a, in: in}
	if err := b.check(); err != nil {
		return Statement{}, err
	}
	return b.bill()
}

func noAgreement() error {
	return msp.NewInputError(msp.ErrUndefined, "pricing: agreement", "", "there is none")
}

// Quote returns the statement of a period without facts, as if it were the first:
// what the agreement's fees come to. Metered items count as unused, and outcomes as
// not reached.
func (a Agreement) Quote(period msp.Period) (Statement, error) {
	if a.a == nil {
		return a.Bill(Input{})
	}
	b := billing{agreement: a.a, in: Input{Period: period}, isQuote: true}
	if err := b.check(); err != nil {
		return Statement{}, err
	}
	return b.bill()
}

// billing is one statement in the making.
type billing struct {
	*agreement
	in      Input
	isQuote bool
	st      Statement
	net     []msp.Money   // of the lines, discounts taken off
	list    findings.List // facts found missing on the way
	room    []piece       // for the fees, one after another
	raised  map[*datedRater]raisedPrice
	used    map[string]bool // metered items whose usage was asked for
}

func (b *billing) check() error {
	if b.isQuote {
		b.in.Balance.Through = b.in.Period.From()
	}
	b.in.check(&b.list, b.agreement)
	return b.list.Issues().Err()
}

func (b *billing) bill() (Statement, error) {
	b.used = make(map[string]bool, len(b.in.Usage))
	b.st = Statement{
		Client: b.spec.Client, Period: b.in.Period,
		Total: b.none, Cost: b.none, Unused: b.none, Unbilled: b.none,
		Balance: Balance{Through: b.in.Period.To(), Labour: b.in.Balance.Labour, Incidents: b.in.Balance.Incidents},
	}
	for _, step := range []func() error{
		b.addItems, b.addProjects, b.addOutcomes, b.addWork, b.addMaterials, b.missing,
		b.takeDiscounts, b.creditService, b.settle,
	} {
		if err := step(); err != nil {
			return Statement{}, err
		}
	}
	if len(b.st.Lines) == 0 {
		b.st.Lines = nil // as JSON brings it back
	}
	return b.st, nil
}

// missing returns the facts that were found missing, and those that nothing asked for.
func (b *billing) missing() error {
	for _, name := range slices.Sorted(maps.Keys(b.in.Usage)) {
		if !b.used[name] {
			b.list.Errorf("usage."+name, msp.CodeConflict, "no service period of it ends in %v", b.in.Period)
		}
	}
	return b.list.Issues().Err()
}

// isFinal reports whether all facts are there, so that one that is not is missing.
func (b *billing) isFinal() bool { return !b.isQuote && !b.in.Preliminary }

// add appends a line. Lines of nothing are left out.
func (b *billing) add(l Line) {
	if l.Amount.IsZero() && l.Cost.IsZero() && l.Quantity.IsZero() {
		return
	}
	b.st.Lines = append(b.st.Lines, l)
}

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

func (b *billing) addProjects() error {
	for _, p := range b.projects {
		lines, err := p.Lines(b.in.Period)
		if err != nil {
			return err
		}
		for _, l := range lines {
			b.add(l)
		}
	}
	return nil
}

func (b *billing) addOutcomes() error {
	for _, o := range b.outcomes {
		for service := range o.cadence.Periods(b.anchor, b.in.Period.Intersect(b.whole)) {
			last, _ := service.To().AddDays(-1)
			if !b.in.Period.Contains(last) || service.Intersect(b.whole) != service {
				continue
			}
			value, ok := b.in.KPIs[o.price.KPI()]
			if !ok && b.isFinal() {
				b.list.Errorf("kpis."+o.price.KPI(), msp.CodeMissing, "the fee for %v is due; an undefined value says that nothing was measured", service)
			}
			fee := o.price.Fee(value)
			// A level that was not reached is said too.
			b.st.Lines = append(b.st.Lines, Line{Kind: KindOutcome, Item: o.name, Period: service, Amount: fee.Amount, Detail: []Detail{fee.Detail()}})
		}
	}
	return nil
}

func (b *billing) addMaterials() error {
	materials := slices.Clone(b.in.Materials)
	slices.SortStableFunc(materials, Material.compare)
	lines, err := MaterialLines(materials, b.currency, b.mode)
	if err != nil {
		return err
	}
	for _, l := range lines {
		b.add(l)
	}
	return nil
}

// A raisedPrice is a price after some anniversaries.
type raisedPrice struct {
	years   int
	rater   Rater
	details []Detail
}

// uplifted is [item.uplifted] that remembers the price of the year, which the other
// service periods of it have, too.
func (b *billing) uplifted(i *item, p *datedRater, began msp.Date) (Rater, []Detail, error) {
	if !i.rises() {
		return p.rater, nil, nil
	}
	years := Anniversaries(p.from, began)
	if last, ok := b.raised[p]; ok && last.years == years {
		return last.rater, last.details, nil
	}
	rater, details, err := i.uplifted(p, began, b.agreement)
	if b.raised == nil {
		b.raised = make(map[*datedRater]raisedPrice)
	}
	b.raised[p] = raisedPrice{years, rater, details}
	return rater, details, err
}

// rises reports whether the item has an uplift.
func (i *item) rises() bool {
	return !i.spec.Uplift.Percent.IsZero() || len(i.spec.Uplift.Index) > 0
}

// mostUplifts bounds what a price with ten thousand tiers may cost.
const mostUplifts = 200

// uplifted returns a price as it is in a service period that begins on a date, after
// the anniversaries that have come, and what was raised.
func (i *item) uplifted(p *datedRater, began msp.Date, a *agreement) (Rater, []Detail, error) {
	u := i.spec.Uplift
	if !i.rises() {
		return p.rater, nil, nil
	}
	years := Anniversaries(p.from, began)
	switch {
	case years == 0:
		return p.rater, nil, nil
	case years > mostUplifts:
		return Rater{}, nil, msp.NewInputError(msp.ErrRange, "pricing: uplift of", i.spec.Name, "more than 200 anniversaries")
	}
	price := p.rater.Price()
	var details []Detail
	course, err := u.course(a.mode)
	raise := func(d *decimal.Decimal, tier int) {
		if err != nil || d.IsZero() {
			return
		}
		before := number.Text(*d)
		*d, err = course.after(*d, a.currency, p.from, years)
		details = append(details, Detail{
			Step: StepUplift, Ref: before, Tier: tier, Quantity: Count(int64(years), "anniversary"),
			Rate: *d, Percent: u.Percent, Amount: a.none,
		})
	}
	raise(&price.Rate, 0)
	raise(&price.Flat, 0)
	for n := range price.Tiers {
		raise(&price.Tiers[n].Rate, n+1)
		raise(&price.Tiers[n].Flat, n+1)
	}
	if err != nil {
		return Rater{}, nil, err
	}
	return newRater(price, a.mode), details, nil
}
