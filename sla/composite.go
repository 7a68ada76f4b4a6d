package sla

import (
	"math/big"
	"strconv"

	"github.com/mspkit/msp"
)

// Serial returns the availability of what needs all of its parts, which fail
// independently: their product. A shop on a database behind a balancer is at most
// as available as the worst of them. Nothing in series is 1.
//
// Availabilities are fractions of 1; [msp.Percent.Ratio] makes one of 99.9 %. The
// results of Serial, [Parallel] and [KofN] are parts of others again, exactly. An
// undefined part makes them undefined. A part below 0 or above 1 is an
// [msp.ErrRange] error; a result of more digits than a [msp.Ratio] has, which
// takes dozens of parts, is an [msp.ErrOverflow] error.
func Serial(parts ...msp.Ratio) (msp.Ratio, error) {
	if err := checkParts(parts); err != nil {
		return msp.Ratio{}, err
	}
	return product(parts)
}

// Parallel returns the availability of what needs one of its parts, which fail
// independently: one less the product of their unavailabilities. Nothing in
// parallel is 0. See [Serial].
func Parallel(parts ...msp.Ratio) (msp.Ratio, error) {
	if err := checkParts(parts); err != nil {
		return msp.Ratio{}, err
	}
	down := make([]msp.Ratio, len(parts))
	for n, p := range parts {
		down[n], _ = one().Sub(p) // of the same denominator
	}
	all, err := product(down)
	if err != nil {
		return msp.Ratio{}, err
	}
	return one().Sub(all)
}

func one() msp.Ratio { return msp.NewRatio(1, 1) }

func product(factors []msp.Ratio) (msp.Ratio, error) {
	out := one()
	var err error
	for _, f := range factors {
		if out, err = out.Mul(f); err != nil {
			return msp.Ratio{}, err
		}
	}
	return out, nil
}

// checkParts returns an error for the first part that is no availability.
func checkParts(parts []msp.Ratio) error {
	for n, p := range parts {
		if p.Sign() < 0 || p.Compare(one()) > 0 {
			return msp.NewInputError(msp.ErrRange, "sla: availability of part "+strconv.Itoa(n), p.String(), "want 0 to 1")
		}
	}
	return nil
}

// mostCommonBits bounds the common denominator of the parts of [KofN], which is
// what a [msp.Ratio] can hold. Parts that are always up or always down add nothing
// to it, and every other one a bit at least; so it bounds the work too.
const mostCommonBits = 3321

// KofN returns the availability of what needs k of its parts, which fail
// independently and need not be alike: the probability that k or more are up.
// KofN(1, …) is [Parallel] and KofN(len, …) is [Serial]; none of any is 1, and
// more than there are is 0. A k below zero is an [msp.ErrRange] error; the others
// are those of [Serial], the digits being those of all the denominators together.
// Cost: n × min(k, n − k) operations on integers of that size.
func KofN(k int, parts ...msp.Ratio) (msp.Ratio, error) {
	if k < 0 {
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "sla: parts needed", strconv.Itoa(k), "want 0 or more")
	}
	if err := checkParts(parts); err != nil {
		return msp.Ratio{}, err
	}
	var uncertain []msp.Ratio
	bits := 0
	for _, p := range parts {
		switch {
		case !p.Defined():
			return msp.Ratio{}, nil
		case p == one():
			k--
		case p.Sign() > 0:
			uncertain = append(uncertain, p)
			bits += p.Den().BitLen() - 1
		}
		if bits > mostCommonBits {
			return msp.Ratio{}, msp.NewInputError(msp.ErrOverflow, "sla: availability of part "+strconv.Itoa(len(uncertain)-1), p.String(), "more digits than a ratio has")
		}
	}
	n := len(uncertain)
	switch {
	case k <= 0:
		return one(), nil
	case k > n:
		return msp.NewRatio(0, 1), nil
	case k <= n-k:
		// Fewer outcomes have less than k up than have at most n − k down.
		less, err := atMost(k-1, uncertain, false)
		if err != nil {
			return msp.Ratio{}, err
		}
		return one().Sub(less)
	}
	return atMost(n-k, uncertain, true)
}

// atMost returns the probability that no more than m of the parts are up, or down.
func atMost(m int, parts []msp.Ratio, down bool) (msp.Ratio, error) {
	// ways[i] × 1/den is the probability that i of the parts so far are.
	ways := make([]*big.Int, m+1)
	for i := range ways {
		ways[i] = new(big.Int)
	}
	ways[0].SetInt64(1)
	den := big.NewInt(1)
	var carry big.Int
	for n, p := range parts {
		is, isNot := p.Num(), new(big.Int).Sub(p.Den(), p.Num())
		if down {
			is, isNot = isNot, is
		}
		for i := min(n+1, m); i >= 0; i-- {
			ways[i].Mul(ways[i], isNot)
			if i > 0 {
				ways[i].Add(ways[i], carry.Mul(ways[i-1], is))
			}
		}
		den.Mul(den, p.Den())
	}
	sum := new(big.Int)
	for _, w := range ways {
		sum.Add(sum, w)
	}
	return msp.RatioFromBig(sum, den)
}
