package metrics_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func self(o *msp.Outcome) msp.Outcome { return *o }

func TestRate(t *testing.T) {
	outcomes := []msp.Outcome{msp.Met, msp.Missed, msp.Met, msp.Pending, msp.Met, msp.Excluded, msp.Excluded}
	rate, err := metrics.Collect(slices.Values(outcomes), metrics.RateBy(self))
	if err != nil {
		t.Fatal(err)
	}
	v := rate.Value()
	if v.Exact() != msp.NewRatio(3, 4) || v.N() != 4 || v.Unit() != metrics.UnitShare || !v.Reason().IsZero() {
		t.Errorf("Value = %v", v)
	}
	if rate.String() != "3 met, 1 missed, 1 pending, 2 excluded" || metrics.NewRate(rate.Tally()) != rate {
		t.Errorf("String = %q, Tally = %v", rate, rate.Tally())
	}
	for _, open := range [][]msp.Outcome{nil, {msp.Pending, msp.Excluded}} {
		rate, err := metrics.Collect(slices.Values(open), metrics.RateBy(self))
		if v := rate.Value(); err != nil || v.Defined() || v.Reason().Code() != metrics.ReasonZeroDenominator || v.N() != 0 {
			t.Errorf("of %v: %v, %v", open, v, err)
		}
	}
	got, err := metrics.Collect(slices.Values([]msp.Outcome{msp.Met, 0, msp.Met}), metrics.RateBy(self))
	if !errors.Is(err, msp.ErrRange) || got != (metrics.Rate{}) {
		t.Errorf("no outcome: %v, %v", got, err)
	}
	if want := `metrics: item 1: metrics: outcome "": want met, missed, pending or excluded`; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
	full, _ := msp.NewTally(math.MaxInt64, 0, 0, 0)
	brim := metrics.NewRate(full)
	if err := brim.Merge(rate); !errors.Is(err, msp.ErrOverflow) || brim.Tally() != full {
		t.Errorf("Merge = %v, %v, want ErrOverflow", brim, err)
	}
	if err := brim.Add(msp.Met); !errors.Is(err, msp.ErrOverflow) || brim.Tally() != full {
		t.Errorf("Add = %v, %v, want ErrOverflow", brim, err)
	}
	if err := brim.Add(5); !errors.Is(err, msp.ErrRange) || brim.Tally() != full {
		t.Errorf("Add of no outcome = %v, %v, want ErrRange", brim, err)
	}
}

func someOutcomes() *rapid.Generator[[]msp.Outcome] {
	return rapid.SliceOfN(rapid.SampledFrom([]msp.Outcome{msp.Met, msp.Missed, msp.Pending, msp.Excluded}), 0, 30)
}

// The laws of doc.go, by their numbers.
func TestRateLaws(t *testing.T) {
	count := func(t *rapid.T, outcomes []msp.Outcome) metrics.Rate {
		rate, err := metrics.Collect(slices.Values(outcomes), metrics.RateBy(self))
		if err != nil {
			t.Fatalf("Collect(%v): %v", outcomes, err)
		}
		return rate
	}
	merge := func(t *rapid.T, a, b metrics.Rate) metrics.Rate {
		if err := a.Merge(b); err != nil {
			t.Fatalf("Merge(%v, %v): %v", a, b, err)
		}
		return a
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := someOutcomes().Draw(t, "x"), someOutcomes().Draw(t, "y"), someOutcomes().Draw(t, "z")
		a, b, c := count(t, x), count(t, y), count(t, z)
		// 1
		v, tally := a.Value(), a.Tally()
		if tally.Total() != int64(len(x)) || v.Defined() != (tally.Met()+tally.Missed() > 0) || v.N() != tally.Judged() {
			t.Fatalf("%v of %d outcomes: %v", a, len(x), v)
		}
		if v.Defined() && (v.Exact().Sign() < 0 || v.Exact().Compare(msp.NewRatio(1, 1)) > 0) {
			t.Fatalf("rate of %v = %v", a, v)
		}
		// 2
		for o, want := range map[msp.Outcome]int{msp.Met: 1, msp.Missed: -1, msp.Pending: 0, msp.Excluded: 0} {
			after := a
			err := after.Add(o)
			moved := after.Value().Exact().Compare(v.Exact())
			if err != nil || v.Defined() && moved*want < 0 || want == 0 && moved != 0 {
				t.Fatalf("%v and one %v: %v, before %v, %v", a, o, after.Value(), v, err)
			}
		}
		// 3
		ab := merge(t, a, b)
		if ab != merge(t, b, a) || ab != count(t, slices.Concat(x, y)) || merge(t, a, metrics.Rate{}) != a ||
			merge(t, ab, c) != merge(t, a, merge(t, b, c)) {
			t.Fatalf("merging %v, %v, %v is no commutative monoid", a, b, c)
		}
		// 5
		if count(t, rapid.Permutation(x).Draw(t, "order")) != a {
			t.Fatalf("order counts for %v", x)
		}
		if twice := merge(t, a, a).Value(); twice.Exact() != v.Exact() {
			t.Fatalf("%v twice = %v", v, twice)
		}
		// 8
		if p, q := v.Exact(), b.Value().Exact(); p.Defined() && q.Defined() {
			low, high := p, q
			if p.Compare(q) > 0 {
				low, high = q, p
			}
			if pooled := ab.Value().Exact(); pooled.Compare(low) < 0 || pooled.Compare(high) > 0 {
				t.Fatalf("%v and %v pool to %v", p, q, pooled)
			}
		}
	})
}

func TestGroupBy(t *testing.T) {
	type ticket struct {
		client  string
		outcome msp.Outcome
	}
	tickets := []ticket{{"acme", msp.Met}, {"zeta", msp.Pending}, {"acme", msp.Missed}, {"initech", msp.Met}}
	byClient := func(t *ticket) string { return t.client }
	groups, err := metrics.GroupBy(slices.Values(tickets), byClient, metrics.RateBy(func(t *ticket) msp.Outcome { return t.outcome }))
	if err != nil || len(groups) != 3 {
		t.Fatalf("groups = %v, %v", groups, err)
	}
	for client, want := range map[string]msp.Ratio{"acme": msp.NewRatio(1, 2), "initech": msp.NewRatio(1, 1), "zeta": {}} {
		if got := groups[client].Value().Exact(); got != want {
			t.Errorf("%s = %v, want %v", client, got, want)
		}
	}
	bad := func(*ticket) msp.Outcome { return 9 }
	if groups, err := metrics.GroupBy(slices.Values(tickets), byClient, metrics.RateBy(bad)); !errors.Is(err, msp.ErrRange) || groups != nil {
		t.Errorf("GroupBy = %v, %v, want ErrRange", groups, err)
	}
	// An accumulator of one's own.
	total, err := metrics.Collect(slices.Values(tickets), func(n *int, _ *ticket) error { *n++; return nil })
	if err != nil || total != 4 {
		t.Errorf("Collect = %d, %v", total, err)
	}
	taken := 0
	endless := func(yield func(ticket) bool) {
		for yield(tickets[1]) {
			taken++
		}
	}
	stop := errors.New("enough")
	_, err = metrics.Collect(endless, func(n *int, _ *ticket) error {
		if *n == 5 {
			return stop
		}
		*n++
		return nil
	})
	if !errors.Is(err, stop) || taken != 5 {
		t.Errorf("after %d items: %v", taken, err)
	}
}
