package catalog

import (
	"errors"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// ErrUnknownName says that a request names a client, a site or a service that is not in
// the catalogue.
var ErrUnknownName = errors.New("unknown name")

// A Request is what a client asks for.
type Request struct {
	Client  string
	Site    string // empty: none in particular
	Service string
	Work    string // the kind of work, as terms call it: incident, request, project
}

// Codes of the reasons of an [Entitlement], with their values.
const (
	ReasonNoContract   = "no_contract"    // {client} has no contract on {date}
	ReasonNotActive    = "not_active"     // {service} is {status} on {date}
	ReasonException    = "exception"      // {name}: {why}
	ReasonContractTerm = "contract_term"  // contract {id} says so: {why}
	ReasonTierTerm     = "tier_term"      // tier {tier} says so: {why}
	ReasonServiceTerm  = "service_term"   // service {service} says so: {why}
	ReasonTier         = "tier"           // {item} is in tier {tier}
	ReasonALaCarte     = "a_la_carte"     // contract {id} has {service} à la carte
	ReasonOutOfScope   = "out_of_scope"   // {service} is neither in tier {tier} nor à la carte
	ReasonCriticality  = "criticality"    // {criticality} of {service}
	ReasonHours        = "hours"          // {calendar}, of the {from}
	ReasonGoal         = "goal"           // {goal}, of the {from}
	ReasonRoute        = "route"          // {policy}, of the {from}
	ReasonNoPromise    = "nothing_stated" // nothing is stated
)

// A source is what decides whether work is covered.
type source uint8

const (
	byNothing source = iota
	byStatus
	byException
	byContract
	byTierTerm
	byServiceTerm
	byTier
	byALaCarte
	byScope
)

// An Entitlement is what a client is entitled to, for a service, a kind of work and a
// site, on the date of a view: whether it is covered and who pays, what is promised, in
// which hours, and who is told, each with its reason. The zero Entitlement is to nothing.
// Entitlements are immutable, safe for concurrent use and cheap to copy.
type Entitlement struct {
	v       *view
	client  *clientView
	service *serviceView
	site    int
	work    string
	cover   Cover
	by      source
	term    *TermSpec
	of      *ExceptionSpec // whose term it is
}

// Entitlement answers a request. That something is not covered is no error; a client, a
// site or a service of another name is an [ErrUnknownName] error. Kinds of work are the
// words of terms, and any other is a kind of which no term speaks.
//
// Cost: constant but for the number of terms that are read, and without allocation.
func (v View) Entitlement(r Request) (Entitlement, error) {
	all := v.get()
	client, ok := all.clients[r.Client]
	if !ok {
		return Entitlement{}, msp.NewInputError(ErrUnknownName, "catalog: client", r.Client, "no client of the model")
	}
	site := 0
	if r.Site != "" {
		if site, ok = client.sites[r.Site]; !ok {
			return Entitlement{}, msp.NewInputError(ErrUnknownName, "catalog: site of "+r.Client, r.Site, "no site of the client")
		}
	}
	place, ok := all.catalog.services[r.Service]
	if !ok {
		return Entitlement{}, msp.NewInputError(ErrUnknownName, "catalog: service", r.Service, "no service of the model")
	}
	e := Entitlement{v: all, client: client, service: &client.edition.services[place], site: site, work: r.Work}
	return e.decided(), nil
}

// decided returns the entitlement with who pays: by the first that says something.
func (e Entitlement) decided() Entitlement {
	e.cover = Excluded
	if e.client.contract == nil {
		return e
	}
	if e.service.status == Draft || e.service.status == Retired {
		e.by = byStatus
		return e
	}
	name := e.service.spec.Name
	for _, x := range e.client.exception {
		if len(x.Services) > 0 && !slices.Contains(x.Services, name) {
			continue
		}
		if said, ok := e.said(x.Terms, byException); ok {
			said.of = x
			return said
		}
	}
	if said, ok := e.said(e.client.contract.Terms, byContract); ok {
		return said
	}
	inTier, alaCarte := e.inTier(), slices.Contains(e.client.contract.Services, name)
	if !inTier && !alaCarte {
		e.by = byScope
		e.cover = keep(e.client.contract.OutOfScope.Cover, Excluded)
		return e
	}
	if e.client.tier != nil {
		if said, ok := e.said(e.client.tier.tier.get().Terms, byTierTerm); ok {
			return said
		}
	}
	if said, ok := e.said(e.service.terms.Terms, byServiceTerm); ok {
		return said
	}
	e.cover, e.by = Included, byTier
	if alaCarte {
		e.by = byALaCarte
	}
	return e
}

func (e Entitlement) inTier() bool {
	return e.client.tier != nil && e.client.tier.by[e.service.place] != ""
}

// said returns what the first term that matches decides; ok is false if none does.
func (e Entitlement) said(terms []TermSpec, by source) (said Entitlement, ok bool) {
	for i := range terms {
		if terms[i].matches(e.service.spec.Name, e.work) {
			e.cover, e.by, e.term = terms[i].Cover, by, &terms[i]
			return e, true
		}
	}
	return Entitlement{}, false
}

// InScope reports whether the service is in the tier or à la carte, whatever a term says
// of the kind of work.
func (e Entitlement) InScope() bool {
	return e.client != nil && e.client.contract != nil && e.service.status != Draft && e.service.status != Retired &&
		(e.inTier() || slices.Contains(e.client.contract.Services, e.service.spec.Name))
}

// Cover returns whether the work is covered, and who pays.
func (e Entitlement) Cover() Cover { return e.cover }

// Reason returns why.
func (e Entitlement) Reason() msp.Reason {
	if e.v == nil {
		return msp.Reason{}
	}
	value := func(name, value string) msp.ReasonValue { return msp.ReasonValue{Name: name, Value: value} }
	service, why := value("service", e.service.spec.Name), value("why", "")
	if e.term != nil {
		why.Value = e.term.Why
	}
	because := func(code, template string, values ...msp.ReasonValue) msp.Reason {
		if why.Value != "" {
			template, values = template+": {why}", append(values, why)
		}
		return msp.NewReason(code, template, values...)
	}
	tier := value("tier", "")
	if e.client.tier != nil {
		tier.Value = e.client.tier.tier.Name()
	}
	var id msp.ReasonValue
	if e.client.contract != nil {
		id = value("id", e.client.contract.ID)
	}
	date := value("date", e.v.on.String())
	if e.by == byStatus {
		date.Value = e.client.contract.catalogueOf(e.v.on).String() // of a pinned contract it is another day
	}
	switch e.by {
	case byNothing:
		return msp.NewReason(ReasonNoContract, "{client} has no contract on {date}", value("client", e.client.spec.Name), date)
	case byStatus:
		return msp.NewReason(ReasonNotActive, "{service} is {status} on {date}", service, value("status", e.service.status.String()), date)
	case byException:
		why.Value = keep(why.Value, e.of.Reason)
		return because(ReasonException, "exception {name}", value("name", e.of.Name))
	case byContract:
		return because(ReasonContractTerm, "contract {id} says so", id)
	case byTierTerm:
		return because(ReasonTierTerm, "tier {tier} says so", tier)
	case byServiceTerm:
		return because(ReasonServiceTerm, "service {service} says so", service)
	case byTier:
		return msp.NewReason(ReasonTier, "{item} is in tier {tier}", value("item", e.client.tier.by[e.service.place]), tier)
	case byALaCarte:
		return msp.NewReason(ReasonALaCarte, "contract {id} has {service} à la carte", id, service)
	case byScope:
		if tier.Value == "" {
			return msp.NewReason(ReasonOutOfScope, "contract {id} does not have {service}", id, service)
		}
		return msp.NewReason(ReasonOutOfScope, "{service} is neither in tier {tier} nor à la carte", service, tier)
	}
	return msp.Reason{}
}

// Price returns the price at which the work is billed, of work that is billable or needs
// an approval that has one. ok is false if nothing is billed.
func (e Entitlement) Price() (price pricing.Item, ok bool) {
	name := ""
	switch {
	case e.term != nil:
		name = e.term.Price
	case e.by == byScope:
		name = e.client.contract.OutOfScope.Price
	}
	if name == "" {
		return pricing.Item{}, false
	}
	return e.client.price(e.v, name), true
}

// price returns a price of the catalogue for a client: one that an exception changes by
// its complexity.
func (c *clientView) price(v *view, name string) pricing.Item {
	item := cloneItem(v.catalog.model.Prices[v.catalog.prices[name]])
	if c.contract != nil {
		item.Changes = c.contract.pinnedChanges(item.Changes)
	}
	for _, x := range c.exception {
		if x.Price != name {
			continue
		}
		item.Price = x.quoted(item.Price)
		for i := range item.Changes {
			item.Changes[i].Price = x.quoted(item.Changes[i].Price)
		}
	}
	return item
}

// quoted returns a price as the exception makes it.
func (s ExceptionSpec) quoted(price pricing.Price) pricing.Price {
	quoted, err := pricing.Exception{Standard: price, Complexity: s.Complexity, Reason: s.Reason}.Quoted(msp.HalfUp)
	if err != nil {
		return price
	}
	return quoted
}

// Hours returns the client's hours: those of the site, the contract, the client or the
// tier, and which of these, or [ReasonNoPromise] if none are stated. What goals and
// policies call [ClientHours] is they.
func (e Entitlement) Hours() (found calendar.Calendar, why msp.Reason) {
	if e.client == nil {
		return calendar.Calendar{}, msp.Reason{}
	}
	h := e.client.hours[e.site]
	if h.name == "" {
		return h.calendar, msp.NewReason(ReasonNoPromise, "nothing is stated")
	}
	return h.calendar, msp.NewReason(ReasonHours, "{calendar}, of the {from}",
		msp.ReasonValue{Name: "calendar", Value: h.name}, msp.ReasonValue{Name: "from", Value: h.from})
}

// ServiceHours returns the hours of the service: a calendar of its own, or the client's.
func (e Entitlement) ServiceHours() calendar.Calendar {
	if e.service == nil {
		return calendar.Calendar{}
	}
	return e.v.serviceHours(e.client, e.service, e.site)
}

func (v *view) serviceHours(c *clientView, s *serviceView, site int) calendar.Calendar {
	if s.terms.Hours == ClientHours {
		return c.hours[site].calendar
	}
	return v.catalog.calendars[s.terms.Hours]
}

// Pinned returns the day whose catalogue the client has, if the contract is pinned, and the
// first day on which it is so no more, none if that never comes; ok is false if it is not.
func (e Entitlement) Pinned() (on, until msp.Date, ok bool) {
	if e.client == nil || e.client.contract == nil {
		return msp.Date{}, msp.Date{}, false
	}
	return e.client.contract.pinned(e.v.on)
}

// Tier returns the client's commercial tier; ok is false without one.
func (e Entitlement) Tier() (tier Tier, ok bool) {
	if e.client == nil || e.client.tier == nil {
		return Tier{}, false
	}
	tier = e.client.tier.tier // which is of whatever day of the same catalogue
	tier.on = e.client.contract.catalogueOf(e.v.on)
	return tier, true
}

// Goals returns what is promised, a goal for each metric, and where each is from: the
// tier, the contract, an exception, or, for a client without a tier or goals, the
// criticality of the service. Nothing is promised for work that is excluded.
func (e Entitlement) Goals() ([]sla.Goal, []msp.Reason) {
	p := e.promise()
	if p == nil {
		return nil, nil
	}
	reasons := make([]msp.Reason, len(p.goals))
	for i, g := range p.goals {
		reasons[i] = msp.NewReason(ReasonGoal, "{goal}, of the {from}",
			msp.ReasonValue{Name: "goal", Value: g.Name()}, msp.ReasonValue{Name: "from", Value: p.from[i]})
	}
	return slices.Clone(p.goals), reasons
}

// Goal returns the goal of a name, such as "resolution".
func (e Entitlement) Goal(name string) (goal sla.Goal, ok bool) {
	p := e.promise()
	if p == nil {
		return sla.Goal{}, false
	}
	i := slices.IndexFunc(p.goals, func(g sla.Goal) bool { return g.Name() == name })
	if i < 0 {
		return sla.Goal{}, false
	}
	return p.goals[i], true
}

// promise returns the grid of the entitlement, nil if nothing is promised.
func (e Entitlement) promise() *promise {
	if e.client == nil || e.cover == Excluded || e.client.contract == nil {
		return nil
	}
	if special, ok := e.client.special[e.service.spec.Name]; ok {
		return special[e.site]
	}
	p := e.client.promises[e.site]
	if len(p.goals) == 0 && e.client.tier == nil {
		return e.v.ofCriticality(e.client, e.service, e.site)
	}
	return p
}

// Uptime returns the availability that is promised: by the tier, or without one by the
// criticality of the service. ok is false if none is.
func (e Entitlement) Uptime() (uptime msp.Percent, ok bool) {
	switch {
	case e.client == nil || e.cover == Excluded || e.client.contract == nil:
		return msp.Percent{}, false
	case e.client.tier != nil:
		return e.client.tier.tier.Uptime()
	default:
		return e.service.terms.Criticality.Uptime()
	}
}

// Exceptions returns the exceptions that are in force for the service.
func (e Entitlement) Exceptions() []ExceptionSpec {
	if e.client == nil {
		return nil
	}
	var all []ExceptionSpec
	for _, x := range e.client.exception {
		if len(x.Services) == 0 || slices.Contains(x.Services, e.service.spec.Name) {
			all = append(all, x.clone())
		}
	}
	return all
}

// Prices returns what the client pays for the service: the prices of the tier if it is in
// it, and those of the service if it is à la carte, with what exceptions make of them.
func (e Entitlement) Prices() []pricing.Item {
	if e.client == nil || e.client.contract == nil {
		return nil
	}
	var all []string
	if e.inTier() {
		all = append(all, e.client.tier.tier.get().Prices...)
	}
	if slices.Contains(e.client.contract.Services, e.service.spec.Name) {
		all = append(all, e.service.terms.Prices...)
	}
	items := make([]pricing.Item, len(all))
	for i, name := range all {
		items[i] = e.client.price(e.v, name)
	}
	return items
}

// An Objective is what the provider aims at for a service, beside what is promised: that
// of its criticality.
type Objective struct {
	Criticality sla.Criticality

	// Uptime is 99.9 %, 99.5 % or 99 %; Response the span until somebody answers, nil if
	// none is stated: 15 minutes in tier 1, the next business day in tier 3.
	Uptime   msp.Percent
	Response sla.Span
}

// Objective returns the provider's objective for the service; ok is false if its
// criticality is not stated. Its figures are those of "A simple managed IT services model".
func (e Entitlement) Objective() (o Objective, ok bool) {
	if e.service == nil || e.service.terms.Criticality == 0 {
		return Objective{}, false
	}
	c := e.service.terms.Criticality
	uptime, _ := c.Uptime()
	return Objective{c, uptime, responseOf(c)}, true
}

// ofCriticality returns the grid of a service without a commercial tier: its criticality
// is the promise.
func (v *view) ofCriticality(c *clientView, s *serviceView, site int) *promise {
	span := responseOf(s.terms.Criticality)
	if span == nil {
		return &promise{}
	}
	spec := sla.GoalSpec{Metric: sla.FirstResponse(), Targets: sla.TargetSpecs{{Span: span, Calendar: "service"}}}
	hours := v.serviceHours(c, s, site)
	goal, err := spec.Compile(func(string) (calendar.Calendar, bool) { return hours, true })
	if err != nil {
		return &promise{}
	}
	return &promise{goals: []sla.Goal{goal}, from: []string{"criticality"}}
}
