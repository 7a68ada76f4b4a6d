package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// resolutionBy returns the small model with another metric for the resolution.
func resolutionBy(tb testing.TB, options string) *Model {
	tb.Helper()
	return readSmallModel(tb, smallResolution, `{"metric": {"name": "resolution", "start": ["created"],
		"stop": ["resolved", "closed"], "pause_on": ["requester"]`+options+`}, "targets": [`)
}

// Every number here is worked by hand. Acme is open from nine to five, without a
// break on these days; a P1 has four hours.
func TestAccounts(t *testing.T) {
	const row = "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:01:00Z,"
	for _, tt := range []struct {
		name, options, row string
		events             []string
		want               string // the block
	}{
		{
			"held and late", "", row + "2026-03-03T12:00:00Z",
			[]string{"1,2026-03-02T11:00:00Z,pause,,requester,", "1,2026-03-02T16:00:00Z,resume,,requester,"},
			`
  1  P1  resolution  late by 1h = 5h counted − 4h promised (hours: office)
    opened Mon 2 Mar 10:00 GMT · resolved Tue 3 Mar 12:00 GMT
    due Tue 3 Mar 11:00 GMT · limit = due · over from then on
      Mon 2 Mar 11:00  waits: requester
      Mon 2 Mar 16:00  no longer waits: requester
      day        counted  when                      held  the rest of the day
      Mon 2 Mar       2h  10:00–11:00, 16:00–17:00    5h  waits: requester; outside hours
      Tue 3 Mar       3h  09:00–12:00                  –  outside hours
      total           5h                              5h
`,
		},
		{
			"held after it was late", "", row,
			[]string{"1,2026-03-02T15:00:00Z,pause,,requester,"},
			`
  1  P1  resolution  late by 1h = 5h counted − 4h promised (hours: office)
    opened Mon 2 Mar 10:00 GMT · waits as of Thu 5 Mar 12:00 GMT: requester
    due Mon 2 Mar 14:00 GMT · limit = due · over from then on
      Mon 2 Mar 15:00  waits: requester
      day                counted  when         held  the rest of the day
      Mon 2 Mar               5h  10:00–15:00    2h  waits: requester
      Tue 3 – Wed 4 Mar        –                16h  waits: requester
      Thu 5 Mar                –                 3h  waits: requester
      total                   5h                21h
`,
		},
		{
			"held by a supplier", "", row + "2026-03-02T15:00:00Z",
			[]string{"1,2026-03-02T11:00:00Z,pause,,vendor,", "1,2026-03-02T11:30:00Z,assigned,,,network", "1,2026-03-02T12:00:00Z,resume,,,"},
			`
  1  P1  resolution  late by 1h = 5h counted − 4h promised (hours: office)
    opened Mon 2 Mar 10:00 GMT · resolved Mon 2 Mar 15:00 GMT
    due Mon 2 Mar 14:00 GMT · limit = due · over from then on
      Mon 2 Mar 11:00  waits: vendor, which does not pause it
      Mon 2 Mar 11:30  assigned to network
      Mon 2 Mar 12:00  no longer waits
      day        counted  when
      Mon 2 Mar       5h  10:00–15:00
`,
		},
		{
			"reopened", "", row + "2026-03-04T11:00:00Z",
			[]string{"1,2026-03-02T13:00:00Z,resolved,,,", "1,2026-03-04T09:00:00Z,reopened,,,"},
			`
  1  P1  resolution  late by 1h = 5h counted − 4h promised (hours: office)
    opened Mon 2 Mar 10:00 GMT · resolved Wed 4 Mar 11:00 GMT
    due Wed 4 Mar 10:00 GMT · limit = due · over from then on
      Mon 2 Mar 13:00  resolved
      Wed 4 Mar 09:00  reopened
      day        counted  when         held  the rest of the day
      Mon 2 Mar       3h  10:00–13:00    4h  resolved
      Tue 3 Mar        –                 8h  resolved
      Wed 4 Mar       2h  09:00–11:00     –  resolved
      total           5h                12h
`,
		},
		{
			"reopened, and the gap counts", `, "reopen": "count_gap"`, row + "2026-03-03T10:00:00Z",
			[]string{"1,2026-03-02T13:00:00Z,resolved,,,", "1,2026-03-03T09:30:00Z,reopened,,,"},
			`
  1  P1  resolution  late by 4h = 8h counted − 4h promised (hours: office)
    opened Mon 2 Mar 10:00 GMT · resolved Tue 3 Mar 10:00 GMT
    due Mon 2 Mar 14:00 GMT · limit = due · over since Tue 3 Mar 09:30 GMT
      Mon 2 Mar 13:00  resolved
      Tue 3 Mar 09:30  reopened: the time since counts
      day                counted  when         the rest of the day
      Mon 2 Mar               3h  10:00–13:00
      Mon 2 – Tue 3 Mar   4h 30m  in 2 days    resolved, but reopened: the gap counts
      Tue 3 Mar              30m  09:30–10:00
      total                   8h
`,
		},
		{
			"raised when it was too late", "", "1,Acme,P2,2026-03-02T10:00:00Z,2026-03-02T10:01:00Z,2026-03-02T16:00:00Z",
			[]string{"1,2026-03-02T15:00:00Z,priority,P1,,"},
			`
  1  P1, was P2  resolution  late by 2h = 6h counted − 4h promised (hours: office)
    opened Mon 2 Mar 10:00 GMT · resolved Mon 2 Mar 16:00 GMT
    due Mon 2 Mar 14:00 GMT · limit = due · over since Mon 2 Mar 15:00 GMT
      Mon 2 Mar 15:00  P2 → P1: 4h instead of next business day
      day        counted  when
      Mon 2 Mar       6h  10:00–16:00
`,
		},
		{
			"begun anew", `, "on_priority": "restart"`, row + "2026-03-10T16:00:00Z",
			[]string{"1,2026-03-02T15:00:00Z,priority,P2,,"},
			`
  1  P1  resolution  late by 1h = 5h counted − 4h promised (hours: office)
    opened Mon 2 Mar 10:00 GMT · resolved Mon 2 Mar 15:00 GMT
    due Mon 2 Mar 14:00 GMT · limit = due · over from then on
      Mon 2 Mar 15:00  P1 → P2: begins anew with next business day
      day        counted  when
      Mon 2 Mar       5h  10:00–15:00
`,
		},
		{
			"broken for good", `, "sticky": true`, row + "2026-03-02T16:00:00Z",
			[]string{"1,2026-03-02T15:00:00Z,priority,P2,,"},
			`
  1  P2, was P1  resolution  broken before it got more time: 6h counted, 15h promised now (next business day, hours: office)
    opened Mon 2 Mar 10:00 GMT · resolved Mon 2 Mar 16:00 GMT
    due Tue 3 Mar 17:00 GMT · limit Wed 4 Mar 09:00 GMT · over since Mon 2 Mar 14:00 GMT
      Mon 2 Mar 15:00  P1 → P2: next business day instead of 4h
      day        counted  when
      Mon 2 Mar       6h  10:00–16:00
`,
		},
		{
			"held when due", "", row,
			[]string{"1,2026-03-02T14:00:00Z,pause,,requester,"},
			`
  1  P1  resolution  Acme: 4h of 4h used up (hours: office)
    opened Mon 2 Mar 10:00 GMT · waits as of Thu 5 Mar 12:00 GMT: requester
    75% Mon 2 Mar 13:00 GMT · due Mon 2 Mar 14:00 GMT · over when it is resumed
      Mon 2 Mar 14:00  waits: requester
`,
		},
		{
			"held at risk, resumed later than now", "", row,
			[]string{"1,2026-03-02T13:30:00Z,pause,,requester,", "1,2026-03-06T10:00:00Z,resume,,requester,"},
			`
  1  P1  resolution  Acme: 3h 30m of 4h used up (hours: office)
    opened Mon 2 Mar 10:00 GMT · waits as of Thu 5 Mar 12:00 GMT: requester
    75% Mon 2 Mar 13:00 GMT · due Thu 5 Mar 12:30 GMT if it is resumed now
`,
		},
	} {
		r := reviewEvents(t, resolutionBy(t, tt.options), "2026-03-05T12:00:00Z", []string{tt.row}, tt.events...)
		var out bytes.Buffer
		if err := WriteText(&out, r); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), tt.want) {
			_, missed, _ := strings.Cut(out.String(), "\nMissed:")
			t.Errorf("%s: no block%s in\n%s", tt.name, tt.want, missed)
		}
		for _, a := range append(r.Missed, r.AtRisk...) {
			checkDays(t, &a.Promise, a.Days)
		}
	}
}

// A promise that another priority began anew is judged anew; what was cut short in
// time is not judged, and says so.
func TestCyclesAreJudged(t *testing.T) {
	m := resolutionBy(t, `, "on_priority": "restart"`)
	r := reviewEvents(t, m, "2026-03-05T12:00:00Z", []string{"1,Acme,P2,2026-03-02T10:00:00Z,,2026-03-02T16:00:00Z"}, "1,2026-03-02T11:00:00Z,priority,P1,,")
	tally := r.All.Promises[Resolution].Rate.Tally()
	if tally.Missed() != 1 || tally.Excluded() != 1 || r.Tickets != 1 {
		t.Errorf("%v, want one missed and one excluded", tally)
	}
	if len(r.NotJudged) != 1 || r.NotJudged[0].Why.Code() != ReasonCutShort {
		t.Errorf("not judged %v", r.NotJudged)
	}
}

func TestPromisedWhereThePriorityDoesNotMatter(t *testing.T) {
	m := resolutionBy(t, `, "on_priority": "keep"`)
	r := reviewEvents(t, m, "2026-03-05T12:00:00Z", []string{"1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T15:00:00Z"}, "1,2026-03-02T11:00:00Z,priority,P2,,")
	if len(r.Missed) != 2 || spanText(r.Missed[1].Target.Span()) != "4h" || r.Missed[1].Priority() != msp.P2 {
		t.Fatalf("missed %+v", r.Missed)
	}
	if h := r.Missed[1].History; len(h) != 1 || h[0].Text != "P1 → P2, the target stays" {
		t.Errorf("history %v", h)
	}
}

// A promise that nothing starts is not judged, and says so.
func TestNotStarted(t *testing.T) {
	m := readSmallModel(t, smallResponse,
		`{"name": "first_response", "metric": "time_at_level", "targets": [{"span": {"within": "1h"}, "calendar": "client"}]}`)
	rows := []string{"1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T11:00:00Z", "2,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T16:00:00Z"}
	r := reviewEvents(t, m, "2026-03-05T12:00:00Z", rows, "2,2026-03-02T12:00:00Z,assigned,,,a", "2,2026-03-02T14:00:00Z,assigned,,,b")
	if len(r.NotJudged) != 1 || r.NotJudged[0].Why.Code() != ReasonNotStarted {
		t.Errorf("not judged %v", r.NotJudged)
	}
	tally := r.All.Promises[Response].Rate.Tally()
	if tally.Missed() != 2 || tally.Excluded() != 1 { // two hours each at two teams
		t.Errorf("%v, want two missed", tally)
	}
}

// A ticket about which a row was refused says so.
func TestRefusedEventsAreShown(t *testing.T) {
	m := readSmallModel(t)
	tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T16:00:00Z\n"), m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = ReadEvents(strings.NewReader(eventHeader+"1,2026-03-02T11:00:00Z,pause,,,\n"), m, tickets.Tickets); err != nil {
		t.Fatal(err)
	}
	r, err := Compute(m, m.Clients, tickets.Tickets, sampleAsOf())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	if want := "\n    1 row about this ticket refused: it is judged without\n"; !strings.Contains(out.String(), want) {
		t.Errorf("no %q in\n%s", want, out.String())
	}
	if state := r.Missed[0].Status.State(); state != sla.Stopped {
		t.Errorf("state %v", state)
	}
}
