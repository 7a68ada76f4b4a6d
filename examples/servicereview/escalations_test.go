package main

import (
	"slices"
	"strings"
	"testing"
)

const callHeader = "ticket,at,type,level,to,by,until\n"

// reviewCalls reviews tickets of the small model and what happened to them, by the small
// rules with some texts replaced.
func reviewCalls(tb testing.TB, asOf string, rows, calls []string, replacements ...string) *Review {
	tb.Helper()
	return reviewCovered(tb, "office", asOf, rows, calls, replacements...)
}

// reviewCovered is reviewCalls with hours in which the desk has to be covered.
func reviewCovered(tb testing.TB, hours, asOf string, rows, calls []string, replacements ...string) *Review {
	tb.Helper()
	m := readSmallModel(tb, replacements...)
	o, err := m.onCall(&Settings{Covers: map[string]string{"desk": hours}})
	if err != nil {
		tb.Fatal(err)
	}
	tickets, err := ReadTickets(strings.NewReader("id,client,priority,opened,responded,resolved\n"+strings.Join(rows, "\n")), m)
	if err != nil || tickets.Refused > 0 {
		tb.Fatal(err, tickets.Findings)
	}
	report, err := ReadEvents(strings.NewReader(callHeader+strings.Join(calls, "\n")), m, tickets.Tickets)
	if err != nil || report.Refused > 0 {
		tb.Fatal(err, report.Findings)
	}
	r, err := Compute(m, m.Clients, tickets.Tickets, instant(tb, asOf))
	if err != nil {
		tb.Fatal(err)
	}
	if r.Escalations, err = ComputeEscalations(o, r, tickets.Tickets); err != nil {
		tb.Fatal(err)
	}
	return r
}

// callLines returns the lines of the tickets, cells apart by bars.
func callLines(r *Review) string {
	w := textWriter{Review: r}
	var lines []string
	for i := range r.Escalations.Tickets {
		t := &r.Escalations.Tickets[i]
		lines = append(lines, t.heading())
		for j := range t.Calls {
			lines = append(lines, strings.TrimRight(strings.Join(w.callCells(t.Ticket, &t.Calls[j]), "|"), "|"))
		}
	}
	return strings.Join(lines, "\n")
}

// The expectations are read off the small rules by hand: the office has 4 hours from
// 10:00, so half of it is at 12:00, three quarters at 13:00, and it is over at 14:00.
func TestEscalations(t *testing.T) {
	const missed = "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:20:00Z,2026-03-02T14:40:00Z"
	const urgent = "1  P1  resolution missed · urgent: policy page, ladders due, queue urgent\n"
	for _, tt := range []struct {
		name, asOf string
		rows       []string
		calls      []string
		want       string
	}{
		{
			"in time, late, somebody else, never", "2026-03-03T12:00:00Z",
			[]string{missed},
			[]string{
				"1,2026-03-02T10:05:00Z,notified,L1,Ann,,", // the last instant in time
				"1,2026-03-02T10:15:00Z,notified,L2,Cy,,",
				"1,2026-03-02T12:05:01Z,notified,L1,Ann,,", // one second late
				"1,2026-03-02T13:02:00Z,notified,L2,Di,,",
				"1,2026-03-02T14:31:00Z,notified,L4,Eve,,", // for the rung after the breach
			},
			urgent +
				"Mon 2 Mar 10:00|L1|desk|Ann|told 10:05\n" +
				"Mon 2 Mar 10:15|L2|ops|Cy|told 10:15\n" +
				"Mon 2 Mar 10:20||||answered, and so taken\n" +
				"Mon 2 Mar 12:00|L1|half|Ann|told 12:05:01: late by 5m 1s\n" +
				"Mon 2 Mar 13:00|L2|most|Cy|not told, but Di 13:02\n" +
				"Mon 2 Mar 14:00|L4|breach|Max|never told\n" +
				"Mon 2 Mar 14:30|L4|later|Eve, Max|Eve told 14:31",
		},
		{
			"no sooner than it is due, and once", "2026-03-03T12:00:00Z",
			[]string{missed},
			[]string{
				"1,2026-03-02T10:00:00Z,notified,L1,Ann,pager,", "1,2026-03-02T10:00:00Z,notified,L1,Ann,pager,", // the same row
				"1,2026-03-02T10:14:59Z,notified,L2,Cy,,",
				"1,2026-03-02T12:01:00Z,notified,L1,Ann,,", "1,2026-03-02T12:02:00Z,notified,L1,Ann,,",
				"1,2026-03-02T13:10:00Z,notified,L2,Di,,",
				"1,2026-03-02T14:50:00Z,notified,L4,Max,,", "1,2026-03-02T14:51:00Z,notified,L4,Eve,,",
			},
			urgent +
				"Mon 2 Mar 10:00|L1|desk|Ann|told 10:00\n" +
				"Mon 2 Mar 10:14:59|L2|||Cy was told without a reason\n" +
				"Mon 2 Mar 10:15|L2|ops|Cy|never told\n" +
				"Mon 2 Mar 10:20||||answered, and so taken\n" +
				"Mon 2 Mar 12:00|L1|half|Ann|told 12:01\n" +
				"Mon 2 Mar 12:02|L1|||Ann was told without a reason\n" +
				"Mon 2 Mar 13:00|L2|most|Cy|not told, but Di 13:10, late by 10m\n" +
				"Mon 2 Mar 14:00|L4|breach|Max|never told\n" + // Max is to be told again at 14:30
				"Mon 2 Mar 14:30|L4|later|Eve, Max|Max told 14:50: late by 20m",
		},
		{
			// 01:30 in the night of the clock change in Europe. Night Owl's clock is that of
			// New York, four hours behind.
			"nobody on call", "2026-03-29T06:02:00Z",
			[]string{"1,Night Owl,P1,2026-03-29T01:30:00Z,,"},
			[]string{"1,2026-03-29T01:31:00Z,notified,L4,Max,,", "1,2026-03-29T05:30:00Z,notified,L4,Max,,"},
			"1  P1  response missed, resolution missed · urgent: policy page, ladders due, queue urgent\n" +
				"Sat 28 Mar 21:30|L1|desk||skipped: nobody is on call\n" +
				"Sat 28 Mar 21:30|L2|ops||skipped: nobody is on call\n" +
				"Sat 28 Mar 21:30|L4|boss|Max|told 21:31\n" +
				"Sat 28 Mar 23:30|L1|half|–|nobody was on call\n" +
				"Sun 29 Mar 00:30|L2|most|–|nobody was on call\n" +
				"Sun 29 Mar 01:30|L4|breach|Max|told 01:30\n" +
				"Sun 29 Mar 02:00|L4|later|Eve, Max|not told yet",
		},
		{
			// Opened on a Saturday; Bob's week begins on Monday.
			"put off to the opening", "2026-03-09T12:30:00Z",
			[]string{"1,Acme,P2,2026-03-07T10:00:00Z,2026-03-09T12:00:00Z,"},
			[]string{"1,2026-03-07T10:01:00Z,notified,L1,Ann,,", "1,2026-03-09T09:04:00Z,notified,L1,Bob,,"},
			"1  P2  response missed · policy office, queue desk\n" +
				"Sat 7 Mar 10:00|L1|desk||put off until Mon 9 Mar 09:00: office is closed\n" +
				"Sat 7 Mar 10:01|L1|||Ann was told without a reason\n" +
				"Mon 9 Mar 09:00|L1|desk|Bob|told 09:04\n" +
				"Mon 9 Mar 10:00|L4|step 2|Lee|never told\n" +
				"Mon 9 Mar 11:00||||nobody has taken it, and nobody else is told\n" +
				"Mon 9 Mar 12:00||||answered, and so taken",
		},
		{
			"maintenance", "2026-03-03T12:00:00Z",
			[]string{missed},
			[]string{
				"1,2026-03-02T11:30:00Z,suppress,,,board,2026-03-02T12:30:00Z",
				"1,2026-03-02T10:01:00Z,notified,L1,Ann,,", "1,2026-03-02T10:16:00Z,notified,L2,Cy,,",
				"1,2026-03-02T12:01:00Z,notified,L1,Ann,,", "1,2026-03-02T12:31:00Z,notified,L1,Ann,,",
				"1,2026-03-02T13:01:00Z,notified,L2,Cy,,", "1,2026-03-02T14:01:00Z,notified,L4,Max,,",
				"1,2026-03-02T14:31:00Z,notified,L4,Eve,,", "1,2026-03-02T14:31:00Z,notified,L4,Max,,",
			},
			urgent +
				"Mon 2 Mar 10:00|L1|desk|Ann|told 10:01\n" +
				"Mon 2 Mar 10:15|L2|ops|Cy|told 10:16\n" +
				"Mon 2 Mar 10:20||||answered, and so taken\n" +
				"Mon 2 Mar 11:30||||maintenance until 12:30\n" +
				"Mon 2 Mar 12:00|L1|half||put off until 12:30: maintenance\n" +
				"Mon 2 Mar 12:01|L1|||Ann was told without a reason\n" +
				"Mon 2 Mar 12:30|L1|half|Ann|told 12:31\n" +
				"Mon 2 Mar 13:00|L2|most|Cy|told 13:01\n" +
				"Mon 2 Mar 14:00|L4|breach|Max|told 14:01\n" +
				"Mon 2 Mar 14:30|L4|later|Eve, Max|Eve told 14:31", // and Max with her
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := callLines(reviewCalls(t, tt.asOf, tt.rows, tt.calls))
			if diff := diffLines(strings.Split(tt.want, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s\nall:\n%s", diff, got)
			}
		})
	}
}

// Five minutes after its instant a firing is open, then nobody was told.
func TestOpen(t *testing.T) {
	for asOf, want := range map[string]CallFigures{
		"2026-03-02T12:05:00Z": {Tickets: 1, Due: 4, Open: 1, Never: 3},
		"2026-03-02T12:05:01Z": {Tickets: 1, Due: 4, Never: 4},
	} {
		r := reviewCalls(t, asOf, []string{"1,Acme,P1,2026-03-02T10:00:00Z,,"}, nil)
		if got := r.Escalations.All; got != want {
			t.Errorf("as of %s: %+v, want %+v", asOf, got, want)
		}
	}
}

// However the rows are sorted, the review is the same, and what comes after the as-of
// instant does not matter.
func TestCallsInAnyOrder(t *testing.T) {
	rows := []string{"1,Acme,P1,2026-03-02T10:00:00Z,,"}
	calls := []string{
		"1,2026-03-02T10:01:00Z,notified,L1,Ann,,", "1,2026-03-02T10:05:00Z,ack,,,Ann,", "1,2026-03-02T10:30:00Z,unack,,,Ann,",
		"1,2026-03-02T10:31:00Z,notified,L1,Ann,,", "1,2026-03-02T10:47:00Z,notified,L2,Cy,,", "1,2026-03-02T12:02:00Z,notified,L1,Ann,,",
	}
	later := []string{"1,2026-03-02T13:01:00Z,notified,L2,Cy,,", "1,2026-03-02T12:31:00Z,escalate,,,Ann,", "1,2026-03-02T13:30:00Z,resolved,,,,"}
	want := callLines(reviewCalls(t, "2026-03-02T12:30:00Z", rows, calls))
	slices.Reverse(calls)
	if got := callLines(reviewCalls(t, "2026-03-02T12:30:00Z", rows, slices.Concat(later, calls, calls))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := strings.Count(want, "|told "); n != 4 {
		t.Errorf("%d told, want 4:\n%s", n, want)
	}
}

// Two firings of one instant, level and people are one telling: here half of the target
// and the hour behind it.
func TestOneTelling(t *testing.T) {
	r := reviewCalls(t, "2026-03-03T12:00:00Z", []string{"1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z,2026-03-02T14:40:00Z"},
		[]string{"1,2026-03-02T12:01:00Z,notified,L1,Ann,,"},
		`{"name": "most"`, `{"level": "L1", "on": {"offset": "-2h"}, "notify": [{"on_call": "desk"}]}, {"name": "most"`)
	const want = "\nMon 2 Mar 12:00|L1|half, step 2|Ann|told 12:01\n"
	if got := callLines(r); !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
	if f := r.Escalations.All; f.Due != 4 || f.InTime != 1 || f.Never != 3 {
		t.Errorf("%+v, want 4 due and 1 in time", f)
	}
}

// A ticket that no route is for has nothing due, and what was told is there.
func TestNoRoute(t *testing.T) {
	r := reviewCalls(t, "2026-03-03T12:00:00Z", []string{"1,Acme,P2,2026-03-02T10:00:00Z,2026-03-02T12:00:00Z,", "2,Acme,P2,2026-03-02T10:00:00Z,2026-03-02T12:00:00Z,"},
		[]string{"2,2026-03-02T12:01:00Z,notified,L1,Ann,,"}, `,
		{"policy": "office", "queue": "desk"}`, ``)
	const want = "1  P2  response missed · no route is for it\n" +
		"2  P2  response missed · no route is for it\nMon 2 Mar 12:01|L1|||Ann was told without a reason"
	if got := callLines(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var out strings.Builder
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n    nothing should have fired, and nobody was told\n", "\n    no line is for a ticket such as map["} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
