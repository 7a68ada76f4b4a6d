package metrics_test

import (
	"errors"
	"math"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func rateOf(tb interface{ Fatalf(string, ...any) }, k, n int64) metrics.Rate {
	tally, err := msp.NewTally(k, n-k, 0, 0)
	if err != nil {
		tb.Fatalf("%d of %d: %v", k, n, err)
	}
	return metrics.NewRate(tally)
}

func within(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance }

// Published or worked out with 60 digits.
func TestWilson(t *testing.T) {
	for _, tt := range []struct {
		k, n       int64
		confidence string
		low, high  float64
	}{
		{0, 1, "95%", 0, 0.793450685622763},
		{1, 1, "95%", 0.206549314377237, 1},
		{1, 2, "95%", 0.094531205734231, 0.905468794265769},
		{95, 100, "95%", 0.888249530768081, 0.978456320845632},
		{7, 23, "95%", 0.156040244532140, 0.508657562687592},
	} {
		b, ok, err := rateOf(t, tt.k, tt.n).Wilson(msp.MustParsePercent(tt.confidence))
		if err != nil || !ok || !within(b.Low, tt.low, 1e-12) || !within(b.High, tt.high, 1e-12) {
			t.Errorf("Wilson of %d of %d = %.15f, %.15f, %v, %v, want %v to %v", tt.k, tt.n, b.Low, b.High, ok, err, tt.low, tt.high)
		}
		if tt.k == 0 && b.Low != 0 || tt.k == tt.n && b.High != 1 {
			t.Errorf("Wilson of %d of %d = %v, want an exact end", tt.k, tt.n, b)
		}
	}
	if b, _, _ := rateOf(t, 95, 100).Wilson(msp.MustParsePercent("95%")); b.String() != "[0.8882, 0.9785]" {
		t.Errorf("String = %v", b)
	}
	// R. G. Newcombe, Two-Sided Confidence Intervals for the Single Proportion, 1998.
	if b, _, _ := rateOf(t, 81, 263).Wilson(msp.MustParsePercent("95%")); b.String() != "[0.2553, 0.3662]" {
		t.Errorf("Wilson of 81 of 263 = %v", b)
	}
	// Pending and excluded items are no evidence.
	tally, _ := msp.NewTally(95, 5, 1000, 1000)
	with, _, _ := metrics.NewRate(tally).Wilson(msp.MustParsePercent("95%"))
	without, _, _ := rateOf(t, 95, 100).Wilson(msp.MustParsePercent("95%"))
	if with != without {
		t.Errorf("Wilson with pending = %v, want %v", with, without)
	}
}

func TestWilsonLow(t *testing.T) {
	// At 95% one-sided z is that of 90% two-sided, 1.6448536269514727: all of n kept is
	// n/(n + z²).
	const z = 1.6448536269514727
	for _, n := range []int64{1, 52, 53, 1000} {
		want := float64(n) / (float64(n) + z*z)
		if low, ok, err := rateOf(t, n, n).WilsonLow(msp.MustParsePercent("95%")); err != nil || !ok || !within(low, want, 1e-14) {
			t.Errorf("WilsonLow of %d of %d = %v, %v, %v, want %v", n, n, low, ok, err, want)
		}
	}
	b, _, _ := rateOf(t, 90, 100).Wilson(msp.MustParsePercent("99.8%"))
	if low, _, err := rateOf(t, 90, 100).WilsonLow(msp.MustParsePercent("99.9%")); err != nil || low != b.Low {
		t.Errorf("WilsonLow = %v, %v, want %v", low, err, b.Low)
	}
}

func TestWilsonRefuses(t *testing.T) {
	const least, most = "0.0000000000000001%", "99.9999999999999999%"
	rate := rateOf(t, 3, 4)
	for _, c := range []string{"0%", "-5%", "100%", "100.000000000000001%", "95000%"} {
		if b, ok, err := rate.Wilson(msp.MustParsePercent(c)); !errors.Is(err, msp.ErrRange) || ok || b != (metrics.ConfidenceInterval{}) {
			t.Errorf("Wilson at %s = %v, %v, %v, want ErrRange", c, b, ok, err)
		}
	}
	for _, c := range []string{"0%", "-5%", "49%", "50%", "100%", least} {
		if low, ok, err := rate.WilsonLow(msp.MustParsePercent(c)); !errors.Is(err, msp.ErrRange) || ok || low != 0 {
			t.Errorf("WilsonLow at %s = %v, %v, %v, want ErrRange", c, low, ok, err)
		}
	}
	if _, _, err := rate.Wilson(msp.MustParsePercent("100%")); err.Error() != `metrics: confidence "100%": want more than 0% and less than 100%` {
		t.Errorf("error = %v", err)
	}
	// Nothing judged, whatever is pending.
	tally, _ := msp.NewTally(0, 0, 3, 4)
	for _, nothing := range []metrics.Rate{{}, metrics.NewRate(tally)} {
		b, ok, err := nothing.Wilson(msp.MustParsePercent("95%"))
		low, lowOK, lowErr := nothing.WilsonLow(msp.MustParsePercent("95%"))
		if err != nil || lowErr != nil || ok || lowOK || b != (metrics.ConfidenceInterval{}) || low != 0 {
			t.Errorf("of %v: %v, %v, %v, %v", nothing, b, low, err, lowErr)
		}
	}
	// Bad input is told also where nothing is judged.
	if _, _, err := (metrics.Rate{}).Wilson(msp.MustParsePercent("100%")); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Wilson of nothing at 100%%: %v", err)
	}
	for _, c := range []string{least, "50.0000000000000001%", most} {
		for _, k := range []int64{0, 1, math.MaxInt64 / 2, math.MaxInt64 - 1, math.MaxInt64} {
			b, ok, err := rateOf(t, k, math.MaxInt64).Wilson(msp.MustParsePercent(c))
			if err != nil || !ok || !(0 <= b.Low && b.Low < b.High && b.High <= 1) {
				t.Errorf("Wilson of %d of 2^63 − 1 at %s = %v, %v, %v", k, c, b, ok, err)
			}
		}
	}
}
