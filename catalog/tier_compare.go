package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// compare reports what a tier adds that it has, and what is worse in it than in the tier
// that it extends, on any date.
func (t *tiers) compare(i int, report func(code msp.Code, detail, field string)) {
	parent := t.parent[i]
	reported := make(map[string]bool)
	once := func(code msp.Code, detail, field string) {
		if key := string(code) + " " + detail; !reported[key] {
			reported[key] = true
			report(code, detail, field)
		}
	}
	for _, on := range append([]msp.Date{{}}, t.dates[i]...) {
		var above TierTerms
		if parent >= 0 && !t.onLoop[parent] {
			above = t.effective(parent, on)
		}
		own := t.own(i, on)
		has := make(map[string]bool)
		for _, item := range above.Adds {
			has[item] = true
		}
		for _, item := range own.Adds {
			if has[item] {
				once(CodeAlreadyIncluded, item, t.specs[i].listed("adds", on, func(t TierTerms) int { return slices.Index(t.Adds, item) }))
			}
			has[item] = true
		}
		own.worseThan(&t.specs[i], on, above, func(detail, field string) { once(CodeRegression, detail, field) })
	}
}

// stated returns where a tier states what holds on a date: in the latest of its changes
// until then that does, or in the tier itself.
func (s TierSpec) stated(on msp.Date, does func(TierTerms) bool) (path string, terms TierTerms) {
	path, terms = "", s.TierTerms
	var from msp.Date
	for j, c := range s.Changes {
		if !c.From.Before(from) && !c.From.After(on) && does(c.TierTerms) {
			path, terms, from = "changes["+strconv.Itoa(j)+"].", c.TierTerms, c.From
		}
	}
	return path, terms
}

// listed returns the path of the entry of a list of some terms that a function finds.
func (s TierSpec) listed(list string, on msp.Date, index func(TierTerms) int) string {
	path, terms := s.stated(on, func(t TierTerms) bool { return index(t) >= 0 })
	return path + list + "[" + strconv.Itoa(index(terms)) + "]"
}

// worseThan reports what a tier states, with where, and is worse than above.
func (t TierTerms) worseThan(of *TierSpec, on msp.Date, above TierTerms, report func(detail, field string)) {
	word := func(field string, does func(TierTerms) bool) {
		path, _ := of.stated(on, does)
		report(field, path+field)
	}
	if t.Coverage != 0 && t.Coverage < above.Coverage {
		word("coverage", func(t TierTerms) bool { return t.Coverage != 0 })
	}
	var zero msp.Percent
	if t.Uptime != zero && t.Uptime.Compare(above.Uptime) < 0 {
		word("uptime", func(t TierTerms) bool { return t.Uptime != zero })
	}
	var never Cadence
	if t.Reviews != never && above.Reviews != never && t.Reviews.Compare(above.Reviews) > 0 { // a longer time between
		word("reviews", func(t TierTerms) bool { return t.Reviews != never })
	}
	if t.Assignment != 0 && t.Assignment < above.Assignment {
		word("assignment", func(t TierTerms) bool { return t.Assignment != 0 })
	}
	for _, a := range t.Attributes {
		j := indexOf(above.Attributes, a.Name)
		if j >= 0 && a.worseThan(above.Attributes[j]) {
			report(a.Name, of.listed("attributes", on, func(t TierTerms) int { return indexOf(t.Attributes, a.Name) }))
		}
	}
	for _, g := range t.Goals {
		name := goalName(g)
		j := indexOfGoal(above.Goals, name)
		if j < 0 {
			continue
		}
		for p := msp.Priority(0); p <= 9; p++ {
			detail := name
			if p > 0 {
				detail += " " + p.String()
			}
			if looserTarget(g.Targets, above.Goals[j].Targets, p) {
				report(detail, of.listed("goals", on, func(t TierTerms) int { return indexOfGoal(t.Goals, name) }))
			}
		}
	}
}

// looserTarget reports whether a priority that either grid names is promised less than
// above, where that can be seen without the hours.
func looserTarget(targets, above sla.TargetSpecs, p msp.Priority) bool {
	own, stated := targetOf(targets, p)
	before, had := targetOf(above, p)
	switch {
	case p > 0 && !stated && !had:
		return false // the headline, of which another line tells
	case !had:
		before, had = targetOf(above, 0)
	case !stated:
		own, stated = targetOf(targets, 0)
	}
	if !had {
		return false
	}
	if !stated {
		return true // nothing is promised any more
	}
	return own.Calendar == before.Calendar && looserSpan(own.Span, before.Span)
}

// targetOf returns the target that a grid states for a priority.
func targetOf(targets sla.TargetSpecs, p msp.Priority) (sla.TargetSpec, bool) {
	i := slices.IndexFunc(targets, func(s sla.TargetSpec) bool { return s.Priority == p })
	if i < 0 {
		return sla.TargetSpec{}, false
	}
	return targets[i], true
}

// looserSpan reports whether a span gives more time than another of its kind.
func looserSpan(a, b sla.Span) bool {
	switch a := a.(type) {
	case sla.Within:
		b, ok := b.(sla.Within)
		return ok && a > b
	case sla.BusinessDays:
		b, ok := b.(sla.BusinessDays)
		return ok && a > b
	case sla.EndOfBusinessDay:
		b, ok := b.(sla.EndOfBusinessDay)
		return ok && a > b
	case sla.CivilDays:
		b, ok := b.(sla.CivilDays)
		return ok && a > b
	case sla.NextBusinessDay:
		return false
	case sla.NextBusinessDayAt:
		b, ok := b.(sla.NextBusinessDayAt)
		return ok && calendar.TimeOfDay(a).Compare(calendar.TimeOfDay(b)) > 0
	}
	return false
}
