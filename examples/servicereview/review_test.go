package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// A plain clock is what a promise measured, by a plain walk over the events: open
// time while nothing holds or stops it.
type plainClock struct {
	priority msp.Priority
	hours    map[calendar.Calendar]bool
	elapsed  time.Duration
	end      time.Time
	done     bool
}

func plainWalk(ticket *Ticket, goal sla.Goal, until time.Time) plainClock {
	metric := goal.Metric()
	c := plainClock{priority: ticket.Priority, hours: make(map[calendar.Calendar]bool)}
	at, holds, inGap := ticket.Opened, make(map[sla.Hold]bool), time.Duration(0)
	count := func(to time.Time) {
		open := time.Duration(0)
		if target, ok := goal.Targets().For(c.priority, ticket.Opened); ok && len(holds) == 0 {
			open = target.Calendar().Between(at, to)
			c.hours[target.Calendar()] = c.hours[target.Calendar()] || !c.done
		}
		if c.done {
			inGap += open
		} else {
			c.elapsed += open
		}
		at = to
	}
	stopped := c // as it was at the stop
	for _, e := range ticket.Log.All() {
		if e.At.After(until) {
			break
		}
		count(e.At)
		if e.Priority != 0 {
			c.priority = e.Priority
		}
		switch {
		case e.Type == sla.EventPause && slices.Contains(metric.PauseOn, e.Hold):
			holds[e.Hold] = true
		case e.Type == sla.EventResume:
			delete(holds, e.Hold)
		case slices.Contains(metric.Stop, e.Type) && !c.done:
			c.done, c.end, inGap = true, e.At, 0
			stopped = c
		case e.Type == sla.EventReopened && c.done && metric.Reopen != sla.ReopenIgnore:
			if metric.Reopen == sla.ReopenCountGap {
				c.elapsed += inGap
			}
			c.done = false
		}
	}
	if c.done {
		return stopped
	}
	count(until)
	c.end = until
	return c
}

// What the review says must come out of a plain count over the tickets: the open
// time from opening to end against the target, nothing else.
func TestComplianceOfTheSample(t *testing.T) {
	r, tickets := reviewSample(t)
	asOf := sampleAsOf()
	type counts struct{ tickets, met, inGrace, missed, pending, excluded int }
	plain := func(c *Client, priority msp.Priority, kind Kind) (n counts, times []time.Duration, hours map[calendar.Calendar]bool) {
		hours = make(map[calendar.Calendar]bool)
		for i := range tickets {
			ticket := &tickets[i]
			if c != nil && ticket.Client != c {
				continue
			}
			date := ticket.Opened.In(ticket.Client.Calendar.Zone()).Format(time.DateOnly)
			if ticket.Client.Name == "Thames Lettings" && date < "2026-03-01" { // its contract begins then
				if priority == 0 || ticket.Priority == priority {
					n.tickets++
					n.excluded++
				}
				continue
			}
			goal, _ := ticket.Client.at(ticket.Opened).Goal(kind.goal())
			walked := plainWalk(ticket, goal, asOf)
			if priority != 0 && walked.priority != priority {
				continue
			}
			n.tickets++
			target, ok := goal.Targets().For(walked.priority, ticket.Opened)
			if !ok {
				n.excluded++
				continue
			}
			deadline, err := target.Start(ticket.Opened)
			if err != nil {
				t.Fatal(err)
			}
			promised, _ := deadline.Target()
			if walked.done && kind == Resolution {
				times = append(times, walked.elapsed)
				maps.Copy(hours, walked.hours)
			}
			switch {
			case walked.elapsed > promised:
				n.missed++
			case !walked.done:
				n.pending++
			default:
				n.met++
				if plainWalk(ticket, goal, walked.end.Add(-1)).elapsed == promised {
					n.inGrace++
				}
			}
		}
		return n, times, hours
	}
	check := func(who string, f *Figures, c *Client, priority msp.Priority) {
		t.Helper()
		for kind := range Kind(kinds) {
			want, times, hours := plain(c, priority, kind)
			tally := f.Promises[kind].Rate.Tally()
			got := counts{
				int(tally.Total()), int(tally.Met()), f.Promises[kind].InGrace,
				int(tally.Missed()), int(tally.Pending()), int(tally.Excluded()),
			}
			if got != want {
				t.Errorf("%s %v: %+v, want %+v", who, kind, got, want)
			}
			if kind == Response {
				continue
			}
			slices.Sort(times)
			for _, q := range []struct {
				got     string
				percent int
			}{{valueText(f.MedianTime), 50}, {valueText(f.P90Time), 90}} {
				text := none
				if n := len(times); n > 0 && len(hours) == 1 { // several do not compare
					text = durationText(times[(n*q.percent+99)/100-1])
				}
				if q.got != text {
					t.Errorf("%s: the %d %% quantile is %s, want %s", who, q.percent, q.got, text)
				}
			}
		}
	}
	check("all", &r.All, nil, 0)
	missed := 0
	for i := range r.Clients {
		c := &r.Clients[i]
		check(c.Client.Name, &c.Figures, c.Client, 0)
		sum := int64(0)
		for j := range c.Priorities {
			p := &c.Priorities[j]
			check(c.Client.Name+" "+p.Priority.String(), &p.Figures, c.Client, p.Priority)
			sum += p.Promises[Resolution].Rate.Tally().Total()
		}
		if sum != int64(c.Tickets) {
			t.Errorf("%s: priorities hold %d tickets of %d", c.Client.Name, sum, c.Tickets)
		}
		for _, p := range c.Promises {
			missed += int(p.Rate.Tally().Missed())
		}
	}
	if missed != len(r.Missed) {
		t.Errorf("%d promises are explained, %d were missed", len(r.Missed), missed)
	}
	open := 0
	for i := range tickets {
		if tickets[i].Resolved.IsZero() { // the generator lets nothing come back for good
			open++
		}
	}
	if r.All.Open != open {
		t.Errorf("%d tickets open, want %d", r.All.Open, open)
	}
	if len(r.Clients) != 12 || r.Tickets < 450 || r.Tickets > 550 {
		t.Errorf("the sample has %d clients and %d tickets", len(r.Clients), r.Tickets)
	}
}

// Within a client the worst miss stands first: how late it is as a part of its
// target, to the nanosecond, then the older ticket.
func TestWorstFirst(t *testing.T) {
	const minute = "2026-03-02T10:01:00Z"
	r := reviewRows(t, "2026-03-31T12:00:00Z",
		"night,Night Owl,P1,2026-03-02T10:00:00Z,,2026-03-22T10:00:00Z", // by far, but of another client
		"half,Acme,P1,2026-03-02T10:00:00Z,"+minute+",2026-03-02T16:00:00Z",
		"half again,Acme,P1,2026-03-03T10:00:00Z,2026-03-03T10:01:00Z,2026-03-03T16:00:00Z",
		"half and a bit,Acme,P1,2026-03-04T10:00:00Z,2026-03-04T10:01:00Z,2026-03-04T16:00:00.000000001Z",
		"short,Acme,P3,2026-03-05T10:00:00Z,2026-03-05T12:00:00Z,2026-03-05T12:00:00Z", // late by less than the others, by more of the target
		"slight,Acme,P1,2026-02-02T10:00:00Z,2026-02-02T10:01:00Z,2026-02-02T14:01:00Z")
	var got []string
	for _, m := range r.Missed {
		got = append(got, m.Ticket.ID+" "+m.Kind.String())
	}
	if diff := diffLines([]string{
		"short response", "half and a bit resolution", "half resolution", "half again resolution", "slight resolution",
		"night response", "night resolution",
	}, got); diff != "" {
		t.Error(diff)
	}
}

// A median is of times that compare, and says how many they are.
func TestMedianOfOneCalendar(t *testing.T) {
	const office, always = "1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T12:00:00Z", "2,Night Owl,P1,2026-03-02T10:00:00Z,,2026-03-02T11:00:00Z"
	text := func(f *Figures) string {
		return number(f.MedianTime.N()) + " " + valueText(f.MedianTime) + " " + valueText(f.P90Time)
	}
	for _, tt := range []struct {
		rows []string
		want string // of all
	}{
		{[]string{office}, "1 2h 2h"},
		{[]string{always, "3" + always[1:]}, "2 1h 1h"},
		{[]string{office, always}, "– – –"},
		{[]string{office, "4,Night Owl,P1,2026-03-02T10:00:00Z,,"}, "1 2h 2h"},
	} {
		if got := text(&reviewRows(t, "2026-03-31T12:00:00Z", tt.rows...).All); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.rows, got, tt.want)
		}
	}
	r := reviewRows(t, "2026-03-31T12:00:00Z", office, always)
	if got := text(&r.Clients[0].Figures) + ", " + text(&r.Clients[1].Figures); got != "1 2h 2h, 1 1h 1h" {
		t.Errorf("the clients: %s", got)
	}
}

// Four hours from 10:00: three quarters are used up at 13:00.
func TestAtRisk(t *testing.T) {
	const row = "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:01:00Z,"
	const day = "2026-03-02T"
	for _, tt := range []struct {
		name, asOf string
		events     []string
		want       int
	}{
		{"just before", day + "12:59:59.999999999Z", nil, 0},
		{"at three quarters", day + "13:00:00Z", nil, 1},
		{"when due", day + "14:00:00Z", nil, 1},
		{"late", day + "14:00:00.000000001Z", nil, 0},
		{"held before", day + "16:00:00Z", []string{"1," + day + "12:59:00Z,pause,,requester,"}, 0},
		{"held after", day + "16:00:00Z", []string{"1," + day + "13:00:00Z,pause,,requester,"}, 1},
		{"held when due", "2026-03-05T16:00:00Z", []string{"1," + day + "14:00:00Z,pause,,requester,"}, 1},
		{"held too late", "2026-03-05T16:00:00Z", []string{"1," + day + "14:00:01Z,pause,,requester,"}, 0},
		{"held by what does not pause it", day + "12:00:00Z", []string{"1," + day + "11:00:00Z,pause,,vendor,"}, 0},
		{"raised", day + "13:30:00Z", []string{"1," + day + "13:29:00Z,priority,P2,,"}, 0}, // to the end of the next business day
	} {
		if r := reviewEvents(t, readSmallModel(t), tt.asOf, []string{row}, tt.events...); len(r.AtRisk) != tt.want {
			t.Errorf("%s: %d at risk, want %d", tt.name, len(r.AtRisk), tt.want)
		}
	}
	r, _ := reviewSample(t)
	if !slices.IsSortedFunc(r.AtRisk, func(a, b Account) int {
		dueA, _ := a.DueAtLast()
		dueB, _ := b.DueAtLast()
		return cmp.Or(dueA.Compare(dueB), cmp.Compare(a.Priority(), b.Priority()))
	}) || len(r.AtRisk) < 3 {
		t.Errorf("at risk: %d, not sorted by due or too few", len(r.AtRisk))
	}
	if r.Next == nil || r.Next.Ticket != r.AtRisk[1].Ticket { // the first is held
		t.Errorf("next due: %+v", r.Next)
	}
}

func TestJudge(t *testing.T) {
	for _, tt := range []struct {
		name, row            string
		response, resolution msp.Outcome
		inGrace              bool // of the resolution
	}{
		{"in time", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:30:00Z,2026-03-02T12:00:00Z", msp.Met, msp.Met, false},
		{"exactly when due", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,2026-03-02T14:00:00Z", msp.Met, msp.Met, false},
		{"a moment later", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T11:00:00.000000001Z,2026-03-02T14:00:00.000000001Z", msp.Missed, msp.Missed, false},
		{"between due and limit", "1,Acme,P1,2026-03-02T13:00:00Z,2026-03-02T13:00:00Z,2026-03-02T22:00:00Z", msp.Met, msp.Met, true},
		{"at the limit", "1,Acme,P1,2026-03-02T13:00:00Z,2026-03-02T13:00:00Z,2026-03-03T09:00:00Z", msp.Met, msp.Met, true},
		{"after the limit", "1,Acme,P1,2026-03-02T13:00:00Z,2026-03-02T13:00:00Z,2026-03-03T09:00:01Z", msp.Met, msp.Missed, false},
		{"resolved without an answer", "1,Acme,P1,2026-03-02T10:00:00Z,,2026-03-02T10:45:00Z", msp.Met, msp.Met, false},
		{"answered after it was resolved", "1,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T15:00:00Z,2026-03-02T10:45:00Z", msp.Met, msp.Met, false},
		{"open", "1,Acme,P1,2026-03-03T11:30:00Z,,", msp.Pending, msp.Pending, false},
		{"open too long", "1,Acme,P1,2026-03-02T10:00:00Z,,", msp.Missed, msp.Missed, false},
		{"done later than as of", "1,Acme,P1,2026-03-03T11:30:00Z,2026-03-03T12:00:01Z,2026-03-04T12:00:00Z", msp.Pending, msp.Pending, false},
		{"nothing promised", "1,Acme,P3,2026-03-03T11:30:00Z,2026-03-03T11:30:00Z,", msp.Met, msp.Excluded, false},
		{"before the contract", "1,Night Owl,P1,2026-02-01T04:59:59Z,,", msp.Excluded, msp.Excluded, false},
		{"from its first day", "1,Night Owl,P1,2026-02-01T05:00:00Z,2026-02-01T05:00:00Z,2026-02-01T05:00:00Z", msp.Met, msp.Met, false},
		{"the next business day", "1,Acme,P2,2026-02-27T18:00:00Z,2026-03-02T09:00:00Z,2026-03-02T17:00:00Z", msp.Met, msp.Met, false},
	} {
		r := reviewRows(t, "2026-03-03T12:00:00Z", tt.row)
		for kind, want := range []msp.Outcome{tt.response, tt.resolution} {
			tally := r.All.Promises[kind].Rate.Tally()
			if wantTally, _ := msp.TallyOf(want); tally != wantTally {
				t.Errorf("%s: %v is %v, want %v", tt.name, Kind(kind), tally, want)
			}
		}
		if got := r.All.Promises[Resolution].InGrace == 1; got != tt.inGrace {
			t.Errorf("%s: in grace %v, want %v", tt.name, got, tt.inGrace)
		}
	}
}

func TestNotJudged(t *testing.T) {
	r := reviewRows(t, "2026-12-01T12:00:00Z",
		"1,Night Owl,P1,2026-01-01T12:00:00Z,,",
		"2,Night Owl,P1,2026-06-01T04:00:00Z,,",
		"3,Acme,P4,2026-03-02T12:00:00Z,,2026-03-02T12:00:00Z",
		"4,Acme,P4,2026-03-02T12:00:00Z,,2026-03-02T12:00:00Z")
	var got []string
	for _, n := range r.NotJudged {
		got = append(got, n.Client.Name+" "+n.Kind.String()+" "+grouped(n.Count)+" "+n.Why.String())
	}
	if diff := diffLines([]string{
		"Acme resolution 2 no target for P4",
		"Night Owl response 1 before the contract, which begins on 2026-02-01",
		"Night Owl resolution 1 before the contract, which begins on 2026-02-01",
		"Night Owl response 1 after the contract, which ended on 2026-06-01",
		"Night Owl resolution 1 after the contract, which ended on 2026-06-01",
	}, got); diff != "" {
		t.Error(diff)
	}
}

// A target that cannot start is not judged, and says why.
func TestNoDeadline(t *testing.T) {
	m := readSmallModel(t, `"hours": "Mon-Fri 09:00-17:00"`, `"changes": [{"from": "2026-01-01", "hours": "Mon-Fri 09:00-17:00"}, {"from": "2026-04-01", "hours": {}}]`)
	r := reviewEvents(t, m, "2026-04-01T10:00:00Z", []string{"1,Acme,P2,2026-04-01T10:00:00Z,,"})
	if want := "end of next business day cannot start: the hours have no such day"; len(r.NotJudged) != 1 || r.NotJudged[0].Why.String() != want {
		t.Errorf("not judged %v, want %s", r.NotJudged, want)
	}
	// An amount of time is promised, but never runs out, however much is used up.
	r = reviewEvents(t, m, "2076-04-01T10:00:00Z", []string{"1,Acme,P1,2026-03-31T13:00:00Z,2026-03-31T13:00:00Z,"})
	if tally := r.All.Promises[Resolution].Rate.Tally(); tally.Pending() != 1 || len(r.AtRisk) != 1 || r.Next != nil {
		t.Errorf("%v, %d at risk, want one of each that is never due", tally, len(r.AtRisk))
	}
}

func TestComputeLeavesOut(t *testing.T) {
	m, tickets := readSample(t)
	asOf := instant(t, "2026-03-10T00:00:00Z")
	whole, err := Compute(m, m.Clients, tickets, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if whole.Tickets+whole.Later != len(tickets) || whole.Later == 0 || whole.Last.After(asOf) {
		t.Errorf("%d tickets and %d later of %d", whole.Tickets, whole.Later, len(tickets))
	}
	one, err := Compute(m, m.Clients[3:4], tickets, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if len(one.Clients) != 1 || one.Tickets != whole.Clients[3].Tickets || one.All.Promises[0].Rate != whole.Clients[3].Promises[0].Rate {
		t.Errorf("one client: %+v, want %+v", one.All, whole.Clients[3].Figures)
	}
}

// A review as of an instant is that of what had happened by then: later facts
// change nothing, not even when something is due.
func TestLaterFactsDoNotMatter(t *testing.T) {
	s := readSource(t)
	m, tickets := s.model, s.tickets
	text := func(tickets []Ticket, asOf time.Time) string {
		r, err := Compute(m, m.Clients, tickets, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if r.Escalations, err = ComputeEscalations(s.onCall, r, tickets); err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := WriteText(&out, r); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for asOf := instant(t, "2026-02-03T15:07:00Z"); asOf.Before(sampleAsOf()); asOf = asOf.Add(97 * time.Hour) {
		then := slices.Clone(tickets)
		for i := range then {
			if !then[i].Opened.After(asOf) {
				then[i].Log = then[i].Log.Until(asOf)
			}
			var calls Calls
			for _, told := range then[i].Calls.Told {
				if !told.At.After(asOf) {
					calls.Told = append(calls.Told, told)
				}
			}
			for _, event := range then[i].Calls.Events {
				if !event.At.After(asOf) {
					calls.Events = append(calls.Events, event)
				}
			}
			then[i].Calls = calls
		}
		if diff := diffLines(strings.Split(text(then, asOf), "\n"), strings.Split(text(tickets, asOf), "\n")); diff != "" {
			t.Errorf("as of %v, %s", asOf, diff)
		}
	}
}
