package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

func TestCheckKPIs(t *testing.T) {
	held := func(targets string, edits ...string) []string {
		return append([]string{
			"target_sets", `[{"name":"all","source":"contract","targets":[` + targets + `]},{"name":"other","source":"contract","targets":[{"kpi":"nps","goal":"at least 40"},{"kpi":"cups of tea","goal":"at least 1"}]}]`,
			"clients[1].contracts[0].target_set", `"all"`,
		}, edits...)
	}
	const (
		of      = `{"kpi":"first_contact_resolution","goal":"at least 70%"},{"kpi":"patch_compliance","goal":"at least 95%"},{"kpi":"uptime","goal":"at least 99%"}`
		unknown = "warning; unknown_kpi; services[0].kpis[1]; help desk / cups of tea"
		idle    = "info; kpi_without_target; services[0].kpis; help desk"
	)
	auditTable{
		{"one that the package has not", []string{"services[0].kpis[+]", `"cups of tea"`}, []string{unknown}},
		{"one of a percentile", []string{"services[0].kpis[+]", `"mttr_percentile_90"`}, nil},
		{"one of a target set", held(of, "services[0].kpis[+]", `"cups of tea"`, "clients[1].contracts[0].target_set", `"other"`), []string{
			idle, "info; kpi_without_target; services[2].kpis; network monitoring", "info; kpi_without_target; services[1].kpis; patch management",
		}},
		{"of a service that is a draft", []string{"services[3].kpis[+]", `"cups of tea"`, "services[3].lifecycle", `[{"status":"draft","from":"2026-01-01"},{"status":"active","from":"2026-06-02"}]`}, nil},
		{"of a service that nobody has", []string{"services[0].kpis[+]", `"cups of tea"`, "clients", "null"}, []string{unknown}},
		{"of a change to come", []string{"services[0].changes", `[{"from":"2026-06-02","kpis":["cups of tea"]}]`}, nil},
		{"of a change that is there", []string{"services[0].changes", `[{"from":"2026-06-01","kpis":["uptime","cups of tea"]},{"from":"2026-05-01","kpis":["tea"]},{"from":"2026-07-01","kpis":["tea"]}]`}, []string{
			"warning; unknown_kpi; services[0].changes[0].kpis[1]; help desk / cups of tea",
		}},
		{"all have a goal", held(of), nil},
		{"a goal for one priority", held(of+`,{"kpi":"mttr_p1","goal":"at most 4h"}`, "services[0].kpis[+]", `"mttr"`), nil},
		{"a goal for another KPI that begins like it", held(of+`,{"kpi":"uptime_promised","goal":"at least 99%"}`, "services[0].kpis[+]", `"proactive_ratio"`), []string{idle}},
		{"one has none", held(of, "services[0].kpis[+]", `"nps"`), []string{idle}},
		{"one has none in this set, but in that of another contract", held(of, "services[0].kpis[+]", `"nps"`, "clients[0].contracts[0].target_set", `"other"`, "clients[0].contracts[0].services", "null"), nil},
		{"one is not known", held(of, "services[0].kpis[+]", `"spoons"`), []string{"warning; unknown_kpi; services[0].kpis[1]; help desk / spoons"}},
		{"nobody is held to anything", nil, nil},
	}.run(t, catalog.CheckKPIs)
}
