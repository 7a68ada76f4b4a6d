package catalog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
)

// editAt is an edit of the sample: a path, and the JSON that then stands there.
func editAt(path, to string) auditEdit { return auditEdit{At: path, To: json.RawMessage(to)} }

// findingsOf returns the findings about a document, each as its path and code, and a
// warning as such.
func findingsOf(tb testing.TB, data []byte) []string {
	tb.Helper()
	model, err := catalog.Parse(data, msp.Limits{})
	if err != nil {
		tb.Fatalf("the document: %v", err)
	}
	issues := model.Validate(zones.Load)
	var lines []string
	for _, i := range issues {
		line := i.Path + " " + string(i.Code)
		if i.Severity != msp.SeverityError {
			line += " " + i.Severity.String()
		}
		lines = append(lines, line)
	}
	_, err = model.Compile(zones.Load)
	var found msp.Issues
	if bad := issues.Err() != nil; bad != (err != nil) || bad && (!errors.As(err, &found) || cmp.Diff(issues, found) != "") {
		tb.Errorf("Compile: %v, and the findings are %v", err, issues)
	}
	return lines
}

// Each edit of the sample, which has no findings, makes exactly the findings it says.
func TestModelFindings(t *testing.T) {
	const (
		acme  = "clients[0].contracts[0]."
		zeta  = "clients[1].contracts[0]."
		night = zeta + "exceptions[0]."
		civil = `[{"metric":"first_response","targets":[{"span":{"civil_days":1},"calendar":"client"}]}]`
	)
	tests := []struct {
		name  string
		edits []auditEdit
		want  string // path and code of each finding, separated by "; "
	}{
		{"nothing", nil, ""},
		// Calendars and unions.
		{"a calendar's own findings", []auditEdit{editAt("calendars[1].zone", `"Mars/Olympus"`)}, "calendars[1].zone unknown_zone"},
		{"a calendar without a name", []auditEdit{editAt("calendars[+]", `{"zone":"UTC","always":true}`)}, "calendars[6].name missing"},
		{"two calendars of a name", []auditEdit{editAt("calendars[+]", `{"name":"office","zone":"UTC","always":true}`)}, "calendars[6].name duplicate_name"},
		{"a calendar called client", []auditEdit{editAt("calendars[+]", `{"name":"client","zone":"UTC","always":true}`)}, "calendars[6].name conflict"},
		{"a union", []auditEdit{editAt("unions[+]", `{"name":"sun","of":["berlin","boston"]}`)}, ""},
		{"a union of nothing", []auditEdit{editAt("unions[+]", `{"name":"sun"}`)}, "unions[0].of missing"},
		{"a union of an unknown calendar", []auditEdit{editAt("unions[+]", `{"name":"sun","of":["berlin","mars"]}`)}, "unions[0].of[1] unknown_name"},
		{"a union of a union", []auditEdit{editAt("unions[+]", `{"name":"a","of":["berlin"]}`), editAt("unions[+]", `{"name":"b","of":["a"]}`)}, "unions[1].of[0] unknown_name"},
		{"a union twice of a calendar", []auditEdit{editAt("unions[+]", `{"name":"sun","of":["berlin","berlin"]}`)}, "unions[0].of[1] duplicate_name"},
		{"a union of a calendar's name", []auditEdit{editAt("unions[+]", `{"name":"office","of":["berlin"]}`)}, "unions[0].name duplicate_name"},
		{"a union called client", []auditEdit{editAt("unions[+]", `{"name":"client","of":["berlin"]}`)}, "unions[0].name conflict"},
		// Escalation.
		{"a level's own findings", []auditEdit{editAt("levels[+]", `{"title":"x"}`)}, "levels[3].name missing"},
		{"two schedules", []auditEdit{editAt("schedules[1].name", `"desk"`)}, "ladders[0].rungs[0].notify[0].on_call unknown_name; policies[0].steps[1].notify[0].on_call unknown_name; schedules[1].name duplicate_name; teams[1].schedule unknown_name"},
		{"a schedule's own findings", []auditEdit{editAt("schedules[0].layers[0].rotation.zone", `"Mars"`)}, "schedules[0].layers[0].rotation.zone unknown_zone"},
		{"two policies", []auditEdit{editAt("policies[+]", `{"name":"standard","steps":[{"level":"L1","notify":[{"party":"x"}]}]}`)}, "policies[1].name duplicate_name"},
		{"a policy's own findings", []auditEdit{editAt("policies[0].steps[0].level", `"L9"`)}, "policies[0].steps[0].level unknown_name"},
		{"a policy in the hours of clients", []auditEdit{editAt("policies[0].steps[0].hours", `"client"`)}, ""},
		{"two ladders", []auditEdit{editAt("ladders[+]", `{"name":"warn","rungs":[{"level":"L1","on":{"percent":"50%"},"notify":[{"party":"x"}]}]}`)}, "ladders[1].name duplicate_name"},
		{"a route to an unknown policy", []auditEdit{editAt("escalation[0].policy", `"fast"`)}, "escalation[0].policy unknown_name"},
		{"a route to an unknown ladder", []auditEdit{editAt("escalation[0].ladders.resolution", `"fast"`)}, "escalation[0].ladders.resolution unknown_name"},
		{"a route that goes nowhere", []auditEdit{editAt("escalation[+]", `{"name":"x"}`)}, "escalation[1].policy missing"},
		// Prices and target sets.
		{"two prices", []auditEdit{editAt("prices[+]", `{"name":"engineer","price":{"currency":"USD","unit":"hour","rate":"1"}}`)}, "prices[4].name duplicate_name"},
		{"a price without a name", []auditEdit{editAt("prices[+]", `{"price":{"currency":"USD","unit":"hour","rate":"1"}}`)}, "prices[4].name missing"},
		{"a price without a currency", []auditEdit{editAt("prices[0].price.currency", "null")}, "prices[0].price.currency missing"},
		{"a price with a quantity", []auditEdit{editAt("prices[0].quantity", `[{"quantity":"25"}]`)}, "prices[0].quantity conflict"},
		{"a price's own findings", []auditEdit{editAt("prices[0].cost", `"-1"`)}, "prices[0].cost range"},
		{"a set's own findings", []auditEdit{editAt("target_sets[+]", `{"name":"t","source":"x"}`)}, "target_sets[0].targets missing"},
		// People.
		{"two teams", []auditEdit{editAt("teams[+]", `{"name":"desk"}`)}, "teams[3].name duplicate_name"},
		{"a team of an unknown schedule", []auditEdit{editAt("teams[0].schedule", `"x"`)}, "teams[0].schedule unknown_name"},
		{"a team of an unknown level", []auditEdit{editAt("teams[0].level", `"L9"`)}, "teams[0].level unknown_name"},
		{"a team of an unknown client", []auditEdit{editAt("teams[+]", `{"name":"x","side":"client","client":"x"}`)}, "teams[3].client unknown_name"},
		{"a provider's team of a client", []auditEdit{editAt("teams[0].client", `"acme"`)}, "teams[0].client conflict"},
		{"a team that is somebody twice", []auditEdit{editAt("teams[0].people", `["ana","ana"]`)}, "teams[0].people[1] duplicate_name"},
		{"fewer people than none", []auditEdit{editAt("teams[0].heads", `"-1"`)}, "teams[0].heads range"},
		{"a band the wrong way round", []auditEdit{editAt("teams[0].band", `{"counts":"user","low":"400","high":"250"}`)}, "teams[0].band range"},
		{"a band of one size", []auditEdit{editAt("teams[0].band", `{"counts":"user","low":"250","high":"250"}`)}, ""},
		{"a band of nothing", []auditEdit{editAt("teams[0].band", `{"low":"0","high":"1"}`)}, "teams[0].band range; teams[0].band.counts missing"},
		{"a load of nothing", []auditEdit{editAt("teams[0].load", `{"per_hour":"-1","share":"100%"}`)}, "teams[0].load.handle range; teams[0].load.on_duty range; teams[0].load.per_hour range; teams[0].load.share range"},
		{"a matrix's own findings", []auditEdit{editAt("raci[0].assignments[1].role", `"R"`)}, "raci[0].assignments[0].activity no_accountable"},
		{"a matrix of an unknown team", []auditEdit{editAt("raci[0].assignments[+]", `{"activity":"support","party":"x","role":"I"}`)}, "raci[0].assignments[4].party unknown_name"},
		{"a matrix of unknown parties", []auditEdit{editAt("raci[0].parties", `["desk","operations","service manager","x"]`)}, "raci[0].parties[3] unknown_name"},
		{"two matrices of a scope", []auditEdit{editAt("raci[+]", `{"activities":["support"],"assignments":[{"activity":"support","party":"desk","role":"R"},{"activity":"support","party":"service manager","role":"A"}]}`)}, "raci[1].scope duplicate_name"},
		{"a value chain without names", []auditEdit{editAt("value_chain[+]", `{"grade":"core","notes":["a","a"]}`)}, "value_chain[0].name missing; value_chain[0].notes[1] duplicate_name"},
		{"two plans", []auditEdit{editAt("plans[+]", `{"name":"onboarding","phases":[{"name":"x","min_weeks":1,"max_weeks":1}]}`)}, "plans[1].name duplicate_name"},
		{"a plan's own findings", []auditEdit{editAt("plans[0].phases[0].max_weeks", "0")}, "plans[0].phases[0].max_weeks conflict"},
		{"two activities", []auditEdit{editAt("activities[+]", `{"name":"service review","cadences":["quarterly"],"practices":["x"]}`)}, "activities[1].name duplicate_name"},
		{"an activity of unknown names", []auditEdit{editAt("activities[0].team", `"x"`), editAt("activities[0].services", `["y"]`)}, "activities[0].services[0] unknown_name; activities[0].team unknown_name"},
		// Services.
		{"two services", []auditEdit{editAt("services[1].name", `"help desk"`)}, "services[1].name duplicate_name"},
		{"a service without a name", []auditEdit{editAt("services[1].name", "null")}, "services[1].name missing"},
		{
			"an entry without anything",
			[]auditEdit{editAt("escalation", "null"), editAt("services[+]", `{"name":"x"}`)},
			"services[0].escalation missing; services[1].escalation missing; services[2].escalation missing; services[3].escalation missing; " +
				"services[4].category missing; services[4].criticality missing; services[4].description missing; services[4].escalation missing; " +
				"services[4].hours missing; services[4].kpis missing; services[4].owner missing; services[4].team missing",
		},
		{"a draft without anything", []auditEdit{editAt("services[+]", `{"name":"x","lifecycle":[{"status":"draft","from":"2026-01-01"}]}`)}, ""},
		{"a service whose entry is complete when it is active", []auditEdit{
			editAt("services[1].owner", "null"), editAt("services[1].lifecycle", `[{"status":"active","from":"2026-03-01"}]`),
			editAt("services[1].changes", `[{"from":"2026-03-01","owner":"fay"}]`),
		}, ""},
		{"and a day late", []auditEdit{
			editAt("services[1].owner", "null"), editAt("services[1].lifecycle", `[{"status":"active","from":"2026-03-01"}]`),
			editAt("services[1].changes", `[{"from":"2026-03-02","owner":"fay"}]`),
		}, "services[1].owner missing"},
		{"a lifecycle's own findings", []auditEdit{editAt("services[1].lifecycle", `[{"status":"active"}]`)}, "services[1].lifecycle[0].from missing"},
		{"a service of unknown names", []auditEdit{
			editAt("services[0].team", `"x"`), editAt("services[0].hours", `"x"`), editAt("services[0].maintenance", `"x"`), editAt("services[0].escalation", `[{"policy":"x"}]`),
			editAt("services[0].activities", `["x"]`), editAt("services[0].prices", `["x"]`), editAt("services[0].requires", `["x"]`), editAt("services[0].terms[0].price", `"x"`),
		}, "services[0].activities[0] unknown_name; services[0].escalation[0].policy unknown_name; services[0].hours unknown_name; services[0].maintenance unknown_name; " +
			"services[0].prices[0] unknown_name; services[0].requires[0] unknown_name; services[0].team unknown_name; services[0].terms[0].price unknown_name"},
		{"maintenance in the hours of clients", []auditEdit{editAt("services[0].maintenance", `"client"`)}, "services[0].maintenance conflict"},
		{"an availability of more than all", []auditEdit{editAt("services[0].availability", `"100.1%"`)}, "services[0].availability range"},
		{"an availability of all", []auditEdit{editAt("services[0].availability", `"100%"`)}, ""},
		{"two of one line", []auditEdit{editAt("services[0].redundant", `[{"of":["network monitoring"],"need":2}]`)}, "services[0].redundant[0].need range"},
		{"a redundancy of unknown services", []auditEdit{editAt("services[0].redundant", `[{"of":["x"],"need":1}]`)}, "services[0].redundant[0].of[0] unknown_name"},
		{
			"a service's changes",
			[]auditEdit{editAt("services[0].changes", `[{"team":"x"},{"from":"2026-01-01"},{"from":"2026-01-01","hours":"x"}]`)},
			"services[0].changes[0].from missing; services[0].changes[0].team unknown_name; services[0].changes[2].from duplicate_name; services[0].changes[2].hours unknown_name",
		},
		{"a service that requires itself", []auditEdit{editAt("services[0].requires", `["patch management","help desk"]`)}, "services[0].requires[1] cycle"},
		{
			"and of which some are enough",
			[]auditEdit{editAt("services[2].redundant", `[{"of":["vulnerability scanning","help desk"],"need":1}]`)},
			"services[2].redundant[0].of[0] cycle; services[3].requires[0] cycle",
		},
		{
			"a cycle by a change",
			[]auditEdit{editAt("services[2].changes", `[{"from":"2026-01-01","requires":["help desk"]},{"from":"2026-02-01","requires":["vulnerability scanning"]}]`)},
			"services[2].changes[1].requires[0] cycle; services[3].requires[0] cycle",
		},
		{
			"a service that retires while it is required",
			[]auditEdit{editAt("services[2].lifecycle", `[{"status":"active","from":"2026-01-01"},{"status":"deprecated","from":"2026-06-01"},{"status":"retired","from":"2027-01-01"}]`)},
			"services[2].lifecycle required",
		},
		{"and is required until then", []auditEdit{
			editAt("services[2].lifecycle", `[{"status":"active","from":"2026-01-01"},{"status":"deprecated","from":"2026-06-01"},{"status":"retired","from":"2027-01-01"}]`),
			editAt("services[3].changes", `[{"from":"2027-01-01","requires":["help desk"]}]`),
		}, ""},
		{"and is required a day longer", []auditEdit{
			editAt("services[2].lifecycle", `[{"status":"active","from":"2026-01-01"},{"status":"deprecated","from":"2026-06-01"},{"status":"retired","from":"2027-01-01"}]`),
			editAt("services[3].changes", `[{"from":"2027-01-02","requires":["help desk"]}]`),
		}, "services[2].lifecycle required"},
		{"and what requires it retires too", []auditEdit{
			editAt("services[2].lifecycle", `[{"status":"draft","from":"2026-01-01"},{"status":"retired","from":"2027-01-01"}]`),
			editAt("services[3].lifecycle", `[{"status":"draft","from":"2026-01-01"},{"status":"retired","from":"2027-01-01"}]`),
		}, ""},
		// Tiers.
		{"tiers' own findings", []auditEdit{editAt("tiers[1].extends", `"copper"`)}, "tiers[1].extends unknown_parent"},
		{"what a tier has already", []auditEdit{editAt("tiers[1].adds[+]", `"patching"`)}, "tiers[1].adds[1] already_included warning"},
		{"a tier of unknown names", []auditEdit{
			editAt("tiers[0].calendar", `"x"`), editAt("tiers[0].prices", `["x"]`), editAt("tiers[0].escalation", `[{"ladders":{"resolution":"x"}}]`),
			editAt("tiers[0].terms", `[{"services":["x"],"cover":"billable","price":"y"}]`), editAt("tiers[0].goals[0].calendar", `"x"`), editAt("tiers[0].goals[1].targets[0].calendar", `"y"`),
		}, "tiers[0].calendar unknown_name; tiers[0].escalation[0].ladders.resolution unknown_name; tiers[0].goals[0].calendar unknown_name; tiers[0].goals[1].targets[0].calendar unknown_name; " +
			"tiers[0].prices[0] unknown_name; tiers[0].terms[0].price unknown_name; tiers[0].terms[0].services[0] unknown_name"},
		{"a change of unknown names", []auditEdit{editAt("tiers[1].changes[0].calendar", `"x"`)}, "tiers[1].changes[0].calendar unknown_name"},
		{"a tier in the hours of clients", []auditEdit{editAt("tiers[0].calendar", `"client"`)}, "tiers[0].calendar conflict"},
		{"civil days of a tier", []auditEdit{editAt("tiers[1].changes[0].goals[0].targets[0].span", `{"civil_days":1}`)}, acme + "tier not_always_open; " + acme + "tier not_always_open"},
		{"civil days of a tier, for a client that is always open", []auditEdit{
			editAt("tiers[1].changes[0].goals[0].targets[0].span", `{"civil_days":1}`), editAt(acme+"calendar", `"24x7"`), editAt("clients[0].sites", "null"),
		}, ""},
		{"civil days of a tier, before the contract", []auditEdit{
			editAt("tiers[1].goals", civil), editAt("tiers[1].changes[0].from", `"2026-01-01"`), editAt("clients[1]", "null"),
		}, ""},
		{"civil days of a tier, on its first day", []auditEdit{
			editAt("tiers[1].goals", civil), editAt("tiers[1].changes[0].from", `"2026-01-02"`), editAt("clients[1]", "null"),
		}, acme + "tier not_always_open; " + acme + "tier not_always_open"},
		{"civil days of a tier, that a pin keeps", []auditEdit{
			editAt("tiers[1].goals", civil), editAt("clients[0]", "null"),
		}, "clients[0].contracts[0].tier not_always_open"},
		{"civil days of a tier, until a pin begins", []auditEdit{
			editAt("tiers[1].changes[0].goals", civil), editAt("clients[0]", "null"), editAt("clients[0].contracts[0].until", `"2027-03-01"`),
		}, ""},
		{"civil days of a tier, after a pin", []auditEdit{
			editAt("tiers[1].changes[0].goals", civil), editAt("clients[0]", "null"), editAt("clients[0].contracts[0].pinned.until", `"2027-02-28"`),
		}, "clients[0].contracts[0].tier not_always_open"},
		{"civil days of a contract", []auditEdit{editAt(zeta+"goals", civil)}, zeta + "goals[0].targets[0] not_always_open"},
		{"civil days of an exception", []auditEdit{editAt(night+"goals", civil)}, night + "goals[0].targets[0] not_always_open"},
		{"civil days in hours that are not", []auditEdit{editAt(zeta+"goals", strings.ReplaceAll(civil, "client", "office"))}, zeta + "goals[0].targets[0] not_always_open"},
		// Clients.
		{"two clients", []auditEdit{editAt("clients[1].name", `"acme"`)}, "clients[1].name duplicate_name"},
		{"a client in an unknown calendar", []auditEdit{editAt("clients[0].calendar", `"x"`)}, "clients[0].calendar unknown_name"},
		{"a client in the hours of clients", []auditEdit{editAt("clients[0].calendar", `"client"`)}, "clients[0].calendar conflict"},
		{
			"sites",
			[]auditEdit{editAt("clients[0].sites", `[{"name":"a"},{"name":"a","calendar":"x"},{"calendar":"boston"}]`)},
			"clients[0].sites[0].calendar missing; clients[0].sites[1].calendar unknown_name; clients[0].sites[1].name duplicate_name; clients[0].sites[2].name missing",
		},
		{"what is a client's alone", []auditEdit{
			editAt("clients[0].own", `{"calendars":["x"],"schedules":["x"],"policies":["x"],"ladders":["x"],"prices":["x","engineer"]}`), editAt("clients[1].own", `{"prices":["engineer","engineer"]}`),
		}, "clients[0].own.calendars[0] unknown_name; clients[0].own.ladders[0] unknown_name; clients[0].own.policies[0] unknown_name; clients[0].own.prices[0] unknown_name; " +
			"clients[0].own.schedules[0] unknown_name; clients[1].own.prices[0] conflict; clients[1].own.prices[1] conflict; clients[1].own.prices[1] duplicate_name"},
		{
			"a client's plans",
			[]auditEdit{editAt("clients[0].plans", `[{},{"plan":"x","start":"2026-01-01","calendar":"y"}]`)},
			"clients[0].plans[0].plan missing; clients[0].plans[0].start missing; clients[0].plans[1].calendar unknown_name; clients[0].plans[1].plan unknown_name",
		},
		{"what is a client's alone, twice", []auditEdit{editAt("clients[0].own", `{"prices":["engineer","engineer"]}`)}, "clients[0].own.prices[1] duplicate_name"},
		{"civil days at two sites of the same hours", []auditEdit{
			editAt("tiers[1].changes[0].goals[0].targets[0].span", `{"civil_days":1}`), editAt(acme+"calendar", `"24x7"`), editAt("clients[1]", "null"), editAt("clients[0].sites[+]", `{"name":"munich","calendar":"berlin"}`),
		}, acme + "tier not_always_open"},
		// Contracts.
		{"a contract without anything", []auditEdit{editAt("clients[1].contracts", `[{}]`)}, zeta + "calendar missing; " + zeta + "from missing; " + zeta + "id missing; " + zeta + "tier missing"},
		{"a contract that ends as it begins", []auditEdit{editAt(zeta+"until", `"2026-03-01"`)}, zeta + "until range"},
		{"a renewal's own findings", []auditEdit{editAt(acme+"renewal.term_months", "null")}, acme + "renewal.term_months missing"},
		{"a pin without a day", []auditEdit{editAt(zeta+"pinned", `{"until":"2026-07-01"}`)}, zeta + "pinned.on missing"},
		{"a pin that ends as it begins", []auditEdit{editAt(zeta+"pinned.until", `"2026-06-30"`)}, zeta + "pinned.until range"},
		{"a contract of unknown names", []auditEdit{
			editAt(acme+"services", `["x"]`), editAt(acme+"calendar", `"x"`), editAt(acme+"escalation", `[{"policy":"x"}]`), editAt(acme+"terms", `[{"cover":"billable","price":"x"}]`),
			editAt(acme+"out_of_scope.price", `"x"`), editAt(acme+"change_windows", `"x"`), editAt(acme+"target_set", `"x"`),
		}, acme + "calendar unknown_name; " + acme + "change_windows unknown_name; " + acme + "escalation[0].policy unknown_name; " + acme + "out_of_scope.price unknown_name; " +
			acme + "services[0] unknown_name; " + acme + "target_set unknown_name; " + acme + "terms[0].price unknown_name"},
		{"a contract of an unknown tier", []auditEdit{editAt(acme+"tier", `"x"`)}, acme + "tier unknown_name"},
		{"a contract of an alias", []auditEdit{editAt(acme+"tier", `"Basic"`)}, ""},
		{"a contract without hours", []auditEdit{editAt("tiers[0].calendar", "null"), editAt("tiers[1].calendar", "null")}, zeta + "calendar missing"},
		{"a contract whose tier has hours later", []auditEdit{
			editAt("tiers[0].calendar", "null"), editAt("tiers[1].calendar", "null"), editAt("tiers[1].changes[0].calendar", `"office"`), editAt(zeta+"pinned", "null"),
		}, zeta + "calendar missing"},
		{"what is out of scope and included", []auditEdit{editAt(acme+"out_of_scope", `{"cover":"included"}`)}, acme + "out_of_scope.cover conflict"},
		{"what is out of scope, billed at nothing", []auditEdit{editAt(acme+"out_of_scope", `{"cover":"billable"}`)}, acme + "out_of_scope.price missing"},
		{
			"terms",
			[]auditEdit{editAt(acme+"terms", `[{},{"cover":"included","price":"engineer"},{"cover":"excluded","price":"engineer"},{"cover":"needs_approval","price":"engineer"},{"cover":"billable"}]`)},
			acme + "terms[0].cover missing; " + acme + "terms[1].price conflict; " + acme + "terms[2].price conflict; " + acme + "terms[4].price missing",
		},
		{
			"goals",
			[]auditEdit{editAt(acme+"goals", `[{"metric":"resolution","targets":[{"span":{"within":"4h"},"calendar":"client","from":"2026-07-01T00:00:00Z"}]},{"metric":"resolution"},{}]`)},
			acme + "goals[0].targets[0] conflict; " + acme + "goals[1] duplicate_name; " + acme + "goals[2].metric.name missing; " + acme + "goals[2].metric.start missing; " + acme + "goals[2].metric.stop missing",
		},
		{
			"counts",
			[]auditEdit{editAt(acme+"counts", `[{"unit":"user","quantity":[{"quantity":"25"}]},{"unit":"user","quantity":[{"quantity":"25"}]},{"quantity":[{"quantity":"-1"}]},{"quantity":[{"quantity":"1"}]}]`)},
			acme + "counts[1].unit duplicate_name; " + acme + "counts[2].quantity[0].quantity range; " + acme + "counts[2].unit missing; " + acme + "counts[3].unit missing",
		},
		{"an agreement", []auditEdit{editAt(acme+"agreement", `{"currency":"USD","items":[{"name":"fee","price":{"flat":"100"}}]}`)}, ""},
		{"an agreement's own findings", []auditEdit{editAt(acme+"agreement", `{"items":[{"name":"fee","price":{"flat":"100"}}]}`)}, acme + "agreement.currency missing"},
		{"contracts that overlap", []auditEdit{editAt("clients[1].contracts[+]", `{"id":"z0","from":"2026-01-01","until":"2026-03-02","tier":"silver"}`)}, zeta + "from contracts_overlap"},
		{"contracts that follow each other", []auditEdit{editAt("clients[1].contracts[+]", `{"id":"z0","from":"2026-01-01","until":"2026-03-01","tier":"silver"}`)}, ""},
		{"contracts that begin on a day", []auditEdit{editAt("clients[1].contracts[+]", `{"id":"a","from":"2026-03-01","until":"2026-04-01","tier":"silver"}`)}, "clients[1].contracts[1].from contracts_overlap"},
		{
			"contracts of one ID",
			[]auditEdit{editAt("clients[1].contracts[+]", `{"id":"z1","from":"2027-03-01","tier":"silver"}`), editAt("clients[1].contracts[+]", `{"id":"z2","from":"2027-04-01","tier":"silver"}`)},
			"clients[1].contracts[1].id duplicate_name; clients[1].contracts[2].from contracts_overlap",
		},
		{"contracts that one notice ends", []auditEdit{
			editAt("clients[0].contracts[0].renewal.notice_given", `"2026-09-30"`), editAt("clients[0].contracts[+]", `{"id":"2027","from":"2027-01-01","tier":"silver"}`),
		}, ""},
		{"and a notice that is late", []auditEdit{
			editAt("clients[0].contracts[0].renewal.notice_given", `"2026-10-02"`), editAt("clients[0].contracts[+]", `{"id":"2027","from":"2027-01-01","tier":"silver"}`),
		}, "clients[0].contracts[1].from contracts_overlap"},
		// Exceptions.
		{"an exception without papers", []auditEdit{editAt(night+"reason", "null"), editAt(night+"approver", "null"), editAt(night+"name", "null")}, night + "approver missing; " + night + "name missing; " + night + "reason missing"},
		{"two exceptions of a name", []auditEdit{editAt(zeta+"exceptions[+]", `{"name":"night shift","reason":"x","approver":"y"}`)}, zeta + "exceptions[1].name duplicate_name"},
		{"an exception that ends as it begins", []auditEdit{editAt(night+"from", `"2026-05-01"`), editAt(night+"until", `"2026-05-01"`)}, night + "until range"},
		{
			"an exception of unknown names",
			[]auditEdit{editAt(night+"services", `["x"]`), editAt(night+"price", `"x"`), editAt(night+"terms", `[{"services":["x"],"cover":"included"}]`)},
			night + "price unknown_name; " + night + "services[0] unknown_name; " + night + "terms[0].services[0] unknown_name",
		},
		{"an exception without a price", []auditEdit{editAt(night+"price", "null")}, night + "price missing"},
		{"an exception without a factor", []auditEdit{editAt(night+"complexity", "null")}, night + "complexity missing"},
		{"a factor below zero", []auditEdit{editAt(night+"complexity", `"-1"`)}, night + "complexity range"},
		{"a factor that makes no price", []auditEdit{editAt(night+"complexity", `"100000000000000000"`)}, night + "complexity range"},
		// The rest.
		{"an audit that judges by more than all", []auditEdit{editAt("audit", `{"margin":"101%","margin_spread":"-1%","exceptions":"100%"}`)}, "audit.margin range; audit.margin_spread range"},
		{"an acknowledgement without anything", []auditEdit{editAt("acknowledged", `[{}]`)}, "acknowledged[0].by missing; acknowledged[0].code missing; acknowledged[0].reason missing; acknowledged[0].until missing"},
	}
	sample := document(t, "core.json")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			if tt.want != "" {
				want = strings.Split(tt.want, "; ")
			}
			if diff := cmp.Diff(want, findingsOf(t, edited(t, sample, tt.edits))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// What no document can say, since it is no value of its kind, is a finding of a model that
// was written in Go.
func TestModelFindingsOfValues(t *testing.T) {
	for want, edit := range map[string]func(*catalog.Model){
		"name syntax":                         func(m *catalog.Model) { m.Name = "\xff" },
		"services[0].category range":          func(m *catalog.Model) { m.Services[0].Category = 99 },
		"services[0].criticality range":       func(m *catalog.Model) { m.Services[0].Criticality = 99 },
		"tiers[0].coverage range":             func(m *catalog.Model) { m.Tiers = m.Tiers[:1]; m.Clients = nil; m.Tiers[0].Coverage = 99 },
		"tiers[1].assignment range":           func(m *catalog.Model) { m.Tiers[1].Assignment = 99 },
		"teams[0].side range":                 func(m *catalog.Model) { m.Teams[0].Side = 99 },
		"teams[0].layer range":                func(m *catalog.Model) { m.Teams[0].Layer = 99 },
		"teams[0].level syntax":               func(m *catalog.Model) { m.Levels, m.Teams[0].Level = nil, "\xff"; m.Policies[0].Steps[0].Level = "" },
		"value_chain[0].grade range":          func(m *catalog.Model) { m.ValueChain = []catalog.ValueChainActivity{{Name: "x", Grade: 99}} },
		"clients[0].contracts[0].scope range": func(m *catalog.Model) { m.Clients[0].Contracts[0].Scope = 99 },
		"services[0].terms[0].cover range":    func(m *catalog.Model) { m.Services[0].Terms[0].Cover, m.Services[0].Terms[0].Price = 99, "" },
	} {
		model := parsed(t, "core.json")
		edit(&model)
		issues := model.Validate(zones.Load)
		if len(issues) != 1 || issues[0].Path+" "+string(issues[0].Code) != want {
			t.Errorf("want %s, got %v", want, issues)
		}
	}
}

// All findings are there at once, sorted.
func TestModelFindingsAtOnce(t *testing.T) {
	broken := edited(t, document(t, "core.json"), []auditEdit{
		editAt("tiers[1].adds[+]", `"patching"`), editAt("services[0].team", `"x"`), editAt("clients[1].contracts[0].until", `"2026-03-01"`),
		editAt("calendars[+]", `{"name":"client","zone":"UTC","always":true}`), editAt("acknowledged", `[{}]`),
	})
	got := findingsOf(t, broken)
	want := []string{
		"acknowledged[0].by missing", "acknowledged[0].code missing", "acknowledged[0].reason missing", "acknowledged[0].until missing", "calendars[6].name conflict",
		"clients[1].contracts[0].until range", "services[0].team unknown_name", "tiers[1].adds[1] already_included warning",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// Lists that are too long are findings, and take no time.
func TestModelLimits(t *testing.T) {
	for want, edit := range map[string]func(*catalog.Model){
		"services range": func(m *catalog.Model) {
			m.Services = ofNames(1001, func(n string) catalog.ServiceSpec { return catalog.ServiceSpec{Name: n} })
		},
		"tiers range": func(m *catalog.Model) {
			m.Tiers = ofNames(1001, func(n string) catalog.TierSpec { return catalog.TierSpec{Name: n} })
		},
		"teams range": func(m *catalog.Model) {
			m.Teams = ofNames(1001, func(n string) catalog.TeamSpec { return catalog.TeamSpec{Name: n} })
		},
		"acknowledged range": func(m *catalog.Model) { m.Acknowledged = make([]catalog.Acknowledgement, 100_001) },
		"clients range": func(m *catalog.Model) {
			m.Clients = ofNames(100_001, func(n string) catalog.ClientSpec { return catalog.ClientSpec{Name: n} })
		},
		"clients[0].contracts range": func(m *catalog.Model) {
			m.Clients[0].Contracts = ofNames(100_001, func(n string) catalog.ContractSpec { return catalog.ContractSpec{ID: n} })
		},
		"tiers[0].changes range": func(m *catalog.Model) { m.Tiers[0].Changes = make([]catalog.TierChange, 1001) },
		"services[0].changes range": func(m *catalog.Model) {
			for i := range 1001 {
				from, err := msp.MustParseDate("2026-01-01").AddDays(i)
				m.Services[0].Changes = append(m.Services[0].Changes, catalog.ServiceChange{From: from})
				if err != nil {
					t.Fatal(err)
				}
			}
		},
		"escalation[1000].policy unknown_name": func(m *catalog.Model) {
			for range 1000 {
				m.Escalation = append(m.Escalation, m.Escalation[0])
			}
			m.Escalation[1000].Policy = "x"
		},
		"policies too_large": func(m *catalog.Model) {
			m.Policies[0].Steps[0].Hours = catalog.ClientHours
			m.Policies = append(m.Policies, ofNames(999, func(n string) (p escalation.PolicySpec) {
				p = m.Policies[0]
				p.Name = n
				return p
			})...)
			for i := range 1010 {
				m.Calendars = append(m.Calendars, calendar.Spec{Name: fmt.Sprint("x", i), Zone: "UTC", Always: true})
				m.Clients = append(m.Clients, catalog.ClientSpec{Name: fmt.Sprint("c", i), Calendar: fmt.Sprint("x", i)})
			}
		},
	} {
		model := parsed(t, "core.json")
		edit(&model)
		found := false
		for _, i := range model.Validate(zones.Load) {
			found = found || i.Path+" "+string(i.Code) == want
		}
		if !found {
			t.Errorf("no finding %s", want)
		}
	}
}

// ofNames returns so many records of different names.
func ofNames[T any](n int, record func(name string) T) []T {
	records := make([]T, n)
	for i := range records {
		records[i] = record(fmt.Sprint("n", i))
	}
	return records
}
