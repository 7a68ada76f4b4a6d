package escalation_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/oracle"
)

const horizon = 4 * 24 * time.Hour

// A plan agrees with the model that goes from minute to minute: what fires, what does
// not, and when the policy is exhausted.
func TestPlanIsTheModel(t *testing.T) {
	why := map[escalation.Cause]string{
		escalation.Due: "wait", escalation.Escalated: "manual", escalation.Deescalated: "deescalate",
		escalation.Unacked: "unack", escalation.AckTimedOut: "ack_timeout", escalation.SnoozeOver: "snooze_end",
	}
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		until := d.opened.Add(horizon)
		var fired []oracle.ChainFiring
		var skipped []oracle.ChainSkip
		var exhausted *time.Time
		for e := range d.plan(t).Through(until.Add(-1)) {
			switch e.Action { //nolint:exhaustive // the model knows no more
			case escalation.Fired:
				level, _ := strconv.Atoi(e.Level)
				fired = append(fired, oracle.ChainFiring{At: e.At, Step: e.Step, Level: level, Pass: e.Pass, Targets: e.Targets, Why: why[e.Cause]})
				exhausted = nil
			case escalation.Skipped:
				reason := map[escalation.Cause]string{escalation.OutsideHours: "outside_hours", escalation.NobodyThere: "nobody"}[e.Cause]
				skipped = append(skipped, oracle.ChainSkip{At: e.At, Step: e.Step, Pass: e.Pass, Why: reason})
			case escalation.Exhausted:
				exhausted = &e.At
			default:
			}
		}
		wantFired, wantExhausted, wantSkipped := d.chain.Walk(d.opened, d.said, until)
		wantSkipped = slices.DeleteFunc(wantSkipped, func(s oracle.ChainSkip) bool { return s.Why == "suppressed" || s.Why == "deferred" })
		if diff := cmp.Diff(wantFired, fired, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%+v\nopened %v, events %+v\nfired: want -, got +\n%s", d.spec, d.opened, d.events, diff)
		}
		if diff := cmp.Diff(wantExhausted, exhausted); diff != "" {
			t.Fatalf("%+v\nopened %v, events %+v\nexhausted: want -, got +\n%s", d.spec, d.opened, d.events, diff)
		}
		if diff := cmp.Diff(wantSkipped, skipped, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%+v\nopened %v, events %+v\nskipped: want -, got +\n%s", d.spec, d.opened, d.events, diff)
		}
	})
}

// A step is put off to the first instant at which what put it off is over, and no further.
func TestPlanPutsOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		for e := range d.plan(t).Through(d.opened.Add(horizon).Add(-1)) {
			if e.Action != escalation.Deferred {
				continue
			}
			puts := func(at time.Time) bool {
				if e.Cause == escalation.OutsideHours {
					c, _ := d.source.Calendars(e.Calendar)
					return e.Calendar == d.spec.Steps[e.Step].Hours && !c.IsOpen(at)
				}
				return slices.ContainsFunc(d.events, func(m escalation.Event) bool {
					return m.Type == escalation.Suppress && !at.Before(m.At) && at.Before(m.Until)
				})
			}
			for at := e.At; at.Before(e.Until); at = at.Add(5 * time.Minute) {
				if !puts(at) {
					t.Fatalf("%v, but nothing is in the way at %v", e, at)
				}
			}
			if e.Cause == escalation.OutsideHours && puts(e.Until) {
				t.Fatalf("%v, but it is closed then too", e)
			}
		}
	})
}

// P1, P2, P4: a plan is sorted, the same each time, and that of an earlier horizon is its
// beginning.
func TestPlanIsSortedAndPure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		plan := d.plan(t)
		all := slices.Collect(plan.Through(d.opened.Add(horizon).Add(-1)))
		if again := slices.Collect(plan.Through(d.opened.Add(horizon).Add(-1))); !cmp.Equal(all, again) {
			t.Fatalf("not the same again:\n%s", cmp.Diff(all, again))
		}
		if !slices.IsSortedFunc(all, func(a, b escalation.Entry) int { return a.At.Compare(b.At) }) {
			t.Fatalf("not sorted: %v", all)
		}
		early := minutesFrom(t, d.opened, -60, 4*24*60, 1, "early")
		first := slices.Collect(plan.Through(early.Add(-1)))
		if len(first) > len(all) || !cmp.Equal(first, all[:len(first)], cmpopts.EquateEmpty()) {
			t.Fatalf("until %v not the beginning:\n%s", early, cmp.Diff(first, all))
		}
		for _, e := range all[min(len(first), len(all)):] {
			if e.At.Before(early) {
				t.Fatalf("until %v lacks %v", early, e)
			}
		}
	})
}

// P3: with an acknowledgement, no later event and no time-out, what fires is what would
// have fired without it, cut there.
func TestPlanAcknowledged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		d.spec.AckTimeout, d.events = 0, nil
		without := firings(d.plan(t), d.opened.Add(horizon))
		at := minutesFrom(t, d.opened, 0, 3*24*60, 10, "acknowledged")
		if end, ok := d.plan(t).ExhaustedAt(); ok && !at.Before(end) {
			return // too late: it means nothing
		}
		d.events = []escalation.Event{{At: at, Type: escalation.Ack}}
		cut := slices.IndexFunc(without, func(e escalation.Entry) bool { return !e.At.Before(at) })
		if cut < 0 {
			cut = len(without)
		}
		if with := firings(d.plan(t), d.opened.Add(horizon)); !cmp.Equal(with, without[:cut], cmpopts.EquateEmpty()) {
			t.Fatalf("acknowledged at %v:\n%s", at, cmp.Diff(without[:cut], with))
		}
		if at, ok := d.plan(t).ExhaustedAt(); ok {
			t.Fatalf("exhausted at %v, although somebody has it", at)
		}
	})
}

func firings(plan escalation.Plan, until time.Time) []escalation.Entry {
	var fired []escalation.Entry
	for e := range plan.Through(until.Add(-1)) {
		if e.Action == escalation.Fired {
			fired = append(fired, e)
		}
	}
	return fired
}

// P5, P6, P9: levels that do not fall in the policy do not fall within a pass; there are
// not more firings than steps; by themselves they come in their hours, and not in
// maintenance.
func TestPlanFirings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		level := 0
		for i := range d.spec.Steps {
			step, _ := strconv.Atoi(d.spec.Steps[i].Level)
			level = max(level, step)
			d.spec.Steps[i].Level = strconv.Itoa(level)
		}
		var maintenance []escalation.Event
		lonely := true // no events that make a step fire again
		for _, e := range d.events {
			if e.Type == escalation.Suppress {
				maintenance = append(maintenance, e)
			}
			lonely = lonely && (e.Type == escalation.Suppress || e.Type == escalation.Resolve)
		}
		automatic, pass, highest := 0, 0, ""
		for _, e := range firings(d.plan(t), d.opened.Add(horizon)) {
			if e.Pass != pass || e.Cause == escalation.Deescalated {
				pass, highest = e.Pass, ""
			}
			if e.Level < highest {
				t.Fatalf("the level falls to %s in %v", e.Level, e)
			}
			highest = e.Level
			if e.Cause == escalation.Escalated || e.Cause == escalation.Deescalated || e.Cause == escalation.Unacked {
				continue
			}
			automatic++
			if hours := d.spec.Steps[e.Step].Hours; hours != "" {
				if c, _ := d.source.Calendars(hours); !c.IsOpen(e.At) {
					t.Fatalf("%v, but %s is closed", e, hours)
				}
			}
			for _, m := range maintenance {
				if !e.At.Before(m.At) && e.At.Before(m.Until) {
					t.Fatalf("%v, in the maintenance %+v", e, m)
				}
			}
		}
		if most := (d.spec.Repeat + 1) * len(d.spec.Steps); lonely && automatic > most {
			t.Fatalf("%d firings, more than %d", automatic, most)
		}
	})
}

// P8: a longer wait makes no firing earlier, if all hours are open and somebody is always
// there.
func TestPlanWaitsAreMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		d.events = nil
		for i := range d.spec.Steps {
			d.spec.Steps[i].Hours, d.spec.Steps[i].Outside = "", 0
			if d.spec.Steps[i].WaitIn == "never" {
				d.spec.Steps[i].WaitIn = ""
			}
			d.spec.Steps[i].Notify = []escalation.Target{escalation.Party("boss")}
		}
		before := firings(d.plan(t), d.opened.Add(365*24*time.Hour))
		d.spec.Steps[rapid.IntRange(0, len(d.spec.Steps)-1).Draw(t, "step")].Wait += time.Duration(rapid.IntRange(1, 1000).Draw(t, "longer")) * time.Minute
		after := firings(d.plan(t), d.opened.Add(365*24*time.Hour))
		if len(before) != len(after) || len(before) != (d.spec.Repeat+1)*len(d.spec.Steps) {
			t.Fatalf("%d firings, then %d", len(before), len(after))
		}
		for i := range before {
			if after[i].At.Before(before[i].At) {
				t.Fatalf("%v, before %v", after[i], before[i])
			}
		}
	})
}

// P11: the state at an instant is the fold of the plan up to it, without what comes
// later; and what comes next is what the plan says.
func TestStateIsTheFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		now := minutesFrom(t, d.opened, 0, 2*24*60, 5, "now")
		known := slices.DeleteFunc(slices.Clone(d.events), func(e escalation.Event) bool { return e.At.After(now) })
		got := d.plan(t).At(now)
		d.events = known
		plan := d.plan(t)
		if again := plan.At(now); !cmp.Equal(got, again) {
			t.Fatalf("later events change the state at %v:\n%s", now, cmp.Diff(again, got))
		}
		want := fold(plan, now)
		if got.Phase != want.Phase || got.Level != want.Level || !cmp.Equal(got.Last, want.Last) || !cmp.Equal(got.Taken, want.Taken) {
			t.Fatalf("At(%v) = %+v, want %+v\n%v", now, got, want, slices.Collect(plan.Through(now)))
		}
		next, ok := plan.Next(now)
		i := slices.IndexFunc(slices.Collect(plan.All()), func(e escalation.Entry) bool { return e.At.After(now) })
		if ok != (i >= 0) || ok && !cmp.Equal(next, slices.Collect(plan.All())[i]) {
			t.Fatalf("Next(%v) = %v, %v", now, next, ok)
		}
		firing, ok := plan.NextFiring(now)
		i = slices.IndexFunc(slices.Collect(plan.All()), func(e escalation.Entry) bool {
			return e.At.After(now) && e.Action == escalation.Fired
		})
		if ok != (i >= 0) || ok && !cmp.Equal(firing, slices.Collect(plan.All())[i]) {
			t.Fatalf("NextFiring(%v) = %v, %v", now, firing, ok)
		}
	})
}

// fold is what the entries up to an instant come to, read off them alone.
func fold(plan escalation.Plan, now time.Time) escalation.State {
	state := escalation.State{Phase: escalation.PhaseWaiting}
	active := func() escalation.Phase {
		if state.Last.Action == 0 {
			return escalation.PhaseWaiting
		}
		return escalation.PhaseActive
	}
	exhausted := false
	runOut := func(at time.Time) {
		if until := state.Taken.Until; !until.IsZero() && !at.Before(until) {
			if state.Phase, state.Taken = active(), (escalation.Entry{}); exhausted {
				state.Phase = escalation.PhaseExhausted
			}
		}
	}
	for e := range plan.Through(now) {
		runOut(e.At)
		switch e.Action { //nolint:exhaustive // the others change no state
		case escalation.Fired:
			state.Last, state.Phase, state.Taken, exhausted = e, escalation.PhaseActive, escalation.Entry{}, false
			if e.Kind == escalation.Functional {
				state.Level = e.Level
			}
		case escalation.Acknowledged, escalation.Snoozed:
			state.Phase, state.Taken = escalation.PhaseAcknowledged, e
		case escalation.Resolved:
			state.Phase, state.Taken = escalation.PhaseResolved, escalation.Entry{}
		case escalation.Exhausted:
			state.Phase, state.Taken, exhausted = escalation.PhaseExhausted, escalation.Entry{}, true
		case escalation.Ignored: // given back after the end of all passes
			if exhausted && e.Event == escalation.Unack && state.Phase != escalation.PhaseResolved {
				state.Phase, state.Taken = escalation.PhaseExhausted, escalation.Entry{}
			}
		}
	}
	runOut(now)
	return state
}

// The order in which events arrive does not matter, as long as Seq tells apart those of
// one instant.
func TestPlanOfShuffledEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		for i := range d.events {
			d.events[i].Seq = int64(i)
		}
		want := slices.Collect(d.plan(t).Through(d.opened.Add(horizon).Add(-1)))
		d.events = rapid.Permutation(d.events).Draw(t, "shuffled")
		if got := slices.Collect(d.plan(t).Through(d.opened.Add(horizon).Add(-1))); !cmp.Equal(want, got) {
			t.Fatalf("shuffled:\n%s", cmp.Diff(want, got))
		}
	})
}
