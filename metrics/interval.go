package metrics

import (
	"math"
	"strconv"

	"github.com/mspkit/msp"
)

// ConfidenceInterval are the ends of a confidence interval, shares from 0 to 1. They are
// estimates by a formula with a root in it, so they are floats: for a report, and
// for no further counting.
type ConfidenceInterval struct {
	Low, High float64
}

// String returns "[0.8882, 0.9785]", rounded to four digits.
func (b ConfidenceInterval) String() string {
	return "[" + strconv.FormatFloat(b.Low, 'f', 4, 64) + ", " + strconv.FormatFloat(b.High, 'f', 4, 64) + "]"
}

// Wilson returns the Wilson score interval of the rate, without a correction for
// continuity: between which shares the true one lies, at a confidence such as 95%.
// It is not defined, ok = false, if nothing is judged.
//
//  1. It contains the rate, strictly inside unless that is 0 or 1: then Low is 0
//     or High is 1, exactly.
//  2. It is that of the misses turned round: Low(k of n) = 1 − High(n − k of n), to
//     within 2⁻⁵².
//  3. More items at the same rate make it narrower.
//
// A confidence of 0% or less, or of 100% or more, is an [msp.ErrRange] error. The
// bounds are right to some 10⁻¹⁵, whatever the size of the sample and the
// confidence.
//
// Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical
// Inference, 1927.
func (r Rate) Wilson(confidence msp.Percent) (b ConfidenceInterval, ok bool, err error) {
	risk, err := riskOf(confidence, 0)
	if err != nil {
		return ConfidenceInterval{}, false, err
	}
	k, n := r.counts[0], r.Tally().Judged()
	if n == 0 {
		return ConfidenceInterval{}, false, nil
	}
	return wilson(k, n, twoSided(risk)), true, nil
}

// WilsonLow returns the lower bound of the one-sided Wilson interval: the share
// that the true one exceeds at a confidence such as 95%. It is the Low of the
// two-sided interval at the confidence 2c − 100%. It is not defined, ok = false, if
// nothing is judged.
//
// A confidence of 50% or less, at which the rate itself would do, or of 100% or
// more is an [msp.ErrRange] error.
func (r Rate) WilsonLow(confidence msp.Percent) (low float64, ok bool, err error) {
	risk, err := riskOf(confidence, 50)
	if err != nil {
		return 0, false, err
	}
	k, n := r.counts[0], r.Tally().Judged()
	if n == 0 {
		return 0, false, nil
	}
	return wilson(k, n, oneSided(risk)).Low, true, nil
}

// riskOf returns 1 − confidence, exactly. The confidence must be above so many
// percent and below 100%.
func riskOf(confidence msp.Percent, above int64) (msp.Ratio, error) {
	least, one := msp.NewRatio(above, 100), msp.NewRatio(1, 1)
	share := confidence.Ratio()
	if share.Compare(least) <= 0 || share.Compare(one) >= 0 {
		why := "want more than " + strconv.FormatInt(above, 10) + "% and less than 100%"
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "metrics: confidence", confidence.String(), why)
	}
	return one.Sub(share)
}

// twoSided returns z > 0 so that a standard normal variable is farther from 0 than
// z with the probability risk.
func twoSided(risk msp.Ratio) float64 {
	tail, _ := risk.Float64()
	if tail > 0.5 {
		rest, _ := msp.NewRatio(1, 1).Sub(risk) // the digits of a small confidence
		inner, _ := rest.Float64()
		return math.Sqrt2 * math.Erfinv(inner)
	}
	// math.Erfcinv is Erfinv(1 − x), which loses the digits of a small x. Erfc keeps
	// them and falls from 1 to 10⁻²² between 0 and 7; a risk is 10⁻¹⁸ at least.
	low, high := 0.0, 7.0
	for {
		middle := (low + high) / 2
		switch {
		case middle == low || middle == high:
			return math.Sqrt2 * middle
		case math.Erfc(middle) > tail:
			low = middle
		default:
			high = middle
		}
	}
}

// oneSided returns z so that a standard normal variable is above z with the
// probability risk, below 1/2.
func oneSided(risk msp.Ratio) float64 {
	double, _ := risk.Add(risk)
	return twoSided(double)
}

// wilson returns the interval of k of n, for n > 0 and z > 0. The bounds are the
// roots θ of (k/n − θ)² = z²·θ·(1 − θ)/n.
func wilson(k, n int64, z float64) ConfidenceInterval {
	var b ConfidenceInterval
	if k <= n-k {
		b = lesser(k, n, z)
	} else { // a bound near 1 as its distance from 1
		b = lesser(n-k, n, z)
		b.Low, b.High = 1-b.High, 1-b.Low
	}
	// Where the interval is narrower than floats are apart it still holds the rate.
	rate, _ := msp.NewRatio(k, n).Float64()
	if k > 0 {
		b.Low = min(b.Low, math.Nextafter(rate, 0))
	}
	if k < n {
		b.High = max(b.High, math.Nextafter(rate, 1))
	}
	return b
}

// lesser returns the interval for k ≤ n/2. The lower root is 2k²/n over the same sum
// of which the upper one is a part: nothing is subtracted, so no digits are lost.
func lesser(k, n int64, z float64) ConfidenceInterval {
	hits, items, square := float64(k), float64(n), z*z
	root := z * math.Sqrt(square+4*hits*(float64(n-k)/items))
	sum := 2*hits + square + root
	return ConfidenceInterval{Low: 2 * hits * (hits / items) / sum, High: sum / (2 * (items + square))}
}
