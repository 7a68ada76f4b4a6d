package catalog

import (
	"slices"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A grid is the goals that hold together: of a tier, or of a client whose contract or
// exceptions replace some of them. A tier is one grid, however many clients have it.
type grid struct {
	subject string
	goals   []gridGoal
}

// A gridGoal is a goal of a grid.
type gridGoal struct {
	sla.Goal

	path    string // where it is stated
	ofTier  bool   // it is stated by a tier, whose grid has it too
	targets [msp.P9 + 1]sla.Target
}

// grids walks the grids in force. A tier's targets in the hours of the client are judged in
// the calendar of the tier if it has one, or else in the hours of each of its clients: a
// grid may come more than once, in other hours.
func (a *auditor) grids(each func(g *grid)) {
	t := a.v.catalog.tiers.get()
	for i := range t.specs {
		if t.isFirst(i) && !t.onLoop[i] {
			a.tierGrids(t, i, a.v.on, each)
		}
	}
	type edited struct {
		tier *tierView
		on   msp.Date
	}
	seen := make(map[edited]bool)
	for _, c := range a.v.order {
		if c.contract == nil {
			continue
		}
		if c.tier != nil && !seen[edited{c.tier, c.edition.on}] {
			seen[edited{c.tier, c.edition.on}] = true
			a.tierGrids(t, t.place[c.tier.tier.Name()], c.edition.on, each) // of a contract that is pinned
		}
		for site := range c.hours {
			a.clientGrid(t, c, c.promises[site], each)
			for i := range c.edition.services {
				if special := c.special[c.edition.services[i].spec.Name]; special != nil {
					a.clientGrid(t, c, special[site], each)
				}
			}
		}
	}
}

// tierGrids walks the grid of a tier on a date, in all hours that count.
func (a *auditor) tierGrids(t *tiers, i int, on msp.Date, each func(g *grid)) {
	terms := t.effective(i, on)
	if len(terms.Goals) == 0 {
		return
	}
	in := []hours{{name: terms.Calendar, calendar: a.v.catalog.calendars[terms.Calendar]}}
	if terms.Calendar == "" {
		in = a.hoursOf(t.specs[i].Name)
	}
	stated := overStated(nil, terms.Goals, "tier")
	for _, h := range in {
		g := &grid{subject: t.specs[i].Name}
		for _, goal := range a.v.compileGoals(stated, h).goals {
			g.goals = append(g.goals, gridGoal{goal, t.goalPath(i, on, goal.Name()), true, targetsOf(goal)})
		}
		each(g)
	}
}

// hoursOf returns the distinct hours of the clients of a tier, or, if there are none, none
// in which a target in the hours of the client means anything.
func (a *auditor) hoursOf(tier string) []hours {
	var all []hours
	for _, c := range a.v.order {
		if c.contract == nil || c.tier == nil || c.tier.tier.Name() != tier {
			continue
		}
		for _, h := range c.hours {
			if !slices.ContainsFunc(all, func(other hours) bool { return other.name == h.name }) {
				all = append(all, h)
			}
		}
	}
	if all == nil {
		all = []hours{{}}
	}
	return all
}

// goalPath returns where a goal that a tier has on a date is stated: the last change of the
// tier that has it, or the tier itself, or one that it extends.
func (t *tiers) goalPath(i int, on msp.Date, name string) string {
	for _, j := range slices.Backward(t.chain(i)) {
		spec, path := &t.specs[j], at("tiers", j)
		for _, change := range slices.Backward(spec.changesUntil(on)) {
			if k := indexOfGoal(change.Goals, name); k >= 0 {
				place := slices.IndexFunc(spec.Changes, func(c TierChange) bool { return c.From == change.From })
				return path + at(".changes", place) + at(".goals", k)
			}
		}
		if k := indexOfGoal(spec.Goals, name); k >= 0 {
			return path + at(".goals", k)
		}
	}
	return at("tiers", i)
}

// clientGrid takes a grid of a client of which not all is from the tier.
func (a *auditor) clientGrid(t *tiers, c *clientView, p *promise, each func(g *grid)) {
	if !slices.ContainsFunc(p.from, func(from string) bool { return from != "tier" }) {
		return
	}
	g := &grid{subject: c.spec.Name}
	for i, goal := range p.goals {
		one := gridGoal{goal, "", p.from[i] == "tier", targetsOf(goal)}
		if one.ofTier {
			one.path = t.goalPath(t.place[c.tier.tier.Name()], c.edition.on, goal.Name())
		} else {
			one.path = c.goalPath(p.from[i], goal.Name())
		}
		g.goals = append(g.goals, one)
	}
	each(g)
}

// goalPath returns where the contract or one of its exceptions states a goal.
func (c *clientView) goalPath(from, name string) string {
	path, goals := c.contractPath(), c.contract.Goals
	if exception, ok := strings.CutPrefix(from, "exception "); ok {
		i := slices.IndexFunc(c.contract.Exceptions, func(e ExceptionSpec) bool { return e.Name == exception })
		path, goals = path+at(".exceptions", i), c.contract.Exceptions[i].Goals
	}
	return path + at(".goals", indexOfGoal(goals, name))
}

// A comparer compares targets over the openings of a year, and keeps what it has found out.
type comparer struct {
	year     calendar.Interval
	limits   map[sla.Target][]escalation.Told
	compared map[[2]sla.Target]*worst
}

func newComparer(v *view) *comparer {
	return &comparer{yearFrom(v.on), make(map[sla.Target][]escalation.Told), make(map[[2]sla.Target]*worst)}
}

// later looks for openings of the year of which a target has its limit after that of
// another. What is found is a worst in which the limit stands for when somebody is told.
func (c *comparer) later(a, b sla.Target) *worst {
	if a == b || a.Calendar() == b.Calendar() && neverLooser(a.Span(), b.Span()) {
		return &worst{judged: true}
	}
	key := [2]sla.Target{a, b}
	w, ok := c.compared[key]
	if !ok {
		if _, ok := c.limits[a]; !ok {
			c.limits[a] = limitsOf(a, c.year)
		}
		found := findWorst(c.limits[a], b)
		w = &found
		c.compared[key] = w
	}
	return w
}

// isNeverDue reports whether a target is due for no opening of the year.
func (c *comparer) isNeverDue(t sla.Target) bool {
	return !slices.ContainsFunc(limitsOf(t, c.year), func(told escalation.Told) bool { return !told.IsNever() })
}

// neverLooser reports whether a span gives no more time than another of its kind, whatever
// the hours. A time of the next business day may, if no open time is left before it.
func neverLooser(a, b sla.Span) bool {
	switch a := a.(type) {
	case sla.Within:
		b, ok := b.(sla.Within)
		return ok && a <= b
	case sla.BusinessDays:
		b, ok := b.(sla.BusinessDays)
		return ok && a <= b
	case sla.EndOfBusinessDay:
		b, ok := b.(sla.EndOfBusinessDay)
		return ok && a <= b
	case sla.CivilDays:
		b, ok := b.(sla.CivilDays)
		return ok && a <= b
	case sla.NextBusinessDay, sla.NextBusinessDayAt:
		return a == b
	}
	return false
}

// promised returns a target in words: `within 4h in "boston"`.
func (a *auditor) promised(t sla.Target) string {
	return t.Span().String() + " in " + a.hoursName(t.Calendar())
}

// hoursName returns the name of a calendar of the model, quoted.
func (a *auditor) hoursName(c calendar.Calendar) string {
	best := ""
	for name, other := range a.v.catalog.calendars {
		if other == c && (best == "" || name < best) {
			best = name
		}
	}
	return `"` + best + `"`
}
