// Package number bounds, reads and prints the decimals that stand in records:
// rates, quantities, factors.
//
// A decimal of the library has at most 18 digits before and 18 after the point.
// decimal.Decimal itself takes 1e10000 and expands it at the first addition, so
// every entrance goes through here.
package number

import (
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/wide"
)

// Digits is the most digits that a number has on either side of the point.
const Digits = 18

// Parse reads "12.50": no plus sign, exponent, grouping or leading zero, and
// digits on both sides of a point. The what names the number for errors.
func Parse(what, text string) (decimal.Decimal, error) {
	unsigned := strings.TrimPrefix(text, "-")
	whole, places, point := strings.Cut(unsigned, ".")
	switch {
	case !digits(whole) || point && !digits(places):
		return decimal.Decimal{}, msp.NewInputError(msp.ErrSyntax, what, text, "want digits such as 12.50")
	case len(whole) > 1 && whole[0] == '0':
		return decimal.Decimal{}, msp.NewInputError(msp.ErrSyntax, what, text, "leading zero")
	case len(whole) > Digits || len(places) > Digits:
		return decimal.Decimal{}, outOfRange(what, text)
	}
	coef, _ := new(big.Int).SetString(whole+places, 10)
	if unsigned != text {
		coef.Neg(coef)
	}
	return decimal.NewFromBigInt(coef, -int32(len(places))), nil
}

func outOfRange(what, text string) error {
	return msp.NewInputError(msp.ErrRange, what, text, "more than 18 digits before or after the point")
}

// digits reports whether a text is one digit or more, ASCII.
func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// Check reports a decimal with more digits than a number has as an
// [msp.ErrRange] error. It takes no longer for a hostile exponent.
func Check(what string, d decimal.Decimal) error {
	if _, ok := Scaled(d); !ok {
		return outOfRange(what, "a decimal of exponent "+decimal.NewFromInt32(d.Exponent()).String())
	}
	return nil
}

// A Fixed is a number as an integer and how many of its digits stand after the
// point: coef × 10^−scale, with 0 ≤ scale ≤ 18 and no zero at its end.
type Fixed struct {
	Coef  *big.Int
	Scale int
}

// Scaled returns d as a Fixed, and whether it is a number of the library.
func Scaled(d decimal.Decimal) (Fixed, bool) {
	if coef, scale, ok := small(d); ok {
		return Fixed{big.NewInt(coef), scale}, true
	}
	coef, exp := d.Coefficient(), int(d.Exponent())
	// 1000 digits are surely too many, and so is an exponent beyond them, that of a
	// zero too: decimal.Decimal would expand it at the next addition.
	if coef.BitLen() > 3322 || exp > 1000 || exp < -1000 {
		return Fixed{}, false
	}
	if coef.Sign() == 0 {
		return Fixed{coef, 0}, true
	}
	ten, rem := big.NewInt(10), new(big.Int)
	for exp < 0 {
		q, r := new(big.Int).QuoRem(coef, ten, rem)
		if r.Sign() != 0 {
			break
		}
		coef, exp = q, exp+1
	}
	if exp > 0 {
		coef = new(big.Int).Mul(coef, pow10(exp))
		exp = 0
	}
	if -exp > Digits || new(big.Int).Abs(coef).Cmp(pow10(Digits-exp)) >= 0 {
		return Fixed{}, false
	}
	return Fixed{coef, -exp}, true
}

// small is Scaled for a number of at most 18 digits in all, which nearly every one
// is: it makes no big integers on the way.
func small(d decimal.Decimal) (coef int64, scale int, ok bool) {
	exp := d.Exponent()
	if exp > 0 || exp < -Digits {
		return 0, 0, false
	}
	coef, scale = d.CoefficientInt64(), int(-exp)
	if wide.Abs(coef) >= wide.Pow10(Digits) || !decimal.New(coef, exp).Equal(d) {
		return 0, 0, false
	}
	for scale > 0 && coef%10 == 0 {
		coef, scale = coef/10, scale-1
	}
	return coef, scale, true
}

func pow10(n int) *big.Int {
	if n <= Digits {
		return big.NewInt(int64(wide.Pow10(n)))
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// Ratio returns a number as an exact fraction. What is no number is undefined.
func Ratio(d decimal.Decimal) msp.Ratio {
	if coef, scale, ok := small(d); ok {
		return msp.NewRatio(coef, int64(wide.Pow10(scale)))
	}
	f, ok := Scaled(d)
	if !ok {
		return msp.Ratio{}
	}
	r, err := msp.RatioFromBig(f.Coef, pow10(f.Scale))
	if err != nil { // 36 digits always fit
		return msp.Ratio{}
	}
	return r
}

// Text returns a number as Parse reads it, without zeros at its end: "12.5". What
// is no number has no text.
func Text(d decimal.Decimal) string {
	f, ok := Scaled(d)
	if !ok {
		return ""
	}
	text := new(big.Int).Abs(f.Coef).String()
	if f.Scale > 0 {
		if short := f.Scale + 1 - len(text); short > 0 {
			text = strings.Repeat("0", short) + text
		}
		text = text[:len(text)-f.Scale] + "." + text[len(text)-f.Scale:]
	}
	if f.Coef.Sign() < 0 {
		text = "-" + text
	}
	return text
}

// RatioText returns a fraction as a decimal without zeros at its end, and whether it is
// one of at most so many places.
func RatioText(r msp.Ratio, most uint8) (string, bool) {
	places := uint8(0)
	scaled, ten, one := r, msp.NewRatio(10, 1), big.NewInt(1)
	for scaled.Den().Cmp(one) != 0 {
		next, err := scaled.Mul(ten)
		if places == most || err != nil || !next.Defined() {
			return "", false
		}
		scaled = next
		places++
	}
	return r.Fixed(places, msp.Down), true
}
