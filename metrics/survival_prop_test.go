package metrics_test

import (
	"math"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// bigSurvival is the estimate at t by its definition, in rational arithmetic, and
// how many items are observed.
func bigSurvival(items []metrics.Lifetime, t time.Duration) (s *big.Rat, observed int) {
	s = big.NewRat(1, 1)
	done := map[time.Duration]bool{}
	for _, i := range items {
		if i.Lasted < 0 {
			continue
		}
		observed++
		if i.Open || i.Lasted > t || done[i.Lasted] {
			continue
		}
		done[i.Lasted] = true
		atRisk, over := int64(0), int64(0)
		for _, other := range items {
			if other.Lasted >= i.Lasted {
				atRisk++
				if !other.Open && other.Lasted == i.Lasted {
					over++
				}
			}
		}
		s.Mul(s, big.NewRat(atRisk-over, atRisk))
	}
	return s, observed
}

func someLifetimes(t *rapid.T) []metrics.Lifetime {
	lasted := rapid.OneOf(rapid.Int64Range(-1, 8), rapid.Int64Range(0, 40), rapid.Int64())
	open := rapid.SampledFrom([]int{0, 1, 5}).Draw(t, "open of 6")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) metrics.Lifetime {
		return metrics.Lifetime{Lasted: time.Duration(lasted.Draw(t, "lasted")), Open: rapid.IntRange(0, 5).Draw(t, "open") < open}
	}), 0, 25).Draw(t, "items")
}

func TestSurvivalLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := someLifetimes(t)
		s := metrics.NewSurvival(items)
		longest := time.Duration(-1)
		var ends []time.Duration // of closed ones
		for _, i := range items {
			longest = max(longest, i.Lasted)
			if !i.Open && i.Lasted >= 0 {
				ends = append(ends, i.Lasted)
			}
		}
		final, n := bigSurvival(items, math.MaxInt64)
		extinct := final.Sign() == 0
		v, err := s.Final()
		if err != nil || v.Defined() != (n > 0) || n > 0 && !sameRat(v, final) {
			t.Fatalf("Final of %v = %v, %v, want %v", items, v, err, final)
		}
		at := time.Duration(rapid.OneOf(rapid.Int64Range(-1, 45), rapid.Int64()).Draw(t, "at"))
		want, _ := bigSurvival(items, at)
		v, err = s.At(at)
		if known := n > 0 && (at <= longest || extinct); err != nil || v.Defined() != known || known && !sameRat(v, want) {
			t.Fatalf("At(%v) of %v = %v, %v, want %v, %v", at, items, v, err, want, known)
		}
		// The least end at which the survival is 1 − p or less.
		den := rapid.Int64Range(1, 60).Draw(t, "den")
		p := msp.NewRatio(rapid.Int64Range(0, den).Draw(t, "num"), den)
		if v.Defined() && rapid.Bool().Draw(t, "just that") {
			p, _ = msp.NewRatio(1, 1).Sub(v.Exact())
		}
		rat, _ := p.Rat()
		rest := rat.Sub(big.NewRat(1, 1), rat)
		least, reached := time.Duration(math.MaxInt64), false
		for _, end := range ends {
			if left, _ := bigSurvival(items, end); left.Cmp(rest) <= 0 {
				least, reached = min(least, end), true
			}
		}
		q, err := s.Quantile(p)
		if err != nil || q.Defined() != reached || reached && q.Exact() != msp.NewRatio(int64(least), 1) || q.N() != int64(n) {
			t.Fatalf("Quantile(%v) of %v = %v, %v, want %v, %v", p, items, q, err, least, reached)
		}
		if !reached && q.Reason().Code() != map[bool]string{true: metrics.ReasonNotReached, false: metrics.ReasonNoObservations}[n > 0] {
			t.Fatalf("Quantile(%v) of %v = %v", p, items, q)
		}
		// The order of items does not matter.
		if again := metrics.NewSurvival(rapid.Permutation(items).Draw(t, "order")); again.Median() != s.Median() || again.Times() != s.Times() {
			t.Fatalf("order counts for %v", items)
		}
		// Law 17: what is all over has the lower median, and every quantile by rank.
		var over []metrics.Lifetime
		for _, end := range ends {
			over = append(over, metrics.Lifetime{Lasted: end})
		}
		if len(ends) > 0 {
			byRank, err := metrics.DurationSample(ends).Quantile(p, metrics.NearestRank)
			closed, err2 := metrics.NewSurvival(over).Quantile(p)
			if err != nil || err2 != nil || closed != byRank {
				t.Fatalf("Quantile(%v) of %v = %v, by rank %v", p, ends, closed, byRank)
			}
		}
		// Open items only ever make it longer.
		if m, c := s.Median(), metrics.NewSurvival(over).Median(); m.Defined() && m.Exact().Compare(c.Exact()) < 0 {
			t.Fatalf("Median of %v = %v, of the closed ones %v", items, m, c)
		}
	})
}
