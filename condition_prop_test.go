package msp_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

func aCondition() *rapid.Generator[msp.Condition] {
	value := rapid.OneOf(rapid.SampledFrom([]string{"", "x", "y", "z"}), rapid.String())
	return rapid.Map(
		rapid.MapOfN(rapid.OneOf(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.String()), rapid.SliceOfN(value, 0, 4), 0, 4),
		func(m map[string][]string) msp.Condition { return m },
	)
}

func TestConditionLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := aCondition().Draw(t, "a"), aCondition().Draw(t, "b")
		thing := rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.SampledFrom([]string{"", "x", "y", "z"}), 0, 3).Draw(t, "thing")

		// All attributes must agree: the oracle counts those that do.
		agree := 0
		for name, allowed := range a {
			value, ok := thing[name]
			for _, v := range allowed {
				if ok && v == value {
					agree++
					break
				}
			}
		}
		if got := a.Matches(thing); got != (agree == len(a)) {
			t.Fatalf("%v.Matches(%v) = %v", a, thing, got)
		}

		// A condition on more attributes is the conjunction.
		both := maps.Clone(a)
		maps.DeleteFunc(both, func(name string, _ []string) bool { _, ok := b[name]; return ok })
		rest := maps.Clone(both)
		maps.Copy(both, b)
		if got, want := both.Matches(thing), rest.Matches(thing) && b.Matches(thing); got != want {
			t.Fatalf("%v.Matches(%v) = %v, parts %v", both, thing, got, want)
		}

		data, err := json.Marshal(a)
		if err != nil {
			t.Fatalf("JSON of %v: %v", a, err)
		}
		var back msp.Condition
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("JSON %s: %v", data, err)
		}
		if diff := cmp.Diff(a, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("JSON %s comes back otherwise:\n%s", data, diff)
		}
		if diff := cmp.Diff(a, a.Clone()); diff != "" {
			t.Fatalf("clone:\n%s", diff)
		}
	})
}
