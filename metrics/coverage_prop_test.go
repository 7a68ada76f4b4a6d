package metrics_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Law: completion lies in [0, 1] and counts review by review; one more held never
// lowers it, and beyond what is due changes nothing but what is left out.
func TestQBRCompletionLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clients := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) metrics.Reviews {
			return metrics.Reviews{Due: rapid.Int64Range(0, 5).Draw(t, "due"), Held: rapid.Int64Range(0, 7).Draw(t, "held")}
		}), 1, 8).Draw(t, "clients")
		var due, held, extra int64
		for _, c := range clients {
			for review := range max(c.Due, c.Held) {
				if review >= c.Due {
					extra++
					continue
				}
				due++
				if review < c.Held {
					held++
				}
			}
		}
		of := func() metrics.KPI {
			k, err := metrics.QBRCompletion(clients...)
			if err != nil {
				t.Fatal(err)
			}
			return k
		}
		k := of()
		if k.Value.Exact() != msp.NewRatio(held, due) || k.LeftOut != (metrics.LeftOut{Excluded: extra}) || k.Value.N() != due {
			t.Fatalf("%v: %v, want %d ÷ %d and %d more", clients, k, held, due, extra)
		}
		i := rapid.IntRange(0, len(clients)-1).Draw(t, "client")
		full := clients[i].Held >= clients[i].Due
		clients[i].Held++
		more := of()
		if more.Value.Exact().Compare(k.Value.Exact()) < 0 || full != (more.LeftOut.Excluded == extra+1) || full && more.Value != k.Value {
			t.Fatalf("%v: %v, before %v", clients, more, k)
		}
	})
}
