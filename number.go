package msp

import (
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp/internal/wide"
)

// A number is a decimal as it is written: its sign, its digits as an integer and
// how many of them stand after the point.
type number struct {
	neg   bool
	mag   uint64
	scale int
}

// numberDigits is the most digits a number is written with: those of an int64.
const numberDigits = 19

// readNumber reads "-12.50" or "3": no plus sign, exponent, grouping or leading
// zero, and digits on both sides of a point. The what names the text for errors.
func readNumber(what, text string) (number, error) {
	var n number
	rest := text
	if rest != "" && rest[0] == '-' {
		n.neg, rest = true, rest[1:]
	}
	whole := digitRun(rest)
	end := whole
	if whole < len(rest) && rest[whole] == '.' {
		n.scale = digitRun(rest[whole+1:])
		end = whole + 1 + n.scale
	}
	switch {
	case end != len(rest) || whole == 0 || end > whole && n.scale == 0:
		return number{}, NewInputError(ErrSyntax, what, text, "want digits such as 12.50")
	case whole > 1 && rest[0] == '0':
		return number{}, NewInputError(ErrSyntax, what, text, "leading zero")
	case whole+n.scale > numberDigits:
		return number{}, NewInputError(ErrRange, what, text, "more than "+strconv.Itoa(numberDigits)+" digits")
	}
	for i := range end {
		if rest[i] != '.' {
			n.mag = n.mag*10 + uint64(rest[i]-'0')
		}
	}
	return n, nil
}

// appendNumber is the inverse of readNumber.
func appendNumber(b []byte, n number) []byte {
	if n.neg {
		b = append(b, '-')
	}
	unit := wide.Pow10(n.scale)
	b = strconv.AppendUint(b, n.mag/unit, 10)
	if n.scale == 0 {
		return b
	}
	start := len(b)
	b = strconv.AppendUint(b, n.mag%unit+unit, 10) // the leading 1 keeps the zeros
	b[start] = '.'
	return b
}

// maxBits bounds the integers of decimals and ratios: 2³³²¹ is just below 10¹⁰⁰⁰.
const (
	maxBits   = 3321
	maxDigits = 1000
)

// readDecimal takes a decimal apart: its value is coef × 10^exp. A coefficient of
// more than about 1000 digits is an [ErrRange] error; any exponent is accepted,
// since nothing here expands it.
func readDecimal(d decimal.Decimal) (coef *big.Int, exp int64, err error) {
	coef = d.Coefficient()
	if coef.BitLen() > maxBits {
		return nil, 0, NewInputError(ErrRange, "msp: decimal", strconv.Itoa(coef.BitLen())+" bits",
			"more than "+strconv.Itoa(maxDigits)+" digits")
	}
	return coef, int64(d.Exponent()), nil
}

// mulDecimal returns n × coef × 10^exp rounded once by mode, and whether it fits
// an int64. Its time and memory are bounded by the size of coef, whatever exp.
func mulDecimal(mode wide.Mode, n int64, coef *big.Int, exp int64) (int64, bool) {
	if n == 0 || coef.Sign() == 0 {
		return 0, true
	}
	if exp > numberDigits { // |coef| ≥ 1
		return 0, false
	}
	if coef.IsInt64() && -18 <= exp && exp <= 0 {
		return wide.MulQuo(mode, n, coef.Int64(), int64(wide.Pow10(int(-exp))))
	}
	product := new(big.Int).Mul(coef, big.NewInt(n))
	switch digits := -exp; {
	case digits <= 0:
		product.Mul(product, bigPow10(exp))
	case digits >= int64(product.BitLen()):
		// |product| < 2^digits, so product × 10^-digits is nearer to zero than
		// one half.
		return wide.Tiny(mode, product.Sign() < 0), true
	default:
		product = wide.QuoBig(mode, product, bigPow10(digits))
	}
	return product.Int64(), product.IsInt64()
}

// bigPow10 returns 10ⁿ.
func bigPow10(n int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil)
}

// decimalText describes a decimal in an error, without expanding its exponent.
func decimalText(coef *big.Int, exp int64) string {
	if coef.IsInt64() && -18 <= exp && exp <= 0 {
		n := coef.Int64()
		return string(appendNumber(nil, number{n < 0, wide.Abs(n), int(-exp)}))
	}
	return coef.String() + "e" + strconv.FormatInt(exp, 10)
}
