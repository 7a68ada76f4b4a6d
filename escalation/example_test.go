package escalation_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
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

// A week each, handed over on Mondays at 09:00 in Chicago, also across a change of the
// clock.
func ExampleRotation_At() {
	desk, err := escalation.RotationSpec{
		Zone:    "America/Chicago",
		Start:   calendar.MustParseLocalTime("2026-03-02T09:00"),
		Members: []string{"ana", "bob", "cal"},
	}.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	turn, _ := desk.At(time.Date(2026, time.March, 10, 3, 0, 0, 0, time.UTC))
	fmt.Println(turn.Member, "from", turn.From.Format(time.RFC3339), "to", turn.To.Format(time.RFC3339))
	// Output:
	// bob from 2026-03-09T09:00:00-05:00 to 2026-03-16T09:00:00-05:00
}

// officeAndNights is a schedule of two layers in Lisbon: a rotation by the day in office
// hours, above one by the week.
func officeAndNights() escalation.ScheduleSpec {
	return escalation.ScheduleSpec{
		Name: "desk",
		Layers: []escalation.LayerSpec{
			{Name: "nights", Rotation: escalation.RotationSpec{
				Zone: "Europe/Lisbon", Start: calendar.MustParseLocalTime("2026-03-23T18:00"),
				Members: []string{"nia", "ned"},
			}},
			{
				Name: "office", Priority: 1, Windows: calendar.MustParseWeek("Mon-Fri 09:00-18:00"),
				Rotation: escalation.RotationSpec{
					Zone: "Europe/Lisbon", Start: calendar.MustParseLocalTime("2026-03-23T00:00"),
					Unit: escalation.Day, Members: []string{"ana", "bob"},
				},
			},
		},
	}
}

func onThe(day, hour int) time.Time { return time.Date(2026, time.March, day, hour, 0, 0, 0, time.UTC) }

// Office hours above nights, and nia gives her Friday night to ana. Clocks go forward on
// the Sunday.
func ExampleSchedule_Shifts() {
	spec := officeAndNights()
	spec.Overrides = []escalation.Override{
		{Op: escalation.Replace, Of: "nia", Who: "ana", From: onThe(27, 18), Until: onThe(28, 9)},
	}
	desk, err := spec.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("on Friday at 20:00:", desk.OnCall(onThe(27, 20)))
	for shift := range desk.Shifts(onThe(27, 0), onThe(31, 0)) {
		fmt.Println(shift.From.Format("Mon 15:04 MST"), "to", shift.To.Format("Mon 15:04 MST"), shift.OnCall)
	}
	// Output:
	// on Friday at 20:00: [ana]
	// Fri 00:00 WET to Fri 09:00 WET [nia]
	// Fri 09:00 WET to Sat 09:00 WET [ana]
	// Sat 09:00 WET to Mon 09:00 WEST [nia]
	// Mon 09:00 WEST to Mon 18:00 WEST [bob]
	// Mon 18:00 WEST to Tue 01:00 WEST [ned]
}

// When is nobody there, and who has had the least?
func ExampleSchedule_Gaps() {
	spec := officeAndNights()
	spec.Overrides = []escalation.Override{
		{Op: escalation.Remove, Who: "nia", From: onThe(28, 0), Until: onThe(28, 12)},
	}
	desk, err := spec.Compile(escalation.Sources{Zones: zones.Load})
	if err != nil {
		fmt.Println(err)
		return
	}
	for gap := range desk.Gaps(onThe(23, 0), onThe(30, 0)) {
		fmt.Println("nobody:", gap)
	}
	loads, err := desk.Load(onThe(23, 0), onThe(30, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, load := range loads {
		fmt.Println(load.Person, load.OnCall, "in", load.Duties)
	}
	least, _ := loads.Least()
	fmt.Println("ask", least.Person)
	// Output:
	// nobody: 2026-03-28T00:00:00Z/2026-03-28T12:00:00Z
	// ana 27h0m0s in 3
	// bob 18h0m0s in 2
	// ned 9h0m0s in 1
	// nia 102h0m0s in 6
	// ask ned
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

// The clock of package sla is a [escalation.Clock] as it is: eight hours on business days
// from nine to five, from a Friday at 13:00.
func ExampleLadder_Plan() {
	desk, err := calendar.Spec{Zone: "Europe/Lisbon", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.Compile(zones.Load)
	if err != nil {
		fmt.Println(err)
		return
	}
	goal, err := sla.GoalSpec{
		Metric:  sla.Resolution(),
		Targets: sla.TargetSpecs{{Span: sla.Within(8 * time.Hour), Calendar: "desk"}},
	}.Compile(func(string) (calendar.Calendar, bool) { return desk, true })
	if err != nil {
		fmt.Println(err)
		return
	}
	log, err := sla.NewLog(sla.Event{At: onThe(27, 13), Type: sla.EventCreated, Priority: msp.P2})
	if err != nil {
		fmt.Println(err)
		return
	}
	clock, err := goal.Replay(log)
	if err != nil {
		fmt.Println(err)
		return
	}
	ladder, err := escalation.LadderSpec{Rungs: []escalation.RungSpec{
		{Level: "L2", On: escalation.AtPercent(msp.MustParsePercent("75%")), Notify: []escalation.Target{escalation.Party("network")}},
		{Level: "L3", On: escalation.AtOffset(-time.Hour), Notify: []escalation.Target{escalation.Party("engineers")}},
		{Level: "L4", Kind: escalation.Hierarchical, On: escalation.OnBreach{}, After: 30 * time.Minute, Notify: []escalation.Target{escalation.Party("manager")}},
	}}.Compile(escalation.Sources{})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := ladder.Plan(clock)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, entry := range plan {
		fmt.Println(entry.At.In(desk.Zone()).Format("Mon 15:04"), entry.Level, entry.Targets)
	}
	// Output:
	// Mon 11:00 L2 [network]
	// Mon 12:00 L3 [engineers]
	// Mon 13:30 L4 [manager]
}

// A rule table, and what is wrong with it: two lines together hide the third.
func ExampleRoutes_Lint() {
	routes, err := escalation.RouteSpecs{
		{Name: "VIP", When: map[string][]string{"vip": {"true"}}, Policy: "white glove", Queue: "vip"},
		{Name: "urgent", When: map[string][]string{"priority": {"P1", "P2"}}, Policy: "paging", Queue: "operations"},
		{Name: "acme", When: map[string][]string{"client": {"acme"}, "priority": {"P1"}}, Policy: "acme", Queue: "acme"},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	line, _, _ := routes.Select(map[string]string{"client": "acme", "priority": "P1", "vip": "false"})
	fmt.Println(line.Policy)
	for _, issue := range routes.Lint(escalation.Domain{
		"client": {"acme", "beta"}, "priority": {"P1", "P2", "P3"}, "vip": {"true", "false"},
	}) {
		fmt.Println(issue)
	}
	// Output:
	// paging
	// no line is for a ticket such as map[client:acme priority:P3 vip:false] (not_total)
	// [2]: lines before it take every ticket that it is for (unreachable)
}

// A policy that looks complete, and for which somebody would have been called in vain: at
// the weekend.
func ExamplePolicy_Lint() {
	sources := escalation.Sources{Zones: zones.Load, Levels: escalation.FrameworkLevels()}
	spec := officeAndNights()
	spec.Layers = spec.Layers[1:]
	desk, err := spec.Compile(sources)
	if err != nil {
		fmt.Println(err)
		return
	}
	sources.Schedules = func(string) (escalation.Schedule, bool) { return desk, true }
	policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{
		{Level: "L1", Notify: []escalation.Target{escalation.OnCall("desk")}, Wait: 15 * time.Minute},
		{Level: "L2", Notify: []escalation.Target{escalation.OnCall("desk")}, Wait: time.Hour},
	}}.Compile(sources)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, issue := range policy.Lint(onThe(27, 12), onThe(30, 12)) {
		fmt.Println(issue.Severity, issue)
	}
	// Output:
	// error nobody is ever told of a ticket opened at 2026-03-27T18:00:00Z; so it is in 62h of the range (nothing_done)
	// warning steps[0].notify: nobody is on call in 62h of its time, first from 2026-03-27T18:00:00Z to 2026-03-30T08:00:00Z (gap)
	// warning steps[1]: it comes 15m after the opening, but L1 should have 30m (cut_short)
	// warning steps[1].notify: nobody is on call in 62h of its time, first from 2026-03-27T18:00:00Z to 2026-03-30T08:00:00Z (gap)
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
