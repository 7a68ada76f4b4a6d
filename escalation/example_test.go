package escalation_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// Who is told of a P1, and who next? The desk for a quarter of an hour, then the people
// on call, then the manager.
func Example() {
	desk, err := escalation.ScheduleSpec{
		Name: "network",
		Layers: []escalation.LayerSpec{{Rotation: escalation.RotationSpec{
			Zone:    "America/Chicago",
			Start:   calendar.MustParseLocalTime("2026-03-02T09:00"), // a Monday
			Members: []string{"ana", "bob", "cal"},                   // a week each
		}}},
	}.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	policy, err := escalation.PolicySpec{
		Name: "P1",
		Steps: []escalation.StepSpec{
			{Level: "L1", Notify: []escalation.Target{escalation.Party("service desk")}, Wait: 15 * time.Minute},
			{Level: "L2", Notify: []escalation.Target{escalation.OnCall("network")}, Wait: 30 * time.Minute},
			{Level: "L4", Kind: escalation.Hierarchical, Notify: []escalation.Target{escalation.Party("service delivery manager")}},
		},
	}.Compile(escalation.Sources{Schedules: func(name string) (escalation.Schedule, bool) { return desk, name == "network" }})
	if err != nil {
		fmt.Println(err)
		return
	}
	opened := time.Date(2026, time.March, 9, 13, 50, 0, 0, time.UTC) // ten minutes before the handover
	plan, err := policy.Plan(opened)
	if err != nil {
		fmt.Println(err)
		return
	}
	for entry := range plan.All() {
		fmt.Println(entry)
	}
	// Output:
	// 2026-03-09T13:50:00Z step 1 (L1) tells service desk: it is due
	// 2026-03-09T14:05:00Z step 2 (L2) tells bob: it is due
	// 2026-03-09T14:35:00Z step 3 (L4) tells service delivery manager: it is due
	// 2026-03-09T14:35:00Z exhausted
}

// Why was nobody called at 03:00? The plan says so: the second step keeps office hours,
// and nobody is on call for the third.
func ExamplePlan_All() {
	sources := escalation.Sources{
		Zones: zones.Load,
		Calendars: func(name string) (calendar.Calendar, bool) {
			c, err := calendar.Spec{Zone: "Europe/Lisbon", Hours: calendar.MustParseWeek("Mon-Fri 09:00-18:00")}.Compile(zones.Load)
			return c, err == nil && name == "office"
		},
		Schedules: func(string) (escalation.Schedule, bool) { return escalation.Schedule{}, true }, // nobody yet
	}
	policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{
		{Level: "L1", Notify: []escalation.Target{escalation.Party("night desk")}, Wait: 30 * time.Minute},
		{Level: "L2", Notify: []escalation.Target{escalation.OnCall("network")}, Hours: "office", Outside: escalation.OutsideSkip},
		{Level: "L3", Notify: []escalation.Target{escalation.OnCall("engineers")}},
		{Level: "L4", Kind: escalation.Hierarchical, Notify: []escalation.Target{escalation.Party("manager")}, Hours: "office"},
	}}.Compile(sources)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := policy.Plan(time.Date(2026, time.March, 27, 2, 30, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	for entry := range plan.All() {
		fmt.Println(entry)
	}
	// Output:
	// 2026-03-27T02:30:00Z step 1 (L1) tells night desk: it is due
	// 2026-03-27T03:00:00Z step 2 (L2) is skipped: office is closed
	// 2026-03-27T03:00:00Z step 3 (L3) is skipped: nobody is on call
	// 2026-03-27T03:00:00Z step 4 (L4) is put off until 2026-03-27T09:00:00Z: office is closed
	// 2026-03-27T09:00:00Z step 4 (L4) tells manager: it is due
	// 2026-03-27T09:00:00Z exhausted
}

// All that a program needs to send real notifications: a table of events, a table of what
// was sent, and one timer.
func ExamplePlan_Through() {
	policy, err := escalation.PolicySpec{
		AckTimeout: time.Hour,
		Steps: []escalation.StepSpec{
			{Level: "L1", Notify: []escalation.Target{escalation.Party("desk")}, Wait: 15 * time.Minute},
			{Level: "L2", Notify: []escalation.Target{escalation.Party("network")}, Wait: 30 * time.Minute},
		},
	}.Compile(escalation.Sources{})
	if err != nil {
		fmt.Println(err)
		return
	}
	opened := time.Date(2026, time.March, 27, 2, 30, 0, 0, time.UTC)
	var events []escalation.Event   // the table of events
	sent := make(map[string]string) // the table of what was sent

	// wake is called when the timer rings, and after each event. It returns when to ring
	// again; the zero time is never.
	wake := func(now time.Time) time.Time {
		plan, err := policy.Plan(opened, events...)
		if err != nil {
			fmt.Println(err)
			return time.Time{}
		}
		for entry := range plan.Through(now) {
			if entry.Action != escalation.Fired || sent[entry.ID()] != "" {
				continue
			}
			fmt.Println(now.Format("15:04"), "call", entry.Targets, "-", entry.Why())
			sent[entry.ID()] = "sent"
		}
		next, _ := plan.Next(now)
		return next.At
	}

	// The clock of the example. Ana takes the ticket at 02:50 and forgets it; at 03:55 it
	// is solved.
	happens := []escalation.Event{
		{At: opened.Add(20 * time.Minute), Type: escalation.Ack, By: "ana"},
		{At: opened.Add(85 * time.Minute), Type: escalation.Resolve, By: "bob"},
	}
	timer := opened
	for !timer.IsZero() || len(happens) > 0 {
		now := timer
		if len(happens) > 0 && (timer.IsZero() || !happens[0].At.After(timer)) {
			now = happens[0].At
			fmt.Println(now.Format("15:04"), happens[0].By, "-", happens[0].Type)
			events, happens = append(events, happens[0]), happens[1:]
		}
		timer = wake(now)
	}
	// Output:
	// 02:30 call [desk] - it is due
	// 02:45 call [network] - it is due
	// 02:50 ana - ack
	// 03:50 call [network] - the acknowledgement ran out
	// 03:55 bob - resolve
}

// The levels of the framework, and how long each has for a P2.
func ExampleFrameworkLevels() {
	for _, level := range escalation.FrameworkLevels() {
		fmt.Print(level.Name, " ", level.Title)
		if within, ok := escalation.FrameworkLevels().Within(level.Name, 2); ok {
			fmt.Print(": ", within, " from the opening")
		}
		fmt.Println()
	}
	// Output:
	// L1 service desk: 30m0s from the opening
	// L2 technical support: 4h0m0s from the opening
	// L3 engineering
	// L4 management
}
