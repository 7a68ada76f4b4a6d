package catalog_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// A view is of its date: tiers, services and contracts as they are then.
func TestView(t *testing.T) {
	edits := []auditEdit{
		editAt("services[0].lifecycle", `[{"status":"active","from":"2026-01-01"},{"status":"deprecated","from":"2026-07-01"}]`),
		editAt("services[0].changes", `[{"from":"2026-07-01","owner":"gus","team":"operations","criticality":"tier_1","hours":"24x7","kpis":["k"],"activities":["patching"],"within":["x"],"includes":["y"],"excludes":["z"],`+
			`"terms":[{"cover":"excluded"}],"prices":["engineer"],"requires":["network monitoring"],"redundant":[{"of":["network monitoring"],"need":1}],"availability":"99%","maintenance":"patch nights","escalation":[{"policy":"standard"}]},`+
			`{"from":"2026-06-01","owner":"eli"}]`),
	}
	v := sampleOn(t, "2026-06-30", edits...)
	terms, status, ok := v.Service("help desk")
	if !ok || status != catalog.Active || terms.Owner != "eli" || terms.Team != "desk" || len(terms.Requires) > 0 {
		t.Errorf("Service = %v, %v, %t", terms, status, ok)
	}
	later := v.Catalog().On(msp.MustParseDate("2026-07-01"))
	terms, status, ok = later.Service("help desk")
	if !ok || status != catalog.Deprecated || terms.Owner != "gus" || terms.Team != "operations" || terms.Criticality.String() != "tier_1" || terms.Hours != "24x7" ||
		terms.KPIs[0] != "k" || terms.Activities[0] != "patching" || terms.Within[0] != "x" || terms.Includes[0] != "y" || terms.Excludes[0] != "z" || terms.Terms[0].Cover != catalog.Excluded ||
		terms.Prices[0] != "engineer" || terms.Requires[0] != "network monitoring" || terms.Redundant[0].Need != 1 || terms.Availability.String() != "99%" || terms.Maintenance != "patch nights" || terms.Escalation[0].Policy != "standard" {
		t.Errorf("Service in July = %v, %v, %t", terms, status, ok)
	}
	if _, _, ok := v.Service("coffee"); ok {
		t.Error("there is coffee")
	}
	if v.Date() != msp.MustParseDate("2026-06-30") || later.Date() != msp.MustParseDate("2026-07-01") {
		t.Errorf("the dates are %v and %v", v.Date(), later.Date())
	}
	silver, _ := v.Tier("silver")
	then, ok := later.Tier("silver")
	if !ok || silver.Diff(then).IsZero() || then.On() != later.Date() {
		t.Error("silver is in July what it was in June")
	}
	if _, ok := v.Tier("copper"); ok {
		t.Error("there is copper")
	}
	contract, ok := v.Contract("zeta")
	if !ok || contract.ID != "z1" {
		t.Errorf("Contract = %v, %t", contract.ID, ok)
	}
	for _, on := range []string{"2026-02-28", "2027-03-01"} {
		if _, ok := v.Catalog().On(msp.MustParseDate(on)).Contract("zeta"); ok {
			t.Errorf("zeta has a contract on %s", on)
		}
	}
	if _, ok := v.Contract("nobody"); ok {
		t.Error("nobody has a contract")
	}
	// Before all dates, and after them.
	for _, on := range []msp.Date{{}, msp.MustParseDate("9999-12-31")} {
		e := entitledTo(t, v.Catalog().On(on), "zeta / help desk / ")
		if e.Cover() != catalog.Excluded || e.InScope() || len(e.Prices()) > 0 {
			t.Errorf("on %v zeta has %v", on, e.Cover())
		}
	}
}

// What an audit found can be asked for, and an acknowledgement is for a code, a subject
// and a while.
func TestAuditAnswers(t *testing.T) {
	a := catalog.Audit{Findings: []catalog.Finding{
		{Severity: msp.SeverityError, Check: catalog.CheckDates, Code: "a", Path: "clients[0]", Subject: "acme", Why: msp.NewReason("a", "{n} too many", msp.ReasonValue{Name: "n", Value: "2"}), Mend: "have fewer"},
		{Code: "b", Severity: msp.SeverityWarning, Acknowledged: &catalog.Acknowledgement{Reason: "for now", By: "fay", Until: dayOf("2027-01-01")}},
	}}
	if open := a.Open(); len(open) != 1 || open[0].Code != "a" {
		t.Errorf("Open = %v", open)
	}
	if of := a.Of("b"); len(of) != 1 || of[0].Code != "b" || len(a.Findings) != 2 {
		t.Errorf("Of = %v", of)
	}
	if got, want := a.Findings[0].String(), "error: acme: 2 too many. Mend: have fewer"; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
	if got, want := a.Findings[1].String(), "warning: :  (acknowledged until 2027-01-01 by fay: for now)"; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
	data, err := a.Findings[0].MarshalJSON()
	if want := `{"severity":"error","check":"dates","code":"a","path":"clients[0]","subject":"acme","why":{"code":"a","text":"2 too many","values":{"n":"2"}},"mend":"have fewer"}`; err != nil || string(data) != want {
		t.Errorf("MarshalJSON = %s, %v, want %s", data, err, want)
	}
}

func TestAcknowledgementCovers(t *testing.T) {
	a := catalog.Acknowledgement{Code: "late", Subject: "acme", Until: dayOf("2027-01-01")}
	all := catalog.Acknowledgement{Code: "late", Until: dayOf("2027-01-01")}
	for _, tt := range []struct {
		a       catalog.Acknowledgement
		code    msp.Code
		subject string
		on      string
		want    bool
	}{
		{a, "late", "acme", "2026-12-31", true},
		{a, "late", "acme", "2027-01-01", false},
		{a, "early", "acme", "2026-12-31", false},
		{a, "late", "acme / help desk / P1", "2026-12-31", true},
		{a, "late", "acme / ", "2026-12-31", true},
		{a, "late", "acme /", "2026-12-31", false},
		{a, "late", "acme corp", "2026-12-31", false},
		{a, "late", "acm", "2026-12-31", false},
		{a, "late", "", "2026-12-31", false},
		{all, "late", "zeta / help desk", "2026-12-31", true},
		{all, "late", "", "2026-12-31", true},
		{catalog.Acknowledgement{Code: "late"}, "late", "", "2026-12-31", false},
	} {
		if got := tt.a.Covers(tt.code, tt.subject, dayOf(tt.on)); got != tt.want {
			t.Errorf("%v covers %s of %q on %s: %t", tt.a, tt.code, tt.subject, tt.on, got)
		}
	}
	if s := (catalog.AuditSpec{}).WithDefaults(); s.Margin.Sign() != 0 || s.MarginSpread.String() != "15%" || s.Exceptions.String() != "10%" {
		t.Errorf("the defaults are %v", s)
	}
	own := catalog.AuditSpec{Margin: msp.MustParsePercent("1%"), MarginSpread: msp.MustParsePercent("2%"), Exceptions: msp.MustParsePercent("3%")}
	if own.WithDefaults() != own {
		t.Errorf("what is stated becomes %v", own.WithDefaults())
	}
}
