package pricing

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A TimeGroup is work that is billed together: the minutes of one entry, ticket or
// day at one hourly rate.
type TimeGroup struct {
	// Ref is the entry's ID, the ticket or the day. Where an entry without one stands
	// alone, it is its ticket or else its date.
	Ref string

	// Date is that of the first entry in the list, and Days runs from the earliest
	// date to the latest.
	Date msp.Date
	Days msp.Period

	// Entries are the IDs of the entries, in their order, without empty ones.
	Entries []string

	// Type is the work type of all entries; empty if they differ.
	Type string

	// Minutes are those worked, and Billed those billed.
	Minutes, Billed int64

	// Rate is for an hour, in the currency's units.
	Rate decimal.Decimal

	// Cost is what the minutes worked cost the provider; the zero Money if no cost is
	// stated.
	Cost msp.Money
}

// Groups returns what is billed together, in the order of the first entry of each;
// of an entry that is split, the minutes in hours come first. Groups are keyed by the
// [Aggregate] and the hourly rate: what costs the same is one group, whatever made
// the rate so. An entry of zero minutes has a group too.
//
// All findings about the entries are one [msp.Issues] error, with paths such as
// "entries[3].minutes":
//
//   - those of [Entry.Validate]
//   - an ID that an earlier entry has: [msp.CodeDuplicate]
//   - a type or role that the spec does not have, if it has any:
//     [msp.CodeUnknownName]
//
// A sum of minutes, a rate or a cost that does not fit is an [msp.ErrOverflow]
// error. Cost: linear in the number of entries.
func (l Labour) Groups(entries []Entry) ([]TimeGroup, error) {
	g, err := l.group(entries)
	if err != nil {
		return nil, err
	}
	return g.groups()
}

// group puts entries together.
func (l Labour) group(entries []Entry) (*grouper, error) {
	var list findings.List
	l.checkEntries(&list, "entries", entries)
	if err := list.Issues().Err(); err != nil {
		return nil, err
	}
	g := &grouper{
		labour:  l,
		entries: entries,
		known:   make(map[groupKey]int),
		rates:   make(map[rateKey]int),
		numbers: make(map[string]int),
		costs:   make(map[string]msp.Ratio),
	}
	for n := range entries {
		e := &entries[n]
		late := e.AfterHours
		if l.spec.AfterHours == nil {
			late = 0
		}
		if e.Minutes > late || e.Minutes == 0 {
			if err := g.add(n, e.Minutes-late, false); err != nil {
				return nil, err
			}
		}
		if late > 0 {
			if err := g.add(n, late, true); err != nil {
				return nil, err
			}
		}
	}
	return g, nil
}

// checkEntries finds what is wrong with entries, and names in them that the spec
// does not have.
func (l Labour) checkEntries(list *findings.List, path string, entries []Entry) {
	first := make(map[string]int, len(entries))
	for n := range entries {
		e := &entries[n]
		at := path + "[" + strconv.Itoa(n) + "]"
		e.check(list, at)
		if !isNamed(l.spec.Types, e.Type) {
			list.Errorf(at+".type", msp.CodeUnknownName, "%q is no type of work of %q", workName(e.Type), workName(l.spec.Name))
		}
		if !isNamed(l.spec.Roles, e.Role) {
			list.Errorf(at+".role", msp.CodeUnknownName, "%q is no role of %q", workName(e.Role), workName(l.spec.Name))
		}
		if e.ID == "" {
			continue
		}
		if before, ok := first[e.ID]; ok {
			list.Errorf(at+".id", msp.CodeDuplicate, "[%d] is %q too", before, workName(e.ID))
			continue
		}
		first[e.ID] = n
	}
}

// A groupKey is what the minutes of a group have in common; the fields that the
// aggregate does not look at are zero.
type groupKey struct {
	entry  int // counted from 1
	ticket string
	day    msp.Date
	rate   int
}

type rateKey struct {
	work, role string
	after      bool
}

type grouper struct {
	labour  Labour
	entries []Entry
	list    []openGroup
	known   map[groupKey]int
	rates   map[rateKey]int // an index of hourly
	numbers map[string]int  // the same by the text of the rate: 1.5 is 1.50
	hourly  []decimal.Decimal
	costs   map[string]msp.Ratio // by role, for an hour
}

// An openGroup is a group that still grows.
type openGroup struct {
	TimeGroup
	first, last msp.Date
	entry       int       // the last one added
	cost        msp.Ratio // of an hour × minutes
	days        []groupDay
}

// A groupDay is the sum of a group up to a day.
type groupDay struct {
	date    msp.Date
	minutes int64
	cost    msp.Ratio
}

// add puts minutes of an entry into their group.
func (g *grouper) add(n int, minutes int64, after bool) error {
	e := &g.entries[n]
	rate, err := g.rate(rateKey{e.Type, e.Role, after})
	if err != nil {
		return err
	}
	key, ref := g.key(n)
	key.rate = rate
	at, ok := g.known[key]
	if !ok {
		at = len(g.list)
		g.known[key] = at
		g.list = append(g.list, openGroup{
			TimeGroup: TimeGroup{Ref: ref, Date: e.Date, Type: e.Type, Rate: g.hourly[rate]},
			first:     e.Date, last: e.Date, entry: -1, cost: msp.NewRatio(0, 1),
		})
	}
	group := &g.list[at]
	if group.Minutes += minutes; group.Minutes < 0 {
		return msp.NewInputError(msp.ErrOverflow, "pricing: minutes of", group.Ref, "the sum is beyond 2⁶³")
	}
	if e.Date.Before(group.first) {
		group.first = e.Date
	}
	if e.Date.After(group.last) {
		group.last = e.Date
	}
	if e.Type != group.Type {
		group.Type = ""
	}
	if group.entry != n && e.ID != "" {
		group.Entries = append(group.Entries, e.ID)
	}
	group.entry = n
	if group.cost, err = g.costWith(group.cost, e.Role, minutes); err != nil {
		return err
	}
	if n := len(group.days); n == 0 || group.days[n-1].date != e.Date {
		group.days = append(group.days, groupDay{date: e.Date})
	}
	day := &group.days[len(group.days)-1]
	day.minutes, day.cost = group.Minutes, group.cost
	return nil
}

// key returns what an entry's group has in common beside the rate, and its name.
func (g *grouper) key(n int) (key groupKey, ref string) {
	e := &g.entries[n]
	switch by := g.labour.spec.Aggregate; {
	case by == ByTicket && e.Ticket != "":
		return groupKey{ticket: e.Ticket}, e.Ticket
	case by == ByDay:
		return groupKey{day: e.Date}, e.Date.String()
	case e.ID != "":
		ref = e.ID
	case e.Ticket != "":
		ref = e.Ticket
	default:
		ref = e.Date.String()
	}
	return groupKey{entry: n + 1}, ref
}

// rate returns the index of an hourly rate, equal ones having one.
func (g *grouper) rate(key rateKey) (int, error) {
	if at, ok := g.rates[key]; ok {
		return at, nil
	}
	rate, err := g.labour.Rate(key.work, key.role, key.after)
	if err != nil {
		return 0, err
	}
	text := number.Text(rate)
	at, ok := g.numbers[text]
	if !ok {
		at = len(g.hourly)
		g.hourly = append(g.hourly, rate)
		g.numbers[text] = at
	}
	g.rates[key] = at
	return at, nil
}

// costWith adds the cost of minutes to a sum, sixty times too much: the division
// comes last.
func (g *grouper) costWith(sum msp.Ratio, role string, minutes int64) (msp.Ratio, error) {
	hour, ok := g.costs[role]
	if !ok {
		cost, own := g.labour.spec.Costs[role]
		if !own {
			cost = g.labour.spec.Cost
		}
		hour = number.Ratio(cost)
		g.costs[role] = hour
	}
	cost, err := hour.Mul(msp.NewRatio(minutes, 1))
	if err != nil {
		return sum, err
	}
	return sum.Add(cost)
}

// groups closes all groups.
func (g *grouper) groups() ([]TimeGroup, error) {
	groups := make([]TimeGroup, 0, len(g.list))
	for n := range g.list {
		group := &g.list[n]
		var err error
		if group.Billed, err = g.labour.Billed(group.Minutes); err != nil {
			return nil, err
		}
		if group.Cost, err = g.labour.costOf(group.cost); err != nil {
			return nil, err
		}
		group.Days = workDays(group.first, group.last)
		groups = append(groups, group.TimeGroup)
	}
	return groups, nil
}

// costOf rounds a cost that is sixty times too much.
func (l Labour) costOf(sum msp.Ratio) (msp.Money, error) {
	if l.spec.Cost.IsZero() && len(l.spec.Costs) == 0 {
		return msp.Money{}, nil
	}
	cost, err := sum.Quo(msp.NewRatio(minutesOfHour, 1))
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(cost, l.currency, l.mode)
}

// A dayGroup is the part of a group that falls on one day: what is billed of the
// group up to the day, less what is up to the day before, so that the parts sum to
// the group.
type dayGroup struct {
	TimeGroup
	before int64 // minutes billed of the days before
}

// dayGroups returns the parts of all groups, for entries in the order of their dates.
func (g *grouper) dayGroups() ([]dayGroup, error) {
	var parts []dayGroup
	for n := range g.list {
		before, cost := groupDay{}, msp.Money{}
		billed := int64(0)
		for _, d := range g.list[n].days {
			part := dayGroup{g.list[n].TimeGroup, billed}
			upTo, err := g.labour.Billed(d.minutes)
			if err != nil {
				return nil, err
			}
			spent, err := g.labour.costOf(d.cost)
			if err != nil {
				return nil, err
			}
			if part.Cost, err = spent.Sub(cost); err != nil {
				return nil, err
			}
			part.Date, part.Days = d.date, workDays(d.date, d.date)
			part.Minutes, part.Billed = d.minutes-before.minutes, upTo-billed
			parts = append(parts, part)
			before, billed, cost = d, upTo, spent
		}
	}
	return parts, nil
}
