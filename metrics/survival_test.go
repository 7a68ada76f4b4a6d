package metrics_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// lifetimes reads "9 322 48+": in hours, + for what is still open.
func lifetimes(text string) []metrics.Lifetime {
	var items []metrics.Lifetime
	for word := range strings.FieldsSeq(text) {
		number, open := strings.CutSuffix(word, "+")
		n, err := strconv.Atoi(number)
		if err != nil {
			panic(err)
		}
		items = append(items, metrics.Lifetime{Lasted: time.Duration(n) * time.Hour, Open: open})
	}
	return items
}

func inHours(v metrics.Value) string {
	if !v.Defined() {
		return v.Reason().Code()
	}
	return v.Text(0, msp.HalfUp)
}

func TestSurvival(t *testing.T) {
	for _, tt := range []struct {
		items, final, median, p90 string
	}{
		{"", "no-observations", "no-observations", "no-observations"},
		{"-1 -2", "no-observations", "no-observations", "no-observations"},
		{"9", "0/1", "9h", "9h"},
		{"10 20", "0/1", "10h", "20h"},
		{"10 20 30", "0/1", "20h", "30h"},
		{"9 322 48+", "0/1", "322h", "322h"},
		{"1 1 1 400+ 400+ 400+ 400+ 400+", "5/8", "not-reached", "not-reached"},
		{"5 5+ 5 9", "0/1", "5h", "9h"}, // what is over comes first: 1/2 after 5
		{"5 5+", "1/2", "5h", "not-reached"},
		{"5 4+", "0/1", "5h", "5h"},
		{"5+", "1/1", "not-reached", "not-reached"},
		{"0 0 0 1+", "1/4", "0s", "not-reached"},
		{"1 2+ 3 4+ 5 6+", "5/16", "5h", "not-reached"}, // 5/6 × 3/4 × 1/2
		{"3 2 1 -7 2+ 2", "0/1", "2h", "3h"},            // 4/5 × 2/4 × 0
	} {
		items := lifetimes(tt.items)
		s := metrics.NewSurvival(items)
		final, err := s.Final()
		if err != nil || exactly(final) != tt.final || final.Unit() != metrics.UnitShare {
			t.Errorf("Final of %q = %v, %v, want %s", tt.items, final, err, tt.final)
		}
		p90, err := s.Quantile(msp.NewRatio(9, 10))
		if median := s.Median(); err != nil || inHours(median) != tt.median || inHours(p90) != tt.p90 || median.Unit() != metrics.UnitDuration {
			t.Errorf("of %q: median %v, P90 %v, %v, want %s, %s", tt.items, median, p90, err, tt.median, tt.p90)
		}
		if n := s.Times().Count() + s.Times().Open(); s.N() != n || s.Median().N() != n || s.Times().Total() != int64(len(items)) {
			t.Errorf("N of %q = %d, %v", tt.items, s.N(), s.Times())
		}
	}
}

func TestSurvivalAt(t *testing.T) {
	s := metrics.NewSurvival(lifetimes("1 2+ 3 4+ 5 6+ -9"))
	for _, tt := range []struct {
		at   time.Duration
		want string
	}{
		{math.MinInt64, "1/1"},
		{0, "1/1"},
		{time.Hour - 1, "1/1"},
		{time.Hour, "5/6"},
		{2 * time.Hour, "5/6"},
		{3 * time.Hour, "5/8"},
		{5 * time.Hour, "5/16"},
		{6 * time.Hour, "5/16"},
		{6*time.Hour + 1, "not-reached"},
		{math.MaxInt64, "not-reached"},
	} {
		if v, err := s.At(tt.at); err != nil || exactly(v) != tt.want || v.N() != 6 {
			t.Errorf("At(%v) = %v, %v, want %s", tt.at, v, err, tt.want)
		}
	}
	over := metrics.NewSurvival(lifetimes("1 2+ 3"))
	if v, err := over.At(math.MaxInt64); err != nil || exactly(v) != "0/1" {
		t.Errorf("At the end = %v, %v, want 0", v, err)
	}
	open := metrics.NewSurvival(lifetimes("1+ 2+"))
	if v, err := open.At(2 * time.Hour); err != nil || exactly(v) != "1/1" {
		t.Errorf("At(2h) of open ones = %v, %v, want 1", v, err)
	}
	if v, err := (metrics.Survival{}).At(0); err != nil || exactly(v) != "no-observations" {
		t.Errorf("At of nothing = %v, %v", v, err)
	}
}

func TestSurvivalQuantileRefuses(t *testing.T) {
	for _, s := range []metrics.Survival{{}, metrics.NewSurvival(lifetimes("1 2 3+"))} {
		for p, want := range map[msp.Ratio]error{
			{}:                   msp.ErrUndefined,
			msp.NewRatio(-1, 10): msp.ErrRange,
			msp.NewRatio(11, 10): msp.ErrRange,
		} {
			if v, err := s.Quantile(p); !errors.Is(err, want) || v.Defined() {
				t.Errorf("Quantile(%v) = %v, %v, want %v", p, v, err, want)
			}
		}
	}
	s := metrics.NewSurvival(lifetimes("1 2 3"))
	for p, want := range map[msp.Ratio]string{msp.NewRatio(0, 1): "1h", msp.NewRatio(1, 1): "3h"} {
		if v, err := s.Quantile(p); err != nil || inHours(v) != want {
			t.Errorf("Quantile(%v) = %v, %v, want %s", p, v, err, want)
		}
	}
}

// manyCut returns items of which every second is open, each at a time of its own.
func manyCut(n int) []metrics.Lifetime {
	items := make([]metrics.Lifetime, n)
	for i := range items {
		items[i] = metrics.Lifetime{Lasted: time.Duration(i) * time.Hour, Open: i%2 == 1}
	}
	return items
}

// Survivals too long for a Ratio: the quantiles are still exact.
func TestSurvivalOfMany(t *testing.T) {
	const n = 20_000
	items := manyCut(n)
	s := metrics.NewSurvival(items)
	if v, err := s.Final(); !errors.Is(err, msp.ErrOverflow) || v.Defined() {
		t.Errorf("Final = %v, %v, want ErrOverflow", v, err)
	}
	if v, err := s.At(15_000 * time.Hour); !errors.Is(err, msp.ErrOverflow) || v.Defined() {
		t.Errorf("At = %v, %v, want ErrOverflow", v, err)
	}
	if v, err := s.At(50 * time.Hour); err != nil || !v.Defined() {
		t.Errorf("At(50h) = %v, %v", v, err)
	}
	// The product of (before − 1)/before over even places, with big integers.
	num, den, half := big.NewInt(1), big.NewInt(1), 0
	for i := 0; i < n; i += 2 {
		num.Mul(num, big.NewInt(int64(n-i-1)))
		den.Mul(den, big.NewInt(int64(n-i)))
		if new(big.Int).Lsh(num, 1).Cmp(den) <= 0 {
			half = i
			break
		}
	}
	if v := s.Median(); v.Exact() != msp.NewRatio(int64(half)*int64(time.Hour), 1) {
		t.Errorf("Median = %v, want %dh", v, half)
	}
	// Without open ones any number of times is one fraction.
	over := make([]metrics.Lifetime, n)
	for i := range over {
		over[i].Lasted = time.Duration(i)
	}
	if v, err := metrics.NewSurvival(over).At(12_344); err != nil || v.Exact() != msp.NewRatio(n-12_345, n) {
		t.Errorf("At(12344) = %v, %v", v, err)
	}
}

// Where the survival is p to the last digit, and where it is a hair above or below:
// only multiplying out can tell.
func TestSurvivalMeets(t *testing.T) {
	one, hair := msp.NewRatio(1, 1), msp.MustParseRatio("1/1"+strings.Repeat("0", 200))
	for _, tt := range []struct {
		name  string
		items []metrics.Lifetime
		ends  []int
	}{
		{"runs", lifetimes("0+ 1 2 3+ 4 5 6+ 7"), []int{1, 2, 4, 5, 7}},
		{"many runs", manyCut(200), []int{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42}},
	} {
		s := metrics.NewSurvival(tt.items)
		for i, end := range tt.ends[:len(tt.ends)-1] {
			left, err := s.At(time.Duration(end) * time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			just, _ := one.Sub(left.Exact())
			above, err1 := just.Add(hair)
			below, err2 := just.Sub(hair)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			for p, want := range map[msp.Ratio]int{just: end, below: end, above: tt.ends[i+1]} {
				if got, err := s.Quantile(p); err != nil || got.Exact() != msp.NewRatio(int64(want)*int64(time.Hour), 1) {
					t.Errorf("%s: Quantile(%v) = %v, %v, want %dh", tt.name, p, got, err, want)
				}
			}
		}
	}
}

func TestRemediation(t *testing.T) {
	s := metrics.NewSurvival(lifetimes("1 1 1 400+ 400+ 400+ 400+ 400+ -3"))
	median, mean := metrics.RemediationMedian(s), metrics.RemediationMean(s)
	if got, want := median.String(), "Median time to remediate: n/a, n = 8 (not reached yet), left out: 1 invalid"; got != want {
		t.Errorf("median %q, want %q", got, want)
	}
	if got, want := mean.String(), "Mean time to remediate, closed only: 1h, n = 3, left out: 5 open, 1 invalid"; got != want {
		t.Errorf("mean %q, want %q", got, want)
	}
	half := metrics.RemediationMedian(metrics.NewSurvival(lifetimes("9 322 48+")))
	if half.Value.Exact() != half.Num || half.Den != msp.NewRatio(1, 1) || half.Name != "remediation_median" || mean.Name != "remediation_mean_closed" {
		t.Errorf("median = %+v", half)
	}
	items := lifetimes("1 2 3")
	shared := metrics.NewSurvival(items)
	items[0].Lasted = 5 * time.Hour
	slices.Reverse(items)
	if got := inHours(shared.Median()); got != "2h" {
		t.Errorf("items are shared: median %s", got)
	}
}

func BenchmarkSurvivalMedian(b *testing.B) {
	s := metrics.NewSurvival(manyCut(20_000))
	p := msp.NewRatio(9, 10)
	for b.Loop() {
		if v, err := s.Quantile(p); err != nil || !v.Defined() {
			b.Fatal(v, err)
		}
	}
}
