package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

func TestAuditStaffing(t *testing.T) {
	band := func(to string) auditEdit { return edit("teams[0].band", to) }
	load := func(to string) auditEdit { return edit("teams[0].load", to) }
	tests := []struct {
		name  string
		edits []auditEdit
		want  string
	}{
		// 37 users and 3 people: 12 1/3 for each.
		{"within", []auditEdit{band(`{"counts":"user","low":"5","high":"13"}`)}, ""},
		{"the high end", []auditEdit{band(`{"counts":"user","low":"5","high":"12"}`), edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"24"}]`)}, ""},
		{"part of a unit more", []auditEdit{band(`{"counts":"user","low":"5","high":"12"}`), edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"24.001"}]`)}, "overloaded desk"},
		{"the low end", []auditEdit{band(`{"counts":"user","low":"12","high":"13"}`), edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"24"}]`)}, ""},
		{"one unit less", []auditEdit{band(`{"counts":"user","low":"12","high":"13"}`), edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"23"}]`)}, "underloaded desk"},
		{"no number is right", []auditEdit{band(`{"counts":"user","low":"30","high":"31"}`)}, "underloaded desk"},
		{"nothing is counted", []auditEdit{band(`{"counts":"endpoint","low":"5","high":"12"}`)}, ""},
		{"nobody is known", []auditEdit{band(`{"counts":"user","low":"5","high":"12"}`), edit("teams[0].people", "null")}, ""},
		{"a flat team that is too large", []auditEdit{band(`{"counts":"people","low":"1","high":"2","flat":true}`)}, "underloaded desk"},
		{"a flat team", []auditEdit{band(`{"counts":"people","low":"3","high":"3","flat":true}`)}, ""},
		// 12 tickets an hour of 15 minutes are work for 3 people.
		{"as much work as people", []auditEdit{load(`{"per_hour":"12","handle":"15m","on_duty":3}`)}, "desk_never_clear desk"},
		{"a little less work", []auditEdit{load(`{"per_hour":"11.9","handle":"15m","on_duty":3}`)}, "desk_too_small desk"},
		{"95 % are enough", []auditEdit{load(`{"per_hour":"12","handle":"15m","on_duty":4}`)}, ""},
		{"as many as needed", []auditEdit{load(`{"per_hour":"12","handle":"15m","on_duty":5,"share":"99.5%"}`)}, ""},
		{"nothing arrives", []auditEdit{load(`{"per_hour":"0","handle":"15m","on_duty":1}`)}, ""},
		{"more than can be estimated", []auditEdit{load(`{"per_hour":"999999999999999999","handle":"15m","on_duty":1}`)}, ""},
		{"no response is promised", []auditEdit{
			load(`{"per_hour":"12","handle":"15m","on_duty":4,"share":"99.9999%"}`), edit("tiers[0].goals[0]", "null"), edit("tiers[1].goals", "null"),
			edit("tiers[1].changes", "null"), edit("clients[1].contracts[0].exceptions", "null"),
		}, ""},
		{"by the next business day", []auditEdit{
			load(`{"per_hour":"12","handle":"15m","on_duty":4,"share":"99.9999%"}`), edit("tiers[1].goals[0].targets[0].span", `{"next_business_day":{}}`),
			edit("clients[1].contracts[0].exceptions", "null"),
		}, ""},
		{"for nobody", []auditEdit{
			load(`{"per_hour":"12","handle":"15m","on_duty":4,"share":"99.9999%"}`), edit("clients", "null"),
		}, ""},
		{"excluded for all", []auditEdit{
			load(`{"per_hour":"12","handle":"15m","on_duty":4,"share":"99.9999%"}`), edit("clients[1]", "null"), edit("clients[0].contracts[0].terms", `[{"cover":"excluded"}]`),
		}, ""},
		{"nobody waits for the client's people", []auditEdit{load(`{"per_hour":"12","handle":"15m","on_duty":3}`), edit("teams[0].side", `"client"`)}, ""},
	}
	for _, test := range tests {
		if got := foundOf(t, catalog.CheckStaffing, "2026-06-01", test.edits...); got != test.want {
			t.Errorf("%s: an audit finds %q, want %q", test.name, got, test.want)
		}
	}
}

// The tightest promise for what the team delivers is that of P1.
func TestAuditStaffingPromise(t *testing.T) {
	found := catalogOf(t, edit("teams[0].load", `{"per_hour":"12","handle":"15m","on_duty":4}`), edit("tiers[1].goals[0].targets[+]", `{"priority":"P1","span":{"within":"5m"},"calendar":"client"}`)).
		Audit(on2026).Of(catalog.CodeDeskTooSmall)
	if len(found) != 1 {
		t.Fatalf("an audit finds %v, want one", found)
	}
	// Erlang's C of 3 and 4 is 0.5094, and e^(−1/3) of these wait longer.
	want := "of 12 tickets an hour of 15m an estimated 63.4% are answered within 5m by 4 on duty, and not 95%, which need 6 (acme, help desk, P1)"
	if got := found[0].Why.String(); got != want {
		t.Errorf("an audit says\n%s, want\n%s", got, want)
	}
}
