package sla_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// A caseScene is a ticket under one of three policies, by its tier. Their goals
// have some of the same metrics, with other targets.
type caseScene struct {
	*scene
	specs    sla.PolicySpecs
	policies sla.Policies
	tier     string // at the opening
}

// aCase draws a ticket that is reclassified up to so many times. Gold has fewer
// goals than the others. The targets are amounts of time, so that every goal can
// start everywhere.
func aCase(t *rapid.T, w wish, most int) *caseScene {
	w.within = true
	c := &caseScene{scene: aScene(t, w, 15), tier: "gold"}
	metrics := []sla.Metric{c.spec.Metric, aMetric(t), aMetric(t)}
	follow := rapid.Bool().Draw(t, "follow")
	opened := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	for _, tier := range []string{"gold", "silver", "bronze"} {
		policy := sla.PolicySpec{Name: tier, When: msp.Condition{"tier": {tier}}, Follow: follow}
		for j, m := range metrics {
			if has := rapid.IntRange(0, 3).Draw(t, "has"); tier != "gold" && has < 3 || tier == "gold" && (j == 0 || j == 1 && has < 2) {
				if m.Name = fmt.Sprintf("goal %d", j); w.metric != nil {
					w.metric(&m)
				}
				policy.Goals = append(policy.Goals, sla.GoalSpec{Metric: m, Targets: c.someTargets(t, w, opened)})
			}
		}
		c.specs = append(c.specs, policy)
	}
	c.policies = c.compilePolicies(t, c.specs)
	for range rapid.IntRange(min(1, most), most).Draw(t, "reclassified") {
		if len(c.events) == 0 {
			break
		}
		i := rapid.IntRange(0, len(c.events)-1).Draw(t, "place")
		e := sla.Event{At: c.events[i].At, Type: sla.EventReclassified}
		e.At = e.At.Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "later")) * 45 * time.Minute)
		e.Attributes = map[string]string{"tier": rapid.SampledFrom([]string{"silver", "bronze", "silver", "bronze", "gold", "none"}).Draw(t, "tier")}
		if rapid.IntRange(0, 3).Draw(t, "with priority") == 3 {
			e.Priority = rapid.SampledFrom([]msp.Priority{msp.P1, msp.P2, msp.P4}).Draw(t, "priority")
		}
		if follow && rapid.Bool().Draw(t, "follows") {
			e.Type = "note"
		}
		c.add(e)
	}
	for _, e := range c.events {
		t.Logf("%v %s%s%s %v %v", when(e.At, true), e.Type, e.Hold, e.Calendar, e.Priority, e.Attributes)
	}
	return c
}

func (c *caseScene) compilePolicies(t *rapid.T, specs sla.PolicySpecs) sla.Policies {
	policies, err := specs.Compile(c.find)
	if err != nil {
		t.Fatal(err)
	}
	return policies
}

func (c *caseScene) attributes() map[string]string { return map[string]string{"tier": c.tier} }

func (c *caseScene) replay(t *rapid.T, policies sla.Policies, log sla.Log) sla.Case {
	ticket, err := policies.Replay(c.attributes(), log)
	startsOr(t, err)
	return ticket
}

// tale tells all that a case knows about the time until an instant.
func tale(c sla.Case, until time.Time) string {
	var b strings.Builder
	name, ok := c.Policy()
	fmt.Fprintln(&b, name, ok)
	for goal, s := range c.At(until) {
		fmt.Fprintf(&b, "%s: %+v\n", goal, factsOf(s))
	}
	for _, k := range c.Clocks() {
		fmt.Fprintf(&b, "%s: %s", k.Goal().Name(), account(k, until))
	}
	return b.String()
}

// A case whose policy stays is each of its goals on its own.
func TestCaseIsItsGoals(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		c := aCase(t, wish{}, 0)
		log := c.log(t)
		whole := c.replay(t, c.policies, log)
		spec := c.specs[0]
		clocks := whole.Clocks()
		if len(clocks) != len(spec.Goals) {
			t.Fatalf("%d clocks of %d goals", len(clocks), len(spec.Goals))
		}
		var own []sla.Clock
		for _, goal := range spec.Goals {
			own = append(own, folded(t, c.compile(t, goal), log))
		}
		for _, x := range c.probes(t, own[len(own)-1]) {
			var tally msp.Tally
			for i, k := range own {
				if got, want := account(clocks[i], x), account(k, x); got != want {
					t.Fatalf("%s at %v\n%s\non its own\n%s", spec.Goals[i].Metric.Name, x, got, want)
				}
				tally, _ = tally.Add(k.At(x).Outcome())
			}
			next, ok := whole.Next(x)
			if want, wantOK := sla.Next(x, own...); next != want || ok != wantOK {
				t.Fatalf("at %v next %+v, %v, want %+v, %v", x, next, ok, want, wantOK)
			}
			if whole.Tally(x) != tally {
				t.Fatalf("at %v %v, want %v", x, whole.Tally(x), tally)
			}
			cases++
		}
		return cases
	})
}

// 4, of cases: one by one as at once, whatever else goes on from the same case.
func TestCaseLaw04Apply(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		c := aCase(t, wish{}, 3)
		if len(c.events) == 0 {
			return 0
		}
		until := c.events[len(c.events)-1].At.Add(2 * day)
		ticket := c.policies.Open(c.attributes(), c.events[0].At)
		type witness struct {
			ticket sla.Case
			said   string
		}
		var seen []witness
		for i, e := range c.events {
			seen = append(seen, witness{ticket, tale(ticket, until)})
			// Another thing could have happened.
			other := c.anEvent(t)
			other.At, other.Attributes = e.At, map[string]string{"tier": "bronze"}
			c.number(&other, i, 5)
			if other.Type == "note" {
				other.Type = sla.EventReclassified
			}
			_, err := ticket.Apply(other)
			startsOr(t, err)
			next, err := ticket.Apply(e)
			startsOr(t, err)
			ticket = next
			cases++
		}
		for i, w := range seen {
			if got := tale(w.ticket, until); got != w.said {
				t.Fatalf("a case changed: before event %d it says\n%s\nand said\n%s", i, got, w.said)
			}
		}
		if got, want := tale(ticket, until), tale(c.replay(t, c.policies, c.log(t)), until); got != want {
			t.Fatalf("one by one\n%s\nat once\n%s", got, want)
		}
		return cases
	})
}

// 2, of cases: what a clock says of an instant does not depend on how the ticket
// was reclassified later. A goal that came later promised nothing until then.
func TestCaseLaw02Causality(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		c := aCase(t, wish{}, 3)
		log := c.log(t)
		whole := c.replay(t, c.policies, log)
		for _, x := range c.probes(t, folded(t, c.goal, log)) {
			then := c.replay(t, c.policies, log.Until(x))
			for _, k := range whole.Clocks() {
				got := account(k, x)
				if was, ok := then.Clock(k.Goal().Name()); ok {
					if want := account(was, x); got != want {
						t.Fatalf("%s at %v\n%s\nand then\n%s", k.Goal().Name(), x, got, want)
					}
					continue
				}
				if f := factsOf(k.At(x)); f.State != 0 || f.Target != 0 || f.BreachAt.known || f.Due.known || f.Outcome != msp.Excluded {
					t.Fatalf("%s at %v, before it was promised: %+v", k.Goal().Name(), x, f)
				}
				cases++
			}
		}
		return cases
	})
}

// Nothing is dated before the event that made it: no goal is breached in a time in
// which the ticket's policy did not have it.
func TestCaseBreachIsPromised(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		c := aCase(t, wish{metric: func(m *sla.Metric) {
			m.Start, m.After = []sla.EventType{sla.EventCreated}, ""
		}}, 4)
		log := c.log(t)
		whole := c.replay(t, c.policies, log)
		for _, k := range whole.Clocks() {
			promised := func(at time.Time) bool {
				for goal := range c.replay(t, c.policies, log.Until(at)).At(at) {
					if goal == k.Goal().Name() {
						return true
					}
				}
				return false
			}
			for _, x := range c.probes(t, k) {
				f := factsOf(k.At(x))
				if !f.BreachAt.known {
					continue
				}
				if b := f.BreachAt.at; !promised(b) && !promised(b.Add(-1)) {
					t.Fatalf("%s at %v %+v", k.Goal().Name(), x, f)
				}
				if !promised(f.Began.at) {
					cases++
				}
			}
		}
		return cases
	})
}

// A goal that was promised later has measured the time as if it always had been.
func TestCaseMeasuresWhatItMissed(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		c := aCase(t, wish{desk: "office", metric: func(m *sla.Metric) {
			if m.OnPriority == sla.PriorityRestart { // another policy begins another cycle
				m.OnPriority = sla.PriorityKeep
			}
		}}, 3)
		log := c.log(t)
		for i, k := range c.replay(t, c.policies, log).Clocks() {
			alone := folded(t, k.Goal(), log)
			for _, x := range c.probes(t, k) {
				a, b := alone.At(x), k.At(x)
				if a.Elapsed() != b.Elapsed() || a.Cycle() != b.Cycle() || when(a.StoppedAt()) != when(b.StoppedAt()) {
					t.Fatalf("%s at %v %+v, alone %+v", k.Goal().Name(), x, factsOf(b), factsOf(a))
				}
				if i >= len(c.specs[0].Goals) || len(c.events) > 0 && b.Elapsed() > 0 && b.Priority() != a.Priority() {
					cases++
				}
			}
		}
		return cases
	})
}

// 14, of cases: a policy that promises the same is as if it had not been chosen.
func TestCaseLaw14SamePolicy(t *testing.T) {
	check(t, func(t *rapid.T) (cases int) {
		c := aCase(t, wish{}, 3)
		one := c.specs[0]
		var same sla.PolicySpecs
		for _, tier := range []string{"gold", "silver", "bronze"} {
			p := one
			p.Name, p.When = tier, msp.Condition{"tier": {tier}}
			same = append(same, p)
		}
		same = append(same, sla.PolicySpec{Name: "none", Goals: one.Goals, Follow: one.Follow})
		log := c.log(t)
		chosen := c.replay(t, c.compilePolicies(t, same), log)
		for i, k := range c.replay(t, c.compilePolicies(t, same[:1]), logOf(t, plainEvents(c.events)...)).Clocks() {
			for _, x := range c.probes(t, k) {
				if got, want := account(chosen.Clocks()[i], x), account(k, x); got != want {
					t.Fatalf("%s at %v\n%s\nnever reclassified\n%s", k.Goal().Name(), x, got, want)
				}
				cases++
			}
		}
		return cases
	})
}

// plainEvents returns events that do not choose a policy.
func plainEvents(events []sla.Event) []sla.Event {
	plain := slices.Clone(events)
	for i := range plain {
		plain[i].Attributes = nil
		if plain[i].Type == sla.EventReclassified {
			plain[i].Type = "note"
		}
	}
	return plain
}
