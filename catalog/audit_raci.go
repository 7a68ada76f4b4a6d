package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
)

// Codes of [CheckRACI].
const (
	CodeActivityWithoutMatrix    msp.Code = "activity_without_matrix"     // nobody has a role in an activity of a service
	CodeResponsibleNotTold       msp.Code = "responsible_not_told"        // who does the work is not told first
	CodeResponsibleNotDelivery   msp.Code = "responsible_is_not_delivery" // the delivery team does none of the work
	CodeResponsibleOnBothSides   msp.Code = "responsible_on_both_sides"   // provider and client both do an activity
	CodeServiceWithoutActivities msp.Code = "service_without_activities"  // no matrix can say who does a service
)

// matrices checks the activities of the services that clients have against the matrix of
// the scope of their contract, see [Catalog.RACI]. One finding is for all clients.
//
//   - The matrix has each activity, or nobody is responsible for what was sold: an error.
//   - The policy of the route of P1 to P4 first tells a team that is responsible for one of
//     the activities: its first functional step does. What [CheckEscalation] finds about
//     routes is not found again, and a policy that only tells managers is its affair.
//   - The delivery team of the service is responsible for one of its activities.
//   - Who is responsible for an activity is on one side, the provider's or the client's. It
//     is a warning, and an error for a contract in which the provider has taken on all.
//   - A service has activities: for information, if the model has a matrix.
//
// The second to fourth are not asked of a service of which the matrix has no activity.
func (a *auditor) matrices() {
	r := &raciCheck{
		auditor: a, seen: make(map[raciService]*raciGroup), policies: make(map[raciPolicy]*raciGroup),
		sides: make(map[raciSides]*raciGroup), bare: make(map[int]*raciGroup), first: make(map[string]*firstStep),
	}
	if len(a.v.catalog.model.RACI) == 0 {
		return
	}
	a.inScope(r.service)
	r.report()
}

type raciCheck struct {
	*auditor

	seen     map[raciService]*raciGroup // services in a scope
	policies map[raciPolicy]*raciGroup  // policies that tell nobody who is responsible
	sides    map[raciSides]*raciGroup   // activities on both sides
	bare     map[int]*raciGroup         // services without activities, by their place
	first    map[string]*firstStep      // by the name of the policy
}

// A raciService is a service as it is in an edition, in a scope.
type raciService struct {
	service *serviceView
	scope   Scope
}

// A raciPolicy is a service and the policy of its tickets.
type raciPolicy struct {
	service, policy string
	scope           Scope
}

// A raciSides is an activity of a matrix.
type raciSides struct {
	matrix   int
	activity string
}

// A raciGroup is what is said of some clients.
type raciGroup struct {
	service *serviceView
	clients []string
	isError bool

	// Of a service in a scope.
	matrix      int      // its place, or −1
	services    []int    // several, by their places
	missing     []string // activities that the matrix has not
	done        []string // those that it has
	responsible []string // for one of them
}

// take takes a client into the group.
func (g *raciGroup) take(c *clientView) {
	if n := len(g.clients); n == 0 || g.clients[n-1] != c.spec.Name {
		g.clients = append(g.clients, c.spec.Name)
	}
}

// A firstStep is the first functional step of a policy.
type firstStep struct {
	path  string
	teams map[string]bool
	told  []string // in words
}

// group returns the group of a key, a new one if there is none.
func group[K comparable](groups map[K]*raciGroup, key K, s *serviceView) *raciGroup {
	g, ok := groups[key]
	if !ok {
		g = &raciGroup{service: s}
		groups[key] = g
	}
	return g
}

// service takes in a service that a client has.
func (r *raciCheck) service(c *clientView, s *serviceView) {
	if len(s.terms.Activities) == 0 {
		group(r.bare, s.place, s).take(c)
		return
	}
	key := raciService{s, c.contract.Scope}
	g, ok := r.seen[key]
	if !ok {
		g = r.of(key)
		r.seen[key] = g
	}
	g.take(c)
	if len(g.done) == 0 {
		return
	}
	for _, activity := range g.done {
		r.side(c, s, g.matrix, activity)
	}
	for p := msp.P1; p <= msp.P4; p++ {
		route, _ := r.v.route(c, s, 0, "", p, nil)
		if step := r.firstTold(route); step != nil && !slices.ContainsFunc(g.responsible, func(name string) bool { return step.teams[name] }) {
			group(r.policies, raciPolicy{s.spec.Name, route.Line.Policy, c.contract.Scope}, s).take(c)
		}
	}
}

// of looks up what the matrix of a scope says of a service.
func (r *raciCheck) of(key raciService) *raciGroup {
	g := &raciGroup{service: key.service, matrix: -1}
	for _, scope := range [...]Scope{key.scope, 0} {
		if g.matrix < 0 {
			g.matrix = slices.IndexFunc(r.v.catalog.model.RACI, func(s RACISpec) bool { return s.Scope == scope })
		}
	}
	matrix, _ := Catalog{r.v.catalog}.RACI(key.scope)
	for _, activity := range key.service.terms.Activities {
		responsible := matrix.Responsible(activity)
		if responsible == nil {
			g.missing = append(g.missing, activity)
			continue
		}
		g.done = append(g.done, activity)
		for _, name := range responsible {
			if !slices.Contains(g.responsible, name) {
				g.responsible = append(g.responsible, name)
			}
		}
	}
	slices.Sort(g.responsible)
	return g
}

// side takes in an activity for which both sides are responsible.
func (r *raciCheck) side(c *clientView, s *serviceView, place int, activity string) {
	key := raciSides{place, activity}
	if g, ok := r.sides[key]; ok {
		if len(g.responsible) > 0 {
			g.take(c)
			g.isError = g.isError || c.contract.Scope == FullyManaged
		}
		return
	}
	g := group(r.sides, key, s)
	matrix, _ := Catalog{r.v.catalog}.RACI(c.contract.Scope)
	var provider, client []string
	for _, name := range matrix.Responsible(activity) {
		switch team := r.team(name); {
		case team.isProviders():
			provider = append(provider, name)
		case team.Side == SideClient:
			client = append(client, name)
		}
	}
	if len(provider) > 0 && len(client) > 0 {
		g.responsible = []string{inWords(provider), inWords(client)}
		r.side(c, s, place, activity)
	}
}

// firstTold returns the first functional step of the policy of a route, nil if there is
// none.
func (r *raciCheck) firstTold(route Route) *firstStep {
	name := route.Line.Policy
	if step, ok := r.first[name]; ok {
		return step
	}
	var step *firstStep
	var steps []escalation.StepSpec
	if policy, ok := r.v.catalog.policies[name]; ok {
		steps = policy.spec.Steps
	}
	for i, s := range steps {
		if s.Kind == escalation.Hierarchical {
			continue
		}
		place := slices.IndexFunc(r.v.catalog.model.Policies, func(p escalation.PolicySpec) bool { return p.Name == name })
		step = &firstStep{path: at("policies", place) + at(".steps", i), teams: r.toldTeams(s.Notify)}
		for _, target := range s.Notify {
			step.told = append(step.told, target.String())
		}
		break
	}
	r.first[name] = step
	return step
}

// report adds the findings, in any order: an audit sorts them.
func (r *raciCheck) report() {
	r.reportServices()
	for key, g := range r.policies {
		step, about := r.first[key.policy], r.seen[raciService{g.service, key.scope}]
		r.add(msp.SeverityWarning, CheckRACI, CodeResponsibleNotTold, step.path, subject(key.service, key.policy, key.scope.String()),
			"tell "+inWords(about.responsible)+" there, or make who is told responsible for "+inWords(about.done),
			"{policy} first tells {told}, and {responsible} does {activities}: of tickets of {clients}",
			is("policy", key.policy), is("told", inWords(step.told)), is("responsible", inWords(about.responsible)),
			is("activities", inWords(about.done)), is("clients", r.clients(g)))
	}
	for key, g := range r.sides {
		if len(g.responsible) == 0 {
			continue
		}
		severity := msp.SeverityWarning
		if g.isError {
			severity = msp.SeverityError
		}
		matrix := &r.v.catalog.model.RACI[key.matrix]
		r.add(severity, CheckRACI, CodeResponsibleOnBothSides, at("raci", key.matrix), subject(key.activity, matrix.Scope.String()),
			"give "+strconv.Quote(key.activity)+" to one side, and consult the other",
			"{provider} of the provider and {client} of the client are both responsible for {activity}, for {clients}",
			is("provider", g.responsible[0]), is("client", g.responsible[1]), is("activity", key.activity), is("clients", r.clients(g)))
	}
	for place, g := range r.bare {
		r.add(msp.SeverityInfo, CheckRACI, CodeServiceWithoutActivities, at("services", place), subject(g.service.spec.Name),
			"say of which activities of a matrix it consists",
			"it has no activities, so no matrix says who does it for {clients}", is("clients", r.clients(g)))
	}
}

// reportServices reports what is wrong with the services in a scope: an activity that is
// missing once for all of them, and of editions of a service that say the same one.
func (r *raciCheck) reportServices() {
	type missing struct {
		activity string
		scope    Scope
	}
	type idle struct {
		place int
		team  string
		scope Scope
	}
	without, idles := make(map[missing]*raciGroup), make(map[idle]*raciGroup)
	for key, g := range r.seen {
		s := key.service
		for _, activity := range g.missing {
			of := group(without, missing{activity, key.scope}, s)
			of.matrix, of.clients = g.matrix, append(of.clients, g.clients...)
			of.services = append(of.services, s.place)
		}
		if len(g.done) > 0 && s.terms.Team != "" && !slices.Contains(g.responsible, s.terms.Team) {
			of := group(idles, idle{s.place, s.terms.Team, key.scope}, s)
			of.clients, of.done, of.responsible = append(of.clients, g.clients...), g.done, g.responsible
		}
	}
	for key, g := range without {
		path, scope := "raci", keep(key.scope.String(), "every scope")
		if g.matrix >= 0 {
			path = at(path, g.matrix)
		}
		slices.Sort(g.services)
		var services []string
		for _, place := range slices.Compact(g.services) {
			services = append(services, r.v.catalog.model.Services[place].Name)
		}
		r.add(msp.SeverityError, CheckRACI, CodeActivityWithoutMatrix, path, subject(key.activity, key.scope.String()),
			"say in the matrix of "+scope+" who does "+strconv.Quote(key.activity),
			"no matrix of {scope} has {activity}, so nobody is responsible for that part of {services}, for {clients}",
			is("scope", scope), is("activity", key.activity), is("services", someOf(services, "service")), is("clients", r.clients(g)))
	}
	for key, g := range idles {
		r.add(msp.SeverityWarning, CheckRACI, CodeResponsibleNotDelivery, at("services", key.place)+".team",
			subject(g.service.spec.Name, key.team, key.scope.String()),
			"make "+strconv.Quote(key.team)+" responsible for one of them, or have another team deliver it",
			"{team} delivers it, and {responsible} does {activities}: for {clients}",
			is("team", key.team), is("responsible", inWords(g.responsible)), is("activities", inWords(g.done)), is("clients", r.clients(g)))
	}
}

// clients returns the clients of a group, in the order of the model.
func (r *raciCheck) clients(g *raciGroup) string {
	slices.SortFunc(g.clients, func(a, b string) int { return r.v.clients[a].place - r.v.clients[b].place })
	return someOf(slices.Compact(g.clients), "client")
}
