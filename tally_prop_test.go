package msp_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

func someOutcomes() *rapid.Generator[[]msp.Outcome] {
	return rapid.SliceOfN(rapid.SampledFrom([]msp.Outcome{msp.Met, msp.Missed, msp.Pending, msp.Excluded}), 0, 30)
}

func TestTallyLaws(t *testing.T) {
	count := func(t *rapid.T, outcomes []msp.Outcome) msp.Tally {
		tally, err := msp.TallyOf(outcomes...)
		if err != nil {
			t.Fatalf("TallyOf(%v): %v", outcomes, err)
		}
		return tally
	}
	merge := func(t *rapid.T, a, b msp.Tally) msp.Tally {
		tally, err := a.Merge(b)
		if err != nil {
			t.Fatalf("Merge(%v, %v): %v", a, b, err)
		}
		return tally
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := someOutcomes().Draw(t, "x"), someOutcomes().Draw(t, "y"), someOutcomes().Draw(t, "z")
		a, b, c := count(t, x), count(t, y), count(t, z)
		ab := merge(t, a, b)
		if ab != count(t, append(append([]msp.Outcome{}, x...), y...)) || ab != merge(t, b, a) {
			t.Fatalf("merging %v and %v: %v", a, b, ab)
		}
		if merge(t, ab, c) != merge(t, a, merge(t, b, c)) || merge(t, a, msp.Tally{}) != a {
			t.Fatalf("merging %v, %v, %v is not a monoid", a, b, c)
		}
		if a.Total() != int64(len(x)) || a.Judged()+a.Pending()+a.Excluded() != a.Total() {
			t.Fatalf("%v of %d outcomes", a, len(x))
		}
		rate := a.Rate()
		if rate.Defined() != (a.Judged() > 0) || rate.Compare(msp.NewRatio(1, 1)) > 0 || rate.Sign() < 0 {
			t.Fatalf("rate of %v = %v", a, rate)
		}
		for o, want := range map[msp.Outcome]int{msp.Met: 1, msp.Missed: -1, msp.Pending: 0, msp.Excluded: 0} {
			after, err := a.Add(o)
			got := after.Rate().Compare(rate)
			if err != nil || rate.Defined() && got*want < 0 || want == 0 && got != 0 {
				t.Fatalf("%v and one %v: rate %v, before %v, %v", a, o, after.Rate(), rate, err)
			}
		}
		data, err := json.Marshal(a)
		var back msp.Tally
		if err != nil || json.Unmarshal(data, &back) != nil || back != a {
			t.Fatalf("JSON %s, %v reads as %v", data, err, back)
		}
	})
}
