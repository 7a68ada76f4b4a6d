package msp

import (
	"cmp"
	"math"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp/internal/wide"
)

// Money is an exact amount: an integer number of minor units (cents) of a
// currency, from −2⁶³ to 2⁶³ − 1 of them.
//
// The zero Money is zero of no currency. It prints "0", reads back, and is the
// identity of [Money.Add]; only zero can be without a currency. Amounts are
// comparable with ==, under which "0.00 USD" and the zero Money differ.
//
// Operations are exact or round once, by the mode they are given. A result that
// does not fit is an [*OverflowError], two currencies are a [*MismatchError].
type Money struct {
	minor    int64
	currency Currency
}

// NewMoney returns an amount of minor units: NewMoney(1250, USD) is 12.50 USD.
// Without a currency it is an [ErrCurrency] error unless minor is 0.
func NewMoney(minor int64, c Currency) (Money, error) {
	if minor != 0 && c.IsZero() {
		return Money{}, noCurrency(strconv.FormatInt(minor, 10))
	}
	return Money{minor, c}, nil
}

func noCurrency(input string) error {
	return NewInputError(ErrCurrency, "msp: money", input, "an amount that is not zero needs a currency")
}

// MoneyFromDecimal returns a decimal amount of the currency's units, such as
// 12.504 dollars, rounded once to its digits. A decimal of more than 1000 digits
// is an [ErrRange] error; time and memory are bounded whatever its exponent.
func MoneyFromDecimal(d decimal.Decimal, c Currency, mode Rounding) (Money, error) {
	how, err := mode.mode()
	if err != nil {
		return Money{}, err
	}
	coef, exp, err := readDecimal(d)
	if err != nil {
		return Money{}, err
	}
	minor, ok := mulDecimal(how, 1, coef, exp+int64(c.Digits()))
	if !ok {
		return Money{}, newOverflowError("convert", decimalText(coef, exp), c.String())
	}
	return NewMoney(minor, c)
}

// MoneyFromRatio returns an exact amount of the currency's units, such as 25/2
// dollars, rounded once to its digits. An undefined amount is an [ErrUndefined]
// error. [Money.Amount] is its inverse.
func MoneyFromRatio(amount Ratio, c Currency, mode Rounding) (Money, error) {
	minor, ok, err := mulRatio(int64(wide.Pow10(c.Digits())), amount, mode)
	if err != nil {
		return Money{}, err
	}
	if !ok {
		return Money{}, newOverflowError("convert", amount.String(), c.String())
	}
	return NewMoney(minor, c)
}

// Minor returns the number of minor units: 1250 for 12.50 USD.
func (m Money) Minor() int64 { return m.minor }

// Currency returns the currency, none for the zero Money.
func (m Money) Currency() Currency { return m.currency }

// Decimal returns the amount in the currency's units, 12.50 for 12.50 USD.
func (m Money) Decimal() decimal.Decimal {
	return decimal.New(m.minor, -int32(m.currency.Digits()))
}

// Amount returns the exact amount in the currency's units, 25/2 for 12.50 USD.
func (m Money) Amount() Ratio {
	return NewRatio(m.minor, int64(wide.Pow10(m.currency.Digits())))
}

// Sign returns -1, 0 or +1 as the amount is negative, zero or positive.
func (m Money) Sign() int { return cmp.Compare(m.minor, 0) }

// IsZero reports whether the amount is zero, in any currency. To ask for the
// zero Money, which has no currency, compare with Money{}. Mind that the JSON
// option omitzero leaves out "0.00 USD" too.
func (m Money) IsZero() bool { return m.minor == 0 }

// common returns the currency of a result of m and other; the zero Money goes
// with each.
func (m Money) common(op string, other Money) (Currency, error) {
	switch {
	case m.currency == other.currency || other.currency.IsZero():
		return m.currency, nil
	case m.currency.IsZero():
		return other.currency, nil
	default:
		return Currency{}, &MismatchError{op, m, other}
	}
}

// Add returns m + other.
func (m Money) Add(other Money) (Money, error) {
	c, err := m.common("add", other)
	if err != nil {
		return Money{}, err
	}
	minor := m.minor + other.minor
	if (m.minor^minor)&(other.minor^minor) < 0 {
		return Money{}, newOverflowError("add", m.String(), other.String())
	}
	return Money{minor, c}, nil
}

// Sub returns m − other.
func (m Money) Sub(other Money) (Money, error) {
	c, err := m.common("subtract", other)
	if err != nil {
		return Money{}, err
	}
	minor := m.minor - other.minor
	if (m.minor^other.minor)&(m.minor^minor) < 0 {
		return Money{}, newOverflowError("subtract", m.String(), other.String())
	}
	return Money{minor, c}, nil
}

// SumMoney returns the sum of amounts, the zero Money for none. Only the sum
// itself must fit, so the order never matters.
func SumMoney(amounts ...Money) (Money, error) {
	var total wide.Int
	var first Money // the first that has a currency
	for _, m := range amounts {
		if _, err := first.common("add", m); err != nil {
			return Money{}, err
		}
		if first.currency.IsZero() {
			first = m
		}
		total, _ = total.Add(wide.Of(m.minor)) // 2⁶³ amounts cannot overflow it
	}
	minor, ok := total.Int64()
	if !ok {
		return Money{}, newOverflowError("sum", total.String()+" minor units", first.currency.String())
	}
	return Money{minor, first.currency}, nil
}

// Neg returns −m. That of the least amount overflows.
func (m Money) Neg() (Money, error) {
	if m.minor == math.MinInt64 {
		return Money{}, newOverflowError("negate", m.String(), "")
	}
	return Money{-m.minor, m.currency}, nil
}

// Abs returns the amount without its sign. That of the least amount overflows.
func (m Money) Abs() (Money, error) {
	if m.minor < 0 {
		return m.Neg()
	}
	return m, nil
}

// MulInt returns m × n.
func (m Money) MulInt(n int64) (Money, error) {
	minor, ok := wide.Mul(m.minor, n).Int64()
	if !ok {
		return Money{}, newOverflowError("multiply", m.String(), strconv.FormatInt(n, 10))
	}
	return Money{minor, m.currency}, nil
}

// Mul returns m × r rounded once: 99.99 USD × 25/30 is exactly 83.325 USD, and
// 83.33 USD by [HalfUp]. An undefined r
// is an [ErrUndefined] error.
func (m Money) Mul(r Ratio, mode Rounding) (Money, error) {
	minor, ok, err := mulRatio(m.minor, r, mode)
	if err != nil {
		return Money{}, err
	}
	if !ok {
		return Money{}, newOverflowError("multiply", m.String(), r.String())
	}
	return Money{minor, m.currency}, nil
}

// mulRatio returns n × r rounded once, and whether it fits.
func mulRatio(n int64, r Ratio, mode Rounding) (int64, bool, error) {
	how, err := mode.mode()
	if err != nil {
		return 0, false, err
	}
	if !r.Defined() {
		return 0, false, undefinedRatio()
	}
	if r.big == "" {
		product, ok := wide.MulQuo(how, n, r.num, r.den)
		return product, ok, nil
	}
	num, den := r.bigs()
	product := wide.QuoBig(how, num.Mul(num, big.NewInt(n)), den)
	return product.Int64(), product.IsInt64(), nil
}

// MulDecimal returns m × d rounded once. A decimal of more than 1000 digits is an
// [ErrRange] error; time and memory are bounded whatever its exponent.
func (m Money) MulDecimal(d decimal.Decimal, mode Rounding) (Money, error) {
	how, err := mode.mode()
	if err != nil {
		return Money{}, err
	}
	coef, exp, err := readDecimal(d)
	if err != nil {
		return Money{}, err
	}
	minor, ok := mulDecimal(how, m.minor, coef, exp)
	if !ok {
		return Money{}, newOverflowError("multiply", m.String(), decimalText(coef, exp))
	}
	return Money{minor, m.currency}, nil
}

// RatioTo returns m ÷ other, exactly; it is undefined if other is zero.
func (m Money) RatioTo(other Money) (Ratio, error) {
	if _, err := m.common("divide", other); err != nil {
		return Ratio{}, err
	}
	return NewRatio(m.minor, other.minor), nil
}

// Cmp returns -1, 0 or +1 as m is less than, equal to or greater than other in
// value: the zero Money equals 0.00 USD. Two currencies are an error.
func (m Money) Cmp(other Money) (int, error) {
	if _, err := m.common("compare", other); err != nil {
		return 0, err
	}
	return cmp.Compare(m.minor, other.minor), nil
}

// Compare orders amounts for sorting: by currency, then by value. It is 0 only
// for equal amounts of one currency, and says nothing about what two currencies
// are worth; [Money.Cmp] compares values.
func (m Money) Compare(other Money) int {
	return cmp.Or(m.currency.Compare(other.currency), cmp.Compare(m.minor, other.minor))
}
