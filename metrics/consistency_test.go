package metrics_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestConsistency(t *testing.T) {
	for _, tt := range []struct {
		of          []int64
		rule        metrics.QuantileRule
		consistency string
		spread      string
	}{
		{[]int64{10, 20, 30, 40, 50, 60, 70, 80, 90, 100}, metrics.NearestRank, "9/5", "50/1"}, // 90 ÷ 50, 80 − 30
		{[]int64{100, 20, 30, 40, 50, 60, 70, 80, 90, 10}, metrics.Linear, "91/55", "45/1"},    // 91 ÷ 55, 77.5 − 32.5
		{[]int64{7, 7}, metrics.NearestRank, "1/1", "0/1"},
		{[]int64{7}, metrics.NearestRank, "1/1", "too-few-observations"},
		{nil, metrics.NearestRank, "no-observations", "too-few-observations"},
		{[]int64{0, 0, 0, 9}, metrics.NearestRank, "zero-denominator", "0/1"},
		{[]int64{-3, -3, 4}, metrics.NearestRank, "negative-denominator", "7/1"},
	} {
		s := metrics.NumberSample(tt.of)
		c, err1 := metrics.ResolutionConsistency(s, tt.rule)
		i, err2 := metrics.ResolutionSpread(s, tt.rule)
		if err1 != nil || err2 != nil || exactly(c.Value) != tt.consistency || exactly(i.Value) != tt.spread {
			t.Errorf("of %v by %v: %v, %v, %v, %v, want %s, %s", tt.of, tt.rule, c, i, err1, err2, tt.consistency, tt.spread)
		}
		if c.Value.N() != int64(len(tt.of)) || i.Value.N() != int64(len(tt.of)) || c.Name != "resolution_consistency" || i.Name != "resolution_iqr" ||
			c.Value.Unit() != metrics.UnitNumber || i.Value.Unit() != metrics.UnitNumber {
			t.Errorf("of %v: %+v, %+v", tt.of, c, i)
		}
		if tt.consistency != "negative-denominator" {
			isNumOverDen(t, c)
		}
		isNumOverDen(t, i)
	}
	hours := metrics.DurationSample([]time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour, 8 * time.Hour})
	i, err := metrics.ResolutionSpread(hours, metrics.NearestRank)
	if err != nil || i.String() != "Resolution time, interquartile range: 2h, n = 4" || i.Text != "75th percentile − 25th percentile, both by nearest_rank" {
		t.Errorf("spread = %v, %q, %v", i, i.Text, err)
	}
	for _, s := range []metrics.Sample{{}, hours} {
		_, err1 := metrics.ResolutionConsistency(s, 0)
		_, err2 := metrics.ResolutionSpread(s, 9)
		if !errors.Is(err1, msp.ErrRange) || !errors.Is(err2, msp.ErrRange) {
			t.Errorf("without a rule: %v, %v, want ErrRange", err1, err2)
		}
	}
	// The zero Sample has no unit, and no number.
	i, err = metrics.ResolutionSpread(metrics.Sample{}, metrics.Linear)
	if err != nil || i.Value.Defined() {
		t.Errorf("spread of the zero Sample = %v, %v", i, err)
	}
}

// Law 14: a scale leaves the consistency and scales the spread, a shift leaves
// the spread.
func TestConsistencyLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SliceOfN(rapid.Int64Range(1, 1_000_000), 2, 30).Draw(t, "of")
		rule := rapid.SampledFrom([]metrics.QuantileRule{metrics.NearestRank, metrics.Linear}).Draw(t, "rule")
		by, shift := rapid.Int64Range(1, 1000).Draw(t, "by"), rapid.Int64Range(-1000, 1000).Draw(t, "shift")
		var scaled, shifted []int64
		for _, x := range of {
			scaled, shifted = append(scaled, x*by), append(shifted, x+shift)
		}
		kpis := func(of []int64) (consistency, spread msp.Ratio) {
			c, err1 := metrics.ResolutionConsistency(metrics.NumberSample(of), rule)
			i, err2 := metrics.ResolutionSpread(metrics.NumberSample(of), rule)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			return c.Value.Exact(), i.Value.Exact()
		}
		c, i := kpis(of)
		scaledC, scaledI := kpis(scaled)
		_, shiftedI := kpis(shifted)
		times, _ := i.Mul(msp.NewRatio(by, 1))
		if c.Compare(msp.NewRatio(1, 1)) < 0 || i.Sign() < 0 || scaledC != c || scaledI != times || shiftedI != i {
			t.Fatalf("of %v: %v, %v; by %d %v, %v; shifted %v", of, c, i, by, scaledC, scaledI, shiftedI)
		}
	})
}

// Half of the tickets take two hours or less, a tenth more than eighteen.
func ExampleResolutionConsistency() {
	var took []time.Duration
	for _, hours := range []int{1, 1, 1, 2, 2, 3, 3, 4, 18, 40} {
		took = append(took, time.Duration(hours)*time.Hour)
	}
	sample := metrics.DurationSample(took)
	fmt.Println(metrics.ResolutionConsistency(sample, metrics.NearestRank))
	fmt.Println(metrics.ResolutionSpread(sample, metrics.NearestRank))
	// Output:
	// Resolution consistency: 9, n = 10 <nil>
	// Resolution time, interquartile range: 3h, n = 10 <nil>
}
