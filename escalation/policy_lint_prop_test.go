package escalation_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/duration"
)

// Lint knows of exactly those openings for which nobody is told, to the nanosecond: as
// their plans say.
func TestLintFindsWhoIsReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := planDraw(t)
		for i := range d.spec.Steps { // mostly nobody but the rota, so that there is something to find
			if rapid.IntRange(0, 5).Draw(t, "nobody else") > 0 {
				d.spec.Steps[i].Notify = []escalation.Target{escalation.OnCall("rota")}
			}
		}
		policy := d.policy(t)
		to := d.opened.Add(3 * time.Hour)
		bad, ok := policy.Unreached(d.opened, to)
		if !ok {
			t.Fatal("too much work")
		}
		unreachable := make(map[string]bool)
		for _, issue := range policy.Lint(d.opened, to) {
			if issue.Code == escalation.CodeUnreachable {
				unreachable[issue.Path] = true
			}
		}
		instants := []time.Time{d.opened, to.Add(-1)}
		for at := d.opened; at.Before(to); at = at.Add(time.Minute) {
			instants = append(instants, at)
		}
		for _, one := range bad {
			instants = append(instants, one.From.Add(-1), one.From, one.To.Add(-1), one.To)
		}
		for _, at := range instants {
			if at.Before(d.opened) || !at.Before(to) {
				continue
			}
			plan, err := policy.Plan(at)
			if err != nil {
				t.Fatal(err)
			}
			for e := range plan.All() {
				if e.Step >= 0 && e.Cause != escalation.WaitNeverEnds && unreachable["steps["+strconv.Itoa(e.Step)+"]"] {
					t.Fatalf("%+v opened at %v: %v, but Lint says that it never comes to this", d.spec, at, e)
				}
			}
			told := slices.ContainsFunc(slices.Collect(plan.All()), func(e escalation.Entry) bool { return len(e.Targets) > 0 })
			if told == bad.Contains(at) {
				t.Fatalf("%+v opened at %v: somebody is told %v, but unreached are %v", d.spec, at, told, bad)
			}
		}
		want := ""
		if len(bad) > 0 {
			total, _ := bad.Total()
			want = "nobody is ever told of a ticket opened at " + bad[0].From.UTC().Format(time.RFC3339Nano) + "; so it is in " + duration.Format(total) + " of the range"
		}
		got := ""
		for _, issue := range policy.Lint(d.opened, to) {
			if issue.Code == escalation.CodeReachesNobody && issue.Severity == msp.SeverityError {
				got = issue.Message
			}
		}
		if got != want {
			t.Fatalf("Lint(%v, %v) of %+v says %q, want %q", d.opened, to, d.spec, got, want)
		}
	})
}
