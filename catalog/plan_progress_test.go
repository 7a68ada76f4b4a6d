package catalog_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
	"github.com/mspkit/msp/internal/zones"
)

func TestPhaseStateIsAnEnum(t *testing.T) {
	enumtest.Check(t, "PhaseState", catalog.ParsePhaseState, (*catalog.PhaseState).UnmarshalText,
		func(n uint8) catalog.PhaseState { return catalog.PhaseState(n) }, "", "not_started", "under_way", "done", "late")
}

// did returns the tasks of a phase that were done, by the last day of each.
func did(phase string, tasks ...string) []catalog.TaskDone {
	var done []catalog.TaskDone
	for i := 0; i < len(tasks); i += 2 {
		done = append(done, catalog.TaskDone{Phase: phase, Task: tasks[i], On: day(tasks[i+1])})
	}
	return done
}

func onboarding(tb testing.TB) catalog.Schedule {
	tb.Helper()
	s, err := catalog.CompassOnboarding().MustCompile().Schedule(day("2026-01-05"))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// progressText returns a line for each phase.
func progressText(p catalog.PlanProgress) []string {
	var lines []string
	for _, phase := range p.Phases {
		f := phase.Forecast
		lines = append(lines, fmt.Sprintf("%s %v %d/%d slip %d ended %v; %v..%v to %v..%v",
			phase.Phase, phase.State, phase.Done, phase.Total, phase.Slip, phase.Ended, f.EarliestStart, f.LatestStart, f.EarliestEnd, f.LatestEnd))
	}
	return append(lines, fmt.Sprintf("all %d/%d slip %d; %v..%v", p.Done, p.Total, p.Slip, p.EarliestEnd, p.LatestEnd))
}

func TestProgress(t *testing.T) {
	discovery := did("Discovery", "environment audit", "2026-01-07", "documentation collection", "2026-01-21", "stakeholder mapping", "2026-01-09")
	for _, tt := range []struct {
		name, on string
		done     []catalog.TaskDone
		want     []string
	}{
		{"before the start", "2026-01-04", nil, []string{
			"Discovery not_started 0/3 slip 0 ended ; 2026-01-05..2026-01-05 to 2026-01-12..2026-01-19",
			"Migration not_started 0/3 slip 0 ended ; 2026-01-12..2026-01-19 to 2026-01-26..2026-02-16",
			"Validation not_started 0/3 slip 0 ended ; 2026-01-26..2026-02-16 to 2026-02-02..2026-02-23",
			"Handover not_started 0/3 slip 0 ended ; 2026-02-02..2026-02-23 to 2026-02-09..2026-03-02",
			"Stabilization not_started 0/3 slip 0 ended ; 2026-02-09..2026-03-02 to 2026-03-09..2026-04-27",
			"all 0/15 slip 0; 2026-03-09..2026-04-27",
		}},
		{"on the latest end nothing has slipped", "2026-01-19", discovery, []string{
			"Discovery under_way 2/3 slip 0 ended ; 2026-01-05..2026-01-05 to 2026-01-19..2026-01-19",
			"Migration not_started 0/3 slip 0 ended ; 2026-01-19..2026-01-19 to 2026-02-02..2026-02-16",
			"Validation not_started 0/3 slip 0 ended ; 2026-02-02..2026-02-16 to 2026-02-09..2026-02-23",
			"Handover not_started 0/3 slip 0 ended ; 2026-02-09..2026-02-23 to 2026-02-16..2026-03-02",
			"Stabilization not_started 0/3 slip 0 ended ; 2026-02-16..2026-03-02 to 2026-03-16..2026-04-27",
			"all 2/15 slip 0; 2026-03-16..2026-04-27",
		}},
		{"a day late", "2026-01-20", discovery, []string{
			"Discovery late 2/3 slip 1 ended ; 2026-01-05..2026-01-05 to 2026-01-20..2026-01-20",
			"Migration not_started 0/3 slip 0 ended ; 2026-01-20..2026-01-20 to 2026-02-03..2026-02-17",
			"Validation not_started 0/3 slip 0 ended ; 2026-02-03..2026-02-17 to 2026-02-10..2026-02-24",
			"Handover not_started 0/3 slip 0 ended ; 2026-02-10..2026-02-24 to 2026-02-17..2026-03-03",
			"Stabilization not_started 0/3 slip 0 ended ; 2026-02-17..2026-03-03 to 2026-03-17..2026-04-28",
			"all 2/15 slip 1; 2026-03-17..2026-04-28",
		}},
		{"done late", "2026-01-21", slices.Concat(discovery, did("Migration", "RMM deployment", "2026-01-20")), []string{
			"Discovery done 3/3 slip 2 ended 2026-01-21; 2026-01-05..2026-01-05 to 2026-01-21..2026-01-21",
			"Migration under_way 1/3 slip 0 ended ; 2026-01-21..2026-01-21 to 2026-02-04..2026-02-18",
			"Validation not_started 0/3 slip 0 ended ; 2026-02-04..2026-02-18 to 2026-02-11..2026-02-25",
			"Handover not_started 0/3 slip 0 ended ; 2026-02-11..2026-02-25 to 2026-02-18..2026-03-04",
			"Stabilization not_started 0/3 slip 0 ended ; 2026-02-18..2026-03-04 to 2026-03-18..2026-04-29",
			"all 4/15 slip 2; 2026-03-18..2026-04-29",
		}},
		{"the second phase before the first", "2026-02-24", did("Migration", "RMM deployment", "2026-01-06", "monitoring configuration", "2026-01-06", "tool integration", "2026-01-08"), []string{
			"Discovery late 0/3 slip 36 ended ; 2026-01-05..2026-01-05 to 2026-02-24..2026-02-24",
			"Migration done 3/3 slip -39 ended 2026-01-08; 2026-01-08..2026-01-08 to 2026-01-08..2026-01-08",
			"Validation late 0/3 slip 1 ended ; 2026-02-24..2026-02-24 to 2026-03-03..2026-03-03",
			"Handover not_started 0/3 slip 0 ended ; 2026-03-03..2026-03-03 to 2026-03-10..2026-03-10",
			"Stabilization not_started 0/3 slip 0 ended ; 2026-03-10..2026-03-10 to 2026-04-07..2026-05-05",
			"all 3/15 slip 8; 2026-04-07..2026-05-05",
		}},
	} {
		got, err := onboarding(t).Progress(day(tt.on), tt.done...)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, progressText(got)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if got.On != day(tt.on) || got.IsDone() {
			t.Errorf("%s: on %v, done %v", tt.name, got.On, got.IsDone())
		}
	}
}

func TestProgressMissingAndShares(t *testing.T) {
	got, err := onboarding(t).Progress(day("2026-01-12"), did("Discovery", "documentation collection", "2026-01-09")...)
	if err != nil {
		t.Fatal(err)
	}
	first := got.Phases[0]
	if first.Share != msp.NewRatio(1, 3) || got.Share != msp.NewRatio(1, 15) || !slices.Equal(first.Missing, []string{"environment audit", "stakeholder mapping"}) {
		t.Errorf("%v of the phase, %v of the plan, without %q", first.Share, got.Share, first.Missing)
	}
	if diff := cmp.Diff(onboarding(t).Phases()[0], first.Planned, equateDates); diff != "" {
		t.Errorf("Planned: %s", diff)
	}
	// What comes later has not happened.
	if got, err := onboarding(t).Progress(day("2026-01-08"), did("Discovery", "documentation collection", "2026-01-09")...); err != nil || got.Done != 0 {
		t.Errorf("Done = %d, %v", got.Done, err)
	}
	if zero, err := (catalog.Schedule{}).Progress(day("2026-01-08")); err != nil || zero.Share.Defined() || !zero.IsDone() {
		t.Errorf("the zero Schedule: %+v, %v", zero, err)
	}
}

// A checklist has no end: it is never late, and done with its last item.
func TestProgressOfAChecklist(t *testing.T) {
	plan := catalog.CompassOffboarding().MustCompile()
	schedule, err := plan.Schedule(day("2026-01-05"))
	if err != nil {
		t.Fatal(err)
	}
	var done []catalog.TaskDone
	for i, task := range plan.Spec().Phases[0].Tasks {
		got, err := schedule.Progress(day("2030-01-01"), done...)
		if want := fmt.Sprintf("Offboarding under_way %d/5 slip 0 ended ; 2026-01-05..2026-01-05 to ..", i); err != nil || progressText(got)[0] != want {
			t.Errorf("%q, %v, want %q", progressText(got)[0], err, want)
		}
		done = append(done, did("Offboarding", task, fmt.Sprintf("2026-02-0%d", i+1))...)
	}
	got, err := schedule.Progress(day("2030-01-01"), done...)
	want := []string{
		"Offboarding done 5/5 slip 0 ended 2026-02-05; 2026-01-05..2026-01-05 to 2026-02-05..2026-02-05",
		"all 5/5 slip 0; 2026-02-05..2026-02-05",
	}
	if diff := cmp.Diff(want, progressText(got)); err != nil || diff != "" || !got.IsDone() {
		t.Errorf("%v, %s", err, diff)
	}
}

// A phase without tasks takes its time.
func TestProgressWithoutTasks(t *testing.T) {
	plan := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{
		{Name: "gate"},
		{Name: "work", MinWeeks: 1, MaxWeeks: 2, Tasks: []string{"x"}},
		{Name: "rest", MinWeeks: 1, MaxWeeks: 3},
		{Name: "ever", OpenEnded: true},
	}}.MustCompile()
	schedule, err := plan.Schedule(day("2026-01-05"))
	if err != nil {
		t.Fatal(err)
	}
	work := did("work", "x", "2026-01-10")
	for _, tt := range []struct {
		on   string
		done []catalog.TaskDone
		want []string
	}{
		{"2026-01-04", nil, []string{
			"gate not_started 0/0 slip 0 ended ; 2026-01-05..2026-01-05 to 2026-01-05..2026-01-05",
			"work not_started 0/1 slip 0 ended ; 2026-01-05..2026-01-05 to 2026-01-12..2026-01-19",
			"rest not_started 0/0 slip 0 ended ; 2026-01-12..2026-01-19 to 2026-01-19..2026-02-09",
			"ever not_started 0/0 slip 0 ended ; 2026-01-19..2026-02-09 to ..",
			"all 0/1 slip 0; ..",
		}},
		{"2026-01-05", nil, []string{
			"gate done 0/0 slip 0 ended 2026-01-05; 2026-01-05..2026-01-05 to 2026-01-05..2026-01-05",
			"work under_way 0/1 slip 0 ended ; 2026-01-05..2026-01-05 to 2026-01-12..2026-01-19",
			"rest not_started 0/0 slip 0 ended ; 2026-01-12..2026-01-19 to 2026-01-19..2026-02-09",
			"ever not_started 0/0 slip 0 ended ; 2026-01-19..2026-02-09 to ..",
			"all 0/1 slip 0; ..",
		}},
		{"2026-01-30", work, []string{
			"gate done 0/0 slip 0 ended 2026-01-05; 2026-01-05..2026-01-05 to 2026-01-05..2026-01-05",
			"work done 1/1 slip -9 ended 2026-01-10; 2026-01-05..2026-01-05 to 2026-01-10..2026-01-10",
			"rest under_way 0/0 slip 0 ended ; 2026-01-10..2026-01-10 to 2026-01-30..2026-01-31",
			"ever not_started 0/0 slip 0 ended ; 2026-01-30..2026-01-31 to ..",
			"all 1/1 slip 0; ..",
		}},
		{"2026-01-31", work, []string{
			"gate done 0/0 slip 0 ended 2026-01-05; 2026-01-05..2026-01-05 to 2026-01-05..2026-01-05",
			"work done 1/1 slip -9 ended 2026-01-10; 2026-01-05..2026-01-05 to 2026-01-10..2026-01-10",
			"rest done 0/0 slip -9 ended 2026-01-31; 2026-01-10..2026-01-10 to 2026-01-31..2026-01-31",
			"ever under_way 0/0 slip 0 ended ; 2026-01-31..2026-01-31 to ..",
			"all 1/1 slip 0; ..",
		}},
	} {
		got, err := schedule.Progress(day(tt.on), tt.done...)
		if diff := cmp.Diff(tt.want, progressText(got)); err != nil || diff != "" || got.IsDone() {
			t.Errorf("on %s: %v, %s", tt.on, err, diff)
		}
	}
}

// A gate behind work that is late does not open by itself.
func TestProgressOfAGate(t *testing.T) {
	schedule, err := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{
		{Name: "work", MinWeeks: 1, MaxWeeks: 1, Tasks: []string{"x"}}, {Name: "gate"},
	}}.MustCompile().Schedule(day("2026-01-05"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := schedule.Progress(day("2026-01-13"))
	want := []string{
		"work late 0/1 slip 1 ended ; 2026-01-05..2026-01-05 to 2026-01-13..2026-01-13",
		"gate late 0/0 slip 1 ended ; 2026-01-13..2026-01-13 to 2026-01-13..2026-01-13",
		"all 0/1 slip 1; 2026-01-13..2026-01-13",
	}
	if diff := cmp.Diff(want, progressText(got)); err != nil || diff != "" {
		t.Errorf("%v, %s", err, diff)
	}
}

// On business days what is left starts and ends on one.
func TestProgressOnBusinessDays(t *testing.T) {
	plan := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{
		{Name: "a", MinWeeks: 1, MaxWeeks: 1, Tasks: []string{"x"}},
		{Name: "b", MinWeeks: 1, MaxWeeks: 2, Tasks: []string{"y"}},
	}}.MustCompile()
	schedule, err := plan.ScheduleOn(day("2026-05-16"), working(t)) // a Saturday: Monday 18
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		on   string
		done []catalog.TaskDone
		want []string
	}{
		{"2026-05-17", nil, []string{ // it was to start, but not on a Sunday
			"a not_started 0/1 slip 0 ended ; 2026-05-18..2026-05-18 to 2026-05-25..2026-05-25",
			"b not_started 0/1 slip 0 ended ; 2026-05-25..2026-05-25 to 2026-06-02..2026-06-08", // 1 June is a holiday
			"all 0/2 slip 0; 2026-06-02..2026-06-08",
		}},
		{"2026-05-30", did("a", "x", "2026-05-24"), []string{ // a Sunday
			"a done 1/1 slip -1 ended 2026-05-24; 2026-05-18..2026-05-18 to 2026-05-24..2026-05-24",
			"b under_way 0/1 slip 0 ended ; 2026-05-25..2026-05-25 to 2026-06-02..2026-06-08",
			"all 1/2 slip 0; 2026-06-02..2026-06-08",
		}},
		{"2026-06-13", did("a", "x", "2026-05-16"), []string{ // a Saturday
			"a done 1/1 slip -9 ended 2026-05-16; 2026-05-16..2026-05-16 to 2026-05-16..2026-05-16",
			"b late 0/1 slip 5 ended ; 2026-05-18..2026-05-18 to 2026-06-15..2026-06-15",
			"all 1/2 slip 7; 2026-06-15..2026-06-15",
		}},
	} {
		got, err := schedule.Progress(day(tt.on), tt.done...)
		if diff := cmp.Diff(tt.want, progressText(got)); err != nil || diff != "" {
			t.Errorf("on %s: %v, %s", tt.on, err, diff)
		}
	}
}

func TestProgressFindings(t *testing.T) {
	done := []catalog.TaskDone{
		{Phase: "Discovery", Task: "environment audit", On: day("2026-01-05")},
		{Phase: "Discovery", Task: "environment audit", On: day("2026-01-06")},
		{Phase: "Discovery", Task: "RMM deployment", On: day("2026-01-06")},
		{Phase: "Exploration", Task: "environment audit", On: day("2026-01-04")},
		{Phase: "Discovery", Task: "", On: day("2026-01-06")},
		{Phase: "Discovery", Task: "stakeholder mapping"},
		{},
	}
	const want = "done[1].task: duplicate_name; done[2].task: unknown_name; done[3].on: range; done[3].phase: unknown_name; " +
		"done[4].task: unknown_name; done[5].on: missing; done[6].on: missing; done[6].phase: unknown_name"
	got, err := onboarding(t).Progress(day("2026-01-05"), done...)
	var issues msp.Issues
	if !errors.As(err, &issues) || brief(issues) != want || len(got.Phases) > 0 {
		t.Errorf("Progress = %q, want %q", brief(issues), want)
	}
	if _, err := onboarding(t).Progress(msp.Date{}); !errors.Is(err, msp.ErrRange) {
		t.Errorf("on no day: %v", err)
	}
	// The forecast leaves the calendar.
	if _, err := onboarding(t).Progress(day("9999-12-01")); !errors.Is(err, msp.ErrRange) {
		t.Errorf("at the end of the calendar: %v", err)
	}
	late, err := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{
		{Name: "a", Tasks: []string{"x"}}, {Name: "b", MinWeeks: 1, MaxWeeks: 1},
	}}.MustCompile().Schedule(day("9999-12-20"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := late.Progress(day("9999-12-31"), did("a", "x", "9999-12-30")...); !errors.Is(err, msp.ErrRange) {
		t.Errorf("a phase without tasks at the end of the calendar: %v", err)
	}
	two, err := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{{Name: "a", Tasks: []string{"x"}}, {Name: "b", OpenEnded: true}}}.MustCompile().
		ScheduleOn(day("2026-05-16"), onlyOn(t, "2026-05-20"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := two.Progress(day("2026-05-21"), did("a", "x", "2026-05-21")...); !errors.Is(err, calendar.ErrNoBusinessDay) {
		t.Errorf("a phase that starts after the last business day: %v", err)
	}
	few, err := catalog.PlanSpec{Name: "p", Phases: []catalog.PhaseSpec{{Name: "a", Tasks: []string{"x", "y"}}}}.MustCompile().
		ScheduleOn(day("2026-05-16"), onlyOn(t, "2026-05-20"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := few.Progress(day("2026-05-21")); !errors.Is(err, calendar.ErrNoBusinessDay) {
		t.Errorf("after the last business day: %v", err)
	}
	if got, err := few.Progress(day("2026-05-21"), did("a", "x", "2026-05-21", "y", "2026-05-21")...); err != nil || !got.IsDone() {
		t.Errorf("done after the last business day: %+v, %v", got, err)
	}
}

// onlyOn returns the calendar of one business day.
func onlyOn(tb testing.TB, date string) calendar.Calendar {
	tb.Helper()
	c, err := calendar.Spec{Zone: "UTC", Special: []calendar.Window{{
		Rule:  calendar.Rule{Name: "the day", On: calendar.Dates(days(date))},
		Hours: calendar.MustParseShifts("09:00-17:00"),
	}}}.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}
