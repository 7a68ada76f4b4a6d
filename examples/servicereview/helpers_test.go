package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp/metrics"
)

// smallModel has one client in London, nine to five, and one around the clock.
const smallModel = `{
	"calendars": {
		"office": {
			"zone": "Europe/London", "hours": "Mon-Fri 09:00-17:00",
			"holidays": [{"name": "Good Friday", "easter": {"days": -2}}, {"name": "Easter Monday", "easter": {"days": 1}}],
			"breaks": [{"name": "Drill", "dates": ["2026-03-11"], "hours": ["10:00-10:30"]}]
		},
		"always": {"zone": "America/New_York", "always": true}
	},
	"policies": {
		"plain": {
			"response": [{"span": {"within": "1h"}, "calendar": "client"}],
			"resolution": [
				{"priority": "P1", "span": {"within": "4h"}, "calendar": "client"},
				{"priority": "P2", "span": {"next_business_day": {}}, "calendar": "client"}
			]
		}
	},
	"clients": [
		{"name": "Acme", "calendar": "office", "policy": "plain"},
		{"name": "Night Owl", "calendar": "always", "policy": "plain", "from": "2026-02-01", "until": "2026-06-01"}
	]
}`

func readSmallModel(tb testing.TB) *Model {
	tb.Helper()
	m, issues := ReadModel([]byte(smallModel), nil)
	if len(issues) > 0 {
		tb.Fatal(issues)
	}
	return m
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
	report, err := ReadEvents(strings.NewReader(eventHeader+strings.Join(events, "\n")), m, nil, tickets.Tickets)
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
