package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
)

// Route returns the escalation path for a ticket of a priority: the first route that is
// for it, of the contract, the tier, the service or the model. Further attributes, such as
// vip, are those that the program knows of the ticket. ok is false if there is none.
func (e Entitlement) Route(priority msp.Priority, attributes map[string]string) (route Route, ok bool) {
	if e.client == nil || e.client.contract == nil {
		return Route{}, false
	}
	return e.v.route(e.client, e.service, e.site, e.work, priority, attributes)
}

// A Route is where a ticket goes: the line that decides, and the policy and ladders that
// it names, in the hours of the client.
type Route struct {
	Line    escalation.RouteSpec
	Policy  escalation.Policy            // the zero one if the line names none
	Ladders map[string]escalation.Ladder // by the name of the goal that each stands on
	From    string                       // what states the line: contract, tier, service or model
}

// Why returns the route as a reason.
func (r Route) Why() msp.Reason {
	return msp.NewReason(ReasonRoute, "{policy}, of the {from}",
		msp.ReasonValue{Name: "policy", Value: r.Line.Policy}, msp.ReasonValue{Name: "from", Value: r.From})
}

// route finds the first line that is for a ticket.
func (v *view) route(c *clientView, s *serviceView, site int, work string, priority msp.Priority, attributes map[string]string) (Route, bool) {
	lookup := func(name string) (string, bool) {
		switch name {
		case "client":
			return c.spec.Name, true
		case "site":
			if site == 0 {
				return "", false
			}
			return c.spec.Sites[site-1].Name, true
		case "service":
			return s.spec.Name, true
		case "category":
			return s.spec.Category.String(), s.spec.Category != 0
		case "criticality":
			return s.terms.Criticality.String(), s.terms.Criticality != 0
		case "tier":
			if c.tier == nil {
				return "", false
			}
			return c.tier.tier.Name(), true
		case "scope":
			if c.contract == nil || c.contract.Scope == 0 {
				return "", false
			}
			return c.contract.Scope.String(), true
		case "work":
			return work, work != ""
		case "priority":
			return priority.String(), priority != 0
		}
		value, ok := attributes[name]
		return value, ok
	}
	var contract, tier escalation.RouteSpecs
	if c.contract != nil {
		contract = c.contract.Escalation
	}
	if c.tier != nil {
		tier = c.tier.tier.get().Escalation
	}
	for i, table := range [...]escalation.RouteSpecs{contract, tier, s.terms.Escalation, v.catalog.model.Escalation} {
		for _, line := range table {
			if line.When.MatchesFunc(lookup) {
				return v.routed(line, c.hours[site], [...]string{"contract", "tier", "service", "model"}[i]), true
			}
		}
	}
	return Route{}, false
}

func (v *view) routed(line escalation.RouteSpec, h hours, from string) Route {
	r := Route{From: from, Policy: v.policy(line.Policy, h)}
	for promise, name := range line.Ladders {
		if r.Ladders == nil {
			r.Ladders = make(map[string]escalation.Ladder, len(line.Ladders))
		}
		r.Ladders[promise] = v.catalog.ladders[name]
	}
	r.Line = cloneRoutes(escalation.RouteSpecs{line})[0]
	return r
}
