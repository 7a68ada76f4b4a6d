package catalog

import (
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A View is a catalogue on a date: who has which contract, what their tiers and services
// are then. The zero View has nothing in it. Views are immutable, safe for concurrent use
// and cheap to copy; making one costs time, asking it does not.
type View struct{ v *view }

type view struct {
	catalog  *catalog
	on       msp.Date
	services map[string]*ServiceSpec
	clients  map[string]*clientView
	order    []*clientView // in the order of the model
	editions map[int]*edition
	policies map[policyKey]escalation.Policy
}

// An edition is the tiers and services between two dates of the catalogue.
type edition struct {
	on       msp.Date
	tiers    map[string]*tierView
	services []serviceView // by the place of the service
}

// A tierView is a tier and the services that are in it.
type tierView struct {
	tier Tier
	by   []string // for each service the inclusion that it is in by, "" if it is not
}

// A serviceView is a service in an edition.
type serviceView struct {
	spec   *ServiceSpec
	place  int
	status ServiceStatus
	terms  ServiceTerms
}

// A clientView is a client on the date.
type clientView struct {
	spec      *ClientSpec
	place     int
	contract  *ContractSpec // nil: none is in force
	of        int           // its place
	edition   *edition
	tier      *tierView
	ended     bool // there is a contract, and it is over or has not begun
	exception []*ExceptionSpec
	hours     []hours // of no site, and of each of them
	sites     map[string]int
	promises  []*promise            // likewise
	special   map[string][]*promise // of services whose goals an exception replaces
}

// hours are the hours of a client, and where they are from.
type hours struct {
	name     string
	calendar calendar.Calendar
	from     string // "site", "contract", "client" or "tier"
}

// A promise is a grid of goals in some hours.
type promise struct {
	goals []sla.Goal
	from  []string // what each goal is from: "tier", "contract", "exception NAME"
}

type policyKey struct{ policy, hours string }

// On returns the catalogue on a date. The date is a civil day, that of the client's clock
// on which a ticket was opened, say; the zero date is before all changes and contracts.
//
// Cost: linear in clients and services, and some microseconds for each grid and policy in
// hours of its own.
func (c Catalog) On(date msp.Date) View {
	v := &view{
		catalog: c.get(), on: date, clients: make(map[string]*clientView), services: make(map[string]*ServiceSpec),
		editions: make(map[int]*edition), policies: make(map[policyKey]escalation.Policy),
	}
	for i := range v.catalog.model.Services {
		s := &v.catalog.model.Services[i]
		v.services[s.Name] = s
	}
	made := make(map[promiseKey]*promise)
	for i := range v.catalog.model.Clients {
		client := v.client(i, made)
		v.order = append(v.order, client)
		v.clients[client.spec.Name] = client
		for _, h := range client.hours {
			v.compilePolicies(h)
		}
	}
	return View{v}
}

func (v View) get() *view {
	if v.v == nil {
		return Catalog{}.On(msp.Date{}).v
	}
	return v.v
}

// Date returns the date of the view.
func (v View) Date() msp.Date { return v.get().on }

// Catalog returns the catalogue that it is a view of.
func (v View) Catalog() Catalog { return Catalog{v.get().catalog} }

// Tier returns a commercial tier, by its name or an alias, as it is on the date.
func (v View) Tier(name string) (tier Tier, ok bool) {
	return v.get().catalog.tiers.Tier(name, v.get().on)
}

// Service returns what a service is on the date, and its status; ok is false if there is
// none of that name.
func (v View) Service(name string) (terms ServiceTerms, status ServiceStatus, ok bool) {
	s, ok := v.get().services[name]
	if !ok {
		return ServiceTerms{}, 0, false
	}
	return s.on(v.get().on).clone(), s.Lifecycle.At(v.get().on), true
}

// Contract returns the contract of a client that is in force, as it was written; ok is
// false if there is none.
func (v View) Contract(client string) (contract ContractSpec, ok bool) {
	c, ok := v.get().clients[client]
	if !ok || c.contract == nil {
		return ContractSpec{}, false
	}
	return c.contract.clone(), true
}

// edition returns the tiers and services of a date.
func (v *view) edition(on msp.Date) *edition {
	number := v.catalog.edition(on)
	if e, ok := v.editions[number]; ok {
		return e
	}
	e := &edition{on: on, tiers: make(map[string]*tierView)}
	for i := range v.catalog.model.Services {
		s := &v.catalog.model.Services[i]
		e.services = append(e.services, serviceView{s, i, s.Lifecycle.At(on), s.on(on)})
	}
	v.editions[number] = e
	return e
}

// tier returns a tier of an edition.
func (v *view) tier(e *edition, name string) *tierView {
	if name == "" {
		return nil
	}
	if t, ok := e.tiers[name]; ok {
		return t
	}
	tier, _ := v.catalog.tiers.Tier(name, e.on)
	t := &tierView{tier: tier, by: make([]string, len(e.services))}
	includes := make(map[string]bool)
	for _, item := range tier.get().Adds {
		includes[item] = true
	}
	for i := range e.services {
		s := &e.services[i]
		for _, item := range append([]string{s.spec.Name}, s.terms.Within...) {
			if includes[item] {
				t.by[i] = item
				break
			}
		}
	}
	e.tiers[name] = t
	return t
}

// client returns a client on the date.
func (v *view) client(place int, made map[promiseKey]*promise) *clientView {
	spec := &v.catalog.model.Clients[place]
	c := &clientView{spec: spec, place: place, of: -1}
	for i := range spec.Contracts {
		if spec.Contracts[i].isInForce(v.on) {
			c.contract, c.of = &spec.Contracts[i], i
		}
	}
	var contract ContractSpec
	if c.contract == nil {
		c.ended = len(spec.Contracts) > 0
	} else {
		contract = *c.contract
	}
	c.edition = v.edition(contract.catalogueOf(v.on))
	c.tier = v.tier(c.edition, contract.Tier)
	for i := range contract.Exceptions {
		if e := &c.contract.Exceptions[i]; e.isInForce(v.on) {
			c.exception = append(c.exception, e)
		}
	}
	tierHours := ""
	if c.tier != nil {
		tierHours = c.tier.tier.get().Calendar
	}
	own := hours{from: "tier", name: tierHours}
	switch {
	case contract.Calendar != "":
		own = hours{from: "contract", name: contract.Calendar}
	case spec.Calendar != "":
		own = hours{from: "client", name: spec.Calendar}
	}
	c.hours = append(c.hours, own)
	c.sites = make(map[string]int, len(spec.Sites))
	for i, site := range spec.Sites {
		c.hours = append(c.hours, hours{from: "site", name: site.Calendar})
		c.sites[site.Name] = i + 1
	}
	for i := range c.hours {
		c.hours[i].calendar = v.catalog.calendars[c.hours[i].name]
	}
	v.promise(c, made)
	return c
}

// A promiseKey is what makes a grid: a tier in some hours, if the contract adds nothing.
type promiseKey struct {
	tier  *tierView
	hours string
}

// promise compiles the grids of a client.
func (v *view) promise(c *clientView, made map[promiseKey]*promise) {
	var base []statedGoal
	if c.tier != nil {
		base = overStated(base, c.tier.tier.get().Goals, "tier")
	}
	plain := true
	if c.contract != nil && len(c.contract.Goals) > 0 {
		base, plain = overStated(base, c.contract.Goals, "contract"), false
	}
	standard := base
	var general []int               // exceptions with goals for all services
	named := make(map[string][]int) // and for one
	for i, e := range slices.Backward(c.exception) {
		if len(e.Goals) == 0 {
			continue
		}
		if len(e.Services) == 0 {
			base, plain = overStated(base, e.Goals, e.from()), false
			general = append(general, i)
		}
		for _, service := range e.Services {
			named[service] = append(named[service], i)
		}
	}
	for _, h := range c.hours {
		key := promiseKey{c.tier, h.name}
		p, ok := made[key]
		if !ok || !plain {
			p = v.compileGoals(base, h)
		}
		if plain {
			made[key] = p
		}
		c.promises = append(c.promises, p)
	}
	if len(named) > 0 {
		c.special = make(map[string][]*promise, len(named))
	}
	for service, list := range named {
		list = append(list, general...)
		slices.Sort(list)
		goals := standard
		for _, i := range slices.Backward(list) { // the first has the last word
			goals = overStated(goals, c.exception[i].Goals, c.exception[i].from())
		}
		for _, h := range c.hours {
			c.special[service] = append(c.special[service], v.compileGoals(goals, h))
		}
	}
}

// from returns what goals of the exception are from.
func (s ExceptionSpec) from() string { return "exception " + s.Name }

// A statedGoal is a goal and what states it.
type statedGoal struct {
	spec sla.GoalSpec
	from string
}

// overStated returns goals with others in the place of those of the same name.
func overStated(goals []statedGoal, over []sla.GoalSpec, from string) []statedGoal {
	goals = slices.Clone(goals)
	for _, g := range over {
		name := goalName(g)
		if i := slices.IndexFunc(goals, func(s statedGoal) bool { return goalName(s.spec) == name }); i >= 0 {
			goals[i] = statedGoal{g, from}
		} else {
			goals = append(goals, statedGoal{g, from})
		}
	}
	return goals
}

// compileGoals compiles a grid in some hours. It compiles: the model has been checked.
func (v *view) compileGoals(goals []statedGoal, h hours) *promise {
	p := new(promise)
	for _, g := range goals {
		compiled, err := g.spec.Compile(v.inHours(h))
		if err != nil {
			continue // of a client without hours, who has no contract
		}
		p.goals = append(p.goals, compiled)
		p.from = append(p.from, g.from)
	}
	return p
}

// inHours finds calendars, with those of a client under [ClientHours].
func (v *view) inHours(h hours) calendar.Source {
	return func(name string) (calendar.Calendar, bool) {
		if name == ClientHours {
			return h.calendar, h.name != ""
		}
		found, ok := v.catalog.calendars[name]
		return found, ok
	}
}

// compilePolicies compiles the policies that are another one in each client's hours.
func (v *view) compilePolicies(h hours) {
	for _, name := range v.catalog.ofClient {
		key := policyKey{name, h.name}
		if _, ok := v.policies[key]; ok {
			return // and so are the others
		}
		p := v.catalog.policies[name]
		sources := v.catalog.sources
		sources.Calendars = v.inHours(h)
		v.policies[key], _ = p.spec.Compile(sources) // of a client without hours it is the zero one
	}
}

// policy returns a policy in some hours.
func (v *view) policy(name string, h hours) escalation.Policy {
	p, ok := v.catalog.policies[name]
	switch {
	case !ok:
		return escalation.Policy{}
	case p.ofClient:
		return v.policies[policyKey{name, h.name}]
	}
	return p.compiled
}
