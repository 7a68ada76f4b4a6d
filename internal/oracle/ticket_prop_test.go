package oracle_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

// until returns the ticket as it is if nothing happens after an instant.
func until(c gen.TicketCase, now time.Time) oracle.Ticket {
	t := c.Ticket
	t.Events = nil
	for _, e := range c.Events {
		if !e.At.After(now) {
			t.Events = append(t.Events, e)
		}
	}
	return t
}

// The model agrees with itself: what it projects comes true if nothing happens.
func TestTicketProjectionsComeTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.Ticket().Draw(t, "ticket")
		now := c.Instant().Draw(t, "now")
		d := gen.Duration(20*time.Hour).Draw(t, "used")
		s := c.At(now, oracle.Ask{Percents: []int{100}, UsedUp: []time.Duration{d}})
		if s.State == "none" {
			return
		}
		if !cmp.Equal(s.Thresholds[100], s.Due) {
			t.Fatalf("100%% at %v, due %v", s.Thresholds[100], s.Due)
		}
		over := s.BreachAt != nil && !s.BreachAt.After(now)
		if s.Breached && !over || s.BreachAt != nil && !over || s.Elapsed > s.Target && !s.Breached {
			t.Fatalf("at %v %+v", now, s)
		}
		if s.Elapsed >= s.Target && (s.Due == nil || s.Due.After(now)) || s.Elapsed > s.Target && (s.Limit == nil || !s.Limit.Before(now)) {
			t.Fatalf("at %v reached: %+v", now, s)
		}
		if s.Due != nil && s.Limit != nil && s.Limit.Before(*s.Due) {
			t.Fatalf("due %v, limit %v", s.Due, s.Limit)
		}
		frozen := until(c, now)
		if s.State != "running" {
			later := frozen.At(now.Add(gen.Duration(72*time.Hour).Draw(t, "later")), oracle.Ask{UsedUp: []time.Duration{d}, Percents: []int{100}})
			if s.Cut = later.Cut; !cmp.Equal(later, s) {
				t.Fatalf("a clock that stands still went on: %s", cmp.Diff(s, later))
			}
			return
		}
		elapsed := func(at time.Time) time.Duration { return frozen.At(at, oracle.Ask{}).Elapsed }
		if s.Due != nil && s.Due.After(now) && (elapsed(*s.Due) != s.Target || elapsed(s.Due.Add(-1)) >= s.Target) {
			t.Fatalf("e(%v) = %v, not %v", s.Due, elapsed(*s.Due), s.Target)
		}
		if at := s.UsedUp[d]; at != nil && at.After(now) && (elapsed(*at) != d || elapsed(at.Add(-1)) >= d) {
			t.Fatalf("e(%v) = %v, not %v", at, elapsed(*at), d)
		}
		if s.Limit != nil && !s.Limit.Before(now) && s.Limit.Before(c.To) {
			then, after := frozen.At(*s.Limit, oracle.Ask{}), frozen.At(s.Limit.Add(1), oracle.Ask{})
			if then.Elapsed != s.Target || after.Elapsed != s.Target+1 || !after.Breached {
				t.Fatalf("limit %v: %+v, then %+v", s.Limit, then, after)
			}
			if s.BreachAt == nil && (then.BreachAt != nil || !cmp.Equal(after.BreachAt, s.Limit)) {
				t.Fatalf("limit %v, breached at %v", s.Limit, after.BreachAt)
			}
		}
	})
}

// The order and number of arrivals and the length of a step mean nothing, and the
// audit adds up.
func TestTicketIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := gen.Ticket().Draw(t, "ticket")
		now := c.Instant().Draw(t, "now")
		want, stretches := c.At(now, oracle.Ask{}), c.Stretches(now)
		var sum time.Duration
		for _, stretch := range stretches {
			if stretch.Cycle == stretches[len(stretches)-1].Cycle {
				sum += stretch.Counted
			}
		}
		if n := len(stretches); want.State != "none" && n > 0 && stretches[n-1].Cycle == want.Cycle && sum != want.Elapsed {
			t.Fatalf("at %v the stretches of the cycle sum to %v, elapsed %v", now, sum, want.Elapsed)
		}
		other := c.Ticket
		other.Step = rapid.SampledFrom([]time.Duration{5 * time.Minute, 15 * time.Minute}).Draw(t, "step")
		if len(c.Events) > 0 {
			again := rapid.SliceOfN(rapid.SampledFrom(c.Events), 0, 3).Draw(t, "again")
			other.Events = rapid.Permutation(slices.Concat(c.Events, again)).Draw(t, "arrival")
		}
		if got := other.At(now, oracle.Ask{}); !cmp.Equal(got, want) {
			t.Fatalf("at %v: %s", now, cmp.Diff(want, got))
		}
		if got := other.Stretches(now); !cmp.Equal(got, stretches) {
			t.Fatalf("at %v: %s", now, cmp.Diff(stretches, got))
		}
	})
}
