package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
)

// Codes of findings of [CheckDates] about services and tiers.
const (
	CodeRetiredSold        msp.Code = "retired_sold"         // a contract or tier has what is not delivered
	CodeDeprecatedSold     msp.Code = "deprecated_sold"      // a contract began when its service was sold no more
	CodeRetiresInTerm      msp.Code = "retires_in_term"      // a service retires before the term of a contract ends
	CodeInclusionOfNothing msp.Code = "inclusion_of_nothing" // no service is a part of an inclusion of a tier
)

// soldServices looks at the services of the contracts in force, as they are in the
// catalogue that holds for each. A draft or retired one à la carte is an error. In a tier a
// new service may be a draft and an old one retired, so there an inclusion is a warning if
// all services that are a part of it are; and so is a deprecated service à la carte in a
// contract that began when it was deprecated, on that day too. In a tier that is worth
// knowing.
func (a *auditor) soldServices() {
	retired, deprecated := make(map[serviceIn]*serviceFinding), make(map[serviceIn]*serviceFinding)
	empty, seen := make(map[serviceIn]*serviceFinding), make(map[*tierView][]string)
	for _, c := range a.v.order {
		if c.contract == nil {
			continue
		}
		on := c.edition.on
		for i, name := range c.contract.Services {
			path, s := c.contractPath()+at(".services", i), &c.edition.services[a.v.catalog.services[name]]
			switch {
			case !s.isDelivered():
				note(retired, serviceIn{name, ""}, path, c.spec.Name, msp.Date{}, on)
			case s.isSoldDeprecated(c.contract):
				note(deprecated, serviceIn{name, ""}, path, c.spec.Name, c.contract.From, on)
			}
		}
		if c.tier == nil {
			continue
		}
		tier := c.tier.tier.Name()
		for i := range c.edition.services {
			s := &c.edition.services[i]
			if c.tier.by[i] != "" && s.isSoldDeprecated(c.contract) && !slices.Contains(c.contract.Services, s.spec.Name) {
				note(deprecated, serviceIn{s.spec.Name, tier}, a.inclusionPath(c.tier, c.tier.by[i]), c.spec.Name, c.contract.From, on)
			}
		}
		items, ok := seen[c.tier]
		if !ok {
			items = c.tier.notDelivered(c.edition)
			seen[c.tier] = items
		}
		for _, item := range items {
			note(empty, serviceIn{item, tier}, a.inclusionPath(c.tier, item), c.spec.Name, msp.Date{}, on)
		}
	}
	for _, k := range inOrder(retired) {
		f := retired[k]
		s := &a.v.catalog.model.Services[a.v.catalog.services[k.service]]
		a.add(msp.SeverityError, CheckDates, CodeRetiredSold, f.path, subject(k.service), "take it out of the contract, or deliver it",
			"it is {status} in the catalogue of {on}, and à la carte in the contract of {clients}",
			is("status", s.Lifecycle.At(f.on).String()), is("on", f.on.String()), is("clients", f.whose()))
	}
	for _, k := range inOrder(empty) {
		f := empty[k]
		a.add(msp.SeverityWarning, CheckDates, CodeRetiredSold, f.path, subject(k.tier, k.service), "take the inclusion out of the tier, or deliver it",
			"no service that is a part of it is delivered in the catalogue of {on}, for {clients}",
			is("on", f.on.String()), is("clients", f.whose()))
	}
	for _, k := range inOrder(deprecated) {
		f := deprecated[k]
		severity, how, mend := msp.SeverityInfo, "in tier "+strconv.Quote(k.tier), "sell what replaces it, or take it out of the tier"
		if k.tier == "" {
			severity, how, mend = msp.SeverityWarning, "à la carte", "sell what replaces it"
		}
		a.add(severity, CheckDates, CodeDeprecatedSold, f.path, subject(k.tier, k.service), mend,
			"it is deprecated, and {how} in contracts that began after that, the last on {from}, of {clients}",
			is("how", how), is("from", f.date.String()), is("clients", f.whose()))
	}
}

// isSoldDeprecated reports whether a service is deprecated, and was when a contract began.
func (s *serviceView) isSoldDeprecated(c *ContractSpec) bool {
	return s.status == Deprecated && s.spec.Lifecycle.At(c.From) == Deprecated
}

// notDelivered returns the inclusions of a tier of which services are a part, none of them
// delivered.
func (t *tierView) notDelivered(e *edition) []string {
	delivered := make(map[string]bool) // what has a part at all, and whether one is delivered
	for i := range e.services {
		s := &e.services[i]
		for _, item := range append([]string{s.spec.Name}, s.terms.Within...) {
			delivered[item] = delivered[item] || s.isDelivered()
		}
	}
	return slices.DeleteFunc(t.tier.Includes(), func(item string) bool {
		is, known := delivered[item]
		return !known || is
	})
}

// inclusionPath returns where a tier, or one that it extends, states an inclusion.
func (a *auditor) inclusionPath(t *tierView, item string) string {
	all := a.v.catalog.tiers.get()
	for _, i := range slices.Backward(all.chain(t.tier.place)) {
		if path, ok := all.adds(i, item, t.tier.on); ok {
			return path
		}
	}
	return at("tiers", t.tier.place)
}

// adds returns where a tier itself states an inclusion that it has on a date.
func (t *tiers) adds(i int, item string, on msp.Date) (path string, ok bool) {
	if !slices.Contains(t.own(i, on).Adds, item) {
		return "", false
	}
	return at("tiers", i) + "." + t.specs[i].listed("adds", on, func(t TierTerms) int { return slices.Index(t.Adds, item) }), true
}

// retiring finds services in scope that retire before the current term of a contract ends;
// one that is pinned to a day before that has them until its pin ends.
func (a *auditor) retiring() {
	found := make(map[serviceIn]*serviceFinding)
	first := make(map[serviceIn]msp.Date)
	a.inScope(func(c *clientView, s *serviceView) {
		retires, ok := s.spec.Lifecycle.since(Retired)
		if !ok {
			return
		}
		term, ends := c.contract.Term(a.v.on)
		for _, d := range c.contract.mayRetire(retires) {
			if d.After(a.v.on) && (!ends || d.Before(term.To())) && s.spec.Lifecycle.At(c.contract.catalogueOf(d)) == Retired {
				k := serviceIn{s.spec.Name, ""}
				note(found, k, at("services", s.place)+".lifecycle", c.spec.Name, term.To(), a.v.on)
				if before, ok := first[k]; !ok || d.Before(before) {
					first[k] = d
				}
				return
			}
		}
	})
	for _, k := range inOrder(found) {
		f := found[k]
		until := "has no end"
		if !f.date.IsZero() {
			until = "runs until " + f.date.String()
		}
		a.add(msp.SeverityWarning, CheckDates, CodeRetiresInTerm, f.path, subject(k.service), "agree on what replaces it, or retire it later",
			"it retires on {date}, and the term of a contract that has it {until}, of {clients}",
			is("date", first[k].String()), is("until", until), is("clients", f.whose()))
	}
}

// mayRetire returns the dates on which a service that retires can be gone from a contract,
// in order.
func (s ContractSpec) mayRetire(retires msp.Date) []msp.Date {
	dates := []msp.Date{retires}
	if s.Pinned != nil {
		if until := s.pinnedUntil(); until.After(retires) {
			dates = append(dates, until)
		}
	}
	return dates
}

// emptyInclusions finds what tiers themselves add on the date and no service, whatever its
// status, is a part of.
func (a *auditor) emptyInclusions() {
	has := make(map[string]bool)
	for i := range a.v.catalog.model.Services {
		s := &a.v.catalog.model.Services[i]
		has[s.Name] = true
		for _, item := range s.on(a.v.on).Within {
			has[item] = true
		}
	}
	all := a.v.catalog.tiers.get()
	for i := range all.specs {
		if !all.isFirst(i) || all.onLoop[i] {
			continue
		}
		nothing := slices.DeleteFunc(slices.Clone(all.own(i, a.v.on).Adds), func(item string) bool { return has[item] })
		if len(nothing) == 0 {
			continue
		}
		path, _ := all.adds(i, nothing[0], a.v.on)
		a.add(msp.SeverityInfo, CheckDates, CodeInclusionOfNothing, path, subject(all.specs[i].Name),
			"name the inclusion in \"within\" of the services that are a part of it",
			"no service is a part of {items}", is("items", quotedNames(nothing)))
	}
}
