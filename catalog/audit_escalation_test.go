package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

// A rung at 99.99 % is before the breach, one at 100 % is not; nor is one at the due
// instant, or one that waits as long as is left.
func TestRungsAtTheEdge(t *testing.T) {
	const found = "rung_after_breach warn / resolution"
	rungs := func(on, after string) []auditEdit {
		return []auditEdit{edit("ladders[0].rungs[1].on", `{"breach":{}}`), edit("ladders[0].rungs[0].on", on), edit("ladders[0].rungs[0].after", after)}
	}
	for _, c := range []struct{ on, after, want string }{
		{`{"percent":"0%"}`, "null", ""},
		{`{"percent":"99.99%"}`, "null", ""},
		{`{"percent":"100%"}`, "null", found},
		{`{"percent":"120%"}`, "null", found},
		{`{"offset":"-0.000000001s"}`, "null", ""},
		{`{"offset":"0s"}`, "null", found},
		{`{"offset":"5m"}`, "null", found},
		{`{"breach":{}}`, "null", found},
		{`{"offset":"-30m"}`, `"29m"`, ""},
		{`{"offset":"-30m"}`, `"30m"`, found},
		{`{"percent":"75%"}`, `"3h59m"`, ""}, // of 16 hours
		{`{"percent":"75%"}`, `"4h"`, found},
		{`{"percent":"75%"}`, `"900h"`, found},
	} {
		if got := foundOf(t, catalog.CheckEscalation, "2026-06-01", rungs(c.on, c.after)...); got != c.want {
			t.Errorf("%s and %s: %s, want %s", c.on, c.after, got, c.want)
		}
	}
	// Of a promise that is no amount of time, what a rung waits is not looked at.
	days := append(
		rungs(`{"percent":"75%"}`, `"900h"`),
		edit("tiers[0].goals[1].targets", `[{"span":{"business_days":3},"calendar":"client"}]`),
	)
	if got := foundOf(t, catalog.CheckEscalation, "2026-06-01", days...); got != "" {
		t.Errorf("three business days: %s", got)
	}
}

// Who is reached, and by what.
func TestAccountable(t *testing.T) {
	const found = "ladder_without_accountable standard / service manager"
	step, rung := "policies[0].steps[2]", "ladders[0].rungs[1]"
	elsewhere := edit(rung+".notify", `[{"on_call":"operations"}]`)
	for _, c := range []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"by the step", []auditEdit{elsewhere}, ""},
		{"by the rung", []auditEdit{edit(step+".notify", `[{"on_call":"operations"}]`)}, ""},
		{"by neither", []auditEdit{elsewhere, edit(step+".notify", `[{"on_call":"operations"}]`)}, found},
		{"a person of the team", []auditEdit{elsewhere, edit(step+".notify", `[{"party":"gus"}]`)}, ""},
		{"another person", []auditEdit{elsewhere, edit(step+".notify", `[{"party":"ana"}]`)}, found},
		{"a schedule of the team", []auditEdit{elsewhere, edit(step+".notify", `[{"all_of":"operations"}]`), edit("teams[2].schedule", `"operations"`)}, ""},
		{"by a functional step", []auditEdit{elsewhere, edit(step+".kind", `"functional"`)}, found},
		{"by a functional rung", []auditEdit{edit(step+".kind", `"functional"`), edit(rung+".kind", `"functional"`)}, found},
		{"not by the last hierarchical step", []auditEdit{
			elsewhere, edit("policies[0].steps[+]", `{"level":"L4","kind":"hierarchical","notify":[{"party":"dee"}]}`),
		}, found},
		{"somebody else answers for one activity", []auditEdit{
			elsewhere, edit(step+".notify", `[{"party":"operations"}]`),
			edit("raci[0].assignments[1].party", `"operations"`), edit("raci[0].assignments[3].party", `"operations"`),
		}, ""},
		{"without activities the management layer", []auditEdit{
			elsewhere, edit(step+".notify", `[{"party":"operations"}]`), edit("services[0].activities", "null"),
		}, found},
		{"without a management layer nobody", []auditEdit{
			elsewhere, edit(step+".notify", `[{"party":"operations"}]`), edit("raci", "null"), edit("teams[2].layer", `"strategic"`),
			edit("services[0].activities", "null"), edit("services[1].activities", "null"), edit("services[2].activities", "null"),
			edit("services[3].activities", "null"),
		}, ""},
	} {
		if got := foundOf(t, catalog.CheckEscalation, "2026-06-01", c.edits...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestRoutesWithoutPolicy(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"no client has it", []auditEdit{
			edit("services[0].escalation", `[{"when":{"client":["nobody"]},"queue":"q"}]`),
		}, ""},
		{"of a contract", []auditEdit{edit("clients[0].contracts[0].escalation", `[{"queue":"q"}]`)}, "no_escalation_path acme"},
		{"of a tier", []auditEdit{edit("tiers[1].escalation", `[{"when":{"priority":["P4"]},"queue":"q"}]`)}, "no_escalation_path silver"},
		{"of a service", []auditEdit{edit("services[0].escalation", `[{"when":{"site":["berlin"]},"queue":"q"}]`)}, "no_escalation_path help desk"},
		{"of the model", []auditEdit{edit("escalation", `[{"when":{"site":["berlin"]},"queue":"q"},{"policy":"standard"}]`)}, "no_escalation_path escalation"},
		{"a priority with a promise", []auditEdit{
			edit("escalation[0].when", `{"priority":["P1","P2","P3","P4"]}`),
			edit("tiers[0].goals[1].targets[+]", `{"priority":"P6","span":{"within":"90h"},"calendar":"client"}`),
		}, "no_escalation_path escalation"},
		{"a priority without one", []auditEdit{edit("escalation[0].when", `{"priority":["P1","P2","P3","P4"]}`)}, ""},
		{"a kind of work", []auditEdit{edit("escalation", `[{"when":{"work":["project"]},"queue":"q"},{"policy":"standard"}]`)}, ""},
		{"a goal that some have", []auditEdit{
			edit("escalation[0].ladders", `{"close":"warn"}`),
			edit("clients[0].contracts[0].goals", `[{"metric":"close","targets":[{"span":{"within":"900h"},"calendar":"client"}]}]`),
		}, ""},
		{"a goal that nobody has, of a contract", []auditEdit{
			edit("clients[0].contracts[0].escalation", `[{"name":"own","policy":"standard","ladders":{"close":"warn"}}]`),
		}, "ladder_unknown_goal warn / close"},
	} {
		if got := foundOf(t, catalog.CheckEscalation, "2026-06-01", c.edits...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
