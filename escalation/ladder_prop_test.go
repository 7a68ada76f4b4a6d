package escalation_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/sla"
)

// ticketClock is the clock of a resolution that is promised within some time, of a ticket
// that was opened, held and resolved.
func ticketClock(tb interface{ Fatal(args ...any) }, target time.Duration, hours calendar.Calendar, opened, resolved time.Time, pauses ...[2]time.Time) sla.Clock {
	metric := sla.Metric{Name: "work", Start: []sla.EventType{sla.EventCreated}, Stop: []sla.EventType{sla.EventResolved}}
	events := []sla.Event{{At: opened, Type: sla.EventCreated, Priority: msp.P1}}
	for i, pause := range pauses {
		hold := sla.Hold(strconv.Itoa(i))
		metric.PauseOn = append(metric.PauseOn, hold)
		events = append(
			events,
			sla.Event{At: pause[0], Seq: int64(2*i + 1), Type: sla.EventPause, Hold: hold},
			sla.Event{At: pause[1], Seq: int64(2*i + 2), Type: sla.EventResume, Hold: hold},
		)
	}
	if !resolved.IsZero() {
		events = append(events, sla.Event{At: resolved, Seq: 1000, Type: sla.EventResolved})
	}
	goal, err := sla.GoalSpec{
		Metric: metric, Targets: sla.TargetSpecs{{Priority: msp.P1, Span: sla.Within(target), Calendar: "hours"}},
	}.Compile(func(string) (calendar.Calendar, bool) { return hours, true })
	if err != nil {
		tb.Fatal(err)
	}
	log, err := sla.NewLog(events...)
	if err != nil {
		tb.Fatal(err)
	}
	clock, err := goal.Replay(log)
	if err != nil {
		tb.Fatal(err)
	}
	return clock
}

// D1, D2, D3 and D4: a ladder on the clock of package sla agrees with the model that
// counts minutes.
func TestLadderIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours := deskHours()
		open := hours.IsOpen
		if rapid.Bool().Draw(t, "round the clock") {
			hours, open = calendar.Always(time.UTC), nil
		}
		target := time.Duration(rapid.IntRange(1, 60).Draw(t, "target")*20) * time.Minute
		opened := minutesFrom(t, time.Date(2026, time.March, 6, 12, 0, 0, 0, time.UTC), 0, 5*24*60, 5, "opened")
		var resolved time.Time
		if rapid.Bool().Draw(t, "stopped") {
			resolved = minutesFrom(t, opened, 0, 4*24*60, 20, "resolved")
		}
		var pauses [][2]time.Time
		for range rapid.IntRange(0, 3).Draw(t, "pauses") {
			from := minutesFrom(t, opened, 0, 2*24*60, 20, "held")
			pauses = append(pauses, [2]time.Time{from, minutesFrom(t, from, 20, 24*60, 20, "resumed")})
		}
		var spec escalation.LadderSpec
		var rules []oracle.RungRule
		levels := escalation.Levels{{Name: "0"}, {Name: "1"}, {Name: "2"}}
		for i := range rapid.IntRange(1, 5).Draw(t, "rungs") {
			level := rapid.IntRange(0, 2).Draw(t, "level")
			rung := escalation.RungSpec{Name: strconv.Itoa(i), Level: strconv.Itoa(level)}
			rule := oracle.RungRule{Name: rung.Name, Level: level}
			if rapid.Bool().Draw(t, "percent") {
				percent := rapid.Int64Range(-20, 200).Draw(t, "of")
				p, _ := msp.NewPercent(percent, 0)
				rung.On, rule.Threshold = escalation.AtPercent(p), target/100*time.Duration(percent)
			} else {
				offset := time.Duration(rapid.IntRange(-60, 60).Draw(t, "offset")*20) * time.Minute
				rung.On, rule.Threshold = escalation.AtOffset(offset), target+offset
			}
			spec.Rungs, rules = append(spec.Rungs, rung), append(rules, rule)
		}
		ladder, err := spec.Compile(escalation.Sources{Levels: levels})
		if err != nil {
			t.Fatal(err)
		}
		plan, err := ladder.Plan(ticketClock(t, target, hours, opened, resolved, pauses...))
		if err != nil {
			t.Fatal(err)
		}
		until := opened.Add(12 * 24 * time.Hour)
		var got []oracle.RungFiring
		for _, e := range plan {
			if level, _ := strconv.Atoi(e.Level); e.Action == escalation.Fired && e.At.Before(until) {
				got = append(got, oracle.RungFiring{Name: e.Name, Level: level, At: e.At})
			}
		}
		want := oracle.Rungs(rules, open, opened, pauses, resolved, until)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("target %v, opened %v, resolved %v, held %v, %+v\nwant -, got +\n%s", target, opened, resolved, pauses, spec, diff)
		}
	})
}
