// Package wide holds 128-bit integers and exact division with rounding: what
// money, rates and sums of durations are computed with before they are rounded
// once.
package wide

import (
	"cmp"
	"math/big"
	"math/bits"
)

// An Int is a signed 128-bit integer. The zero Int is 0; Ints are comparable
// with ==. An operation that can leave the range reports it as a second result,
// which is false then; nothing wraps.
type Int struct {
	hi int64
	lo uint64
}

// Of returns n as an Int.
func Of(n int64) Int { return Int{n >> 63, uint64(n)} }

// FromWords returns hi × 2⁶⁴ + lo.
func FromWords(hi int64, lo uint64) Int { return Int{hi, lo} }

// Mul returns a × b, which always fits.
func Mul(a, b int64) Int {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	// The product of the unsigned words counts 2⁶⁴ too much of the other factor
	// for each negative one.
	return Int{int64(hi) - a>>63&b - b>>63&a, lo}
}

// Words returns hi and lo such that x = hi × 2⁶⁴ + lo.
func (x Int) Words() (hi int64, lo uint64) { return x.hi, x.lo }

// Add returns x + y, and whether it fits.
func (x Int) Add(y Int) (Int, bool) {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	hi, _ := bits.Add64(uint64(x.hi), uint64(y.hi), carry)
	sum := Int{int64(hi), lo}
	// It overflowed if both operands have the sign that the sum has not.
	return sum, (x.hi^sum.hi)&(y.hi^sum.hi) >= 0
}

// Sub returns x − y, and whether it fits.
func (x Int) Sub(y Int) (Int, bool) {
	lo, borrow := bits.Sub64(x.lo, y.lo, 0)
	hi, _ := bits.Sub64(uint64(x.hi), uint64(y.hi), borrow)
	diff := Int{int64(hi), lo}
	return diff, (x.hi^y.hi)&(x.hi^diff.hi) >= 0
}

// Neg returns −x, and whether it fits: −(−2¹²⁷) does not.
func (x Int) Neg() (Int, bool) { return Int{}.Sub(x) }

// Sign returns -1, 0 or +1 as x is negative, zero or positive.
func (x Int) Sign() int { return x.Cmp(Int{}) }

// Cmp returns -1, 0 or +1 as x is less than, equal to or greater than y.
func (x Int) Cmp(y Int) int {
	if x.hi != y.hi {
		return cmp.Compare(x.hi, y.hi)
	}
	return cmp.Compare(x.lo, y.lo)
}

// Int64 returns x, and whether it fits an int64.
func (x Int) Int64() (int64, bool) {
	n := int64(x.lo)
	return n, x.hi == n>>63
}

// Quo returns x ÷ den rounded by mode, and whether it fits an int64. A den of 0
// does not.
func (x Int) Quo(mode Mode, den int64) (int64, bool) {
	hi, lo := uint64(x.hi), x.lo
	if x.hi < 0 {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	return quo(mode, (x.hi < 0) != (den < 0), hi, lo, Abs(den))
}

// Big returns x as a new [big.Int].
func (x Int) Big() *big.Int {
	n := big.NewInt(x.hi)
	n.Lsh(n, 64)
	return n.Add(n, new(big.Int).SetUint64(x.lo))
}

// FromBig returns n as an Int, and whether it fits.
func FromBig(n *big.Int) (Int, bool) {
	// −2¹²⁷ is the one number of 128 bits that fits, and |−2¹²⁷| − 1 has 127.
	if n.Sign() < 0 {
		n = new(big.Int).Not(n)
		x, ok := FromBig(n)
		return Int{^x.hi, ^x.lo}, ok
	}
	if n.BitLen() > 127 {
		return Int{}, false
	}
	hi := new(big.Int).Rsh(n, 64).Uint64()
	lo := new(big.Int).And(n, new(big.Int).SetUint64(1<<64-1)).Uint64()
	return Int{int64(hi), lo}, true
}

// String returns x in decimal.
func (x Int) String() string { return x.Big().String() }

// Abs returns the magnitude of n; that of −2⁶³ is 2⁶³.
func Abs(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Signed returns the integer of a sign and a magnitude, and whether it fits.
func Signed(neg bool, mag uint64) (int64, bool) {
	if neg {
		return -int64(mag), mag <= 1<<63
	}
	return int64(mag), mag < 1<<63
}

// Pow10 returns 10ⁿ for n from 0 to 19.
func Pow10(n int) uint64 {
	p, base := uint64(1), uint64(10)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p *= base
		}
		base *= base
	}
	return p
}
