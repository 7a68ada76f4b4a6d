package catalog_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// aPlan draws a plan of a few short phases, at times with an open end.
func aPlan(t *rapid.T) catalog.PlanSpec {
	spec := catalog.PlanSpec{Name: "plan"}
	n := rapid.IntRange(1, 5).Draw(t, "phases")
	for i := range n {
		phase := catalog.PhaseSpec{Name: "phase " + strconv.Itoa(i)}
		if i == n-1 && rapid.Bool().Draw(t, "open") {
			phase.OpenEnded = true
		} else {
			phase.MinWeeks = rapid.IntRange(0, 3).Draw(t, "min")
			phase.MaxWeeks = rapid.IntRange(phase.MinWeeks, 4).Draw(t, "max")
		}
		for j := range rapid.IntRange(0, 3).Draw(t, "tasks") {
			phase.Tasks = append(phase.Tasks, "task "+strconv.Itoa(j))
		}
		spec.Phases = append(spec.Phases, phase)
	}
	return spec
}

func TestPlanScheduleLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := aPlan(t)
		plan := spec.MustCompile()
		start := aDate(t, "start")
		schedule, err := plan.Schedule(start)
		if err != nil {
			t.Fatal(err)
		}
		// C11: the dates are sums of weeks, earliest ≤ latest, and the totals add.
		least, most := 0, 0
		for i, p := range schedule.Phases() {
			if start.DaysUntil(p.EarliestStart) != 7*least || start.DaysUntil(p.LatestStart) != 7*most || p.EarliestStart.After(p.LatestStart) {
				t.Fatalf("phase %d of %+v starts %v..%v, after %d..%d weeks", i, spec, p.EarliestStart, p.LatestStart, least, most)
			}
			least, most = least+spec.Phases[i].MinWeeks, most+spec.Phases[i].MaxWeeks
			if spec.Phases[i].OpenEnded {
				if !p.EarliestEnd.IsZero() || !p.LatestEnd.IsZero() {
					t.Fatalf("the open end of %+v is %v..%v", spec, p.EarliestEnd, p.LatestEnd)
				}
				continue
			}
			if start.DaysUntil(p.EarliestEnd) != 7*least || start.DaysUntil(p.LatestEnd) != 7*most {
				t.Fatalf("phase %d of %+v ends %v..%v, after %d..%d weeks", i, spec, p.EarliestEnd, p.LatestEnd, least, most)
			}
		}
		if l, m, open := plan.Weeks(); l != least || m != most || open != spec.Phases[len(spec.Phases)-1].OpenEnded {
			t.Fatalf("Weeks = %d, %d, %v, want %d, %d", l, m, open, least, most)
		}
		data, err := json.Marshal(spec)
		var back catalog.PlanSpec
		if err != nil || json.Unmarshal(data, &back) != nil || cmp.Diff(spec, back) != "" {
			t.Fatalf("%s reads back as %+v, %v", data, back, err)
		}
	})
}

// On business days every date is one, walked to day by day.
func TestPlanScheduleOnLaws(t *testing.T) {
	week := working(t)
	roll := func(d msp.Date) msp.Date {
		for !week.IsBusinessDay(d) {
			d, _ = d.AddDays(1)
		}
		return d
	}
	later := func(d msp.Date, weeks int) msp.Date {
		for range 7 * weeks {
			d, _ = d.AddDays(1)
		}
		return roll(d)
	}
	rapid.Check(t, func(t *rapid.T) {
		spec := aPlan(t)
		start := aDay(t, day("2026-05-01"), 0, 90, "start")
		schedule, err := spec.MustCompile().ScheduleOn(start, week)
		if err != nil {
			t.Fatal(err)
		}
		earliest, latest := roll(start), roll(start)
		for i, p := range schedule.Phases() {
			want := catalog.PhaseDates{Phase: spec.Phases[i].Name, EarliestStart: earliest, LatestStart: latest}
			if !spec.Phases[i].OpenEnded {
				earliest, latest = later(earliest, spec.Phases[i].MinWeeks), later(latest, spec.Phases[i].MaxWeeks)
				want.EarliestEnd, want.LatestEnd = earliest, latest
			}
			if p != want || p.EarliestStart.After(p.LatestStart) || p.EarliestEnd.After(p.LatestEnd) {
				t.Fatalf("phase %d of %+v is %v, want %v", i, spec, p, want)
			}
		}
	})
}

// Progress in whole days since the start, phase by phase.
func TestProgressLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := aPlan(t)
		start := aDate(t, "start")
		schedule, err := spec.MustCompile().Schedule(start)
		if err != nil {
			t.Fatal(err)
		}
		today := rapid.IntRange(-10, 100).Draw(t, "today")
		on, _ := start.AddDays(today)
		var done []catalog.TaskDone
		when := make(map[string]int)
		for _, phase := range spec.Phases {
			for _, task := range phase.Tasks {
				if rapid.IntRange(0, 3).Draw(t, "is done") > 0 {
					n := rapid.IntRange(0, 110).Draw(t, "on day")
					d, _ := start.AddDays(n)
					done = append(done, catalog.TaskDone{Phase: phase.Name, Task: task, On: d})
					when[phase.Name+"/"+task] = n
				}
			}
		}
		progress, err := schedule.Progress(on, rapid.Permutation(done).Draw(t, "order")...)
		if err != nil {
			t.Fatal(err)
		}
		since := start.DaysUntil
		early, late, allDone, count, total := 0, 0, true, 0, 0
		for i, phase := range spec.Phases {
			got := progress.Phases[i]
			planned := schedule.Phases()[i]
			ended, missing := 0, []string{}
			for _, task := range phase.Tasks {
				if n, ok := when[phase.Name+"/"+task]; ok && n <= today {
					ended = max(ended, n)
				} else {
					missing = append(missing, task)
				}
			}
			isDone := len(phase.Tasks) > 0 && len(missing) == 0
			if len(phase.Tasks) == 0 && !phase.OpenEnded && allDone && late+7*phase.MaxWeeks <= today {
				isDone, ended = true, late+7*phase.MaxWeeks
			}
			if got.Done != len(phase.Tasks)-len(missing) || got.Total != len(phase.Tasks) || !slices.Equal(got.Missing, missing) && len(missing) > 0 {
				t.Fatalf("%s: %d of %d, without %v, want %v", phase.Name, got.Done, got.Total, got.Missing, missing)
			}
			count, total = count+got.Done, total+got.Total
			f := got.Forecast
			if got.Planned != planned || f.Phase != phase.Name || since(f.EarliestStart) > since(f.LatestStart) || since(f.EarliestEnd) > since(f.LatestEnd) {
				t.Fatalf("%s: planned %v, forecast %v", phase.Name, got.Planned, f)
			}
			hasEnd := !phase.OpenEnded
			state, slip := catalog.PhaseNotStarted, 0
			switch {
			case isDone:
				state = catalog.PhaseDone
				if hasEnd {
					slip = ended - since(planned.LatestEnd)
				}
			case hasEnd && today > since(planned.LatestEnd):
				state, slip = catalog.PhaseLate, today-since(planned.LatestEnd)
			case len(missing) < len(phase.Tasks), allDone && today >= 0:
				state = catalog.PhaseUnderWay
			}
			if got.State != state || got.Slip != slip {
				t.Fatalf("%s: %v, slip %d, want %v, %d", phase.Name, got.State, got.Slip, state, slip)
			}
			switch {
			case isDone:
				if since(got.Ended) != ended || f.EarliestEnd != got.Ended || f.LatestEnd != got.Ended || since(f.EarliestStart) != min(early, ended) {
					t.Fatalf("%s ended %v, want day %d: %v", phase.Name, got.Ended, ended, f)
				}
				early, late = max(early, ended), max(late, ended)
			case !hasEnd:
				if !f.EarliestEnd.IsZero() || !f.LatestEnd.IsZero() || !got.Ended.IsZero() {
					t.Fatalf("%s has an end: %v", phase.Name, f)
				}
			default:
				if since(f.EarliestStart) != early || since(f.LatestStart) != late || !got.Ended.IsZero() {
					t.Fatalf("%s starts %v, want days %d..%d", phase.Name, f, early, late)
				}
				early, late = max(early+7*phase.MinWeeks, today), max(late+7*phase.MaxWeeks, today)
				if since(f.EarliestEnd) != early || since(f.LatestEnd) != late {
					t.Fatalf("%s ends %v, want days %d..%d", phase.Name, f, early, late)
				}
			}
			if today <= 0 && count == 0 && got.State != catalog.PhaseDone && f != planned {
				t.Fatalf("%s is forecast as %v before the start, planned as %v", phase.Name, f, planned)
			}
			allDone = allDone && isDone
		}
		if progress.Done != count || progress.Total != total || progress.Share != msp.NewRatio(int64(count), int64(total)) || progress.IsDone() != allDone {
			t.Fatalf("in all %+v", progress)
		}
	})
}
