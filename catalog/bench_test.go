package catalog_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// bigModel returns the model of a large provider: clients in twelve calendars of six zones,
// every fifth with a site in another, four tiers, three policies of which two are in the
// hours of the client, and an exception for every twentieth. It has no findings of Validate.
func bigModel(clients, services int) catalog.Model {
	m := catalog.Model{
		Name:      "large",
		Calendars: []calendar.Spec{{Name: "24x7", Zone: "UTC", Always: true}},
		Levels:    escalation.Levels{{Name: "L1"}, {Name: "L2"}, {Name: "L4"}},
		Escalation: escalation.RouteSpecs{
			{When: msp.Condition{"priority": {"P1"}}, Policy: "urgent", Ladders: map[string]string{"resolution": "warn"}},
			{When: msp.Condition{"tier": {"gold", "platinum"}}, Policy: "quick", Ladders: map[string]string{"resolution": "warn"}},
			{Policy: "standard", Ladders: map[string]string{"resolution": "warn"}},
		},
		Teams: []catalog.TeamSpec{
			{Name: "desk", Layer: catalog.Technical, Level: "L1", People: []string{"ana", "ben", "cal"}, Schedule: "desk"},
			{Name: "operations", Layer: catalog.Technical, Level: "L2", People: []string{"dee", "eli", "fin"}, Schedule: "operations"},
			{Name: "service manager", Layer: catalog.Management, Level: "L4", People: []string{"fay", "gus"}},
		},
		RACI: []catalog.RACISpec{{Name: "all", Activities: []string{"support"}, Assignments: []catalog.RoleAssignment{
			{Activity: "support", Party: "desk", Role: catalog.Responsible},
			{Activity: "support", Party: "service manager", Role: catalog.Accountable},
		}}},
	}
	for i, zone := range []string{"America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Australia/Sydney"} {
		for j, hours := range []string{"Mon-Fri 08:00-17:00", "Mon-Fri 07:00-20:00; Sat 08:00-14:00"} {
			m.Calendars = append(m.Calendars, calendar.Spec{
				Name: "hours " + strconv.Itoa(2*i+j), Zone: zone, Hours: calendar.MustParseWeek(hours),
				Holidays: calendar.Rules{
					{Name: "New Year's Day", On: calendar.Fixed{Month: time.January, Day: 1}},
					{Name: "Christmas Day", On: calendar.Fixed{Month: time.December, Day: 25}, Substitute: calendar.NearestWeekday},
				},
			})
		}
	}
	for _, s := range []struct {
		name, windows string
		members       []string
	}{{"desk", "", []string{"ana", "ben", "cal"}}, {"operations", "Mon-Fri 06:00-22:00", []string{"dee", "eli", "fin"}}} {
		layer := escalation.LayerSpec{Name: "turns", Rotation: escalation.RotationSpec{
			Zone: "America/New_York", Start: calendar.MustParseLocalTime("2026-01-05T08:00"), Members: s.members,
		}}
		if s.windows != "" {
			layer.Windows = calendar.MustParseWeek(s.windows)
		}
		m.Schedules = append(m.Schedules, escalation.ScheduleSpec{Name: s.name, Layers: []escalation.LayerSpec{layer}})
	}
	manager := escalation.StepSpec{Level: "L4", Kind: escalation.Hierarchical, Notify: []escalation.Target{escalation.Party("service manager")}}
	for _, p := range []struct{ name, hours string }{{"urgent", ""}, {"quick", catalog.ClientHours}, {"standard", catalog.ClientHours}} {
		m.Policies = append(m.Policies, escalation.PolicySpec{Name: p.name, Steps: []escalation.StepSpec{
			{Level: "L1", Notify: []escalation.Target{escalation.OnCall("desk")}, Hours: p.hours, Wait: 15 * time.Minute},
			{Level: "L2", Notify: []escalation.Target{escalation.OnCall("operations")}, Wait: 30 * time.Minute},
			manager,
		}})
	}
	m.Ladders = []escalation.LadderSpec{{Name: "warn", Rungs: []escalation.RungSpec{
		{Level: "L2", On: escalation.AtPercent(msp.MustParsePercent("75%")), Notify: []escalation.Target{escalation.OnCall("operations")}},
		{Level: "L4", Kind: escalation.Hierarchical, On: escalation.OnBreach{}, Notify: manager.Notify},
	}}}
	for i, name := range []string{"bronze", "silver", "gold", "platinum"} {
		m.Prices = append(m.Prices, pricing.Item{
			Name: name, Price: pricing.Price{Currency: msp.MustParseCurrency("USD"), Unit: "user", Rate: decimal.NewFromInt(int64(80 + 30*i))},
			Cost: decimal.NewFromInt(int64(40 + 10*i)),
		})
		m.Tiers = append(m.Tiers, bigTier(name, []string{"", "bronze", "silver", "gold"}[i], time.Duration(8>>i)*time.Hour))
	}
	for i := range services {
		m.Services = append(m.Services, catalog.ServiceSpec{
			Name: "service " + strconv.Itoa(i), Description: "one of many", Category: catalog.CategoryInfrastructure,
			ServiceTerms: catalog.ServiceTerms{
				Owner: "fay", Team: "desk", Criticality: sla.CriticalityTier2, Hours: catalog.ClientHours, KPIs: []string{"uptime"},
				Activities: []string{"support"}, Within: []string{"of bronze"},
			},
		})
	}
	for i := range clients {
		m.Clients = append(m.Clients, bigClient(i))
	}
	return m
}

func bigTier(name, extends string, response time.Duration) catalog.TierSpec {
	target := func(p msp.Priority, d time.Duration) sla.TargetSpec {
		return sla.TargetSpec{Priority: p, Span: sla.Within(d), Calendar: catalog.ClientHours}
	}
	return catalog.TierSpec{Name: name, Extends: extends, TierTerms: catalog.TierTerms{
		Adds: []string{"of " + name}, Prices: []string{name},
		Goals: []sla.GoalSpec{
			{Metric: sla.FirstResponse(), Targets: sla.TargetSpecs{target(msp.P1, response/2), target(0, response)}},
			{Metric: sla.Resolution(), Targets: sla.TargetSpecs{target(msp.P1, 4*response), target(msp.P2, 6*response), target(0, 9*response)}},
		},
	}}
}

func bigClient(i int) catalog.ClientSpec {
	hours := func(i int) string { return "hours " + strconv.Itoa(i%12) }
	contract := catalog.ContractSpec{
		ID: "c" + strconv.Itoa(i), From: msp.MustParseDate("2026-01-01"), Tier: []string{"bronze", "silver", "gold", "platinum"}[i%4],
		Renewal: catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: 12, NoticeMonths: 3},
		Counts:  []catalog.CountSpec{{Unit: "user", Quantity: pricing.Constant(int64(10 + i%90))}},
	}
	if i%20 == 19 {
		contract.Exceptions = []catalog.ExceptionSpec{{
			Name: "sooner", Reason: "was promised so", Approver: "fay", Services: []string{"service 0"},
			Goals: []sla.GoalSpec{{Metric: sla.FirstResponse(), Targets: sla.TargetSpecs{{Span: sla.Within(30 * time.Minute), Calendar: catalog.ClientHours}}}},
			Price: contract.Tier, Complexity: decimal.RequireFromString("1.25"),
		}}
	}
	client := catalog.ClientSpec{Name: "client " + strconv.Itoa(i), Calendar: hours(i), Contracts: []catalog.ContractSpec{contract}}
	if i%5 == 4 {
		client.Sites = []catalog.SiteSpec{{Name: "branch", Calendar: hours(i + 5)}}
	}
	return client
}

func bigCatalog(tb testing.TB, clients, services int) catalog.Catalog {
	tb.Helper()
	c, err := bigModel(clients, services).Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func BenchmarkCompile500x50(b *testing.B) {
	m := bigModel(500, 50)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Compile(zones.Load); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOn500x50(b *testing.B) {
	c, on := bigCatalog(b, 500, 50), msp.MustParseDate("2026-06-01")
	b.ReportAllocs()
	for b.Loop() {
		if c.On(on).Date() != on {
			b.Fatal("another date")
		}
	}
}

// All findings of 500 clients, with all promises proved.
func BenchmarkAudit500x50(b *testing.B) {
	c, on := bigCatalog(b, 500, 50), msp.MustParseDate("2026-06-01")
	b.ReportAllocs()
	for b.Loop() {
		if a := c.Audit(on); a.On != on {
			b.Fatal("another date")
		}
	}
}

// 600 clients and sites, 50 services, four priorities.
func BenchmarkProve(b *testing.B) {
	v := bigCatalog(b, 500, 50).On(msp.MustParseDate("2026-06-01"))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = 0
		for range v.Prove() {
			n++
		}
	}
	b.ReportMetric(float64(n), "proofs")
}

func bigRequest() catalog.Request {
	return catalog.Request{Client: "client 19", Site: "branch", Service: "service 0", Work: "incident"}
}

func BenchmarkEntitlement(b *testing.B) {
	v := bigCatalog(b, 500, 50).On(msp.MustParseDate("2026-06-01"))
	b.ReportAllocs()
	for b.Loop() {
		e, err := v.Entitlement(bigRequest())
		if err != nil || e.Cover() != catalog.Included {
			b.Fatal(e.Cover(), err)
		}
	}
}

// An entitlement costs no allocation.
func TestBigEntitlementAllocates(t *testing.T) {
	v := bigCatalog(t, 20, 2).On(msp.MustParseDate("2026-06-01"))
	n := testing.AllocsPerRun(100, func() {
		if e, err := v.Entitlement(bigRequest()); err != nil || e.Cover() != catalog.Included {
			t.Error(e.Cover(), err)
		}
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// The large model is a good one.
func TestBigModel(t *testing.T) {
	if issues := bigModel(40, 3).Validate(zones.Load); len(issues) > 0 {
		t.Error(issues)
	}
}

// What an entitlement cannot do without: its client, the site and the service.
func BenchmarkEntitlementFloor(b *testing.B) {
	names := make(map[string]map[string]int)
	services := make(map[string]int)
	for i := range 500 {
		names[fmt.Sprintf("client %d", i)] = map[string]int{"branch": 1}
	}
	for i := range 50 {
		services[fmt.Sprintf("service %d", i)] = i
	}
	for b.Loop() {
		r := bigRequest()
		site, ok := names[r.Client][r.Site]
		if _, known := services[r.Service]; site != 1 || !ok || !known {
			b.Fatal("a name is not found")
		}
	}
}

// What a document costs in any case: encoding/json, which checks nothing.
func BenchmarkDocumentFloor500x50(b *testing.B) {
	data, err := json.Marshal(bigModel(500, 50))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var doc any
		if err := json.Unmarshal(data, &doc); err != nil {
			b.Fatal(err)
		}
	}
}

// The document, read strictly.
func BenchmarkParse500x50(b *testing.B) {
	data, err := json.Marshal(bigModel(500, 50))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := catalog.Parse(data, msp.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}
