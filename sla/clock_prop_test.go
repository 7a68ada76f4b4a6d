package sla_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/sla"
)

// 1: time that counts never runs backwards or faster than time does, and around
// the clock without holds exactly as fast.
func TestClockLaw01Elapsed(t *testing.T) {
	for _, always := range []bool{false, true} {
		w := wish{}
		if always {
			w = wish{desk: "24x7", metric: func(m *sla.Metric) { m.PauseOn = nil }}
		}
		check(t, func(t *rapid.T) (cases int) {
			s := aScene(t, w, 25)
			clock := folded(t, s.goal, s.log(t))
			at := s.probes(t, clock)
			reopened := func(from, to time.Time) bool {
				return slices.ContainsFunc(s.events, func(e sla.Event) bool {
					return e.Type == sla.EventReopened && e.At.After(from) && !e.At.After(to)
				})
			}
			for i, a := range at {
				fa := factsOf(clock.At(a))
				for _, b := range at[i+1:] {
					fb := factsOf(clock.At(b))
					if fa.Cycle == 0 || fb.Cycle != fa.Cycle {
						break
					}
					from := a // if a gap counts, it does from the stop on
					if fa.Stopped.known && s.goal.Metric().Reopen == sla.ReopenCountGap {
						from = fa.Stopped.at
					}
					if fa.Elapsed < 0 || fb.Elapsed < fa.Elapsed || fb.Elapsed-fa.Elapsed > b.Sub(from) {
						t.Fatalf("e(%v) = %v, e(%v) = %v", a, fa.Elapsed, b, fb.Elapsed)
					}
					if !always || fb.Elapsed > fa.Elapsed {
						cases++
					}
					if always && !fa.Stopped.known && !fb.Stopped.known && !reopened(a, b) && fb.Elapsed-fa.Elapsed != b.Sub(a) {
						t.Fatalf("24x7: e(%v) = %v, e(%v) = %v", a, fa.Elapsed, b, fb.Elapsed)
					}
				}
			}
			return cases
		})
	}
}

// 2: what a clock says of an instant does not depend on what came later.
func TestClockLaw02Causality(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 25)
		log := s.log(t)
		whole := folded(t, s.goal, log)
		for _, x := range s.probes(t, whole) {
			then := folded(t, s.goal, log.Until(x))
			if got, want := account(whole, x), account(then, x); got != want {
				t.Fatalf("at %v\n%s\nand then\n%s", x, got, want)
			}
			f := factsOf(then.At(x))
			if f.Cycle == 0 || factsOf(whole.At(s.events[len(s.events)-1].At)).Cycle != f.Cycle {
				continue
			}
			for _, part := range []time.Duration{-1, 0, 1, f.Elapsed / 2, f.Elapsed} {
				got, want := when(whole.UsedUp(part)), when(then.UsedUp(part))
				if part <= f.Elapsed && got != want {
					t.Fatalf("UsedUp(%v) = %v, and at %v it was %v", part, got, x, want)
				}
			}
			cases++
		}
		return cases
	})
}

// 3: a log is a set.
func TestClockLaw03Order(t *testing.T) {
	check(t, func(t *rapid.T) int {
		s := aScene(t, wish{}, 25)
		if len(s.events) == 0 {
			return 0
		}
		facts := rapid.Permutation(s.events).Draw(t, "order")
		facts = append(facts, rapid.SliceOfN(rapid.SampledFrom(s.events), 0, 6).Draw(t, "again")...)
		until := s.events[len(s.events)-1].At.Add(day)
		if got, want := account(folded(t, s.goal, logOf(t, facts...)), until), account(folded(t, s.goal, s.log(t)), until); got != want {
			t.Fatalf("in another order\n%s\nnot\n%s", got, want)
		}
		return len(s.events) - 1
	})
}

// 4: a clock that gets its events one by one is that of the log, whatever else
// goes on from the same clock, and none of them changes another. The text of a log
// says as much as the log.
func TestClockLaw04Apply(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 12)
		if len(s.events) == 0 {
			return 0
		}
		stem := s.goal.Open(s.events[0].At)
		type witness struct {
			clock sla.Clock
			until time.Time
			said  string
		}
		var seen []witness
		apply := func(c sla.Clock, e sla.Event) sla.Clock {
			until := e.At.Add(day)
			seen = append(seen, witness{c, until, account(c, until)})
			return s.apply(t, c, e)
		}
		for _, e := range s.events {
			stem = apply(stem, e)
		}
		clocks := make([]sla.Clock, rapid.IntRange(2, 4).Draw(t, "forks"))
		forks := make([][]sla.Event, len(clocks))
		var turns []int
		for i := range forks {
			clocks[i] = stem
			forks[i] = s.more(t, s.events, s.events[0].At, rapid.IntRange(0, 8).Draw(t, "fork"))
			turns = append(turns, slices.Repeat([]int{i}, len(forks[i]))...)
		}
		done := make([]int, len(forks))
		if len(turns) > 0 {
			turns = rapid.Permutation(turns).Draw(t, "turns")
		}
		for _, i := range turns {
			clocks[i] = apply(clocks[i], forks[i][done[i]])
			done[i]++
			cases++
		}
		for _, w := range seen {
			if got := account(w.clock, w.until); got != w.said {
				t.Fatalf("a clock changed: it says\n%s\nand said\n%s", got, w.said)
			}
		}
		for i, c := range clocks {
			log := s.log(t, forks[i]...)
			until := s.events[len(s.events)-1].At.Add(9 * day)
			want := account(folded(t, s.goal, log), until)
			if got := account(c, until); got != want {
				t.Fatalf("one by one\n%s\nat once\n%s", got, want)
			}
			data, err := json.Marshal(log)
			if err != nil {
				t.Fatal(err)
			}
			var again sla.Log
			if err := json.Unmarshal(data, &again); err != nil {
				t.Fatalf("%s: %v", data, err)
			}
			if got := account(folded(t, s.goal, again), until); got != want {
				t.Fatalf("%s says\n%s\nnot\n%s", data, got, want)
			}
		}
		return cases
	})
}

// The stretches of a clock follow each other without gaps, what they count adds up
// to the time elapsed in each cycle, and within them the clock is as they say.
func TestClockSpansAddUp(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		s := aScene(t, wish{}, 25)
		clock := folded(t, s.goal, s.log(t))
		for _, until := range s.probes(t, clock) {
			cycles := clock.Cycles(until)
			sums := make([]time.Duration, len(cycles)+1)
			end := until
			if len(cycles) > 0 {
				end, _ = cycles[0].Began()
			}
			for x := range clock.Spans(until) {
				if !x.From.Equal(end) || !x.From.Before(x.To) || x.Cycle < 1 || x.Cycle > len(cycles) {
					t.Fatalf("%+v does not follow %v", x, end)
				}
				for _, at := range []time.Time{x.From, x.To.Add(-1)} {
					agrees(t, clock, x, at, sums[x.Cycle])
				}
				sums[x.Cycle] += x.Counted
				end = x.To
				cases++
			}
			if !end.Equal(until) {
				t.Fatalf("the spans until %v end at %v", until, end)
			}
			for i, c := range cycles {
				if c.Cycle() != i+1 || sums[i+1] != c.Elapsed() {
					t.Fatalf("cycle %d at %v: the spans add up to %v, %v elapsed", c.Cycle(), until, sums[i+1], c.Elapsed())
				}
			}
			if n := len(cycles); n > 0 && factsOf(cycles[n-1]) != factsOf(clock.At(until)) {
				t.Fatalf("at %v the last cycle is %+v, the status %+v", until, factsOf(cycles[n-1]), factsOf(clock.At(until)))
			}
		}
		return cases
	})
}

// agrees compares a stretch, before which so much was counted in its cycle, with
// the status at an instant in it.
func agrees(t *rapid.T, clock sla.Clock, x sla.Stretch, at time.Time, before time.Duration) {
	s := clock.At(at)
	f := factsOf(s)
	state, counted, elapsed := sla.Running, time.Duration(0), before
	switch {
	case f.Stopped.known:
		state, counted = sla.Stopped, x.Counted // if it was a gap that counts
	case f.Holds != "[]":
		state = sla.Paused
	case !s.Calendar().IsOpen(at):
		state = sla.OutOfHours
	default:
		counted, elapsed = x.Duration(), before+at.Sub(x.From)
	}
	if x.State != state || x.Counted != counted || x.Cycle != f.Cycle || x.Priority != f.Priority || x.Target != f.Target ||
		f.Holds != fmt.Sprint(x.Holds) && !f.Stopped.known || f.Elapsed != elapsed {
		t.Fatalf("%+v after %v, but at %v %+v", x, before, at, f)
	}
}
