package pricing

import (
	"strconv"

	"github.com/mspkit/msp"
)

// A CrossOver is a whole quantity at which another of two prices becomes the
// cheaper one.
type CrossOver struct {
	// At is the first quantity of the new order; At − 1 is the last of the old one.
	At int64

	// Before and After say which price is cheaper, up to At − 1 and from At on until
	// the next cross-over: −1 the first, +1 the second, 0 neither.
	Before, After int

	// A and B are what At units cost by the first price and by the second.
	A, B msp.Money
}

// maxCrossOverRange is the largest quantity up to which cross-overs are looked for.
const maxCrossOverRange = 1_000_000

// CrossOvers returns the whole quantities from 0 to upTo, inclusive, at which the
// cheaper one of two prices changes, rising; the amounts compared are those that
// would be billed, rounded by mode. Where both cost the same is a change too, so
// between two cross-overs the order is everywhere the same. Rounding and packages
// can make many of them.
//
// Both prices are for the same unit, or one of them is for the client as a whole
// (see [AllInclusive]); else it is an [ErrUnit] error. An upTo below 0 or above
// 1,000,000 is an [msp.ErrRange] error, prices in two currencies an
// [msp.ErrCurrency] error, an amount that does not fit an [msp.ErrOverflow] error,
// and findings of severity error about a price are returned as [msp.Issues]. Two
// ratings for each quantity.
func CrossOvers(a, b Price, upTo int64, mode msp.Rounding) ([]CrossOver, error) {
	if upTo < 0 || upTo > maxCrossOverRange {
		return nil, msp.NewInputError(msp.ErrRange, "pricing: cross-overs up to", strconv.FormatInt(upTo, 10), "want 0 to 1000000")
	}
	if a.Unit != b.Unit && a.Unit != "" && b.Unit != "" {
		return nil, msp.NewInputError(ErrUnit, "pricing: price for the unit", b.Unit, "the other price is for "+unitText(a.Unit))
	}
	first, err := a.Compile(mode)
	if err != nil {
		return nil, err
	}
	second, err := b.Compile(mode)
	if err != nil {
		return nil, err
	}
	var list []CrossOver
	before := 0
	for n := range upTo + 1 {
		c := CrossOver{At: n, Before: before}
		if c.A, err = first.AmountInt(n); err != nil {
			return nil, err
		}
		if c.B, err = second.AmountInt(n); err != nil {
			return nil, err
		}
		if c.After, err = c.A.Cmp(c.B); err != nil {
			return nil, err
		}
		if n > 0 && c.After != before {
			list = append(list, c)
		}
		before = c.After
	}
	return list, nil
}

// Why returns the cross-over in words: "from 34 on the second is cheaper: 5100.00
// USD against 5000.00 USD". The codes are first_cheaper, second_cheaper and same.
func (c CrossOver) Why() msp.Reason {
	code, template := "same", "from {at} on both cost the same: {a}"
	switch {
	case c.After < 0:
		code, template = "first_cheaper", "from {at} on the first is cheaper: {a} against {b}"
	case c.After > 0:
		code, template = "second_cheaper", "from {at} on the second is cheaper: {a} against {b}"
	}
	return msp.NewReason(code, template,
		msp.ReasonValue{Name: "at", Value: strconv.FormatInt(c.At, 10)},
		msp.ReasonValue{Name: "a", Value: c.A.String()},
		msp.ReasonValue{Name: "b", Value: c.B.String()})
}
