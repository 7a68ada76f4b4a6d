package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

// What is drawn is a log on the grid, and everything happens that should.
func TestTicket(t *testing.T) {
	seen, total := make(map[string]int), 0
	rapid.Check(t, func(t *rapid.T) {
		total++
		c := gen.Ticket().Draw(t, "ticket")
		for name, spec := range c.Specs {
			if issues := spec.Validate(gen.Load); issues.Err() != nil {
				t.Fatalf("%s: %+v does not compile: %v", name, spec, issues)
			}
		}
		if oracle.Conflict(c.Events) {
			t.Fatalf("conflict: %+v", c.Events)
		}
		for i, e := range c.Events {
			if e.At.Sub(c.From)%c.Step != 0 || e.At.After(c.From.AddDate(0, 0, 14)) {
				t.Fatalf("%v is off the grid or late", e)
			}
			if i > 0 && e.At.Equal(c.Events[i-1].At) {
				seen["same instant"]++
			}
		}
		if len(c.Events) > 12 {
			seen["many"]++
		}
		now := c.Instant().Draw(t, "now")
		s := c.At(now, oracle.Ask{})
		seen[s.State]++
		for what, is := range map[string]bool{
			"breached": s.Breached, "sticky": s.Breached && s.Elapsed <= s.Target, "lowered": s.BreachAt != nil && s.Elapsed <= s.Target,
			"cycles": s.Cycle > 1, "due apart from limit": s.Due != nil && s.Limit != nil && !s.Due.Equal(*s.Limit),
			"exactly at the target": s.Elapsed == s.Target && s.Target > 0, "no end": s.Cut,
			"breach made by an event": s.BreachAt != nil && s.Limit != nil && s.BreachAt.After(*s.Limit),
			"off the grid":            now.Sub(c.From)%c.Step != 0,
		} {
			if is {
				seen[what]++
			}
		}
		for _, stretch := range c.Stretches(now) {
			seen[stretch.State+" stretch"]++
			if stretch.State == "stopped" && stretch.Counted > 0 {
				seen["gap"]++
			}
		}
	})
	for _, what := range []string{
		"none", "running", "paused", "stopped", "running stretch", "paused stretch", "stopped stretch", "closed stretch",
		"breached", "sticky", "lowered", "cycles", "due apart from limit", "exactly at the target", "no end",
		"gap", "same instant", "many", "off the grid",
	} {
		if seen[what] == 0 && total >= 1000 {
			t.Errorf("never: %s", what)
		}
	}
}
