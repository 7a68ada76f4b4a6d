package main

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// compute computes the performance of tickets of the small model, given as rows of files.
func compute(t *testing.T, asOf string, set metrics.TargetSetSpec, rows []string, change func(*source)) *Performance {
	t.Helper()
	m := readSmallModel(t)
	tickets, err := ReadTickets(strings.NewReader(header+strings.Join(rows, "\n")), m)
	if err != nil || tickets.Refused > 0 {
		t.Fatal(err, tickets.Findings)
	}
	src := source{model: m, tickets: tickets.Tickets}
	if change != nil {
		change(&src)
	}
	r, err := Compute(m, m.Clients, src.tickets, instant(t, asOf))
	if err != nil {
		t.Fatal(err)
	}
	p, err := ComputePerformance(src, r, set.MustCompile())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// lines returns the lines of a scorecard: status, KPI, value, n, what was left out.
func lines(s Subject) []string {
	var out []string
	for _, l := range s.Card.Lines {
		out = append(out, fmt.Sprintf("%v %s %s n=%d %s", l.Status, l.Target.KPI, l.KPI.Value.Exact(), l.KPI.Value.N(), l.KPI.LeftOut))
	}
	return out
}

func findTrend(t *testing.T, s Subject, kpi string) Trend {
	t.Helper()
	i := slices.IndexFunc(s.Trends, func(of Trend) bool { return of.Name == kpi })
	if i < 0 {
		t.Fatalf("%s has no trend of %s", s.Name, kpi)
	}
	return s.Trends[i]
}

// The numbers were counted from the files of the sample by other means: rows of the
// tickets by month on the client's clock, and of the closings of those that are resolved.
// 691 is the sum of 154 ratings.
func TestScorecardOfTheSample(t *testing.T) {
	r, _ := reviewSample(t)
	p := r.Performance
	want := []string{
		"missed sla_compliance 8/9 n=450 12 pending, 36 unknown",
		"met first_level_resolution 334/471 n=471 16 pending, 11 unknown",
		"missed level_one_in_30m 7/471 n=471 16 pending, 11 unknown",
		// Hospital: 22 and 132 minutes of 89 days less an hour; Volta: 20, 25 and 31 minutes
		// of the same: 230 of 2 × 128 100 minutes were down.
		"met uptime 25597/25620 n=2 10 excluded",
		"missed csat_mean 691/154 n=154 328 unknown",
		"unknown proactive_ratio undefined n=0 ",
	}
	if diff := diffLines(want, lines(p.All)); diff != "" {
		t.Errorf("%s\nall: %q", diff, lines(p.All))
	}
	for name, want := range map[string][]string{
		"Volta Payments":      {"met first_level_resolution 28/43 n=43 2 pending, 2 unknown", "met csat_mean 52/11 n=11 34 unknown"},
		"Thames Lettings":     {"met first_level_resolution 9/13 n=39 ", "missed csat_mean 39/10 n=10 29 unknown"},
		"Harbour Dental":      {"missed first_level_resolution 22/35 n=35 4 pending, 1 unknown", "met csat_mean 14/3 n=15 21 unknown"},
		"Lakeside Accounting": {"met first_level_resolution 21/25 n=50 3 pending, 2 unknown", "unknown uptime undefined n=0 "},
	} {
		i := slices.IndexFunc(p.Clients, func(s Subject) bool { return s.Name == name })
		for _, line := range want {
			if got := lines(p.Clients[i]); !slices.Contains(got, line) {
				t.Errorf("%s: no %q in %q", name, line, got)
			}
		}
	}
	if p.All.Tickets != 147+165+186 || p.Other != 6 {
		t.Errorf("%d tickets, %d of other months", p.All.Tickets, p.Other)
	}
}

// SLA compliance must come out of the plain walk over the events that the review itself is
// tested by: what package metrics says with the limits as due times, is what package sla
// says.
func TestComplianceAgrees(t *testing.T) {
	r, tickets := reviewSample(t)
	for kind, kpi := range map[Kind]string{Response: "response_compliance", Resolution: "sla_compliance"} {
		for i := range r.Performance.Clients {
			s := &r.Performance.Clients[i]
			var met, missed [3]int64
			for j := range tickets {
				ticket := &tickets[j]
				opened := ticket.Opened.In(ticket.Client.Calendar.Zone())
				month := int(opened.Month() - time.February)
				goal, ok := ticket.Client.at(ticket.Opened).Goal(kind.goal())
				if ticket.Client.Name != s.Name || month < 0 || month > 2 || !ok {
					continue
				}
				walked := plainWalk(ticket, goal, sampleAsOf())
				target, ok := goal.Targets().For(walked.priority, ticket.Opened)
				if !ok {
					continue
				}
				deadline, err := target.Start(ticket.Opened)
				if err != nil {
					t.Fatal(err)
				}
				switch promised, _ := deadline.Target(); {
				case walked.elapsed > promised:
					missed[month]++
				case walked.done:
					met[month]++
				}
			}
			got := findTrend(t, *s, kpi).Points
			for month := range 3 {
				want := msp.NewRatio(met[month], met[month]+missed[month])
				if got[month].Exact() != want || got[month].N() != met[month]+missed[month] {
					t.Errorf("%s %s in month %d: %v, want %v", s.Name, kpi, month, got[month], want)
				}
			}
		}
	}
}

// 147, 165 and 186 tickets: 18/147 and 21/165 more; (186 − 147) ÷ 2 a month; about a mean
// of 166, ranges of 19.5 in the mean, and 2.66 × 19.5 = 51.87.
func TestTrendsOfTheSample(t *testing.T) {
	r, _ := reviewSample(t)
	v := findTrend(t, r.Performance.All, "ticket_volume")
	got := []string{fmt.Sprint(v.Points), fmt.Sprint(v.Changes), fmt.Sprint(v.Slope), v.Direction.String(), fmt.Sprint(v.Limits.Low), fmt.Sprint(v.Limits.High), fmt.Sprint(v.Limits.Outside)}
	want := []string{
		"[147/1 number, n = 147 165/1 number, n = 165 186/1 number, n = 186]", "[6/49 share, n = 2 7/55 share, n = 2]",
		"39/2 number, n = 3", "up", "11413/100 number, n = 3", "21787/100 number, n = 3", "[]",
	}
	if diff := diffLines(want, got); diff != "" {
		t.Error(diff)
	}
	// Thames Lettings has a contract since March: no promise was made in February.
	i := slices.IndexFunc(r.Performance.Clients, func(s Subject) bool { return s.Name == "Thames Lettings" })
	if s := findTrend(t, r.Performance.Clients[i], "sla_compliance"); s.Points[0].Defined() || s.Slope.Defined() || s.Direction != 0 || s.Changes[0].Defined() || !s.Changes[1].Defined() {
		t.Errorf("Thames Lettings: %+v", s)
	}
}

// Acme has three tickets in January, one in February, two in March, each seen from April;
// Night Owl has none, and of none nothing is known but their number.
func TestMonthByMonth(t *testing.T) {
	rows := []string{
		"1,Acme,P1,2026-01-05T10:00:00Z,2026-01-05T10:30:00Z,2026-01-05T11:00:00Z",
		"2,Acme,P1,2026-01-05T10:00:00Z,2026-01-05T10:30:00Z,2026-01-05T14:00:00Z", // at the limit
		"3,Acme,P1,2026-01-05T10:00:00Z,2026-01-05T10:30:00Z,2026-01-05T14:01:00Z", // late
		"4,Acme,P3,2026-02-28T23:59:59Z,,",                                         // nothing promised, open
		"5,Acme,P1,2026-03-02T10:00:00Z,,",                                         // overdue
		"6,Acme,P2,2026-03-31T22:30:00Z,,2026-03-31T23:00:00Z",                     // at midnight in London
		"7,Acme,P2,2026-03-31T23:00:00Z,,",                                         // 1 April there
	}
	set := metrics.TargetSetSpec{Name: "x", Source: "y", Targets: []metrics.TargetSpec{
		{KPI: "sla_compliance", Goal: metrics.MustParseGoal("at least 50%"), Near: metrics.MustParseBound("10%")},
		{KPI: "ticket_volume", Goal: metrics.Falling()},
		{KPI: "backlog", Goal: metrics.Rising()},
		{KPI: "csat_mean", Goal: metrics.Rising()},
		{KPI: "first_contact_resolution", Goal: metrics.MustParseGoal("above 10%")},
		{KPI: "reopen_rate", Goal: metrics.MustParseGoal("below 10%")},
		{KPI: "response_compliance", Goal: metrics.MustParseGoal("at least 0%"), MinN: 7},
	}}
	p := compute(t, "2026-04-02T12:00:00Z", set, rows, nil)
	if len(p.Months) != 3 || p.Other != 1 {
		t.Fatalf("months %v, %d tickets of others", p.Months, p.Other)
	}
	want := []string{
		"met sla_compliance 3/5 n=5 1 unknown",
		"met ticket_volume 6/1 n=6 ",                                          // 3, 1, 2: the line falls by 1/2
		"met backlog 3/1 n=3 ",                                                // 0, 1, 3: at the end of March also the sixth
		"unknown csat_mean undefined n=0 4 unknown",                           // four might have answered
		"unknown first_contact_resolution undefined n=0 2 pending, 4 unknown", // nobody wrote down the contacts
		"unknown reopen_rate undefined n=0 ",                                  // without events nobody knows
		"insufficient response_compliance 2/3 n=6 ",                           // 1 to 3, and 6 by its end; nobody answered 4 and 5
	}
	if diff := diffLines(want, lines(p.Clients[0])); diff != "" {
		t.Errorf("%s\nall: %q", diff, lines(p.Clients[0]))
	}
	want = []string{
		"unknown sla_compliance undefined n=0 ", "missed ticket_volume 0/1 n=0 ", "missed backlog 0/1 n=0 ",
		"unknown csat_mean undefined n=0 ", "unknown first_contact_resolution undefined n=0 ", "unknown reopen_rate undefined n=0 ", "unknown response_compliance undefined n=0 ",
	}
	if diff := diffLines(want, lines(p.Clients[1])); diff != "" {
		t.Errorf("%s\nall: %q", diff, lines(p.Clients[1]))
	}
}

// At two in the morning of 1 April UTC, March is not over in New York.
func TestNoMonthYet(t *testing.T) {
	rows := []string{"1,Acme,P1,2026-03-02T10:00:00Z,,"}
	for asOf, months := range map[string]int{"2026-03-31T23:00:00Z": 0, "2026-04-01T03:59:59Z": 0, "2026-04-01T04:00:00Z": 1, "2026-05-01T04:00:00Z": 2} {
		p := compute(t, asOf, metrics.ManagedServicesModel(), rows, nil)
		if len(p.Months) != months || len(p.All.Card.Lines) != min(months, 1)*6 {
			t.Errorf("%s: months %v, card %v", asOf, p.Months, p.All.Card)
		}
	}
	// April has no tickets: zero of them, and no rates.
	p := compute(t, "2026-05-02T00:00:00Z", metrics.ManagedServicesModel(), rows, nil)
	if v := findTrend(t, p.All, "ticket_volume").Points; v[0].String() != "1/1 number, n = 1" || v[1].String() != "0/1 number, n = 0" {
		t.Errorf("volume %v", v)
	}
	if v := findTrend(t, p.All, "sla_compliance"); v.Points[1].Defined() || v.Slope.Defined() {
		t.Errorf("compliance %v, slope %v", v.Points, v.Slope)
	}
}

// A ticket as package metrics sees it.
func TestMetricTicket(t *testing.T) {
	m := readSmallModel(t)
	tickets, err := ReadTickets(strings.NewReader(header+
		"1,Acme,P2,2026-03-02T10:00:00Z,2026-03-02T10:20:00Z,2026-03-05T12:00:00Z\n"+
		"2,Acme,P1,2026-03-02T10:00:00Z,2026-03-02T10:20:00Z,\n"+
		"3,Night Owl,P1,2026-01-02T10:00:00Z,,\n"+
		"4,Acme,P2,2026-03-02T10:00:00Z,2026-03-02T10:20:00Z,2026-03-02T16:00:00Z\n"), m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = ReadEvents(strings.NewReader(eventHeader+
		"1,2026-03-02T11:00:00Z,assigned,,,network\n"+
		"1,2026-03-02T12:00:00Z,resolved,,,\n1,2026-03-03T10:00:00Z,reopened,,,\n1,2026-03-03T11:00:00Z,priority,P1,,\n"+
		"2,2026-03-02T11:00:00Z,pause,,requester,\n"+
		"4,2026-03-02T15:00:00Z,priority,P1,,\n4,2026-03-02T15:30:00Z,priority,P2,,\n"), m, tickets.Tickets); err != nil {
		t.Fatal(err)
	}
	tickets.Tickets[0].Closing = Closing{metrics.Incident, 2, 3, 1, 4}
	text := func(at time.Time) string {
		if at.IsZero() {
			return "–"
		}
		return at.UTC().Format("02 15:04")
	}
	for _, tt := range []struct {
		ticket int
		asOf   string
		want   string
	}{
		// Four hours of P1: two in the first go, the rest from 10:00 on the next day.
		{0, "2026-03-06T12:00:00Z", "P1 incident 02 10:20 02 11:00 05 12:00 first 02 12:00 again 03 10:00 1 due 03 12:00 level 2 contacts 3 escalations 1 rating 4 moved 1"},
		// To the end of the next business day are 15 hours; 2 are gone, and 7 are left of the day.
		{0, "2026-03-03T10:30:00Z", "P2 incident 02 10:20 02 11:00 – first 02 12:00 again 03 10:00 1 due 04 15:00 level 0 contacts 0 escalations 0 rating 0 moved 1"},
		// Held after one hour of four: as long as that lasts, it is not due.
		{1, "2026-03-06T12:00:00Z", "P1 – 02 10:20 02 11:00 – first – again – 0 due 06 12:00 level 0 contacts 0 escalations 0 rating 0 moved 0"},
		// Five hours were too many for a P1, but half an hour later it was a P2 again, and in time.
		{3, "2026-03-06T12:00:00Z", "P2 – 02 10:20 02 11:00 02 16:00 first 02 16:00 again – 0 due 04 09:00 level 0 contacts 0 escalations 0 rating 0 moved 0"},
		{2, "2026-03-06T12:00:00Z", "P1 – – – – first – again – 0 due – level 0 contacts 0 escalations 0 rating 0 moved 0"},
	} {
		got := tickets.Tickets[tt.ticket].metric(instant(t, tt.asOf), time.Hour)
		kind := got.Kind.String()
		if kind == "" {
			kind = "–"
		}
		line := fmt.Sprintf("%v %s %s %s %s first %s again %s %d due %s level %d contacts %d escalations %d rating %d moved %d", got.Priority, kind,
			text(got.Responded), text(got.ResponseDue), text(got.Resolved), text(got.FirstResolved), text(got.Reopened), got.Reopens,
			text(got.ResolutionDue), got.Level, got.Contacts, got.Escalations, got.Rating, got.Reassignments)
		if line != tt.want || got.Handled != time.Hour {
			t.Errorf("%d as of %s:\n%s, want\n%s", tt.ticket+1, tt.asOf, line, tt.want)
		}
	}
}

// The time worked is that of the rows, and the mean of the tickets that have some.
func TestHandleTimeOfTheSample(t *testing.T) {
	r, tickets := reviewSample(t)
	file, err := sample.Open("sample/timeentries.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	minutes, worked := 0, make(map[string]int)
	for _, row := range rows[1:] {
		n := 0
		if _, err := fmt.Sscan(row[4], &n); err != nil {
			t.Fatal(err)
		}
		worked[row[1]] += n
	}
	n := 0
	for i := range tickets {
		of := &tickets[i]
		if month := of.Opened.In(of.Client.Calendar.Zone()).Month(); of.Resolved.IsZero() || month < time.February || month > time.April || worked[of.ID] == 0 {
			continue
		}
		minutes += worked[of.ID]
		n++
	}
	// An entry of 45 minutes is entered on 7 April only.
	book := readSource(t).book
	for day, want := range map[string]time.Duration{"2026-04-06T12:00:00Z": 45 * time.Minute, "2026-04-07T12:00:00Z": 0} {
		if got := book.handled(sampleAsOf())["T-1298"] - book.handled(instant(t, day))["T-1298"]; got != want {
			t.Errorf("as of %s, %v less of T-1298, want %v", day, got, want)
		}
	}
	k := r.Performance.Outlook.Handle
	if n != 470 || minutes != 28678 || k.Value.N() != 470 || k.Num != msp.NewRatio(28678*int64(time.Minute), 1) {
		t.Errorf("%d minutes of %d tickets; %v", minutes, n, k)
	}
}

// Where a promise that was broken stays so, the last instant in time is that at which it
// was: five hours were too many for a P1, and that it became a P2 again does not help.
func TestStickyPromise(t *testing.T) {
	const sticky = `{"name": "resolution", "metric": {"name": "sticky", "start": ["created"], "stop": ["resolved"], "sticky": true}, "targets": [`
	for goal, want := range map[string]string{smallResolution: "2026-03-04T09:00:00Z", sticky: "2026-03-02T15:00:00Z"} {
		m := readSmallModel(t, smallResolution, goal)
		tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P2,2026-03-02T10:00:00Z,,2026-03-02T16:00:00Z\n"), m)
		if err != nil {
			t.Fatal(err)
		}
		report, err := ReadEvents(strings.NewReader(eventHeader+"1,2026-03-02T15:00:00Z,priority,P1,,\n1,2026-03-02T15:30:00Z,priority,P2,,\n"), m, tickets.Tickets)
		if err != nil || report.Refused > 0 {
			t.Fatal(err, report.Findings)
		}
		got := tickets.Tickets[0].metric(sampleAsOf(), 0)
		if !got.ResolutionDue.Equal(instant(t, want)) {
			t.Errorf("due %v, want %v", got.ResolutionDue, want)
		}
	}
}

// What the review knows already in another way: the margin of the invoices. By hand: the
// devices of the agreements are 803 on 1 February and 861 on 30 April; 9 of 12 reviews
// were held, one more does not count, and of two clients nothing is said; 12 people work
// at the start, and 12.5 at the end of the months.
func TestOtherKPIsOfTheSample(t *testing.T) {
	s := readSource(t)
	r := reviewSource(t, s)
	set := metrics.TargetSetSpec{Name: "x", Source: "y"}
	for kpi, goal := range map[string]string{
		"gross_margin": "benchmark 46.2%", "tickets_per_endpoint_month": "below 1.5", "qbr_completion": "above 75%", "revenue_per_employee": "rising",
	} {
		set.Targets = append(set.Targets, metrics.TargetSpec{KPI: kpi, Goal: metrics.MustParseGoal(goal)})
	}
	slices.SortFunc(set.Targets, func(a, b metrics.TargetSpec) int { return strings.Compare(a.KPI, b.KPI) })
	p, err := ComputePerformance(s, r, set.MustCompile())
	if err != nil {
		t.Fatal(err)
	}
	f := &r.Finance.All
	revenue, err := f.Charged.Amount().Quo(msp.NewRatio(49, 4)) // (12 + 12.5) ÷ 2
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		" gross_margin " + f.Profit.Margin.String() + " n=12 1 excluded", // Thames Lettings has no invoice of February
		"near qbr_completion 3/4 n=12 3 excluded",                        // a strict bound
		"met revenue_per_employee " + revenue.String() + " n=12 1 excluded",
		// 498 tickets, less 12 of February of Thames Lettings: 486 ÷ (832 × 3).
		"met tickets_per_endpoint_month 81/416 n=832 12 excluded",
	}
	if diff := diffLines(want, lines(p.All)); diff != "" {
		t.Errorf("%s\nall: %q", diff, lines(p.All))
	}
	// Alone a client has neither all people nor, without a word, reviews; its margin is in
	// its own currency.
	one := *r
	one.Clients = slices.DeleteFunc(slices.Clone(r.Clients), func(c ClientReview) bool { return c.Client.Name != "Thames Lettings" })
	if p, err = ComputePerformance(s, &one, set.MustCompile()); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Finance.Clients, func(c ClientFinance) bool { return c.Client.Name == "Thames Lettings" })
	own := r.Finance.Clients[i].Profit.Margin
	want = []string{
		" gross_margin " + own.String() + " n=1 1 excluded", "unknown qbr_completion undefined n=0 ", "unknown revenue_per_employee undefined n=0 ",
		"met tickets_per_endpoint_month 27/98 n=49 12 excluded", // 27 ÷ (49 × 2): since March
	}
	if diff := diffLines(want, lines(p.Clients[0])); diff != "" {
		t.Errorf("%s\nall: %q", diff, lines(p.Clients[0]))
	}
}
