package metrics_test

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Law 7: the bucket of a quantile holds the order statistic, is narrower than 2⁻ᵇ of
// it, and grows with p; so the buckets of two quantiles are the same or apart.
func TestHistogramLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(1, 12).Draw(t, "bits")
		h, err := metrics.NewHistogram(bits)
		if err != nil {
			t.Fatal(err)
		}
		items := someTaken().Draw(t, "items")
		var observed []time.Duration
		for _, i := range items {
			if err := metrics.HistogramBy(took)(&h, &i); err != nil {
				t.Fatal(err)
			}
			if i.done && i.d >= 0 {
				observed = append(observed, i.d)
			}
		}
		slices.Sort(observed)
		n := int64(len(observed))
		if h.Count() != n || h.Total() != int64(len(items)) || h.Bits() != bits {
			t.Fatalf("%v of %v", h, items)
		}
		if n == 0 {
			return
		}
		var last msp.Ratio
		for rank := int64(1); rank <= n; rank++ {
			low, high, err := h.Quantile(msp.NewRatio(rank, n))
			if err != nil {
				t.Fatal(err)
			}
			truth := msp.NewRatio(int64(observed[rank-1]), 1)
			if low.Exact().Compare(truth) > 0 || high.Exact().Compare(truth) < 0 || low.Exact().Compare(last) < 0 {
				t.Fatalf("%d of %d is %v, in the bucket %v to %v", rank, n, truth, low, high)
			}
			width := new(big.Int).Sub(high.Exact().Num(), low.Exact().Num())
			if width.Lsh(width, uint(bits)).Cmp(low.Exact().Num()) >= 0 && low.Exact() != high.Exact() {
				t.Fatalf("the bucket %v to %v is too wide for %d bits", low, high, bits)
			}
			last = low.Exact()
		}
	})
}
