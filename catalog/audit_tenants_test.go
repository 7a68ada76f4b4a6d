package catalog_test

import (
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// pathsOf returns where findings of a code are in the sample after edits.
func pathsOf(tb testing.TB, code msp.Code, edits ...auditEdit) string {
	tb.Helper()
	var paths []string
	for _, f := range catalogOf(tb, edits...).Audit(msp.MustParseDate("2026-06-01")).Of(code) {
		paths = append(paths, f.Path)
	}
	return strings.Join(paths, " ")
}

func TestAuditTenants(t *testing.T) {
	team := edit("teams[+]", `{"name":"acme IT","side":"client","client":"acme","people":["hal"]}`)
	tests := []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"its own", []auditEdit{edit("clients[0].own", `{"calendars":["boston","berlin","patch nights"]}`)}, ""},
		{"a site", []auditEdit{edit("clients[0].own", `{"calendars":["boston"]}`), edit("clients[1].sites", `[{"name":"s","calendar":"boston"}]`)}, "foreign_reference zeta / boston"},
		{"a goal of a contract", []auditEdit{
			edit("clients[1].own", `{"calendars":["office"]}`),
			edit("clients[0].contracts[0].goals", `[{"metric":"first_response","targets":[{"span":{"within":"1h"},"calendar":"office"}],"calendar":"office"}]`),
			edit("tiers[0].calendar", `"extended"`),
		}, "foreign_reference acme / office; foreign_reference acme / office"},
		{"a price of an exception", []auditEdit{
			edit("clients[0].own", `{"prices":["silver seat"]}`), edit("tiers[1].prices", `["gold seat"]`),
		}, "foreign_reference zeta / silver seat"},
		{"prices of a contract", []auditEdit{
			edit("clients[1].own", `{"prices":["engineer"]}`), edit("services[0].terms", "null"), edit("services[3].prices", "null"),
			edit("clients[0].contracts[0].terms", `[{"work":["project"],"cover":"billable","price":"engineer"}]`),
		}, "foreign_reference acme / engineer; foreign_reference acme / engineer"},
		{
			"shared prices",
			[]auditEdit{edit("clients[1].own", `{"prices":["engineer"]}`), edit("clients[0].contracts[0].out_of_scope", "null")},
			"shared_reference help desk / engineer; shared_reference vulnerability scanning / engineer",
		},
		{"hours and maintenance of a service", []auditEdit{
			edit("clients[0].own", `{"calendars":["boston"]}`), edit("services[1].hours", `"boston"`),
			edit("services[1].changes", `[{"from":"2030-01-01","maintenance":"boston"}]`),
		}, "shared_reference patch management / boston; shared_reference patch management / boston"},
		{"a schedule in a policy that is nobody's", []auditEdit{edit("clients[0].own", `{"schedules":["desk"]}`)}, "shared_reference standard / desk"},
		{"a schedule in a policy of its own", []auditEdit{
			edit("clients[0].own", `{"schedules":["desk"],"policies":["standard"]}`), edit("escalation[0].when", `{"client":["acme"]}`),
			edit("escalation[+]", `{"policy":"other"}`), edit("policies[+]", `{"name":"other","steps":[{"level":"L4","kind":"hierarchical","notify":[{"party":"service manager"}]}]}`),
		}, ""},
		{"a schedule in a policy of another", []auditEdit{
			edit("clients[0].own", `{"schedules":["desk"]}`), edit("clients[1].own", `{"policies":["standard"]}`), edit("escalation[0].when", `{"client":["zeta"]}`),
			edit("escalation[+]", `{"policy":"other"}`), edit("policies[+]", `{"name":"other","steps":[{"level":"L4","kind":"hierarchical","notify":[{"party":"service manager"}]}]}`),
		}, "foreign_reference zeta / standard / desk"},
		{"a ladder for everybody", []auditEdit{edit("clients[0].own", `{"ladders":["warn"]}`)}, "shared_reference the model / warn"},
		{"a ladder that calls a schedule", []auditEdit{
			edit("clients[0].own", `{"schedules":["operations"]}`), edit("policies[0].steps[1]", "null"),
		}, "shared_reference warn / operations"},
		{"a union", []auditEdit{
			edit("clients[0].own", `{"calendars":["boston"]}`), edit("unions", `[{"name":"both","of":["office","boston"]}]`), edit("services[2].hours", `"both"`),
		}, "shared_reference both / boston"},
		{"a union of its own", []auditEdit{
			edit("clients[0].own", `{"calendars":["boston","both"]}`), edit("unions", `[{"name":"both","of":["office","boston"]}]`), edit("clients[0].calendar", `"both"`),
		}, ""},
		{"a team told by a policy for all", []auditEdit{team, edit("policies[0].steps[0].notify[+]", `{"party":"acme IT"}`)}, "shared_reference standard / acme IT"},
		{"a team with the schedule of another", []auditEdit{
			team, edit("teams[3].schedule", `"spare"`), edit("clients[1].own", `{"schedules":["spare"]}`),
			edit("schedules[+]", `{"name":"spare","layers":[{"name":"turns","rotation":{"zone":"America/New_York","start":"2026-01-05T08:00:00","members":["hal"]}}]}`),
		}, "foreign_reference acme / acme IT / spare"},
		{"a team of the provider with the schedule of one client", []auditEdit{
			edit("clients[1].own", `{"schedules":["spare"]}`), edit("teams[2].schedule", `"spare"`),
			edit("schedules[+]", `{"name":"spare","layers":[{"name":"turns","rotation":{"zone":"America/New_York","start":"2026-01-05T08:00:00","members":["fay"]}}]}`),
		}, ""},
		{"a team that delivers to its own client alone", []auditEdit{team, edit("services[3].team", `"acme IT"`)}, ""},
		{"a team that delivers to another", []auditEdit{team, edit("services[1].team", `"acme IT"`)}, "foreign_reference zeta / patch management / acme IT"},
		{"a matrix of another scope", []auditEdit{
			team, edit("raci[+]", `{"scope":"co_managed","assignments":[{"activity":"support","party":"acme IT","role":"R"},{"activity":"support","party":"acme IT","role":"A"}]}`),
			edit("clients[0].contracts[0].scope", `"co_managed"`),
		}, ""},
		{"a matrix of the scope of another, once", []auditEdit{
			team, edit("raci[+]", `{"scope":"co_managed","assignments":[{"activity":"support","party":"acme IT","role":"R"},{"activity":"support","party":"acme IT","role":"A"}]}`),
			edit("clients[1].contracts[0].scope", `"co_managed"`),
		}, "foreign_reference zeta / acme IT"},
	}
	for _, test := range tests {
		if got := foundOf(t, catalog.CheckTenants, "2026-06-01", test.edits...); got != test.want {
			t.Errorf("%s: an audit finds %q, want %q", test.name, got, test.want)
		}
	}
}
