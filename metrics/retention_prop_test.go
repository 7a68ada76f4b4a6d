package metrics_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func someMovement() *rapid.Generator[metrics.ClientMovement] {
	return rapid.Custom(func(t *rapid.T) metrics.ClientMovement {
		start := rapid.Int64Range(0, 50).Draw(t, "start")
		return movement(t, start, rapid.Int64Range(0, start).Draw(t, "lost"), rapid.Int64Range(0, 50).Draw(t, "new"))
	})
}

// Law: retained + lost = start, start + new − lost = end, retention + churn = 1. The
// model asks of each client that could be there.
func TestClientMovementLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		client := rapid.IntRange(0, 12)
		start, end := rapid.SliceOfN(client, 0, 16).Draw(t, "start"), rapid.SliceOfN(client, 0, 16).Draw(t, "end")
		var counts [4]int64 // by whether a client is there at the start, and at the end
		for c := range 13 {
			i := 0
			if slices.Contains(start, c) {
				i = 1
			}
			if slices.Contains(end, c) {
				i += 2
			}
			counts[i]++
		}
		m := metrics.ClientMovementOf(start, end)
		if m.Start() != counts[1]+counts[3] || m.End() != counts[2]+counts[3] || m.Retained() != counts[3] || m.Lost() != counts[1] || m.New() != counts[2] {
			t.Fatalf("%v, want %v", m, counts)
		}
		if m.Start()+m.New()-m.Lost() != m.End() || m.Retained()+m.Lost() != m.Start() {
			t.Fatalf("%v does not add up", m)
		}
		retention, churn := m.Retention().Value, m.Churn().Value
		if sum, err := retention.Exact().Add(churn.Exact()); err != nil || retention.Defined() != (m.Start() > 0) || churn.Defined() != retention.Defined() ||
			retention.Defined() && sum != msp.NewRatio(1, 1) {
			t.Fatalf("%v: retention %v, churn %v", m, retention, churn)
		}
		back := metrics.ClientMovementOf(end, start)
		if back.Lost() != m.New() || back.New() != m.Lost() || back.Retained() != m.Retained() {
			t.Fatalf("%v, the other way %v", m, back)
		}
		twice := rapid.Permutation(slices.Concat(start, start)).Draw(t, "twice")
		if again := metrics.ClientMovementOf(twice, end); again != m {
			t.Fatalf("%v, with every client twice %v", m, again)
		}
	})
}

// Law: merging is a commutative monoid, the pooled churn lies between those of the
// months, and the bytes are those of the whole.
func TestClientMovementMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		months := rapid.SliceOfN(someMovement(), 1, 6).Draw(t, "months")
		merge := func(list ...metrics.ClientMovement) (all metrics.ClientMovement) {
			for _, m := range list {
				if err := all.Merge(m); err != nil {
					t.Fatal(err)
				}
			}
			return all
		}
		var start, lost int64
		var low, high msp.Ratio
		for _, m := range months {
			start, lost = start+m.Start(), lost+m.Lost()
			if churn := m.Churn().Value.Exact(); churn.Defined() {
				if !low.Defined() || churn.Compare(low) < 0 {
					low = churn
				}
				if churn.Compare(high) > 0 {
					high = churn
				}
			}
		}
		all := merge(months...)
		i := rapid.IntRange(0, len(months)).Draw(t, "cut")
		if all != merge(rapid.Permutation(months).Draw(t, "order")...) || all != merge(merge(months[:i]...), merge(months[i:]...)) {
			t.Fatalf("%v: parts merge to something else", all)
		}
		var read metrics.ClientMovement
		if err := read.UnmarshalBinary([]byte(encoded(t, all))); err != nil || read != all {
			t.Fatalf("%v is read as %v, %v", all, read, err)
		}
		trajectory, err := metrics.NewChurnTrajectory(months...)
		if err != nil {
			t.Fatal(err)
		}
		pooled := trajectory.Pooled.Value.Exact()
		if pooled != msp.NewRatio(lost, start) || pooled != all.Churn().Value.Exact() || pooled.Compare(low) < 0 || pooled.Compare(high) > 0 {
			t.Fatalf("pooled %v of %d ÷ %d, months from %v to %v", pooled, lost, start, low, high)
		}
		slices.Reverse(months)
		back, err := metrics.NewChurnTrajectory(months...)
		want := map[metrics.ChurnDirection]metrics.ChurnDirection{
			metrics.ChurnImproving: metrics.ChurnWorsening, metrics.ChurnWorsening: metrics.ChurnImproving, metrics.ChurnFlat: metrics.ChurnFlat,
		}[trajectory.Direction]
		if err != nil || back.Direction != want {
			t.Fatalf("%v, backwards %v, %v", trajectory.Direction, back.Direction, err)
		}
	})
}

// Law: a year of churn is that of twelve months, one after another.
func TestAnnualisedChurnLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 1<<40).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		stay := new(big.Rat).SetFrac64(den-num, den)
		left := big.NewRat(1, 1)
		for range 12 {
			left.Mul(left, stay)
		}
		left.Sub(big.NewRat(1, 1), left)
		k, err := metrics.AnnualisedChurn(msp.NewRatio(num, den))
		if err != nil || k.Value.Exact().String() != left.String() {
			t.Fatalf("%d/%d: %v, %v, want %v", num, den, k, err, left)
		}
		if k.Value.Exact().Compare(msp.NewRatio(num, den)) < 0 {
			t.Fatalf("%d/%d: a year has less: %v", num, den, k)
		}
	})
}
