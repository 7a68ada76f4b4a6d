package catalog

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// Codes of [CheckEscalation], beside [CodeNoRoute].
const (
	CodeRungAfterBreach    msp.Code = "rung_after_breach"          // a ladder says nothing before the breach
	CodeWithoutAccountable msp.Code = "ladder_without_accountable" // nobody who answers for the service is ever told
	CodeUnknownGoal        msp.Code = "ladder_unknown_goal"        // a ladder stands on a goal that is not promised
)

// escalation checks where the tickets go that clients can open: of each client, site and
// service that it has, of P1 to P4 and of other priorities to which something is promised.
//
//   - A route has a policy, or nobody is told: [CodeNoRoute], an error, once for each line
//     without one, and once for all tickets that no line is for.
//   - A ladder has a rung that fires before the breach: at less than 100 %, or at an offset
//     below zero. What a rung waits afterwards may not be longer than is left: at 75 % of
//     8h, 2h is too long. Of a promise that is no amount of time, the wait is not looked at.
//   - The last hierarchical step of the policy, or a hierarchical rung of one of its
//     ladders, reaches a team that is accountable for one of the activities of the service
//     or, if no matrix has its activities, a team of the management layer. A party is a team
//     of that name or that has a person of that name; a schedule is a team whose schedule it
//     is. Where nobody is accountable and there is no such team, there is nothing to check.
//   - A ladder stands on a goal that at least one of the tickets with its line has.
//
// All but the first are warnings. One finding is for all clients that it is about.
func (a *auditor) escalation() {
	e := &escalationCheck{
		auditor: a, prover: newProver(a.v), pathless: make(map[string]*ticketGroup), late: make(map[string]*ladderGroup),
		alone: make(map[string]*ticketGroup), onGoal: make(map[string]*goalGroup), accountable: make(map[accountableKey][]string),
		reached: make(map[string]map[string]bool), before: make(map[ladderOn]bool),
	}
	for _, c := range a.v.order {
		if c.contract == nil {
			continue
		}
		for i := range c.edition.services {
			s := &c.edition.services[i]
			if !(Entitlement{v: a.v, client: c, service: s}).InScope() {
				continue
			}
			for site := range c.hours {
				e.service(c, s, site)
			}
		}
	}
	e.report()
}

type escalationCheck struct {
	*auditor

	prover      *prover
	pathless    map[string]*ticketGroup // by where the policy is missing
	late        map[string]*ladderGroup
	alone       map[string]*ticketGroup
	onGoal      map[string]*goalGroup
	accountable map[accountableKey][]string
	reached     map[string]map[string]bool // by policy and ladders
	before      map[ladderOn]bool
}

// A ticketGroup is all tickets that one finding is about.
type ticketGroup struct {
	path, what, detail, mend string

	clients    []string // in their order
	services   []string
	priorities prioritySet
}

func (g *ticketGroup) take(t *provedTicket) {
	if n := len(g.clients); n == 0 || g.clients[n-1] != t.client.spec.Name {
		g.clients = append(g.clients, t.client.spec.Name)
	}
	if name := t.service.spec.Name; !slices.Contains(g.services, name) {
		g.services = append(g.services, name)
	}
	g.priorities[t.priority] = true
}

// whose says which priorities a group has, "P1 to P4", and which clients, "acme, beta, zeta
// and 3 more clients".
func (g *ticketGroup) whose() (priorities, clients string) {
	return g.priorities.String(), someOf(g.clients, "client")
}

// someOf returns the first names of a list and how many there are more.
func someOf(names []string, what string) string {
	names = slices.Sorted(slices.Values(names)) // the order of a document says nothing
	const most = 3
	if n := len(names); n > most {
		if n > most+1 {
			what += "s"
		}
		return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(n-most) + " more " + what
	}
	return inWords(names)
}

// A ladderGroup is a ladder that comes too late for a goal.
type ladderGroup struct {
	ticketGroup

	target sla.Target
}

// A goalGroup is a ladder of a line, and whether any ticket has the goal that it is on.
type goalGroup struct {
	ticketGroup

	known bool
}

func (e *escalationCheck) service(c *clientView, s *serviceView, site int) {
	goals := e.prover.goalsOf(e.prover.promise(c, s, site))
	t := &provedTicket{client: c, service: s, site: site}
	for t.priority = msp.P1; t.priority <= msp.P9; t.priority++ {
		isPromised := slices.ContainsFunc(goals, func(g provedGoal) bool { return !g.targets[t.priority].IsZero() })
		if t.priority > msp.P4 && !isPromised {
			continue
		}
		route, ok := e.v.route(c, s, site, "", t.priority, nil)
		t.route = route
		if !ok || route.Line.Policy == "" {
			e.noPath(t, ok)
		} else {
			e.reaches(t)
		}
		for goal, name := range route.Line.Ladders {
			e.ladder(t, goal, name, goals)
		}
	}
}

// noPath takes in a ticket without a policy.
func (e *escalationCheck) noPath(t *provedTicket, routed bool) {
	made := ticketGroup{path: "escalation", what: "escalation", detail: "no route is for them", mend: "add a route with a policy for "}
	if routed {
		made = ticketGroup{e.linePath(t), keep(t.route.Line.Name, t.stater()), "their route names no policy", "name a policy in the route for ", nil, nil, prioritySet{}}
	}
	key := made.path + "\n" + made.what + "\n" + made.detail
	group, ok := e.pathless[key]
	if !ok {
		group = &made
		e.pathless[key] = group
	}
	group.take(t)
}

// stater returns the name of whose routes the line is among.
func (t *provedTicket) stater() string {
	switch t.route.From {
	case "contract":
		return t.client.spec.Name
	case "tier":
		return t.client.tier.tier.Name()
	case "service":
		return t.service.spec.Name
	}
	return "escalation"
}

// linePath returns where the line of a route stands. Of a tier or a service it is the table
// of which it is one line.
func (e *escalationCheck) linePath(t *provedTicket) string {
	table, in := e.v.catalog.model.Escalation, "escalation"
	switch t.route.From {
	case "contract":
		table, in = t.client.contract.Escalation, t.client.contractPath()+".escalation"
	case "tier":
		tiers := e.v.catalog.tiers.get()
		return at("tiers", tiers.place[t.client.tier.tier.Name()]) + ".escalation"
	case "service":
		return at("services", t.service.place) + ".escalation"
	}
	for i := range table {
		if sameLine(&table[i], &t.route.Line) {
			return at(in, i)
		}
	}
	return in
}

// sameLine reports whether two lines say the same; of two that do, only the first decides.
func sameLine(a, b *escalation.RouteSpec) bool {
	return a.Name == b.Name && a.Policy == b.Policy && a.Queue == b.Queue && a.Priority == b.Priority &&
		maps.Equal(a.Ladders, b.Ladders) && maps.EqualFunc(a.When, b.When, slices.Equal[[]string])
}

// ladder takes in one ladder of a ticket.
func (e *escalationCheck) ladder(t *provedTicket, goal, name string, goals []provedGoal) {
	path := e.linePath(t) + ".ladders." + goal
	on, ok := e.onGoal[path]
	if !ok {
		on = &goalGroup{ticketGroup: ticketGroup{path: path, what: name, detail: goal}}
		e.onGoal[path] = on
	}
	on.take(t)
	i := slices.IndexFunc(goals, func(g provedGoal) bool { return g.name == goal })
	if i < 0 {
		return
	}
	on.known = true
	target := goals[i].targets[t.priority]
	if target.IsZero() || e.firesBefore(name, t.route.Ladders[goal], target) {
		return
	}
	key := name + "\n" + goal
	group, ok := e.late[key]
	if !ok {
		place := slices.IndexFunc(e.v.catalog.model.Ladders, func(s escalation.LadderSpec) bool { return s.Name == name })
		group = &ladderGroup{ticketGroup{path: at("ladders", place), what: name, detail: goal}, target}
		e.late[key] = group
	}
	group.take(t)
}

// A ladderOn is a ladder on a promise.
type ladderOn struct {
	name   string
	target sla.Target
}

// firesBefore reports whether a ladder has a rung that fires before a promise is broken.
func (e *escalationCheck) firesBefore(name string, l escalation.Ladder, target sla.Target) bool {
	key := ladderOn{name, target}
	before, ok := e.before[key]
	if !ok {
		before = firesBefore(l.Spec().Rungs, target)
		e.before[key] = before
	}
	return before
}

func firesBefore(rungs []escalation.RungSpec, target sla.Target) bool {
	within, isAmount := target.Span().(sla.Within)
	return slices.ContainsFunc(rungs, func(r escalation.RungSpec) bool {
		switch on := r.On.(type) {
		case escalation.AtOffset:
			return on < 0 && (r.After == 0 || r.After < -time.Duration(on))
		case escalation.AtPercent:
			if msp.Percent(on).Compare(hundredPercent()) >= 0 {
				return false
			}
			return r.After == 0 || !isAmount || isLeft(msp.Percent(on), time.Duration(within), r.After)
		case escalation.OnBreach:
			return false
		}
		return false
	})
}

// isLeft reports whether more than a time is left of a target once a share of it, below
// 100 %, is used up.
func isLeft(used msp.Percent, target, d time.Duration) bool {
	share := msp.NewRatio(int64(d), int64(target))
	left, err := msp.NewRatio(1, 1).Sub(used.Ratio())
	return err != nil || left.Compare(share) > 0
}

// reaches takes in a ticket whose path ends without anybody who answers for the service.
func (e *escalationCheck) reaches(t *provedTicket) {
	needed := e.whoAnswers(t)
	if len(needed) == 0 {
		return
	}
	path := strings.Join(append([]string{t.route.Line.Policy}, slices.Sorted(maps.Values(t.route.Line.Ladders))...), "\n")
	told, ok := e.reached[path]
	if !ok {
		told = e.lastTold(t.route)
		e.reached[path] = told
	}
	if slices.ContainsFunc(needed, func(name string) bool { return told[name] }) {
		return
	}
	key := path + "\n\n" + strings.Join(needed, "\n")
	group, ok := e.alone[key]
	if !ok {
		place := slices.IndexFunc(e.v.catalog.model.Policies, func(s escalation.PolicySpec) bool { return s.Name == t.route.Line.Policy })
		group = &ticketGroup{path: at("policies", place), what: t.route.Line.Policy, detail: inWords(needed)}
		e.alone[key] = group
	}
	group.take(t)
}

// An accountableKey is what decides who answers for a service.
type accountableKey struct {
	scope   Scope
	service *serviceView
}

// whoAnswers returns the teams that are accountable for the activities of a service or, if
// no matrix has any of them, those of the management layer.
func (e *escalationCheck) whoAnswers(t *provedTicket) []string {
	key := accountableKey{t.client.contract.Scope, t.service}
	if names, ok := e.accountable[key]; ok {
		return names
	}
	var names []string
	matrix, ok := e.v.catalog.matrices[key.scope]
	if !ok {
		matrix = e.v.catalog.matrices[0]
	}
	for _, activity := range t.service.terms.Activities {
		if party, ok := matrix.Accountable(activity); ok && !slices.Contains(names, party) {
			names = append(names, party)
		}
	}
	if names == nil {
		for i := range e.v.catalog.model.Teams {
			if team := &e.v.catalog.model.Teams[i]; team.Layer == Management && team.Client == "" {
				names = append(names, team.Name)
			}
		}
	}
	e.accountable[key] = names
	return names
}

// lastTold returns the teams that are told at the end of a route: by the last hierarchical
// step, and by the hierarchical rungs.
func (e *escalationCheck) lastTold(r Route) map[string]bool {
	told := make(map[string]bool)
	for _, step := range slices.Backward(r.Policy.Spec().Steps) {
		if step.Kind == escalation.Hierarchical {
			maps.Copy(told, e.toldTeams(step.Notify))
			break
		}
	}
	for _, ladder := range r.Ladders {
		for _, rung := range ladder.Spec().Rungs {
			if rung.Kind == escalation.Hierarchical {
				maps.Copy(told, e.toldTeams(rung.Notify))
			}
		}
	}
	return told
}

// report adds the findings, in any order: an audit sorts them.
func (e *escalationCheck) report() {
	for _, g := range e.pathless {
		priorities, clients := g.whose()
		e.add(msp.SeverityError, CheckEscalation, CodeNoRoute, g.path, g.what, g.mend+priorities,
			"nobody is told of {priorities} tickets of {clients} for {services}: {why}",
			is("priorities", priorities), is("clients", clients), is("services", someOf(g.services, "service")), is("why", g.detail))
	}
	for _, g := range e.late {
		priorities, clients := g.whose()
		e.add(msp.SeverityWarning, CheckEscalation, CodeRungAfterBreach, g.path, subject(g.what, g.detail),
			"add a rung that fires sooner, at 75% say",
			"no rung of {ladder} fires before {goal} is broken, {target} for {priorities} of {clients}",
			is("ladder", g.what), is("goal", g.detail), is("target", e.promised(g.target)), is("priorities", priorities), is("clients", clients))
	}
	for _, g := range e.alone {
		priorities, clients := g.whose()
		e.add(msp.SeverityWarning, CheckEscalation, CodeWithoutAccountable, g.path, subject(g.what, g.detail),
			"tell "+g.detail+" in the last hierarchical step, or in a hierarchical rung",
			"{policy} and its ladders end without {accountable}, who answers for {services}; it is for {priorities} of {clients}",
			is("policy", g.what), is("accountable", g.detail), is("services", someOf(g.services, "service")), is("priorities", priorities), is("clients", clients))
	}
	for _, g := range e.onGoal {
		if g.known {
			continue
		}
		_, clients := g.whose()
		e.add(msp.SeverityWarning, CheckEscalation, CodeUnknownGoal, g.path, subject(g.what, g.detail),
			"put "+g.what+" on a goal that is promised, or promise "+g.detail,
			"{ladder} stands on {goal}, which nobody who takes the route is promised: {clients}",
			is("ladder", g.what), is("goal", g.detail), is("clients", clients))
	}
}
