package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/escalation"
)

// An OnCall is who has to be told of which ticket, and when.
type OnCall struct {
	Rotas []Rota // in the order of the model

	model  *Model
	routes escalation.Routes // of the model
}

// A Rota is a schedule, and when somebody has to be on call in it.
type Rota struct {
	Schedule escalation.Schedule

	Zone   *time.Location    // the clock of its first layer
	Covers calendar.Calendar // when somebody has to be on call
	Hours  string            // the name of Covers; empty: round the clock
}

// A Path is what a route says about a ticket: who is told by the clock on the wall, and
// who by the clocks of the promises.
type Path struct {
	Route   escalation.RouteSpec
	Policy  escalation.Policy
	Ladders [kinds]escalation.Ladder
}

// onCall returns who has to be told.
func (m *Model) onCall(s *Settings) (*OnCall, error) {
	o := &OnCall{model: m}
	for i := range m.spec.Schedules {
		name := m.spec.Schedules[i].Name
		rota := Rota{Covers: calendar.Always(nil), Hours: s.Covers[name]}
		rota.Schedule, _ = m.catalog.Schedule(name)
		rota.Zone = rota.Schedule.Zone()
		if rota.Hours != "" {
			rota.Covers, _ = m.catalog.Calendar(rota.Hours)
		}
		o.Rotas = append(o.Rotas, rota)
	}
	var err error
	o.routes, err = m.spec.Escalation.Compile()
	return o, err
}

// attributeVIP is the attribute of a ticket that the review knows beside those of the
// model.
const attributeVIP = "vip"

// Path returns the path of a ticket; ok is false if no route is for it.
func (t *Ticket) Path() (path Path, ok bool) {
	return t.Client.at(t.Opened).path(t.Priority, t.VIP)
}

func (e *Entitled) path(priority msp.Priority, vip bool) (path Path, ok bool) {
	route, ok := e.Route(priority, map[string]string{attributeVIP: strconv.FormatBool(vip)})
	if !ok {
		return Path{}, false
	}
	path = Path{Route: route.Line, Policy: route.Policy}
	for kind := range Kind(kinds) {
		path.Ladders[kind] = route.Ladders[kind.goal()]
	}
	return path, true
}

// policies returns the policies to which tickets of a client can come that are opened at
// an instant.
func (c *Client) policies(opened time.Time) map[string]escalation.Policy {
	all := make(map[string]escalation.Policy)
	for priority := msp.P1; priority <= msp.P9; priority++ {
		for _, vip := range [...]bool{false, true} {
			if path, ok := c.at(opened).path(priority, vip); ok && path.Route.Policy != "" {
				all[path.Route.Policy] = path.Policy
			}
		}
	}
	return all
}

// inClientHours reports whether a policy speaks of the hours of the client.
func inClientHours(p escalation.PolicySpec) bool {
	return slices.ContainsFunc(p.Steps, func(s escalation.StepSpec) bool {
		return s.Hours == catalog.ClientHours || s.WaitIn == catalog.ClientHours
	})
}

// tables returns all routing tables of a model.
func (m *Model) tables() []escalation.RouteSpecs {
	tables := []escalation.RouteSpecs{m.spec.Escalation}
	for i := range m.spec.Services {
		tables = append(tables, m.spec.Services[i].Escalation)
		for _, change := range m.spec.Services[i].Changes {
			tables = append(tables, change.Escalation)
		}
	}
	for i := range m.spec.Tiers {
		tables = append(tables, m.spec.Tiers[i].Escalation)
		for _, change := range m.spec.Tiers[i].Changes {
			tables = append(tables, change.Escalation)
		}
	}
	for _, c := range m.Clients {
		for i := range c.contracts {
			tables = append(tables, c.contracts[i].Escalation)
		}
	}
	return tables
}

// domain returns the values that the attributes of tickets can have; "-" stands where a
// ticket has none.
func (m *Model) domain() escalation.Domain {
	const nothing = "-"
	d := escalation.Domain{
		attributeVIP: {"false", "true"}, "service": m.catalog.Services(), "client": m.catalog.Clients(),
		"tier": {nothing}, "site": {nothing}, "work": {nothing}, "category": {nothing}, "criticality": {nothing}, "scope": {nothing},
	}
	for p := msp.P1; p <= msp.P9; p++ {
		d["priority"] = append(d["priority"], p.String())
	}
	for i := range m.spec.Tiers {
		d["tier"] = append(d["tier"], m.spec.Tiers[i].Name)
	}
	for i := range m.spec.Services {
		s := &m.spec.Services[i]
		d["category"] = appendNew(d["category"], s.Category.String())
		d["criticality"] = appendNew(d["criticality"], s.Criticality.String())
		for _, change := range s.Changes {
			d["criticality"] = appendNew(d["criticality"], change.Criticality.String())
		}
	}
	for i := range m.spec.Clients {
		for _, site := range m.spec.Clients[i].Sites {
			d["site"] = appendNew(d["site"], site.Name)
		}
	}
	for scope := catalog.FullyManaged; scope <= catalog.BreakFix; scope++ {
		d["scope"] = append(d["scope"], scope.String())
	}
	return d
}

// levelNames lists the levels: "L1, L2".
func levelNames(levels escalation.Levels) string {
	names := make([]string, len(levels))
	for i, l := range levels {
		names[i] = l.Name
	}
	return strings.Join(names, ", ")
}
