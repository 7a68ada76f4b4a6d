package catalog_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

// A drawnWorst is a policy and a promise in which everything happens on multiples of a
// step, and a range of openings.
type drawnWorst struct {
	policy   escalation.Policy
	target   sla.Target
	from, to time.Time
	step     time.Duration
}

func worstDraw(t *rapid.T) drawnWorst {
	c := gen.AnyCase().Filter(func(c gen.Case) bool {
		_, offset := c.At.In(c.Zone).Zone()
		return c.Grain > 1 && c.At.Year() > 1970 && offset%60 == 0
	}).Draw(t, "promise")
	d := drawnWorst{step: 15 * time.Minute, from: c.At.Truncate(24*time.Hour).AddDate(0, 0, rapid.IntRange(-4, 1).Draw(t, "from"))}
	days := rapid.IntRange(1, 4).Draw(t, "days")
	for at := d.from.AddDate(0, 0, -10); at.Before(d.from.AddDate(0, 0, 40)); at = at.Add(15 * time.Minute) {
		_, offset := at.In(c.Zone).Zone()
		if _, last := at.Add(15*time.Minute - 1).In(c.Zone).Zone(); c.Grain == 60 || offset%900 != 0 || last != offset {
			d.step, days = time.Minute, 1
			break
		}
	}
	d.to = d.from.AddDate(0, 0, days)
	promise := c.Calendar()
	d.policy = policyDraw(t, c.Spec.Zone, promise)
	d.target = targetDraw(t, c.Grain, promise)
	return d
}

func policyDraw(t *rapid.T, zone string, promise calendar.Calendar) escalation.Policy {
	office := calendar.Spec{Zone: zone, Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")}.MustCompile(gen.Load)
	sources := escalation.Sources{Zones: gen.Load, Calendars: func(name string) (calendar.Calendar, bool) {
		if name == "promise" {
			return promise, true
		}
		return office, true
	}}
	schedule := escalation.ScheduleSpec{Layers: []escalation.LayerSpec{{
		Windows: gen.Week(900).Draw(t, "windows"),
		Rotation: escalation.RotationSpec{
			Zone: zone, Start: calendar.MustParseLocalTime("2026-03-02T08:00"), Unit: escalation.Day, Members: []string{"ana", "bob"},
		},
	}}}
	desk, err := schedule.Compile(sources)
	if err != nil {
		t.Fatal(err)
	}
	sources.Schedules = func(string) (escalation.Schedule, bool) { return desk, true }
	spec := escalation.PolicySpec{Repeat: rapid.IntRange(0, 1).Draw(t, "repeat")}
	for range rapid.IntRange(1, 3).Draw(t, "steps") {
		s := escalation.StepSpec{
			Notify: []escalation.Target{escalation.OnCall("desk")}, Empty: escalation.Empty(rapid.IntRange(0, 2).Draw(t, "empty")),
			Wait: 15 * time.Minute * time.Duration(rapid.SampledFrom([]int{0, 1, 2, 5, 18, 40, 70}).Draw(t, "wait")),
		}
		names := []string{"", "", "promise", "office"}
		s.WaitIn, s.Hours = rapid.SampledFrom(names).Draw(t, "wait in"), rapid.SampledFrom(names).Draw(t, "hours")
		if s.Hours != "" {
			s.Outside = escalation.Outside(rapid.IntRange(0, 2).Draw(t, "outside"))
		}
		spec.Steps = append(spec.Steps, s)
	}
	if rapid.IntRange(0, 3).Draw(t, "somebody") > 0 {
		spec.Steps[len(spec.Steps)-1].Notify = []escalation.Target{escalation.Party("manager")}
	}
	policy, err := spec.Compile(sources)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

func targetDraw(t *rapid.T, grain int, promise calendar.Calendar) sla.Target {
	n := rapid.IntRange(1, 3).Draw(t, "n")
	quarters := time.Duration(rapid.IntRange(1, 60).Draw(t, "quarters")) * 15 * time.Minute
	span := rapid.SampledFrom([]sla.Span{
		sla.Within(quarters), sla.Within(quarters), sla.BusinessDays(n), sla.BusinessDays(n), sla.EndOfBusinessDay(n - 1),
		sla.NextBusinessDay{},
		sla.NextBusinessDayAt(gen.TimeOfDay(grain, 48).Draw(t, "at")), sla.CivilDays(n),
	}).Draw(t, "span")
	if _, civil := span.(sla.CivilDays); civil {
		return sla.MustNewTarget(span, calendar.Always(promise.Zone()))
	}
	return sla.MustNewTarget(span, promise)
}

// judgeOpening judges one opening by its plan and the promise.
func judgeOpening(t rapid.TB, policy escalation.Policy, target sla.Target, opened time.Time) catalog.Response {
	t.Helper()
	r := catalog.Response{Opened: opened}
	plan, err := policy.Plan(opened)
	if err != nil {
		t.Fatal(err)
	}
	for e := range plan.All() {
		if len(e.Targets) > 0 {
			r.Told, r.IsTold, r.Wait = e.At, true, e.At.Sub(opened)
			break
		}
	}
	deadline, err := target.Start(opened)
	if err != nil {
		r.Refused = err
		return r
	}
	r.Target, r.HasTarget = deadline.Target()
	limit, ok := deadline.Limit()
	if ok {
		r.Limit = limit.UTC()
	}
	if r.IsTold {
		r.Elapsed = target.Calendar().Between(opened, r.Told)
	}
	r.IsLate = ok && (!r.IsTold || r.Elapsed > r.Target)
	return r
}

// worstBySteps looks for the worst by stepping through time. If everything that happens does so
// on a step, all is linear between two of them, and every limit of a piece is on a step or
// a nanosecond behind it; so the openings at a step, just behind it and just before the
// next stand for all.
func worstBySteps(t rapid.TB, policy escalation.Policy, target sla.Target, from, to time.Time, step time.Duration) (want catalog.Worst) {
	t.Helper()
	see := func(opened time.Time) catalog.Response {
		r := judgeOpening(t, policy, target, opened)
		judged := r.HasTarget && (r.IsTold || r.IsLate)
		worse := !r.IsTold && want.Worst.IsTold || r.IsTold && want.Worst.IsTold && r.Elapsed-r.Target > want.Worst.Elapsed-want.Worst.Target
		if judged && (worse || want.Worst.Opened.IsZero()) {
			want.Worst = r
		}
		if want.First.Opened.IsZero() && r.IsLate {
			want.First = r
		}
		if want.Longest.Opened.IsZero() || !r.IsTold && want.Longest.IsTold || r.IsTold && want.Longest.IsTold && r.Wait > want.Longest.Wait {
			want.Longest = r
		}
		if want.Silent.Refused == nil && r.Refused != nil {
			want.Silent = r
		}
		return r
	}
	for at := from; at.Before(to); at = at.Add(step) {
		if see(at).IsLate {
			want.Missed++
		}
		begin, end := see(at.Add(1)), see(at.Add(step-1))
		if begin.IsLate != end.IsLate {
			t.Fatalf("something happens within %v", at)
		}
		if begin.IsLate {
			want.Missed += step - 1
		}
	}
	return want
}

// worstDiff returns what differs; an error by its text.
func worstDiff(got, want catalog.Worst) string {
	return cmp.Diff(want, got, cmp.Comparer(func(a, b error) bool { return fmt.Sprint(a) == fmt.Sprint(b) }))
}

// What is found is what stepping through time finds.
func TestWorstBySteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := worstDraw(t)
		told, err := d.policy.FirstTold(d.from, d.to)
		if err != nil {
			t.Fatal(err)
		}
		want := worstBySteps(t, d.policy, d.target, d.from, d.to, d.step)
		if diff := worstDiff(catalog.FindWorst(told, d.target), want); diff != "" {
			t.Fatalf("%v in %v, by steps of %v from %v to %v, %v: -want +got\n%s",
				d.target.Span(), d.target.Calendar().Zone(), d.step, d.from, d.to, told, diff)
		}
	})
}
