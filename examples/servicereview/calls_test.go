package main

import (
	"strings"
	"testing"
)

func TestReadCalls(t *testing.T) {
	const at = "2026-03-02T11:00:00Z"
	for _, tt := range []struct {
		name, row string // of a file with all columns
		want      string // findings
		told      int
		events    int
	}{
		{"told", "1," + at + ",notified,,,,L1,Ann,pager,", "", 1, 0},
		{"told by nobody known", "1," + at + ",notified,,,,L1,Ann,,", "", 1, 0},
		{"told twice", "1," + at + ",notified,,,,L1,Ann,,\n1," + at + ",notified,,,,L1,Ann,,", "", 1, 0},
		{"taken", "1," + at + ",ack,,,,,,Ann,", "", 0, 1},
		{"twice the same", "1," + at + ",escalate,,,,,,Ann,\n1," + at + ",escalate,,,,,,Ann,", "", 0, 1},
		{"by two", "1," + at + ",escalate,,,,,,Ann,\n1," + at + ",escalate,,,,,,Bob,", "", 0, 2},
		{"given back, escalated and put off", "1," + at + ",unack,,,,,,,\n1," + at + ",escalate,,,,,,,\n1," + at + ",snooze,,,,,,,2026-03-02T12:00:00Z", "", 0, 3},
		{"maintenance before the opening", "1,2026-03-02T08:00:00Z,suppress,,,,,,,2026-03-02T12:00:00Z", "", 0, 1},
		{"told before the opening", "1,2026-03-02T08:00:00Z,notified,,,,L1,Ann,,", `2:3: at "2026-03-02T08:00:00Z": before the ticket was opened, 2026-03-02T10:00:00Z`, 0, 0},
		{"no instant", "1,,ack,,,,,,,", `2:3: at "": an event needs an instant`, 0, 0},
		{"local time", "1,2026-03-02 11:00,ack,,,,,,,", `2:3: at "2026-03-02 11:00": want RFC 3339, such as 2026-03-09T14:05:00-04:00`, 0, 0},
		{"an unknown ticket", "7," + at + ",ack,,,,,,,", `2:1: ticket "7": not among the tickets that were read`, 0, 0},
		{"no level", "1," + at + ",notified,,,,,Ann,,", `2:36: level "": which level of support?`, 0, 0},
		{"an unknown level", "1," + at + ",notified,,,,L9,Ann,,", `2:36: level "L9": want one of L1, L2, L3, L4`, 0, 0},
		{"nobody", "1," + at + ",notified,,,,L1,,,", `2:39: to "": who was told?`, 0, 0},
		{"a name that moves the cursor", "1," + at + ",notified,,,,L1,\x1b[2J,,", `2:39: to "\x1b[2J": not a text of one line that can be printed`, 0, 0},
		{"told until when", "1," + at + ",notified,,,,L1,Ann,,2026-03-02T12:00:00Z", `2:44: until "2026-03-02T12:00:00Z": only snooze and suppress have an end`, 0, 0},
		{"a level where none belongs", "1," + at + ",ack,,,,L1,Ann,,", "2:31: level \"L1\": only notified has one\n2:34: to \"Ann\": only notified has one", 0, 0},
		{"a hold where none belongs", "1," + at + ",ack,P1,vendor,network,,,,", "2:28: priority \"P1\": an event of escalation has none\n2:31: hold \"vendor\": an event of escalation has none\n2:38: team \"network\": an event of escalation has none", 0, 0},
		{"a level of another event", "1," + at + ",resolved,,,,L1,,,2026-03-02T12:00:00Z", "2:36: level \"L1\": only notified has one\n2:41: until \"2026-03-02T12:00:00Z\": only snooze and suppress have an end", 0, 0},
		{"no end", "1," + at + ",snooze,,,,,,,", `2:37: until "": until when?`, 0, 0},
		{"an end before the beginning", "1," + at + ",suppress,,,,,,," + at, `2:39: until "2026-03-02T11:00:00Z": it ends before it begins`, 0, 0},
		{"an end that is none", "1," + at + ",snooze,,,,,,,noon", `2:37: until "noon": want RFC 3339, such as 2026-03-09T14:05:00-04:00`, 0, 0},
		{"an end of another", "1," + at + ",ack,,,,,,," + at, `2:34: until "2026-03-02T11:00:00Z": only snooze and suppress have an end`, 0, 0},
		{"going back to a step", "1," + at + ",deescalate,,,,,,,", `2:24: type "deescalate": want one of ack, agent_reply, `, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := readSmallModel(t)
			tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-03-02T10:00:00Z,,\n"), m)
			if err != nil {
				t.Fatal(err)
			}
			report, err := ReadEvents(strings.NewReader(strings.Join(eventColumns(), ",")+"\n"+tt.row+"\n"), m, tickets.Tickets)
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, f := range report.Findings {
				lines = append(lines, f.String())
			}
			if findings := strings.Join(lines, "\n"); findings != tt.want && (tt.want == "" || !strings.HasPrefix(findings, tt.want)) {
				t.Errorf("findings:\n%s\nwant:\n%s", findings, tt.want)
			}
			ticket := &tickets.Tickets[0]
			refused := 0
			if tt.want != "" {
				refused = 1
			}
			if n := len(ticket.Calls.Told); n != tt.told || len(ticket.Calls.Events) != tt.events || report.Refused != refused {
				t.Errorf("%d told, %d events, %d refused, want %d, %d, %d", n, len(ticket.Calls.Events), report.Refused, tt.told, tt.events, refused)
			}
			if ticket.Log.Len() != 1 {
				t.Errorf("clocks hear %d events, want the opening", ticket.Log.Len())
			}
		})
	}
}

// Without levels in the model any is good. A type that a metric of the model names
// is heard by the clock too, and may then have what its events have.
func TestReadCallsThatAreHeard(t *testing.T) {
	m := readSmallModel(t, `{"name": "L1", "targets": [{"within": "30m"}]}, {"name": "L2"}, {"name": "L3"}, {"name": "L4"}`, ``, smallResponse, `{
		"name": "first_response", "metric": {"name": "acknowledged", "start": ["created"], "stop": ["ack"]},
		"targets": [{"span": {"within": "1h"}, "calendar": "client"}]
	}`)
	tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-03-02T10:00:00Z,,\n"), m)
	if err != nil {
		t.Fatal(err)
	}
	rows := "ticket,at,type,priority,level,to\n1,2026-03-02T10:30:00Z,ack,P2,,\n1,2026-03-02T10:10:00Z,notified,,tier 9,Ann\n1,,ack,,,\n"
	report, err := ReadEvents(strings.NewReader(rows), m, tickets.Tickets)
	if err != nil || len(report.Findings) != 1 || report.Findings[0].String() != `4:3: at "": an event needs an instant` {
		t.Fatal(err, report.Findings)
	}
	ticket := &tickets.Tickets[0]
	if len(ticket.Calls.Events) != 1 || len(ticket.Calls.Told) != 1 || ticket.Log.Len() != 2 || ticket.Refused != 1 {
		t.Errorf("%+v, %d events for the clocks, %d refused", ticket.Calls, ticket.Log.Len(), ticket.Refused)
	}
	r, err := Compute(m, m.Clients, tickets.Tickets, instant(t, "2026-03-02T12:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	if tally := r.All.Promises[Response].Rate.Tally(); tally.Met() != 1 {
		t.Errorf("%v, want one met, by the acknowledgement", tally)
	}
}
