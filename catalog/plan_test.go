package catalog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

func TestPlanSpecValidate(t *testing.T) {
	phase := func(name string, least, most int) catalog.PhaseSpec {
		return catalog.PhaseSpec{Name: name, MinWeeks: least, MaxWeeks: most}
	}
	open := catalog.PhaseSpec{Name: "open", OpenEnded: true}
	for want, spec := range map[string]catalog.PlanSpec{
		"":                               {Name: "p", Title: "P", Phases: []catalog.PhaseSpec{phase("a", 0, 0), phase("b", 0, 5200), phase("c", 5200, 5200), open}},
		"name: missing; phases: missing": {},
		"phases[0].open_ended: conflict": {Name: "p", Phases: []catalog.PhaseSpec{open, phase("a", 1, 1)}},
		"phases[1].open_ended: conflict": {Name: "p", Phases: []catalog.PhaseSpec{phase("a", 1, 1), {Name: "b", MaxWeeks: 1, OpenEnded: true}}},
		"phases[0].max_weeks: conflict":  {Name: "p", Phases: []catalog.PhaseSpec{phase("a", 2, 1)}},
		"phases[0].min_weeks: range; phases[1].max_weeks: range": {Name: "p", Phases: []catalog.PhaseSpec{phase("a", -1, 1), phase("b", 0, 5201)}},
		"phases[0].max_weeks: range; phases[0].min_weeks: range": {Name: "p", Phases: []catalog.PhaseSpec{phase("a", math.MaxInt, math.MinInt)}},
		"phases[0].name: missing; phases[1].name: missing; phases[3].name: duplicate_name": {
			Name: "p", Phases: []catalog.PhaseSpec{phase("", 1, 1), phase("", 1, 1), phase("a", 1, 1), phase("a", 1, 1)},
		},
		"name: syntax; phases[0].name: syntax; phases[0].tasks[0]: syntax; title: syntax": {
			Name: "\xff", Title: "\xff", Phases: []catalog.PhaseSpec{{Name: "\xff", Tasks: []string{"\xff"}}},
		},
		"phases[0].tasks[1]: missing; phases[0].tasks[3]: duplicate_name; phases[0].tasks[4]: missing": {
			Name: "p", Phases: []catalog.PhaseSpec{{Name: "a", Tasks: []string{"x", "", "y", "x", ""}}, {Name: "b", Tasks: []string{"x"}}},
		},
	} {
		if got := brief(spec.Validate()); got != want {
			t.Errorf("Validate = %q, want %q", got, want)
		}
		plan, err := spec.Compile()
		if (err != nil) != (want != "") || err != nil && !errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%q: Compile = %v", want, err)
		}
		if diff := cmp.Diff(spec, plan.Spec()); err == nil && diff != "" {
			t.Errorf("the spec comes back otherwise: %s", diff)
		}
	}
	long := catalog.PlanSpec{Name: "p", Phases: make([]catalog.PhaseSpec, 1001)}
	for i := range long.Phases {
		long.Phases[i].Name = fmt.Sprint(i)
	}
	long.Phases[0].Tasks = make([]string, 1001)
	for i := range long.Phases[0].Tasks {
		long.Phases[0].Tasks[i] = fmt.Sprint(i)
	}
	if got := brief(long.Validate()); got != "phases: range; phases[0].tasks: range" {
		t.Errorf("Validate = %q", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustCompile does not panic")
		}
	}()
	catalog.PlanSpec{}.MustCompile()
}

func TestPlan(t *testing.T) {
	spec := catalog.CompassOnboarding()
	plan := spec.MustCompile()
	spec.Phases[0].Tasks[0], spec.Phases[0].Name = "changed", "changed"
	plan.Spec().Phases[0].Tasks[0] = "changed"
	if got := plan.Spec().Phases[0]; got.Name != "Discovery" || got.Tasks[0] != "environment audit" {
		t.Errorf("a caller changes the plan: %+v", got)
	}
	if plan.Name() != "compass_onboarding" || plan.Title() != "Onboarding (Transition)" {
		t.Errorf("%q, %q", plan.Name(), plan.Title())
	}
	untitled := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{{Name: "a"}}}.MustCompile()
	if untitled.Title() != "p" {
		t.Errorf("Title = %q", untitled.Title())
	}
	for _, tt := range []struct {
		plan        catalog.Plan
		least, most int
		open        bool
	}{
		{plan, 9, 16, false},
		{catalog.ManagedServicesImplementation().MustCompile(), 16, 16, true},
		{catalog.CompassOffboarding().MustCompile(), 0, 0, true},
		{untitled, 0, 0, false},
		{catalog.Plan{}, 0, 0, false},
	} {
		if least, most, open := tt.plan.Weeks(); least != tt.least || most != tt.most || open != tt.open {
			t.Errorf("%s: Weeks = %d, %d, %v, want %d, %d, %v", tt.plan.Name(), least, most, open, tt.least, tt.most, tt.open)
		}
	}
}

// phase returns dates as one text.
func phaseText(p catalog.PhaseDates) string {
	return fmt.Sprintf("%s %v..%v to %v..%v", p.Phase, p.EarliestStart, p.LatestStart, p.EarliestEnd, p.LatestEnd)
}

func TestPlanSchedule(t *testing.T) {
	schedule, err := catalog.CompassOnboarding().MustCompile().Schedule(day("2026-01-05"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Discovery 2026-01-05..2026-01-05 to 2026-01-12..2026-01-19",
		"Migration 2026-01-12..2026-01-19 to 2026-01-26..2026-02-16",
		"Validation 2026-01-26..2026-02-16 to 2026-02-02..2026-02-23",
		"Handover 2026-02-02..2026-02-23 to 2026-02-09..2026-03-02",
		"Stabilization 2026-02-09..2026-03-02 to 2026-03-09..2026-04-27",
	}
	check := func(name string, schedule catalog.Schedule, want []string) {
		t.Helper()
		var got []string
		for _, p := range schedule.Phases() {
			got = append(got, phaseText(p))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	check("onboarding", schedule, want)
	schedule.Phases()[0].Phase = "changed"
	check("onboarding again", schedule, want)
	if earliest, latest := schedule.End(); earliest != day("2026-03-09") || latest != day("2026-04-27") || schedule.Start() != day("2026-01-05") {
		t.Errorf("from %v to %v..%v", schedule.Start(), earliest, latest)
	}
	if got := schedule.Plan().Name(); got != "compass_onboarding" {
		t.Errorf("Plan = %q", got)
	}

	schedule, err = catalog.CompassOffboarding().MustCompile().Schedule(day("2026-01-05"))
	if err != nil {
		t.Fatal(err)
	}
	check("offboarding", schedule, []string{"Offboarding 2026-01-05..2026-01-05 to .."})
	if earliest, latest := schedule.End(); !earliest.IsZero() || !latest.IsZero() {
		t.Errorf("an open end: %v..%v", earliest, latest)
	}
	zero, err := catalog.Plan{}.Schedule(day("2026-01-05"))
	if earliest, latest := zero.End(); err != nil || len(zero.Phases()) != 0 || earliest != day("2026-01-05") || latest != earliest {
		t.Errorf("the zero Plan: %v, %v..%v, %v", zero.Phases(), earliest, latest, err)
	}
}

// working returns the calendar of Mondays to Fridays but for 1 June and 2 July 2026.
func working(tb testing.TB) calendar.Calendar {
	tb.Helper()
	c, err := calendar.Spec{
		Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Holidays: calendar.Rules{{Name: "holiday", On: calendar.Dates(days("2026-06-01", "2026-07-02"))}},
	}.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func TestPlanScheduleOn(t *testing.T) {
	plan := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{
		{Name: "a", MinWeeks: 1, MaxWeeks: 2},
		{Name: "b"},
		{Name: "c", MinWeeks: 2, MaxWeeks: 3}, // 30 June by its fewest weeks, 7 July by its most
		{Name: "d", OpenEnded: true},
	}}.MustCompile()
	schedule, err := plan.ScheduleOn(day("2026-05-30"), working(t)) // a Saturday; Monday is a holiday
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range schedule.Phases() {
		got = append(got, phaseText(p))
	}
	want := []string{
		"a 2026-06-02..2026-06-02 to 2026-06-09..2026-06-16",
		"b 2026-06-09..2026-06-16 to 2026-06-09..2026-06-16",
		"c 2026-06-09..2026-06-16 to 2026-06-23..2026-07-07",
		"d 2026-06-23..2026-07-07 to ..",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if schedule.Start() != day("2026-05-30") {
		t.Errorf("Start = %v", schedule.Start())
	}
	// An end on a holiday is the day after: 4 weeks from 4 June are 2 July.
	month := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{{Name: "a", MinWeeks: 4, MaxWeeks: 4}}}.MustCompile()
	schedule, err = month.ScheduleOn(day("2026-06-04"), working(t))
	if earliest, latest := schedule.End(); err != nil || earliest != day("2026-07-03") || latest != earliest {
		t.Errorf("End = %v..%v, %v", earliest, latest, err)
	}
}

func TestPlanScheduleErrors(t *testing.T) {
	plan := catalog.CompassOnboarding().MustCompile()
	for _, tt := range []struct {
		start string
		want  error
	}{
		{"", msp.ErrRange},
		{"9999-12-31", msp.ErrRange},
		{"9999-10-01", msp.ErrRange}, // the earliest end would still be a date
	} {
		if s, err := plan.Schedule(day(tt.start)); !errors.Is(err, tt.want) || len(s.Phases()) > 0 {
			t.Errorf("Schedule(%q) = %v, %v", tt.start, s.Phases(), err)
		}
	}
	if _, err := plan.ScheduleOn(day("2026-01-05"), calendar.Never(nil)); !errors.Is(err, calendar.ErrNoBusinessDay) {
		t.Errorf("without a business day: %v", err)
	}
	if _, err := plan.ScheduleOn(day("9999-12-31"), calendar.Always(nil)); !errors.Is(err, msp.ErrRange) {
		t.Errorf("at the end of the calendar: %v", err)
	}
	long := catalog.PlanSpec{Name: "p"}
	for i := range 1000 {
		long.Phases = append(long.Phases, catalog.PhaseSpec{Name: fmt.Sprint(i), MaxWeeks: 5200})
	}
	if _, err := long.MustCompile().Schedule(day("0001-01-01")); !errors.Is(err, msp.ErrRange) {
		t.Errorf("a hundred thousand years: %v", err)
	}
}

func TestPlanSpecJSON(t *testing.T) {
	const text = `{"name":"onboarding","title":"Onboarding","phases":[` +
		`{"name":"Discovery","min_weeks":1,"max_weeks":2,"tasks":["audit"]},{"name":"Optimize","open_ended":true}]}`
	spec, err := catalog.ParsePlanSpec([]byte(text), msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(spec); err != nil || string(got) != text {
		t.Errorf("written as %s, %v", got, err)
	}
	for _, zero := range []any{catalog.PlanSpec{}, catalog.PhaseSpec{}, catalog.TaskDone{}} {
		if got, err := json.Marshal(zero); err != nil || string(got) != "{}" {
			t.Errorf("the zero %T is written as %s, %v", zero, got, err)
		}
	}
	for _, bad := range []any{catalog.PlanSpec{Name: "\xff"}, catalog.PhaseSpec{Tasks: []string{"\xff"}}, catalog.TaskDone{Task: "\xff"}} {
		if got, err := json.Marshal(bad); err == nil {
			t.Errorf("not UTF-8 is written as %s", got)
		}
	}
	var issues msp.Issues
	kept := catalog.PlanSpec{Name: "kept"}
	err = json.Unmarshal([]byte(`{"name":1,"phases":[{"min_weeks":-1,"max_weeks":5201,"open_ended":"yes","weeks":1},{}]}`), &kept)
	if want := "name: type; phases[0].max_weeks: range; phases[0].min_weeks: range; phases[0].open_ended: type; phases[0].weeks: unknown_key"; !errors.As(err, &issues) || brief(issues) != want || kept.Name != "kept" {
		t.Errorf("read with %q, left %+v; want %q", brief(issues), kept, want)
	}
	phase := catalog.PhaseSpec{Name: "kept"}
	if err := json.Unmarshal([]byte(`{"name":"a","tasks":[1]}`), &phase); !errors.As(err, &issues) || brief(issues) != "tasks[0]: type" || phase.Name != "kept" {
		t.Errorf("a phase read with %v, left %+v", err, phase)
	}
	const done = `{"phase":"Discovery","task":"audit","on":"2026-01-09"}`
	var task catalog.TaskDone
	if err := json.Unmarshal([]byte(done), &task); err != nil || task != (catalog.TaskDone{Phase: "Discovery", Task: "audit", On: day("2026-01-09")}) {
		t.Errorf("read as %+v, %v", task, err)
	}
	if got, err := json.Marshal(task); err != nil || string(got) != done {
		t.Errorf("written as %s, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"on":"2026-02-30","by":"x"}`), &task); !errors.As(err, &issues) || brief(issues) != "by: unknown_key; on: range" || task.Task != "audit" {
		t.Errorf("read with %v, left %+v", err, task)
	}
}

var equateDates = cmpopts.EquateComparable(msp.Date{}, msp.Ratio{})
