package escalation_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

func TestPolicyLint(t *testing.T) {
	onCall := func(name string) []escalation.Target { return []escalation.Target{escalation.OnCall(name)} }
	boss := []escalation.Target{escalation.Party("boss")}
	day := []time.Time{monday, monday.Add(24 * time.Hour)}
	for about, tt := range map[string]struct {
		steps []escalation.StepSpec
		want  string
	}{
		"sound":                          {[]escalation.StepSpec{{Level: "L1", Notify: boss, Wait: 30 * time.Minute}, {Level: "L2", Notify: onCall("rota")}}, ""},
		"nobody at all":                  {[]escalation.StepSpec{{Level: "L1", Notify: onCall("none")}}, " reaches_nobody; (steps[0].notify nobody)"},
		"told to nobody":                 {[]escalation.StepSpec{{Level: "L1", Empty: escalation.EmptyHold, Notify: onCall("none")}}, " reaches_nobody; (steps[0].notify nobody)"},
		"no targets":                     {[]escalation.StepSpec{{Level: "L1"}}, " reaches_nobody"},
		"everybody of nobody":            {[]escalation.StepSpec{{Level: "L1", Notify: []escalation.Target{escalation.AllOf("none")}}}, " reaches_nobody; (steps[0].notify nobody)"},
		"everybody":                      {[]escalation.StepSpec{{Level: "L1", Notify: []escalation.Target{escalation.AllOf("rota")}}}, ""},
		"by day only":                    {[]escalation.StepSpec{{Level: "L1", Hours: "desk", Outside: escalation.OutsideSkip, Notify: boss}}, " reaches_nobody"},
		"by day, later":                  {[]escalation.StepSpec{{Level: "L1", Hours: "desk", Notify: boss}}, ""},
		"never":                          {[]escalation.StepSpec{{Level: "L1", Hours: "never", Notify: boss}, {Level: "L2", Notify: boss}}, " reaches_nobody; (steps[1] unreachable)"},
		"never, and on":                  {[]escalation.StepSpec{{Level: "L1", Hours: "never", Outside: escalation.OutsideSkip, Notify: boss}, {Level: "L4", Notify: boss}}, "(steps[0].hours unreachable); (steps[1] cut_short)"},
		"waits for ever":                 {[]escalation.StepSpec{{Level: "L1", Wait: 1, WaitIn: "never", Notify: boss}, {Level: "L2", Notify: boss}}, "(steps[1] unreachable)"},
		"held to nobody, waits for ever": {[]escalation.StepSpec{{Level: "L1", Wait: 1, WaitIn: "never", Empty: escalation.EmptyHold, Notify: onCall("none")}, {Level: "L2", Notify: boss}}, " reaches_nobody; (steps[0].notify nobody); (steps[1] unreachable)"},
		"one of two is never there":      {[]escalation.StepSpec{{Level: "L1", Notify: append(onCall("none"), boss...)}}, "(steps[0].notify[0] nobody)"},
		"two steps at once":              {[]escalation.StepSpec{{Level: "L4", Notify: boss}, {Level: "L4", Notify: boss}}, "(steps[1] cut_short)"},
		"too soon":                       {[]escalation.StepSpec{{Level: "L1", Wait: 30*time.Minute - 1, Notify: boss}, {Level: "L2", Notify: boss}}, "(steps[1] cut_short)"},
		"the manager need not wait":      {[]escalation.StepSpec{{Level: "L1", Notify: boss}, {Level: "L4", Kind: escalation.Hierarchical, Notify: boss}}, ""},
		"level without a target":         {[]escalation.StepSpec{{Level: "L4", Wait: 1, Notify: boss}, {Level: "L4", Notify: boss}}, ""},
		"down again":                     {[]escalation.StepSpec{{Level: "L2", Wait: 1, Notify: boss}, {Level: "L1", Notify: boss}}, ""},
		"waits of 292 years":             {[]escalation.StepSpec{{Level: "L1", Wait: 1<<63 - 1, Notify: boss}, {Level: "L2", Wait: 1<<63 - 1, Notify: boss}, {Level: "L3", Notify: boss}}, ""},
	} {
		policy, err := escalation.PolicySpec{Steps: tt.steps}.Compile(knownSources(t))
		if err != nil {
			t.Fatalf("%s: %v", about, err)
		}
		if got := found(policy.Lint(day[0], day[1])); got != tt.want {
			t.Errorf("%s: Lint = %q, want %q", about, got, tt.want)
		}
	}
	acked := escalation.PolicySpec{AckTimeout: 1, Steps: []escalation.StepSpec{{Level: "L1", Notify: boss}}}
	if got := found(policyOf(t, acked).Lint(day[0], day[1])); got != "(steps[0].wait unreachable)" {
		t.Errorf("Lint of an AckTimeout without time = %q", got)
	}
	acked.Steps[0].Wait = 1
	if got := found(policyOf(t, acked).Lint(day[0], day[1])); got != "" {
		t.Errorf("Lint of an AckTimeout = %q", got)
	}
	if got := found((escalation.Policy{}).Lint(day[0], day[1])); got != " reaches_nobody" {
		t.Errorf("Lint of the zero Policy = %q", got)
	}
	for _, to := range []time.Time{day[0], day[0].Add(-1), day[0].AddDate(11, 0, 0), time.Date(1_000_000_000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if got := found((escalation.Policy{}).Lint(day[0], to)); got != " range" {
			t.Errorf("Lint to %v = %q", to, got)
		}
	}
}

// A day step and a night step that are skipped outside of their hours reach everybody
// together, also where clocks change; with a gap of a minute between them they do not.
func TestPolicyLintTogether(t *testing.T) {
	named := map[string]calendar.Calendar{
		"day":   calendar.Spec{Zone: "America/Chicago", Hours: calendar.MustParseWeek("Mon-Sun 01:30-13:30")}.MustCompile(zones.Load),
		"night": calendar.Spec{Zone: "America/Chicago", Hours: calendar.MustParseWeek("Mon-Sun 13:30-01:30")}.MustCompile(zones.Load),
		"short": calendar.Spec{Zone: "America/Chicago", Hours: calendar.MustParseWeek("Mon-Sun 13:31-01:30")}.MustCompile(zones.Load),
	}
	step := func(hours string) escalation.StepSpec {
		return escalation.StepSpec{Level: "L1", Hours: hours, Outside: escalation.OutsideSkip, Notify: []escalation.Target{escalation.Party("boss")}}
	}
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	for second, want := range map[string]string{
		"night": "",
		"short": "nobody is ever told of a ticket opened at 2026-01-01T19:30:00Z; so it is in 6h5m of the range (reaches_nobody)",
	} {
		policy, err := escalation.PolicySpec{Steps: []escalation.StepSpec{step("day"), step(second)}, Repeat: 1000}.
			Compile(escalation.Sources{Calendars: calendarsNamed(named)})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, issue := range policy.Lint(from, from.AddDate(1, 0, 0)) {
			got.WriteString(issue.Error())
		}
		if got.String() != want {
			t.Errorf("%s: Lint = %q, want %q", second, got.String(), want)
		}
	}
}

// Policies that would take for ever are an error that says so.
func TestPolicyLintIsBounded(t *testing.T) {
	spec := escalation.PolicySpec{Repeat: 1000}
	for range 1000 {
		spec.Steps = append(spec.Steps, escalation.StepSpec{
			Level: "L1", Hours: "desk", Empty: escalation.EmptyHold, Wait: 7 * time.Minute, Notify: []escalation.Target{escalation.OnCall("none")},
		})
	}
	policy, err := spec.Compile(knownSources(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := found(policy.Lint(monday, monday.AddDate(10, 0, 0))); got != " too_large" {
		t.Errorf("Lint = %.200q", got)
	}
}
