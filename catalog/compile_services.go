package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// services reads the service catalogue.
func (c *compiler) services() {
	m := &c.model
	c.catalog.services = named(c, "services", m.Services, mostRecords, func(s *ServiceSpec) string { return s.Name }, "a service has a name")
	activities := make(map[string]bool)
	for _, matrix := range m.RACI {
		for _, a := range matrix.Activities {
			activities[a] = true
		}
		for _, a := range matrix.Assignments {
			activities[a.Activity] = true
		}
	}
	read := m.Services[:min(len(m.Services), mostRecords)]
	for i := range read {
		path, s := at("services", i)+".", &read[i]
		c.list.Text(path+"title", s.Title, "")
		c.list.Text(path+"description", s.Description, "")
		if s.Category > CategoryStrategic {
			c.list.Errorf(path+"category", msp.CodeRange, "%v is none", s.Category)
		}
		addIssues(&c.list, path+"lifecycle", s.Lifecycle.Validate())
		c.serviceTerms(path, &s.ServiceTerms, activities)
		checkChanges(&c.list, path, len(s.Changes), func(i int) msp.Date { return s.Changes[i].From })
		for j := range s.Changes[:c.limit(path+"changes", len(s.Changes), mostTierChanges)] {
			c.serviceTerms(path+at("changes", j)+".", &s.Changes[j].ServiceTerms, activities)
		}
		c.entry(path, s)
	}
	for i := range m.Activities[:min(len(m.Activities), mostRecords)] {
		allKnown(c, at("activities", i)+".services", "service", m.Activities[i].Services, c.catalog.services)
	}
	c.dependencies(read)
}

// serviceTerms checks what a service, or a change of it, states.
func (c *compiler) serviceTerms(path string, t *ServiceTerms, activities map[string]bool) {
	c.list.Text(path+"owner", t.Owner, "")
	known(c, path+"team", "team", t.Team, c.catalog.teams)
	if t.Criticality > sla.CriticalityTier3 {
		c.list.Errorf(path+"criticality", msp.CodeRange, "%v is none", t.Criticality)
	}
	c.knownCalendar(path+"hours", t.Hours, true)
	c.knownCalendar(path+"maintenance", t.Maintenance, false)
	c.routes(path+"escalation", t.Escalation)
	checkDistinct(&c.list, path+"kpis", t.KPIs, needName)
	checkDistinct(&c.list, path+"activities", t.Activities, needName)
	allKnown(c, path+"activities", "activity of a matrix", t.Activities, activities)
	checkDistinct(&c.list, path+"within", t.Within, needName)
	checkDistinct(&c.list, path+"includes", t.Includes, needName)
	checkDistinct(&c.list, path+"excludes", t.Excludes, needName)
	checkTerms(&c.list, path+"terms", t.Terms)
	c.terms(path+"terms", t.Terms)
	checkDistinct(&c.list, path+"prices", t.Prices, needName)
	allKnown(c, path+"prices", "price", t.Prices, c.catalog.prices)
	checkDistinct(&c.list, path+"requires", t.Requires, needName)
	allKnown(c, path+"requires", "service", t.Requires, c.catalog.services)
	for i, r := range t.Redundant[:c.limit(path+"redundant", len(t.Redundant), mostRedundant)] {
		c.limit(path+at("redundant", i)+".of", len(r.Of), mostRedundant)
		of := path + at("redundant", i)
		checkDistinct(&c.list, of+".of", r.Of, needName)
		allKnown(c, of+".of", "service", r.Of, c.catalog.services)
		if r.Need < 1 || r.Need > len(r.Of) {
			c.list.Errorf(of+".need", msp.CodeRange, "%d is not 1 to the %d there are", r.Need, len(r.Of))
		}
	}
	checkUptime(&c.list, path+"availability", t.Availability)
}

// entry finds what is missing from an entry of the catalogue, as soon as the service is
// active.
func (c *compiler) entry(path string, s *ServiceSpec) {
	from := msp.Date{}
	if len(s.Lifecycle) > 0 {
		var ok bool
		if from, ok = s.Lifecycle.since(Active); !ok {
			return // a draft has no entry yet
		}
	}
	terms := s.on(from)
	missing := func(field, what string, is bool) {
		if is {
			c.list.Errorf(path+field, msp.CodeMissing, "an entry of the catalogue has %s", what)
		}
	}
	missing("description", "a description", s.Description == "")
	missing("category", "a category", s.Category == 0)
	missing("owner", "an owner", terms.Owner == "")
	missing("team", "a delivery team", terms.Team == "")
	missing("criticality", "a criticality", terms.Criticality == 0)
	missing("hours", "hours", terms.Hours == "")
	missing("kpis", "KPIs", len(terms.KPIs) == 0)
	missing("escalation", "an escalation path, of its own or of the model", len(terms.Escalation) == 0 && len(c.model.Escalation) == 0)
}

// dependencies finds services that require themselves, and such as retire too early.
func (c *compiler) dependencies(services []ServiceSpec) {
	requires := make([][]int, len(services))
	for i := range services {
		seen := make(map[int]bool)
		services[i].eachNeed(func(_, name string) {
			if j, ok := c.catalog.services[name]; ok && !seen[j] {
				seen[j] = true
				requires[i] = append(requires[i], j)
			}
		})
	}
	component, loops := components(requires)
	for i := range services {
		if !loops[component[i]] {
			continue
		}
		path := ""
		services[i].eachNeed(func(at, name string) {
			if j, ok := c.catalog.services[name]; ok && component[j] == component[i] && path == "" {
				path = at
			}
		})
		c.list.Errorf(at("services", i)+"."+path, CodeCycle, "%q requires itself, directly or not", services[i].Name)
	}
	dependents := make([][]string, len(services))
	for i := range services {
		until := services[i].neededUntil()
		for _, j := range requires[i] {
			retired, ok := services[j].Lifecycle.since(Retired)
			if last, needs := until[services[j].Name]; ok && needs && (last.IsZero() || last.After(retired)) {
				dependents[j] = append(dependents[j], services[i].Name)
			}
		}
	}
	for j := range services {
		if len(dependents[j]) > 0 {
			retired, _ := services[j].Lifecycle.since(Retired)
			some, more := dependents[j][:min(len(dependents[j]), mostDependents)], ""
			if n := len(dependents[j]) - len(some); n > 0 {
				more = " and " + strconv.Itoa(n) + " more"
			}
			c.list.Errorf(at("services", j)+".lifecycle", CodeRequired, "it retires on %v and is still required by %q%s", retired, some, more)
		}
	}
}

// mostDependents is how many of those that require a service a finding names.
const mostDependents = 10

// eachNeed calls a function for each service that the service states to require, on
// whatever date, with where; those of which some are enough included.
func (s ServiceSpec) eachNeed(each func(path, name string)) {
	s.ServiceTerms.eachNeed("", each)
	for i := range s.Changes {
		s.Changes[i].eachNeed(at("changes", i)+".", each)
	}
}

func (t ServiceTerms) eachNeed(path string, each func(path, name string)) {
	for i, name := range t.Requires {
		each(path+at("requires", i), name)
	}
	for i, r := range t.Redundant {
		for j, name := range r.Of {
			each(path+at("redundant", i)+at(".of", j), name)
		}
	}
}

// neededUntil returns the first day from which on the service does not require another
// any more, by name: because it requires others, or is retired. The zero date is never.
func (s ServiceSpec) neededUntil() map[string]msp.Date {
	until := make(map[string]msp.Date)
	retired, retires := s.Lifecycle.since(Retired)
	needed := func(t ServiceTerms, from, ends msp.Date) {
		if retires && (ends.IsZero() || retired.Before(ends)) {
			ends = retired
		}
		if !ends.IsZero() && !from.Before(ends) {
			return
		}
		t.eachNeed("", func(_, name string) {
			if last, ok := until[name]; !ok || compareEnds(last, ends) < 0 {
				until[name] = ends
			}
		})
	}
	// Each list is walked once for as long as it holds, and not again with each change.
	requires, redundant := ServiceTerms{Requires: s.Requires}, ServiceTerms{Redundant: s.Redundant}
	var requiresFrom, redundantFrom msp.Date
	for _, change := range s.inOrder() {
		if len(change.Requires) > 0 {
			needed(requires, requiresFrom, change.From)
			requires, requiresFrom = ServiceTerms{Requires: change.Requires}, change.From
		}
		if len(change.Redundant) > 0 {
			needed(redundant, redundantFrom, change.From)
			redundant, redundantFrom = ServiceTerms{Redundant: change.Redundant}, change.From
		}
	}
	needed(requires, requiresFrom, msp.Date{})
	needed(redundant, redundantFrom, msp.Date{})
	return until
}

// components returns the component of each node of a graph, nodes that can be reached from
// each other having the same one, and which components have a way from a node to itself.
func components(next [][]int) (component []int, loops []bool) {
	// Strongly connected components by two walks: one is a loop if it has two nodes, or one
	// that leads to itself.
	n := len(next)
	back := make([][]int, n)
	for i, to := range next {
		for _, j := range to {
			back[j] = append(back[j], i)
		}
	}
	seen := make([]bool, n)
	var order []int
	for i := range n {
		walk(i, next, seen, func(j int) { order = append(order, j) })
	}
	component = make([]int, n)
	seen = make([]bool, n)
	for _, i := range slices.Backward(order) {
		size := 0
		walk(i, back, seen, func(j int) {
			component[j] = len(loops)
			size++
		})
		if size > 0 {
			loops = append(loops, size > 1 || slices.Contains(next[i], i))
		}
	}
	return component, loops
}

// walk visits what can be reached and is not seen, each node behind those that it leads
// to, without recursion: a chain may be long.
func walk(start int, next [][]int, seen []bool, visit func(int)) {
	if seen[start] {
		return
	}
	type step struct{ node, edge int }
	seen[start] = true
	stack := []step{{start, 0}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.edge == len(next[top.node]) {
			visit(top.node)
			stack = stack[:len(stack)-1]
			continue
		}
		to := next[top.node][top.edge]
		top.edge++
		if !seen[to] {
			seen[to] = true
			stack = append(stack, step{to, 0})
		}
	}
}
