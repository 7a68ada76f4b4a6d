package catalog_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// paths of the sample.
const (
	acmeContract = "clients[0].contracts[0]."
	zetaContract = "clients[1].contracts[0]."
)

// sampleOn returns the sample with edits made to it, on a date.
func sampleOn(tb testing.TB, on string, edits ...auditEdit) catalog.View {
	tb.Helper()
	model, err := catalog.Parse(edited(tb, document(tb, "core.json"), edits), msp.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c.On(msp.MustParseDate(on))
}

// entitledTo returns the answer to "client / service / work" or "client / site / service / work".
func entitledTo(tb testing.TB, v catalog.View, request string) catalog.Entitlement {
	tb.Helper()
	parts := strings.Split(request, " / ")
	if len(parts) == 3 {
		parts = slices.Insert(parts, 1, "")
	}
	e, err := v.Entitlement(catalog.Request{Client: parts[0], Site: parts[1], Service: parts[2], Work: parts[3]})
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// priceText returns a price as "engineer 150", or "" if there is none.
func priceText(e catalog.Entitlement) string {
	price, ok := e.Price()
	if !ok {
		return ""
	}
	return " at " + price.Name + " " + price.Price.Rate.String()
}

// The first that says something decides, and the reason says who it was.
func TestEntitlementCover(t *testing.T) {
	const (
		included = `[{"cover":"included","why":"agreed in June"}]`
		excluded = `[{"work":["project"],"cover":"excluded"}]`
		approval = `[{"work":["project"],"cover":"needs_approval","price":"silver seat","why":"ask first"}]`
		retired  = `[{"status":"active","from":"2026-01-01"},{"status":"deprecated","from":"2026-05-01"},{"status":"retired","from":"2026-06-01"}]`
	)
	tests := []struct {
		name    string
		edits   []auditEdit
		on      string
		request string
		want    string
		code    string
	}{
		{"in the tier", nil, "2026-06-01", "acme / help desk / incident", "included: basic help desk is in tier silver", catalog.ReasonTier},
		{"in the tier by its own name", []auditEdit{editAt("tiers[0].adds[2]", `"help desk"`)}, "2026-06-01", "acme / help desk / incident", "included: help desk is in tier silver", catalog.ReasonTier},
		{"in the tier by two inclusions", []auditEdit{editAt("services[0].within", `["nothing","patching","monitoring"]`)}, "2026-06-01", "acme / help desk / ", "included: patching is in tier silver", catalog.ReasonTier},
		{"in a tier by an alias", []auditEdit{editAt(acmeContract+"tier", `"Basic"`)}, "2026-06-01", "acme / help desk / incident", "included: basic help desk is in tier bronze", catalog.ReasonTier},
		{"no more in the tier", []auditEdit{editAt("tiers[0].changes", `[{"from":"2026-06-01","removes":["basic help desk"]}]`)}, "2026-06-01", "zeta / help desk / incident", "excluded: help desk is neither in tier silver nor à la carte", catalog.ReasonOutOfScope},
		{"a day before", []auditEdit{editAt("tiers[0].changes", `[{"from":"2026-06-01","removes":["basic help desk"]}]`)}, "2026-05-31", "zeta / help desk / incident", "included: basic help desk is in tier silver", catalog.ReasonTier},
		{"and in it again", []auditEdit{editAt("tiers[0].changes", `[{"from":"2026-06-02","adds":["basic help desk"]},{"from":"2026-06-01","removes":["basic help desk"]}]`)}, "2026-06-02", "zeta / help desk / incident", "included: basic help desk is in tier silver", catalog.ReasonTier},
		{"à la carte", nil, "2026-06-01", "acme / vulnerability scanning / incident", "included: contract 2026 has vulnerability scanning à la carte", catalog.ReasonALaCarte},
		{"in the tier and à la carte", []auditEdit{editAt(acmeContract+"services", `["help desk"]`)}, "2026-06-01", "acme / help desk / incident", "included: contract 2026 has help desk à la carte", catalog.ReasonALaCarte},
		{"out of scope, billed", []auditEdit{editAt(acmeContract+"services", "null")}, "2026-06-01", "acme / vulnerability scanning / incident", "billable at engineer 150: vulnerability scanning is neither in tier silver nor à la carte", catalog.ReasonOutOfScope},
		{"out of scope", nil, "2026-06-01", "zeta / vulnerability scanning / incident", "excluded: vulnerability scanning is neither in tier silver nor à la carte", catalog.ReasonOutOfScope},
		{"out of scope, without a tier", []auditEdit{editAt(acmeContract+"tier", "null")}, "2026-06-01", "acme / help desk / incident", "billable at engineer 150: contract 2026 does not have help desk", catalog.ReasonOutOfScope},
		{"out of scope, whatever the tier says", []auditEdit{editAt("tiers[1].terms", included)}, "2026-06-01", "zeta / vulnerability scanning / incident", "excluded: vulnerability scanning is neither in tier silver nor à la carte", catalog.ReasonOutOfScope},
		{"the service's term", nil, "2026-06-01", "acme / help desk / project", "billable at engineer 150: service help desk says so", catalog.ReasonServiceTerm},
		{"of the service as it is", []auditEdit{editAt("services[0].changes", `[{"from":"2026-06-01","terms":`+approval+`}]`)}, "2026-06-01", "acme / help desk / project", "needs_approval at silver seat 95: service help desk says so: ask first", catalog.ReasonServiceTerm},
		{"and was", []auditEdit{editAt("services[0].changes", `[{"from":"2026-06-01","terms":`+approval+`}]`)}, "2026-05-31", "acme / help desk / project", "billable at engineer 150: service help desk says so", catalog.ReasonServiceTerm},
		{"the tier's term", []auditEdit{editAt("tiers[1].terms", excluded)}, "2026-06-01", "acme / help desk / project", "excluded: tier silver says so", catalog.ReasonTierTerm},
		{"of other work", []auditEdit{editAt("tiers[1].terms", excluded)}, "2026-06-01", "acme / help desk / incident", "included: basic help desk is in tier silver", catalog.ReasonTier},
		{"of another service", []auditEdit{editAt("tiers[1].terms", `[{"services":["patch management"],"cover":"excluded"}]`)}, "2026-06-01", "acme / help desk / project", "billable at engineer 150: service help desk says so", catalog.ReasonServiceTerm},
		{"the term of the tier below", []auditEdit{editAt("tiers[0].terms", approval)}, "2026-06-01", "acme / help desk / project", "needs_approval at silver seat 95: tier silver says so: ask first", catalog.ReasonTierTerm},
		{"the tier's before that of the tier below", []auditEdit{editAt("tiers[0].terms", approval), editAt("tiers[1].terms", excluded)}, "2026-06-01", "acme / help desk / project", "excluded: tier silver says so", catalog.ReasonTierTerm},
		{"a change before what it changes", []auditEdit{editAt("tiers[1].terms", excluded), editAt("tiers[1].changes[0].terms", approval)}, "2026-07-01", "acme / help desk / project", "needs_approval at silver seat 95: tier silver says so: ask first", catalog.ReasonTierTerm},
		{"and not before its day", []auditEdit{editAt("tiers[1].terms", excluded), editAt("tiers[1].changes[0].terms", approval)}, "2026-06-30", "acme / help desk / project", "excluded: tier silver says so", catalog.ReasonTierTerm},
		{"the tier's term of what is à la carte", []auditEdit{editAt("tiers[1].terms", excluded)}, "2026-06-01", "acme / vulnerability scanning / project", "excluded: tier silver says so", catalog.ReasonTierTerm},
		{"the contract's term", []auditEdit{editAt(acmeContract+"terms", included), editAt("tiers[1].terms", excluded)}, "2026-06-01", "acme / help desk / project", "included: contract 2026 says so: agreed in June", catalog.ReasonContractTerm},
		{"the contract's term of what is out of scope", []auditEdit{editAt(zetaContract+"terms", included)}, "2026-06-01", "zeta / vulnerability scanning / project", "included: contract z1 says so: agreed in June", catalog.ReasonContractTerm},
		{"the exception's term", []auditEdit{editAt(zetaContract+"exceptions[0].terms", `[{"cover":"included"}]`), editAt(zetaContract+"terms", excluded)}, "2026-06-01", "zeta / help desk / project", "included: exception night shift: works at night", catalog.ReasonException},
		{"and why", []auditEdit{editAt(zetaContract+"exceptions[0].terms", included)}, "2026-06-01", "zeta / help desk / project", "included: exception night shift: agreed in June", catalog.ReasonException},
		{"the exception's term of another service", []auditEdit{editAt(zetaContract+"exceptions[0].terms", included)}, "2026-06-01", "zeta / patch management / project", "included: patching is in tier silver", catalog.ReasonTier},
		{"an exception of all services", []auditEdit{editAt(zetaContract+"exceptions[0].terms", included), editAt(zetaContract+"exceptions[0].services", "null")}, "2026-06-01", "zeta / patch management / project", "included: exception night shift: agreed in June", catalog.ReasonException},
		{"an exception on its first day", []auditEdit{editAt(zetaContract+"exceptions[0].terms", included), editAt(zetaContract+"exceptions[0].from", `"2026-06-01"`)}, "2026-06-01", "zeta / help desk / project", "included: exception night shift: agreed in June", catalog.ReasonException},
		{"an exception that has not begun", []auditEdit{editAt(zetaContract+"exceptions[0].terms", included), editAt(zetaContract+"exceptions[0].from", `"2026-06-02"`)}, "2026-06-01", "zeta / help desk / project", "billable at engineer 150: service help desk says so", catalog.ReasonServiceTerm},
		{"an exception that is over", []auditEdit{editAt(zetaContract+"exceptions[0].terms", included), editAt(zetaContract+"exceptions[0].until", `"2026-06-01"`)}, "2026-06-01", "zeta / help desk / project", "billable at engineer 150: service help desk says so", catalog.ReasonServiceTerm},
		{"the first of two exceptions", []auditEdit{
			editAt(zetaContract+"exceptions[0].terms", excluded), editAt(zetaContract+"exceptions[+]", `{"name":"all","reason":"x","approver":"y","terms":[{"cover":"included"}]}`),
		}, "2026-06-01", "zeta / help desk / project", "excluded: exception night shift: works at night", catalog.ReasonException},
		{"the second, of other work", []auditEdit{
			editAt(zetaContract+"exceptions[0].terms", excluded), editAt(zetaContract+"exceptions[+]", `{"name":"all","reason":"x","approver":"y","terms":[{"cover":"included"}]}`),
		}, "2026-06-01", "zeta / help desk / incident", "included: exception all: x", catalog.ReasonException},
		{"a price that an exception changes", []auditEdit{editAt(zetaContract+"terms", approval)}, "2026-06-01", "zeta / patch management / project", "needs_approval at silver seat 118.75: contract z1 says so: ask first", catalog.ReasonContractTerm},
		{"deprecated", []auditEdit{editAt("services[0].lifecycle", retired)}, "2026-05-31", "acme / help desk / incident", "included: basic help desk is in tier silver", catalog.ReasonTier},
		{"retired", []auditEdit{editAt("services[0].lifecycle", retired)}, "2026-06-01", "acme / help desk / incident", "excluded: help desk is retired on 2026-06-01", catalog.ReasonNotActive},
		{"a draft", []auditEdit{editAt("services[0].lifecycle", retired)}, "2025-12-31", "acme / help desk / incident", "excluded: acme has no contract on 2025-12-31", catalog.ReasonNoContract},
		{"a draft for a contract", []auditEdit{editAt("services[0].lifecycle", `[{"status":"active","from":"2026-06-02"}]`)}, "2026-06-01", "acme / help desk / incident", "excluded: help desk is draft on 2026-06-01", catalog.ReasonNotActive},
		{"a draft on the day of a pin", []auditEdit{editAt("services[0].lifecycle", `[{"status":"active","from":"2026-07-01"}]`)}, "2026-08-01", "zeta / help desk / incident", "excluded: help desk is draft on 2026-06-30", catalog.ReasonNotActive},
		{"the first day of a contract", nil, "2026-01-01", "acme / help desk / incident", "included: basic help desk is in tier silver", catalog.ReasonTier},
		{"the last day of a contract", nil, "2027-02-28", "zeta / help desk / incident", "included: basic help desk is in tier silver", catalog.ReasonTier},
		{"the day after a contract", nil, "2027-03-01", "zeta / help desk / incident", "excluded: zeta has no contract on 2027-03-01", catalog.ReasonNoContract},
		{"no contract at all", []auditEdit{editAt("clients[1].contracts", "null")}, "2026-06-01", "zeta / help desk / incident", "excluded: zeta has no contract on 2026-06-01", catalog.ReasonNoContract},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := entitledTo(t, sampleOn(t, tt.on, tt.edits...), tt.request)
			if got := e.Cover().String() + priceText(e) + ": " + e.Reason().String(); got != tt.want {
				t.Errorf("%s on %s is %s, want %s", tt.request, tt.on, got, tt.want)
			}
			if got := e.Reason().Code(); got != tt.code {
				t.Errorf("the code is %s, want %s", got, tt.code)
			}
		})
	}
}

// goalsText returns the headline of each goal, in which hours, and where it is from.
func goalsText(v catalog.View, e catalog.Entitlement) string {
	goals, reasons := e.Goals()
	var lines []string
	for i, g := range goals {
		target, ok := g.Targets().For(0, instantAt("2026-06-01T12:00:00Z"))
		text := "no headline"
		if ok {
			text = strings.TrimPrefix(target.Span().String(), "within ") + " in " + calendarName(v, target.Calendar())
		}
		lines = append(lines, text+": "+reasons[i].String())
	}
	return strings.Join(lines, "; ")
}

// calendarName returns the name of a calendar of the sample.
func calendarName(v catalog.View, c calendar.Calendar) string {
	for _, name := range []string{"24x7", "office", "extended", "boston", "berlin"} {
		if found, _ := v.Catalog().Calendar(name); found == c {
			return name
		}
	}
	return ""
}

// Goals are those of the nearest that states them, in the hours of the nearest that has
// some.
func TestEntitlementGoals(t *testing.T) {
	goal := func(metric, span, hours string) string {
		return `[{"metric":"` + metric + `","targets":[{"span":{"within":"` + span + `"},"calendar":"` + hours + `"}]}]`
	}
	exception := func(name, services, goals string) auditEdit {
		return editAt(zetaContract+"exceptions[+]", `{"name":"`+name+`","reason":"x","approver":"y","services":`+services+`,"goals":`+goals+`}`)
	}
	tests := []struct {
		name    string
		edits   []auditEdit
		on      string
		request string
		want    string
		hours   string
	}{
		{"of the tier", nil, "2026-06-30", "acme / help desk / ", "4h in boston: first_response, of the tier; 72h in boston: resolution, of the tier", "boston, of the client"},
		{"as it is", nil, "2026-07-01", "acme / help desk / ", "2h in boston: first_response, of the tier; 72h in boston: resolution, of the tier", "boston, of the client"},
		{"of a site", nil, "2026-07-01", "acme / berlin / help desk / ", "2h in berlin: first_response, of the tier; 72h in berlin: resolution, of the tier", "berlin, of the site"},
		{"in the hours of the contract", []auditEdit{editAt(acmeContract+"calendar", `"24x7"`)}, "2026-07-01", "acme / help desk / ", "2h in 24x7: first_response, of the tier; 72h in 24x7: resolution, of the tier", "24x7, of the contract"},
		{"in those of the tier", nil, "2026-07-01", "zeta / patch management / ", "4h in extended: first_response, of the tier; 72h in extended: resolution, of the tier", "extended, of the tier"},
		{"of the contract", []auditEdit{editAt(acmeContract+"goals", goal("resolution", "30h", "office"))}, "2026-07-01", "acme / help desk / ", "2h in boston: first_response, of the tier; 30h in office: resolution, of the contract", "boston, of the client"},
		{"and what the tier has not", []auditEdit{editAt(acmeContract+"goals", goal("periodic_update", "1h", "client"))}, "2026-07-01", "acme / help desk / ", "2h in boston: first_response, of the tier; 72h in boston: resolution, of the tier; 1h in boston: periodic_update, of the contract", "boston, of the client"},
		{"of an exception", nil, "2026-07-01", "zeta / help desk / ", "1h in 24x7: first_response, of the exception night shift; 72h in extended: resolution, of the tier", "extended, of the tier"},
		{"of an exception over a contract", []auditEdit{editAt(zetaContract+"goals", goal("first_response", "3h", "client"))}, "2026-07-01", "zeta / help desk / ", "1h in 24x7: first_response, of the exception night shift; 72h in extended: resolution, of the tier", "extended, of the tier"},
		{"of an exception of all services", []auditEdit{exception("all", "[]", goal("resolution", "9h", "client"))}, "2026-07-01", "zeta / patch management / ", "4h in extended: first_response, of the tier; 9h in extended: resolution, of the exception all", "extended, of the tier"},
		{"of two exceptions", []auditEdit{exception("all", "[]", goal("resolution", "9h", "client"))}, "2026-07-01", "zeta / help desk / ", "1h in 24x7: first_response, of the exception night shift; 9h in extended: resolution, of the exception all", "extended, of the tier"},
		{"of the first of two", []auditEdit{exception("all", "[]", goal("first_response", "30m", "client"))}, "2026-07-01", "zeta / help desk / ", "1h in 24x7: first_response, of the exception night shift; 72h in extended: resolution, of the tier", "extended, of the tier"},
		{"of the first of two of a service", []auditEdit{exception("more", `["help desk"]`, goal("first_response", "30m", "client"))}, "2026-07-01", "zeta / help desk / ", "1h in 24x7: first_response, of the exception night shift; 72h in extended: resolution, of the tier", "extended, of the tier"},
		{"of the first of two of all", []auditEdit{exception("a", "[]", goal("resolution", "9h", "client")), exception("b", "[]", goal("resolution", "8h", "client"))}, "2026-07-01", "zeta / patch management / ", "4h in extended: first_response, of the tier; 9h in extended: resolution, of the exception a", "extended, of the tier"},
		{"nothing for what is excluded", nil, "2026-07-01", "zeta / vulnerability scanning / ", "", "extended, of the tier"},
		{"something for what is billed", []auditEdit{editAt(acmeContract+"services", "null")}, "2026-07-01", "acme / vulnerability scanning / ", "2h in boston: first_response, of the tier; 72h in boston: resolution, of the tier", "boston, of the client"},
		{"of the criticality", []auditEdit{editAt(acmeContract+"tier", "null"), editAt(acmeContract+"services", `["help desk"]`)}, "2026-07-01", "acme / berlin / help desk / ", "end of next business day in berlin: first_response, of the criticality", "berlin, of the site"},
		{"in the service's hours", []auditEdit{editAt(acmeContract+"tier", "null"), editAt(acmeContract+"services", `["network monitoring"]`)}, "2026-07-01", "acme / network monitoring / ", "15m in 24x7: first_response, of the criticality", "boston, of the client"},
		{"of a criticality without a response", []auditEdit{editAt(acmeContract+"tier", "null")}, "2026-07-01", "acme / vulnerability scanning / ", "", "boston, of the client"},
		{"of a contract without a tier", []auditEdit{editAt(acmeContract+"tier", "null"), editAt(acmeContract+"goals", goal("resolution", "30h", "client"))}, "2026-07-01", "acme / vulnerability scanning / ", "30h in boston: resolution, of the contract", "boston, of the client"},
		{"nothing of a tier without goals", []auditEdit{editAt("tiers[0].goals", "null"), editAt("tiers[1].goals", "null"), editAt("tiers[1].changes", "null")}, "2026-07-01", "acme / network monitoring / ", "", "boston, of the client"},
		{"nothing before a contract", nil, "2025-07-01", "acme / help desk / ", "", "boston, of the client"},
		{"no hours before a contract", nil, "2025-07-01", "zeta / help desk / ", "", "nothing is stated"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := sampleOn(t, tt.on, tt.edits...)
			e := entitledTo(t, v, tt.request)
			if got := goalsText(v, e); got != tt.want {
				t.Errorf("goals of %s on %s:\n%s, want\n%s", tt.request, tt.on, got, tt.want)
			}
			if _, why := e.Hours(); why.String() != tt.hours {
				t.Errorf("hours of %s on %s: %s, want %s", tt.request, tt.on, why, tt.hours)
			}
			goals, _ := e.Goals()
			for _, g := range goals {
				if found, ok := e.Goal(g.Name()); !ok || found.Name() != g.Name() {
					t.Errorf("Goal(%q) = %v, %t", g.Name(), found.Name(), ok)
				}
			}
			if _, ok := e.Goal("nothing"); ok {
				t.Error(`there is a goal "nothing"`)
			}
		})
	}
}

// Two clients of one tier and hours, of whom one has goals of its own, have each theirs.
func TestEntitlementGoalsAreNotShared(t *testing.T) {
	own := editAt("clients[1].contracts[0].goals", `[{"metric":"resolution","targets":[{"span":{"within":"1h"},"calendar":"client"}]}]`)
	hours := editAt("clients[1].calendar", `"boston"`)
	pin := editAt("clients[1].contracts[0].pinned", "null")
	for _, edits := range [][]auditEdit{{own, hours, pin}, {hours, pin, own, editAt("clients[+]", `{"name":"third","calendar":"boston","contracts":[{"id":"t","from":"2026-01-01","tier":"silver"}]}`)}} {
		v := sampleOn(t, "2026-07-01", edits...)
		for client, want := range map[string]string{
			"acme":  "2h in boston: first_response, of the tier; 72h in boston: resolution, of the tier",
			"zeta":  "2h in boston: first_response, of the tier; 1h in boston: resolution, of the contract",
			"third": "2h in boston: first_response, of the tier; 72h in boston: resolution, of the tier",
		} {
			if client == "third" && len(edits) == 3 {
				continue
			}
			if got := goalsText(v, entitledTo(t, v, client+" / patch management / ")); got != want {
				t.Errorf("goals of %s: %s, want %s", client, got, want)
			}
		}
	}
}

func TestEntitlementRest(t *testing.T) {
	v := sampleOn(t, "2026-06-01", editAt("tiers[0].uptime", `"99.5%"`))
	e := entitledTo(t, v, "acme / vulnerability scanning / ")
	if uptime, ok := e.Uptime(); !ok || uptime.String() != "99.5%" {
		t.Errorf("Uptime = %v, %t", uptime, ok)
	}
	if o, ok := e.Objective(); !ok || o.Uptime.String() != "99.5%" || o.Response != nil {
		t.Errorf("Objective = %v, %t", o, ok)
	}
	if o, ok := entitledTo(t, v, "acme / network monitoring / ").Objective(); !ok || o.Uptime.String() != "99.9%" || o.Response.String() != "within 15m" {
		t.Errorf("Objective of tier 1 = %v, %t", o, ok)
	}
	if o, ok := entitledTo(t, v, "acme / help desk / ").Objective(); !ok || o.Uptime.String() != "99%" || o.Response.String() != "end of next business day" {
		t.Errorf("Objective of tier 3 = %v, %t", o, ok)
	}
	prices := func(e catalog.Entitlement) string {
		var all []string
		for _, p := range e.Prices() {
			all = append(all, p.Name+" "+p.Price.Rate.String())
		}
		return strings.Join(all, ", ")
	}
	for request, want := range map[string]string{
		"acme / help desk / ": "silver seat 95", "acme / vulnerability scanning / ": "engineer 150", "zeta / help desk / ": "silver seat 118.75", "zeta / vulnerability scanning / ": "",
	} {
		if got := prices(entitledTo(t, v, request)); got != want {
			t.Errorf("Prices of %s = %s, want %s", request, got, want)
		}
	}
	both := sampleOn(t, "2026-06-01", editAt("tiers[0].adds[+]", `"vulnerability scanning"`))
	if got := prices(entitledTo(t, both, "acme / vulnerability scanning / ")); got != "silver seat 95, engineer 150" {
		t.Errorf("Prices in the tier and à la carte = %s", got)
	}
	tier, ok := entitledTo(t, sampleOn(t, "2026-08-01"), "zeta / help desk / ").Tier()
	if !ok || tier.Name() != "silver" || tier.On().String() != "2026-06-30" {
		t.Errorf("Tier = %v on %v, %t, want that of the pin", tier.Name(), tier.On(), ok)
	}
	if tier, ok := entitledTo(t, v, "acme / help desk / ").Tier(); !ok || tier.On().String() != "2026-06-01" {
		t.Errorf("Tier of the day is on %v, %t", tier.On(), ok)
	}
	// In one edition of the catalogue each has the date of its own.
	same := sampleOn(t, "2026-08-01", editAt("tiers[1].changes", "null"))
	for client, want := range map[string]string{"acme": "2026-08-01", "zeta": "2026-06-30"} {
		if tier, ok := entitledTo(t, same, client+" / help desk / ").Tier(); !ok || tier.On().String() != want {
			t.Errorf("the tier of %s is on %v, want %s", client, tier.On(), want)
		}
	}
	draft := sampleOn(t, "2026-06-01", editAt("services[+]", `{"name":"x","lifecycle":[{"status":"draft","from":"2026-01-01"}]}`))
	if o, ok := entitledTo(t, draft, "acme / x / ").Objective(); ok {
		t.Errorf("Objective without a criticality = %v", o)
	}
	if got := entitledTo(t, v, "zeta / help desk / ").Exceptions(); len(got) != 1 || got[0].Name != "night shift" {
		t.Errorf("Exceptions = %v", got)
	}
	if got := entitledTo(t, v, "zeta / patch management / ").Exceptions(); len(got) != 0 {
		t.Errorf("Exceptions of another service = %v", got)
	}
	for request, want := range map[string]bool{"acme / help desk / ": true, "acme / vulnerability scanning / ": true, "zeta / vulnerability scanning / ": false} {
		if got := entitledTo(t, v, request).InScope(); got != want {
			t.Errorf("InScope of %s = %t", request, got)
		}
	}
	for request, want := range map[string]string{"acme / help desk / ": "boston", "acme / berlin / help desk / ": "berlin", "acme / berlin / network monitoring / ": "24x7"} {
		if got := calendarName(v, entitledTo(t, v, request).ServiceHours()); got != want {
			t.Errorf("ServiceHours of %s = %s, want %s", request, got, want)
		}
	}
}

func TestEntitlementWithoutTier(t *testing.T) {
	e := entitledTo(t, sampleOn(t, "2026-06-01", editAt(acmeContract+"tier", "null")), "acme / vulnerability scanning / ")
	if uptime, ok := e.Uptime(); !ok || uptime.String() != "99.5%" {
		t.Errorf("Uptime by criticality = %v, %t", uptime, ok)
	}
	if tier, ok := e.Tier(); ok {
		t.Errorf("Tier = %v", tier.Name())
	}
	excluded := entitledTo(t, sampleOn(t, "2026-06-01"), "zeta / vulnerability scanning / ")
	if uptime, ok := excluded.Uptime(); ok {
		t.Errorf("Uptime of what is excluded = %v", uptime)
	}
	if uptime, ok := entitledTo(t, sampleOn(t, "2026-06-01"), "acme / help desk / ").Uptime(); ok {
		t.Errorf("Uptime of a tier without = %v", uptime)
	}
}

// The first line that is for a ticket is taken: of the contract, the tier, the service,
// the model.
func TestEntitlementRoute(t *testing.T) {
	const line = `[{"name":"%s","when":{%s},"policy":"standard"}]`
	v := sampleOn(t, "2026-06-01",
		editAt("policies[0].steps[0].wait_in", `"client"`),
		editAt(acmeContract+"scope", `"co_managed"`),
		editAt(acmeContract+"escalation", fmt.Sprintf(line, "vip", `"vip":["true"]`)),
		editAt("tiers[1].escalation", fmt.Sprintf(line, "urgent", `"priority":["P1"],"tier":["silver"],"scope":["co_managed"]`)),
		editAt("tiers[0].escalation", fmt.Sprintf(line, "below", `"priority":["P1","P2"],"site":["berlin"]`)),
		editAt("services[0].escalation", fmt.Sprintf(line, "desk", `"category":["end_user"],"criticality":["tier_3"],"work":["project"],"service":["help desk"],"client":["acme"]`)),
	)
	for _, tt := range []struct {
		request    string
		priority   msp.Priority
		attributes map[string]string
		want       string
	}{
		{"acme / help desk / incident", msp.P3, nil, " standard, of the model"},
		{"acme / help desk / incident", msp.P3, map[string]string{"vip": "true"}, "vip standard, of the contract"},
		{"acme / help desk / incident", msp.P1, map[string]string{"vip": "true"}, "vip standard, of the contract"},
		{"acme / help desk / incident", msp.P1, nil, "urgent standard, of the tier"},
		{"acme / help desk / incident", 0, map[string]string{"priority": "P1"}, " standard, of the model"},
		{"acme / berlin / help desk / incident", msp.P1, nil, "urgent standard, of the tier"},
		{"acme / berlin / help desk / incident", msp.P2, nil, "below standard, of the tier"},
		{"acme / help desk / incident", msp.P2, nil, " standard, of the model"},
		{"acme / help desk / project", msp.P2, nil, "desk standard, of the service"},
		{"acme / help desk / project", 200, nil, "desk standard, of the service"},
		{"zeta / help desk / incident", msp.P1, nil, " standard, of the model"}, // whose scope is not stated
	} {
		r, ok := entitledTo(t, v, tt.request).Route(tt.priority, tt.attributes)
		if got := r.Line.Name + " " + r.Why().String(); !ok || got != tt.want {
			t.Errorf("Route of %s %v %v = %s, %t, want %s", tt.request, tt.priority, tt.attributes, got, ok, tt.want)
		}
		if r.Policy.Name() != "standard" || r.From == "model" && r.Ladders["resolution"].Name() != "warn" {
			t.Errorf("Route of %s goes to %v, %v", tt.request, r.Policy.Name(), r.Ladders)
		}
	}
	// Ten minutes from Sat 11:55 are 12:05 in Zeta's hours until 14:00, and Mon 08:05 in
	// Acme's until 12:00.
	opened := instantAt("2026-06-06T15:55:00Z")
	for request, want := range map[string]string{
		"acme / patch management / incident": "Mon 08:05", "zeta / patch management / incident": "Sat 12:05", "acme / berlin / patch management / incident": "Mon 09:10",
	} {
		r, ok := entitledTo(t, v, request).Route(msp.P3, nil)
		if !ok {
			t.Fatalf("no route of %s", request)
		}
		plan, err := r.Policy.Plan(opened)
		if err != nil {
			t.Fatal(err)
		}
		var entries []escalation.Entry
		for entry := range plan.All() {
			if entry.Action == escalation.Fired {
				entries = append(entries, entry)
			}
		}
		zone := "America/New_York"
		if strings.Contains(request, "berlin") {
			zone = "Europe/Berlin"
		}
		location, err := zones.Load(zone)
		if err != nil || len(entries) < 2 {
			t.Fatalf("%v, %v", entries, err)
		}
		if got := entries[1].At.In(location).Format("Mon 15:04"); got != want {
			t.Errorf("%s is escalated %s, want %s", request, got, want)
		}
	}
	none := sampleOn(t, "2026-06-01", editAt("escalation", "null"), editAt("services[0].escalation", `[{"when":{"vip":["true"]},"policy":"standard"}]`),
		editAt("services[1].escalation", `[{"queue":"x"}]`), editAt("services[2].escalation", `[{"queue":"x"}]`), editAt("services[3].escalation", `[{"queue":"x"}]`))
	if r, ok := entitledTo(t, none, "acme / help desk / incident").Route(msp.P1, nil); ok {
		t.Errorf("Route without one = %v", r)
	}
	if r, ok := entitledTo(t, none, "acme / patch management / incident").Route(msp.P1, nil); !ok || r.Policy.Name() != "" || r.Ladders != nil || r.Line.Queue != "x" {
		t.Errorf("Route to a queue = %v, %t", r, ok)
	}
}

func TestEntitlementUnknownNames(t *testing.T) {
	v := sampleOn(t, "2026-06-01")
	for want, r := range map[string]catalog.Request{
		`catalog: client "nobody": no client of the model`:      {Client: "nobody", Service: "help desk"},
		`catalog: site of acme "paris": no site of the client`:  {Client: "acme", Site: "paris", Service: "help desk"},
		`catalog: service "coffee": no service of the model`:    {Client: "acme", Service: "coffee"},
		`catalog: service "": no service of the model`:          {Client: "acme"},
		`catalog: site of zeta "berlin": no site of the client`: {Client: "zeta", Site: "berlin", Service: "help desk"},
	} {
		e, err := v.Entitlement(r)
		if !errors.Is(err, catalog.ErrUnknownName) || err.Error() != want || e != (catalog.Entitlement{}) {
			t.Errorf("Entitlement(%v): %v, want %s", r, err, want)
		}
	}
}

// The zero values have nothing in them, and answer.
func TestZeroCatalog(t *testing.T) {
	var e catalog.Entitlement
	goals, reasons := e.Goals()
	_, priced := e.Price()
	_, promised := e.Goal("resolution")
	_, up := e.Uptime()
	_, aims := e.Objective()
	route, routed := e.Route(msp.P1, map[string]string{"vip": "true"})
	_, tiered := e.Tier()
	_, why := e.Hours()
	if e.Cover() != 0 || e.Reason().String() != "" || goals != nil || reasons != nil || priced || promised || up || aims || routed || tiered || why.String() != "" ||
		e.InScope() || e.Exceptions() != nil || e.Prices() != nil || e.ServiceHours() != (calendar.Calendar{}) || route.From != "" {
		t.Error("the zero Entitlement is to something")
	}
	var v catalog.View
	if _, err := v.Entitlement(catalog.Request{}); !errors.Is(err, catalog.ErrUnknownName) {
		t.Errorf("the zero View: %v", err)
	}
	_, tiered = v.Tier("silver")
	_, _, served := v.Service("help desk")
	_, contracted := v.Contract("acme")
	if tiered || served || contracted || !v.Date().IsZero() || len(v.Audit().Findings) > 0 {
		t.Error("the zero View has something in it")
	}
	var c catalog.Catalog
	_, hours := c.Calendar("x")
	_, schedule := c.Schedule("x")
	_, ladder := c.Ladder("x")
	_, matrix := c.RACI(0)
	_, plan := c.Plan("x")
	_, set := c.TargetSet("x")
	if hours || schedule || ladder || matrix || plan || set || len(c.Clients())+len(c.Services())+len(c.Dates())+len(c.Activities())+len(c.Tiers().Names()) > 0 ||
		len(c.Audit(msp.MustParseDate("2026-06-01")).Findings) > 0 || len(v.Catalog().Clients()) > 0 {
		t.Error("the zero Catalog has something in it")
	}
	if diff := cmp.Diff([]string(nil), c.Tiers().UpgradePath("a", "b")); diff != "" {
		t.Error(diff)
	}
}

// Asking makes no garbage.
func TestEntitlementAllocates(t *testing.T) {
	v := sampleOn(t, "2026-06-01")
	r := catalog.Request{Client: "zeta", Service: "help desk", Work: "project"}
	if n := testing.AllocsPerRun(100, func() {
		if e, err := v.Entitlement(r); err != nil || e.Cover() != catalog.Billable {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("Entitlement allocates %v times", n)
	}
}
