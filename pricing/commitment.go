package pricing

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A Commitment is the least and the most that a client pays in a period. It is a
// record: check it with [Commitment.Validate].
//
//	{"minimum":"10000","maximum":"15000","cadence":"year","before_discount":true}
//
// Both amounts are in units of the currency of what is charged (dollars, not
// cents). The zero Commitment is none: nothing is added or taken off.
type Commitment struct {
	// Minimum is the least that is paid. Zero: none.
	Minimum decimal.Decimal

	// Maximum is the most that is paid, not below the Minimum. Zero: none.
	Maximum decimal.Decimal

	// Cadence is how long the period is in which they hold. Zero: [Month].
	Cadence Cadence

	// BeforeDiscount holds the minimum against the charges before discounts, so that
	// a discount never leads to a true-up. The client then may pay less than the
	// minimum, by no more than the discount.
	BeforeDiscount bool
}

// Committed is what a [Commitment] does to the charges of a period.
type Committed struct {
	Reduction msp.Money // down to the maximum, not below zero
	TrueUp    msp.Money // up to the minimum, not below zero
	Total     msp.Money // charges − discount − Reduction + TrueUp
}

// Apply holds the charges of a period against the commitment. Charges are the sum
// before discounts, and discount is what they take off. In this order:
//
//  1. The discount goes off the charges.
//  2. What is left above the maximum goes off.
//  3. What is missing up to the minimum comes on top: up to the minimum from what
//     is left or, with BeforeDiscount, from the charges.
//
// A period of which only some days are in the term, days of, has that part of the
// minimum and of the maximum, minimum × days / of, each rounded once before it is
// compared; for a whole period say 1 of 1. Charges below zero, from credits for
// what was charged before, are what is left like any other: the true-up then is
// above the minimum.
//
// A discount is from zero to the charges, zero if they are below it; days are from
// 0 to of, and of is above 0; minimum and maximum are as [Commitment.Validate]
// wants them. All else is an [msp.ErrRange] error. Charges and discount of two
// currencies, or of none where there is a minimum or maximum, are an
// [msp.ErrCurrency] error; an amount that does not fit is an [msp.ErrOverflow]
// error.
func (k Commitment) Apply(charges, discount msp.Money, days, of int, mode msp.Rounding) (Committed, error) {
	net, err := charges.Sub(discount)
	if err != nil {
		return Committed{}, err
	}
	if discount.Sign() < 0 || net.Sign() < 0 && discount.Sign() > 0 {
		return Committed{}, msp.NewInputError(msp.ErrRange, "pricing: discount", discount.String(), "want zero to the charges of "+charges.String())
	}
	part, err := commitPart(days, of)
	if err != nil {
		return Committed{}, err
	}
	var list findings.List
	if k.checkAmounts(&list, ""); list.Issues() != nil {
		return Committed{}, msp.NewInputError(msp.ErrRange, "pricing: commitment", k.String(), list.Issues()[0].Message)
	}
	none, err := msp.NewMoney(0, net.Currency())
	if err != nil {
		return Committed{}, err
	}
	out := Committed{Reduction: none, TrueUp: none, Total: net}
	if !k.Maximum.IsZero() {
		if err := out.reduce(k.Maximum, part, mode); err != nil {
			return Committed{}, err
		}
	}
	if !k.Minimum.IsZero() {
		held := out.Total
		if k.BeforeDiscount {
			held = charges
		}
		if err := out.trueUp(k.Minimum, held, part, mode); err != nil {
			return Committed{}, err
		}
	}
	return out, nil
}

// commitPart returns days ÷ of.
func commitPart(days, of int) (msp.Ratio, error) {
	if of <= 0 || days < 0 || days > of {
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "pricing: part of a period", strconv.Itoa(days)+"/"+strconv.Itoa(of), "want days from 0 to all of a period of one day or more")
	}
	return msp.NewRatio(int64(days), int64(of)), nil
}

// reduce takes off what is above the maximum.
func (c *Committed) reduce(maximum decimal.Decimal, part msp.Ratio, mode msp.Rounding) error {
	limit, err := commitProrated(maximum, part, c.Total.Currency(), mode)
	if err != nil {
		return err
	}
	if order, err := c.Total.Cmp(limit); err != nil || order <= 0 {
		return err
	}
	c.Reduction, err = c.Total.Sub(limit)
	c.Total = limit
	return err
}

// trueUp adds what is missing from held to the minimum.
func (c *Committed) trueUp(minimum decimal.Decimal, held msp.Money, part msp.Ratio, mode msp.Rounding) error {
	limit, err := commitProrated(minimum, part, c.Total.Currency(), mode)
	if err != nil {
		return err
	}
	if order, err := limit.Cmp(held); err != nil || order <= 0 {
		return err
	}
	if c.TrueUp, err = limit.Sub(held); err != nil {
		return err
	}
	c.Total, err = c.Total.Add(c.TrueUp)
	return err
}

// commitProrated returns an amount in units of a currency times a part, rounded once.
func commitProrated(amount decimal.Decimal, part msp.Ratio, c msp.Currency, mode msp.Rounding) (msp.Money, error) {
	exact, err := number.Ratio(amount).Mul(part)
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(exact, c, mode)
}

// IsZero reports whether k says nothing. JSON leaves out such a field.
func (k Commitment) IsZero() bool {
	return k.Minimum.IsZero() && k.Maximum.IsZero() && k.Cadence == 0 && !k.BeforeDiscount
}

// String returns "at least 1000, at most 1500", or "none".
func (k Commitment) String() string {
	switch low, high := number.Text(k.Minimum), number.Text(k.Maximum); {
	case k.Minimum.IsZero() && k.Maximum.IsZero():
		return "none"
	case k.Maximum.IsZero():
		return "at least " + low
	case k.Minimum.IsZero():
		return "at most " + high
	default:
		return "at least " + low + ", at most " + high
	}
}

// Validate returns all findings about the commitment, sorted, warnings too:
//
//   - a minimum or maximum below zero, or of more than 18 digits before or after the
//     point, a minimum above the maximum, a cadence that does not come again:
//     [msp.CodeRange]
//   - a cadence or BeforeDiscount without what it is about: a warning,
//     [msp.CodeConflict]
func (k Commitment) Validate() msp.Issues {
	var list findings.List
	k.check(&list, "")
	return list.Issues()
}

func (k Commitment) check(list *findings.List, path string) {
	k.checkAmounts(list, path)
	if k.Cadence != 0 && !k.Cadence.IsRecurring() {
		list.Errorf(join(path, "cadence"), msp.CodeRange, "%v is no period", k.Cadence)
	}
	if k.Cadence != 0 && k.Minimum.IsZero() && k.Maximum.IsZero() {
		list.Warnf(join(path, "cadence"), msp.CodeConflict, "there is no minimum and no maximum")
	}
	if k.BeforeDiscount && k.Minimum.IsZero() {
		list.Warnf(join(path, "before_discount"), msp.CodeConflict, "there is no minimum")
	}
}

func (k Commitment) checkAmounts(list *findings.List, path string) {
	low := checkNotNegative(list, join(path, "minimum"), k.Minimum)
	high := checkNotNegative(list, join(path, "maximum"), k.Maximum)
	if low && high && !k.Maximum.IsZero() && k.Minimum.Cmp(k.Maximum) > 0 {
		list.Errorf(join(path, "minimum"), msp.CodeRange, "%s is above the maximum of %s", number.Text(k.Minimum), number.Text(k.Maximum))
	}
}
