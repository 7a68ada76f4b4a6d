package pricing

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

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
		line.Detail = append(line.Detail, Detail{Step: StepCredit, Ref: credits[n].Reason, Percent: credits[n].Percent, Rate: rateOf(fee), Amount: off})
	}
	if !cut.IsZero() {
		line.Detail = append(line.Detail, Detail{Step: StepMaximum, Rate: rateOf(paid), Percent: b.spec.Credits.Cap, Amount: cut})
	}
	return line, nil
}

// rateOf returns an amount as a detail has it, and zero for one that is no number of the
// library, as 10¹⁸ yen are.
func rateOf(m msp.Money) decimal.Decimal {
	d := m.Decimal()
	if number.Check("pricing: number", d) != nil {
		return decimal.Decimal{}
	}
	return d
}
