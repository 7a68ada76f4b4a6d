package pricing

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

// takeDiscounts takes the agreement's discounts off all lines and holds what is left
// against the commitment.
func (b *billing) takeDiscounts() error {
	var active []Discount
	first := b.in.Period.From()
	if first.Before(b.spec.Start) {
		first = b.spec.Start
	}
	for _, d := range b.spec.Discounts {
		if d.IsOn(first) {
			active = append(active, d)
		}
	}
	lines := slices.Clone(b.st.Lines)
	amounts := amountsOf(lines)
	charges, err := b.sum(amounts)
	if err != nil {
		return err
	}
	discounted, err := ApplyDiscounts(amounts, active, b.mode)
	if err != nil {
		return err
	}
	b.net = discounted.Net
	for _, s := range discounted.Steps {
		line, err := b.shares(lines, s)
		if err != nil {
			return err
		}
		if !line.Amount.IsZero() {
			b.st.Lines = append(b.st.Lines, line)
		}
	}
	return b.commit(charges, discounted.Discount)
}

func amountsOf(lines []Line) []msp.Money {
	amounts := make([]msp.Money, len(lines))
	for n, l := range lines {
		amounts[n] = l.Amount
	}
	return amounts
}

// sum adds amounts up; none of them are nothing in the currency.
func (b *billing) sum(amounts []msp.Money) (msp.Money, error) {
	total, err := msp.SumMoney(amounts...)
	if err != nil {
		return msp.Money{}, err
	}
	return b.none.Add(total)
}

// shares returns the line of a discount, with its share of each of the other lines.
func (b *billing) shares(lines []Line, s DiscountStep) (Line, error) {
	l := Line{Kind: KindDiscount, Item: s.Discount, Amount: b.none}
	for n, part := range s.ByLine {
		off, err := part.Neg()
		if err != nil {
			return Line{}, err
		}
		if off.IsZero() {
			continue
		}
		if l.Amount, err = l.Amount.Add(off); err != nil {
			return Line{}, err
		}
		l.Detail = append(l.Detail, Detail{Step: StepShare, Ref: lines[n].Name(), Percent: s.Percent, Amount: off})
	}
	return l, nil
}

// commit holds the charges of a commitment period so far against the maximum, and
// when it ends against the minimum.
func (b *billing) commit(charges, discount msp.Money) error {
	k := b.spec.Commitment
	if k.IsZero() {
		return nil
	}
	if k.Cadence == 0 {
		k.Cadence = Month
	}
	period, ok := k.Cadence.PeriodOf(b.anchor, b.in.Period.From())
	if !ok || b.in.Period.To().After(period.To()) {
		return msp.NewInputError(msp.ErrRange, "pricing: statement", b.in.Period.String(), "reaches beyond the commitment's "+k.Cadence.String()+" "+period.String()+", which follows the anchor")
	}
	days := period.Intersect(b.whole)
	if days.Intersect(b.in.Period).IsEmpty() { // before the agreement's life, or after it
		return nil
	}
	ends := !b.in.Period.To().Before(days.To())
	if !ends || b.in.Preliminary {
		k.Minimum = k.Minimum.Sub(k.Minimum)
	}
	before := b.in.Balance.Committed
	var err error
	if charges, err = charges.Add(before.Charges); err != nil {
		return err
	}
	if discount, err = b.sum([]msp.Money{discount, before.Discount}); err != nil {
		return err
	}
	done, err := k.applyTo(charges, discount, days.Days(), period.Days(), b.mode)
	if err != nil {
		return err
	}
	if !ends {
		b.st.Balance.Committed = CommittedSoFar{charges, discount, done.Reduction}
	}
	return b.addCommitted(k, done, before, days, period.Days())
}

// applyTo is [Commitment.Apply] for the sums of several statements, of which one with
// rates below zero can bring the charges below what earlier ones took off.
func (k Commitment) applyTo(charges, discount msp.Money, days, of int, mode msp.Rounding) (Committed, error) {
	net, err := charges.Sub(discount)
	if err != nil {
		return Committed{}, err
	}
	if net.Sign() >= 0 || discount.Sign() <= 0 {
		return k.Apply(charges, discount, days, of, mode)
	}
	k.Maximum = decimal.Decimal{} // what is below zero is not above it
	if k.BeforeDiscount {
		net = charges
	}
	return k.Apply(net, msp.Money{}, days, of, mode)
}

// addCommitted adds the lines of a commitment.
func (b *billing) addCommitted(k Commitment, done Committed, before CommittedSoFar, days msp.Period, of int) error {
	down, err := before.Reduction.Sub(done.Reduction) // what was not taken off before
	if err != nil {
		return err
	}
	detail := Detail{}
	if days.Days() != of {
		detail.Period, detail.Of = days, of
	}
	if before.Charges != (msp.Money{}) {
		detail.Ref = before.Charges.String()
	}
	if !down.IsZero() {
		d := detail
		d.Step, d.Rate, d.Amount = StepMaximum, k.Maximum, down
		b.st.Lines = append(b.st.Lines, Line{Kind: KindMaximum, Period: days, Amount: down, Detail: []Detail{d}})
	}
	if !done.TrueUp.IsZero() {
		d := detail
		d.Step, d.Rate, d.Amount = StepMinimum, k.Minimum, done.TrueUp
		b.st.Lines = append(b.st.Lines, Line{Kind: KindMinimum, Period: days, Amount: done.TrueUp, Detail: []Detail{d}})
	}
	return nil
}

// settle adds up the statement and says what is due of it.
func (b *billing) settle() error {
	costs := make([]msp.Money, len(b.st.Lines))
	for n, l := range b.st.Lines {
		costs[n] = l.Cost
	}
	var err error
	if b.st.Total, err = b.sum(amountsOf(b.st.Lines)); err != nil {
		return err
	}
	if b.st.Cost, err = b.sum(costs); err != nil {
		return err
	}
	if b.st.Carried, err = b.none.Add(b.in.Balance.Carried); err != nil {
		return err
	}
	b.st, err = b.st.invoice(b.none, b.spec.CreditNotes)
	return err
}

// invoice returns the statement with what is due, given what its period has been
// invoiced before.
func (s Statement) invoice(before msp.Money, notes bool) (Statement, error) {
	none, err := before.Sub(before)
	if err != nil {
		return s, err
	}
	open, err := s.Carried.Add(s.Total)
	if err != nil {
		return s, err
	}
	if open, err = open.Sub(before); err != nil {
		return s, err
	}
	s.Due, s.CreditNote, s.Balance.Carried = none, none, none
	switch {
	case open.Sign() >= 0:
		s.Due = open
	case !notes:
		s.Balance.Carried = open
	default:
		if s.CreditNote, err = open.Neg(); err != nil {
			return s, err
		}
	}
	if s.Invoiced, err = before.Add(s.Due); err != nil {
		return s, err
	}
	s.Invoiced, err = s.Invoiced.Sub(s.CreditNote)
	return s, err
}
