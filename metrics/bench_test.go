package metrics_test

import (
	"slices"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A compact ticket of 24 bytes.
type compact struct {
	took     time.Duration
	limit    time.Duration
	priority msp.Priority
}

func compacts() []compact {
	tickets := make([]compact, 100_000)
	for i := range tickets {
		tickets[i] = compact{time.Duration(i*7919%100_000) * time.Second, 50_000 * time.Second, msp.Priority(1 + i%4)}
	}
	return tickets
}

var (
	sinkCount int64
	sinkRate  metrics.Rate
	sinkTimes metrics.Times
	sinkValue metrics.Value
)

// BenchmarkFloor is a loop by hand that counts what is kept, an item.
func BenchmarkFloor(b *testing.B) {
	tickets := compacts()
	b.ReportAllocs()
	for i := 0; i < b.N; i += len(tickets) {
		for j := range tickets {
			if tickets[j].took <= tickets[j].limit {
				sinkCount++
			}
		}
	}
}

func BenchmarkCollectRate(b *testing.B) {
	tickets := compacts()
	step := metrics.RateBy(func(t *compact) msp.Outcome {
		if t.took <= t.limit {
			return msp.Met
		}
		return msp.Missed
	})
	b.ReportAllocs()
	for i := 0; i < b.N; i += len(tickets) {
		sinkRate, _ = metrics.Collect(slices.Values(tickets), step)
	}
}

func BenchmarkCollectTimes(b *testing.B) {
	tickets := compacts()
	step := metrics.TimesBy(func(t *compact) (time.Duration, bool) { return t.took, true })
	b.ReportAllocs()
	for i := 0; i < b.N; i += len(tickets) {
		sinkTimes, _ = metrics.Collect(slices.Values(tickets), step)
	}
}

func BenchmarkQuantile(b *testing.B) {
	durations := make([]time.Duration, 1000)
	for i := range durations {
		durations[i] = time.Duration(i * 7919 % 1000)
	}
	sample, p := metrics.DurationSample(durations), msp.NewRatio(9, 10)
	b.ReportAllocs()
	for range b.N {
		sinkValue, _ = sample.Quantile(p, metrics.Linear)
	}
}
