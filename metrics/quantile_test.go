package metrics_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestQuantile(t *testing.T) {
	tens := []int64{100, 20, 30, 40, 50, 60, 70, 80, 90, 10}
	for _, tt := range []struct {
		values  []int64
		p       string
		nearest string
		linear  string
	}{
		{tens, "9/10", "90/1", "91/1"},
		{tens, "0/1", "10/1", "10/1"},
		{tens, "1/1", "100/1", "100/1"},
		{tens, "1/2", "50/1", "55/1"},
		{tens, "1/3", "40/1", "40/1"},
		{tens, "1/4", "30/1", "65/2"},
		{tens, "91/100", "100/1", "919/10"},
		{[]int64{5, 1}, "1/2", "1/1", "3/1"},
		{[]int64{7}, "99/100", "7/1", "7/1"},
		{[]int64{-3, -8}, "1/3", "-8/1", "-19/3"},
		{[]int64{math.MinInt64, math.MaxInt64}, "1/2", "-9223372036854775808/1", "-1/2"},
	} {
		before := slices.Clone(tt.values)
		sample := metrics.NumberSample(tt.values)
		p := msp.MustParseRatio(tt.p)
		for rule, want := range map[metrics.QuantileRule]string{metrics.NearestRank: tt.nearest, metrics.Linear: tt.linear} {
			got, err := sample.Quantile(p, rule)
			if err != nil || got.Exact().String() != want || got.N() != int64(len(tt.values)) || got.Unit() != metrics.UnitNumber {
				t.Errorf("%v of %v by %v = %v, %v, want %s", p, tt.values, rule, got, err, want)
			}
		}
		if !slices.Equal(before, tt.values) {
			t.Errorf("%v became %v", before, tt.values)
		}
	}
	durations := []time.Duration{time.Hour, time.Minute}
	sample := metrics.DurationSample(durations)
	clear(durations)
	median, err := sample.Quantile(msp.MustParsePercent("50%").Ratio(), metrics.Linear)
	if d, err2 := median.Duration(msp.HalfUp); err != nil || err2 != nil || d != 30*time.Minute+30*time.Second || sample.N() != 2 {
		t.Errorf("median = %v, %v, %v", median, err, err2)
	}
}

func TestQuantileErrors(t *testing.T) {
	sample := metrics.NumberSample([]int64{1, 2})
	half := msp.NewRatio(1, 2)
	for _, tt := range []struct {
		p    msp.Ratio
		rule metrics.QuantileRule
		kind error
	}{
		{half, 0, msp.ErrRange},
		{half, 3, msp.ErrRange},
		{msp.Ratio{}, metrics.Linear, msp.ErrUndefined},
		{msp.NewRatio(-1, 1000), metrics.Linear, msp.ErrRange},
		{msp.NewRatio(1001, 1000), metrics.NearestRank, msp.ErrRange},
	} {
		for _, s := range []metrics.Sample{sample, {}} { // the question is wrong, whatever the sample
			if got, err := s.Quantile(tt.p, tt.rule); !errors.Is(err, tt.kind) || got != (metrics.Value{}) {
				t.Errorf("Quantile(%v, %v) = %v, %v, want kind %v", tt.p, tt.rule, got, err, tt.kind)
			}
		}
	}
	for _, empty := range []metrics.Sample{{}, metrics.NumberSample(nil), metrics.DurationSample(nil)} {
		got, err := empty.Quantile(half, metrics.NearestRank)
		if err != nil || got.Defined() || got.Reason().Code() != metrics.ReasonNoObservations || empty.N() != 0 {
			t.Errorf("of nothing: %v, %v", got, err)
		}
	}
	// A p of a thousand digits is exact too, as long as the answer can be.
	huge := msp.MustParseRatio(strings.Repeat("4", 999) + "/" + strings.Repeat("9", 999))
	wide := msp.MustParseRatio("1/" + strings.Repeat("7", 998) + "1")
	many := metrics.NumberSample([]int64{1, 2, math.MaxInt64})
	for _, tt := range []struct {
		p    msp.Ratio
		rule metrics.QuantileRule
		want string
	}{{huge, metrics.NearestRank, "2/1"}, {huge, metrics.Linear, "17/9"}, {wide, metrics.NearestRank, "1/1"}} {
		if got, err := many.Quantile(tt.p, tt.rule); err != nil || got.Exact().String() != tt.want {
			t.Errorf("%.9v… by %v = %v, %v, want %s", tt.p, tt.rule, got, err, tt.want)
		}
	}
	top, _ := msp.NewRatio(1, 1).Sub(wide)
	if got, err := many.Quantile(top, metrics.Linear); !errors.Is(err, msp.ErrOverflow) || got != (metrics.Value{}) {
		t.Errorf("too long an answer: %.20v…, %v", got, err)
	}
}

// The laws of doc.go, by their numbers; the rules by their definitions.
func TestQuantileLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(-5, 50), rapid.Int64()), 1, 20).Draw(t, "values")
		den := rapid.Int64Range(1, 100).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		p := msp.NewRatio(num, den)
		rule := rapid.SampledFrom([]metrics.QuantileRule{metrics.NearestRank, metrics.Linear}).Draw(t, "rule")
		quantile := func(values []int64, p msp.Ratio) msp.Ratio {
			v, err := metrics.NumberSample(values).Quantile(p, rule)
			if err != nil || v.N() != int64(len(values)) {
				t.Fatalf("Quantile(%v, %v) = %v, %v", p, rule, v, err)
			}
			return v.Exact()
		}
		got := quantile(values, p)

		sorted := slices.Sorted(slices.Values(values))
		n := int64(len(sorted))
		var want *big.Rat
		if rule == metrics.NearestRank {
			// The least observation that is not exceeded by at least p of them.
			for _, x := range sorted {
				count := int64(0)
				for _, y := range sorted {
					if y <= x {
						count++
					}
				}
				if count*den >= num*n {
					want = new(big.Rat).SetInt64(x)
					break
				}
			}
		} else {
			// The line through the points (i/(n−1), x_i).
			h := new(big.Rat).Mul(big.NewRat(num, den), new(big.Rat).SetInt64(n-1))
			for i := range n {
				part := new(big.Rat).Sub(h, new(big.Rat).SetInt64(i))
				if part.Sign() >= 0 && part.Cmp(big.NewRat(1, 1)) < 0 {
					x, y := new(big.Rat).SetInt64(sorted[i]), new(big.Rat).SetInt64(sorted[min(i+1, n-1)])
					want = x.Add(x, part.Mul(part, y.Sub(y, new(big.Rat).SetInt64(sorted[i]))))
				}
			}
		}
		if exact, _ := got.Rat(); exact.Cmp(want) != 0 {
			t.Fatalf("%v of %v by %v = %v, want %v", p, sorted, rule, got, want)
		}
		// 5
		if again := quantile(rapid.Permutation(values).Draw(t, "order"), p); again != got {
			t.Fatalf("order counts: %v and %v", got, again)
		}
		if twice := quantile(slices.Concat(values, values), p); rule == metrics.NearestRank && twice != got {
			t.Fatalf("all twice: %v, once %v", twice, got)
		}
		// 6
		least, greatest := quantile(values, msp.NewRatio(0, 1)), quantile(values, msp.NewRatio(1, 1))
		if least != msp.NewRatio(sorted[0], 1) || greatest != msp.NewRatio(sorted[n-1], 1) || got.Compare(least) < 0 || got.Compare(greatest) > 0 {
			t.Fatalf("%v of %v: %v beyond %v to %v", p, sorted, got, least, greatest)
		}
		if more := quantile(values, msp.NewRatio(rapid.Int64Range(num, den).Draw(t, "more"), den)); more.Compare(got) < 0 {
			t.Fatalf("a higher quantile than %v is %v", got, more)
		}
	})
}
