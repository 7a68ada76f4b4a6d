package wide

import (
	"cmp"
	"math/big"
	"math/bits"
)

// A Mode says which way a division that does not come out even is rounded. The
// values are those of msp.Rounding; any other value rounds as HalfUp does.
type Mode uint8

// Modes, in the order of msp.Rounding.
const (
	HalfUp   Mode = iota + 1 // to the nearest, half away from zero
	HalfEven                 // to the nearest, half to the even neighbour
	Up                       // away from zero
	Down                     // toward zero
	Ceil                     // toward +∞
	Floor                    // toward −∞
)

// away reports whether a quotient that was cut toward zero, leaving a remainder,
// takes one more step away from zero: neg is the sign of the exact quotient, odd
// says that of the cut one, and half compares the remainder with half the
// divisor. This is the one place where rounding is decided.
func (m Mode) away(neg, odd bool, half int) bool {
	switch m {
	case HalfEven:
		return half > 0 || half == 0 && odd
	case Up:
		return true
	case Down:
		return false
	case Ceil:
		return !neg
	case Floor:
		return neg
	case HalfUp:
	}
	return half >= 0
}

// MulQuo returns a × num ÷ den rounded once by mode, and whether it fits an
// int64. A den of 0 does not.
func MulQuo(mode Mode, a, num, den int64) (int64, bool) {
	hi, lo := bits.Mul64(Abs(a), Abs(num))
	return quo(mode, (a < 0) != (num < 0) != (den < 0), hi, lo, Abs(den))
}

// quo divides the magnitude (hi, lo) by den.
func quo(mode Mode, neg bool, hi, lo, den uint64) (int64, bool) {
	if hi >= den { // the quotient needs more than 64 bits, or den is 0
		return 0, false
	}
	q, rem := bits.Div64(hi, lo, den)
	if rem != 0 && mode.away(neg, q&1 == 1, cmp.Compare(rem, den-rem)) {
		q++
		if q == 0 {
			return 0, false
		}
	}
	return Signed(neg, q)
}

// QuoBig returns num ÷ den rounded by mode as a new [big.Int]. The den must not
// be 0.
func QuoBig(mode Mode, num, den *big.Int) *big.Int {
	q, rem := new(big.Int).QuoRem(num, den, new(big.Int))
	if rem.Sign() == 0 {
		return q
	}
	neg := (num.Sign() < 0) != (den.Sign() < 0)
	half := rem.Lsh(rem, 1).CmpAbs(den)
	if mode.away(neg, q.Bit(0) == 1, half) {
		step := int64(1)
		if neg {
			step = -1
		}
		q.Add(q, big.NewInt(step))
	}
	return q
}

// Tiny returns the integer to which mode rounds a number that is not zero and
// nearer to zero than one half: −1, 0 or +1.
func Tiny(mode Mode, neg bool) int64 {
	switch {
	case !mode.away(neg, false, -1):
		return 0
	case neg:
		return -1
	default:
		return 1
	}
}
