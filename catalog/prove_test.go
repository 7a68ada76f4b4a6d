package catalog_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
)

// provable returns a model of one client in Boston, with a branch in Berlin, whose desk is
// there on weekdays from 08:00 to 18:00 in New York.
func provable(edit func(m *catalog.Model)) catalog.Model {
	const zone = "America/New_York"
	m := catalog.Model{
		Calendars: []calendar.Spec{
			{Name: "24x7", Zone: zone, Always: true},
			{Name: "boston", Zone: zone, Hours: calendar.MustParseWeek("Mon-Fri 08:00-18:00")},
			{Name: "berlin", Zone: "Europe/Berlin", Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00")},
			{Name: "closed", Zone: zone},
		},
		Schedules: []escalation.ScheduleSpec{{Name: "desk", Layers: []escalation.LayerSpec{{
			Windows: calendar.MustParseWeek("Mon-Fri 08:00-18:00"),
			Rotation: escalation.RotationSpec{
				Zone: zone, Start: calendar.MustParseLocalTime("2026-01-05T08:00"), Members: []string{"ana", "ben"},
			},
		}}}},
		Policies: []escalation.PolicySpec{{Name: "standard", Steps: []escalation.StepSpec{
			{Notify: []escalation.Target{escalation.OnCall("desk")}, Hours: "boston"},
		}}},
		Escalation: escalation.RouteSpecs{{Policy: "standard"}},
		Teams:      []catalog.TeamSpec{{Name: "desk", People: []string{"ana", "ben"}}},
		Services: []catalog.ServiceSpec{{
			Name: "help desk", Description: "first contact", Category: catalog.CategoryEndUser,
			ServiceTerms: catalog.ServiceTerms{
				Owner: "fay", Team: "desk", Criticality: sla.CriticalityTier1, Hours: catalog.ClientHours, KPIs: []string{"uptime"},
			},
		}},
		Tiers: catalog.TierSpecs{{Name: "gold", TierTerms: catalog.TierTerms{
			Adds: []string{"help desk"},
			Goals: []sla.GoalSpec{{Metric: sla.FirstResponse(), Targets: sla.TargetSpecs{
				{Priority: msp.P1, Span: sla.Within(time.Hour), Calendar: "24x7"},
				{Priority: msp.P2, Span: sla.Within(4 * time.Hour), Calendar: catalog.ClientHours},
			}}},
		}}},
		Clients: []catalog.ClientSpec{{
			Name: "acme", Calendar: "boston", Sites: []catalog.SiteSpec{{Name: "branch", Calendar: "berlin"}},
			Contracts: []catalog.ContractSpec{{ID: "1", From: msp.MustParseDate("2026-01-01"), Tier: "gold"}},
		}},
	}
	if edit != nil {
		edit(&m)
	}
	return m
}

func proofs(tb testing.TB, m catalog.Model, on string) []catalog.Proof {
	tb.Helper()
	c, err := m.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return slices.Collect(c.On(msp.MustParseDate(on)).Prove())
}

func proofTexts(tb testing.TB, m catalog.Model, on string) string {
	tb.Helper()
	var lines []string
	for _, p := range proofs(tb, m, on) {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

// The figures are worked out by hand: the clock is set back on the weekend of 31 October, so
// that it has an hour more. The branch is open while Boston sleeps: from 09:00 to 14:00, or
// 13:00 where the clocks of Berlin and New York differ by five hours.
func TestProve(t *testing.T) {
	got := proofs(t, provable(nil), "2026-06-01")
	if len(got) != 4 {
		t.Fatalf("%d proofs, want 4: P1 and P2 with and without the branch", len(got))
	}
	year := calendar.Interval{From: instantAt("2026-06-01T00:00:00Z"), To: instantAt("2027-06-01T00:00:00Z")}
	for _, p := range got {
		if p.Client != "acme" || p.Service != "help desk" || p.Goal != "first_response" || p.Policy != "standard" || p.Err != nil || p.Year != year {
			t.Errorf("%+v", p)
		}
	}
	want := catalog.Witness{
		Opened: instantAt("2026-10-30T18:00:00-04:00"), Told: instantAt("2026-11-02T08:00:00-05:00"), IsTold: true, Wait: 63 * time.Hour,
		Elapsed: 63 * time.Hour, Target: time.Hour, Limit: instantAt("2026-10-30T19:00:00-04:00"), IsLate: true,
	}
	p1 := got[0]
	if p1.Worst != want || p1.Longest != want || p1.IsKept() || p1.Priority != msp.P1 || p1.Site != "" || p1.Silent != (catalog.Witness{}) {
		t.Errorf("P1: %+v", p1)
	}
	want = catalog.Witness{
		Opened: year.From, Told: instantAt("2026-06-01T08:00:00-04:00"), IsTold: true, Wait: 12 * time.Hour,
		Elapsed: 12 * time.Hour, Target: time.Hour, Limit: instantAt("2026-06-01T01:00:00Z"), IsLate: true,
	}
	// 261 weekdays of ten hours, each with the hour before.
	if missed := (8760 - 261*11) * time.Hour; p1.First != want || p1.Missed != missed {
		t.Errorf("P1: first %+v, missed %v, want %v", p1.First, p1.Missed, missed)
	}
	if p2 := got[1]; !p2.IsKept() || p2.Worst.Elapsed != 0 || p2.Priority != msp.P2 || p2.First != (catalog.Witness{}) {
		t.Errorf("P2: %+v", p2)
	}
	branch := got[3]
	want = catalog.Witness{
		Opened: instantAt("2026-06-01T00:00:00Z"), Told: instantAt("2026-06-01T14:00:00+02:00"), IsTold: true, Wait: 12 * time.Hour,
		Elapsed: 5 * time.Hour, Target: 4 * time.Hour, Limit: instantAt("2026-06-01T13:00:00+02:00"), IsLate: true,
	}
	if branch.Site != "branch" || branch.Priority != msp.P2 || branch.Worst != want {
		t.Errorf("branch, P2: %+v", branch)
	}
}

func TestProofString(t *testing.T) {
	want := `acme / help desk / P1: opened Fri 2026-10-30 18:00 EDT: nobody until Mon 08:00, 63h against 1h
acme / help desk / P2: kept: opened Sun 2026-05-31 20:00 EDT: nobody until Mon 08:00, 0s against 4h
acme / branch / help desk / P1: opened Fri 2026-10-30 18:00 EDT: nobody until Mon 08:00, 63h against 1h
acme / branch / help desk / P2: opened Mon 2026-06-01 02:00 CEST: nobody until 14:00, 5h against 4h`
	if diff := cmp.Diff(want, proofTexts(t, provable(nil), "2026-06-01")); diff != "" {
		t.Error(diff)
	}
	oneOf := func(span sla.Span, calendar string) func(m *catalog.Model) {
		return func(m *catalog.Model) {
			m.Clients[0].Sites = nil
			m.Tiers[0].Goals[0].Targets = sla.TargetSpecs{{Priority: msp.P3, Span: span, Calendar: calendar}}
		}
	}
	for _, c := range []struct {
		name string
		edit func(m *catalog.Model)
		want string
	}{
		{"never told", func(m *catalog.Model) {
			oneOf(sla.Within(time.Hour), "24x7")(m)
			m.Policies[0].Steps[0].Hours = ""
		}, "opened Sun 2026-05-31 20:00 EDT: nobody is ever told, against 1h"},
		{"told at once", func(m *catalog.Model) {
			oneOf(sla.Within(time.Hour), "24x7")(m)
			m.Policies[0].Steps[0] = escalation.StepSpec{Notify: []escalation.Target{escalation.Party("ana")}}
		}, "kept: opened Sun 2026-05-31 20:00 EDT: told at once, 0s against 1h"},
		{"told in two weeks", func(m *catalog.Model) {
			oneOf(sla.Within(time.Hour), "24x7")(m)
			m.Policies[0].Steps[0] = escalation.StepSpec{Wait: 14*24*time.Hour + time.Second/2, Empty: escalation.EmptyHold}
			m.Policies[0].Steps = append(m.Policies[0].Steps, escalation.StepSpec{Notify: []escalation.Target{escalation.Party("ana")}})
		}, "opened Sun 2026-05-31 20:00 EDT: nobody until Sun 2026-06-14 20:00:00.5, 336h0.5s against 1h"},
		{"never due", oneOf(sla.EndOfBusinessDay(0), "closed"), "kept: nothing is due"},
		{"no policy", func(m *catalog.Model) {
			oneOf(sla.Within(time.Hour), "24x7")(m)
			m.Escalation[0] = escalation.RouteSpec{Queue: "later"}
		}, "not decided: no escalation policy"},
	} {
		if got := proofTexts(t, provable(c.edit), "2026-06-01"); got != "acme / help desk / P3: "+c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Which priorities: P1 to P4 with a target, and others with one of their own.
func TestProvePriorities(t *testing.T) {
	priorities := func(targets ...sla.TargetSpec) (found []msp.Priority) {
		m := provable(func(m *catalog.Model) {
			m.Clients[0].Sites = nil
			m.Tiers[0].Goals[0].Targets = targets
		})
		for _, p := range proofs(t, m, "2026-06-01") {
			found = append(found, p.Priority)
		}
		return found
	}
	target := func(p msp.Priority, hours int) sla.TargetSpec {
		return sla.TargetSpec{Priority: p, Span: sla.Within(time.Duration(hours) * time.Hour), Calendar: "24x7"}
	}
	for _, c := range []struct {
		targets []sla.TargetSpec
		want    []msp.Priority
	}{
		{nil, nil},
		{[]sla.TargetSpec{target(0, 4)}, []msp.Priority{msp.P1, msp.P2, msp.P3, msp.P4}},
		{[]sla.TargetSpec{target(msp.P2, 4)}, []msp.Priority{msp.P2}},
		{[]sla.TargetSpec{target(msp.P7, 4)}, []msp.Priority{msp.P7}},
		{[]sla.TargetSpec{target(0, 4), target(msp.P7, 4)}, []msp.Priority{msp.P1, msp.P2, msp.P3, msp.P4}},
		{[]sla.TargetSpec{target(0, 4), target(msp.P9, 8)}, []msp.Priority{msp.P1, msp.P2, msp.P3, msp.P4, msp.P9}},
	} {
		if got := priorities(c.targets...); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.targets, got, c.want)
		}
	}
}

// Which goals: a reply after the creation, whatever the metric is called.
func TestProveGoals(t *testing.T) {
	own := sla.FirstResponse()
	own.Name = "first word"
	armed := sla.FirstResponse()
	armed.Name, armed.After = "armed", sla.EventAssigned
	m := provable(func(m *catalog.Model) {
		m.Clients[0].Sites = nil
		m.Tiers[0].Goals = nil
		for _, metric := range append(sla.MetricPresets(), own, armed) {
			m.Tiers[0].Goals = append(m.Tiers[0].Goals, sla.GoalSpec{
				Metric: metric, Targets: sla.TargetSpecs{{Priority: msp.P1, Span: sla.Within(time.Hour), Calendar: "24x7"}},
			})
		}
	})
	var goals []string
	for _, p := range proofs(t, m, "2026-06-01") {
		goals = append(goals, p.Goal)
	}
	if want := []string{"first_response", "first word"}; !slices.Equal(goals, want) {
		t.Errorf("%q, want %q", goals, want)
	}
}

// Without a tier the criticality of the service is the promise, in the hours of the
// service; with an exception it is that of the exception, for its services.
func TestProveOther(t *testing.T) {
	m := provable(func(m *catalog.Model) {
		m.Clients[0].Sites = nil
		m.Clients[0].Contracts[0].Tier, m.Clients[0].Contracts[0].Services = "", []string{"help desk"}
		m.Clients = append(m.Clients, m.Clients[0])
		m.Clients[1].Name = "other"
		m.Clients[1].Contracts = []catalog.ContractSpec{m.Clients[0].Contracts[0]}
		m.Clients[1].Contracts[0].Exceptions = []catalog.ExceptionSpec{{
			Name: "slow", Reason: "wanted so", Approver: "fay", Services: []string{"help desk"},
			Goals: []sla.GoalSpec{{Metric: sla.FirstResponse(), Targets: sla.TargetSpecs{{Priority: msp.P1, Span: sla.Within(100 * time.Hour), Calendar: "24x7"}}}},
		}}
	})
	want := `acme / help desk / P1: kept: opened Sun 2026-05-31 20:00 EDT: nobody until Mon 08:00, 0s against 15m
acme / help desk / P2: kept: opened Sun 2026-05-31 20:00 EDT: nobody until Mon 08:00, 0s against 15m
acme / help desk / P3: kept: opened Sun 2026-05-31 20:00 EDT: nobody until Mon 08:00, 0s against 15m
acme / help desk / P4: kept: opened Sun 2026-05-31 20:00 EDT: nobody until Mon 08:00, 0s against 15m
other / help desk / P1: kept: opened Fri 2026-10-30 18:00 EDT: nobody until Mon 08:00, 63h against 100h`
	if diff := cmp.Diff(want, proofTexts(t, m, "2026-06-01")); diff != "" {
		t.Error(diff)
	}
}

// Nothing is in force before the first contract and on the zero date, and the year ends
// with the year 9999.
func TestProveDates(t *testing.T) {
	if got := proofs(t, provable(nil), "2025-12-31"); len(got) > 0 {
		t.Errorf("before the contract: %v", got)
	}
	for range (catalog.View{}).Prove() {
		t.Error("the zero View has a proof")
	}
	c, err := provable(nil).Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	for range c.On(msp.Date{}).Prove() {
		t.Error("the zero date has a proof")
	}
	last := provable(func(m *catalog.Model) { m.Clients[0].Sites = nil })
	for _, p := range proofs(t, last, "9999-12-31") {
		if p.Err != nil || p.Worst.Opened.IsZero() { // nobody has the turn that ends in the year 10000
			t.Errorf("on the last day: %v, %+v", p, p)
		}
	}
	for _, y := range []struct{ on, from, to string }{
		{"2026-06-01", "2026-06-01T00:00:00Z", "2027-06-01T00:00:00Z"},
		{"2028-02-29", "2028-02-29T00:00:00Z", "2029-03-01T00:00:00Z"},
		{"9998-12-31", "9998-12-31T00:00:00Z", "9999-12-31T00:00:00Z"},
		{"9999-12-31", "9999-12-31T00:00:00Z", ""},
	} {
		want := calendar.Interval{From: instantAt(y.from), To: instantAt("9999-12-31T00:00:00Z").Add(24 * time.Hour)}
		if y.to != "" {
			want.To = instantAt(y.to)
		}
		if got := catalog.YearFrom(msp.MustParseDate(y.on)); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", y.on, got, want)
		}
	}
	if got := catalog.YearFrom(msp.Date{}); !got.IsEmpty() {
		t.Errorf("the zero date: %v", got)
	}
}

func TestProveErrors(t *testing.T) {
	m := provable(func(m *catalog.Model) {
		m.Escalation = escalation.RouteSpecs{{When: msp.Condition{"priority": {"P2"}}, Policy: "standard"}}
	})
	for _, p := range proofs(t, m, "2026-06-01") {
		if (p.Priority == msp.P1) != errors.Is(p.Err, catalog.ErrNoPolicy) || p.Err != nil && p.IsKept() {
			t.Errorf("%v: %v", p, p.Err)
		}
	}
	// Of a ticket that is opened behind the closing, and in open time, nothing is promised.
	m = provable(func(m *catalog.Model) {
		m.Clients[0].Sites = nil
		m.Tiers[0].Goals[0].Targets = sla.TargetSpecs{{Priority: msp.P1, Span: sla.EndOfBusinessDay(0), Calendar: "longer"}}
		m.Calendars = append(
			m.Calendars,
			calendar.Spec{Name: "office", Zone: "UTC", Hours: calendar.MustParseWeek("Mon-Fri 08:00-16:00")},
			calendar.Spec{Name: "evening", Zone: "UTC", Extra: []calendar.Window{
				{Rule: calendar.Rule{On: calendar.Dates{msp.MustParseDate("2026-06-03")}}, Hours: calendar.MustParseShifts("16:00-18:00")},
			}},
		)
		m.Unions = []catalog.UnionSpec{{Name: "longer", Of: []string{"office", "evening"}}}
	})
	silent := proofs(t, m, "2026-06-01")[0].Silent
	if want := instantAt("2026-06-03T16:00:00Z"); !errors.Is(silent.Refused, sla.ErrNoOpenTime) || !silent.Opened.Equal(want) {
		t.Errorf("nothing is promised: %+v, want it at %v", silent, want)
	}
	if testing.Short() {
		return
	}
	// Too many steps that find nobody, and too many turns.
	m = provable(func(m *catalog.Model) {
		m.Clients[0].Sites = nil
		rotation := &m.Schedules[0].Layers[0].Rotation
		rotation.Unit = escalation.Hour
		step := m.Policies[0].Steps[0]
		step.Hours, step.Wait, step.Empty = "", time.Second, escalation.EmptyHold
		m.Policies[0].Steps, m.Policies[0].Repeat = slices.Repeat([]escalation.StepSpec{step}, 1000), 1000
		m.Schedules[0].Layers[0].Windows = calendar.MustParseWeek("Sun-Sat 08:00-08:01,09:00-09:01,10:00-10:01,11:00-11:01")
	})
	for _, p := range proofs(t, m, "2026-06-01") {
		var issues msp.Issues
		if p.IsKept() || !errors.As(p.Err, &issues) {
			t.Errorf("too much to look at: %v: %v", p, p.Err)
		}
	}
	c, err := m.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	if found := c.Audit(msp.MustParseDate("2026-06-01")).Of(catalog.CodeNotDecided); len(found) != 1 || found[0].Subject != "standard" {
		t.Errorf("an audit says of what cannot be decided: %v", found)
	}
}

// Proofs are the same each time, also if only some are asked for, and whatever the order of
// the clients.
func TestProveIsPure(t *testing.T) {
	v := bigCatalog(t, 25, 2).On(msp.MustParseDate("2026-06-01"))
	all := slices.Collect(v.Prove())
	if again := slices.Collect(v.Prove()); !slices.Equal(all, again) {
		t.Error("other proofs the second time")
	}
	if len(all) != 30*2*4 {
		t.Errorf("%d proofs, want 240", len(all))
	}
	n := 0
	for p := range v.Prove() {
		if p != all[n] {
			t.Errorf("%v, want %v", p, all[n])
		}
		if n++; n == 7 {
			break
		}
	}
}
