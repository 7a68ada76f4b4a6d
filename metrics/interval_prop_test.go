package metrics_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// z of two-sided confidences, to 30 digits.
func quantilesOfNormal() map[string]string {
	return map[string]string{
		"0.0000000000000001%":  "1.25331413731550025120788408829e-18",
		"1%":                   "0.0125334695080692631611428485231",
		"50%":                  "0.674489750196081743202227014541",
		"80%":                  "1.28155156554460046696510332945",
		"90%":                  "1.64485362695147271486384890799",
		"95%":                  "1.95996398454005423552459443052",
		"99%":                  "2.5758293035489007609785767486",
		"99.9%":                "3.29052673149189479322162703537",
		"99.9999%":             "4.89163847569859038623112245996",
		"99.9999999999%":       "7.13050684817132445797393234064",
		"99.9999999999999999%": "8.83510978817539578676690405118",
	}
}

// bigWilson is the textbook formula at 600 bits.
func bigWilson(k, n int64, z string) (low, high float64) {
	float := func() *big.Float { return new(big.Float).SetPrec(600) }
	zz, _ := float().SetString(z)
	zz.Mul(zz, zz)
	bn := float().SetInt64(n)
	p := float().Quo(float().SetInt64(k), bn)
	q := float().Quo(float().SetInt64(n-k), bn)
	a := float().Quo(zz, bn) // z²/n
	center := float().Add(p, float().Quo(a, float().SetInt64(2)))
	inner := float().Add(float().Mul(p, q), float().Quo(a, float().SetInt64(4)))
	half := float().Sqrt(float().Mul(a, inner))
	scale := float().Add(float().SetInt64(1), a)
	low, _ = float().Quo(float().Sub(center, half), scale).Float64()
	high, _ = float().Quo(float().Add(center, half), scale).Float64()
	return low, high
}

// someRate draws k of n, n > 0, small and large, k also at both ends.
func someRate(t *rapid.T) (k, n int64) {
	n = rapid.OneOf(rapid.Int64Range(1, 1000), rapid.Int64Range(1, math.MaxInt64), rapid.Just[int64](math.MaxInt64)).Draw(t, "n")
	k = rapid.OneOf(rapid.Int64Range(0, n), rapid.Int64Range(0, min(n, 3))).Draw(t, "k")
	if rapid.Bool().Draw(t, "turned") {
		k = n - k
	}
	return k, n
}

// Law 12.
func TestWilsonLaws(t *testing.T) {
	table := quantilesOfNormal()
	rapid.Check(t, func(t *rapid.T) {
		k, n := someRate(t)
		text := rapid.SampledFrom([]string{
			"0.0000000000000001%", "1%", "50%", "80%", "90%", "95%", "99%", "99.9%", "99.9999%", "99.9999999999%", "99.9999999999999999%",
		}).Draw(t, "confidence")
		confidence := msp.MustParsePercent(text)
		bounds := func(k, n int64) metrics.ConfidenceInterval {
			b, ok, err := rateOf(t, k, n).Wilson(confidence)
			if err != nil || !ok {
				t.Fatalf("Wilson of %d of %d at %s: %v, %v", k, n, text, ok, err)
			}
			return b
		}
		b := bounds(k, n)
		low, high := bigWilson(k, n, table[text])
		if !within(b.Low, low, 4e-16) || !within(b.High, high, 4e-16) {
			t.Fatalf("Wilson of %d of %d at %s = %v to %v, want %v to %v", k, n, text, b.Low, b.High, low, high)
		}
		if k <= n/2 && n < 1<<50 && !within(b.High/high, 1, 1e-14) { // a small bound has as many digits
			t.Fatalf("Wilson of %d of %d at %s = %v to %v, want %v to %v", k, n, text, b.Low, b.High, low, high)
		}
		rate, at := big.NewRat(k, n), new(big.Rat)
		if !(b.Low >= 0 && b.High <= 1) || (b.Low == 0) != (k == 0) || k == n && b.High != 1 ||
			at.SetFloat64(b.Low).Cmp(rate) > 0 || at.SetFloat64(b.High).Cmp(rate) < 0 {
			t.Fatalf("Wilson of %d of %d at %s = %v to %v", k, n, text, b.Low, b.High)
		}
		turned := bounds(n-k, n)
		if !within(turned.Low, 1-b.High, 0x1p-52) || !within(turned.High, 1-b.Low, 0x1p-52) {
			t.Fatalf("Wilson of %d of %d at %s = %v, turned %v", k, n, text, b, turned)
		}
		// Narrower with n.
		if text != "0.0000000000000001%" {
			n = rapid.Int64Range(1, 1_000_000).Draw(t, "few")
			k = rapid.Int64Range(0, n).Draw(t, "of few")
			times := rapid.Int64Range(2, 1000).Draw(t, "times")
			few, many := bounds(k, n), bounds(k*times, n*times)
			if !(many.High-many.Low < few.High-few.Low) {
				t.Fatalf("Wilson of %d of %d = %v, of %d times as many %v", k, n, few, times, many)
			}
		}
	})
}

// More confidence, a wider interval: also where the way to z changes.
func TestWilsonGrowsWithConfidence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, n := someRate(t)
		n = min(n, 1<<40)
		k = min(k, n)
		c := rapid.Int64Range(1, 9_999_998).Draw(t, "c")
		if rapid.Bool().Draw(t, "middle") {
			c = 5_000_000 + c%3 - 1
		}
		less, err1 := msp.NewPercent(c, 5)
		more, err2 := msp.NewPercent(c+1, 5)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		a, _, _ := rateOf(t, k, n).Wilson(less)
		b, _, _ := rateOf(t, k, n).Wilson(more)
		if b.Low > a.Low || b.High < a.High {
			t.Fatalf("Wilson of %d of %d at %v = %v, at %v %v", k, n, less, a, more, b)
		}
	})
}
