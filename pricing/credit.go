package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// CreditTerms say how much of a fee service credits may give back. They are a
// record: check them with [CreditTerms.Validate].
//
//	{"cap":"30%","least":"1"}
//
// What a breach earns in percent is not theirs to say: that is the table of
// credits of a service level, in package sla. The zero CreditTerms give back up to
// the whole fee.
type CreditTerms struct {
	// Cap is the most that is given back, in percent of the fee. Zero: the fee. A
	// cap above 100 % is none: credits are never above the fee.
	Cap msp.Percent

	// Least is the least that is paid out, in units of the fee's currency (dollars,
	// not cents): a payout below it is dropped, one of just as much is paid. Zero:
	// nothing is dropped.
	Least decimal.Decimal
}

// Credited is what service credits give back of a fee. The sum of Each is
// Credit + Unused, and the fee is Credit + Net.
type Credited struct {
	Each   []msp.Money // what each percent earns, before cap and least payout
	Credit msp.Money   // what is paid, from zero to the cap and to the fee
	Unused msp.Money   // what was earned and is not paid, not below zero
	Net    msp.Money   // what is left of the fee
}

// Apply returns what percents of a fee, one for each breach, give back: each is
// rounded once; their sum is cut down to the cap, itself a percent of the fee
// rounded once, and to the fee; what then is below the least payout is dropped. A
// fee that is zero or below earns nothing.
//
// A percent or cap below 0 %, and a least payout below zero or of more than 18
// digits before or after the point, are [msp.ErrRange] errors. A sum of percents
// that does not fit is an [*msp.OverflowError]. Linear in the number of percents,
// which are copied.
func (t CreditTerms) Apply(fee msp.Money, percents []msp.Percent, mode msp.Rounding) (Credited, error) {
	var list findings.List
	if t.checkErrors(&list, ""); list.Issues() != nil {
		return Credited{}, msp.NewInputError(msp.ErrRange, "pricing: credit terms", t.String(), list.Issues()[0].Message)
	}
	none, err := msp.NewMoney(0, fee.Currency())
	if err != nil {
		return Credited{}, err
	}
	out := Credited{Each: make([]msp.Money, len(percents)), Credit: none, Unused: none, Net: fee}
	for i, p := range percents {
		if p.Sign() < 0 {
			return Credited{}, msp.NewInputError(msp.ErrRange, "pricing: credit", p.String(), "below zero")
		}
		out.Each[i] = none
		if fee.Sign() <= 0 {
			continue
		}
		if out.Each[i], err = p.Of(fee, mode); err != nil {
			return Credited{}, err
		}
	}
	earned, err := msp.SumMoney(append([]msp.Money{none}, out.Each...)...)
	if err != nil {
		return Credited{}, err
	}
	if out.Credit, err = t.payout(earned, fee, mode); err != nil {
		return Credited{}, err
	}
	if out.Unused, err = earned.Sub(out.Credit); err != nil {
		return Credited{}, err
	}
	if out.Net, err = fee.Sub(out.Credit); err != nil {
		return Credited{}, err
	}
	return out, nil
}

// payout returns what is paid of what was earned, which is zero or more.
func (t CreditTerms) payout(earned, fee msp.Money, mode msp.Rounding) (msp.Money, error) {
	most := fee
	if t.Cap.Sign() > 0 {
		var err error
		if most, err = percentOff(fee, t.Cap, mode); err != nil {
			return msp.Money{}, err
		}
	}
	paid := earned // zero where the fee is not above zero
	if over, err := earned.Cmp(most); err != nil {
		return msp.Money{}, err
	} else if over > 0 && fee.Sign() > 0 {
		paid = most
	}
	if paid.Amount().Compare(number.Ratio(t.Least)) < 0 {
		return msp.NewMoney(0, fee.Currency())
	}
	return paid, nil
}

// IsZero reports whether t says nothing. JSON leaves out such a field.
func (t CreditTerms) IsZero() bool { return t.Cap.IsZero() && t.Least.IsZero() }

// String returns "at most 30% of the fee, at least 1"; without a cap it is "at most
// the fee".
func (t CreditTerms) String() string {
	text := "at most the fee"
	if !t.Cap.IsZero() {
		text = "at most " + t.Cap.String() + " of the fee"
	}
	if !t.Least.IsZero() {
		text += ", at least " + number.Text(t.Least)
	}
	return text
}

// Validate returns all findings about the terms, sorted, warnings too:
//
//   - a cap or least payout below zero, one of more than 18 digits before or after
//     the point: [msp.CodeRange]
//   - a cap above 100 %: a warning, [msp.CodeRange]
func (t CreditTerms) Validate() msp.Issues {
	var list findings.List
	t.check(&list, "")
	return list.Issues()
}

func (t CreditTerms) check(list *findings.List, path string) {
	t.checkErrors(list, path)
	if t.Cap.Compare(offWhole()) > 0 {
		list.Warnf(join(path, "cap"), msp.CodeRange, "%v is more than the fee, which is the most in any case", t.Cap)
	}
}

func (t CreditTerms) checkErrors(list *findings.List, path string) {
	if t.Cap.Sign() < 0 {
		list.Errorf(join(path, "cap"), msp.CodeRange, "%v is below zero", t.Cap)
	}
	checkNotNegative(list, join(path, "least"), t.Least)
}
