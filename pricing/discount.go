package pricing

import (
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Discount takes something off a line or off a statement, for a term. It is a
// record: check it with [Discount.Validate].
//
//	{"name":"loyalty","off":{"percent":"10%"},"from":"2026-01-01","to":"2027-01-01"}
//
// A discount is never negative and never more than what it is taken off: what comes
// out of its [Off] is clamped to [0, subtotal], and nothing is taken off a subtotal
// that is zero or below. So a discount alone never makes a charge negative.
//
// The zero Discount takes off nothing that is defined, so it is refused.
type Discount struct {
	// Name stands on the line of the statement. Required.
	Name string

	// Off is what is taken off. Required.
	Off Off

	// From and To are the term [From, To): the first date on which the discount is
	// given, and the first on which it is no more. Zero: open on that side.
	From, To msp.Date
}

// IsOn reports whether the discount is given on a date: From ≤ d < To. It is not
// given on a date that is none.
func (d Discount) IsOn(date msp.Date) bool {
	return !date.IsZero() && !date.Before(d.From) && (d.To.IsZero() || date.Before(d.To))
}

// Amount returns what the discount takes off a single line, from zero to the
// subtotal, rounded once. The quantity is the line's and is read by a [VolumeOff]
// only, whatever its unit. The term is the caller's to look at, see
// [Discount.IsOn].
//
// A discount without an [Off] is an [msp.ErrInvalid] error, and one whose decimals
// have more than 18 digits before or after the point an [msp.ErrRange] error.
func (d Discount) Amount(subtotal msp.Money, quantity Quantity, mode msp.Rounding) (msp.Money, error) {
	_, amount, err := d.take(subtotal, quantity.Ratio(), mode)
	return amount, err
}

// PercentAt returns the percent that the discount takes off at a quantity: the
// same for every quantity, or that of the highest step of a [VolumeOff] reached.
// It is 0% below the first step and for an [AmountOff]. Errors are those of
// [Discount.Amount].
func (d Discount) PercentAt(quantity Quantity) (msp.Percent, error) {
	percent, _, err := d.take(msp.Money{}, quantity.Ratio(), 0)
	return percent, err
}

// take returns what is taken off a subtotal where a volume is reached, and the
// percent if it is one.
func (d Discount) take(subtotal msp.Money, reached msp.Ratio, mode msp.Rounding) (msp.Percent, msp.Money, error) {
	var percent msp.Percent
	var amount msp.Money
	var err error
	switch off := d.Off.(type) {
	case PercentOff:
		percent = off.Percent
	case VolumeOff:
		percent, err = off.at(reached)
	case AmountOff:
		amount, err = off.take(subtotal, mode)
		return msp.Percent{}, amount, err
	default: // none, or a pointer to one
		err = msp.NewInputError(msp.ErrInvalid, "pricing: discount", d.Name, "want a percent, an amount or a volume that is off")
	}
	if err == nil {
		amount, err = percentOff(subtotal, percent, mode)
	}
	if err != nil {
		return msp.Percent{}, msp.Money{}, err
	}
	return percent, amount, nil
}

// Validate returns all findings about the discount, sorted, warnings too:
//
//   - no name, no [Off], a [VolumeOff] without steps: [msp.CodeMissing]
//   - a name that is not UTF-8: [msp.CodeSyntax]
//   - a percent below 0 % or above 100 %, an amount or a step below zero, steps that
//     do not rise, a decimal of more than 18 digits before or after the point:
//     [msp.CodeRange]
//   - a pointer to an Off instead of its value: [msp.CodeType]
//   - a term that ends before or when it begins: [msp.CodeConflict]
//   - an Off of zero: a warning, [msp.CodeRange]
func (d Discount) Validate() msp.Issues {
	var list findings.List
	d.check(&list, "")
	return list.Issues()
}

func (d Discount) check(list *findings.List, path string) {
	switch {
	case d.Name == "":
		list.Errorf(join(path, "name"), msp.CodeMissing, "a discount has a name, which stands on its line")
	case !utf8.ValidString(d.Name):
		list.Errorf(join(path, "name"), msp.CodeSyntax, "not UTF-8")
	}
	checkOff(list, join(path, "off"), d.Off)
	if !d.From.IsZero() && !d.To.IsZero() && !d.From.Before(d.To) {
		list.Errorf(join(path, "to"), msp.CodeConflict, "the term ends on %v and begins on %v", d.To, d.From)
	}
}
