package msp

import (
	"cmp"
	"math/big"
	"strings"

	"github.com/mspkit/msp/internal/wide"
)

// A Ratio is an exact fraction of two integers, what was counted: 39 of 40
// tickets, 83 hours over 12 outages. It may be undefined, when the denominator
// is zero; it is never NaN.
//
// The zero Ratio is undefined. Ratios are held in lowest terms with a positive
// denominator, so they are comparable with == and [NewRatio](6, 8) is
// NewRatio(3, 4). The counts themselves are not kept.
//
// Numerator and denominator may have up to about 1000 digits (below 2³³²¹);
// operations are exact, and beyond that an [*OverflowError]. Undefined goes
// through every operation: the result is undefined, and no error.
type Ratio struct {
	// In lowest terms with den > 0. Both are 0 if the Ratio is undefined, or if
	// one of them does not fit: then big holds the canonical text, "num/den". It
	// is a string so that == compares it.
	num, den int64
	big      string
}

// NewRatio returns num ÷ den, undefined if den is 0.
func NewRatio(num, den int64) Ratio {
	if den == 0 {
		return Ratio{}
	}
	n, d := wide.Abs(num), wide.Abs(den)
	g := gcd(n, d)
	sn, ok1 := wide.Signed((num < 0) != (den < 0), n/g)
	sd, ok2 := wide.Signed(false, d/g)
	if !ok1 || !ok2 { // one of them is 2⁶³
		return canonicalRatio(new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den)))
	}
	return Ratio{num: sn, den: sd}
}

// gcd returns the greatest common divisor of a and b > 0.
func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// RatioFromBig returns num ÷ den, undefined if den is 0. The arguments stay as
// they are; nil counts as 0. Integers so large that reducing them would take
// long, above 2¹³²⁸⁴, overflow even if the reduced ones would fit.
func RatioFromBig(num, den *big.Int) (Ratio, error) {
	if den == nil || den.Sign() == 0 {
		return Ratio{}, nil
	}
	if num == nil {
		num = new(big.Int)
	}
	if num.IsInt64() && den.IsInt64() {
		return NewRatio(num.Int64(), den.Int64()), nil
	}
	if max(num.BitLen(), den.BitLen()) > 4*maxBits {
		return Ratio{}, newOverflowError("convert", hugeText, "")
	}
	return RatioFromRat(new(big.Rat).SetFrac(num, den))
}

// RatioFromRat returns r as a Ratio, undefined if r is nil.
func RatioFromRat(r *big.Rat) (Ratio, error) {
	if r == nil {
		return Ratio{}, nil
	}
	if tooBig(r) {
		return Ratio{}, newOverflowError("convert", hugeText, "")
	}
	return canonicalRatio(r), nil
}

// tooBig reports whether a Ratio must not hold r.
func tooBig(r *big.Rat) bool {
	return r.Num().BitLen() > maxBits || r.Denom().BitLen() > maxBits
}

// canonicalRatio returns r in the one form it is held in.
func canonicalRatio(r *big.Rat) Ratio {
	if r.Num().IsInt64() && r.Denom().IsInt64() {
		return Ratio{num: r.Num().Int64(), den: r.Denom().Int64()}
	}
	return Ratio{big: r.String()}
}

// hugeText stands for a fraction in an error, instead of its digits.
const hugeText = "a fraction of more than 1000 digits"

// Defined reports whether r has a value.
func (r Ratio) Defined() bool { return r.den != 0 || r.big != "" }

// Terms returns numerator and denominator in lowest terms without allocating, and
// whether both fit an int64. They are 0 and 0 if r is undefined.
func (r Ratio) Terms() (num, den int64, ok bool) { return r.num, r.den, r.big == "" }

// Num returns the numerator in lowest terms, 0 if r is undefined.
func (r Ratio) Num() *big.Int {
	num, _ := r.bigs()
	return num
}

// Den returns the denominator in lowest terms, 0 if r is undefined.
func (r Ratio) Den() *big.Int {
	_, den := r.bigs()
	return den
}

// bigs returns numerator and denominator as new integers.
func (r Ratio) bigs() (num, den *big.Int) {
	if r.big == "" {
		return big.NewInt(r.num), big.NewInt(r.den)
	}
	before, after, _ := strings.Cut(r.big, "/")
	num, _ = new(big.Int).SetString(before, 10)
	den, _ = new(big.Int).SetString(after, 10)
	return num, den
}

// Rat returns r as a new [big.Rat], and whether it is defined.
func (r Ratio) Rat() (*big.Rat, bool) {
	if !r.Defined() {
		return nil, false
	}
	return r.rat(), true
}

// rat is Rat for a defined r.
func (r Ratio) rat() *big.Rat { return new(big.Rat).SetFrac(r.bigs()) }

// Float64 returns the float64 nearest to r, ±Inf if there is none, and whether r
// is defined.
func (r Ratio) Float64() (float64, bool) {
	if !r.Defined() {
		return 0, false
	}
	f, _ := r.rat().Float64()
	return f, true
}

// Int returns r rounded to an integer. An undefined r is an [ErrUndefined]
// error.
func (r Ratio) Int(mode Rounding) (int64, error) {
	n, ok, err := mulRatio(1, r, mode)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, newOverflowError("round", r.String(), "")
	}
	return n, nil
}

func undefinedRatio() error {
	return NewInputError(ErrUndefined, "msp: ratio", undefinedText, "has no value")
}

// Sign returns -1, 0 or +1 as r is negative, zero (or undefined) or positive.
func (r Ratio) Sign() int {
	if strings.HasPrefix(r.big, "-") {
		return -1
	}
	if r.big != "" {
		return 1
	}
	return cmp.Compare(r.num, 0)
}

// Neg returns −r.
func (r Ratio) Neg() Ratio {
	if r.big == "" && r.den != 0 {
		return NewRatio(r.num, -r.den)
	}
	if r.big == "" {
		return r
	}
	rat := r.rat()
	return canonicalRatio(rat.Neg(rat))
}

// Add returns r + other.
func (r Ratio) Add(other Ratio) (Ratio, error) {
	if r.big == "" && other.big == "" {
		a, aOK := wide.Mul(r.num, other.den).Int64()
		b, bOK := wide.Mul(other.num, r.den).Int64()
		den, denOK := wide.Mul(r.den, other.den).Int64()
		sum, sumOK := wide.Of(a).Add(wide.Of(b))
		num, numOK := sum.Int64()
		if aOK && bOK && denOK && sumOK && numOK {
			return NewRatio(num, den), nil
		}
	}
	return r.compute("add", other, (*big.Rat).Add)
}

// Sub returns r − other.
func (r Ratio) Sub(other Ratio) (Ratio, error) {
	diff, err := r.Add(other.Neg())
	if err != nil {
		return Ratio{}, newOverflowError("subtract", r.String(), other.String())
	}
	return diff, nil
}

// Mul returns r × other.
func (r Ratio) Mul(other Ratio) (Ratio, error) {
	if r.big == "" && other.big == "" {
		num, numOK := wide.Mul(r.num, other.num).Int64()
		den, denOK := wide.Mul(r.den, other.den).Int64()
		if numOK && denOK {
			return NewRatio(num, den), nil
		}
	}
	return r.compute("multiply", other, (*big.Rat).Mul)
}

// Quo returns r ÷ other, undefined if other is zero.
func (r Ratio) Quo(other Ratio) (Ratio, error) {
	if other.Sign() == 0 {
		return Ratio{}, nil
	}
	if r.big == "" && other.big == "" {
		num, numOK := wide.Mul(r.num, other.den).Int64()
		den, denOK := wide.Mul(r.den, other.num).Int64()
		if numOK && denOK {
			return NewRatio(num, den), nil
		}
	}
	return r.compute("divide", other, (*big.Rat).Quo)
}

// compute applies an operation of [big.Rat]; undefined goes through.
func (r Ratio) compute(op string, other Ratio, f func(z, x, y *big.Rat) *big.Rat) (Ratio, error) {
	if !r.Defined() || !other.Defined() {
		return Ratio{}, nil
	}
	result := f(new(big.Rat), r.rat(), other.rat())
	if tooBig(result) {
		return Ratio{}, newOverflowError(op, r.String(), other.String())
	}
	return canonicalRatio(result), nil
}

// Cmp returns -1, 0 or +1 as r is less than, equal to or greater than other. An
// undefined one is an [ErrUndefined] error.
func (r Ratio) Cmp(other Ratio) (int, error) {
	if !r.Defined() || !other.Defined() {
		return 0, undefinedRatio()
	}
	return r.Compare(other), nil
}

// Compare orders ratios for sorting: undefined first, then by value, exactly.
func (r Ratio) Compare(other Ratio) int {
	switch {
	case !r.Defined() || !other.Defined():
		return cmp.Compare(boolInt(r.Defined()), boolInt(other.Defined()))
	case r.big == "" && other.big == "":
		return wide.Mul(r.num, other.den).Cmp(wide.Mul(other.num, r.den))
	default:
		return r.rat().Cmp(other.rat())
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
