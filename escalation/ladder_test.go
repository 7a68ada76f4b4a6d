package escalation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

var _ escalation.Clock = sla.Clock{}

// rungLines writes a plan as "name time action", in New York.
func rungLines(plan []escalation.Entry) string {
	var out []string
	for _, e := range plan {
		out = append(out, e.Name+" "+e.At.In(deskHours().Zone()).Format("Mon 15:04")+" "+e.Action.String())
	}
	return strings.Join(out, "; ")
}

func rungs(specs ...escalation.RungSpec) escalation.LadderSpec {
	for i := range specs {
		specs[i].Notify = []escalation.Target{escalation.OnCall("rota")}
		if specs[i].Level == "" {
			specs[i].Level = "L1"
		}
	}
	return escalation.LadderSpec{Name: "resolution", Rungs: specs}
}

func percent(text string) escalation.Trigger { return escalation.AtPercent(msp.MustParsePercent(text)) }

// Eight hours from Monday 10:00 are used up on Tuesday at 10:00; from 09:00 at closing,
// and broken only when Tuesday begins.
func TestLadderPlan(t *testing.T) {
	ten, nine := monday.Add(time.Hour), monday
	all := rungs(
		escalation.RungSpec{Name: "half", On: percent("50%")},
		escalation.RungSpec{Name: "due", On: percent("100%")},
		escalation.RungSpec{Name: "late", On: escalation.AtOffset(30 * time.Minute)},
		escalation.RungSpec{Name: "breach", On: escalation.OnBreach{}, Level: "L4"},
		escalation.RungSpec{Name: "call", On: escalation.OnBreach{}, Level: "L4", After: 30 * time.Minute},
		escalation.RungSpec{Name: "soon", On: escalation.AtOffset(-time.Hour), After: 2 * time.Hour},
	)
	for _, tt := range []struct {
		about            string
		opened, resolved time.Time
		pauses           [][2]time.Time
		events           []escalation.Event
		want             string
	}{
		{
			"in the middle of a day; seven hours are used up at closing", ten,
			time.Time{},
			nil, nil,
			"half Mon 14:00 fired; soon Mon 19:00 fired; due Tue 10:00 fired; breach Tue 10:00 fired; late Tue 10:30 fired; call Tue 10:30 fired",
		},
		{
			"due at closing: offsets go on in the next opening, wall-clock times do not wait", nine,
			time.Time{},
			nil, nil,
			"half Mon 13:00 fired; due Mon 17:00 fired; soon Mon 18:00 fired; breach Tue 09:00 fired; late Tue 09:30 fired; call Tue 09:30 fired",
		},
		{
			"stopped at the limit: in time", nine, monday.Add(24 * time.Hour), nil, nil,
			"half Mon 13:00 fired; due Mon 17:00 fired; soon Mon 18:00 fired; late Tue 09:00 skipped; breach Tue 09:00 skipped; call Tue 09:00 skipped",
		},
		{
			"stopped at half: that rung neither", nine, monday.Add(4 * time.Hour), nil, nil,
			"half Mon 13:00 skipped; due Mon 13:00 skipped; late Mon 13:00 skipped; soon Mon 13:00 skipped; breach Mon 13:00 skipped; call Mon 13:00 skipped",
		},
		{
			"maintenance puts off", nine,
			time.Time{},
			nil,
			[]escalation.Event{{At: monday.Add(3 * time.Hour), Until: monday.Add(5 * time.Hour), Type: escalation.Suppress}},
			"half Mon 13:00 deferred; half Mon 14:00 fired; due Mon 17:00 fired; soon Mon 18:00 fired; breach Tue 09:00 fired; late Tue 09:30 fired; call Tue 09:30 fired",
		},
		{
			"the next event ends a snooze", nine,
			time.Time{},
			nil,
			[]escalation.Event{
				{At: monday, Until: monday.Add(24 * time.Hour), Type: escalation.Snooze}, {At: monday.Add(5 * time.Hour), Type: escalation.Unack},
			},
			"half Mon 13:00 deferred; half Mon 14:00 fired; due Mon 17:00 fired; soon Mon 18:00 fired; breach Tue 09:00 fired; late Tue 09:30 fired; call Tue 09:30 fired",
		},
		{
			"resolved within a snooze", nine, monday.Add(4*time.Hour + time.Minute), nil,
			[]escalation.Event{{At: monday, Until: monday.Add(24 * time.Hour), Type: escalation.Snooze}},
			"half Mon 13:00 deferred; half Mon 13:01 skipped; due Mon 13:01 skipped; late Mon 13:01 skipped; soon Mon 13:01 skipped; breach Mon 13:01 skipped; call Mon 13:01 skipped",
		},
	} {
		ladder, err := all.Compile(knownSources(t))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := ladder.Plan(ticketClock(t, 8*time.Hour, deskHours(), tt.opened, tt.resolved, tt.pauses...), tt.events...)
		if err != nil {
			t.Fatal(err)
		}
		if got := rungLines(plan); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.about, got, tt.want)
		}
		for _, e := range plan {
			if want := tt.events; e.Action == escalation.Deferred && e.Cause != map[escalation.EventType]escalation.Cause{
				escalation.Suppress: escalation.Maintenance, escalation.Snooze: escalation.Snoozing,
			}[want[0].Type] {
				t.Errorf("%s: deferred by %v", tt.about, e.Cause)
			}
		}
		if plan[0].Action == escalation.Fired && strings.Join(plan[0].Targets, " ") != "ana" {
			t.Errorf("%s: told are %v", tt.about, plan[0].Targets)
		}
	}
}

// Held before the target is used up, nobody knows when.
func TestLadderHeld(t *testing.T) {
	ladder, err := rungs(
		escalation.RungSpec{Name: "start", On: percent("-5%")}, escalation.RungSpec{Name: "half", On: percent("50%")},
		escalation.RungSpec{Name: "breach", On: escalation.OnBreach{}},
	).Compile(knownSources(t))
	if err != nil {
		t.Fatal(err)
	}
	running := ticketClock(t, 8*time.Hour, deskHours(), monday, time.Time{})
	for want, clock := range map[string]escalation.Clock{
		"start Mon 09:00 fired": pausedClock(t),
		"start Mon 09:00 fired; half Mon 13:00 fired; breach Tue 09:00 fired": running,
	} {
		plan, err := ladder.Plan(clock)
		if got := rungLines(plan); err != nil || got != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
}

// pausedClock is that of a ticket which has been held for an hour and still is.
func pausedClock(tb testing.TB) sla.Clock {
	tb.Helper()
	goal, err := sla.GoalSpec{Metric: sla.Resolution(), Targets: sla.TargetSpecs{{Priority: msp.P1, Span: sla.Within(8 * time.Hour), Calendar: "desk"}}}.
		Compile(func(string) (calendar.Calendar, bool) { return deskHours(), true })
	if err != nil {
		tb.Fatal(err)
	}
	log, err := sla.NewLog(
		sla.Event{At: monday, Type: sla.EventCreated, Priority: msp.P1}, sla.Event{At: after(60), Type: sla.EventPause, Hold: sla.HoldRequester})
	if err != nil {
		tb.Fatal(err)
	}
	clock, err := goal.Replay(log)
	if err != nil {
		tb.Fatal(err)
	}
	return clock
}

// A rung is not dated before the event that made the target what it is: a P3 of 24 hours,
// opened on Monday at 09:00 and raised to a P1 of 4 hours at 15:00.
func TestLadderOfRaisedPriority(t *testing.T) {
	goal, err := sla.GoalSpec{Metric: sla.Resolution(), Targets: sla.TargetSpecs{
		{Priority: msp.P1, Span: sla.Within(4 * time.Hour), Calendar: "desk"}, {Priority: msp.P3, Span: sla.Within(24 * time.Hour), Calendar: "desk"},
	}}.Compile(func(string) (calendar.Calendar, bool) { return deskHours(), true })
	if err != nil {
		t.Fatal(err)
	}
	log, err := sla.NewLog(
		sla.Event{At: monday, Type: sla.EventCreated, Priority: msp.P3}, sla.Event{At: after(6 * 60), Type: sla.EventPriority, Priority: msp.P1})
	if err != nil {
		t.Fatal(err)
	}
	clock, err := goal.Replay(log)
	if err != nil {
		t.Fatal(err)
	}
	ladder, err := rungs(
		escalation.RungSpec{Name: "half", On: percent("50%")}, escalation.RungSpec{Name: "breach", On: escalation.OnBreach{}},
		escalation.RungSpec{Name: "twice", On: percent("200%")},
	).Compile(knownSources(t))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := ladder.Plan(clock)
	if got, want := rungLines(plan), "half Mon 15:00 fired; breach Mon 15:00 fired; twice Mon 17:00 fired"; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

// D4: the rung at 100 % is when the clock is due, to the nanosecond; a third of a
// nanosecond more is the next one.
func TestLadderIsExact(t *testing.T) {
	clock := ticketClock(t, 10*time.Nanosecond, calendar.Always(time.UTC), monday, time.Time{})
	for text, want := range map[string]time.Duration{
		"100%": 10, "99.9999999999999999%": 10, "90%": 9, "90.0000000000000001%": 10, "0%": 0, "-1%": 0, "1000000000000000%": 100_000_000_000_000,
	} {
		ladder, err := rungs(escalation.RungSpec{On: percent(text)}).Compile(knownSources(t))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := ladder.Plan(clock)
		if err != nil || len(plan) != 1 || plan[0].At.Sub(monday) != want {
			t.Errorf("%s: %v, %v, want %d ns", text, plan, err, want)
		}
	}
	due, _ := clock.At(monday).Due()
	if due.Sub(monday) != 10 {
		t.Errorf("due %v", due)
	}
	long := ticketClock(t, 1<<62, calendar.Always(time.UTC), monday, time.Time{})
	ladder, err := rungs(
		escalation.RungSpec{On: percent("1000000000000000%")}, escalation.RungSpec{On: escalation.AtOffset(1<<63 - 1)}, escalation.RungSpec{On: escalation.AtOffset(-1 << 63)},
	).Compile(knownSources(t))
	if err != nil {
		t.Fatal(err)
	}
	if plan, err := ladder.Plan(long); err != nil || len(plan) != 1 || !plan[0].At.Equal(monday) {
		t.Errorf("%v, %v: more time than there is", plan, err)
	}
}

func TestLadderOfNothing(t *testing.T) {
	ladder, err := rungs(escalation.RungSpec{On: percent("50%")}).Compile(knownSources(t))
	if err != nil || ladder.Name() != "resolution" {
		t.Fatal(ladder.Name(), err)
	}
	if plan, err := ladder.Plan(sla.Clock{}); plan != nil || err != nil {
		t.Errorf("Plan of the zero Clock = %v, %v", plan, err)
	}
	var none msp.Issues
	if plan, err := ladder.Plan(nil); plan != nil || !errors.As(err, &none) || found(none) != "clock missing" {
		t.Errorf("Plan(nil) = %v, %v", plan, err)
	}
	if plan, err := (escalation.Ladder{}).Plan(pausedClock(t)); plan != nil || err != nil {
		t.Errorf("the zero Ladder: %v, %v", plan, err)
	}
	var issues msp.Issues
	if _, err := ladder.Plan(pausedClock(t), escalation.Event{}); !errors.As(err, &issues) || found(issues) != "events[0].at missing; events[0].type missing" {
		t.Errorf("Plan with a bad event: %v", err)
	}
}

func TestTriggerText(t *testing.T) {
	for want, trigger := range map[string]escalation.Trigger{
		"at 75%": percent("75%"), "at due": escalation.AtOffset(0), "1h30m before due": escalation.AtOffset(-90 * time.Minute),
		"5m after due": escalation.AtOffset(5 * time.Minute), "on breach": escalation.OnBreach{},
	} {
		if got := trigger.String(); got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}

func TestLadderLint(t *testing.T) {
	spec := rungs(
		escalation.RungSpec{Name: "a", Level: "L2", On: percent("50%")},
		escalation.RungSpec{Name: "b", Level: "L1", On: percent("75%")},
		escalation.RungSpec{Name: "c", Level: "L2", On: escalation.AtOffset(-1)},
		escalation.RungSpec{Name: "d", Level: "L1", On: escalation.AtOffset(0), After: 1},
		escalation.RungSpec{Name: "e", Level: "L3", On: escalation.OnBreach{}},
		escalation.RungSpec{Name: "f", Level: "L1", On: escalation.OnBreach{}, After: 1},
		escalation.RungSpec{Name: "g", Level: "L4", Kind: escalation.Hierarchical, On: percent("1%")},
	)
	spec.Rungs[1].Notify = []escalation.Target{escalation.OnCall("none")}
	spec.Rungs[3].Notify = nil
	ladder, err := spec.Compile(knownSources(t))
	if err != nil {
		t.Fatal(err)
	}
	want := "(rungs[0].on cut_short); (rungs[1].notify nobody); (rungs[2].on cut_short); (rungs[4].on cut_short)"
	if got := found(ladder.Lint(monday, after(60))); got != want {
		t.Errorf("Lint = %q, want %q", got, want)
	}
	if got := found(ladder.Lint(monday, monday)); got != " range" {
		t.Errorf("Lint of nothing = %q", got)
	}
}
