package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
)

// vectorDesk is a business calendar as the vectors of escalation write it.
type vectorDesk struct {
	Zone     string                             `json:"tz"`
	Weekly   map[string][][2]calendar.TimeOfDay `json:"weekly"`
	Holidays []msp.Date                         `json:"holidays"`
}

func (v vectorDesk) compile() (calendar.Calendar, error) {
	spec := calendar.Spec{Zone: v.Zone}
	for _, name := range slices.Sorted(maps.Keys(v.Weekly)) {
		day, ok := weekdays()[name]
		if !ok {
			return calendar.Calendar{}, errors.New("no such day: " + name)
		}
		for _, hours := range v.Weekly[name] {
			spec.Hours[day] = append(spec.Hours[day], calendar.Shift{Start: hours[0], End: hours[1]})
		}
	}
	if len(v.Holidays) > 0 {
		spec.Holidays = calendar.Rules{{Name: "holiday", On: calendar.Dates(v.Holidays)}}
	}
	return spec.Compile(zones.Load)
}

// vectorSources finds the calendars and schedules of a case, and levels that are numbers.
func vectorSources(hours map[string]vectorDesk, schedules map[string]vectorSchedule, levels []int) (escalation.Sources, error) {
	calendars := make(map[string]calendar.Calendar)
	for name, one := range hours {
		compiled, err := one.compile()
		if err != nil {
			return escalation.Sources{}, fmt.Errorf("calendar %s: %w", name, err)
		}
		calendars[name] = compiled
	}
	onCall := make(map[string]escalation.Schedule)
	for name, one := range schedules {
		compiled, err := one.compile()
		if err != nil {
			return escalation.Sources{}, fmt.Errorf("schedule %s: %w", name, err)
		}
		onCall[name] = compiled
	}
	sources := escalation.Sources{
		Calendars: func(name string) (calendar.Calendar, bool) { c, ok := calendars[name]; return c, ok },
		Schedules: func(name string) (escalation.Schedule, bool) { s, ok := onCall[name]; return s, ok },
	}
	slices.Sort(levels)
	for _, level := range slices.Compact(levels) {
		sources.Levels = append(sources.Levels, escalation.Level{Name: strconv.Itoa(level)})
	}
	return sources, nil
}

type vectorStep struct {
	Level   int
	Wait    int64 `json:"wait_min"`
	Targets []string
	Hours   string
	Outside string
	IfEmpty string `json:"if_empty"`
}

func (v vectorStep) spec(waitIn string) (escalation.StepSpec, error) {
	step := escalation.StepSpec{
		Level: strconv.Itoa(v.Level), Wait: time.Duration(v.Wait) * time.Minute, WaitIn: waitIn, Hours: v.Hours,
	}
	for _, name := range v.Targets {
		if schedule, ok := strings.CutPrefix(name, "schedule:"); ok {
			step.Notify = append(step.Notify, escalation.OnCall(schedule))
		} else {
			step.Notify = append(step.Notify, escalation.Party(name))
		}
	}
	switch v.IfEmpty {
	case "", "skip":
	case "wait":
		step.Empty = escalation.EmptyHold
	default:
		return step, errors.New("no such if_empty: " + v.IfEmpty)
	}
	if v.Hours == "" {
		return step, nil // outside means nothing then
	}
	return step, step.Outside.UnmarshalText([]byte(v.Outside))
}

type vectorDeed struct {
	At   time.Time
	Type escalation.EventType
	Step int `json:"to_step"`
}

func timelineCase(input, expect json.RawMessage) error {
	var in struct {
		Opened, Until time.Time
		Calendars     map[string]vectorDesk
		Schedules     map[string]vectorSchedule
		Policy        struct {
			Steps      []vectorStep
			Repeat     int
			AckTimeout int64  `json:"ack_timeout_min"`
			WaitClock  string `json:"wait_clock"`
		}
		Events []vectorDeed
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	spec := escalation.PolicySpec{Repeat: in.Policy.Repeat, AckTimeout: time.Duration(in.Policy.AckTimeout) * time.Minute}
	var levels []int
	for _, v := range in.Policy.Steps {
		step, err := v.spec(in.Policy.WaitClock)
		if err != nil {
			return err
		}
		spec.Steps = append(spec.Steps, step)
		levels = append(levels, v.Level)
	}
	sources, err := vectorSources(in.Calendars, in.Schedules, levels)
	if err != nil {
		return err
	}
	policy, err := spec.Compile(sources)
	if err != nil {
		return err
	}
	var events []escalation.Event
	for _, e := range in.Events {
		events = append(events, escalation.Event{At: e.At, Type: e.Type, Step: e.Step})
	}
	plan, err := policy.Plan(in.Opened, events...)
	if err != nil {
		return err
	}
	return sameTimeline(plan, in.Until, expect)
}

func sameTimeline(plan escalation.Plan, until time.Time, expect json.RawMessage) error {
	why := map[escalation.Cause]string{
		escalation.Due: "wait", escalation.Escalated: "manual", escalation.Deescalated: "deescalate",
		escalation.Unacked: "unack", escalation.AckTimedOut: "ack_timeout",
	}
	fired := []map[string]any{}
	var exhausted any
	for entry := range plan.Through(until.Add(-1)) {
		switch entry.Action { //nolint:exhaustive // the vectors know no more
		case escalation.Fired:
			level, err := strconv.Atoi(entry.Level)
			if err != nil {
				return err
			}
			fired = append(fired, map[string]any{
				"at": vectorInstant(entry.At), "step": entry.Step, "level": level, "loop": entry.Pass,
				"targets": append([]string{}, entry.Targets...), "why": why[entry.Cause],
			})
			exhausted = nil
		case escalation.Exhausted:
			exhausted = vectorInstant(entry.At)
		}
	}
	return same("timeline", map[string]any{"fired": fired, "exhausted_at": exhausted}, expect)
}

func ladderCase(input, expect json.RawMessage) error {
	var in struct {
		Calendars               map[string]vectorDesk
		Calendar                *string
		Target                  int64 `json:"target_min"`
		Rules                   []vectorRule
		Started, Until, Stopped time.Time
		Pauses                  [][2]time.Time
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	var spec escalation.LadderSpec
	var levels []int
	for _, rule := range in.Rules {
		rung, err := rule.spec()
		if err != nil {
			return err
		}
		spec.Rungs = append(spec.Rungs, rung)
		levels = append(levels, rule.Level)
	}
	sources, err := vectorSources(in.Calendars, nil, levels)
	if err != nil {
		return err
	}
	ladder, err := spec.Compile(sources)
	if err != nil {
		return err
	}
	hours := calendar.Always(time.UTC)
	if in.Calendar != nil {
		hours, _ = sources.Calendars(*in.Calendar)
	}
	clock, err := heldClock(time.Duration(in.Target)*time.Minute, hours, in.Started, in.Stopped, in.Pauses)
	if err != nil {
		return err
	}
	plan, err := ladder.Plan(clock)
	if err != nil {
		return err
	}
	fired := []map[string]any{}
	for _, entry := range plan {
		if entry.Action != escalation.Fired || !entry.At.Before(in.Until) {
			continue
		}
		level, err := strconv.Atoi(entry.Level)
		if err != nil {
			return err
		}
		fired = append(fired, map[string]any{"rule": entry.Name, "level": level, "at": vectorInstant(entry.At)})
	}
	return same("ladder", fired, expect)
}

type vectorRule struct {
	Name    string
	Level   int
	Percent json.Number
	Offset  *int64 `json:"offset_min"`
}

func (v vectorRule) spec() (escalation.RungSpec, error) {
	rung := escalation.RungSpec{Name: v.Name, Level: strconv.Itoa(v.Level)}
	if v.Offset != nil {
		rung.On = escalation.AtOffset(time.Duration(*v.Offset) * time.Minute)
		return rung, nil
	}
	percent, err := msp.ParsePercent(v.Percent.String() + "%")
	rung.On = escalation.AtPercent(percent)
	return rung, err
}

// heldClock is the SLA clock of a ticket that was started, held and stopped.
func heldClock(target time.Duration, hours calendar.Calendar, started, stopped time.Time, pauses [][2]time.Time) (sla.Clock, error) {
	metric := sla.Metric{Name: "work", Start: []sla.EventType{sla.EventCreated}, Stop: []sla.EventType{sla.EventResolved}}
	events := []sla.Event{{At: started, Type: sla.EventCreated, Priority: msp.P1}}
	for i, pause := range pauses {
		if pause[0].Before(started) {
			pause[0] = started
		}
		open := pause[1].IsZero() // for ever
		if !open && !pause[0].Before(pause[1]) {
			continue
		}
		hold := sla.Hold(strconv.Itoa(i))
		metric.PauseOn = append(metric.PauseOn, hold)
		events = append(events, sla.Event{At: pause[0], Seq: int64(2*i + 1), Type: sla.EventPause, Hold: hold})
		if !open {
			events = append(events, sla.Event{At: pause[1], Seq: int64(2*i + 2), Type: sla.EventResume, Hold: hold})
		}
	}
	if !stopped.IsZero() {
		events = append(events, sla.Event{At: stopped, Seq: 1 << 40, Type: sla.EventResolved})
	}
	goal, err := sla.GoalSpec{
		Metric: metric, Targets: sla.TargetSpecs{{Priority: msp.P1, Span: sla.Within(target), Calendar: "hours"}},
	}.Compile(func(string) (calendar.Calendar, bool) { return hours, true })
	if err != nil {
		return sla.Clock{}, err
	}
	log, err := sla.NewLog(events...)
	if err != nil {
		return sla.Clock{}, err
	}
	return goal.Replay(log)
}

func routeCase(input, expect json.RawMessage) error {
	var in struct {
		Rules []struct {
			Match map[string]any
			Path  string
		}
		Tickets []map[string]any
		Domain  map[string][]any
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	var specs escalation.RouteSpecs
	for _, rule := range in.Rules {
		when := msp.Condition{}
		for name, allowed := range rule.Match {
			list, ok := allowed.([]any)
			if !ok {
				list = []any{allowed}
			}
			for _, value := range list {
				when[name] = append(when[name], fmt.Sprint(value))
			}
		}
		specs = append(specs, escalation.RouteSpec{When: when, Policy: rule.Path})
	}
	routes, err := specs.Compile()
	if err != nil {
		return err
	}
	paths := []any{}
	for _, ticket := range in.Tickets {
		attributes := make(map[string]string)
		for name, value := range ticket {
			attributes[name] = fmt.Sprint(value)
		}
		line, _, ok := routes.Select(attributes)
		if !ok {
			paths = append(paths, nil)
			continue
		}
		paths = append(paths, line.Policy)
	}
	domain := make(escalation.Domain)
	for name, values := range in.Domain {
		for _, value := range values {
			domain[name] = append(domain[name], fmt.Sprint(value))
		}
	}
	unreachable, complete := []int{}, true
	for _, issue := range routes.Lint(domain) {
		switch issue.Code { //nolint:exhaustive // the vectors know no more
		case escalation.CodeUnreachable:
			place, err := strconv.Atoi(strings.Trim(issue.Path, "[]"))
			if err != nil {
				return err
			}
			unreachable = append(unreachable, place)
		case escalation.CodeNotTotal:
			complete = false
		}
	}
	slices.Sort(unreachable)
	return same("routes", map[string]any{"paths": paths, "unreachable_rules": unreachable, "complete": complete}, expect)
}
