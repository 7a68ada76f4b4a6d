package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

func TestCheckExceptions(t *testing.T) {
	const at = "clients[1].contracts[0].exceptions[0]"
	const (
		share   = "warning; exceptions_share; audit.exceptions; exceptions"
		free    = "warning; exception_without_price; " + at + "; zeta / night shift"
		endless = "warning; exception_without_end; " + at + "; zeta / night shift"
		expired = "info; exception_expired; " + at + "; zeta / night shift"
		nothing = "warning; exception_of_nothing; " + at + "; zeta / night shift"
	)
	// One of 7 arrangements is an exception: 14.2857…%.
	unpriced := func(edits ...string) []string {
		return append([]string{at + ".price", "null", at + ".complexity", "null", at + ".goals", "null"}, edits...)
	}
	auditTable{
		{"a larger share", []string{"audit.exceptions", `"14.2857%"`}, []string{share}},
		{"a smaller share", []string{"audit.exceptions", `"14.2858%"`}, nil},
		{"of all services", []string{at + ".services", "null", "audit.exceptions", `"42.8571%"`}, []string{share}},
		{"of all services, as many as there may be", []string{at + ".services", "null", "audit.exceptions", `"42.8572%"`}, nil},
		{"about a service that the client has not", []string{at + ".services", `["vulnerability scanning"]`, "audit.exceptions", `"0.1%"`}, nil},
		{"ends on the date", []string{at + ".until", `"2026-06-01"`, "audit.exceptions", `"0.1%"`}, []string{expired}},
		{"ends the day after", []string{at + ".until", `"2026-06-02"`}, nil},
		{"begins the day after, without an end", []string{at + ".from", `"2026-06-02"`, at + ".until", "null", "audit.exceptions", `"0.1%"`}, []string{endless}},
		{"is over, and was free", unpriced(at+".until", `"2026-05-01"`), []string{expired}},
		{"a contract that is over", []string{"clients[1].contracts[0].until", `"2026-06-01"`, "clients[1].contracts[0].exceptions[0].until", "null"}, nil},
		{"nothing, and for ever", unpriced(at+".until", "null"), []string{nothing}},
		{"a goal for nothing", unpriced(at+".goals", `[{"metric":"first_response","targets":[{"span":{"within":"1h"},"calendar":"24x7"}]}]`), []string{free}},
		{"work for nothing, and for ever", unpriced(at+".terms", `[{"work":["project"],"cover":"included"}]`, at+".until", "null"), []string{endless, free}},
		{"an approval for nothing", unpriced(at+".terms", `[{"cover":"needs_approval"}]`), []string{free}},
		{"an approval that is paid", unpriced(at+".terms", `[{"cover":"needs_approval","price":"engineer"}]`), nil},
		{"work that is billed", unpriced(at+".terms", `[{"cover":"billable","price":"engineer"}]`), nil},
		{"work that is not done", unpriced(at+".terms", `[{"cover":"excluded"}]`), nil},
	}.run(t, catalog.CheckExceptions)
}

// A share that equals the limit is within it, in tenths too: one of ten.
func TestExceptionsShareIsInclusive(t *testing.T) {
	services, edits := `"help desk"`, []string{"audit", "null", "tiers[1].adds", `["proactive maintenance"]`, "clients[0].contracts[0].services", "null", "tiers[0].adds", `["basic help desk"]`}
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		edits = append(edits, "services[+]", `{"name":"`+name+`","description":"one of ten","category":"cloud","owner":"fay","team":"desk","criticality":"tier_3","hours":"client","kpis":["uptime"]}`)
		services += `,"` + name + `"`
	}
	// acme has help desk, patch management and eight more; help desk is an exception.
	edits = append(edits, "services[1].within", `["basic help desk"]`, "services[2].within", "null", "clients[0].contracts[0].services", "["+services+"]",
		"clients[0].contracts[0].exceptions", `[{"name":"x","reason":"r","approver":"fay","until":"2027-01-01","services":["help desk"],"price":"silver seat","complexity":"1"}]`,
		"clients[1]", "null")
	if got := checkFinds(t, sampleWith(t, edits...), "2026-06-01", catalog.CheckExceptions); len(got) > 0 {
		t.Errorf("one of ten: %v", got)
	}
	edits = append(edits, "clients[0].contracts[0].exceptions[0].services[+]", `"a"`)
	if got := checkFinds(t, sampleWith(t, edits...), "2026-06-01", catalog.CheckExceptions); len(got) != 1 {
		t.Errorf("two of ten: %v", got)
	}
}
