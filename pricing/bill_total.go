package pricing

import (
	"cmp"
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
	if discount, err = discount.Add(before.Discount); err != nil {
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

// creditService gives back what service credits come to: those of one item first,
// then those of all fees, and never more than there is.
func (b *billing) creditService() error {
	if len(b.in.Credits) == 0 {
		return nil
	}
	credits := slices.Clone(b.in.Credits)
	slices.SortStableFunc(credits, func(x, y ServiceCredit) int {
		if (x.Item == "") != (y.Item == "") { // those of all fees last
			return -cmp.Compare(x.Item, y.Item)
		}
		return cmp.Or(cmp.Compare(x.Item, y.Item), cmp.Compare(x.Reason, y.Reason), x.Percent.Compare(y.Percent))
	})
	left, err := b.sum(amountsOf(b.st.Lines))
	if err != nil {
		return err
	}
	fees := b.fees()
	rest, err := msp.MoneyFromRatio(fees[""], b.currency, b.mode) // of all fees
	if err != nil {
		return err
	}
	for len(credits) > 0 {
		n := 1
		for n < len(credits) && credits[n].Item == credits[0].Item {
			n++
		}
		if credits[0].Item == "" && rest.Minor() < left.Minor() {
			left = rest // together with those of single items, not above all fees
		}
		line, err := b.credit(credits[:n], fees, &left)
		if err != nil {
			return err
		}
		if rest, err = rest.Add(line.Amount); err != nil {
			return err
		}
		if !line.Amount.IsZero() {
			b.st.Lines = append(b.st.Lines, line)
		}
		credits = credits[n:]
	}
	return nil
}

// fees returns what is left of the fees of each item, and of all of them under "".
func (b *billing) fees() map[string]msp.Ratio {
	fees := map[string]msp.Ratio{"": zeroRatio()}
	var x arithmetic
	for n, m := range b.net {
		l := b.st.Lines[n]
		if !l.Kind.isFee() {
			continue
		}
		if _, ok := fees[l.Item]; !ok {
			fees[l.Item] = zeroRatio()
		}
		fees[l.Item] = x.add(fees[l.Item], m.Amount())
		fees[""] = x.add(fees[""], m.Amount())
	}
	return fees
}

// credit returns the line of credits of one item, at most what is left.
func (b *billing) credit(credits []ServiceCredit, fees map[string]msp.Ratio, left *msp.Money) (Line, error) {
	line := Line{Kind: KindCredit, Item: credits[0].Item, Amount: b.none}
	fee := b.none
	if exact, ok := fees[credits[0].Item]; ok {
		var err error
		if fee, err = msp.MoneyFromRatio(exact, b.currency, b.mode); err != nil {
			return Line{}, err
		}
	}
	percents := make([]msp.Percent, len(credits))
	for n, c := range credits {
		percents[n] = c.Percent
	}
	credited, err := b.spec.Credits.Apply(fee, percents, b.mode)
	if err != nil {
		return Line{}, err
	}
	paid := credited.Credit
	if paid.Minor() > max(left.Minor(), 0) {
		if paid, err = msp.NewMoney(max(left.Minor(), 0), b.currency); err != nil {
			return Line{}, err
		}
	}
	earned, err := credited.Credit.Add(credited.Unused)
	if err != nil {
		return Line{}, err
	}
	cut, err := earned.Sub(paid)
	if err != nil {
		return Line{}, err
	}
	if b.st.Unused, err = b.st.Unused.Add(cut); err != nil {
		return Line{}, err
	}
	if *left, err = left.Sub(paid); err != nil {
		return Line{}, err
	}
	if line.Amount, err = paid.Neg(); err != nil || paid.IsZero() {
		return line, err
	}
	for n, each := range credited.Each {
		off, err := each.Neg()
		if err != nil {
			return Line{}, err
		}
		line.Detail = append(line.Detail, Detail{Step: StepCredit, Ref: credits[n].Reason, Percent: credits[n].Percent, Rate: fee.Decimal(), Amount: off})
	}
	if !cut.IsZero() {
		line.Detail = append(line.Detail, Detail{Step: StepMaximum, Rate: paid.Decimal(), Percent: b.spec.Credits.Cap, Amount: cut})
	}
	return line, nil
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
