package metrics

import (
	"math/big"
	"slices"
	"time"

	"github.com/mspkit/msp"
)

// A Sample is a list of observations, sorted: what exact quantiles need. It keeps
// every one of them, eight bytes each.
//
// The zero Sample is empty. Samples are immutable, safe for concurrent use and
// cheap to copy.
type Sample struct {
	sorted []int64
	unit   Unit
}

// NumberSample returns a sample of bare numbers, in any order. They are copied.
func NumberSample(observations []int64) Sample {
	return newSample(slices.Clone(observations), UnitNumber)
}

// DurationSample returns a sample of durations, in any order. They are copied;
// those below zero, which [Times] leaves out, are for the caller to leave out.
func DurationSample(observations []time.Duration) Sample {
	copied := make([]int64, len(observations))
	for i, d := range observations {
		copied[i] = int64(d)
	}
	return newSample(copied, UnitDuration)
}

func newSample(owned []int64, unit Unit) Sample {
	slices.Sort(owned)
	return Sample{owned, unit}
}

// N returns the number of observations.
func (s Sample) N() int { return len(s.sorted) }

// Quantile returns the p-quantile of the sample by a rule, exactly: p = 1/2 is
// the median, 9/10 the 90th percentile, 0 and 1 the least and the greatest.
// [msp.Percent.Ratio] turns a percentage into such a p. It is undefined, for
// [ReasonNoObservations], if the sample is empty. Cost: that of looking at two
// observations.
//
// An undefined p is an [msp.ErrUndefined] error; a p below 0 or above 1 and a
// rule that is none of the constants are [msp.ErrRange] errors. By Linear a p of
// some thousand bits can give a number that is too long for a [msp.Ratio], which
// is an [msp.ErrOverflow] error.
func (s Sample) Quantile(p msp.Ratio, rule QuantileRule) (Value, error) {
	if rule != NearestRank && rule != Linear {
		return Value{}, msp.NewInputError(msp.ErrRange, "metrics: quantile rule", rule.String(), "want nearest_rank or linear")
	}
	if err := checkFraction(p); err != nil {
		return Value{}, err
	}
	if len(s.sorted) == 0 {
		return newValue(msp.Ratio{}, s.unit, 0, noObservations), nil
	}
	if rule == NearestRank {
		return s.value(whole(s.sorted[nearestRank(p, int64(len(s.sorted)))-1])), nil
	}
	i, rest := place(p, int64(len(s.sorted)-1))
	if rest.Sign() == 0 {
		return s.value(whole(s.sorted[i])), nil
	}
	// x + (y − x)·rest/den
	x, y := big.NewInt(s.sorted[i]), big.NewInt(s.sorted[i+1])
	num := y.Mul(y.Sub(y, x), rest)
	num.Add(num, x.Mul(x, p.Den()))
	number, err := msp.RatioFromBig(num, p.Den())
	if err != nil {
		return Value{}, err
	}
	return s.value(number), nil
}

// checkFraction refuses a p that is not from 0 to 1.
func checkFraction(p msp.Ratio) error {
	kind := msp.ErrRange
	switch {
	case !p.Defined():
		kind = msp.ErrUndefined
	case p.Sign() >= 0 && p.Compare(whole(1)) <= 0:
		return nil
	}
	return msp.NewInputError(kind, "metrics: quantile", p.String(), "want a fraction from 0 to 1")
}

// nearestRank returns ⌈p·n⌉, at least 1, for a p from 0 to 1.
func nearestRank(p msp.Ratio, n int64) int64 {
	rank, rest := place(p, n)
	if rest.Sign() > 0 || rank == 0 {
		rank++
	}
	return rank
}

// place returns ⌊p·n⌋ and the numerator of what is left, over the denominator of
// p, for a p from 0 to 1.
func place(p msp.Ratio, n int64) (i int64, rest *big.Int) {
	scaled := p.Num()
	q, rest := scaled.QuoRem(scaled.Mul(scaled, big.NewInt(n)), p.Den(), new(big.Int))
	return q.Int64(), rest
}

func (s Sample) value(exact msp.Ratio) Value {
	return newValue(exact, s.unit, int64(len(s.sorted)), 0)
}
