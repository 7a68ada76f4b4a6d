package metrics

import (
	"math/big"

	"github.com/mspkit/msp"
)

// A factor of the survival, after ÷ before.
type factor struct{ num, den int64 }

// factors returns the survival after so many steps as a product. Between two times
// at which no item was cut short before ÷ after cancel, so there is one factor for
// each run of such times, and one in all if nothing is open.
func (s Survival) factors(steps int) []factor {
	var out []factor
	for i, step := range s.steps[:steps] {
		if i > 0 && s.steps[i-1].after == step.before {
			out[len(out)-1].num = step.after
		} else {
			out = append(out, factor{step.after, step.before})
		}
	}
	return out
}

// after returns the survival after so many steps. The product is kept in lowest
// terms, factor by factor, so that a size is that of the answer so far.
func (s Survival) after(steps int) (Value, error) {
	num, den := big.NewInt(1), big.NewInt(1)
	reduced := new(big.Rat)
	for _, f := range s.factors(steps) {
		if f.num == 0 {
			return s.share(msp.NewRatio(0, 1), 0), nil
		}
		reduced.SetFrac64(f.num, f.den)
		multiply(num, den, reduced.Num(), reduced.Denom())
		if den.BitLen() > commonBits {
			break // an overflow in RatioFromBig
		}
	}
	exact, err := msp.RatioFromBig(num, den)
	if err != nil {
		return Value{}, err
	}
	return s.share(exact, 0), nil
}

// multiply multiplies num ÷ den by a ÷ b; all are positive, and both are and stay
// in lowest terms.
func multiply(num, den, a, b *big.Int) {
	x, y := new(big.Int).GCD(nil, nil, num, b), new(big.Int).GCD(nil, nil, a, den)
	num.Mul(num.Quo(num, x), new(big.Int).Quo(a, y))
	den.Mul(den.Quo(den, y), new(big.Int).Quo(b, x))
}

// fine is the number of bits after the point in the bounds of a survival.
const fine = 256

// firstAtMost returns the index of the first step after which the survival is at
// most p, for 0 ≤ p ≤ 1, and the number of steps if there is none.
//
// It walks along with low ≤ 2²⁵⁶ × the product of the runs that are over ≤ high,
// which are apart by no more than the number of runs. The survival is 0 or at least
// 1/n, and each step lowers it by 1/n of itself, so that no more than one step is
// between the bounds and has to be multiplied out.
func (s Survival) firstAtMost(p msp.Ratio) int {
	pNum, pDen := p.Num(), p.Den()
	one := big.NewInt(1)
	low, high := new(big.Int).Lsh(one, fine), new(big.Int).Lsh(one, fine)
	target := new(big.Int).Lsh(pNum, fine)

	left, right, word := new(big.Int), new(big.Int), new(big.Int)
	atMost := func(bound *big.Int, run factor) bool { // bound × run ≤ p
		left.Mul(bound, word.SetInt64(run.num))
		left.Mul(left, pDen)
		right.Mul(target, word.SetInt64(run.den))
		return left.Cmp(right) <= 0
	}
	times := func(bound *big.Int, run factor) { // rounded down
		left.Mul(bound, word.SetInt64(run.num))
		bound.Quo(left, word.SetInt64(run.den))
	}
	run := factor{1, 1}
	for i, step := range s.steps {
		if i > 0 && s.steps[i-1].after == step.before {
			run.num = step.after
		} else {
			times(low, run)
			times(high, run)
			if i > 0 {
				high.Add(high, one)
			}
			run = factor{step.after, step.before}
		}
		if atMost(low, run) && (atMost(high, run) || s.atMost(i+1, pNum, pDen)) {
			return i
		}
	}
	return len(s.steps)
}

// atMost reports whether the survival after so many steps is at most pNum ÷ pDen,
// by multiplying out.
func (s Survival) atMost(steps int, pNum, pDen *big.Int) bool {
	factors := s.factors(steps)
	num := productOf(factors, func(f factor) int64 { return f.num })
	den := productOf(factors, func(f factor) int64 { return f.den })
	return num.Mul(num, pDen).Cmp(den.Mul(den, pNum)) <= 0
}

// productOf multiplies halves, whose sizes are alike: that is where multiplication is
// fast.
func productOf(factors []factor, of func(factor) int64) *big.Int {
	if len(factors) <= 8 {
		out, word := big.NewInt(1), new(big.Int)
		for _, f := range factors {
			out.Mul(out, word.SetInt64(of(f)))
		}
		return out
	}
	half := len(factors) / 2
	out := productOf(factors[:half], of)
	return out.Mul(out, productOf(factors[half:], of))
}
