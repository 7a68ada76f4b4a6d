package pricing

import (
	"slices"

	"github.com/mspkit/msp"
)

// Discounted is what discounts leave of some lines, and how.
type Discounted struct {
	// Steps has one step for each discount, in the order given.
	Steps []DiscountStep

	// Discount is the sum of the steps' amounts, not below zero.
	Discount msp.Money

	// Net is what is left of each line.
	Net []msp.Money

	// Total is the sum of Net: the sum of the lines less Discount.
	Total msp.Money
}

// A DiscountStep is what one discount takes off.
type DiscountStep struct {
	Discount string      // the discount's name
	Percent  msp.Percent // what was off, that of the step reached under a [VolumeOff]; 0%: an amount
	Base     msp.Money   // the running subtotal before it
	Amount   msp.Money   // what it takes off, from zero to Base; zero if Base is not above zero
	ByLine   []msp.Money // the part of each line; they sum to Amount
}

// ApplyDiscounts takes discounts off the lines of a statement, one after the other
// in the order of the list: another order is another result. The dates of their
// terms are the caller's to look at, see [Discount.IsOn]. For each discount:
//
//  1. Its base is the running subtotal: the sum of what the discounts before it
//     left of all lines, negative ones included.
//  2. Its amount is rounded once and clamped to [0, base]. From a base that is zero
//     or below, it takes nothing. The steps of a [VolumeOff] are reached by the
//     base, in units of its currency.
//  3. The amount is spread over the lines in proportion to what is left of them, by
//     the largest remainder, ties to the lower index (see [msp.Money.Allocate]).
//     Lines that are zero or below take no share.
//
// So no line changes its sign, and what is left is never below zero unless the
// lines together were.
//
// Lines of two currencies are an [*msp.MismatchError], a sum or base that does not
// fit an [*msp.OverflowError]; other errors are those of [Discount.Amount]. Lines
// and discounts are copied. Linear in the number of discounts, and a little more
// than linear in that of lines.
func ApplyDiscounts(lines []msp.Money, discounts []Discount, mode msp.Rounding) (Discounted, error) {
	subtotal, err := msp.SumMoney(lines...)
	if err != nil {
		return Discounted{}, err
	}
	none, err := msp.NewMoney(0, subtotal.Currency())
	if err != nil {
		return Discounted{}, err
	}
	out := Discounted{Steps: make([]DiscountStep, len(discounts)), Discount: none, Net: slices.Clone(lines), Total: subtotal}
	for i, m := range out.Net { // an amount without a currency gets that of the others
		if out.Net[i], err = none.Add(m); err != nil {
			return Discounted{}, err
		}
	}
	for i, d := range discounts {
		if out.Steps[i], err = out.apply(d, none, mode); err != nil {
			return Discounted{}, err
		}
	}
	return out, nil
}

// apply takes one discount off what is left.
func (s *Discounted) apply(d Discount, none msp.Money, mode msp.Rounding) (DiscountStep, error) {
	percent, amount, err := d.take(s.Total, s.Total.Amount(), mode)
	if err != nil {
		return DiscountStep{}, err
	}
	step := DiscountStep{d.Name, percent, s.Total, amount, slices.Repeat([]msp.Money{none}, len(s.Net))}
	if amount.IsZero() {
		return step, nil
	}
	// Above zero, so the base is too, and with it some line.
	weights := make([]int64, len(s.Net))
	for i, m := range s.Net {
		weights[i] = max(m.Minor(), 0)
	}
	if step.ByLine, err = amount.AllocateInts(weights...); err != nil {
		return DiscountStep{}, err
	}
	for i, part := range step.ByLine {
		if s.Net[i], err = s.Net[i].Sub(part); err != nil {
			return DiscountStep{}, err
		}
	}
	if s.Discount, err = s.Discount.Add(amount); err != nil {
		return DiscountStep{}, err
	}
	if s.Total, err = s.Total.Sub(amount); err != nil {
		return DiscountStep{}, err
	}
	return step, nil
}
