package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// tiers reads the commercial tiers.
func (c *compiler) tiers() {
	m := &c.model
	c.catalog.tiers = m.Tiers.check(&c.list, "tiers")
	for i := range m.Tiers[:min(len(m.Tiers), mostTiers)] {
		tier := &m.Tiers[i]
		c.tierTerms(at("tiers", i)+".", &tier.TierTerms)
		for j := range tier.Changes[:min(len(tier.Changes), mostTierChanges)] {
			c.tierTerms(at("tiers", i)+at(".changes", j)+".", &tier.Changes[j].TierTerms)
		}
	}
}

func (c *compiler) tierTerms(path string, t *TierTerms) {
	if t.Calendar != ClientHours { // which is a finding already
		c.knownCalendar(path+"calendar", t.Calendar, false)
	}
	c.goals(path+"goals", t.Goals)
	c.terms(path+"terms", t.Terms)
	allKnown(c, path+"prices", "price", t.Prices, c.catalog.prices)
	c.routes(path+"escalation", t.Escalation)
}

// clients reads the clients and their contracts.
func (c *compiler) clients() {
	m := &c.model
	c.catalog.clients = named(c, "clients", m.Clients, mostClients, func(s *ClientSpec) string { return s.Name }, "a client has a name")
	read := m.Clients[:min(len(m.Clients), mostClients)]
	for i, team := range m.Teams[:min(len(m.Teams), mostRecords)] {
		known(c, at("teams", i)+".client", "client", team.Client, c.catalog.clients)
	}
	for i := range read {
		c.own(at("clients", i)+".own.", &read[i])
	}
	contracts := 0
	for i := range read {
		path, s := at("clients", i)+".", &read[i]
		c.list.Text(path+"title", s.Title, "")
		c.knownCalendar(path+"calendar", s.Calendar, false)
		named(c, path+"sites", s.Sites, mostItems, func(s *SiteSpec) string { return s.Name }, "a site has a name")
		for j, site := range s.Sites[:min(len(s.Sites), mostItems)] {
			where := path + at("sites", j) + ".calendar"
			c.list.Text(where, site.Calendar, "a site has hours of its own")
			c.knownCalendar(where, site.Calendar, false)
		}
		for j, plan := range s.Plans[:c.limit(path+"plans", len(s.Plans), mostItems)] {
			where := path + at("plans", j) + "."
			c.list.Text(where+"plan", plan.Plan, "want the name of a plan")
			known(c, where+"plan", "plan", plan.Plan, c.catalog.plans)
			c.knownCalendar(where+"calendar", plan.Calendar, false)
			if plan.Start.IsZero() {
				c.list.Errorf(where+"start", msp.CodeMissing, "a plan has its first day")
			}
		}
		contracts += len(s.Contracts)
		if contracts > mostClients {
			c.list.Errorf(path+"contracts", msp.CodeRange, "more than %d contracts in all", mostClients)
			return
		}
		for j := range s.Contracts {
			c.contract(path+at("contracts", j)+".", s, &s.Contracts[j])
		}
		c.overlaps(path+"contracts", s)
	}
	c.hoursTimesPolicies(read)
	c.hoursTimesGoals(read)
}

// own reads what is one client's alone.
func (c *compiler) own(path string, s *ClientSpec) {
	for _, kind := range []struct {
		field string
		names []string
		known func(path string, names []string)
	}{
		{"calendars", s.Own.Calendars, func(path string, names []string) { allKnown(c, path, "calendar", names, c.catalog.calendars) }},
		{"schedules", s.Own.Schedules, func(path string, names []string) { allKnown(c, path, "schedule", names, c.catalog.schedules) }},
		{"policies", s.Own.Policies, func(path string, names []string) { allKnown(c, path, "policy", names, c.catalog.policies) }},
		{"ladders", s.Own.Ladders, func(path string, names []string) { allKnown(c, path, "ladder", names, c.catalog.ladders) }},
		{"prices", s.Own.Prices, func(path string, names []string) { allKnown(c, path, "price", names, c.catalog.prices) }},
	} {
		checkDistinct(&c.list, path+kind.field, kind.names, needName)
		kind.known(path+kind.field, kind.names)
		for i, name := range kind.names[:min(len(kind.names), mostItems)] {
			key := ownKey{kind.field, name}
			if of, again := c.catalog.owners[key]; again && of != s.Name {
				c.list.Errorf(path+at(kind.field, i), msp.CodeConflict, "%q is %q's alone", name, of)
				continue
			}
			c.catalog.owners[key] = s.Name
		}
	}
}

func (c *compiler) contract(path string, client *ClientSpec, s *ContractSpec) {
	list := &c.list
	list.Text(path+"id", s.ID, "a contract has an ID")
	switch {
	case s.From.IsZero():
		list.Errorf(path+"from", msp.CodeMissing, "a contract has its first day")
	case !s.Until.IsZero() && !s.Until.After(s.From):
		list.Errorf(path+"until", msp.CodeRange, "%v is not after %v", s.Until, s.From)
	}
	addIssues(list, path+"renewal", s.Renewal.Validate())
	if s.Pinned != nil {
		switch {
		case s.Pinned.On.IsZero():
			list.Errorf(path+"pinned.on", msp.CodeMissing, "want the day whose catalogue holds")
		case s.endsBefore(s.Pinned.On) && (s.Until.IsZero() || s.Until.After(s.From)):
			list.Warnf(path+"pinned.on", msp.CodeRange, "the contract is over on %v, so that the pin does nothing", s.Pinned.On)
		case !s.Pinned.Until.IsZero() && !s.Pinned.Until.After(s.Pinned.On):
			list.Errorf(path+"pinned.until", msp.CodeRange, "%v is not after %v", s.Pinned.Until, s.Pinned.On)
		}
	}
	if s.Scope > BreakFix {
		list.Errorf(path+"scope", msp.CodeRange, "%v is none", s.Scope)
	}
	c.contractTier(path, client, s)
	checkDistinct(list, path+"services", s.Services, needName)
	allKnown(c, path+"services", "service", s.Services, c.catalog.services)
	if s.Tier == "" && len(s.Services) == 0 {
		list.Errorf(path+"tier", msp.CodeMissing, "a contract is about a tier, or about services")
	}
	c.knownCalendar(path+"calendar", s.Calendar, false)
	checkGoals(list, path+"goals", s.Goals)
	c.goals(path+"goals", s.Goals)
	c.civilDays(path+"goals", s.Goals, client, s)
	c.routes(path+"escalation", s.Escalation)
	checkTerms(list, path+"terms", s.Terms)
	c.terms(path+"terms", s.Terms)
	if s.OutOfScope != (OutOfScope{}) {
		term := TermSpec{Cover: s.OutOfScope.Cover, Price: s.OutOfScope.Price}
		term.check(list, path+"out_of_scope.")
		known(c, path+"out_of_scope.price", "price", term.Price, c.catalog.prices)
		if term.Cover == Included {
			list.Errorf(path+"out_of_scope.cover", msp.CodeConflict, "what is included is not out of scope")
		}
	}
	named(c, path+"exceptions", s.Exceptions, mostItems, func(s *ExceptionSpec) string { return s.Name }, "an exception has a name")
	for i := range s.Exceptions[:min(len(s.Exceptions), mostItems)] {
		c.exception(path+at("exceptions", i)+".", &s.Exceptions[i])
		c.civilDays(path+at("exceptions", i)+".goals", s.Exceptions[i].Goals, client, s)
	}
	c.knownCalendar(path+"change_windows", s.ChangeWindows, false)
	checkDistinct(list, path+"approvers", s.Approvers, needName)
	known(c, path+"target_set", "target set", s.TargetSet, c.catalog.targetSets)
	units := make(map[string]int)
	for i, count := range s.Counts[:c.limit(path+"counts", len(s.Counts), mostItems)] {
		where := path + at("counts", i)
		list.Text(where+".unit", count.Unit, "want the unit that is counted")
		addIssues(list, where+".quantity", count.Quantity.Validate())
		if first, again := units[count.Unit]; again && count.Unit != "" {
			list.Errorf(where+".unit", msp.CodeDuplicate, "%q is counted in %s already", count.Unit, at("counts", first))
			continue
		}
		units[count.Unit] = i
	}
	if s.Agreement != nil {
		addIssues(list, path+"agreement", completed(*s.Agreement, client, s).Validate())
	}
}

// completed returns an agreement with what the contract says for it.
func completed(a pricing.AgreementSpec, client *ClientSpec, s *ContractSpec) pricing.AgreementSpec {
	take(&a.Client, keep(a.Client, client.Name))
	take(&a.Start, keep(a.Start, s.From))
	take(&a.End, keep(a.End, s.Until))
	return a
}

// keep returns the first value that is stated.
func keep[T comparable](values ...T) T {
	var none T
	for _, v := range values {
		if v != none {
			return v
		}
	}
	return none
}

// contractTier checks the tier of a contract, and whether its grid goes with the hours.
func (c *compiler) contractTier(path string, client *ClientSpec, s *ContractSpec) {
	if s.Tier == "" {
		if keep(s.Calendar, client.Calendar) == "" {
			c.list.Errorf(path+"calendar", msp.CodeMissing, "neither the contract nor the client has hours, and there is no tier that has")
		}
		return
	}
	place, ok := c.catalog.tiers.get().place[s.Tier]
	if !ok {
		c.list.Errorf(path+"tier", msp.CodeUnknownName, "%q is no tier of the model", s.Tier)
		return
	}
	all := c.catalog.tiers.get()
	if all.onLoop[place] {
		return
	}
	own := keep(s.Calendar, client.Calendar)
	reported := make(map[string]bool)
	for _, terms := range c.hoursOf(place) {
		if !s.hasOn(terms.from, terms.until) {
			continue
		}
		switch hours := keep(own, terms.calendar); {
		case hours == "":
			if !reported[""] {
				c.list.Errorf(path+"calendar", msp.CodeMissing, "neither the contract, nor the client, nor its tier has hours")
			}
			reported[""] = true
		case terms.civilDays:
			c.alwaysOpen(path+"tier", client, hours, reported)
		}
	}
}

// alwaysOpen finds hours of a client, and of its sites, in which civil days are promised
// and which are not always open.
func (c *compiler) alwaysOpen(path string, client *ClientSpec, hours string, reported map[string]bool) {
	all := []string{hours}
	for _, site := range client.Sites {
		all = append(all, site.Calendar)
	}
	for _, name := range all {
		if found, ok := c.catalog.calendars[name]; ok && !found.IsAlways() && !reported[name] {
			c.list.Errorf(path, sla.CodeNotAlwaysOpen, "it promises civil days in the hours of the client, and %q is not always open", name)
			reported[name] = true
		}
	}
}

// civilDays finds civil days that a contract, or an exception of it, promises in the hours
// of a client.
func (c *compiler) civilDays(path string, goals []sla.GoalSpec, client *ClientSpec, s *ContractSpec) {
	for i, g := range goals[:min(len(goals), mostItems)] {
		for j, target := range g.Targets {
			if target.Calendar != ClientHours || !needsAlways(target.Span) {
				continue
			}
			where, reported := at(path, i)+at(".targets", j), make(map[string]bool)
			own := keep(s.Calendar, client.Calendar)
			c.alwaysOpen(where, client, own, reported)
			if place, ok := c.catalog.tiers.get().place[s.Tier]; ok && own == "" {
				for _, terms := range c.hoursOf(place) {
					if s.hasOn(terms.from, terms.until) {
						c.alwaysOpen(where, client, terms.calendar, reported)
					}
				}
			}
		}
	}
}

// A tierHours is the hours of a tier from one of its dates until another, and whether it
// promises civil days in those of the client.
type tierHours struct {
	from, until msp.Date // zero: open
	calendar    string
	civilDays   bool
}

// hoursOf returns the hours of a tier in order; those that follow each other differ.
func (c *compiler) hoursOf(place int) []tierHours {
	if found, ok := c.hours[place]; ok {
		return found
	}
	all := c.catalog.tiers.get()
	var hours []tierHours
	for _, on := range append([]msp.Date{{}}, all.dates[place]...) {
		terms := all.effective(place, on)
		next := tierHours{from: on, calendar: terms.Calendar, civilDays: slices.ContainsFunc(terms.Goals, isInClientsCivilDays)}
		if n := len(hours); n > 0 {
			if hours[n-1].calendar == next.calendar && hours[n-1].civilDays == next.civilDays {
				continue
			}
			hours[n-1].until = on
		}
		hours = append(hours, next)
	}
	c.hours[place] = hours
	return hours
}

func isInClientsCivilDays(g sla.GoalSpec) bool {
	return slices.ContainsFunc(g.Targets, func(t sla.TargetSpec) bool { return t.Calendar == ClientHours && needsAlways(t.Span) })
}

// hasOn reports whether on some day the contract has a catalogue of [from, until).
func (s ContractSpec) hasOn(from, until msp.Date) bool {
	days := []msp.Date{s.From, from}
	if s.Pinned != nil {
		days = append(days, s.Pinned.On, s.pinnedUntil())
	}
	return slices.ContainsFunc(days, func(d msp.Date) bool {
		if !s.isInForce(d) {
			return false
		}
		day := s.catalogueOf(d)
		return !day.Before(from) && (until.IsZero() || day.Before(until))
	})
}

func (c *compiler) exception(path string, s *ExceptionSpec) {
	list := &c.list
	list.Text(path+"reason", s.Reason, "an exception is documented: say why")
	list.Text(path+"approver", s.Approver, "an exception is documented: say who agreed")
	if !s.Until.IsZero() && !s.Until.After(s.From) {
		list.Errorf(path+"until", msp.CodeRange, "%v is not after %v", s.Until, s.From)
	}
	checkDistinct(list, path+"services", s.Services, needName)
	allKnown(c, path+"services", "service", s.Services, c.catalog.services)
	checkTerms(list, path+"terms", s.Terms)
	c.terms(path+"terms", s.Terms)
	checkGoals(list, path+"goals", s.Goals)
	c.goals(path+"goals", s.Goals)
	known(c, path+"price", "price", s.Price, c.catalog.prices)
	place, priced := c.catalog.prices[s.Price]
	switch err := number.Check("number", s.Complexity); {
	case err != nil:
		list.Errorf(path+"complexity", msp.CodeRange, "%v", err)
	case s.Complexity.Sign() < 0:
		list.Errorf(path+"complexity", msp.CodeRange, "%s is below zero", number.Text(s.Complexity))
	case s.Price == "" && !s.Complexity.IsZero():
		list.Errorf(path+"price", msp.CodeMissing, "want the price that the complexity is a factor of")
	case s.Price != "" && s.Complexity.IsZero():
		list.Errorf(path+"complexity", msp.CodeMissing, "want the factor of the price, 1 for none")
	case priced:
		standard := c.model.Prices[place].Price
		if _, err := (pricing.Exception{Standard: standard, Complexity: s.Complexity, Reason: "-"}).Quoted(msp.HalfUp); err != nil && standard.Validate().Err() == nil {
			list.Errorf(path+"complexity", msp.CodeRange, "%v", err)
		}
	}
}

// overlaps finds contracts of a client that are in force at once, and equal IDs.
func (c *compiler) overlaps(path string, s *ClientSpec) {
	versions := make(Versions, len(s.Contracts))
	ids := make(map[string]int)
	for i := range s.Contracts {
		contract := &s.Contracts[i]
		until, _ := contract.end()
		versions[i] = Version{strconv.Itoa(i), contract.From, until} // by their places: two may have one ID
		if first, again := ids[contract.ID]; again && contract.ID != "" {
			c.list.Errorf(at(path, i)+".id", msp.CodeDuplicate, "%q is the ID of %s already", contract.ID, at("contracts", first))
			continue
		}
		ids[contract.ID] = i
	}
	for _, o := range versions.Overlaps() {
		first, _ := strconv.Atoi(o.A)
		later, _ := strconv.Atoi(o.B)
		if order := s.Contracts[later].From.Compare(s.Contracts[first].From); order < 0 || order == 0 && later < first {
			first, later = later, first
		}
		c.list.Errorf(at(path, later)+".from", CodeOverlap, "%q is in force then, too", s.Contracts[first].ID)
	}
}

// hoursTimesPolicies bounds how many policies a view compiles: those in client's hours
// are another one for each.
func (c *compiler) hoursTimesPolicies(clients []ClientSpec) {
	hours := make(map[string]bool)
	for i := range clients {
		hours[clients[i].Calendar] = true
		for _, site := range clients[i].Sites {
			hours[site.Calendar] = true
		}
		for _, contract := range clients[i].Contracts {
			hours[contract.Calendar] = true
		}
	}
	for i := range c.model.Tiers {
		hours[c.model.Tiers[i].Calendar] = true
		for _, change := range c.model.Tiers[i].Changes {
			hours[change.Calendar] = true
		}
	}
	if n := len(c.catalog.ofClient); n*len(hours) > mostPairs {
		c.list.Errorf("policies", msp.CodeTooLarge, "%d policies in the hours of clients, and %d such hours", n, len(hours))
	}
}
