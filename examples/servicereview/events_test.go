package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const eventHeader = "ticket,at,type,priority,hold,team\n"

func TestReadEventsRefuses(t *testing.T) {
	const at = "2026-03-02T11:00:00Z"
	const types = "want one of ack, agent_reply, assigned, closed, created, escalate, notified, pause, planned, priority, reopened, requester_reply, " +
		"resolved, resume, snooze, suppress, unack"
	for _, tt := range []struct {
		name, rows string
		want       string // findings
		good       int    // events of ticket 1, its opening among them
	}{
		{"none", "", "", 1},
		{"good", "1," + at + ",pause,,requester,\n1,2026-03-02T11:30:00Z,resume,,,\n1," + at + ",priority,P2,,\n1," + at + ",assigned,,,network\n", "", 5},
		{"late and out of order", "1,2026-03-02T13:00:00Z,resolved,,,\n1," + at + ",reopened,,,\n", "", 3},
		{"the opening again", "1,2026-03-02T10:00:00Z,created,,,\n1,2026-03-02T10:00:00Z,created,P1,,\n", "", 3},
		{"another opening", "1," + at + ",created,,,\n", `2:3: at "2026-03-02T11:00:00Z": the ticket was opened 2026-03-02T10:00:00Z`, 1},
		{"an opening as something else", "1,2026-03-02T10:00:00Z,created,P2,,\n", `2:32: priority "P2": the ticket was opened as a P1`, 1},
		{"before the opening", "1,2026-03-02T09:59:59Z,pause,,vendor,\n", `2:3: at "2026-03-02T09:59:59Z": before the ticket was opened, 2026-03-02T10:00:00Z`, 1},
		{"everything missing", ",,,,,\n", "2:1: ticket \"\": missing\n2:2: at \"\": an event needs an instant\n2:3: type \"\": an event needs a type", 1},
		{"unknown ticket", "7," + at + ",resolved,,,\n", `2:1: ticket "7": not among the tickets that were read`, 1},
		{"a slip in the type", "1," + at + ",puase,,requester,\n", `2:24: type "puase": ` + types, 1},
		{"a type that needs more than there is a column for", "1," + at + ",calendar,,,\n", `2:24: type "calendar": ` + types, 1},
		{"a slip in the hold", "1," + at + ",pause,,requestor,\n", `2:31: hold "requestor": want one of change, requester, scheduled, vendor`, 1},
		{"no hold", "1," + at + ",pause,,,\n", `2:31: hold "": which hold is set?`, 1},
		{"a hold where none belongs", "1," + at + ",resolved,,vendor,\n", `2:34: hold "vendor": only pause and resume have a hold`, 1},
		{"no priority", "1," + at + ",priority,,,\n", `2:33: priority "": which priority?`, 1},
		{"priority", "1," + at + ",priority,high,,\n", `2:33: priority "high": want P1 to P9`, 1},
		{"local time", "1,2026-03-02 11:00,resolved,,,\n", `2:3: at "2026-03-02 11:00": want RFC 3339, such as 2026-03-09T14:05:00-04:00`, 1},
		{"team that moves the cursor", "1," + at + ",assigned,,,\x1b[2J\n", `2:35: team "\x1b[2J": not a text of one line that can be printed`, 1},
		{"long team", "1," + at + ",assigned,,," + strings.Repeat("x", 65) + "\n", `2:35: team "` + strings.Repeat("x", 64) + `…": more than 64 bytes`, 1},
		{"too few fields", "1," + at + "\n1," + at + ",resolved,,,\n", "2:1: 2 fields, the header has 6", 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := readSmallModel(t)
			tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-03-02T10:00:00Z,,\n"), m)
			if err != nil {
				t.Fatal(err)
			}
			report, err := ReadEvents(strings.NewReader(eventHeader+tt.rows), m, tickets.Tickets)
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			refused := make(map[int]bool)
			for _, f := range report.Findings {
				lines = append(lines, f.String())
				refused[f.Line] = true
			}
			if findings := strings.Join(lines, "\n"); findings != tt.want {
				t.Errorf("findings:\n%s\nwant:\n%s", findings, tt.want)
			}
			ticket := tickets.Tickets[0]
			if ticket.Log.Len() != tt.good || report.Refused != len(refused) || report.Rows != strings.Count(tt.rows, "\n") {
				t.Errorf("%d events, %d of %d rows refused, want %d events", ticket.Log.Len(), report.Refused, report.Rows, tt.good)
			}
			if about := strings.Count(tt.want, "\n2:") + 1; tt.want != "" && ticket.Refused != 1 && strings.HasPrefix(tt.rows, "1,") && !strings.Contains(tt.want, "fields") {
				t.Errorf("%d refused rows are about the ticket, want 1 with %d findings", ticket.Refused, about)
			}
		})
	}
}

func TestReadEventsHeader(t *testing.T) {
	m := readSmallModel(t)
	for text, want := range map[string]string{
		"":                           "empty: want a header line ticket,at,type,priority,hold,team,level,to,by,until",
		"id,at,hold\n":               "header: no column ticket, type",
		"ticket;at;type\n":           "header: no column ticket, at, type; fields are separated by commas, not by semicolons",
		"ticket,at,type,hold,Hold\n": `header: the column "hold" stands there twice`,
	} {
		if _, err := ReadEvents(strings.NewReader(text), m, nil); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	// What no event needs may be left out, and what means nothing is noted.
	tickets, _ := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-03-02T10:00:00Z,,\n"), m)
	report, err := ReadEvents(strings.NewReader("Type,Note,AT,ticket\nresolved,x,2026-03-02T11:00:00Z,1\npause,x,2026-03-02T11:00:00Z,1\n"), m, tickets.Tickets)
	if err != nil || fmt.Sprint(report.Ignored, report.Findings) != `[Note] [3:1: hold "": which hold is set?]` {
		t.Errorf("%+v, %v", report, err)
	}
}

// The types and holds of the model's own metrics mean something.
func TestReadEventsOfTheModel(t *testing.T) {
	m := readSmallModel(t, smallResponse, `{
		"name": "first_response", "metric": {"name": "visit", "start": ["created"], "stop": ["arrived"], "pause_on": ["weather"]},
		"targets": [{"span": {"within": "1h"}, "calendar": "client"}]
	}`)
	r := reviewEvents(t, m, "2026-03-03T12:00:00Z", []string{"1,Acme,P1,2026-03-02T10:00:00Z,,"},
		"1,2026-03-02T10:30:00Z,pause,,weather,", "1,2026-03-02T12:00:00Z,resume,,weather,", "1,2026-03-02T12:30:00Z,arrived,,,")
	if tally := r.All.Promises[Response].Rate.Tally(); tally.Met() != 1 {
		t.Errorf("%v, want one met: half an hour, and half an hour after the weather", tally)
	}
}

// At one instant events count in the order of the file, after the opening and
// before what the ticket file says.
func TestEventsOfOneInstant(t *testing.T) {
	const at, row = "2026-03-02T11:00:00Z", "1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T11:00:00Z"
	for _, tt := range []struct {
		name   string
		events []string
		open   int
	}{
		{"reopened and resolved in one minute", []string{"1,2026-03-02T10:30:00Z,resolved,,,", "1," + at + ",reopened,,,"}, 0},
		{"reopened later", []string{"1,2026-03-02T11:01:00Z,reopened,,,"}, 1},
		{"twice", []string{"1," + at + ",resolved,,,", "1," + at + ",resolved,,,"}, 0},
	} {
		if r := reviewEvents(t, readSmallModel(t), "2026-03-02T12:00:00Z", []string{row}, tt.events...); r.All.Open != tt.open {
			t.Errorf("%s: %d open, want %d", tt.name, r.All.Open, tt.open)
		}
	}
}

// However the rows are sorted and however often they stand there, the review is
// the same.
func TestEventsInAnyOrder(t *testing.T) {
	rows := []string{
		"1,2026-03-02T10:30:00Z,pause,,requester,", "1,2026-03-02T12:30:00Z,resume,,requester,",
		"1,2026-03-03T10:00:00Z,resolved,,,", "1,2026-03-03T12:00:00Z,reopened,,,",
	}
	review := func(rows ...string) string {
		r := reviewEvents(t, readSmallModel(t), "2026-03-04T12:00:00Z", []string{"1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:01:00Z,"}, rows...)
		var out strings.Builder
		for _, a := range r.Missed {
			fmt.Fprintln(&out, a.Kind, a.Status.Elapsed(), a.Days)
		}
		return out.String()
	}
	want := review(rows...)
	if !strings.Contains(want, (14 * time.Hour).String()) { // 30m + 4h 30m + 1h, and 5h + 3h after it was reopened
		t.Error(want)
	}
	if got := review(rows[3], rows[1], rows[2], rows[0], rows[1], rows[3], rows[0]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
