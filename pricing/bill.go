package pricing

import (
	"maps"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
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
// what the agreement's fees come to. Metered items count as unused, and outcomes
// are left out.
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
			if !ok {
				if b.isFinal() {
					b.list.Errorf("kpis."+o.price.KPI(), msp.CodeMissing, "the fee for %v is due; an undefined value says that nothing was measured", service)
				}
				continue // nothing can be said yet
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
