package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp/metrics"
)

// smallModel has one client in London, nine to five, and one around the clock. Its desk is
// there in the hours of the office, and begins with Ann on 2 March; ops are there around
// the clock, with a gap over the clock change in Europe. Acme pays in pounds.
const smallModel = `{
	"calendars": [
		{
			"name": "office", "zone": "Europe/London", "hours": "Mon-Fri 09:00-17:00",
			"holidays": [{"name": "Good Friday", "easter": {"days": -2}}, {"name": "Easter Monday", "easter": {"days": 1}}],
			"breaks": [{"name": "Drill", "dates": ["2026-03-11"], "hours": ["10:00-10:30"]}]
		},
		{"name": "always", "zone": "America/New_York", "always": true}
	],
	"levels": [{"name": "L1", "targets": [{"within": "30m"}]}, {"name": "L2"}, {"name": "L3"}, {"name": "L4"}],
	"schedules": [
		{
			"name": "desk",
			"layers": [{
				"rotation": {"zone": "Europe/London", "start": "2026-03-02T09:00:00", "members": ["Ann", "Bob"]},
				"windows": {"mon": ["09:00-17:00"], "tue": ["09:00-17:00"], "wed": ["09:00-17:00"], "thu": ["09:00-17:00"], "fri": ["09:00-17:00"]}
			}]
		},
		{
			"name": "ops",
			"layers": [{"rotation": {"zone": "Europe/Berlin", "start": "2026-03-02T08:00:00", "members": ["Cy", "Di"]}}],
			"overrides": [{"op": "remove", "who": "Di", "from": "2026-03-28T12:00:00+01:00", "until": "2026-03-30T08:00:00+02:00"}]
		}
	],
	"policies": [
		{
			"name": "page",
			"steps": [
				{"name": "desk", "level": "L1", "notify": [{"on_call": "desk"}], "wait": "15m"},
				{"name": "ops", "level": "L2", "notify": [{"on_call": "ops"}], "wait": "30m"},
				{"name": "boss", "level": "L4", "kind": "hierarchical", "notify": [{"party": "Max"}]}
			]
		},
		{
			"name": "office",
			"steps": [
				{"name": "desk", "level": "L1", "notify": [{"on_call": "desk"}], "hours": "client", "wait": "1h", "wait_in": "client"},
				{"level": "L4", "kind": "hierarchical", "notify": [{"party": "Lee"}], "hours": "client", "wait": "1h"}
			]
		}
	],
	"ladders": [
		{
			"name": "due",
			"rungs": [
				{"name": "half", "level": "L1", "on": {"percent": "50%"}, "notify": [{"on_call": "desk"}]},
				{"name": "most", "level": "L2", "on": {"percent": "75%"}, "notify": [{"on_call": "ops"}]},
				{"name": "breach", "level": "L4", "kind": "hierarchical", "on": {"breach": {}}, "notify": [{"party": "Max"}]},
				{"name": "later", "level": "L4", "kind": "hierarchical", "on": {"breach": {}}, "after": "30m", "notify": [{"party": "Eve"}, {"party": "Max"}]}
			]
		}
	],
	"escalation": [
		{"name": "urgent", "when": {"priority": ["P1"]}, "policy": "page", "ladders": {"resolution": "due"}, "queue": "urgent"},
		{"name": "owls", "when": {"client": ["Night Owl"], "vip": ["true"]}, "policy": "office", "queue": "owls"},
		{"policy": "office", "queue": "desk"}
	],
	"teams": [
		{
			"name": "desk", "layer": "technical", "level": "L1", "people": ["Ann", "Bob"], "schedule": "desk",
			"band": {"counts": "endpoint", "low": "250", "high": "400"}, "load": {"per_hour": "2", "handle": "20m", "on_duty": 2, "share": "90%"}
		}
	],
	"services": [
		{
			"name": "support", "description": "whatever users ask for", "category": "end_user", "owner": "Max", "team": "desk",
			"criticality": "tier_2", "hours": "client", "kpis": ["csat_mean"]
		}
	],
	"tiers": [
		{
			"name": "plain", "adds": ["support"],
			"goals": [
				{"metric": "first_response", "targets": [{"span": {"within": "1h"}, "calendar": "client"}]},
				{"metric": "resolution", "targets": [
					{"priority": "P1", "span": {"within": "4h"}, "calendar": "client"},
					{"priority": "P2", "span": {"next_business_day": {}}, "calendar": "client"}
				]}
			]
		}
	],
	"clients": [
		{
			"name": "Acme", "calendar": "office",
			"contracts": [{
				"id": "acme", "from": "2000-01-01", "tier": "plain",
				"counts": [{"unit": "user", "quantity": [{"quantity": "10"}]}, {"unit": "printer", "quantity": [{"quantity": "2"}]}],
				"agreement": {
					"currency": "GBP", "start": "2026-02-01", "end": "2026-06-01",
					"items": [
						{"name": "Seats", "price": {"unit": "user", "rate": "100"}, "quantity": [{"quantity": "10"}], "cost": "30"},
						{"name": "Backup", "price": {"unit": "GB", "rate": "0.10"}, "metered": true}
					],
					"labour": {
						"name": "Work", "rate": "120", "types": {"onsite": {"add": "30"}}, "roles": {"senior": {"multiply": "1.5"}},
						"after_hours": {"multiply": "2"}, "increment": 15, "cost": "40"
					}
				}
			}]
		},
		{"name": "Night Owl", "calendar": "always", "contracts": [{"id": "owl", "from": "2026-02-01", "until": "2026-06-01", "tier": "plain"}]}
	]
}`

// Parts of the small model, for others to stand in their place.
const (
	smallResponse   = `{"metric": "first_response", "targets": [{"span": {"within": "1h"}, "calendar": "client"}]}`
	smallResolution = `{"metric": "resolution", "targets": [`
)

// model returns the small model with some texts replaced.
func model(tb testing.TB, replacements ...string) string {
	tb.Helper()
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(smallModel, replacements[i]) {
			tb.Fatalf("the model has no %s", replacements[i])
		}
	}
	return strings.NewReplacer(replacements...).Replace(smallModel)
}

// readSmallModel returns the small model with some texts replaced.
func readSmallModel(tb testing.TB, replacements ...string) *Model {
	tb.Helper()
	m, issues := ReadModel([]byte(model(tb, replacements...)))
	if len(issues) > 0 {
		tb.Fatal(issues)
	}
	return m
}

// smallSettings count in dollars.
const smallSettings = `{
	"reporting": {"currency": "USD", "rates": {"GBP": "1.25"}, "hour": "150"},
	"usual": {"Acme": {"Seats": "per user"}},
	"covers": {"desk": "office"},
	"queue": {"team": "desk", "hours": "office", "within": "15m"}
}`

func readSmallSettings(tb testing.TB, m *Model) Settings {
	tb.Helper()
	s, issues := ReadSettings([]byte(smallSettings), m)
	if len(issues) > 0 {
		tb.Fatal(issues)
	}
	return s
}

func readSource(tb testing.TB) source {
	tb.Helper()
	var bad strings.Builder
	s, err := sampleInput().read(&bad)
	if err != nil || bad.Len() > 0 || s.report.Refused > 0 {
		tb.Fatalf("the sample: %v, %s", err, bad.String())
	}
	return s
}

func readSample(tb testing.TB) (*Model, []Ticket) {
	tb.Helper()
	s := readSource(tb)
	return s.model, s.tickets
}

func reviewSample(tb testing.TB) (*Review, []Ticket) {
	tb.Helper()
	s := readSource(tb)
	return reviewSource(tb, s), s.tickets
}

func reviewSource(tb testing.TB, s source) *Review {
	tb.Helper()
	r, err := Compute(s.model, s.model.Clients, s.tickets, sampleAsOf())
	if err != nil {
		tb.Fatal(err)
	}
	if r.Escalations, err = ComputeEscalations(s.onCall, r, s.tickets); err != nil {
		tb.Fatal(err)
	}
	if r.Finance, err = ComputeFinance(s.book, s.model.Clients, s.tickets, sampleAsOf()); err != nil {
		tb.Fatal(err)
	}
	set, err := metrics.ManagedServicesModel().Compile()
	if err != nil {
		tb.Fatal(err)
	}
	if r.Performance, err = ComputePerformance(s, r, set); err != nil {
		tb.Fatal(err)
	}
	return r
}

// reviewRows reviews tickets of the small model, given as rows of a file.
func reviewRows(tb testing.TB, asOf string, rows ...string) *Review {
	tb.Helper()
	return reviewEvents(tb, readSmallModel(tb), asOf, rows)
}

// reviewEvents reviews tickets and their events, given as rows of the files.
func reviewEvents(tb testing.TB, m *Model, asOf string, rows []string, events ...string) *Review {
	tb.Helper()
	tickets, err := ReadTickets(strings.NewReader("id,client,priority,opened,responded,resolved\n"+strings.Join(rows, "\n")), m)
	if err != nil || tickets.Refused > 0 {
		tb.Fatal(err, tickets.Findings)
	}
	report, err := ReadEvents(strings.NewReader(eventHeader+strings.Join(events, "\n")), m, tickets.Tickets)
	if err != nil || report.Refused > 0 {
		tb.Fatal(err, report.Findings)
	}
	r, err := Compute(m, m.Clients, tickets.Tickets, instant(tb, asOf))
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func instant(tb testing.TB, text string) time.Time {
	tb.Helper()
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// diffLines returns the first line that differs, or "".
func diffLines(want, got []string) string {
	for i := range max(len(want), len(got)) {
		line := func(lines []string) string {
			if i < len(lines) {
				return lines[i]
			}
			return "(no line)"
		}
		if line(want) != line(got) {
			return fmt.Sprintf("line %d:\n%s\nwant:\n%s", i+1, line(got), line(want))
		}
	}
	return ""
}
