package catalog

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
)

// Codes of findings of [CheckDates] about contracts; those about services and tiers are in
// the same check.
const (
	CodeContractGap      msp.Code = "contract_gap"       // a client is without a contract between two of them
	CodeContractEnded    msp.Code = "contract_ended"     // the last contract of a client is over
	CodeContractEndsSoon msp.Code = "contract_ends_soon" // the last contract ends within 90 days
	CodeNoticeDue        msp.Code = "notice_due"         // the last day for notice is within 30 days
	CodePinNeverEnds     msp.Code = "pin_never_ends"     // a contract keeps the catalogue of a day for ever
)

// Days ahead that an audit looks for ends and notices, the last included: our choice.
const (
	daysToEnd    = 90
	daysToNotice = 30
)

// dates finds what has ended, ends or is missing: of contracts, of the services that they
// have, and of what nothing refers to.
//
//   - A gap between two contracts counts until its last day, also if it lies ahead.
//   - A contract whose end is the date is over.
//   - An end 90 days after the date, and a last day of notice 30 days after it or on it,
//     are near; a day later they are not.
//   - A service that retires on the day after the term does not retire in it.
func (a *auditor) dates() {
	if a.v.on.IsZero() {
		return // before all contracts
	}
	for _, c := range a.v.order {
		a.lives(c)
		a.notice(c)
		a.pins(c)
	}
	a.soldServices()
	a.retiring()
	a.emptyInclusions()
	a.unused()
}

// lives looks at the contracts of a client one after the other.
func (a *auditor) lives(c *clientView) {
	type life struct {
		place int
		end   msp.Date
		ends  bool
	}
	var lives []life
	for i := range c.spec.Contracts {
		end, ok := c.spec.Contracts[i].end()
		lives = append(lives, life{i, end, ok})
	}
	if len(lives) == 0 {
		return
	}
	contract := func(l life) *ContractSpec { return &c.spec.Contracts[l.place] }
	slices.SortStableFunc(lives, func(a, b life) int { return contract(a).From.Compare(contract(b).From) })
	for i, later := range lives[1:] {
		before, from := lives[i], contract(later).From
		if !before.ends || !before.end.Before(from) || !from.After(a.v.on) {
			continue
		}
		a.add(msp.SeverityWarning, CheckDates, CodeContractGap, c.path()+at(".contracts", later.place)+".from", subject(c.spec.Name),
			"let contract "+strconv.Quote(contract(later).ID)+" begin on "+before.end.String(),
			"there is no contract from {end} until {from}, {days}, between {before} and {later}",
			is("end", before.end.String()), is("from", from.String()), is("days", plural(before.end.DaysUntil(from), "day")),
			is("before", strconv.Quote(contract(before).ID)), is("later", strconv.Quote(contract(later).ID)))
	}
	last := lives[len(lives)-1]
	path, id, kind := c.path()+at(".contracts", last.place), is("id", strconv.Quote(contract(last).ID)), contract(last).Renewal.Kind
	end := is("end", last.end.String())
	switch {
	case !last.ends:
	case !last.end.After(a.v.on):
		mend := "write down the contract that follows, or take the client out"
		if kind == RenewalManual {
			mend = "renew it, or stop serving"
		}
		a.add(msp.SeverityWarning, CheckDates, CodeContractEnded, path, subject(c.spec.Name), mend,
			"contract {id} has been over since {end}, and none follows", id, end)
	case a.v.on.DaysUntil(last.end) <= daysToEnd:
		mend := "agree on what follows"
		if kind == RenewalManual {
			mend = "renew it, or tell everybody that it ends"
		}
		a.add(msp.SeverityInfo, CheckDates, CodeContractEndsSoon, path, subject(c.spec.Name), mend,
			"contract {id} ends on {end}, in {days}, and none follows", id, end, is("days", plural(a.v.on.DaysUntil(last.end), "day")))
	}
}

// notice looks for a last day on which a contract can still be ended.
func (a *auditor) notice(c *clientView) {
	if c.contract == nil {
		return
	}
	last, end, ok := c.contract.Renewal.NextNotice(c.contract.From, c.contract.Until, a.v.on)
	if !ok || a.v.on.DaysUntil(last) > daysToNotice {
		return
	}
	a.add(msp.SeverityInfo, CheckDates, CodeNoticeDue, c.contractPath()+".renewal", subject(c.spec.Name), "decide whether it goes on",
		"contract {id} goes on beyond {end} unless notice is given by {last}, in {days}",
		is("id", strconv.Quote(c.contract.ID)), is("end", end.String()), is("last", last.String()), is("days", plural(a.v.on.DaysUntil(last), "day")))
}

// pins finds contracts, in force or to come, that never see another catalogue.
func (a *auditor) pins(c *clientView) {
	for i := range c.spec.Contracts {
		s := &c.spec.Contracts[i]
		if s.Pinned == nil || !s.pinnedUntil().IsZero() {
			continue
		}
		if _, ends := s.end(); ends || s.Renewal.Kind == RenewalAutomatic { // whose term leaves the calendar
			continue
		}
		a.add(msp.SeverityWarning, CheckDates, CodePinNeverEnds, c.path()+at(".contracts", i)+".pinned", subject(c.spec.Name),
			"give the pin an end, or the contract a term",
			"contract {id} keeps the catalogue of {on} for ever: neither the pin nor a term of the contract has an end",
			is("id", strconv.Quote(s.ID)), is("on", s.Pinned.On.String()))
	}
}

// serviceFinding collects what is found of a service, or of a service in a tier, for
// several contracts.
type serviceFinding struct {
	path    string
	clients map[string]bool
	date    msp.Date // the last one, of whatever it is about
	on      msp.Date // of the catalogue
}

// A serviceIn is a service, in a tier or à la carte.
type serviceIn struct{ service, tier string }

// note adds a client to what is found.
func note(found map[serviceIn]*serviceFinding, k serviceIn, path, client string, date, on msp.Date) {
	f := found[k]
	if f == nil {
		f = &serviceFinding{path: path, clients: make(map[string]bool), date: date, on: on}
		found[k] = f
	}
	f.clients[client] = true
	if f.date.Before(date) {
		f.date = date
	}
}

// inOrder returns what is found in the order of names.
func inOrder(found map[serviceIn]*serviceFinding) []serviceIn {
	var all []serviceIn
	for k := range found {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b serviceIn) int {
		return cmp.Or(cmp.Compare(a.service, b.service), cmp.Compare(a.tier, b.tier))
	})
	return all
}

// whose returns `2 clients: "acme" and "zeta"`.
func (f *serviceFinding) whose() string {
	return plural(len(f.clients), "client") + ": " + quotedNames(sortedNames(f.clients))
}
