package msp

import (
	"database/sql/driver"
	"math/big"
	"strconv"
	"strings"

	"github.com/mspkit/msp/internal/wide"
)

const undefinedText = "undefined"

// ParseRatio reads "3/4", "-1/8", "3/1" and "undefined". Fractions not in lowest
// terms and the empty text, as undefined, are accepted but never produced. A
// denominator is an integer above zero, without a sign.
func ParseRatio(text string) (Ratio, error) {
	if text == undefinedText || text == "" {
		return Ratio{}, nil
	}
	before, after, _ := strings.Cut(text, "/")
	num := strings.TrimPrefix(before, "-")
	if !isInteger(num) || !isInteger(after) {
		return Ratio{}, NewInputError(ErrSyntax, "msp: ratio", text, "want 3/4 or undefined")
	}
	if after == "0" {
		return Ratio{}, NewInputError(ErrRange, "msp: ratio", text, "a denominator of 0 is written undefined")
	}
	if len(num) <= maxDigits && len(after) <= maxDigits {
		n, _ := new(big.Int).SetString(before, 10)
		d, _ := new(big.Int).SetString(after, 10)
		if r, err := RatioFromBig(n, d); err == nil {
			return r, nil
		}
	}
	return Ratio{}, NewInputError(ErrRange, "msp: ratio", text, "more than about "+strconv.Itoa(maxDigits)+" digits")
}

// isInteger reports whether text is digits without a leading zero.
func isInteger(text string) bool {
	return text != "" && digitRun(text) == len(text) && (text[0] != '0' || text == "0")
}

// MustParseRatio is [ParseRatio] for constants in code; it panics on an error.
func MustParseRatio(text string) Ratio {
	r, err := ParseRatio(text)
	if err != nil {
		panic(err)
	}
	return r
}

// Fixed returns r with so many digits after the point, rounded once: "0.975", or
// "n/a" if r is undefined. A mode that is none of the constants rounds as
// HalfUp.
func (r Ratio) Fixed(places uint8, mode Rounding) string {
	if !r.Defined() {
		return "n/a"
	}
	return string(r.appendFixed(nil, 0, places, mode))
}

// Percent returns r in percent with so many digits after the point, rounded
// once: "97.5%", or "n/a" if r is undefined. A mode that is none of the
// constants rounds as HalfUp.
func (r Ratio) Percent(places uint8, mode Rounding) string {
	if !r.Defined() {
		return "n/a"
	}
	return string(append(r.appendFixed(nil, 2, places, mode), '%'))
}

// appendFixed appends r × 10^shift with so many digits after the point.
func (r Ratio) appendFixed(b []byte, shift int64, places uint8, mode Rounding) []byte {
	num, den := r.bigs()
	num.Mul(num, bigPow10(int64(places)+shift))
	q := wide.QuoBig(wide.Mode(mode), num, den)
	if q.Sign() < 0 {
		b = append(b, '-')
		q.Neg(q)
	}
	text := q.String()
	if missing := int(places) + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	point := len(text) - int(places)
	b = append(b, text[:point]...)
	if places > 0 {
		b = append(append(b, '.'), text[point:]...)
	}
	return b
}

// String returns "3/4", or "undefined" for the zero Ratio.
func (r Ratio) String() string {
	text, _ := r.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (r Ratio) AppendText(b []byte) ([]byte, error) {
	switch {
	case !r.Defined():
		return append(b, undefinedText...), nil
	case r.big != "":
		return append(b, r.big...), nil
	default:
		b = strconv.AppendInt(b, r.num, 10)
		return strconv.AppendInt(append(b, '/'), r.den, 10), nil
	}
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (r Ratio) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseRatio].
func (r *Ratio) UnmarshalText(text []byte) error {
	parsed, err := ParseRatio(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL if r is undefined.
func (r Ratio) Value() (driver.Value, error) { return textValue(r, !r.Defined()) }

// Scan implements [database/sql.Scanner]: the text, or NULL as undefined.
func (r *Ratio) Scan(src any) error { return scanText(r, src) }
