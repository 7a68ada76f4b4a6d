package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

func TestCheckRACI(t *testing.T) {
	with := func(edits []string, more ...string) []string { return append(append([]string(nil), edits...), more...) }
	clientIT := []string{
		"teams[+]", `{"name":"client IT","side":"client","people":["hal","ida"]}`,
		"teams[+]", `{"name":"supplier","side":"supplier"}`,
		"raci[0].assignments[+]", `{"activity":"support","party":"client IT","role":"R"}`,
	}
	// acme shares the work; what is shared has a matrix of its own.
	shared := []string{
		"clients[0].contracts[0].scope", `"co_managed"`,
		"raci[+]", `{"name":"shared","scope":"co_managed","assignments":[
			{"activity":"support","party":"desk","role":"R"},{"activity":"support","party":"service manager","role":"A"},
			{"activity":"patching","party":"operations","role":"R"},{"activity":"patching","party":"service manager","role":"A"}]}`,
	}
	told := func(notify string, more ...string) []string {
		return append([]string{"services[1].activities", `["patching"]`, "policies[0].steps[0].notify", notify}, more...)
	}
	const (
		notTold     = "warning; responsible_not_told; policies[0].steps[0]; patch management / standard"
		notDelivery = "warning; responsible_is_not_delivery; services[2].team; network monitoring / operations"
		both        = "warning; responsible_on_both_sides; raci[0]; support"
		bothError   = "error; responsible_on_both_sides; raci[0]; support"
	)
	auditTable{
		{"told by a schedule", told(`[{"on_call":"operations"}]`, "services[0].activities", `["support","patching"]`), nil},
		{"told by all of a schedule", told(`[{"all_of":"operations"}]`, "services[0].activities", `["support","patching"]`), nil},
		{"told by the name of the team", told(`[{"party":"operations"}]`, "services[0].activities", `["support","patching"]`), nil},
		{"told by a person", told(`[{"party":"dee"}]`, "services[0].activities", `["support","patching"]`), nil},
		{"one of two is told", told(`[{"on_call":"desk"},{"party":"dee"}]`), nil},
		{"another person is told", told(`[{"party":"ana"}]`), []string{notTold}},
		{"nobody of the model is told", told(`[{"party":"stranger"}]`, "services[0].activities", `["patching"]`, "services[0].team", `"operations"`,
			"services[2].activities", `["patching"]`, "services[3].activities", `["patching"]`), []string{
			"warning; responsible_not_told; policies[0].steps[0]; help desk / standard", "warning; responsible_not_told; policies[0].steps[0]; network monitoring / standard",
			notTold, "warning; responsible_not_told; policies[0].steps[0]; vulnerability scanning / standard",
		}},
		{"a schedule of no team, with a person of the right one", told(`[{"on_call":"nights"}]`, "services[0].activities", `["support","patching"]`, "schedules[+]",
			`{"name":"nights","layers":[{"name":"turns","rotation":{"zone":"America/New_York","start":"2026-01-05T08:00:00","members":["zoe","eli"]}}]}`), nil},
		{"a schedule of no team, with nobody of the right one", told(`[{"on_call":"nights"}]`, "schedules[+]",
			`{"name":"nights","layers":[{"name":"turns","rotation":{"zone":"America/New_York","start":"2026-01-05T08:00:00","members":["ana","zoe"]}}]}`), []string{notTold}},
		{"told second", told(`[{"party":"service manager"}]`, "policies[0].steps[0].kind", `"hierarchical"`, "services[0].activities", `["support","patching"]`), nil},
		{"only managers are told", told(`[{"party":"service manager"}]`, "policies[0].steps", `[{"level":"L4","kind":"hierarchical","notify":[{"party":"service manager"}]}]`), nil},
		{"P4 alone goes elsewhere", []string{
			"services[1].escalation", `[{"when":{"priority":["P4"]},"policy":"late"}]`, "services[1].activities", `["patching"]`, "services[1].team", `"operations"`,
			"policies[+]", `{"name":"late","steps":[{"level":"L1","notify":[{"party":"ana"}],"wait":"1h"},{"level":"L4","kind":"hierarchical","notify":[{"party":"fay"}]}]}`,
			"policies[0].steps[0].notify[+]", `{"party":"dee"}`,
		}, []string{"warning; responsible_not_told; policies[1].steps[0]; patch management / late"}},
		{"a matrix of the scope", shared, nil},
		{"a matrix of the scope, in which another team does it", with(shared, "raci[1].assignments[2].party", `"desk"`), []string{
			"warning; responsible_is_not_delivery; services[2].team; network monitoring / operations / co_managed",
			"warning; responsible_is_not_delivery; services[1].team; patch management / operations / co_managed",
			"warning; responsible_is_not_delivery; services[3].team; vulnerability scanning / operations / co_managed",
		}},
		{"no matrix but that of another scope", []string{"raci[0].scope", `"co_managed"`}, []string{
			"error; activity_without_matrix; raci; patching", "error; activity_without_matrix; raci; support",
		}},
		{"no matrix of the model", []string{"raci", "null", "services[0].activities", "null", "services[1].activities", "null", "services[2].activities", "null", "services[3].activities", "null"}, nil},
		{"no activities", []string{"services[3].activities", "null"}, []string{"info; service_without_activities; services[3]; vulnerability scanning"}},
		{"no activities of what nobody has", []string{"services[3].activities", "null", "clients[0].contracts[0].services", "null"}, nil},
		{"another team delivers", []string{"services[2].activities", `["support"]`}, []string{notDelivery}},
		{"another team delivers in one edition", []string{"services[2].changes", `[{"from":"2026-06-01","activities":["support"]}]`, "clients[1].contracts[0].pinned.on", `"2026-05-01"`}, []string{notDelivery}},
		{"two sides, not stated how much", clientIT, []string{both}},
		{"two sides, shared", with(clientIT, "clients[0].contracts[0].scope", `"co_managed"`, "clients[1].contracts[0].scope", `"monitoring_only"`), []string{both}},
		{"two sides, and all is the provider's", with(clientIT, "clients[1].contracts[0].scope", `"fully_managed"`), []string{bothError}},
		{"two sides, and all is the provider's of the first", with(clientIT, "clients[0].contracts[0].scope", `"fully_managed"`), []string{bothError}},
		{"two sides of what nobody has", with(clientIT, "raci[0].assignments[4].activity", `"training"`, "raci[0].activities[+]", `"training"`,
			"raci[0].assignments[+]", `{"activity":"training","party":"desk","role":"R"}`, "raci[0].assignments[+]", `{"activity":"training","party":"desk","role":"A"}`), nil},
		{"the supplier's side is another matter", with(clientIT, "raci[0].assignments[4].party", `"supplier"`), nil},
		{"the client alone", with(clientIT, "raci[0].assignments[0].party", `"client IT"`, "raci[0].assignments[4].party", `"service manager"`, "teams[2].side", `"client"`), []string{
			"warning; responsible_is_not_delivery; services[0].team; help desk / desk",
			"warning; responsible_not_told; policies[0].steps[0]; help desk / standard",
			"warning; responsible_not_told; policies[0].steps[0]; network monitoring / standard",
			"warning; responsible_not_told; policies[0].steps[0]; patch management / standard",
			"warning; responsible_not_told; policies[0].steps[0]; vulnerability scanning / standard",
		}},
	}.run(t, catalog.CheckRACI)
}
