package catalog_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

var on2026 = msp.MustParseDate("2026-06-01")

func TestAuditUptime(t *testing.T) {
	probe := edit("services[+]", `{"name":"probe","lifecycle":[{"status":"draft","from":"2026-01-01"}]}`)
	tests := []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"no uptime is promised", []auditEdit{edit("services[2].availability", `"1%"`)}, ""},
		{"equal", []auditEdit{edit("services[2].availability", `"99%"`), edit("tiers[1].uptime", `"99%"`)}, ""},
		{
			"a little less",
			[]auditEdit{edit("services[2].availability", `"98.999999999999999%"`), edit("tiers[1].uptime", `"99%"`)},
			"uptime_not_given network monitoring / 99%; uptime_not_given vulnerability scanning / 99%",
		},
		{"without a tier criticality is the promise", []auditEdit{
			edit("clients[1]", "null"), edit("clients[0].contracts[0].tier", "null"), edit("services[2].availability", `"99%"`),
		}, "uptime_not_given vulnerability scanning / 99.5%"},
		{"what is excluded is not promised", []auditEdit{
			edit("clients[1]", "null"), edit("clients[0].contracts[0].terms", `[{"cover":"excluded"}]`), edit("services[2].availability", `"99%"`), edit("tiers[1].uptime", `"99.5%"`),
		}, ""},
		{"two figures", []auditEdit{
			edit("services[2].availability", `"98%"`), edit("tiers[0].uptime", `"98.5%"`), edit("tiers[1].uptime", `"99%"`), edit("clients[1].contracts[0].tier", `"bronze"`), edit("clients[0].contracts[0].services", "null"),
		}, "uptime_not_given network monitoring / 98.5%; uptime_not_given network monitoring / 99%"},
		{"an inactive part is one finding, whatever is promised", []auditEdit{
			probe, edit("services[2].requires", `["probe"]`), edit("tiers[1].uptime", `"99%"`),
		}, "requires_inactive network monitoring / probe"},
		{"a group of which none is there", []auditEdit{
			probe, edit("services[2].redundant", `[{"of":["probe"],"need":1}]`), edit("tiers[1].uptime", `"99%"`),
		}, "requires_inactive network monitoring / probe"},
		{"what an inactive part needs does not matter", []auditEdit{
			probe, edit("services[+]", `{"name":"other","requires":["probe"],"lifecycle":[{"status":"draft","from":"2026-01-01"}]}`), edit("services[2].requires", `["other"]`),
		}, "requires_inactive network monitoring / other"},
	}
	for _, test := range tests {
		if got := foundOf(t, catalog.CheckUptime, "2026-06-01", test.edits...); got != test.want {
			t.Errorf("%s: an audit finds %q, want %q", test.name, got, test.want)
		}
	}
}

// The path is that of the change that states it.
func TestAuditUptimePaths(t *testing.T) {
	probe := edit("services[+]", `{"name":"probe","lifecycle":[{"status":"draft","from":"2026-01-01"}]}`)
	changes := edit("services[2].changes", `[{"from":"2026-05-02","requires":["probe"]},{"from":"2026-05-01","kpis":["uptime"]},{"from":"2030-01-01","requires":["probe"]}]`)
	if got, want := pathsOf(t, catalog.CodeRequiresInactive, probe, changes), "services[2].changes[0].requires[0]"; got != want {
		t.Errorf("it is at %q, want %q", got, want)
	}
}

// The worst hours count, each client once, and the weakest parts come first.
func TestAuditUptimeText(t *testing.T) {
	found := catalogOf(t, edit("tiers[1].uptime", `"99.99%"`), edit("services[1].maintenance", `"patch nights"`), edit("services[1].availability", `"99.5%"`)).Audit(on2026).Of(catalog.CodeUptimeNotGiven)
	if len(found) != 1 {
		t.Fatalf("an audit finds %v, want one", found)
	}
	want := `99.99% is promised to 2 clients, and all that it needs together gives 98.628% at most: maintenance of 24h in 2740h30m of a year leaves 99.124%, "patch management" 99.5%`
	if got := found[0].Why.String(); got != want {
		t.Errorf("an audit says\n%s, want\n%s", got, want)
	}
}
