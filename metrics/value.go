package metrics

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/wide"
)

// A Value is the number of a KPI: exact, with its unit and the size of the sample behind
// it, or the reason why there is no number. Nothing answers NaN, and a KPI over
// nothing is not zero.
//
// The zero Value is undefined, without a reason. Values are immutable and
// comparable with ==. A number is held in lowest terms; the sample says how much
// it rests on.
type Value struct {
	exact    msp.Ratio
	n        int64
	currency msp.Currency // of UnitMoney
	unit     Unit
	reason   reason
}

// Codes of the reasons why a [Value] is undefined.
const (
	// ReasonNoObservations is of a mean, a quantile or a duration over nothing.
	ReasonNoObservations = "no-observations"
	// ReasonZeroDenominator is of a ratio over zero, a rate of nothing included.
	ReasonZeroDenominator = "zero-denominator"
	// ReasonNegativeDenominator is of a ratio that its definition leaves undefined
	// where the denominator is below zero.
	ReasonNegativeDenominator = "negative-denominator"
	// ReasonTooFew is of a statistic that needs more observations, such as a spread.
	ReasonTooFew = "too-few-observations"
	// ReasonNotReached is of a median that fewer than half have reached yet.
	ReasonNotReached = "not-reached"
	// ReasonUndefinedInput is of what is computed from something undefined.
	ReasonUndefinedInput = "undefined-input"
	// ReasonNotTold is of a KPI that the source of the data cannot tell.
	ReasonNotTold = "not-told"
)

// A reason is one of the codes, small and comparable.
type reason uint8

const (
	noObservations reason = iota + 1
	zeroDenominator
	negativeDenominator
	tooFew
	notReached
	undefinedInput
	notTold
)

// code returns the code of r and its meaning in English.
func (r reason) code() (code, english string) {
	switch r {
	case noObservations:
		return ReasonNoObservations, "no observations"
	case zeroDenominator:
		return ReasonZeroDenominator, "nothing to divide by"
	case negativeDenominator:
		return ReasonNegativeDenominator, "the denominator is negative"
	case tooFew:
		return ReasonTooFew, "too few observations"
	case notReached:
		return ReasonNotReached, "not reached yet"
	case undefinedInput:
		return ReasonUndefinedInput, "computed from something undefined"
	case notTold:
		return ReasonNotTold, "the data cannot tell"
	}
	return "", ""
}

// ErrUnit says that values of two units were compared.
var ErrUnit = errors.New("units differ")

// NewValue returns an exact number as a value: a share as a fraction of 1, a
// duration in nanoseconds. An undefined number becomes a value that is undefined
// for [ReasonZeroDenominator]. No unit, money (see [NewMoneyValue]), and a sample
// below zero are [msp.ErrRange] errors.
func NewValue(exact msp.Ratio, unit Unit, n int64) (Value, error) {
	if unit < UnitNumber || unit > UnitDuration {
		return Value{}, msp.NewInputError(msp.ErrRange, "metrics: unit", unit.String(), "want number, share or duration")
	}
	if err := checkSample(n); err != nil {
		return Value{}, err
	}
	return newValue(exact, unit, n, zeroDenominator), nil
}

// NewMoneyValue returns an exact amount as a value, in units of the currency:
// 25/2 is 12.50 dollars. It is undefined as that of [NewValue] is. No currency is
// an [msp.ErrCurrency] error, a sample below zero an [msp.ErrRange] error.
func NewMoneyValue(amount msp.Ratio, c msp.Currency, n int64) (Value, error) {
	if c.IsZero() {
		return Value{}, msp.NewInputError(msp.ErrCurrency, "metrics: money", amount.String(), "want a currency")
	}
	if err := checkSample(n); err != nil {
		return Value{}, err
	}
	return newMoneyValue(amount, c, n, zeroDenominator), nil
}

func checkSample(n int64) error {
	if n < 0 {
		return msp.NewInputError(msp.ErrRange, "metrics: sample", strconv.FormatInt(n, 10), "want 0 or more")
	}
	return nil
}

// newValue returns a value that is undefined for a reason if the number is.
func newValue(exact msp.Ratio, unit Unit, n int64, why reason) Value {
	if exact.Defined() {
		why = 0
	}
	return Value{exact: exact, n: n, unit: unit, reason: why}
}

func newMoneyValue(amount msp.Ratio, c msp.Currency, n int64, why reason) Value {
	v := newValue(amount, UnitMoney, n, why)
	v.currency = c
	return v
}

// Defined reports whether there is a number.
func (v Value) Defined() bool { return v.exact.Defined() }

// Exact returns the number, undefined if there is none.
func (v Value) Exact() msp.Ratio { return v.exact }

// Unit returns the unit, also of an undefined value.
func (v Value) Unit() Unit { return v.unit }

// N returns the size of the sample: the denominator of a rate, the number of
// observations of a mean or quantile.
func (v Value) N() int64 { return v.n }

// Reason returns why the value is undefined: a code such as
// [ReasonNoObservations]. It is the zero Reason if the value is defined, or the
// zero Value.
func (v Value) Reason() msp.Reason {
	code, english := v.reason.code()
	return msp.NewReason(code, english)
}

// Currency returns what an amount of money is counted in, none for other units.
func (v Value) Currency() msp.Currency { return v.currency }

// Cmp returns -1, 0 or +1 as v is less than, equal to or greater than other,
// exactly. Values of two units are an [ErrUnit] error, of two currencies an
// [msp.ErrCurrency] error, an undefined one is an [msp.ErrUndefined] error.
func (v Value) Cmp(other Value) (int, error) {
	if v.unit != other.unit {
		return 0, msp.NewInputError(ErrUnit, "metrics: compare", v.String(), "the other is "+other.String())
	}
	if v.currency != other.currency {
		return 0, msp.NewInputError(msp.ErrCurrency, "metrics: compare", v.String(), "the other is "+other.String())
	}
	return v.exact.Cmp(other.exact)
}

// Fixed returns the number with so many digits after the point, rounded once, or
// "n/a": a fraction of 1 for a share, nanoseconds for a duration.
func (v Value) Fixed(places uint8, mode msp.Rounding) string { return v.exact.Fixed(places, mode) }

// Percent returns the number in percent with so many digits after the point,
// rounded once: "97.5%". What is undefined, and what is no share, is "n/a".
func (v Value) Percent(places uint8, mode msp.Rounding) string {
	if v.unit != UnitShare {
		return msp.Ratio{}.Percent(places, mode)
	}
	return v.exact.Percent(places, mode)
}

// Duration returns a value in [UnitDuration], rounded once to nanoseconds. Another
// unit is an [ErrUnit] error, an undefined value an [msp.ErrUndefined] error, and
// more than 292 years, which a sum may be, an [msp.ErrOverflow] error.
func (v Value) Duration(mode msp.Rounding) (time.Duration, error) {
	if v.unit != UnitDuration {
		return 0, msp.NewInputError(ErrUnit, "metrics: duration", v.String(), "is no duration")
	}
	n, err := v.exact.Int(mode)
	return time.Duration(n), err
}

// Money returns a value in [UnitMoney], rounded once to the digits of its currency.
// Another unit is an [ErrUnit] error, an undefined value an [msp.ErrUndefined]
// error, and what does not fit an [msp.ErrOverflow] error.
func (v Value) Money(mode msp.Rounding) (msp.Money, error) {
	if v.unit != UnitMoney {
		return msp.Money{}, msp.NewInputError(ErrUnit, "metrics: money", v.String(), "is no money")
	}
	return msp.MoneyFromRatio(v.exact, v.currency, mode)
}

// Text returns the value for a report, rounded once in its unit: "97.5%", "1.35",
// "12.50 USD", "2h30m", or "n/a". The places are digits after the point, of which a
// whole number has none, and those of a duration are those of its seconds, at most 9.
// A duration of more than 292 years is in whole hours.
func (v Value) Text(places uint8, mode msp.Rounding) string {
	switch {
	case !v.Defined():
		return v.Percent(places, mode)
	case v.unit == UnitShare:
		return v.Percent(places, mode)
	case v.unit == UnitMoney:
		return v.Fixed(places, mode) + " " + v.currency.String()
	case v.unit != UnitDuration && v.isWhole():
		return v.Fixed(0, mode)
	case v.unit != UnitDuration:
		return v.Fixed(places, mode)
	}
	step := int64(time.Second)
	for range min(places, 9) {
		step /= 10
	}
	if steps, err := v.in(step).Int(mode); err == nil && wide.Abs(steps) <= math.MaxInt64/uint64(step) {
		return duration.Format(time.Duration(steps * step))
	}
	return v.in(int64(time.Hour)).Fixed(0, mode) + "h"
}

// isWhole reports whether the number is an integer.
func (v Value) isWhole() bool {
	_, den, small := v.exact.Terms()
	return small && den == 1 || !small && v.exact.Den().IsInt64() && v.exact.Den().Int64() == 1
}

// in returns a duration in units of so many nanoseconds.
func (v Value) in(unit int64) msp.Ratio {
	number, err := v.exact.Quo(msp.NewRatio(unit, 1))
	if err != nil { // of a thousand digits
		return v.exact
	}
	return number
}

// String returns the value exactly, for a log: "39/40 share, n = 40", "2h30m
// duration, n = 10", "25/2 USD, n = 3", or "n/a: no observations". A duration that
// is no whole number of nanoseconds is a fraction of them.
func (v Value) String() string {
	if v.Defined() {
		unit := v.unit.String()
		if v.unit == UnitMoney {
			unit = v.currency.String()
		}
		return v.number() + " " + unit + ", n = " + strconv.FormatInt(v.n, 10)
	}
	if v.reason == 0 {
		return "n/a"
	}
	return "n/a: " + v.Reason().String()
}

func (v Value) number() string {
	if v.unit == UnitDuration {
		down, err1 := v.exact.Int(msp.Down)
		up, err2 := v.exact.Int(msp.Up)
		if err1 == nil && err2 == nil && down == up {
			return duration.Format(time.Duration(down))
		}
	}
	return v.exact.String()
}

type valueJSON struct {
	Value    msp.Ratio    `json:"value"`
	Unit     Unit         `json:"unit,omitempty"`
	Currency msp.Currency `json:"currency,omitzero"`
	N        int64        `json:"n"`
	Reason   string       `json:"reason,omitempty"`
}

// MarshalJSON returns {"value":"39/40","unit":"share","n":40} or
// {"value":"undefined","unit":"share","n":0,"reason":"zero-denominator"}; money has
// a "currency" too. There is no way back: a value is an answer, never an input.
func (v Value) MarshalJSON() ([]byte, error) { return json.Marshal(v.json()) }

func (v Value) json() valueJSON {
	code, _ := v.reason.code()
	return valueJSON{v.exact, v.unit, v.currency, v.n, code}
}
