package pricing

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A RateChange says what a work type, a role or work after hours does to an hourly
// rate. The set of changes is closed: [ReplaceRate], [AddRate] and [MultiplyRate].
//
// No change turns a higher rate into a lower one than it turns a lower rate into.
// In JSON a change is an object with one key, {"multiply":"1.5"};
// [ParseRateChange] reads it.
//
//sumtype:decl
type RateChange interface {
	// String says the change in English: "at 200", "+25", "×1.5".
	String() string

	// MarshalJSON returns the change as an object with one key. A number of more
	// than 18 digits on either side of the point is an error.
	MarshalJSON() ([]byte, error)

	// change returns the changed rate, exactly, of a rate that [plainRate] returned or
	// another change; its digits are for the caller to bound.
	change(rate decimal.Decimal) decimal.Decimal
}

// ReplaceRate puts another hourly rate in place, not below zero: on-site work is at
// 200.
type ReplaceRate struct {
	Rate decimal.Decimal // in the currency's units
}

// AddRate adds to the hourly rate, or takes off with a Rate below zero: a senior
// engineer is 25 more.
type AddRate struct {
	Rate decimal.Decimal // in the currency's units
}

// MultiplyRate multiplies the hourly rate, by a factor not below zero: work after
// hours is 1.5 times as much. With 0 the time is shown and costs nothing.
type MultiplyRate struct {
	Factor decimal.Decimal
}

var (
	_ RateChange = ReplaceRate{}
	_ RateChange = AddRate{}
	_ RateChange = MultiplyRate{}
)

func (c ReplaceRate) change(decimal.Decimal) decimal.Decimal { return plainRate(c.Rate) }

func (c AddRate) change(rate decimal.Decimal) decimal.Decimal { return rate.Add(plainRate(c.Rate)) }

func (c MultiplyRate) change(rate decimal.Decimal) decimal.Decimal {
	return rate.Mul(plainRate(c.Factor))
}

// plainRate returns a checked number with as few digits as it has, so that sums and
// products of several have few, too.
func plainRate(d decimal.Decimal) decimal.Decimal {
	f, ok := number.Scaled(d)
	if !ok {
		return d
	}
	return decimal.NewFromBigInt(f.Coef, -int32(f.Scale))
}

// String returns "at 200".
func (c ReplaceRate) String() string { return "at " + number.Text(c.Rate) }

// String returns "+25" or "-25".
func (c AddRate) String() string {
	if c.Rate.Sign() < 0 {
		return number.Text(c.Rate)
	}
	return "+" + number.Text(c.Rate)
}

// String returns "×1.5".
func (c MultiplyRate) String() string { return "×" + number.Text(c.Factor) }

// checkRateChange adds what is wrong with a change, and reports whether nothing is.
func checkRateChange(list *findings.List, path string, change RateChange) bool {
	at := path
	if at != "" {
		at += "."
	}
	switch c := change.(type) {
	case nil:
		list.Errorf(path, msp.CodeMissing, "want replace, add or multiply")
		return false
	case ReplaceRate:
		return checkNotNegative(list, at+"replace", c.Rate)
	case AddRate:
		return checkNumber(list, at+"add", c.Rate)
	case MultiplyRate:
		return checkNotNegative(list, at+"multiply", c.Factor)
	default: // a pointer to a change has the methods of one
		list.Errorf(path, msp.CodeType, "%s is no change of a rate, its value is", fmt.Sprintf("%T", change))
		return false
	}
}
