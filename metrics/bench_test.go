package metrics_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A compact ticket of 24 bytes.
type compact struct {
	took     time.Duration
	limit    time.Duration
	client   uint32
	priority msp.Priority
}

const (
	benchTickets = 10_000_000
	benchClients = 500
)

func compacts() []compact {
	random := rand.New(rand.NewPCG(2026, 11))
	tickets := make([]compact, benchTickets)
	for i := range tickets {
		tickets[i] = compact{
			time.Duration(random.Int64N(100_000)) * time.Second, 50_000 * time.Second,
			random.Uint32N(benchClients), msp.Priority(1 + random.IntN(4)),
		}
	}
	return tickets
}

func kept(t *compact) msp.Outcome {
	if t.took <= t.limit {
		return msp.Met
	}
	return msp.Missed
}

// A service is what the passes below count of a group.
type service struct {
	kept metrics.Rate
	took metrics.Times
}

func (s *service) add(t *compact) error {
	if err := s.kept.Add(kept(t)); err != nil {
		return err
	}
	return s.took.Add(t.took)
}

func (s *service) Merge(other service) error {
	return errors.Join(s.kept.Merge(other.kept), s.took.Merge(other.took))
}

// floor is the pass that the others are held against: by hand, in plain integers.
func floor(tickets []compact) int64 {
	var groups [10]struct{ count, sum, least, greatest, met int64 }
	for i := range groups {
		groups[i].least = math.MaxInt64
	}
	for i := range tickets {
		t := &tickets[i]
		g, d := &groups[t.priority%10], int64(t.took)
		g.count++
		g.sum += d
		g.least = min(g.least, d)
		g.greatest = max(g.greatest, d)
		if t.took <= t.limit {
			g.met++
		}
	}
	return groups[1].met + groups[2].sum + groups[3].least + groups[4].greatest
}

// BenchmarkLoopFloor is ten million tickets of 24 bytes, by priority: count, sum, least,
// greatest and kept.
func BenchmarkLoopFloor(b *testing.B) {
	tickets, sum := compacts(), int64(0)
	for b.Loop() {
		sum += floor(tickets)
	}
	if sum == 0 {
		b.Fatal("nothing counted")
	}
}

// BenchmarkRatePass10M is the same tickets, the rate alone, by a function value.
func BenchmarkRatePass10M(b *testing.B) {
	tickets, step := compacts(), metrics.RateBy(kept)
	b.ReportAllocs()
	for b.Loop() {
		if rate, err := metrics.CollectSlice(tickets, step); err != nil || rate.Tally().Total() != benchTickets {
			b.Fatal(rate, err)
		}
	}
}

// BenchmarkGroupByPriority10M does what the floor does: in a loop of the caller, into
// which classifier and accumulators are inlined, and with function values.
func BenchmarkGroupByPriority10M(b *testing.B) {
	tickets := compacts()
	loop := func() (groups [10]service, err error) {
		for i := range tickets {
			t := &tickets[i]
			g := &groups[t.priority%10]
			if err := g.kept.Add(kept(t)); err != nil {
				return groups, err
			}
			if err := g.took.Add(t.took); err != nil {
				return groups, err
			}
		}
		return groups, nil
	}
	b.Run("how=inlined", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if groups, err := loop(); err != nil || groups[1].kept.IsZero() {
				b.Fatal(err)
			}
		}
	})
	b.Run("how=func", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			groups, err := metrics.GroupDense(tickets, 10, func(t *compact) int { return int(t.priority) }, (*service).add)
			if err != nil || groups[1].kept.IsZero() {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkMapFloor is the floor by one of 500 clients, in a map.
func BenchmarkMapFloor(b *testing.B) {
	type group struct{ count, sum, least, greatest, met int64 }
	tickets := compacts()
	for b.Loop() {
		groups := make(map[uint32]*group)
		for i := range tickets {
			t := &tickets[i]
			g, d := groups[t.client], int64(t.took)
			if g == nil {
				g = &group{least: math.MaxInt64}
				groups[t.client] = g
			}
			g.count++
			g.sum += d
			g.least = min(g.least, d)
			g.greatest = max(g.greatest, d)
			if t.took <= t.limit {
				g.met++
			}
		}
		if len(groups) != benchClients {
			b.Fatal(len(groups))
		}
	}
}

// BenchmarkGroupByClient10M does the same by one of 500 clients, in a map.
func BenchmarkGroupByClient10M(b *testing.B) {
	tickets := compacts()
	b.ReportAllocs()
	for b.Loop() {
		groups, err := metrics.GroupSlice(tickets, func(t *compact) uint32 { return t.client }, (*service).add)
		if err != nil || len(groups) != benchClients {
			b.Fatal(len(groups), err)
		}
	}
}

// BenchmarkHistogramAdd adds one duration.
func BenchmarkHistogramAdd(b *testing.B) {
	const n = 1 << 12 // what is near the processor
	random := rand.New(rand.NewPCG(2026, 11))
	durations := make([]time.Duration, n)
	for i := range durations {
		durations[i] = time.Duration(random.Int64N(100_000)) * time.Second
	}
	var h metrics.Histogram
	if err := h.Add(100_000 * time.Second); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N { // b.Loop would cost a third of what is measured
		if err := h.Add(durations[i%n]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMerge1000 merges a thousand partials of all accumulators, a histogram of some
// hundred filled buckets among them.
func BenchmarkMerge1000(b *testing.B) {
	random := rand.New(rand.NewPCG(2026, 11))
	type partial struct {
		service
		histogram metrics.Histogram
	}
	parts := make([]partial, 1000)
	for i := range parts {
		for range 200 {
			t := compact{took: time.Duration(random.Int64N(100_000)) * time.Second, limit: 50_000 * time.Second}
			if err := errors.Join(parts[i].add(&t), parts[i].histogram.Add(t.took)); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		var all partial
		for i := range parts {
			if err := all.Merge(parts[i].service); err != nil {
				b.Fatal(err)
			}
			if err := all.histogram.Merge(parts[i].histogram); err != nil {
				b.Fatal(err)
			}
		}
		if all.kept.Tally().Total() != 200_000 {
			b.Fatal(all.kept)
		}
	}
}

func BenchmarkQuantile(b *testing.B) {
	durations := make([]time.Duration, 1000)
	for i := range durations {
		durations[i] = time.Duration(i * 7919 % 1000)
	}
	sample, p := metrics.DurationSample(durations), p90()
	b.ReportAllocs()
	for b.Loop() {
		if v, err := sample.Quantile(p, metrics.Linear); err != nil || !v.Defined() {
			b.Fatal(v, err)
		}
	}
}
