package catalog

import (
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// A Catalog is a compiled [Model]. [Catalog.On] says what it is on a date. The zero
// Catalog has nothing in it. Catalogs are immutable, safe for concurrent use and cheap to
// copy.
type Catalog struct{ c *catalog }

type catalog struct {
	model        *Model
	calendars    map[string]calendar.Calendar
	sources      escalation.Sources
	schedules    map[string]escalation.Schedule
	policies     map[string]*policyOf
	ofClient     []string // the names of those that are another one in each client's hours
	ladders      map[string]escalation.Ladder
	prices       map[string]int // places in the model
	targetSets   map[string]metrics.TargetSet
	teams        map[string]int
	matrices     map[Scope]RACI
	plans        map[string]Plan
	activities   []Activity
	services     map[string]int
	tiers        Tiers
	clients      map[string]int
	owners       map[ownKey]string
	audit        AuditSpec
	acknowledged []Acknowledgement
	dates        []msp.Date // on which a tier or a service becomes another, in order
}

// A policyOf is an escalation policy, which may be another one in each client's hours.
type policyOf struct {
	spec     escalation.PolicySpec
	compiled escalation.Policy // in hours that are always open, if it is another for each client
	ofClient bool
}

// clone returns a copy of the model that shares nothing with it that a catalogue reads.
// What other packages compile they have copied.
func (m Model) clone() Model {
	m.Calendars, m.Unions, m.Levels = slices.Clone(m.Calendars), slices.Clone(m.Unions), slices.Clone(m.Levels)
	for i := range m.Unions {
		m.Unions[i].Of = slices.Clone(m.Unions[i].Of)
	}
	for i := range m.Levels {
		l := &m.Levels[i]
		l.Handles, l.Who, l.Targets = slices.Clone(l.Handles), slices.Clone(l.Who), slices.Clone(l.Targets)
	}
	m.Schedules, m.Policies, m.Ladders = slices.Clone(m.Schedules), slices.Clone(m.Policies), slices.Clone(m.Ladders)
	m.Escalation = cloneRoutes(m.Escalation)
	m.Prices = slices.Clone(m.Prices)
	for i := range m.Prices {
		m.Prices[i] = cloneItem(m.Prices[i])
	}
	m.TargetSets = slices.Clone(m.TargetSets)
	m.RACI = cloned(m.RACI, RACISpec.clone)
	m.ValueChain = slices.Clone(m.ValueChain)
	for i := range m.ValueChain {
		m.ValueChain[i].Notes = slices.Clone(m.ValueChain[i].Notes)
	}
	m.Teams = cloned(m.Teams, TeamSpec.clone)
	m.Plans = cloned(m.Plans, PlanSpec.clone)
	m.Activities = cloned(m.Activities, ActivitySpec.clone)
	m.Services = cloned(m.Services, ServiceSpec.clone)
	m.Tiers = cloned(m.Tiers, TierSpec.clone)
	m.Clients = cloned(m.Clients, ClientSpec.clone)
	m.Acknowledged = slices.Clone(m.Acknowledged)
	return m
}

// cloned returns a copy of the records of a list.
func cloned[S ~[]E, E any](records S, clone func(E) E) S {
	records = slices.Clone(records)
	for i := range records {
		records[i] = clone(records[i])
	}
	return records
}

// cloneItem returns a copy of a price of the catalogue that shares nothing.
func cloneItem(i pricing.Item) pricing.Item {
	i.Price.Tiers = slices.Clone(i.Price.Tiers)
	i.Changes = slices.Clone(i.Changes)
	for n := range i.Changes {
		i.Changes[n].Price.Tiers = slices.Clone(i.Changes[n].Price.Tiers)
	}
	i.Quantity, i.Uplift.Index = slices.Clone(i.Quantity), slices.Clone(i.Uplift.Index)
	i.Discounts = slices.Clone(i.Discounts)
	for n, d := range i.Discounts {
		if off, ok := d.Off.(pricing.VolumeOff); ok {
			i.Discounts[n].Off = pricing.VolumeOff{Steps: slices.Clone(off.Steps)}
		}
	}
	return i
}

func newCatalog() *catalog {
	return &catalog{
		model: new(Model), calendars: make(map[string]calendar.Calendar), schedules: make(map[string]escalation.Schedule),
		policies: make(map[string]*policyOf), ladders: make(map[string]escalation.Ladder), matrices: make(map[Scope]RACI),
		plans: make(map[string]Plan), owners: make(map[ownKey]string),
	}
}

func (c Catalog) get() *catalog {
	if c.c == nil {
		return newCatalog()
	}
	return c.c
}

// findDates finds the dates on which the catalogue, contracts apart, becomes another.
func (c *catalog) findDates() {
	for i := range c.model.Services {
		c.dates = append(c.dates, c.model.Services[i].dates()...)
	}
	for i := range c.model.Tiers {
		for _, change := range c.model.Tiers[i].Changes {
			c.dates = append(c.dates, change.From)
		}
	}
	slices.SortFunc(c.dates, msp.Date.Compare)
	c.dates = slices.Compact(c.dates)
}

// edition returns the number of the edition of a date: how many of the dates have come.
func (c *catalog) edition(on msp.Date) int {
	number, found := slices.BinarySearchFunc(c.dates, on, msp.Date.Compare)
	if found {
		number++
	}
	return number
}

// Dates returns the dates on which a tier or a service becomes another one, in order.
func (c Catalog) Dates() []msp.Date { return slices.Clone(c.get().dates) }

// Tiers returns the commercial tiers.
func (c Catalog) Tiers() Tiers { return c.get().tiers }

// Clients returns the names of the clients, in their order.
func (c Catalog) Clients() []string {
	return names(c.get().model.Clients, func(s *ClientSpec) string { return s.Name })
}

// Services returns the names of the services, in their order.
func (c Catalog) Services() []string {
	return names(c.get().model.Services, func(s *ServiceSpec) string { return s.Name })
}

// Calendar returns a calendar, or a union of some, by its name.
func (c Catalog) Calendar(name string) (found calendar.Calendar, ok bool) {
	found, ok = c.get().calendars[name]
	return found, ok
}

// Schedule returns an on-call schedule by its name.
func (c Catalog) Schedule(name string) (found escalation.Schedule, ok bool) {
	found, ok = c.get().schedules[name]
	return found, ok
}

// Ladder returns a ladder by its name.
func (c Catalog) Ladder(name string) (found escalation.Ladder, ok bool) {
	found, ok = c.get().ladders[name]
	return found, ok
}

// RACI returns the matrix of a scope: its own, or else that for every scope.
func (c Catalog) RACI(scope Scope) (matrix RACI, ok bool) {
	if matrix, ok = c.get().matrices[scope]; !ok {
		matrix, ok = c.get().matrices[0]
	}
	return matrix, ok
}

// Plan returns a plan by its name.
func (c Catalog) Plan(name string) (found Plan, ok bool) {
	found, ok = c.get().plans[name]
	return found, ok
}

// Activities returns what recurs, in its order.
func (c Catalog) Activities() []Activity { return slices.Clone(c.get().activities) }

// TargetSet returns a set of KPI targets by its name.
func (c Catalog) TargetSet(name string) (found metrics.TargetSet, ok bool) {
	found, ok = c.get().targetSets[name]
	return found, ok
}
