package catalog_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// aModel draws a small model without an error: some calendars, services that require
// others, tiers that get better, clients with contracts one after the other, exceptions.
// Names are those of a kind and a number: "tier 0", "service 2", "client 1".
func aModel(t *rapid.T) catalog.Model {
	g := modelGen{t}
	m := catalog.Model{
		Name: rapid.SampledFrom([]string{"", "Harbour IT", "<é&☃>"}).Draw(t, "name"),
		Calendars: []calendar.Spec{
			{Name: "always", Zone: "UTC", Always: true},
			{Name: "office", Zone: "America/New_York", Hours: calendar.MustParseWeek("Mon-Fri 08:00-17:00")},
			{
				Name: "berlin", Zone: "Europe/Berlin", Hours: calendar.MustParseWeek("Mon-Fri 09:00-12:00,13:00-18:00; Sat 22:00-02:00"),
				Holidays: calendar.Rules{{Name: "Easter Monday", On: calendar.Easter{Days: 1}}},
			},
		},
		Levels: escalation.Levels{{Name: "L1", Title: "desk"}, {Name: "L2"}},
		Schedules: []escalation.ScheduleSpec{{Name: "desk", Layers: []escalation.LayerSpec{{Name: "turns", Rotation: escalation.RotationSpec{
			Zone: "UTC", Start: calendar.MustParseLocalTime("2026-01-05T09:00"), Members: []string{"ana", "ben"},
		}}}}},
		Ladders: []escalation.LadderSpec{{Name: "warn", Rungs: []escalation.RungSpec{
			{Level: "L2", On: escalation.AtPercent(msp.MustParsePercent("75%")), Notify: []escalation.Target{escalation.Party("team 0")}},
		}}},
	}
	if g.some("union") {
		m.Unions = []catalog.UnionSpec{{Name: "both", Of: []string{"office", "berlin"}}}
	}
	for i := range g.number("policies", 1, 2) {
		m.Policies = append(m.Policies, escalation.PolicySpec{Name: g.name("policy", i), Steps: []escalation.StepSpec{
			{Level: "L1", Notify: []escalation.Target{escalation.OnCall("desk")}, Wait: g.duration(), Hours: g.one("hours", "", catalog.ClientHours, "office")},
			{Level: "L2", Kind: escalation.Hierarchical, Notify: []escalation.Target{escalation.Party("team 0")}},
		}})
	}
	m.Escalation = append(g.routes(m), escalation.RouteSpec{Policy: "policy 0"})
	for i := range g.number("prices", 1, 3) {
		m.Prices = append(m.Prices, pricing.Item{
			Name: g.name("price", i), Cost: g.decimal(0),
			Price: pricing.Price{Currency: msp.MustParseCurrency("USD"), Unit: g.one("unit", "user", "device"), Rate: g.decimal(1)},
		})
	}
	if g.some("targets") {
		m.TargetSets = []metrics.TargetSetSpec{{Name: "gold", Source: "annex", Targets: []metrics.TargetSpec{{KPI: "uptime", Goal: metrics.MustParseGoal("at least 99%")}}}}
	}
	for i := range g.number("teams", 1, 3) {
		team := catalog.TeamSpec{
			Name: g.name("team", i), Side: catalog.Side(g.number("side", 0, 1)), Layer: catalog.Layer(g.number("layer", 0, 3)), Level: g.one("level", "", "L1", "L2"),
			People: []string{"ana", "ben"}[:g.number("people", 0, 2)], Heads: g.decimal(0), Schedule: g.one("schedule", "", "desk"),
		}
		if g.some("load") {
			team.Load = &catalog.LoadSpec{PerHour: g.decimal(1), Handle: g.duration(), OnDuty: g.number("on duty", 1, 9)}
		}
		if g.some("band") {
			team.Band = &catalog.BandSpec{Counts: "user", Low: decimal.NewFromInt(1), High: g.decimal(1)}
		}
		m.Teams = append(m.Teams, team)
	}
	m.RACI = []catalog.RACISpec{{Scope: catalog.Scope(g.number("scope", 0, 5)), Activities: []string{"support"}, Assignments: []catalog.RoleAssignment{
		{Activity: "support", Party: "team 0", Role: catalog.Responsible}, {Activity: "support", Party: "team 0", Role: catalog.Accountable},
	}}}
	m.Plans = []catalog.PlanSpec{{Name: "onboarding", Phases: []catalog.PhaseSpec{{Name: "Discovery", MinWeeks: 1, MaxWeeks: g.number("weeks", 1, 9), Tasks: []string{"ask"}}}}}
	services := g.number("services", 1, 4)
	for i := range services {
		m.Services = append(m.Services, g.service(m, i))
	}
	m.Activities = []catalog.ActivitySpec{{
		Name: "review", Cadences: []catalog.Cadence{g.cadence()}, Anchor: g.maybe(), Services: []string{g.name("service", g.number("of", 0, services-1))}, Team: "team 0",
	}}
	for i := range g.number("tiers", 1, 4) {
		m.Tiers = append(m.Tiers, g.tier(m, i))
	}
	for i := range g.number("clients", 0, 3) {
		m.Clients = append(m.Clients, g.client(m, i))
	}
	if g.some("audit") {
		m.Audit = catalog.AuditSpec{Margin: g.percent(), Exceptions: g.percent()}
		m.Acknowledged = []catalog.Acknowledgement{{Code: "margin", Reason: "for now", By: "ana", Until: g.date()}}
		m.Notes = []catalog.Note{{At: "prices[0]", Source: "ours"}}
		m.ValueChain = []catalog.ValueChainActivity{{Name: "Operate", Grade: catalog.ValueChainGrade(g.number("grade", 0, 4)), Notes: []string{"all"}}}
	}
	return m
}

// A modelGen draws the parts of a model.
type modelGen struct{ t *rapid.T }

func (g modelGen) number(what string, least, most int) int {
	return rapid.IntRange(least, most).Draw(g.t, what)
}

func (g modelGen) some(what string) bool { return rapid.Bool().Draw(g.t, what) }

func (g modelGen) one(what string, of ...string) string {
	return rapid.SampledFrom(of).Draw(g.t, what)
}

func (g modelGen) name(kind string, i int) string { return kind + " " + strconv.Itoa(i) }

// any returns the name of one of some records.
func (g modelGen) any(kind string, n int) string { return g.name(kind, g.number(kind, 0, n-1)) }

// date returns a date of ten years.
func (g modelGen) date() msp.Date {
	d, _ := msp.MustParseDate("2020-01-01").AddDays(g.number("day", 0, 3652))
	return d
}

// maybe returns a date, or none.
func (g modelGen) maybe() msp.Date {
	if g.some("none") {
		return msp.Date{}
	}
	return g.date()
}

func (g modelGen) duration() time.Duration {
	return time.Duration(g.number("minutes", 1, 1000)) * time.Minute
}

func (g modelGen) decimal(least int) decimal.Decimal {
	return decimal.New(int64(g.number("hundredths", 100*least, 20_000)), -2)
}

func (g modelGen) percent() msp.Percent {
	return msp.MustParsePercent(fmt.Sprintf("%d.%d%%", g.number("percent", 0, 99), g.number("tenths", 0, 9)))
}

func (g modelGen) cadence() catalog.Cadence {
	c, err := catalog.NewCadence(g.number("every", 1, 20), catalog.CadenceUnit(g.number("unit", 1, 4)))
	if err != nil {
		g.t.Fatal(err)
	}
	return c
}

func (g modelGen) routes(m catalog.Model) escalation.RouteSpecs {
	var routes escalation.RouteSpecs
	for range g.number("routes", 0, 2) {
		r := escalation.RouteSpec{When: msp.Condition{g.one("attribute", "priority", "work", "vip"): {"P1", "x"}}, Policy: g.any("policy", len(m.Policies))}
		if g.some("ladder") {
			r.Ladders = map[string]string{"resolution": "warn"}
		}
		routes = append(routes, r)
	}
	return routes
}

func (g modelGen) terms(m catalog.Model) []catalog.TermSpec {
	var terms []catalog.TermSpec
	for range g.number("terms", 0, 2) {
		term := catalog.TermSpec{Work: []string{g.one("work", "project", "incident")}, Cover: catalog.Cover(g.number("cover", 1, 4)), Why: g.one("why", "", "so it is")}
		if term.Cover == catalog.Billable {
			term.Price = g.any("price", len(m.Prices))
		}
		terms = append(terms, term)
	}
	return terms
}

// goals draws a grid that promises the more, the higher a tier is.
func (g modelGen) goals(rank int) []sla.GoalSpec {
	var goals []sla.GoalSpec
	hours := func(n int) sla.Span { return sla.Within(time.Duration(n) * time.Hour / time.Duration(1+rank)) }
	hoursOf := g.one("hours", catalog.ClientHours, "office", "always")
	if g.some("response") {
		goals = append(goals, sla.GoalSpec{Metric: sla.FirstResponse(), Targets: sla.TargetSpecs{{Span: hours(4), Calendar: catalog.ClientHours}}})
	}
	if g.some("resolution") {
		goals = append(goals, sla.GoalSpec{Name: "fix", Metric: sla.Resolution(), Targets: sla.TargetSpecs{
			{Priority: msp.P1, Span: hours(8), Calendar: catalog.ClientHours}, {Span: hours(48), Calendar: catalog.ClientHours},
		}})
	}
	if g.some("close") {
		goals = append(goals, sla.GoalSpec{Metric: sla.Close(), Calendar: hoursOf})
	}
	return goals
}

func (g modelGen) service(m catalog.Model, i int) catalog.ServiceSpec {
	s := catalog.ServiceSpec{
		Name: g.name("service", i), Title: g.one("title", "", "A service"), Description: "what it is", Category: catalog.Category(g.number("category", 1, 6)),
		ServiceTerms: catalog.ServiceTerms{
			Owner: "ana", Team: g.any("team", len(m.Teams)), Criticality: sla.Criticality(g.number("criticality", 1, 3)), Hours: g.one("hours", catalog.ClientHours, "office", "always"),
			Escalation: g.routes(m), KPIs: []string{"uptime"}, Activities: []string{"support"}, Within: []string{"item " + strconv.Itoa(i%3)}, Terms: g.terms(m),
			Availability: g.percent(), Maintenance: g.one("maintenance", "", "berlin"),
		},
	}
	if i > 0 && g.some("requires") {
		s.Requires = []string{g.any("service", i)}
	}
	if i > 1 && g.some("redundant") {
		s.Redundant = []catalog.Redundancy{{Of: []string{"service 0", "service 1"}, Need: g.number("need", 1, 2)}}
	}
	if g.some("prices") {
		s.Prices = []string{g.any("price", len(m.Prices))}
	}
	if g.some("lifecycle") {
		s.Lifecycle = catalog.Lifecycle{{Status: catalog.Active, From: msp.MustParseDate("2021-06-01")}, {Status: catalog.Deprecated, From: g.later("2021-06-01")}}
	}
	if g.some("change") {
		s.Changes = []catalog.ServiceChange{{From: g.date(), ServiceTerms: catalog.ServiceTerms{Owner: "ben", Hours: g.one("hours", "", "always")}}}
	}
	return s
}

// later returns a date after another one.
func (g modelGen) later(than string) msp.Date {
	d, _ := msp.MustParseDate(than).AddDays(g.number("later", 1, 3000))
	return d
}

func (g modelGen) tier(m catalog.Model, i int) catalog.TierSpec {
	s := catalog.TierSpec{Name: g.name("tier", i), TierTerms: catalog.TierTerms{
		Adds: []string{"item " + strconv.Itoa(i)}, Coverage: catalog.Coverage(min(i, 3)), Calendar: "office", Goals: g.goals(i), Assignment: catalog.Assignment(min(i, 3)),
		Attributes: []catalog.Attribute{{Name: "seats", Better: catalog.Higher, Value: decimal.NewFromInt(int64(10 * i))}}, Terms: g.terms(m), Escalation: g.routes(m),
	}}
	if i > 0 && g.some("extends") {
		s.Extends = g.any("tier", i)
	}
	if g.some("alias") {
		s.Aliases = []string{"alias " + strconv.Itoa(i)}
	}
	if g.some("prices") {
		s.Prices = []string{g.any("price", len(m.Prices))}
	}
	if g.some("change") {
		s.Changes = []catalog.TierChange{{From: g.date(), Removes: []string{"item " + strconv.Itoa(i)}, TierTerms: catalog.TierTerms{
			Adds: []string{"more " + strconv.Itoa(i)}, Excludes: []string{"projects"}, Calendar: g.one("calendar", "", "always"),
		}}}
	}
	return s
}

func (g modelGen) client(m catalog.Model, i int) catalog.ClientSpec {
	s := catalog.ClientSpec{Name: g.name("client", i), Title: g.one("title", "", "A client"), Calendar: g.one("calendar", "", "berlin", "always")}
	if g.some("site") {
		s.Sites = []catalog.SiteSpec{{Name: "site", Calendar: g.one("calendar", "berlin", "always")}}
	}
	if g.some("plan") {
		s.Plans = []catalog.ClientPlan{{Plan: "onboarding", Start: g.date(), Calendar: g.one("calendar", "", "office")}}
	}
	from := msp.MustParseDate("2022-01-01")
	for n := range g.number("contracts", 0, 2) {
		until, _ := from.AddDays(g.number("life", 1, 800))
		s.Contracts = append(s.Contracts, g.contract(m, n, from, until))
		from, _ = until.AddDays(g.number("gap", 0, 100))
	}
	return s
}

func (g modelGen) contract(m catalog.Model, n int, from, until msp.Date) catalog.ContractSpec {
	s := catalog.ContractSpec{
		ID: strconv.Itoa(n), From: from, Until: until, Scope: catalog.Scope(g.number("scope", 0, 5)), Tier: g.any("tier", len(m.Tiers)),
		Calendar: g.one("calendar", "", "berlin"), Escalation: g.routes(m), Terms: g.terms(m), ChangeWindows: g.one("windows", "", "berlin"),
		Counts: []catalog.CountSpec{{Unit: "user", Quantity: pricing.Constant(int64(g.number("users", 0, 99)))}},
	}
	switch g.number("renewal", 0, 2) {
	case 1:
		s.Renewal = catalog.Renewal{Kind: catalog.RenewalManual}
	case 2:
		s.Renewal = catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: g.number("term", 1, 36), NoticeMonths: g.number("notice", 0, 6)}
	}
	if g.some("pinned") {
		s.Pinned = &catalog.Pin{On: g.date()}
	}
	if g.some("services") {
		s.Services = []string{g.any("service", len(m.Services))}
	}
	if g.some("goals") {
		s.Goals = g.goals(0)
	}
	if g.some("out of scope") {
		s.OutOfScope = catalog.OutOfScope{Cover: catalog.Billable, Price: "price 0"}
	}
	for i := range g.number("exceptions", 0, 2) {
		e := catalog.ExceptionSpec{Name: g.name("exception", i), Reason: "must be", Approver: "ana", Terms: g.terms(m), Goals: g.goals(1)}
		if g.some("dates") {
			e.From = from
			e.Until = g.later(from.String())
		}
		if g.some("services") {
			e.Services = []string{g.any("service", len(m.Services))}
		}
		if g.some("price") {
			e.Price, e.Complexity = g.any("price", len(m.Prices)), g.decimal(1)
		}
		s.Exceptions = append(s.Exceptions, e)
	}
	if len(m.TargetSets) > 0 {
		s.TargetSet = "gold"
	}
	return s
}

// What is drawn is a good model, and has contracts, exceptions and what else there is.
func TestAModel(t *testing.T) {
	seen := make(map[string]int)
	rapid.Check(t, func(t *rapid.T) {
		m := aModel(t)
		if err := m.Validate(zones.Load).Err(); err != nil {
			t.Fatal(err)
		}
		for _, c := range m.Clients {
			seen["sites"] += len(c.Sites)
			seen["contracts"] += len(c.Contracts)
			for _, one := range c.Contracts {
				seen["exceptions"] += len(one.Exceptions)
				seen["goals"] += len(one.Goals)
			}
		}
		for _, s := range m.Services {
			seen["requires"] += len(s.Requires)
			seen["redundant"] += len(s.Redundant)
			seen["changes of a service"] += len(s.Changes)
		}
		for _, s := range m.Tiers {
			seen["changes of a tier"] += len(s.Changes)
		}
	})
	if len(seen) != 8 {
		t.Errorf("some parts are always missing: %v", seen)
	}
	for what, n := range seen {
		if n == 0 {
			t.Errorf("no %s", what)
		}
	}
}
