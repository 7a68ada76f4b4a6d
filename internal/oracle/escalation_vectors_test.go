package oracle_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp/internal/oracle"
)

func escalationRotas(kind string, read func(any)) any {
	var in struct {
		Schedule        escalationRota
		At, From, Until time.Time
	}
	read(&in)
	r := in.Schedule.rota()
	switch kind {
	case "schedule":
		return escalationTexts(r.At(in.At))
	case "gaps":
		return append([][2]time.Time{}, r.Gaps(in.From, in.Until)...)
	default: // shifts
		out := []any{}
		for _, s := range r.Shifts(in.From, in.Until) {
			out = append(out, escalationObject{"start": s.From, "end": s.To, "on_call": s.OnCall})
		}
		return out
	}
}

// escalationRotation answers with the slot before and after either edge too; where
// slots are empty they need not be neighbours.
func escalationRotation(read func(any)) any {
	var in struct {
		Rotation escalationTurns
		At       time.Time
	}
	read(&in)
	u := in.Rotation.turns()
	slot := u.Slot(in.At)
	start, end := in.At, in.At.Add(time.Minute).Truncate(time.Minute)
	for u.Slot(start.Add(-time.Second)) == slot {
		start = start.Add(-time.Second).Truncate(time.Minute)
	}
	for u.Slot(end) == slot {
		end = end.Add(time.Minute)
	}
	return escalationObject{"member": u.At(in.At), "slot": slot, "shift_start": start, "shift_end": end}
}

func escalationTimeline(read func(any)) any {
	var in struct {
		Opened, Until time.Time
		Calendars     map[string]escalationCalendar
		Schedules     map[string]escalationRota
		Policy        struct {
			Steps []struct {
				Level          int
				Wait           int `json:"wait_min"`
				Targets        []string
				Hours, Outside string
				IfEmpty        string `json:"if_empty"`
			}
			Repeat     int
			WaitClock  string `json:"wait_clock"`
			AckTimeout int    `json:"ack_timeout_min"`
		}
		Events []struct {
			At   time.Time
			Type string
			Step int `json:"to_step"`
		}
	}
	read(&in)
	c := oracle.Chain{Repeat: in.Policy.Repeat, AckTimeout: time.Duration(in.Policy.AckTimeout) * time.Minute}
	for _, s := range in.Policy.Steps {
		c.Steps = append(c.Steps, oracle.ChainStep{
			Level: s.Level, Wait: time.Duration(s.Wait) * time.Minute,
			WaitOpen: escalationOpen(in.Calendars, in.Policy.WaitClock),
			Open:     escalationOpen(in.Calendars, s.Hours), Outside: s.Outside, IfEmpty: s.IfEmpty,
			Targets: func(t time.Time) []string {
				var names []string
				for _, target := range s.Targets {
					if schedule, ok := strings.CutPrefix(target, "schedule:"); ok {
						names = append(names, in.Schedules[schedule].rota().At(t)...)
					} else {
						names = append(names, target)
					}
				}
				return names
			},
		})
	}
	var events []oracle.ChainEvent
	for _, e := range in.Events {
		events = append(events, oracle.ChainEvent{At: e.At, Type: e.Type, Step: e.Step})
	}
	fired, exhausted, _ := c.Walk(in.Opened, events, in.Until)
	out := []any{}
	for _, f := range fired {
		out = append(out, escalationObject{
			"at": f.At, "step": f.Step, "level": f.Level, "loop": f.Pass, "targets": escalationTexts(f.Targets), "why": f.Why,
		})
	}
	return escalationObject{"fired": out, "exhausted_at": exhausted}
}

func escalationLadder(read func(any)) any {
	var in struct {
		Calendars map[string]escalationCalendar
		Calendar  string
		Target    int `json:"target_min"`
		Rules     []struct {
			Name    string
			Level   int
			Percent int
			Offset  *int `json:"offset_min"`
		}
		Started, Stopped, Until time.Time
		Pauses                  [][2]time.Time
	}
	read(&in)
	var rules []oracle.RungRule
	for _, r := range in.Rules {
		target := time.Duration(in.Target) * time.Minute
		threshold := target * time.Duration(r.Percent) / 100
		if r.Offset != nil {
			threshold = target + time.Duration(*r.Offset)*time.Minute
		}
		rules = append(rules, oracle.RungRule{Name: r.Name, Level: r.Level, Threshold: threshold})
	}
	out := []any{}
	open := escalationOpen(in.Calendars, in.Calendar)
	for _, f := range oracle.Rungs(rules, open, in.Started, in.Pauses, in.Stopped, in.Until) {
		out = append(out, escalationObject{"rule": f.Name, "level": f.Level, "at": f.At})
	}
	return out
}

func escalationRoute(read func(any)) any {
	var in struct {
		Rules []struct {
			Match escalationObject
			Path  string
		}
		Tickets []escalationObject
		Domain  map[string][]any
	}
	read(&in)
	var rules []oracle.RouteRule
	for _, r := range in.Rules {
		rule := oracle.RouteRule{}
		for field, value := range r.Match {
			rule[field] = escalationValues(value)
		}
		rules = append(rules, rule)
	}
	paths := []any{}
	for _, t := range in.Tickets {
		ticket := map[string]string{}
		for field, value := range t {
			ticket[field] = fmt.Sprint(value)
		}
		if n := oracle.Route(rules, ticket); n >= 0 {
			paths = append(paths, in.Rules[n].Path)
		} else {
			paths = append(paths, nil)
		}
	}
	domain := map[string][]string{}
	for field, values := range in.Domain {
		domain[field] = escalationValues(values)
	}
	unreachable, complete := oracle.RouteLint(rules, domain)
	return escalationObject{"paths": paths, "unreachable_rules": append([]int{}, unreachable...), "complete": complete}
}

func TestEscalationAgreesWithVectors(t *testing.T) {
	answers := map[string]func(read func(any)) any{
		"schedule":         func(read func(any)) any { return escalationRotas("schedule", read) },
		"gaps":             func(read func(any)) any { return escalationRotas("gaps", read) },
		"shifts":           func(read func(any)) any { return escalationRotas("shifts", read) },
		"rotation":         escalationRotation,
		"rotation_workday": escalationRotation,
		"timeline":         escalationTimeline,
		"ladder":           escalationLadder,
		"route":            escalationRoute,
	}
	for kind, answer := range answers {
		t.Run(kind, func(t *testing.T) { escalationFile(t, kind, answer) })
	}
}

// escalationFile runs every line of a file, and every field of what it wants.
func escalationFile(t *testing.T, kind string, answer func(read func(any)) any) {
	t.Helper()
	file, err := os.Open("../../testdata/vectors/escalation/" + kind + ".jsonl")
	if err != nil {
		t.Skipf("no vectors: %v", err)
	}
	defer file.Close()
	lines, n := bufio.NewScanner(file), 0
	lines.Buffer(nil, 1<<20)
	for ; lines.Scan(); n++ {
		var line struct {
			ID, Kind string
			Input    json.RawMessage
			Expect   any
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		if line.Kind != kind {
			t.Fatalf("%s: kind %q", line.ID, line.Kind)
		}
		// Through JSON, so that both sides are made of the same types.
		text, err := json.Marshal(answer(func(into any) {
			decoder := json.NewDecoder(strings.NewReader(string(line.Input)))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(into); err != nil {
				t.Fatalf("%s: %v", line.ID, err)
			}
		}))
		if err != nil {
			t.Fatal(err)
		}
		var got any
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(line.Expect, got); diff != "" {
			t.Errorf("%s: %s: (-want +got)\n%s", line.ID, line.Input, diff)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d lines", n)
}
