package escalation_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

var (
	sinkTurn   escalation.Turn
	sinkHour   int
	sinkPeople []string
	sinkEntry  escalation.Entry
)

// BenchmarkFloor asks the standard library what time it is in the zone.
func BenchmarkFloor(b *testing.B) {
	zone, err := zones.Load("America/Chicago")
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2026, time.June, 10, 3, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		sinkHour, _, _ = at.In(zone).Clock()
		at = at.Add(7 * time.Minute)
	}
}

func BenchmarkRotation(b *testing.B) {
	r := rotationOf(b, "America/Chicago", "2024-01-01T09:00", escalation.Week, "ana", "bob", "cal")
	at := time.Date(2026, time.June, 10, 3, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		sinkTurn, _ = r.At(at)
		at = at.Add(7 * time.Minute)
	}
}

// threeLayers is office hours by the day above evenings by the week above nights by the
// month, with twenty overrides in June 2026.
func threeLayers(b *testing.B) escalation.Schedule {
	b.Helper()
	layer := func(priority int, unit escalation.Unit, windows string, members ...string) escalation.LayerSpec {
		return escalation.LayerSpec{Priority: priority, Windows: calendar.MustParseWeek(windows), Rotation: escalation.RotationSpec{
			Zone: "America/Chicago", Start: calendar.MustParseLocalTime("2024-01-01T09:00"), Unit: unit, Members: members,
		}}
	}
	spec := escalation.ScheduleSpec{Name: "desk", Layers: []escalation.LayerSpec{
		layer(0, escalation.Month, "", "ana", "bob"),
		layer(1, escalation.Week, "Mon-Sun 17:00-23:00", "cal", "dee"),
		layer(2, escalation.Day, "Mon-Fri 09:00-17:00", "eve", "fay", "gus"),
	}}
	for i := range 20 {
		from := time.Date(2026, time.June, 1+i, 12, 0, 0, 0, time.UTC)
		spec.Overrides = append(spec.Overrides, escalation.Override{Op: escalation.Op(i%4 + 1), Who: "zoe", From: from, Until: from.Add(30 * time.Hour)})
		if i%4 == 3 {
			spec.Overrides[i].Of = "ana"
		}
	}
	return scheduleOf(b, spec)
}

func BenchmarkSchedule3Layers20Overrides(b *testing.B) {
	s := threeLayers(b)
	at := time.Date(2026, time.June, 10, 3, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		sinkPeople = s.AppendOnCall(sinkPeople[:0], at)
		at = at.Add(7 * time.Minute)
	}
}

// BenchmarkPlan10Steps makes the plan of a ticket and reads all of it: ten firings, each
// to who is on call then.
func BenchmarkPlan10Steps(b *testing.B) {
	s := scheduleOf(b, escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{Rotation: escalation.RotationSpec{
		Zone: "America/Chicago", Start: calendar.MustParseLocalTime("2024-01-01T09:00"), Members: []string{"ana", "bob", "cal"},
	}}}})
	var spec escalation.PolicySpec
	for range 10 {
		spec.Steps = append(spec.Steps, escalation.StepSpec{Level: "L1", Wait: 15 * time.Minute, Notify: []escalation.Target{escalation.OnCall("rota")}})
	}
	policy, err := spec.Compile(escalation.Sources{Schedules: func(string) (escalation.Schedule, bool) { return s, true }})
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2026, time.June, 10, 3, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		plan, err := policy.Plan(at)
		if err != nil {
			b.Fatal(err)
		}
		for entry := range plan.All() {
			sinkEntry = entry
		}
		at = at.Add(7 * time.Minute)
	}
}
