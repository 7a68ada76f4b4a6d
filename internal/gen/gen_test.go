package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/gen"
)

// What is drawn compiles, and no part of a spec is always missing.
func TestAnyCaseCompiles(t *testing.T) {
	seen := make(map[string]int)
	rapid.Check(t, func(t *rapid.T) {
		c := gen.AnyCase().Draw(t, "case")
		if issues := c.Spec.Validate(gen.Load); issues.Err() != nil {
			t.Fatalf("%+v does not compile: %v", c.Spec, issues)
		}
		for what, n := range map[string]int{
			"changes": len(c.Spec.Changes), "holidays": len(c.Spec.Holidays), "special": len(c.Spec.Special),
			"extra": len(c.Spec.Extra), "breaks": len(c.Spec.Breaks), "weekend": len(c.Spec.Weekend),
		} {
			seen[what] += n
		}
		c.Instant().Draw(t, "instant")
		c.Date().Draw(t, "date")
		gen.Duration(1).Draw(t, "duration")
		gen.Instant(c.Zone).Draw(t, "instant")
	})
	if len(seen) != 6 {
		t.Errorf("drawn parts: %v, want 6", seen)
	}
	for what, n := range seen {
		if n == 0 {
			t.Errorf("no spec with %s", what)
		}
	}
}

func TestChangesAreChanges(t *testing.T) {
	for _, zone := range gen.NastyZones() {
		loc := gen.MustLoad(zone)
		for _, at := range gen.Changes(zone) {
			_, before := at.Add(-1).In(loc).Zone()
			_, after := at.In(loc).Zone()
			if before == after {
				t.Errorf("%s: the clock is not set at %v", zone, at)
			}
		}
	}
}
