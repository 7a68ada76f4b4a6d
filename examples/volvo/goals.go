package main

import (
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// The file says nothing about the desk's hours, so that all time counts.
const everyTime = "24x7"

func calendars(name string) (calendar.Calendar, bool) {
	if name == everyTime {
		return calendar.Always(time.UTC), true
	}
	return calendar.Calendar{}, false
}

// goals are what is measured of every case.
type goals struct {
	goesOn   sla.Goal // a reopened case goes on with the time that it had
	countGap sla.Goal // a reopened case was never solved
	level    sla.Goal
}

// newGoals compiles them. The promises are published ones, 4 h, 8 h, 24 h and 72 h
// for P1 to P4; the desk's own are not known.
func newGoals(holds []sla.Hold) (g goals, err error) {
	goesOn := sla.AgentWork()
	goesOn.PauseOn = holds
	countGap := goesOn
	countGap.Name, countGap.Reopen = "agent_work_count_gap", sla.ReopenCountGap
	// A level that has a case again after a reopening goes on with its time.
	atLevel := sla.TimeAtLevel()
	atLevel.Reopen = sla.ReopenContinue
	for _, goal := range []struct {
		into *sla.Goal
		spec sla.GoalSpec
	}{
		{&g.goesOn, sla.GoalSpec{Metric: goesOn, Targets: sla.ResolutionTargets(everyTime)}},
		{&g.countGap, sla.GoalSpec{Metric: countGap, Targets: sla.ResolutionTargets(everyTime)}},
		{&g.level, sla.GoalSpec{Metric: atLevel, Calendar: everyTime}},
	} {
		if *goal.into, err = goal.spec.Compile(calendars); err != nil {
			return goals{}, err
		}
	}
	return g, nil
}
