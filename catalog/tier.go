package catalog

import (
	"maps"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A TierSpec is a commercial tier, what a client buys, as people write it down: Bronze,
// and Silver, which is Bronze and more.
//
//	{"name":"silver","extends":"bronze","adds":["proactive maintenance","quarterly reporting"],
//	 "coverage":"extended_hours","goals":[{"metric":"first_response","targets":[{"span":{"within":"4h"},"calendar":"client"}]}],
//	 "changes":[{"from":"2026-07-01","goals":[{"metric":"first_response","targets":[{"span":{"within":"2h"},"calendar":"client"}]}]}]}
//
// How much depends on a service is another matter, its criticality: [sla.Criticality].
type TierSpec struct {
	// Name is what contracts call it. Required.
	Name string

	// Title is for people. Empty: the name.
	Title string

	// Aliases are what others call it, "Standard" for Silver: contracts may, too.
	Aliases []string

	// Extends is the name of the tier of which this one is more. Empty: of none.
	Extends string

	TierTerms

	// Changes are what differs from a date on, in any order.
	Changes []TierChange
}

// TierTerms are what a tier promises. A tier has what the tier it extends has, and of
// each field that is not a list its own where it states one.
type TierTerms struct {
	// Adds are inclusions, in the provider's words, beside those of the tier it extends. A
	// service is in the tier if one of its inclusions, or its own name, is.
	Adds []string

	// Excludes say what is not in the tier, for people to read. What a tier adds, one that
	// it extends may exclude.
	Excludes []string

	// Coverage is the word for the hours, Calendar the hours of clients that have none of
	// their own.
	Coverage Coverage
	Calendar string

	// Goals are the grid of promises. One replaces the goal of that name of the tier that
	// it extends. A target without a priority, the headline, is for every priority that
	// has none of its own. The calendar [ClientHours] is that of the client; targets have
	// no dates, since tiers have changes.
	Goals []sla.GoalSpec

	// Uptime is the availability that is promised. Zero: not stated.
	Uptime msp.Percent

	// Reviews is how often the client is met. Zero: not stated.
	Reviews Cadence

	// Assignment is who works for the client.
	Assignment Assignment

	// Attributes are further numbers, each with the direction in which it gets better.
	Attributes []Attribute

	// Terms are what is covered of which work, before those of the tier that it extends.
	Terms []TermSpec

	// Prices are the names of what the tier costs. They are its own: a tier that says none
	// has none.
	Prices []string

	// Escalation are routes for the tickets of its clients, before those of the tier that
	// it extends.
	Escalation escalation.RouteSpecs
}

// A TierChange is what a tier differs in from a date on: what it states replaces what
// the tier had, and what it leaves out stays. Contracts that are pinned to a day before
// it keep what they signed.
type TierChange struct {
	// From is the first day of the change. Required; no two changes have the same.
	From msp.Date

	// Removes are inclusions that the tier itself had added, and has no more.
	Removes []string

	TierTerms
}

// TierSpecs are the tiers of a provider, in any order. [TierSpecs.Compile] turns them
// into [Tiers].
type TierSpecs []TierSpec

// clone returns a copy that shares nothing.
func (s TierSpec) clone() TierSpec {
	s.Aliases = slices.Clone(s.Aliases)
	s.TierTerms = s.TierTerms.clone()
	s.Changes = slices.Clone(s.Changes)
	for i := range s.Changes {
		s.Changes[i].Removes = slices.Clone(s.Changes[i].Removes)
		s.Changes[i].TierTerms = s.Changes[i].clone()
	}
	return s
}

func (t TierTerms) clone() TierTerms {
	t.Adds, t.Excludes, t.Prices = slices.Clone(t.Adds), slices.Clone(t.Excludes), slices.Clone(t.Prices)
	t.Attributes = slices.Clone(t.Attributes)
	t.Goals = cloneGoals(t.Goals)
	t.Terms = cloneTerms(t.Terms)
	t.Escalation = cloneRoutes(t.Escalation)
	return t
}

// joined returns terms that come on top of each other, the last on top of all: a tier
// and its changes, or the tiers that extend one another. Lists whose order is that of
// reading have the top first. Prices are those of the top. Cost: linear.
func joined(parts []TierTerms) TierTerms {
	var t TierTerms
	goals, attributes := make(map[string]int), make(map[string]int)
	for i := range parts {
		over := &parts[i]
		t.Adds = append(t.Adds, over.Adds...)
		for _, g := range over.Goals {
			t.Goals = placed(t.Goals, g, goalName(g), goals)
		}
		for _, a := range over.Attributes {
			t.Attributes = placed(t.Attributes, a, a.Name, attributes)
		}
		take(&t.Coverage, over.Coverage)
		take(&t.Calendar, over.Calendar)
		take(&t.Uptime, over.Uptime)
		take(&t.Reviews, over.Reviews)
		take(&t.Assignment, over.Assignment)
		t.Prices = over.Prices
	}
	added := make(map[string]bool) // by a part or one on top of it: that excludes it no more
	for _, over := range slices.Backward(parts) {
		for _, item := range over.Adds {
			added[item] = true
		}
		for _, item := range slices.Backward(over.Excludes) {
			if !added[item] {
				t.Excludes = append(t.Excludes, item)
			}
		}
		t.Terms = append(t.Terms, over.Terms...)
		t.Escalation = append(t.Escalation, over.Escalation...)
	}
	slices.Reverse(t.Excludes)
	return t
}

// placed puts an item in the place of that of the same name, or behind all others.
func placed[E any](items []E, item E, name string, places map[string]int) []E {
	if i, ok := places[name]; ok {
		items[i] = item
		return items
	}
	places[name] = len(items)
	return append(items, item)
}

// take replaces a value by one that is stated.
func take[T comparable](into *T, stated T) {
	var none T
	if stated != none {
		*into = stated
	}
}

// goalName returns what tells a goal apart.
func goalName(g sla.GoalSpec) string {
	if g.Name != "" {
		return g.Name
	}
	return g.Metric.Name
}

// indexOfGoal returns where the goal of a name is, or −1.
func indexOfGoal(goals []sla.GoalSpec, name string) int {
	return slices.IndexFunc(goals, func(g sla.GoalSpec) bool { return goalName(g) == name })
}

func cloneGoals(goals []sla.GoalSpec) []sla.GoalSpec {
	goals = slices.Clone(goals)
	for i := range goals {
		goals[i].Targets = slices.Clone(goals[i].Targets)
		m := &goals[i].Metric
		m.Start, m.Stop, m.PauseOn = slices.Clone(m.Start), slices.Clone(m.Stop), slices.Clone(m.PauseOn)
	}
	return goals
}

func cloneTerms(terms []TermSpec) []TermSpec {
	terms = slices.Clone(terms)
	for i := range terms {
		terms[i] = terms[i].clone()
	}
	return terms
}

func cloneRoutes(routes escalation.RouteSpecs) escalation.RouteSpecs {
	routes = slices.Clone(routes)
	for i := range routes {
		routes[i].When = routes[i].When.Clone()
		routes[i].Ladders = maps.Clone(routes[i].Ladders)
	}
	return routes
}
