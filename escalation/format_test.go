package escalation_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/formattest"
)

// The examples of docs/format.md are read without a finding, mean something, and are
// written as they stand.
func TestFormatExamples(t *testing.T) {
	example := func(heading string) []byte { return formattest.Example(t, heading) }
	sources := anySources(t)
	check := func(heading string, record any, issues msp.Issues, err error) {
		t.Helper()
		if err != nil || len(issues) > 0 {
			t.Errorf("%s: %v, %v", heading, err, issues)
		}
		formattest.Written(t, heading, record)
	}
	none := msp.Limits{}
	levels, err := escalation.ParseLevels(example("Levels"), none)
	check("Levels", levels, levels.Validate(), err)
	rotation, err := escalation.ParseRotationSpec(example("Rotation"), none)
	check("Rotation", rotation, rotation.Validate(sources), err)
	schedule, err := escalation.ParseScheduleSpec(example("Schedule"), none)
	check("Schedule", schedule, schedule.Validate(sources), err)
	policy, err := escalation.ParsePolicySpec(example("Escalation policy"), none)
	check("Escalation policy", policy, policy.Validate(sources), err)
	ladder, err := escalation.ParseLadderSpec(example("Escalation ladder"), none)
	check("Escalation ladder", ladder, ladder.Validate(sources), err)
	routes, err := escalation.ParseRouteSpecs(example("Routes"), none)
	check("Routes", routes, routes.Validate(), err)
	events, err := escalation.ParseEvents(example("Escalation event and plan"), none)
	check("Escalation event and plan", events, events[0].Validate(), err)
	compiled, err := policy.Compile(sources)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := compiled.Plan(time.Date(2026, time.March, 27, 2, 40, 0, 0, time.UTC), events...)
	if next, ok := plan.Next(events[1].At); err != nil || !ok || next.Cause != escalation.SnoozeOver {
		t.Errorf("the plan goes on with %v, %v", next, err)
	}
}
