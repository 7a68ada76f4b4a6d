package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

// What a review needs of a model beside what package catalog wants, and that a text which
// could move the cursor of a terminal stands nowhere.
func TestReadModelFindings(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"good", smallModel, ""},
		{"syntax", "{\n  \"calendars\": }", `: syntax`},
		{"no model", `[]`, `: type`},
		{"nothing", `{}`, "clients: missing\nservices: missing"},
		{"unknown key", model(t, `"tiers":`, `"tears":`), `tears: unknown_key`},
		{"a key twice", model(t, `"id": "owl",`, `"id": "owl", "id": "night",`), `clients[1].contracts[0].id: duplicate_key`},
		{"a name that leads nowhere", model(t, `"calendar": "always"`, `"calendar": "shop"`), `clients[1].calendar: unknown_name`},
		{"two of them", model(t, `"calendar": "always"`, `"calendar": "shop"`, `"party": "Lee"`, `"on_call": "Lee"`), "clients[1].calendar: unknown_name\npolicies[1].steps[1].notify[0].on_call: unknown_name"},
		{"a zone", model(t, `Europe/London", "hours"`, `Mars/Phobos", "hours"`), `calendars[0].zone: unknown_zone`},
		{"a text that moves the cursor", model(t, `"party": "Lee"`, `"party": "\u001b[2J"`), `policies[1].steps[1].notify[0].party: range`},
		{"a key that does", model(t, `"roles": {"senior"`, `"roles": {"\u001b[2J"`), "clients[0].contracts[0].agreement.labour.roles.\x1b[2J: range"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, issues := ReadModel([]byte(tt.text))
			var got []string
			for _, i := range issues {
				got = append(got, i.Path+": "+string(i.Code))
			}
			if strings.Join(got, "\n") != tt.want || (m != nil) != (tt.want == "") {
				t.Errorf("ReadModel: %v, want %s", issues, tt.want)
			}
		})
	}
}

// A ticket takes the first route that is for it, with the policy of its client's hours.
func TestPath(t *testing.T) {
	m := readSmallModel(t)
	acme, owl := m.Clients[0], m.Clients[1]
	opened := instant(t, "2026-03-02T10:00:00Z")
	for _, tt := range []struct {
		ticket                       Ticket
		route, policy, ladder, queue string
	}{
		{Ticket{Client: acme, Priority: msp.P1}, "urgent", "page", "due", "urgent"},
		{Ticket{Client: owl, Priority: msp.P1, VIP: true}, "urgent", "page", "due", "urgent"},
		{Ticket{Client: owl, Priority: msp.P2, VIP: true}, "owls", "office", "", "owls"},
		{Ticket{Client: owl, Priority: msp.P2}, "", "office", "", "desk"},
		{Ticket{Client: acme, Priority: msp.P2, VIP: true}, "", "office", "", "desk"},
	} {
		tt.ticket.Opened = opened
		path, ok := tt.ticket.Path()
		got := []string{path.Route.Name, path.Policy.Name(), path.Ladders[Resolution].Name(), path.Route.Queue}
		if want := []string{tt.route, tt.policy, tt.ladder, tt.queue}; !ok || !slices.Equal(got, want) || path.Ladders[Response].Name() != "" {
			t.Errorf("%v %v, VIP %v: %q, want %q", tt.ticket.Client.Name, tt.ticket.Priority, tt.ticket.VIP, got, want)
		}
	}
	none := readSmallModel(t, `,
		{"policy": "office", "queue": "desk"}`, ``)
	if path, ok := (&Ticket{Client: none.Clients[0], Priority: msp.P2, Opened: opened}).Path(); ok {
		t.Errorf("a path without a route: %+v", path)
	}
}

// What a client is entitled to changes at midnight on its own clock: Night Owl is in New
// York, and has four hours until the tier has two, or the exception one.
func TestEntitledOnTheClientsClock(t *testing.T) {
	m := readSmallModel(t,
		`"name": "plain", "adds"`, `"name": "plain", "changes": [{"from": "2026-04-01", "goals": [{"metric": "resolution", "targets": [{"span": {"within": "2h"}, "calendar": "client"}]}]}], "adds"`,
		`"until": "2026-06-01", "tier": "plain"`, `"until": "2026-06-01", "tier": "plain", "exceptions": [{"name": "move", "reason": "x", "approver": "y", "from": "2026-04-10",
			"until": "2026-04-11", "services": ["support"], "goals": [{"metric": "resolution", "targets": [{"span": {"within": "1h"}, "calendar": "client"}]}]}]`)
	for opened, want := range map[string]string{
		"2026-02-01T05:00:00Z": "4h", "2026-04-01T03:59:59Z": "4h", "2026-04-01T04:00:00Z": "2h", "2026-04-10T03:59:59Z": "2h",
		"2026-04-10T04:00:00Z": "1h", "2026-04-11T03:59:59Z": "1h", "2026-04-11T04:00:00Z": "2h", "2026-06-01T03:59:59Z": "2h",
		"2026-02-01T04:59:59Z": "", "2026-06-01T04:00:00Z": "",
	} {
		goal, ok := m.Clients[1].at(instant(t, opened)).Goal(Resolution.goal())
		target, _ := goal.Targets().For(msp.P1, instant(t, opened))
		if ok != (want != "") || ok && spanText(target.Span()) != want {
			t.Errorf("opened %s: %v, want %s", opened, target.Span(), want)
		}
	}
}

// A ticket about a service that the contract does not have is not judged, and says why.
func TestNotCovered(t *testing.T) {
	second := `"services": [{"name": "projects", "description": "d", "category": "strategic", "owner": "Max", "team": "desk", "criticality": "tier_2", "hours": "client", "kpis": ["csat_mean"]},`
	for _, tt := range []struct{ service, terms, want string }{
		{"", "", "not covered: projects is neither in tier plain nor à la carte"}, // the first one
		{"support", "", ""},
		{"projects", `"services": ["projects"], `, ""},
		{"projects", `"terms": [{"services": ["projects"], "cover": "excluded", "why": "done by others"}], `, "not covered: contract acme says so: done by others"},
	} {
		m := readSmallModel(t, `"services": [`, second, `"tier": "plain",
				"counts"`, `"tier": "plain", `+tt.terms+`"counts"`)
		if tt.service != "" {
			m.about(tt.service)
		}
		r := reviewEvents(t, m, "2026-03-02T12:00:00Z", []string{"1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:10:00Z,"})
		got := ""
		for _, n := range r.NotJudged {
			got = n.Why.String()
		}
		if got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.service, tt.terms, got, tt.want)
		}
	}
}

// Hours are those of the client, else of its contract, or of its tier.
func TestClientHours(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"of the client", `"name": "plain", "adds"`, `"name": "plain", "calendar": "office", "adds"`, "always"},
		{"of the contract", `"name": "Night Owl", "calendar": "always", "contracts": [{`, `"name": "Night Owl", "contracts": [{"calendar": "always", `, "always"},
	} {
		if m := readSmallModel(t, tt.from, tt.to); m.Hours(m.Clients[1].Calendar) != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, m.Hours(m.Clients[1].Calendar), tt.want)
		}
	}
	m := readSmallModel(t, `"name": "plain", "adds"`, `"name": "plain", "calendar": "office", "adds"`, `"name": "Night Owl", "calendar": "always",`, `"name": "Night Owl",`)
	if got := m.Hours(m.Clients[1].Calendar); got != "office" {
		t.Errorf("of the tier: %q", got)
	}
}

// A client without a contract is promised nothing, in hours that nobody knows.
func TestNoContractAtAll(t *testing.T) {
	m := readSmallModel(t, `"clients": [`, `"clients": [{"name": "Guest"},`)
	r := reviewEvents(t, m, "2026-03-02T12:00:00Z", []string{"1,Guest,P1,2026-03-02T10:00:00Z,,"})
	if len(r.NotJudged) != 2 || r.NotJudged[0].Why.String() != "there is no contract" || r.Tickets != 1 {
		t.Errorf("%v", r.NotJudged)
	}
	var out strings.Builder
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	// Between two contracts it is the next one that counts.
	m = readSmallModel(t, `"contracts": [{"id": "owl",`, `"contracts": [{"id": "next", "from": "2026-09-01", "tier": "plain"}, {"id": "owl",`)
	for opened, want := range map[string]string{
		"2026-01-01T12:00:00Z": "before the contract, which begins on 2026-02-01",
		"2026-07-01T12:00:00Z": "before the contract, which begins on 2026-09-01",
	} {
		if got := m.Clients[1].noContract(instant(t, opened)); got.String() != want {
			t.Errorf("opened %s: %v", opened, got)
		}
	}
}
