package pricing

import (
	"cmp"
	"math/big"
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
// The zero Quantity is 0 of no unit and has the text "0". Quantities are
// comparable with ==: 12.50 hours are 12.5 hours. They have at most 18 digits, all
// of which may stand after the point.
type Quantity struct {
	coef  int64
	scale int8 // digits after the point, none of them a zero at the end
	unit  string
}

// Count returns a whole number of units: Count(40, "user"). Beyond 10¹⁸ it is an
// [msp.ErrRange] error that the price reports, as it does a negative one.
func Count(n int64, unit string) Quantity { return Quantity{coef: n, unit: unit} }

// NewQuantity returns a number of units. More than 18 digits are an [msp.ErrRange]
// error, whatever the exponent.
func NewQuantity(d decimal.Decimal, unit string) (Quantity, error) {
	f, ok := number.Scaled(d)
	if !ok || !f.Coef.IsInt64() || wide.Abs(f.Coef.Int64()) >= wide.Pow10(number.Digits) {
		return Quantity{}, msp.NewInputError(msp.ErrRange, "pricing: quantity", number.Text(d), "more than 18 digits")
	}
	return Quantity{f.Coef.Int64(), int8(f.Scale), unit}, nil
}

// ParseQuantity reads "12.5 hour": a number and the rest of the text as its unit,
// or "0" as the zero Quantity.
func ParseQuantity(text string) (Quantity, error) {
	digits, unit, found := strings.Cut(text, " ")
	d, err := number.Parse("pricing: quantity", digits)
	if err != nil {
		return Quantity{}, err
	}
	if found && strings.TrimSpace(unit) == "" {
		return Quantity{}, msp.NewInputError(msp.ErrSyntax, "pricing: quantity", text, `want a unit, as in "12.5 hour"`)
	}
	return NewQuantity(d, unit)
}

// Unit returns what is counted, "user".
func (q Quantity) Unit() string { return q.unit }

// Decimal returns the number.
func (q Quantity) Decimal() decimal.Decimal { return decimal.New(q.coef, -int32(q.scale)) }

// Ratio returns the number as an exact fraction.
func (q Quantity) Ratio() msp.Ratio {
	return msp.NewRatio(q.coef, int64(wide.Pow10(int(q.scale))))
}

// Sign returns -1, 0 or +1 as the number is negative, zero or positive.
func (q Quantity) Sign() int { return cmp.Compare(q.coef, 0) }

// IsZero reports whether the number is 0, of any unit.
func (q Quantity) IsZero() bool { return q.coef == 0 }

// Number returns the number as text, "12.5".
func (q Quantity) Number() string { return number.Text(q.Decimal()) }

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

// rat returns the number as a new big.Rat, for the slow path.
func (q Quantity) rat() *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(q.coef), new(big.Int).SetUint64(wide.Pow10(int(q.scale))))
}
