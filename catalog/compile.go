package catalog

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// Limits of a model.
const (
	mostRecords   = 1_000     // of each list but those of clients and their calendars
	mostClients   = 100_000   // also of their calendars, and of contracts of all clients together
	mostRedundant = 100       // groups of a service, and members of a group, whose states are counted
	mostPairs     = 1_000_000 // of hours and the policies that are compiled for each of them, of pins and services
	mostGoals     = 5_000_000 // that a view compiles: of each grid, times the hours it is in
)

// Compile checks the model and returns its catalogue, or all findings as [msp.Issues] if
// one of them is an error: there is no catalogue of a part. The model is copied. A nil
// zone source is [time.LoadLocation].
//
// Whether the promises fit together is another question, of [Catalog.Audit]. Cost: linear
// in the document.
func (m Model) Compile(zones calendar.ZoneSource) (Catalog, error) {
	c := newCompiler(m, zones)
	c.compile()
	if err := c.list.Issues().Err(); err != nil {
		return Catalog{}, err
	}
	return Catalog{c.catalog}, nil
}

// Validate returns all findings about the model, sorted, warnings too:
//
//   - what is wrong with a record of another package, see its Validate, below its place
//   - a name, a date, or a part of a service's entry that is required: [msp.CodeMissing]
//   - a name that two records of one kind have: [msp.CodeDuplicate]
//   - a name that no record has: [msp.CodeUnknownName]
//   - what excludes each other, such as a price of work that is included, or a calendar
//     called [ClientHours]: [msp.CodeConflict]
//   - values and lists beyond their range: [msp.CodeRange]
//   - what is wrong with tiers, see [TierSpecs.Validate], with a matrix, see
//     [RACISpec.Validate], a lifecycle, a renewal, a plan or an activity
//   - a service that requires itself, directly or not: [CodeCycle]
//   - a service that retires while another requires it: [CodeRequired]
//   - two contracts of a client in force at once: [CodeOverlap]
//   - a promise in civil days for a client whose hours are not 24x7:
//     [sla.CodeNotAlwaysOpen]
//   - more policies and goals, times the hours and services that they are for, than a view
//     can compile, and contracts that are pinned to too many days: [msp.CodeTooLarge]
func (m Model) Validate(zones calendar.ZoneSource) msp.Issues {
	c := newCompiler(m, zones)
	c.compile()
	return c.list.Issues()
}

// Codes of findings about a model, beside those of other packages.
const (
	CodeRequired msp.Code = "required"           // a service retires while another requires it
	CodeOverlap  msp.Code = "contracts_overlap"  // two contracts of a client are in force at once
	CodeNoRoute  msp.Code = "no_escalation_path" // a ticket can be without a policy
)

// A compiler turns a model into a catalogue and collects findings on the way.
type compiler struct {
	model   Model
	zones   calendar.ZoneSource
	list    findings.List
	catalog *catalog
	hours   map[int][]tierHours // of tiers, by place
}

type ownKey struct{ kind, name string }

func newCompiler(m Model, zones calendar.ZoneSource) *compiler {
	return &compiler{model: m.clone(), zones: zones, catalog: newCatalog(), hours: make(map[int][]tierHours)}
}

func (c *compiler) compile() {
	m := &c.model
	c.list.Text("name", m.Name, "")
	c.calendars()
	c.escalations()
	c.prices()
	c.targetSets()
	c.teams()
	c.recurring()
	c.services()
	c.tiers()
	c.clients()
	m.Audit.check(&c.list, "audit.")
	c.catalog.audit = m.Audit.withDefaults()
	for i := range m.Acknowledged[:c.limit("acknowledged", len(m.Acknowledged), mostClients)] {
		m.Acknowledged[i].check(&c.list, at("acknowledged", i)+".")
	}
	for i := range m.Notes[:c.limit("notes", len(m.Notes), mostClients)] {
		m.Notes[i].check(&c.list, at("notes", i)+".")
	}
	c.catalog.acknowledged = slices.Clone(m.Acknowledged)
	c.catalog.model = m
	c.catalog.findDates()
	c.pinsTimesServices()
}

// at returns the path of an entry of a list.
func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// limit adds an error for a list that is too long, and returns how much of it to read.
func (c *compiler) limit(path string, n, most int) int {
	if n > most {
		c.list.Errorf(path, msp.CodeRange, "%d entries, more than %d", n, most)
	}
	return min(n, most)
}

// named reads the records of a list: it finds names that are missing or there twice, and
// returns the place of each name.
func named[T any](c *compiler, path string, records []T, most int, name func(*T) string, needed string) map[string]int {
	places := make(map[string]int)
	for i := range records[:c.limit(path, len(records), most)] {
		called := name(&records[i])
		c.list.Text(at(path, i)+".name", called, needed)
		if first, again := places[called]; again && called != "" {
			c.list.Errorf(at(path, i)+".name", msp.CodeDuplicate, "%q is the name of %s already", called, at(path, first))
			continue
		}
		places[called] = i
	}
	return places
}

// known adds an error for a name that is not among those declared; no name is none.
func known[T any](c *compiler, path, what, name string, declared map[string]T) {
	if name == "" {
		return
	}
	if _, ok := declared[name]; !ok {
		c.list.Errorf(path, msp.CodeUnknownName, "%q is no %s of the model", name, what)
	}
}

// allKnown is known for a list of names.
func allKnown[T any](c *compiler, path, what string, list []string, declared map[string]T) {
	for i, name := range list[:min(len(list), mostItems)] {
		known(c, at(path, i), what, name, declared)
	}
}

// calendar returns a calendar by its name; [ClientHours] stands for hours that are open.
func (c *compiler) calendar(name string) (calendar.Calendar, bool) {
	if name == ClientHours {
		return calendar.Always(time.UTC), true
	}
	found, ok := c.catalog.calendars[name]
	return found, ok
}

// knownCalendar adds an error for a calendar that is none, or that is the client's where
// there is no client.
func (c *compiler) knownCalendar(path, name string, mayBeClients bool) {
	switch {
	case name == ClientHours && !mayBeClients:
		c.list.Errorf(path, msp.CodeConflict, "%q is the hours of whichever client it is, and here is none", ClientHours)
	case name != ClientHours:
		known(c, path, "calendar", name, c.catalog.calendars)
	}
}

func (c *compiler) calendars() {
	m := &c.model
	names := named(c, "calendars", m.Calendars, mostClients, func(s *calendar.Spec) string { return s.Name }, "a calendar has a name")
	for i := range m.Calendars[:min(len(m.Calendars), mostClients)] {
		spec := m.Calendars[i]
		addIssues(&c.list, at("calendars", i), spec.Validate(c.zones))
		if names[spec.Name] != i {
			continue
		}
		if spec.Name == ClientHours {
			c.list.Errorf(at("calendars", i)+".name", msp.CodeConflict, "%q is the hours of whichever client it is", ClientHours)
		}
		if compiled, err := spec.Compile(c.zones); err == nil {
			c.catalog.calendars[spec.Name] = compiled
		} else {
			c.catalog.calendars[spec.Name] = calendar.Never(time.UTC) // so that its name is known
		}
	}
	for i, union := range m.Unions[:c.limit("unions", len(m.Unions), mostRecords)] {
		path := at("unions", i)
		c.list.Text(path+".name", union.Name, "a union has a name")
		checkDistinct(&c.list, path+".of", union.Of, needName)
		if len(union.Of) == 0 {
			c.list.Errorf(path+".of", msp.CodeMissing, "a union is of one calendar at least")
		}
		var of []calendar.Calendar
		for j, name := range union.Of[:min(len(union.Of), mostItems)] {
			if place, ok := names[name]; ok && m.Calendars[place].Name == name {
				of = append(of, c.catalog.calendars[name])
			} else if name != "" {
				c.list.Errorf(path+at(".of", j), msp.CodeUnknownName, "%q is no calendar of the model, unions apart", name)
			}
		}
		_, again := c.catalog.calendars[union.Name]
		switch {
		case again:
			c.list.Errorf(path+".name", msp.CodeDuplicate, "there is another calendar %q", union.Name)
		case union.Name == ClientHours:
			c.list.Errorf(path+".name", msp.CodeConflict, "%q is the hours of whichever client it is", ClientHours)
		case len(of) > 0:
			c.catalog.calendars[union.Name] = calendar.Union(of[0], of[1:]...)
		default:
			c.catalog.calendars[union.Name] = calendar.Never(time.UTC)
		}
	}
}

// sources are what records of package escalation find.
func (c *compiler) sources() escalation.Sources {
	levels := c.model.Levels
	if levels.Validate().Err() != nil {
		levels = nil // its findings are reported once, and not with each policy
	}
	return escalation.Sources{
		Levels: levels, Zones: c.zones, Calendars: c.calendar,
		Schedules: func(name string) (escalation.Schedule, bool) {
			s, ok := c.catalog.schedules[name]
			return s, ok
		},
	}
}

func (c *compiler) escalations() {
	m := &c.model
	addIssues(&c.list, "levels", m.Levels.Validate())
	c.catalog.sources = c.sources()
	places := named(c, "schedules", m.Schedules, mostRecords, func(s *escalation.ScheduleSpec) string { return s.Name }, "a schedule has a name")
	for i := range m.Schedules[:min(len(m.Schedules), mostRecords)] {
		spec := &m.Schedules[i]
		addIssues(&c.list, at("schedules", i), spec.Validate(c.catalog.sources))
		if places[spec.Name] == i {
			c.catalog.schedules[spec.Name], _ = spec.Compile(c.catalog.sources) // the zero one has nobody, and its name is known
		}
	}
	places = named(c, "policies", m.Policies, mostRecords, func(s *escalation.PolicySpec) string { return s.Name }, "a policy has a name")
	for i := range m.Policies[:min(len(m.Policies), mostRecords)] {
		spec := &m.Policies[i]
		addIssues(&c.list, at("policies", i), spec.Validate(c.catalog.sources))
		if places[spec.Name] != i {
			continue
		}
		compiled, err := spec.Compile(c.catalog.sources)
		if err != nil {
			c.catalog.policies[spec.Name] = &policyOf{}
			continue
		}
		c.catalog.policies[spec.Name] = &policyOf{compiled.Spec(), compiled, usesClientHours(spec)}
		if usesClientHours(spec) {
			c.catalog.ofClient = append(c.catalog.ofClient, spec.Name)
		}
	}
	places = named(c, "ladders", m.Ladders, mostRecords, func(s *escalation.LadderSpec) string { return s.Name }, "a ladder has a name")
	for i := range m.Ladders[:min(len(m.Ladders), mostRecords)] {
		spec := &m.Ladders[i]
		addIssues(&c.list, at("ladders", i), spec.Validate(c.catalog.sources))
		if places[spec.Name] == i {
			c.catalog.ladders[spec.Name], _ = spec.Compile(c.catalog.sources)
		}
	}
	c.routes("escalation", m.Escalation)
}

// usesClientHours reports whether a policy is another one for each client.
func usesClientHours(spec *escalation.PolicySpec) bool {
	return slices.ContainsFunc(spec.Steps, func(s escalation.StepSpec) bool { return s.Hours == ClientHours || s.WaitIn == ClientHours })
}

// routes checks a routing table and the names in it.
func (c *compiler) routes(path string, routes escalation.RouteSpecs) {
	addIssues(&c.list, path, routes.Validate())
	for i, r := range routes {
		known(c, at(path, i)+".policy", "policy", r.Policy, c.catalog.policies)
		for _, promise := range slices.Sorted(maps.Keys(r.Ladders)) { // in order: of a thousand findings the first are kept
			known(c, at(path, i)+".ladders."+promise, "ladder", r.Ladders[promise], c.catalog.ladders)
		}
	}
}

func (c *compiler) prices() {
	m := &c.model
	c.catalog.prices = named(c, "prices", m.Prices, mostItems, func(i *pricing.Item) string { return i.Name }, "a price has a name")
	for i := range m.Prices[:min(len(m.Prices), mostItems)] {
		path, item := at("prices", i), m.Prices[i]
		if item.Price.Currency.IsZero() {
			c.list.Errorf(path+".price.currency", msp.CodeMissing, "a price of the catalogue has a currency")
		}
		if len(item.Quantity) > 0 {
			c.list.Errorf(path+".quantity", msp.CodeConflict, "how many there are is in the counts of contracts")
		}
		for _, issue := range (pricing.AgreementSpec{
			Currency: item.Price.Currency, Start: msp.MustParseDate("2000-01-01"), Items: []pricing.Item{withQuantity(item, pricing.Constant(1))},
		}).Validate() {
			if inner, ok := itemPath(issue.Path); ok && inner != "name" { // of which it is told already
				issue.Path = inner
				c.list.Add(issue, path)
			}
		}
	}
}

// withQuantity returns an item of the catalogue for so many units.
func withQuantity(item pricing.Item, quantity pricing.Timeline) pricing.Item {
	if item.Price.Unit != "" && !item.Metered {
		item.Quantity = quantity
	}
	return item
}

// itemPath returns a path below the first item of an agreement.
func itemPath(path string) (inner string, ok bool) {
	const first = "items[0]"
	if len(path) < len(first) || path[:len(first)] != first {
		return "", false
	}
	inner = path[len(first):]
	if inner != "" && inner[0] == '.' {
		inner = inner[1:]
	}
	return inner, true
}

func (c *compiler) targetSets() {
	m := &c.model
	c.catalog.targetSets = make(map[string]metrics.TargetSet)
	places := named(c, "target_sets", m.TargetSets, mostRecords, func(s *metrics.TargetSetSpec) string { return s.Name }, "a set has a name")
	for i, spec := range m.TargetSets[:min(len(m.TargetSets), mostRecords)] {
		addIssues(&c.list, at("target_sets", i), spec.Validate())
		if places[spec.Name] == i {
			c.catalog.targetSets[spec.Name], _ = spec.Compile()
		}
	}
}

// goals checks the calendars of a grid, the rest of which checkGoals has seen.
func (c *compiler) goals(path string, goals []sla.GoalSpec) {
	for i, g := range goals[:min(len(goals), mostItems)] {
		if g.Calendar != "" {
			c.knownCalendar(at(path, i)+".calendar", g.Calendar, true)
		}
		for j, target := range g.Targets {
			where := at(path, i) + at(".targets", j)
			c.knownCalendar(where+".calendar", target.Calendar, true)
			if found, ok := c.calendar(target.Calendar); ok && needsAlways(target.Span) && !found.IsAlways() {
				c.list.Errorf(where, sla.CodeNotAlwaysOpen, "%v in %q, which is not always open", target.Span, target.Calendar)
			}
		}
	}
}

// needsAlways reports whether a span is one of a calendar that is always open.
func needsAlways(span sla.Span) bool {
	_, ok := span.(sla.CivilDays)
	return ok
}

// terms checks the names in terms.
func (c *compiler) terms(path string, terms []TermSpec) {
	for i, t := range terms[:min(len(terms), mostItems)] {
		allKnown(c, at(path, i)+".services", "service", t.Services, c.catalog.services)
		known(c, at(path, i)+".price", "price", t.Price, c.catalog.prices)
	}
}
