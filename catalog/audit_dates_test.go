package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

func TestAuditDates(t *testing.T) {
	z2 := `{"id":"z2","from":"2027-04-01","tier":"silver"}`
	lifecycle := func(deprecated, retired string) string {
		return `[{"status":"active","from":"2025-01-01"},{"status":"deprecated","from":"` + deprecated + `"},{"status":"retired","from":"` + retired + `"}]`
	}
	tests := []struct {
		name, on string
		edits    []auditEdit
		want     string
	}{
		{"before all contracts", "0001-01-01", nil, ""},
		// Gaps count until their last day.
		{"a gap ahead", "2026-06-01", []auditEdit{edit("clients[1].contracts[+]", z2)}, "contract_gap zeta"},
		{"in a gap", "2027-03-01", []auditEdit{edit("clients[1].contracts[+]", z2)}, "contract_gap zeta"},
		{"its last day", "2027-03-31", []auditEdit{edit("clients[1].contracts[+]", z2)}, "contract_gap zeta"},
		{"past a gap", "2027-04-01", []auditEdit{edit("clients[1].contracts[+]", z2)}, ""},
		{"a gap in another order", "2026-06-01", []auditEdit{edit("clients[1].contracts[+]", `{"id":"z0","from":"2025-01-01","until":"2026-02-01","tier":"silver"}`)}, ""},
		{"before that gap", "2025-06-01", []auditEdit{edit("clients[1].contracts[+]", `{"id":"z0","from":"2025-01-01","until":"2026-02-01","tier":"silver"}`)}, "contract_gap zeta"},
		// Ends: 90 days ahead are near.
		{"91 days before the end", "2026-11-30", nil, ""},
		{"90 days before the end", "2026-12-01", nil, "contract_ends_soon zeta"},
		{"the last day", "2027-02-28", nil, "contract_ends_soon zeta"},
		{"the end", "2027-03-01", nil, "contract_ended zeta"},
		{"long over", "2028-03-01", nil, "contract_ended zeta"},
		{"another follows", "2027-02-28", []auditEdit{edit("clients[1].contracts[+]", `{"id":"z2","from":"2027-03-01","tier":"silver"}`)}, ""},
		{"another follows late", "2027-02-28", []auditEdit{edit("clients[1].contracts[+]", z2)}, "contract_gap zeta"},
		{"notice was given", "2026-11-01", []auditEdit{edit("clients[0].contracts[0].renewal.notice_given", `"2026-09-01"`)}, "contract_ends_soon acme"},
		{"renewed by hand", "2026-12-01", []auditEdit{edit("clients[1].contracts[0].renewal", `{"kind":"manual"}`)}, "contract_ends_soon zeta"},
		{"no contract at all", "2026-06-01", []auditEdit{edit("clients[1].contracts", `[]`)}, ""},
		// Notice: 30 September is the last day for acme, and 30 days before it are near.
		{"31 days before the last day of notice", "2026-08-30", nil, ""},
		{"30 days before", "2026-08-31", nil, "notice_due acme"},
		{"the last day of notice", "2026-09-30", nil, "notice_due acme"},
		{"a day later it is for the next term", "2026-10-01", nil, ""},
		{"no notice where it ends anyway", "2026-09-01", []auditEdit{edit("clients[0].contracts[0].until", `"2027-01-01"`)}, ""},
		// Pins.
		{"a pin of a contract that is over", "2026-08-01", []auditEdit{
			edit("clients[0].contracts[0].renewal", `null`), edit("clients[0].contracts[0].pinned", `{"on":"2026-01-01"}`),
			edit("clients[0].contracts[0].until", `"2026-07-01"`), edit("clients[0].contracts[+]", `{"id":"a2","from":"2026-07-01","tier":"silver"}`),
		}, ""},
		// Services.
		{"retires on the last day of the term", "2026-06-01", []auditEdit{edit("services[3].lifecycle", lifecycle("2026-02-01", "2026-12-31"))}, "retires_in_term vulnerability scanning"},
		{"retires when the term ends", "2026-06-01", []auditEdit{edit("services[3].lifecycle", lifecycle("2026-02-01", "2027-01-01"))}, ""},
		{"retires in a contract without an end", "2026-06-01", []auditEdit{
			edit("services[3].lifecycle", lifecycle("2026-02-01", "2099-01-01")), edit("clients[0].contracts[0].renewal", `null`),
		}, "retires_in_term vulnerability scanning"},
		{"retired, and pinned to a day before", "2026-12-31", []auditEdit{
			edit("services[3].lifecycle", lifecycle("2026-02-01", "2026-07-01")), edit("clients[0].contracts[0].pinned", `{"on":"2026-01-01","until":"2028-01-01"}`),
			edit("clients[1].contracts[+]", `{"id":"z2","from":"2027-03-01","tier":"silver"}`),
		}, ""},
		{"retired, and the pin ends in the term", "2026-12-31", []auditEdit{
			edit("services[3].lifecycle", lifecycle("2026-02-01", "2026-07-01")), edit("clients[0].contracts[0].pinned", `{"on":"2026-01-01","until":"2027-01-01"}`),
			edit("clients[0].contracts[0].renewal", `null`), edit("clients[0].contracts[0].until", `"2030-01-01"`),
			edit("clients[1].contracts[+]", `{"id":"z2","from":"2027-03-01","tier":"silver"}`),
		}, "retires_in_term vulnerability scanning"},
		{"deprecated since the contract began", "2026-06-01", []auditEdit{edit("services[3].lifecycle", lifecycle("2026-01-01", "2099-01-01"))}, "deprecated_sold vulnerability scanning"},
		{"deprecated a day later", "2026-06-01", []auditEdit{edit("services[3].lifecycle", lifecycle("2026-01-02", "2099-01-01"))}, ""},
		{"a draft beside an active one, in one inclusion", "2026-06-01", []auditEdit{
			edit("services[+]", `{"name":"new desk","within":["basic help desk"],"lifecycle":[{"status":"draft","from":"2026-01-01"}]}`),
		}, ""},
		{"a draft named by a tier", "2026-06-01", []auditEdit{
			edit("services[+]", `{"name":"new desk","lifecycle":[{"status":"draft","from":"2026-01-01"}]}`), edit("tiers[1].adds[+]", `"new desk"`),
		}, "retired_sold silver / new desk"},
		// Inclusions and what nothing refers to.
		{"an inclusion to come", "2026-06-01", []auditEdit{edit("tiers[1].changes[0].adds", `["reports"]`)}, ""},
		{"an inclusion that has come", "2026-07-01", []auditEdit{edit("tiers[1].changes[0].adds", `["reports"]`)}, "inclusion_of_nothing silver"},
		{"used by a union", "2026-06-01", []auditEdit{edit("clients[0].contracts[0].change_windows", `null`), edit("unions", `[{"name":"both","of":["patch nights"]}]`)}, "unused unions"},
		{"used by a step", "2026-06-01", []auditEdit{
			edit("clients[0].contracts[0].change_windows", `null`), edit("policies[0].steps[0].wait_in", `"patch nights"`),
		}, ""},
		{"used by a plan", "2026-06-01", []auditEdit{
			edit("clients[0].contracts[0].change_windows", `null`), edit("clients[1].plans", `[{"plan":"onboarding","start":"2026-03-02","calendar":"patch nights"}]`),
		}, ""},
		{"used by all of a schedule", "2026-06-01", []auditEdit{edit("ladders[0].rungs[0].notify", `[{"all_of":"operations"}]`)}, ""},
		{"used by a contract", "2026-06-01", []auditEdit{
			edit("target_sets", `[{"name":"ours","source":"ours","targets":[{"kpi":"uptime","goal":"at least 99%"}]}]`), edit("clients[0].contracts[0].target_set", `"ours"`),
		}, ""},
	}
	for _, test := range tests {
		if got := foundOf(t, catalog.CheckDates, test.on, test.edits...); got != test.want {
			t.Errorf("%s: on %s an audit finds %q, want %q", test.name, test.on, got, test.want)
		}
	}
}
