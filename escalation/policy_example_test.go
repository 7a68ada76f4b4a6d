package escalation_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

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
	// error nobody is ever told of a ticket opened at 2026-03-27T18:00:00Z; so it is in 62h of the range (reaches_nobody)
	// warning steps[0].notify: nobody is on call in 62h of its time, first from 2026-03-27T18:00:00Z to 2026-03-30T08:00:00Z (gap)
	// warning steps[1]: it comes 15m after the opening, but L1 should have 30m (cut_short)
	// warning steps[1].notify: nobody is on call in 62h of its time, first from 2026-03-27T18:00:00Z to 2026-03-30T08:00:00Z (gap)
}

// A planned reboot escalates nothing until it is over; a snooze brings the ticket back to
// who was told last.
func ExamplePolicy_Plan() {
	policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{
		{Level: "L1", Notify: []escalation.Target{escalation.Party("desk")}, Wait: 15 * time.Minute},
		{Level: "L2", Notify: []escalation.Target{escalation.Party("network")}, Wait: 15 * time.Minute},
	}}.Compile(escalation.Sources{})
	if err != nil {
		fmt.Println(err)
		return
	}
	opened := onThe(27, 2)
	plan, err := policy.Plan(opened,
		escalation.Event{At: onThe(27, 1), Type: escalation.Suppress, Until: opened.Add(30 * time.Minute), By: "change board"},
		escalation.Event{At: opened.Add(40 * time.Minute), Type: escalation.Snooze, Until: onThe(27, 8), By: "ana"},
		escalation.Event{At: onThe(27, 8).Add(10 * time.Minute), Type: escalation.Resolve, By: "ana"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for entry := range plan.All() {
		fmt.Println(entry)
	}
	// Output:
	// 2026-03-27T01:00:00Z suppressed until 2026-03-27T02:30:00Z, by change board
	// 2026-03-27T02:00:00Z step 1 (L1) is put off until 2026-03-27T02:30:00Z: maintenance
	// 2026-03-27T02:30:00Z step 1 (L1) tells desk: it is due
	// 2026-03-27T02:40:00Z snoozed until 2026-03-27T08:00:00Z, by ana
	// 2026-03-27T08:00:00Z step 1 (L1) tells desk: the snooze is over
	// 2026-03-27T08:10:00Z resolved, by ana
}

// Reasons are data: a product says them in its own language.
func ExampleEntry_Why() {
	german := map[string]string{"outside_hours": "außerhalb von {calendar}, bis {until}", "nobody_there": "niemand hat Bereitschaft"}
	for _, entry := range []escalation.Entry{
		{Cause: escalation.OutsideHours, Calendar: "Büro", Until: onThe(27, 9)},
		{Cause: escalation.NobodyThere},
		{Cause: escalation.Due},
	} {
		why := entry.Why()
		if template, ok := german[why.Code()]; ok {
			fmt.Println(why.Format(template))
		} else {
			fmt.Println(why)
		}
	}
	// Output:
	// außerhalb von Büro, bis 2026-03-27T09:00:00Z
	// niemand hat Bereitschaft
	// it is due
}
