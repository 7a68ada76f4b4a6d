package metrics_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
)

// Mistakes that were made once, and what mutants got away with.

func TestRateFullOfAnother(t *testing.T) {
	full, _ := msp.NewTally(math.MaxInt64-1, 0, 0, 0)
	r := metrics.NewRate(full)
	if err := r.Add(msp.Missed); err != nil || r.Total() != math.MaxInt64 {
		t.Errorf("the last one: %v, %v", r, err)
	}
	for _, o := range []msp.Outcome{msp.Met, msp.Missed, msp.Pending, msp.Excluded} {
		if err := r.Add(o); !errors.Is(err, msp.ErrOverflow) || r.Tally().Missed() != 1 || r.Total() != math.MaxInt64 {
			t.Errorf("one %v more: %v, %v, want ErrOverflow", o, r, err)
		}
	}
	var back metrics.Rate
	if err := back.UnmarshalBinary([]byte(encoded(t, r))); err != nil || back != r {
		t.Errorf("a full rate comes back as %v, %v", back, err)
	}
}

func TestAccumulatorJSON(t *testing.T) {
	tally, _ := msp.NewTally(1, 2, 3, 4)
	for _, tt := range []struct {
		a    any
		want string
	}{
		{metrics.NewRate(tally), `{"met":1,"missed":2,"pending":3,"excluded":4}`},
		{timesOf(t, []taken{{1, true}, {2, true}, {0, false}}), `{"count":2,"open":1,"invalid":0,"excluded":0,"sum":"3/1","min":"1/1","max":"2/1"}`},
		{metrics.Times{}, `{"count":0,"open":0,"invalid":0,"excluded":0,"sum":"0/1","min":"undefined","max":"undefined"}`},
	} {
		if got, err := json.Marshal(tt.a); err != nil || string(got) != tt.want {
			t.Errorf("JSON = %s, %v, want %s", got, err, tt.want)
		}
	}
}

func TestHistogramCopies(t *testing.T) {
	var h metrics.Histogram
	for i := range 100 {
		c := h
		if err := errors.Join(h.Add(time.Duration(i)), c.Add(time.Duration(i+1)), h.Add(time.Duration(i+2))); err != nil {
			t.Fatal(err)
		}
		if _, _, err := c.Quantile(msp.NewRatio(1, 1)); err != nil {
			t.Fatal(err)
		}
	}
	seven, err := metrics.NewHistogram(7)
	if err != nil {
		t.Fatal(err)
	}
	five, err := metrics.NewHistogram(5)
	if err != nil {
		t.Fatal(err)
	}
	var zero metrics.Histogram
	if zero.Equal(seven) || encoded(t, zero) == encoded(t, seven) || !seven.Equal(seven.Clone()) {
		t.Error("equal histograms have other bytes")
	}
	for _, pair := range [][2]metrics.Histogram{{five, seven}, {seven, five}} {
		if err := pair[0].Merge(pair[1]); !errors.Is(err, msp.ErrRange) {
			t.Errorf("%v with %v: %v, want ErrRange", pair[0], pair[1], err)
		}
	}
	open := seven.Clone()
	if err := open.AddOpen(); err != nil || open.Equal(seven) {
		t.Errorf("%v equals %v, %v", open, seven, err)
	}
	if low, _, err := open.Quantile(p90()); err != nil || low.Defined() {
		t.Errorf("of an open item: %v, %v", low, err)
	}
}

func TestBoundsThatDoNotReadBack(t *testing.T) {
	for _, text := range []string{"100000000000000000000/1", "1000000000000000000000000000/7000000000000000000000000000000000000/1"} {
		if b, err := metrics.ParseBound(text); !errors.Is(err, msp.ErrSyntax) || !b.IsZero() {
			t.Errorf("ParseBound(%q) = %v, %v, want ErrSyntax", text, b, err)
		}
	}
	for _, g := range []metrics.Goal{
		metrics.Above(metrics.Bound{}), metrics.AtMost(metrics.Bound{}),
		metrics.Between(metrics.MustParseBound("95%"), metrics.MustParseBound("1.5")), metrics.Between(metrics.MustParseBound("95%"), metrics.Bound{}),
	} {
		if data, err := json.Marshal(g); !errors.Is(err, msp.ErrRange) {
			t.Errorf("%q is written as %s, %v, want ErrRange", g, data, err)
		}
	}
	if g := metrics.MustParseGoal("within 1..1"); g.String() != "within 1..1" {
		t.Errorf("a band of one number is %q", g)
	}
}

func TestTargetsAtTheLimit(t *testing.T) {
	spec := metrics.TargetSetSpec{Name: "s", Source: "here"}
	for i := range 1000 {
		spec.Targets = append(spec.Targets, metrics.TargetSpec{KPI: "own_" + strings.Repeat("x", i), Goal: metrics.Rising()})
	}
	if err := spec.Validate().Err(); err != nil {
		t.Errorf("1,000 targets: %v", err)
	}
	if _, err := metrics.ManagedServicesModel().MustCompile().Score([]metrics.KPI{metrics.Definition{Name: "uptime"}.OfValue(newValue(t, "undefined", metrics.UnitNumber, 0))}, nil); !errors.Is(err, metrics.ErrUnit) {
		t.Errorf("undefined in another unit: %v, want ErrUnit", err)
	}
	if data, err := json.Marshal(metrics.Scorecard{}); err != nil || !strings.Contains(string(data), `"lines":null`) {
		t.Errorf("%s, %v", data, err)
	}
	card, err := metrics.TargetSet{}.Score(nil, nil)
	if data, _ := json.Marshal(card); err != nil || string(data) != `{"set":"","title":"","lines":[]}` {
		t.Errorf("no targets: %s, %v", data, err)
	}
}

func TestDeskEdges(t *testing.T) {
	h := func(n int) time.Time { return at(time.Duration(n) * time.Hour) }
	d := desk(t, metrics.DeskSpec{AsOf: h(100)})
	of := func(kpi func([]metrics.Ticket) metrics.KPI, tickets ...metrics.Ticket) string {
		return kpi(tickets).String()
	}
	for name, tt := range map[string]struct{ got, want string }{
		"reopened later than seen": {
			of(d.SLACompliance().Of, metrics.Ticket{Created: h(0), ResolutionDue: h(20), FirstResolved: h(10), Reopened: h(110), Resolved: h(120), Reopens: 1}),
			"SLA compliance: 100.00%, n = 1",
		},
		"reopened and not resolved anew": {
			of(d.SLACompliance().Of, metrics.Ticket{Created: h(0), ResolutionDue: h(20), FirstResolved: h(10), Reopened: h(90), Resolved: h(120), Reopens: 1}),
			"SLA compliance: 0.00%, n = 1",
		},
		"resolved later": {
			of(d.ReopenRate().Of, metrics.Ticket{Created: h(0), FirstResolved: h(110), Reopened: h(115), Resolved: h(120)}),
			"Reopen rate: n/a, n = 0 (nothing to divide by), left out: 1 pending",
		},
		"reopened, nobody knows when": {of(d.ReopenRate().Of, metrics.Ticket{Created: h(0), Reopens: 1}), "Reopen rate: 100.00%, n = 1"},
		"reopened, no count":          {of(d.ReopenRate().Of, metrics.Ticket{Created: h(0), FirstResolved: h(1), Reopened: h(2)}), "Reopen rate: 100.00%, n = 1"},
		"two resolutions":             {of(d.ReopenRate().Of, metrics.Ticket{Created: h(0), FirstResolved: h(1), Resolved: h(2)}), "Reopen rate: 100.00%, n = 1"},
		"created later":               {of(d.EscalationRate().Of, metrics.Ticket{Created: h(101), Escalations: 1}), "Escalation rate: n/a, n = 0 (nothing to divide by), left out: 1 excluded"},
		"resolved when created":       {of(d.FirstLevelResolution().Of, metrics.Ticket{Created: h(1), Resolved: h(1), Level: 1}), "First level resolution: 100.00%, n = 1"},
		"last resolution impossible": {
			of(d.AutomatedTickets().Of, metrics.Ticket{Created: h(5), FirstResolved: h(6), Resolved: h(2), Automated: true}),
			"Automated tickets: n/a, n = 0 (nothing to divide by), left out: 1 invalid",
		},
		"answered before created": {
			of(d.ResponseCompliance().Of, metrics.Ticket{Created: h(5), Responded: h(4), ResponseDue: h(9)}),
			"Response compliance: n/a, n = 0 (nothing to divide by), left out: 1 unknown",
		},
		"answered at the instant": {of(d.ResponseCompliance().Of, metrics.Ticket{Created: h(5), Responded: h(100), ResponseDue: h(100)}), "Response compliance: 100.00%, n = 1"},
		"answered later":          {of(d.ResponseCompliance().Of, metrics.Ticket{Created: h(5), Responded: h(101), ResponseDue: h(200)}), "Response compliance: n/a, n = 0 (nothing to divide by), left out: 1 pending"},
		"resolved without a known answer": {
			of(d.ResponseCompliance().Of, metrics.Ticket{Created: h(5), Resolved: h(6), ResponseDue: h(9)}),
			"Response compliance: n/a, n = 0 (nothing to divide by), left out: 1 unknown",
		},
		"the same, its time":         {of(d.TimeToRespond().Of, metrics.Ticket{Created: h(5), Resolved: h(6)}), "First response: n/a, n = 0 (no observations), left out: 1 unknown"},
		"acknowledged later":         {of(d.TimeToAcknowledge().Of, metrics.Ticket{Created: h(5), Acknowledged: h(101), Responded: h(7)}), "Mean time to acknowledge: 2h, n = 1"},
		"answered, then taken":       {of(d.TimeToAcknowledge().Of, metrics.Ticket{Created: h(5), Acknowledged: h(8), Responded: h(7)}), "Mean time to acknowledge: 3h, n = 1"},
		"restored later":             {of(d.TimeToRestore().Of, metrics.Ticket{Failed: h(1), Created: h(5), Restored: h(101), Resolved: h(7)}), "Mean time to restore service: 6h, n = 1"},
		"at once":                    {of(d.TimeToResolve().Of, metrics.Ticket{Created: h(5), Resolved: h(5)}), "Mean time to resolve: 0s, n = 1"},
		"work below zero":            {of(d.HandleTime().Of, metrics.Ticket{Created: h(5), Resolved: h(6), Handled: -1}), "Mean handle time: n/a, n = 0 (no observations), left out: 1 invalid"},
		"work on what is open":       {of(d.HandleTime().Of, metrics.Ticket{Created: h(5), Handled: 1}), "Mean handle time: n/a, n = 0 (no observations), left out: 1 open"},
		"a problem":                  {of(d.TimeToRootCause().Of, metrics.Ticket{Kind: metrics.Problem, Created: h(5), RootCauseStarted: h(6)}), "Time to root cause started: 1h, n = 1"},
		"spam done by itself":        {of(d.AutomatedTickets().Of, metrics.Ticket{Created: h(5), Resolved: h(6), Automated: true, Void: metrics.Spam}), "Automated tickets: n/a, n = 0 (nothing to divide by), left out: 1 excluded"},
		"one hand-over":              {of(d.ReassignmentRate().Of, metrics.Ticket{Created: h(5), Reassignments: 1}), "Reassignment rate: 100.00%, n = 1"},
		"by a form":                  {of(d.SelfServiceRatio().Of, metrics.Ticket{Created: h(5), Source: metrics.Portal}), "Self-service ratio: 0.00%, n = 1"},
		"without a priority":         {of(d.ReopenRate().Only(0).Of, metrics.Ticket{Created: h(5)}), "Reopen rate, no priority: n/a, n = 0 (nothing to divide by), left out: 1 pending"},
		"overdue, of the definition": {d.SLACompliance().Text, "resolved at or before due ÷ resolved or overdue, of incidents and requests with a due time"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %s, want %s", name, tt.got, tt.want)
		}
	}
	rated := d.Ratings([]metrics.Ticket{{Created: h(1), Resolved: h(101), Rating: 5}, {Created: h(1), Resolved: h(2), Rating: -1}, {Created: h(1), Resolved: h(2), Rating: 5}})
	if rated.Answered() != 1 || rated.Invalid() != 1 || rated.Total() != 2 {
		t.Errorf("Ratings = %v", rated)
	}
	if none := (metrics.TicketRate{Outcome: func(*metrics.Ticket) msp.Outcome { return 0 }}).Of(deskTickets()); none.LeftOut.Invalid != 8 {
		t.Errorf("outcomes that are none: %v", none)
	}
	third := d.TimeToResolve()
	for percent, want := range map[string]string{"1%": "1st", "2%": "2nd", "33%": "33rd", "11%": "11th", "12%": "12th", "99.1%": "99.1th", "100%": "100th"} {
		if k, err := third.Percentile(nil, msp.MustParsePercent(percent)); err != nil || k.Title != "Mean time to resolve, "+want+" percentile" {
			t.Errorf("Percentile(%s) = %q, %v", percent, k.Title, err)
		}
	}
}

// First contact resolution in time is in the time of the desk, as its other times.
func TestElapsedOfFCR(t *testing.T) {
	spec := metrics.DeskSpec{
		AsOf: at(day), FCR: metrics.WithinTime(30 * time.Minute),
		Elapsed: func(from, to time.Time) time.Duration { return to.Sub(from) / 4 }, ElapsedIn: "business hours",
	}
	tickets := []metrics.Ticket{{Created: at(0), Resolved: at(2 * time.Hour), Level: 1}, {Created: at(0), Resolved: at(2*time.Hour + 4), Level: 1}}
	d := desk(t, spec)
	for _, k := range []metrics.KPI{d.FirstContactResolution().Of(tickets), d.LevelOneInTime().Of(tickets)} {
		if k.Value.Exact() != msp.NewRatio(1, 2) || !strings.HasSuffix(k.Text, ", in business hours") {
			t.Errorf("%v: %q", k, k.Text)
		}
	}
	if k := d.TimeToResolve().Of(tickets); !strings.HasSuffix(k.Text, ", in business hours") {
		t.Errorf("Text = %q", k.Text)
	}
	spec.FCR = spec.FCR.WithoutReopen(-1)
	if issues := spec.Validate(); len(issues) != 1 || issues[0].Path != "fcr" {
		t.Errorf("a window below zero: %v", issues)
	}
}

// The backlog at the end of a window that is over is that of its last instant, and the
// flow says the same.
func TestBacklogOfAWindow(t *testing.T) {
	to := at(31 * day)
	tickets := []metrics.Ticket{
		{Created: at(day)},
		{Created: at(day), Resolved: to},
		{Created: to},
		{Created: to.Add(day)},
		{Created: at(-day), Resolved: at(day)},
		{Kind: metrics.Change, Created: at(21 * day)},
		{},
		{Created: at(2 * day), FirstResolved: at(3 * day), Reopened: at(40 * day), Resolved: at(41 * day), Reopens: 1},
	}
	d := desk(t, metrics.DeskSpec{AsOf: at(60 * day), Window: calendar.Interval{From: at(0), To: to}, Cohort: metrics.ByCreated})
	kpis := make(map[string]metrics.KPI)
	for _, k := range d.Measure(tickets) {
		kpis[k.Name] = k
	}
	flows, err := d.Flows(tickets, at(0), to)
	if err != nil || flows[0].Backlog != 3 {
		t.Fatalf("Flows = %v, %v", flows, err)
	}
	for name, want := range map[string]string{
		"backlog": "Backlog: 3, n = 3, left out: 1 unknown", "backlog_age": "Mean age of the backlog: 560h, n = 3, left out: 1 unknown",
		"ticket_volume": "Ticket volume: 4, n = 4", "kill_rate": "Kill rate: 0.50, n = 4", "backlog_ratio": "Backlog ratio: 23.25, n = 3, left out: 1 unknown",
	} {
		if got := kpis[name].String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	// Five days into a window, with ten tickets a day, all open: five days of work.
	var running []metrics.Ticket
	for i := range 50 {
		running = append(running, metrics.Ticket{Created: at(time.Duration(i) * day / 10)})
	}
	now := desk(t, metrics.DeskSpec{AsOf: at(5 * day), Window: calendar.Interval{From: at(0), To: to}, Cohort: metrics.ByCreated}).Measure(running)
	if k := now[len(now)-1]; k.Name != "backlog_ratio" || k.Value.Exact() != msp.NewRatio(5, 1) {
		t.Errorf("in a running window: %v", k)
	}
	if early := desk(t, metrics.DeskSpec{AsOf: at(-day), Window: calendar.Interval{From: at(0), To: to}, Cohort: metrics.ByCreated}).Measure(running); early[len(early)-1].Name != "backlog_age" {
		t.Errorf("before the window: %v", early[len(early)-1])
	}
	old := []metrics.Ticket{{Created: time.Unix(-11_644_473_600, 0)}}
	if a, err := d.Ageing(old); err != nil || a.Ages.Invalid() != 1 {
		t.Errorf("of 400 years: %+v, %v", a, err)
	}
}

func TestMeasureBy(t *testing.T) {
	tickets := deskTickets()
	for i := range tickets {
		tickets[i].Client = []string{"acme", "zeta"}[i%2]
	}
	d := desk(t, metrics.DeskSpec{AsOf: at(10 * day)})
	by := d.MeasureBy(tickets, func(t *metrics.Ticket) string { return t.Client })
	if len(by) != 2 {
		t.Fatalf("%d clients", len(by))
	}
	for i, client := range []string{"acme", "zeta"} {
		var own []metrics.Ticket
		for j := i; j < len(tickets); j += 2 {
			own = append(own, tickets[j])
		}
		if !slices.Equal(by[client], d.Measure(own)) {
			t.Errorf("%s: %v", client, by[client])
		}
	}
}

func TestCollectNothing(t *testing.T) {
	if r, err := metrics.Collect(nil, metrics.RateBy(self)); err != nil || !r.IsZero() {
		t.Errorf("Collect(nil) = %v, %v", r, err)
	}
	if groups, err := metrics.GroupDense([]int{1}, 1_000_000, func(*int) int { return 999_999 }, func(n *int, _ *int) error { *n++; return nil }); err != nil || groups[999_999] != 1 {
		t.Errorf("a million groups: %v", err)
	}
}
