package msp

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp/internal/wide"
)

// Allocate splits m over parallel lines in proportion to their weights, by the
// largest remainder: each part is the exact share rounded toward zero, and the
// units left over go, one each, to the lines with the largest remainders, ties
// to the lower index.
//
//  1. The parts sum to m exactly, and each is less than one minor unit from its
//     exact share.
//  2. A weight of zero gets zero.
//  3. The parts of −m are those of m, negated.
//  4. Only the proportions count: 2, 4, 6 splits as 1, 2, 3 does.
//
// No weights, a negative one, and weights that are all zero are [ErrRange]
// errors, and so are weights of more than 1000 digits or further apart than
// that. Pieces along time or tiers are another matter: see [Cumulative].
func (m Money) Allocate(weights ...decimal.Decimal) ([]Money, error) {
	coefs := make([]*big.Int, len(weights))
	exps := make([]int64, len(weights))
	var first, last int64 // the range of exponents
	some := false
	for i, w := range weights {
		var err error
		if coefs[i], exps[i], err = readDecimal(w); err != nil {
			return nil, err
		}
		if coefs[i].Sign() == 0 {
			continue // its exponent says nothing
		}
		if !some {
			some, first, last = true, exps[i], exps[i]
		}
		first, last = min(first, exps[i]), max(last, exps[i])
	}
	if last-first > maxDigits {
		return nil, NewInputError(ErrRange, "msp: weights", "10^"+strconv.FormatInt(first, 10)+" to 10^"+strconv.FormatInt(last, 10), "too far apart")
	}
	for i, coef := range coefs {
		if coef.Sign() != 0 && exps[i] != first {
			coef.Mul(coef, bigPow10(exps[i]-first))
		}
	}
	return m.allocate(coefs)
}

// AllocateInts is [Money.Allocate] with integer weights, such as counts of days
// or the minor units of other amounts.
func (m Money) AllocateInts(weights ...int64) ([]Money, error) {
	var sum uint64
	for i, w := range weights {
		if w < 0 {
			return nil, negativeWeight(i)
		}
		var carry uint64
		if sum, carry = bits.Add64(sum, uint64(w), 0); carry != 0 {
			bigs := make([]*big.Int, len(weights))
			for j, w := range weights {
				bigs[j] = big.NewInt(w)
			}
			return m.allocate(bigs)
		}
	}
	if sum == 0 {
		return nil, noWeight(len(weights))
	}
	parts := make([]Money, len(weights))
	remainders := make([]uint64, len(weights))
	left := wide.Abs(m.minor)
	for i, w := range weights {
		hi, lo := bits.Mul64(wide.Abs(m.minor), uint64(w))
		var q uint64
		q, remainders[i] = bits.Div64(hi, lo, sum) // hi < sum, since w ≤ sum
		parts[i] = m.signed(q)
		left -= q
	}
	m.handOut(parts, left, func(i, j int) int { return cmp.Compare(remainders[j], remainders[i]) })
	return parts, nil
}

// allocate is AllocateInts for weights of any size.
func (m Money) allocate(weights []*big.Int) ([]Money, error) {
	sum := new(big.Int)
	for i, w := range weights {
		if w.Sign() < 0 {
			return nil, negativeWeight(i)
		}
		sum.Add(sum, w)
	}
	if sum.Sign() == 0 {
		return nil, noWeight(len(weights))
	}
	parts := make([]Money, len(weights))
	remainders := make([]*big.Int, len(weights))
	left := wide.Abs(m.minor)
	mag := new(big.Int).SetUint64(left)
	for i, w := range weights {
		q := new(big.Int)
		q, remainders[i] = q.QuoRem(q.Mul(mag, w), sum, new(big.Int))
		parts[i] = m.signed(q.Uint64())
		left -= q.Uint64()
	}
	m.handOut(parts, left, func(i, j int) int { return remainders[j].Cmp(remainders[i]) })
	return parts, nil
}

// signed returns an amount of so many minor units with the sign of m.
func (m Money) signed(mag uint64) Money {
	minor, _ := wide.Signed(m.minor < 0, mag) // mag is not above |m|
	return Money{minor, m.currency}
}

// handOut adds one unit to each of the first left parts in the order of larger,
// ties to the lower index. There are more parts with a remainder than units, so a
// weight of zero, whose remainder is zero, never gets one.
func (m Money) handOut(parts []Money, left uint64, larger func(i, j int) int) {
	if left == 0 {
		return
	}
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, larger)
	for _, i := range order[:left] {
		parts[i] = m.signed(wide.Abs(parts[i].minor) + 1)
	}
}

func negativeWeight(i int) error {
	return NewInputError(ErrRange, "msp: weights", "["+strconv.Itoa(i)+"]", "is negative")
}

func noWeight(n int) error {
	why := "all are zero"
	if n == 0 {
		why = "want at least one"
	}
	return NewInputError(ErrRange, "msp: weights", strconv.Itoa(n)+" weights", why)
}
