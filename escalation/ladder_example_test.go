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
