package pricing

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/wide"
)

// A Quantity is a number of units: 40 users, 12.5 hours. A price refuses a
// quantity of another unit than its own, so that 40 devices are never billed at
// the price of a user.
//
// The number is exact, an hour by the minute included: 10 minutes are 1/6 hour.
// The zero Quantity is 0 of no unit and has the text "0". Quantities are
// comparable with ==: 12.50 hours are 12.5 hours.
type Quantity struct {
	n    msp.Ratio // undefined: 0, so that there is one zero
	unit string
}

// Count returns a whole number of units: Count(40, "user").
func Count(n int64, unit string) Quantity { return QuantityOf(msp.NewRatio(n, 1), unit) }

// QuantityOf returns an exact fraction of units, QuantityOf(msp.NewRatio(10, 60),
// "hour"). Undefined counts as 0.
func QuantityOf(n msp.Ratio, unit string) Quantity {
	if n.Sign() == 0 {
		n = msp.Ratio{}
	}
	return Quantity{n, unit}
}

// NewQuantity returns a decimal number of units. More than 18 digits before or
// after the point are an [msp.ErrRange] error, whatever the exponent.
func NewQuantity(d decimal.Decimal, unit string) (Quantity, error) {
	if err := number.Check("pricing: quantity", d); err != nil {
		return Quantity{}, err
	}
	return QuantityOf(number.Ratio(d), unit), nil
}

// ParseQuantity reads "12.5 hour", a number and the rest of the text as its unit,
// "1/6 hour", and a number alone, as of no unit.
func ParseQuantity(text string) (Quantity, error) {
	digits, unit, found := strings.Cut(text, " ")
	if found && strings.TrimSpace(unit) == "" {
		return Quantity{}, msp.NewInputError(msp.ErrSyntax, "pricing: quantity", text, `want a unit, as in "12.5 hour"`)
	}
	if strings.Contains(digits, "/") {
		n, err := msp.ParseRatio(digits)
		if err != nil {
			return Quantity{}, err
		}
		return QuantityOf(n, unit), nil
	}
	d, err := number.Parse("pricing: quantity", digits)
	if err != nil {
		return Quantity{}, err
	}
	return NewQuantity(d, unit)
}

// Unit returns what is counted, "user".
func (q Quantity) Unit() string { return q.unit }

// Ratio returns the number as an exact fraction.
func (q Quantity) Ratio() msp.Ratio {
	if !q.n.Defined() {
		return zeroRatio()
	}
	return q.n
}

// Sign returns -1, 0 or +1 as the number is negative, zero or positive.
func (q Quantity) Sign() int { return q.n.Sign() }

// IsZero reports whether the number is 0, of any unit.
func (q Quantity) IsZero() bool { return q.n.Sign() == 0 }

// Number returns the number as text, "12.5", or as a fraction, "1/6", if it is no
// decimal of at most 18 places.
func (q Quantity) Number() string { return ratioText(q.Ratio()) }

// String returns "12.5 hour", or the number alone if there is no unit.
func (q Quantity) String() string {
	if q.unit == "" {
		return q.Number()
	}
	return q.Number() + " " + q.unit
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (q Quantity) AppendText(b []byte) ([]byte, error) { return append(b, q.String()...), nil }

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (q Quantity) MarshalText() ([]byte, error) { return q.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseQuantity].
func (q *Quantity) UnmarshalText(text []byte) error {
	parsed, err := ParseQuantity(string(text))
	if err != nil {
		return err
	}
	*q = parsed
	return nil
}

// fixed returns the number as coef × 10^−scale, and whether it is one of at most
// 18 places that fits.
func (q Quantity) fixed() (coef int64, scale int, ok bool) {
	num, den, ok := q.n.Terms()
	if !ok || den <= 1 {
		return num, 0, ok
	}
	for scale = 1; scale <= number.Digits; scale++ {
		if power := int64(wide.Pow10(scale)); power%den == 0 {
			coef, ok = wide.Mul(num, power/den).Int64()
			return coef, scale, ok
		}
	}
	return 0, 0, false
}

func zeroRatio() msp.Ratio { return msp.NewRatio(0, 1) }

// ratioText writes a fraction as a decimal if it is one of a few places.
func ratioText(r msp.Ratio) string {
	text, ok := number.RatioText(r, number.Digits)
	if _, err := number.Parse("pricing: number", text); !ok || err != nil {
		return r.String()
	}
	return text
}
