package catalog

import (
	"maps"
	"slices"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// Kinds of records that others refer to by name; those of [OwnSpec] are called as there.
const (
	kindCalendars  = "calendars"
	kindSchedules  = "schedules"
	kindPolicies   = "policies"
	kindLadders    = "ladders"
	kindPrices     = "prices"
	kindTargetSets = "target_sets"
	kindTeams      = "teams"
)

// A reference is a name of a record, and who says it.
type reference struct {
	path       string
	kind, name string
	by         string   // what says it, by its name
	client     string   // whose part of the model it is in, "" if it is nobody's alone
	only       []string // the clients for which a route is, if it says for which
}

// A referrer walks all references of a model, whatever their dates.
type referrer struct {
	c    *catalog
	each func(reference)
	by   string
	of   string // the client
}

// references calls a function for each name by which a record refers to another. Names of
// no record, and [ClientHours], are none.
func (c *catalog) references(each func(reference)) {
	r := &referrer{c: c, each: each}
	m := c.model
	for i, u := range m.Unions {
		r.is(u.Name, c.owners[ownKey{kindCalendars, u.Name}])
		for j, name := range u.Of {
			r.name(at("unions", i)+at(".of", j), kindCalendars, name)
		}
	}
	for i := range m.Policies {
		r.is(m.Policies[i].Name, c.owners[ownKey{kindPolicies, m.Policies[i].Name}])
		for j, step := range m.Policies[i].Steps {
			path := at("policies", i) + at(".steps", j) + "."
			r.name(path+"hours", kindCalendars, step.Hours)
			r.name(path+"wait_in", kindCalendars, step.WaitIn)
			r.targets(path+"notify", step.Notify)
		}
	}
	for i := range m.Ladders {
		r.is(m.Ladders[i].Name, c.owners[ownKey{kindLadders, m.Ladders[i].Name}])
		for j, rung := range m.Ladders[i].Rungs {
			r.targets(at("ladders", i)+at(".rungs", j)+".notify", rung.Notify)
		}
	}
	r.is("the model", "")
	r.routes("escalation", m.Escalation)
	for i := range m.Services {
		r.is(m.Services[i].Name, "")
		r.service(at("services", i)+".", &m.Services[i].ServiceTerms)
		for j := range m.Services[i].Changes {
			r.service(at("services", i)+at(".changes", j)+".", &m.Services[i].Changes[j].ServiceTerms)
		}
	}
	for i := range m.Tiers {
		r.is(m.Tiers[i].Name, "")
		r.tier(at("tiers", i)+".", &m.Tiers[i].TierTerms)
		for j := range m.Tiers[i].Changes {
			r.tier(at("tiers", i)+at(".changes", j)+".", &m.Tiers[i].Changes[j].TierTerms)
		}
	}
	for i := range m.Teams {
		r.is(m.Teams[i].Name, m.Teams[i].Client)
		r.name(at("teams", i)+".schedule", kindSchedules, m.Teams[i].Schedule)
	}
	for i := range m.Clients {
		r.is(m.Clients[i].Name, m.Clients[i].Name)
		r.client(at("clients", i)+".", &m.Clients[i])
	}
}

// is says whose references follow.
func (r *referrer) is(by, of string) { r.by, r.of = by, of }

func (r *referrer) name(path, kind, name string) {
	if name != "" && name != ClientHours {
		r.each(reference{path: path, kind: kind, name: name, by: r.by, client: r.of})
	}
}

func (r *referrer) names(path, kind string, list []string) {
	for i, name := range list {
		r.name(at(path, i), kind, name)
	}
}

// targets are who is told: those on call, and parties that are teams.
func (r *referrer) targets(path string, targets []escalation.Target) {
	for i, t := range targets {
		switch t := t.(type) {
		case escalation.OnCall:
			r.name(at(path, i), kindSchedules, string(t))
		case escalation.AllOf:
			r.name(at(path, i), kindSchedules, string(t))
		case escalation.Party:
			if _, ok := r.c.teams[string(t)]; ok {
				r.name(at(path, i), kindTeams, string(t))
			}
		}
	}
}

// routes are for the clients that their condition names, if it does.
func (r *referrer) routes(path string, routes escalation.RouteSpecs) {
	for i := range routes {
		line := &routes[i]
		each := func(path, kind, name string) {
			if name != "" {
				r.each(reference{path, kind, name, r.by, r.of, line.When["client"]})
			}
		}
		each(at(path, i)+".policy", kindPolicies, line.Policy)
		for _, promise := range slices.Sorted(maps.Keys(line.Ladders)) {
			each(at(path, i)+".ladders."+promise, kindLadders, line.Ladders[promise])
		}
	}
}

func (r *referrer) goals(path string, goals []sla.GoalSpec) {
	for i, g := range goals {
		r.name(at(path, i)+".calendar", kindCalendars, g.Calendar)
		for j, t := range g.Targets {
			r.name(at(path, i)+at(".targets", j)+".calendar", kindCalendars, t.Calendar)
		}
	}
}

func (r *referrer) terms(path string, terms []TermSpec) {
	for i := range terms {
		r.name(at(path, i)+".price", kindPrices, terms[i].Price)
	}
}

func (r *referrer) service(path string, t *ServiceTerms) {
	r.name(path+"team", kindTeams, t.Team)
	r.name(path+"hours", kindCalendars, t.Hours)
	r.name(path+"maintenance", kindCalendars, t.Maintenance)
	r.routes(path+"escalation", t.Escalation)
	r.terms(path+"terms", t.Terms)
	r.names(path+"prices", kindPrices, t.Prices)
}

func (r *referrer) tier(path string, t *TierTerms) {
	r.name(path+"calendar", kindCalendars, t.Calendar)
	r.goals(path+"goals", t.Goals)
	r.routes(path+"escalation", t.Escalation)
	r.terms(path+"terms", t.Terms)
	r.names(path+"prices", kindPrices, t.Prices)
}

func (r *referrer) client(path string, c *ClientSpec) {
	r.name(path+"calendar", kindCalendars, c.Calendar)
	for i, site := range c.Sites {
		r.name(path+at("sites", i)+".calendar", kindCalendars, site.Calendar)
	}
	for i, plan := range c.Plans {
		r.name(path+at("plans", i)+".calendar", kindCalendars, plan.Calendar)
	}
	for i := range c.Contracts {
		s, of := &c.Contracts[i], path+at("contracts", i)+"."
		r.name(of+"calendar", kindCalendars, s.Calendar)
		r.name(of+"change_windows", kindCalendars, s.ChangeWindows)
		r.name(of+"target_set", kindTargetSets, s.TargetSet)
		r.goals(of+"goals", s.Goals)
		r.routes(of+"escalation", s.Escalation)
		r.terms(of+"terms", s.Terms)
		r.name(of+"out_of_scope.price", kindPrices, s.OutOfScope.Price)
		for j := range s.Exceptions {
			e, at := &s.Exceptions[j], of+at("exceptions", j)+"."
			r.goals(at+"goals", e.Goals)
			r.terms(at+"terms", e.Terms)
			r.name(at+"price", kindPrices, e.Price)
		}
	}
}
