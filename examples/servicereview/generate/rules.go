package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

// Rules are who has to be told of which ticket.
type rules struct {
	routes   escalation.Routes
	policies map[string]map[string]escalation.Policy // client → name
	rungs    map[string]escalation.Ladder
	people   []string // everybody who takes turns
}

// readRules reads who is on call, which is known to be good: the test of servicereview
// reads it strictly.
func readRules(data []byte, clients []client) (*rules, error) {
	var written struct {
		Schedules []map[string]json.RawMessage
		Policies  []escalation.PolicySpec
		Ladders   []escalation.LadderSpec
		Routes    escalation.RouteSpecs
	}
	if err := json.Unmarshal(data, &written); err != nil {
		return nil, err
	}
	r := &rules{policies: make(map[string]map[string]escalation.Policy), rungs: make(map[string]escalation.Ladder)}
	schedules := make(map[string]escalation.Schedule)
	sources := func(own calendar.Calendar) escalation.Sources {
		return escalation.Sources{
			Calendars: func(name string) (calendar.Calendar, bool) { return own, name == "client" },
			Schedules: func(name string) (escalation.Schedule, bool) { s, ok := schedules[name]; return s, ok },
		}
	}
	for _, raw := range written.Schedules {
		delete(raw, "covers") // which is for the review
		whole, err := json.Marshal(raw)
		if err != nil {
			return nil, err
		}
		spec, err := escalation.ParseScheduleSpec(whole, msp.Limits{})
		if err != nil {
			return nil, err
		}
		s, err := spec.Compile(sources(calendar.Always(nil)))
		if err != nil {
			return nil, fmt.Errorf("schedule %q: %w", spec.Name, err)
		}
		schedules[spec.Name] = s
		r.people = append(r.people, s.Members(first(), last())...)
	}
	slices.Sort(r.people)
	for _, spec := range written.Ladders {
		l, err := spec.Compile(sources(calendar.Always(nil)))
		if err != nil {
			return nil, fmt.Errorf("ladder %q: %w", spec.Name, err)
		}
		r.rungs[spec.Name] = l
	}
	for _, c := range clients {
		own := make(map[string]escalation.Policy)
		for _, spec := range written.Policies {
			p, err := spec.Compile(sources(c.hours))
			if err != nil {
				return nil, fmt.Errorf("policy %q: %w", spec.Name, err)
			}
			own[spec.Name] = p
		}
		r.policies[c.name] = own
	}
	var err error
	r.routes, err = written.Routes.Compile()
	return r, err
}
