package catalog

import (
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A ServiceSpec is an entry of the service catalogue as people write it down. What an
// entry has to say, by "A simple managed IT services model", is required of one that is
// active: description, owner, delivery team, criticality, hours, escalation and KPIs.
//
//	{"name":"server management","description":"patching, health and capacity of servers","category":"infrastructure",
//	 "lifecycle":[{"status":"active","from":"2026-01-01"}],"owner":"head of operations","team":"operations",
//	 "criticality":"tier_1","hours":"24x7","escalation":[{"policy":"standard"}],"kpis":["uptime"],"requires":["network monitoring"]}
type ServiceSpec struct {
	// Name is what contracts, tiers and terms call it. Required.
	Name string

	// Title is for people. Empty: the name.
	Title string

	// Description says what it is.
	Description string

	// Category is its place in the catalogue.
	Category Category

	// Lifecycle is when it is active, deprecated and retired. None: active, always.
	Lifecycle Lifecycle

	ServiceTerms

	// Changes are what differs from a date on, in any order.
	Changes []ServiceChange
}

// ServiceTerms are what a service is: who is behind it, when, and what it takes.
type ServiceTerms struct {
	// Owner is who answers for it, Team the name of the team that delivers it.
	Owner, Team string

	// Criticality is how much depends on it: the provider's own objective.
	Criticality sla.Criticality

	// Hours is the name of the calendar of its hours, or [ClientHours].
	Hours string

	// Escalation are routes for its tickets, behind those of the contract and the tier.
	Escalation escalation.RouteSpecs

	// KPIs are the names of what it is measured by.
	KPIs []string

	// Activities are the activities of a RACI matrix that it consists of.
	Activities []string

	// Within are inclusions of tiers of which it is a part: a tier with one of them has the
	// service.
	Within []string

	// Includes and Excludes say what belongs to it, for people to read.
	Includes, Excludes []string

	// Terms are what is covered of which work, behind those of tiers and contracts.
	Terms []TermSpec

	// Prices are the names of what it costs à la carte.
	Prices []string

	// Requires are the services without which it does not work, all of them; Redundant are
	// groups of which some are enough.
	Requires  []string
	Redundant []Redundancy

	// Availability is that of the service by itself, if all it requires is up. Zero: not
	// stated, and taken for 100 %.
	Availability msp.Percent

	// Maintenance is the name of the calendar of its maintenance windows, which count as
	// down time where the service is to be up. Empty: none.
	Maintenance string
}

// A Redundancy is a group of services of which so many are enough: two lines to the
// internet, one of which has to be up.
type Redundancy struct {
	Of   []string // at least one, at most 100
	Need int      // 1 to the number of them
}

// A ServiceChange is what a service differs in from a date on. What it states replaces
// what the service had, lists too, and what it leaves out stays.
type ServiceChange struct {
	// From is the first day of the change. Required; no two changes have the same.
	From msp.Date

	ServiceTerms
}

// clone returns a copy that shares nothing.
func (s ServiceSpec) clone() ServiceSpec {
	s.Lifecycle = slices.Clone(s.Lifecycle)
	s.ServiceTerms = s.ServiceTerms.clone()
	s.Changes = slices.Clone(s.Changes)
	for i := range s.Changes {
		s.Changes[i].ServiceTerms = s.Changes[i].clone()
	}
	return s
}

func (t ServiceTerms) clone() ServiceTerms {
	for _, list := range []*[]string{&t.KPIs, &t.Activities, &t.Within, &t.Includes, &t.Excludes, &t.Prices, &t.Requires} {
		*list = slices.Clone(*list)
	}
	t.Escalation = cloneRoutes(t.Escalation)
	t.Terms = cloneTerms(t.Terms)
	t.Redundant = slices.Clone(t.Redundant)
	for i := range t.Redundant {
		t.Redundant[i].Of = slices.Clone(t.Redundant[i].Of)
	}
	return t
}

// on returns what the service is on a date; the zero date is before all changes.
func (s ServiceSpec) on(d msp.Date) ServiceTerms {
	terms := s.ServiceTerms
	for _, c := range s.inOrder() {
		if c.From.After(d) {
			break
		}
		terms = terms.changed(c.ServiceTerms)
	}
	return terms
}

// inOrder returns the changes by date.
func (s ServiceSpec) inOrder() []*ServiceChange {
	changes := make([]*ServiceChange, len(s.Changes))
	for i := range s.Changes {
		changes[i] = &s.Changes[i]
	}
	slices.SortStableFunc(changes, func(a, b *ServiceChange) int { return a.From.Compare(b.From) })
	return changes
}

func (t ServiceTerms) changed(over ServiceTerms) ServiceTerms {
	take(&t.Owner, over.Owner)
	take(&t.Team, over.Team)
	take(&t.Criticality, over.Criticality)
	take(&t.Hours, over.Hours)
	take(&t.Availability, over.Availability)
	take(&t.Maintenance, over.Maintenance)
	takeList(&t.Escalation, over.Escalation)
	takeList(&t.KPIs, over.KPIs)
	takeList(&t.Activities, over.Activities)
	takeList(&t.Within, over.Within)
	takeList(&t.Includes, over.Includes)
	takeList(&t.Excludes, over.Excludes)
	takeList(&t.Terms, over.Terms)
	takeList(&t.Prices, over.Prices)
	takeList(&t.Requires, over.Requires)
	takeList(&t.Redundant, over.Redundant)
	return t
}

// takeList replaces a list by one that is stated.
func takeList[S ~[]E, E any](into *S, stated S) {
	if len(stated) > 0 {
		*into = stated
	}
}

// dates returns when the service becomes another.
func (s ServiceSpec) dates() []msp.Date {
	var dates []msp.Date
	for _, c := range s.Changes {
		dates = append(dates, c.From)
	}
	for _, step := range s.Lifecycle {
		dates = append(dates, step.From)
	}
	return dates
}
