package msp

import (
	"cmp"
	"database/sql/driver"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp/internal/wide"
)

// A Percent is an exact rate as people write it in a contract, such as 12.5%.
// It has at most 18 digits, of which at most 16 stand after the point.
//
// The zero Percent is 0% and is ready to use. Percents are comparable with ==:
// equal rates are held in one way, so 12.50% is 12.5%. The text always has its
// sign; a bare number is an error, because 0.5 could be half or half a percent.
type Percent struct {
	coef  int64 // without trailing zeros after the point
	scale int8  // digits after the point
}

const (
	percentDigits = 18
	percentPlaces = 16 // so that the denominator of Ratio fits an int64
)

// NewPercent returns coef × 10^-scale percent: NewPercent(125, 1) is 12.5%. More
// digits than a Percent has are an [ErrRange] error.
func NewPercent(coef int64, scale int) (Percent, error) {
	if p, ok := newPercent(coef, scale); ok {
		return p, nil
	}
	return Percent{}, percentRange(strconv.FormatInt(coef, 10) + " × 10^-" + strconv.Itoa(scale))
}

func percentRange(input string) error {
	return NewInputError(ErrRange, "msp: percent", input, "want at most 18 digits, 16 after the point")
}

// newPercent returns the one form of coef × 10^-scale, and whether it fits.
func newPercent(coef int64, scale int) (Percent, bool) {
	if scale < 0 || scale > percentDigits+percentPlaces { // more zeros than an int64 has
		return Percent{}, false
	}
	for scale > 0 && coef%10 == 0 {
		coef /= 10
		scale--
	}
	if scale > percentPlaces || wide.Abs(coef) >= wide.Pow10(percentDigits) {
		return Percent{}, false
	}
	return Percent{coef, int8(scale)}, true
}

// ParsePercent reads "12.5%". Zeros at the end and "-0%" are accepted but never
// produced; a plus sign, a space and an exponent are errors.
func ParsePercent(text string) (Percent, error) {
	amount, signed := strings.CutSuffix(text, "%")
	if !signed {
		return Percent{}, NewInputError(ErrSyntax, "msp: percent", text, "want a percent sign, as in 12.5%")
	}
	n, err := readNumber("msp: percent", amount)
	if err != nil {
		return Percent{}, err
	}
	if coef, ok := wide.Signed(n.neg, n.mag); ok {
		if p, ok := newPercent(coef, n.scale); ok {
			return p, nil
		}
	}
	return Percent{}, percentRange(text)
}

// MustParsePercent is [ParsePercent] for constants in code; it panics on an
// error.
func MustParsePercent(text string) Percent {
	p, err := ParsePercent(text)
	if err != nil {
		panic(err)
	}
	return p
}

// IsZero reports whether p is 0%.
func (p Percent) IsZero() bool { return p.coef == 0 }

// Sign returns -1, 0 or +1 as p is negative, zero or positive.
func (p Percent) Sign() int { return cmp.Compare(p.coef, 0) }

// unit returns the denominator of p as a fraction of 1: 1000 for 12.5%.
func (p Percent) unit() int64 { return int64(wide.Pow10(int(p.scale) + 2)) }

// Ratio returns p as an exact fraction of 1: 12.5% is 1/8.
func (p Percent) Ratio() Ratio { return NewRatio(p.coef, p.unit()) }

// Decimal returns p as a fraction of 1: 12.5% is 0.125.
func (p Percent) Decimal() decimal.Decimal { return decimal.New(p.coef, -int32(p.scale)-2) }

// Of returns p of m, rounded once: 12.5% of 9.99 USD is 1.25 USD.
func (p Percent) Of(m Money, mode Rounding) (Money, error) {
	how, err := mode.mode()
	if err != nil {
		return Money{}, err
	}
	minor, ok := wide.MulQuo(how, m.minor, p.coef, p.unit())
	if !ok {
		return Money{}, newOverflowError("multiply", m.String(), p.String())
	}
	return Money{minor, m.currency}, nil
}

// Add returns p + other, exactly. A sum with more digits than a Percent has is an
// [*OverflowError].
func (p Percent) Add(other Percent) (Percent, error) {
	a, b, scale := p.align(other)
	sum, _ := a.Add(b) // each is below 10³⁴
	// A sum of two scales has no zeros at its end that could go, and a sum of one
	// scale fits.
	if coef, ok := sum.Int64(); ok {
		if result, ok := newPercent(coef, scale); ok {
			return result, nil
		}
	}
	return Percent{}, newOverflowError("add", p.String(), other.String())
}

// Sub returns p − other, exactly. A difference with more digits than a Percent
// has is an [*OverflowError].
func (p Percent) Sub(other Percent) (Percent, error) {
	result, err := p.Add(other.Neg())
	if err != nil {
		return Percent{}, newOverflowError("subtract", p.String(), other.String())
	}
	return result, nil
}

// Neg returns −p.
func (p Percent) Neg() Percent { return Percent{-p.coef, p.scale} }

// Compare returns -1, 0 or +1 as p is less than, equal to or greater than other.
func (p Percent) Compare(other Percent) int {
	a, b, _ := p.align(other)
	return a.Cmp(b)
}

// align returns the coefficients of p and other at their common scale.
func (p Percent) align(other Percent) (a, b wide.Int, scale int) {
	scale = int(max(p.scale, other.scale))
	a = wide.Mul(p.coef, int64(wide.Pow10(scale-int(p.scale))))
	b = wide.Mul(other.coef, int64(wide.Pow10(scale-int(other.scale))))
	return a, b, scale
}

// String returns "12.5%".
func (p Percent) String() string {
	text, _ := p.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (p Percent) AppendText(b []byte) ([]byte, error) {
	return append(appendNumber(b, number{p.coef < 0, wide.Abs(p.coef), int(p.scale)}), '%'), nil
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (p Percent) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParsePercent].
func (p *Percent) UnmarshalText(text []byte) error {
	parsed, err := ParsePercent(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// Value implements [driver.Valuer]: the text. The zero Percent is "0%", not NULL.
func (p Percent) Value() (driver.Value, error) { return p.String(), nil }

// Scan implements [database/sql.Scanner]: the text. NULL is an error.
func (p *Percent) Scan(src any) error { return scanText(p, src) }
