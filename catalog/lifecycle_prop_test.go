package catalog_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/catalog"
)

// aLifecycle draws steps on a few days; most lifecycles are wrong.
func aLifecycle(t *rapid.T) catalog.Lifecycle {
	var all catalog.Lifecycle
	for range rapid.IntRange(0, 5).Draw(t, "steps") {
		all = append(all, catalog.LifecycleStep{
			Status: catalog.ServiceStatus(rapid.IntRange(1, 4).Draw(t, "status")), From: aDay(t, day("2026-01-01"), 0, 8, "from"),
		})
	}
	return all
}

// C8: of a lifecycle without findings the status never leaves retired and never returns to
// draft, and each change of it from one day to the next is allowed; of one with findings
// about what follows what, one of them is not.
func TestLifecycleDayByDay(t *testing.T) {
	allowed := map[[2]catalog.ServiceStatus]bool{
		{catalog.Draft, catalog.Active}: true, {catalog.Draft, catalog.Retired}: true, {catalog.Active, catalog.Deprecated}: true,
		{catalog.Deprecated, catalog.Retired}: true, {catalog.Deprecated, catalog.Active}: true,
	}
	rapid.Check(t, func(t *rapid.T) {
		life := aLifecycle(t)
		issues := life.Validate()
		isGood := true
		before := life.At(day("2025-12-31"))
		if want := catalog.Draft; len(life) > 0 && before != want {
			t.Fatalf("before the first step it is %v", before)
		}
		for i := range 12 {
			d, _ := day("2026-01-01").AddDays(i)
			status := life.At(d)
			// The step of the day, or else that of the day before.
			want := before
			if at := slices.IndexFunc(life, func(s catalog.LifecycleStep) bool { return s.From == d }); at >= 0 {
				want = life[at].Status
				first := !slices.ContainsFunc(life, func(s catalog.LifecycleStep) bool { return s.From.Before(d) })
				isGood = isGood && (allowed[[2]catalog.ServiceStatus{before, want}] || first && want == catalog.Draft)
			}
			if status != want {
				t.Fatalf("At(%v) = %v, want %v", d, status, want)
			}
			if len(issues) == 0 && (before == catalog.Retired && status != before || before != catalog.Draft && status == catalog.Draft) {
				t.Fatalf("%v follows %v", status, before)
			}
			before = status
		}
		hasTransition, hasDuplicate := false, false
		for _, i := range issues {
			hasTransition = hasTransition || i.Code == catalog.CodeTransition
			hasDuplicate = hasDuplicate || i.Code == "duplicate_name"
		}
		dates := make(map[string]bool)
		for _, s := range life {
			dates[s.From.String()] = true
		}
		if hasTransition == isGood || hasDuplicate != (len(dates) < len(life)) {
			t.Fatalf("Validate = %v", issues)
		}
	})
}

// The order in which steps are written says nothing.
func TestLifecycleOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		life := aLifecycle(t)
		if len(life.Validate()) > 0 || len(life) == 0 {
			return
		}
		other := rapid.Permutation(life).Draw(t, "other order")
		d := aDay(t, day("2026-01-01"), -1, 10, "day")
		if got, want := other.At(d), life.At(d); got != want || len(other.Validate()) > 0 {
			t.Fatalf("At(%v) = %v, in another order %v", d, want, got)
		}
	})
}
