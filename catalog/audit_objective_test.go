package catalog_test

import (
	"strings"
	"testing"

	"github.com/mspkit/msp/catalog"
)

// What the help desk aims at, in tier 1 within 15 minutes and in tier 3 by the next business
// day, against what is promised to acme, in Boston alone.
func TestAuditObjective(t *testing.T) {
	tests := []struct{ name, criticality, hours, target, want string }{
		{"15 minutes round the clock", "tier_1", "24x7", `{"span":{"within":"15m"},"calendar":"client"}`, ""},
		{"a nanosecond less is promised", "tier_1", "24x7", `{"span":{"within":"14m59.999999999s"},"calendar":"client"}`, "objective_looser silver / help desk"},
		{"until the next business day", "tier_1", "24x7", `{"span":{"next_business_day":{}},"calendar":"client"}`, ""},
		{"until the end of a later one", "tier_1", "24x7", `{"span":{"end_of_business_day":1},"calendar":"client"}`, ""},
		{"until the end of this one, which may be near", "tier_1", "24x7", `{"span":{"end_of_business_day":0},"calendar":"client"}`, "objective_not_comparable silver / help desk"},
		{"business days are another kind", "tier_1", "24x7", `{"span":{"business_days":1},"calendar":"client"}`, "objective_not_comparable silver / help desk"},
		{"in tier 2 nothing is aimed at", "tier_2", "client", `{"span":{"within":"1m"},"calendar":"client"}`, ""},
		{"the same", "tier_3", "client", `{"span":{"next_business_day":{}},"calendar":"client"}`, ""},
		{"an office that has no Saturday", "tier_3", "office", `{"span":{"next_business_day":{}},"calendar":"client"}`, "objective_looser silver / help desk"}, // of a Friday, on Saturday
		{"one that closes later, when nobody counts", "tier_3", "extended", `{"span":{"next_business_day":{}},"calendar":"client"}`, "objective_not_comparable silver / help desk"},
		{"less than a business day", "tier_3", "client", `{"span":{"within":"9h"},"calendar":"client"}`, "objective_looser silver / help desk"},
		{"long enough for all, which is not proved", "tier_3", "client", `{"span":{"within":"100h"},"calendar":"client"}`, "objective_not_comparable silver / help desk"},
	}
	for _, test := range tests {
		found := foundOf(t, catalog.CheckObjective, "2026-06-01", edit("clients[1]", "null"), edit("clients[0].sites", "null"), edit("services[2].criticality", `"tier_2"`), edit("tiers[0].goals[0]", "null"),
			edit("services[0].criticality", `"`+test.criticality+`"`), edit("services[0].hours", `"`+test.hours+`"`),
			edit("tiers[1].goals", `[{"metric":"first_response","targets":[`+test.target+`]}]`))
		if found != test.want {
			t.Errorf("%s: an audit finds %q, want %q", test.name, found, test.want)
		}
	}
}

func TestAuditObjectiveOfContracts(t *testing.T) {
	tests := []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		{"P1 alone", []auditEdit{
			edit("clients[1]", "null"), edit("services[0].criticality", `"tier_1"`), edit("services[0].hours", `"24x7"`), edit("services[2].criticality", `"tier_2"`),
			edit("tiers[1].goals[0].targets", `[{"priority":"P1","span":{"within":"5m"},"calendar":"client"},{"priority":"P2","span":{"within":"10m"},"calendar":"client"},{"span":{"within":"1h"},"calendar":"client"}]`),
		}, `the objective is looser than first_response (P1, P2) of tier "silver", for 1 client: 15m for 5m: opened Mon 2026-06-01 08:00 EDT, the objective has until 08:15 and the promise until 08:05`},
		{"without a tier criticality is the promise", []auditEdit{
			edit("clients[1]", "null"), edit("clients[0].contracts[0].tier", "null"), edit("clients[0].contracts[0].services", `["help desk"]`), edit("services[0].criticality", `"tier_3"`),
		}, ""},
		{"what is excluded is not promised", []auditEdit{
			edit("clients[1]", "null"), edit("clients[0].contracts[0].terms", `[{"services":["help desk"],"cover":"excluded"}]`), edit("services[0].criticality", `"tier_1"`),
		}, ""},
	}
	for _, test := range tests {
		var got strings.Builder
		for _, f := range catalogOf(t, test.edits...).Audit(on2026).Findings {
			if f.Check == catalog.CheckObjective {
				got.WriteString(f.Why.String())
			}
		}
		if got.String() != test.want {
			t.Errorf("%s: an audit finds %q, want %q", test.name, got.String(), test.want)
		}
	}
}
