package metrics_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

func desk(tb interface{ Fatal(...any) }, spec metrics.DeskSpec) metrics.Desk {
	d, err := spec.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// Eight tickets of a desk, seen ten days after the first was created.
func deskTickets() []metrics.Ticket {
	h := func(n int) time.Time { return at(time.Duration(n) * time.Hour) }
	return []metrics.Ticket{
		{
			ID: "in time", Kind: metrics.Incident, Priority: msp.P1, Source: metrics.Phone, Failed: h(-1), Created: h(0), Acknowledged: h(1), Responded: h(2), Restored: h(3),
			Resolved: h(4), ResponseDue: h(2), ResolutionDue: h(4), Level: 1, Contacts: 1, Handled: time.Hour, RootCauseStarted: h(5), Rating: 4,
		},
		{
			ID: "late", Kind: metrics.Incident, Priority: msp.P2, Source: metrics.SelfService, Created: h(10), Responded: h(14), Resolved: h(30),
			ResponseDue: h(13), ResolutionDue: h(20), Level: 2, Contacts: 3, Escalations: 1, Reassignments: 2, Handled: 3 * time.Hour, Rating: 5,
		},
		{ID: "reopened", Kind: metrics.Request, Priority: msp.P3, Created: h(20), FirstResolved: h(22), Reopened: h(23), Reopens: 1, Resolved: h(26), Level: 1},
		{ID: "reopened and open", Kind: metrics.Incident, Priority: msp.P1, Created: h(30), FirstResolved: h(31), Reopened: h(40), Reopens: 1, ResolutionDue: h(50)},
		{ID: "open", Created: h(200), ResolutionDue: h(300)},
		{ID: "spam", Void: metrics.Spam, Created: h(50), Resolved: h(51), ResolutionDue: h(52)},
		{ID: "impossible", Kind: metrics.Incident, Priority: msp.P1, Created: h(60), Resolved: h(59), ResolutionDue: h(61), Level: 1},
		{ID: "by itself", Kind: metrics.Alert, Source: metrics.Monitoring, Created: h(70), Resolved: h(71), Automated: true},
	}
}

// Every KPI of the eight tickets, worked out by hand.
func TestDeskMeasure(t *testing.T) {
	d := desk(t, metrics.DeskSpec{AsOf: at(10 * day), Window: calendar.Interval{From: at(0), To: at(10 * day)}, Cohort: metrics.ByCreated})
	got := d.Measure(deskTickets())
	want := `
SLA compliance: 33.33%, n = 3, left out: 1 pending, 2 excluded, 1 unknown, 1 invalid
Response compliance: 50.00%, n = 2, left out: 2 excluded, 3 unknown, 1 invalid
First contact resolution: 50.00%, n = 2, left out: 2 pending, 2 excluded, 1 unknown, 1 invalid
First level resolution: 66.67%, n = 3, left out: 2 pending, 2 excluded, 1 invalid
Resolved at level 1 within 30m: 0.00%, n = 3, left out: 2 pending, 2 excluded, 1 invalid
Mean time to acknowledge: 2h30m, n = 2, left out: 1 excluded, 3 unknown, 2 open
First response: 3h, n = 2, left out: 2 excluded, 2 unknown, 2 open
First response, 50th percentile: 2h, n = 2, left out: 2 excluded, 2 unknown, 2 open
First response, 90th percentile: 4h, n = 2, left out: 2 excluded, 2 unknown, 2 open
Mean time to resolve: 12h, n = 2, left out: 3 excluded, 2 open, 1 invalid
Mean time to resolve, 50th percentile: 4h, n = 2, left out: 3 excluded, 2 open, 1 invalid
Mean time to resolve, 90th percentile: 20h, n = 2, left out: 3 excluded, 2 open, 1 invalid
Mean time to resolve, P1: 4h, n = 1, left out: 5 excluded, 1 open, 1 invalid
Mean time to resolve, P2: 20h, n = 1, left out: 7 excluded
Mean time to resolve, P3: n/a, n = 0 (no observations), left out: 8 excluded
Mean time to fulfil: 6h, n = 1, left out: 7 excluded
Mean time to restore service: 4h, n = 1, left out: 3 excluded, 4 unknown
Mean time to restore service, P1: 4h, n = 1, left out: 5 excluded, 2 unknown
Mean time to detect: 1h, n = 1, left out: 3 excluded, 4 unknown
Time to root cause started: 5h, n = 1, left out: 3 excluded, 4 open
Mean handle time: 2h, n = 2, left out: 1 excluded, 5 unknown
Reopen rate: 50.00%, n = 4, left out: 1 pending, 2 excluded, 1 invalid
Escalation rate: 20.00%, n = 5, left out: 2 excluded, 1 invalid
Reassignment rate: 20.00%, n = 5, left out: 2 excluded, 1 invalid
Self-service ratio: 50.00%, n = 2, left out: 2 excluded, 3 unknown, 1 invalid
Automated tickets: 25.00%, n = 4, left out: 2 pending, 1 excluded, 1 invalid
Proactive ratio of tickets: 20.00%, n = 5, left out: 2 excluded, 1 invalid
Customer satisfaction, mean: 4.50, n = 2, left out: 1 unknown
Customer satisfaction, top 2: 100.00%, n = 2, left out: 1 unknown
Backlog: 2, n = 2
Mean age of the backlog: 125h, n = 2
Ticket volume: 6, n = 6
Kill rate: 0.75, n = 8
Backlog ratio: 3.33, n = 2
`
	var lines strings.Builder
	for _, k := range got {
		lines.WriteString(k.String() + "\n")
	}
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), lines.String()); diff != "" {
		t.Errorf("Measure (-want +got):\n%s", diff)
	}
}

func TestDeskSpec(t *testing.T) {
	window := calendar.Interval{From: at(0), To: at(day)}
	for _, tt := range []struct {
		name string
		spec metrics.DeskSpec
		want string
	}{
		{"nothing", metrics.DeskSpec{}, "as_of missing"},
		{"no cohort", metrics.DeskSpec{AsOf: at(0), Window: window}, "cohort missing"},
		{"no window", metrics.DeskSpec{AsOf: at(0), Cohort: metrics.ByCreated}, "cohort conflict"},
		{"backwards", metrics.DeskSpec{AsOf: at(0), Window: calendar.Interval{From: at(1), To: at(0)}, Cohort: metrics.ByCreated}, "window range"},
		{"no such cohort", metrics.DeskSpec{AsOf: at(0), Window: window, Cohort: 3}, "cohort range"},
		{"below zero", metrics.DeskSpec{AsOf: at(0), InTime: -1}, "in_time range"},
		{"no such rule", metrics.DeskSpec{AsOf: at(0), Percentiles: 3}, "percentiles range"},
		{"good", metrics.DeskSpec{AsOf: at(0), Window: window, Cohort: metrics.ByResolved, Percentiles: metrics.Linear}, ""},
	} {
		var got []string
		for _, i := range tt.spec.Validate() {
			got = append(got, i.Path+" "+string(i.Code))
		}
		if _, err := tt.spec.Compile(); strings.Join(got, "; ") != tt.want || (err == nil) != (tt.want == "") {
			t.Errorf("%s: %v, %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

// The mean of tickets of a day by cohort, by hand: one was created before the day, one
// is resolved after it.
func TestDeskCohort(t *testing.T) {
	window := calendar.Interval{From: at(day), To: at(2 * day)}
	tickets := []metrics.Ticket{
		{Created: at(day - time.Hour), Resolved: at(day)},
		{Created: at(day), Resolved: at(2*day - 1)},
		{Created: at(2*day - 1), Resolved: at(2 * day)},
		{Created: at(30 * time.Hour)},
		{Created: at(2 * day), Resolved: at(3 * day)},
	}
	for _, tt := range []struct {
		cohort metrics.Cohort
		n      int
		mean   string
		open   int64
	}{
		{metrics.ByCreated, 3, "12h", 1},
		{metrics.ByResolved, 2, "12h29m59.999999999s", 0},
		{0, 5, "12h15m", 1},
	} {
		spec := metrics.DeskSpec{AsOf: at(10 * day), Window: window, Cohort: tt.cohort}
		if tt.cohort == 0 {
			spec.Window = calendar.Interval{}
		}
		d := desk(t, spec)
		in := d.Tickets(tickets)
		k := d.TimeToResolve().Of(in)
		if len(in) != tt.n || k.Value.Text(9, msp.Down) != tt.mean || k.LeftOut.Open != tt.open {
			t.Errorf("%v: %d tickets, %v (%s), want %s of %d", tt.cohort, len(in), k, k.Value.Text(9, msp.Down), tt.mean, tt.n)
		}
	}
}

func TestDeskOptions(t *testing.T) {
	late := []metrics.Ticket{{Created: at(0), ResolutionDue: at(day)}, {Created: at(0), ResolutionDue: at(day), Resolved: at(1)}}
	for _, closedOnly := range []bool{false, true} {
		k := desk(t, metrics.DeskSpec{AsOf: at(day + 1), ClosedOnly: closedOnly}).SLACompliance().Of(late)
		want := "SLA compliance: 50.00%, n = 2"
		if closedOnly {
			want = "SLA compliance: 100.00%, n = 1, left out: 1 excluded"
		}
		if k.String() != want {
			t.Errorf("closed only %v: %v, want %s", closedOnly, k, want)
		}
	}
	if k := desk(t, metrics.DeskSpec{AsOf: at(day)}).SLACompliance().Of(late); k.String() != "SLA compliance: 100.00%, n = 1, left out: 1 pending" {
		t.Errorf("at the due instant: %v", k)
	}
	office := desk(t, metrics.DeskSpec{AsOf: at(day), Elapsed: func(from, to time.Time) time.Duration { return to.Sub(from) / 3 }})
	if k := office.TimeToResolve().Of([]metrics.Ticket{{Created: at(0), Resolved: at(3 * time.Hour)}, {Created: at(2), Resolved: at(1)}}); k.String() != "Mean time to resolve: 1h, n = 1, left out: 1 invalid" {
		t.Errorf("in another time: %v", k)
	}
	ages := []metrics.Ticket{{Created: time.Unix(-1<<60, 0), Resolved: at(0)}}
	if k := office.TimeToResolve().Of(ages); k.Value.Defined() && k.Value.Exact().Sign() < 0 {
		t.Errorf("of ages: %v", k)
	}
	if k := desk(t, metrics.DeskSpec{AsOf: at(day)}).TimeToResolve().Of(ages); k.LeftOut.Invalid != 1 {
		t.Errorf("of ages: %v, want it invalid", k)
	}
	answered := []metrics.Ticket{{Created: at(0), Responded: at(time.Hour)}}
	if k := desk(t, metrics.DeskSpec{AsOf: at(day)}).TimeToAcknowledge().Of(answered); k.String() != "Mean time to acknowledge: 1h, n = 1" {
		t.Errorf("answered, not acknowledged: %v", k)
	}
	only := desk(t, metrics.DeskSpec{AsOf: at(10 * day)}).SLACompliance().Only(msp.P1)
	if k := only.Of(deskTickets()); k.Name != "sla_compliance_p1" || k.Title != "SLA compliance, P1" || k.Value.Exact() != msp.NewRatio(1, 2) || k.LeftOut != (metrics.LeftOut{Excluded: 5, Invalid: 1}) {
		t.Errorf("Only = %v", k)
	}
	for _, p := range []string{"-1%", "100.1%"} {
		if k, err := office.TimeToResolve().Percentile(answered, msp.MustParsePercent(p)); !errors.Is(err, msp.ErrRange) {
			t.Errorf("Percentile(%v) = %v, %v, want ErrRange", p, k, err)
		}
	}
	linear := desk(t, metrics.DeskSpec{AsOf: at(10 * day), Percentiles: metrics.Linear})
	if k, err := linear.TimeToResolve().Percentile(deskTickets(), msp.MustParsePercent("62.5%")); err != nil || k.Name != "mttr_percentile_62.5" || k.Value.Text(0, msp.Down) != "14h" {
		t.Errorf("Percentile = %v, %v", k, err) // of 4 and 20 hours
	}
}
