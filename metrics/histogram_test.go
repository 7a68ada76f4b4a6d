package metrics_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestHistogram(t *testing.T) {
	items := []taken{{3, true}, {1000, true}, {0, false}, {-1, true}, {5, true}, {time.Hour, true}, {0, true}}
	h, err := metrics.CollectSlice(items, metrics.HistogramBy(took))
	if err != nil {
		t.Fatal(err)
	}
	if h.Count() != 5 || h.Open() != 1 || h.Invalid() != 1 || h.Total() != 7 || h.Bits() != 7 || h.IsZero() {
		t.Errorf("counts of %v", h)
	}
	if got := h.String(); got != "5 durations, 1 open, 1 invalid, in buckets of 7 bits" {
		t.Errorf("String = %q", got)
	}
	// 1000 has ten bits: its last two are left out. An hour, 3.6·10¹² ns, has 42.
	for _, tt := range []struct {
		p         msp.Ratio
		low, high int64
	}{
		{msp.NewRatio(0, 1), 0, 0},
		{msp.NewRatio(1, 5), 0, 0},
		{msp.NewRatio(2, 5), 3, 3},
		{msp.NewRatio(1, 2), 5, 5},
		{msp.NewRatio(4, 5), 1000, 1003},
		{msp.NewRatio(1, 1), 209 << 34, 210<<34 - 1},
	} {
		low, high, err := h.Quantile(tt.p)
		if err != nil || low.Exact() != msp.NewRatio(tt.low, 1) || high.Exact() != msp.NewRatio(tt.high, 1) || low.N() != 5 || low.Unit() != metrics.UnitDuration {
			t.Errorf("Quantile(%v) = %v, %v, %v, want %d to %d", tt.p, low, high, err, tt.low, tt.high)
		}
	}
	if int64(time.Hour) < 209<<34 || int64(time.Hour) > 210<<34-1 {
		t.Error("an hour is not in its bucket")
	}
	for _, tt := range []struct {
		p    msp.Ratio
		kind error
	}{{msp.Ratio{}, msp.ErrUndefined}, {msp.NewRatio(-1, 9), msp.ErrRange}, {msp.NewRatio(9, 8), msp.ErrRange}} {
		if _, _, err := h.Quantile(tt.p); !errors.Is(err, tt.kind) {
			t.Errorf("Quantile(%v): %v, want %v", tt.p, err, tt.kind)
		}
	}
	var none metrics.Histogram
	if low, high, err := none.Quantile(msp.NewRatio(1, 2)); err != nil || low.Defined() || high.Reason().Code() != metrics.ReasonNoObservations {
		t.Errorf("of nothing: %v, %v, %v", low, high, err)
	}
}

func TestHistogramBits(t *testing.T) {
	for _, bits := range []int{0, -1, 13, math.MaxInt} {
		if _, err := metrics.NewHistogram(bits); !errors.Is(err, msp.ErrRange) {
			t.Errorf("NewHistogram(%d): %v, want ErrRange", bits, err)
		}
	}
	nine, err := metrics.NewHistogram(9)
	if err != nil || nine.Bits() != 9 {
		t.Fatalf("NewHistogram(9) = %v, %v", nine, err)
	}
	if err := nine.Add(math.MaxInt64); err != nil {
		t.Fatal(err)
	}
	var h metrics.Histogram
	if err := errors.Join(h.Merge(nine), h.Merge(metrics.Histogram{})); err != nil || !h.Equal(nine) {
		t.Errorf("the zero Histogram merged with %v = %v, %v", nine, h, err)
	}
	clone := h.Clone()
	if err := h.Add(math.MaxInt64); err != nil || nine.Count() != 1 || !clone.Equal(nine) || h.Equal(nine) {
		t.Errorf("merged histograms share memory: %v, %v, %v", nine, clone, err)
	}
	var seven metrics.Histogram
	if err := seven.AddOpen(); err != nil {
		t.Fatal(err)
	}
	before := seven.Clone()
	if err := seven.Merge(nine); !errors.Is(err, msp.ErrRange) || !seven.Equal(before) {
		t.Errorf("other bits merge to %v, %v, want ErrRange", seven, err)
	}
}

func TestHistogramLimits(t *testing.T) {
	var h metrics.Histogram
	if err := h.Add(1); err != nil {
		t.Fatal(err)
	}
	whole := h.Clone()
	for range 62 {
		if err := errors.Join(h.Merge(h), whole.Merge(h)); err != nil {
			t.Fatal(err)
		}
	}
	one, brim := metrics.Histogram{}, whole.Clone()
	if err := one.Add(5); err != nil || whole.Total() != math.MaxInt64 {
		t.Fatalf("Total = %d, %v", whole.Total(), err)
	}
	for name, f := range map[string]func() error{
		"Add":     func() error { return whole.Add(1) },
		"Add -1":  func() error { return whole.Add(-1) },
		"AddOpen": func() error { return whole.AddOpen() },
		"Merge":   func() error { return whole.Merge(one) },
	} {
		if err := f(); !errors.Is(err, msp.ErrOverflow) || !whole.Equal(brim) {
			t.Errorf("%s = %v, want ErrOverflow", name, err)
		}
	}
	if low, _, err := whole.Quantile(msp.NewRatio(1, 1)); err != nil || low.Exact() != msp.NewRatio(1, 1) || low.N() != math.MaxInt64 {
		t.Errorf("Quantile = %v, %v", low, err)
	}
}

func TestGroupSlices(t *testing.T) {
	words := []string{"b", "a", "b", "", "bb", "a"}
	count := func(n *int, _ *string) error { *n++; return nil }
	byWord, err := metrics.GroupSlice(words, func(w *string) string { return *w }, count)
	if err != nil || len(byWord) != 4 || byWord["b"] != 2 || byWord["a"] != 2 || byWord[""] != 1 {
		t.Errorf("GroupSlice = %v, %v", byWord, err)
	}
	byLen, err := metrics.GroupDense(words, 3, func(w *string) int { return len(*w) }, count)
	if err != nil || !slices.Equal(byLen, []int{1, 4, 1}) {
		t.Errorf("GroupDense = %v, %v", byLen, err)
	}
	all, err := metrics.CollectSlice(words, count)
	if err != nil || all != 6 {
		t.Errorf("CollectSlice = %d, %v", all, err)
	}
	stop := errors.New("enough")
	fail := func(n *int, w *string) error {
		*n++
		if *w == "" {
			return stop
		}
		return nil
	}
	_, err1 := metrics.CollectSlice(words, fail)
	_, err2 := metrics.GroupSlice(words, func(w *string) string { return *w }, fail)
	_, err3 := metrics.GroupDense(words, 3, func(w *string) int { return len(*w) }, fail)
	for _, err := range []error{err1, err2, err3} {
		if !errors.Is(err, stop) || err.Error() != "metrics: item 3: enough" {
			t.Errorf("error = %v, want that of item 3", err)
		}
	}
	for _, groups := range []int{2, 0} {
		if got, err := metrics.GroupDense(words, groups, func(w *string) int { return len(*w) }, count); !errors.Is(err, msp.ErrRange) || got != nil {
			t.Errorf("of %d groups: %v, %v, want ErrRange", groups, got, err)
		}
	}
	if _, err := metrics.GroupDense(words, 3, func(*string) int { return -1 }, count); !errors.Is(err, msp.ErrRange) {
		t.Errorf("group -1: %v, want ErrRange", err)
	}
	for _, groups := range []int{-1, 1 << 40} {
		if _, err := metrics.GroupDense(words[:0], groups, func(w *string) int { return len(*w) }, count); !errors.Is(err, msp.ErrRange) {
			t.Errorf("%d groups: %v, want ErrRange", groups, err)
		}
	}
}

func TestMergeGroups(t *testing.T) {
	one := timesOf(t, []taken{{1, true}})
	two := timesOf(t, []taken{{2, true}, {0, false}})
	both := timesOf(t, []taken{{1, true}, {2, true}, {0, false}})
	into := map[string]metrics.Times{"a": one, "b": two}
	if err := metrics.MergeGroups(into, map[string]metrics.Times{"a": two, "c": one}); err != nil {
		t.Fatal(err)
	}
	if into["a"] != both || into["b"] != two || into["c"] != one || len(into) != 3 {
		t.Errorf("MergeGroups = %v", into)
	}
	full, _ := msp.NewTally(math.MaxInt64, 0, 0, 0)
	rates := map[int]metrics.Rate{7: metrics.NewRate(full)}
	if err := metrics.MergeGroups(rates, rates); !errors.Is(err, msp.ErrOverflow) || rates[7].Tally() != full {
		t.Errorf("MergeGroups = %v, want ErrOverflow", err)
	}
}

func p90() msp.Ratio { return msp.NewRatio(9, 10) }
