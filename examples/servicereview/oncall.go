package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

// An OnCall is who has to be told of which ticket, and when.
type OnCall struct {
	Levels escalation.Levels
	Rotas  []Rota // in the order of the file

	policies []policyPath
	ladders  []escalation.Ladder
	routes   escalation.Routes
	lines    []line // what the routes name
	domain   escalation.Domain
}

// A line is what a route names, "" for none.
type line struct {
	policy  string
	ladders [kinds]string
}

// A policyPath is a policy for each client, of whose calendar it may speak.
type policyPath struct {
	name string
	own  bool // it does
	of   map[*Client]escalation.Policy
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

// Attributes of a ticket, by which it takes a route.
const (
	attributeClient   = "client"
	attributePriority = "priority"
	attributeVIP      = "vip"
)

// attributes returns those of a ticket as it was opened.
func (t *Ticket) attributes() map[string]string {
	return map[string]string{
		attributeClient: t.Client.Name, attributePriority: t.Priority.String(), attributeVIP: strconv.FormatBool(t.VIP),
	}
}

// domainOf returns the values that the attributes of tickets can have.
func domainOf(model *Model) escalation.Domain {
	d := escalation.Domain{attributeVIP: {"false", "true"}}
	for _, c := range model.Clients {
		d[attributeClient] = append(d[attributeClient], c.Name)
	}
	for p := msp.P1; p <= msp.P9; p++ {
		d[attributePriority] = append(d[attributePriority], p.String())
	}
	return d
}

// Path returns the path of a ticket; ok is false if no route is for it.
func (o *OnCall) Path(t *Ticket) (path Path, ok bool) {
	route, place, ok := o.routes.Select(t.attributes())
	if !ok {
		return Path{}, false
	}
	path.Route = route
	if i := slices.IndexFunc(o.policies, func(p policyPath) bool { return p.name == route.Policy }); i >= 0 {
		path.Policy = o.policies[i].of[t.Client]
	}
	for kind, name := range o.lines[place].ladders {
		if i := slices.IndexFunc(o.ladders, func(l escalation.Ladder) bool { return l.Name() == name }); i >= 0 {
			path.Ladders[kind] = o.ladders[i]
		}
	}
	return path, true
}

// levelNames lists the levels: "L1, L2".
func (o *OnCall) levelNames() string {
	names := make([]string, len(o.Levels))
	for i, l := range o.Levels {
		names[i] = l.Name
	}
	return strings.Join(names, ", ")
}

// uses reports whether a ticket of a client can come to a policy.
func (o *OnCall) uses(c *Client, policy string) bool {
	for _, priority := range o.domain[attributePriority] {
		for _, vip := range o.domain[attributeVIP] {
			line, _, ok := o.routes.Select(map[string]string{attributeClient: c.Name, attributePriority: priority, attributeVIP: vip})
			if ok && line.Policy == policy {
				return true
			}
		}
	}
	return false
}
