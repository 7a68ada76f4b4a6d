package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// Codes of [CheckTiers].
const (
	CodeTierNotBetter  msp.Code = "tier_not_better"  // a tier has no more than the one it extends
	CodeTierPriceOrder msp.Code = "tier_price_order" // a tier costs no more than the one it extends
	CodeTierLooser     msp.Code = "tier_looser"      // a promise gives more time than that of the tier it extends
)

// betterTiers checks each tier against the one it extends, both as they are on the date.
//
//   - It adds an inclusion, or something that it states differs: a word, a number, a goal, a
//     term or a route. A price of its own makes it no better.
//   - It costs more. The prices of a tier for one unit, in one currency and due equally
//     often, are summed, and compared exactly for 1, 10 and 100 units; prices of what the
//     other tier does not have are not compared. One that costs less for one of these
//     numbers is an error, as much is a warning.
//   - No goal gives more time than that of the tier it extends, for any opening in the year
//     from the date on: the limit, see [sla.Deadline.Limit], is no later. Goals of one kind
//     in hours that cover the other's are as good, whatever their limits: the end of a
//     business day is later where the day is longer. What is promised in the hours of the
//     client is compared in those that each tier has for clients without any, and not at all
//     without. [TierSpecs.Problems] has found what can be told without the hours.
//
// A looser goal in hours that are the client's is a warning, since only some clients have
// those of the tier. Goals of one pair of calendars are one finding.
func (a *auditor) betterTiers() {
	all := a.v.catalog.tiers.get()
	for i, parent := range all.parent {
		if parent < 0 || all.onLoop[i] || !all.isFirst(i) {
			continue
		}
		pair := tierPair{all.tier(i, a.v.on), all.tier(parent, a.v.on)}
		a.notBetter(all, pair)
		a.priceOrder(all, pair)
		l := &looserCheck{auditor: a, comparer: a.compare, pair: pair}
		l.check(all)
	}
}

// A tierPair is a tier and the one it extends.
type tierPair struct{ tier, parent Tier }

// subject returns what a finding is about.
func (p tierPair) subject(more ...string) string {
	return subject(append([]string{p.tier.Name(), p.parent.Name()}, more...)...)
}

func (a *auditor) notBetter(all *tiers, p tierPair) {
	diff := p.parent.Diff(p.tier)
	own := all.own(p.tier.place, a.v.on)
	if len(diff.Added) > 0 || len(diff.Changed) > 0 || len(own.Terms) > 0 || len(own.Escalation) > 0 {
		return
	}
	a.add(msp.SeverityWarning, CheckTiers, CodeTierNotBetter, at("tiers", p.tier.place), p.subject(),
		"add something to "+strconv.Quote(p.tier.Name())+", or sell "+strconv.Quote(p.parent.Name())+" alone",
		"{tier} has nothing that {parent} has not", is("tier", p.tier.Name()), is("parent", p.parent.Name()))
}

// A priceKey is what prices have in common that can be compared.
type priceKey struct {
	unit     string
	currency msp.Currency
	cadence  pricing.Cadence
	metered  bool
}

func keyOf(item *pricing.Item) priceKey {
	return priceKey{item.Price.Unit, item.Price.Currency, keep(item.Cadence, pricing.Month), item.Metered}
}

// priceOrder checks that a tier costs more.
func (a *auditor) priceOrder(all *tiers, p tierPair) {
	var done []priceKey
	for _, name := range p.tier.get().Prices {
		key := keyOf(&a.v.catalog.model.Prices[a.v.catalog.prices[name]])
		if slices.Contains(done, key) {
			continue
		}
		done = append(done, key)
		a.priceOrderOf(all, p, key)
	}
}

func (a *auditor) priceOrderOf(all *tiers, p tierPair, key priceKey) {
	worst, units := 1, int64(0)
	var least [2]msp.Ratio
	for _, n := range [...]int64{1, 10, 100} {
		own, ok := a.sumOf(p.tier, key, n)
		other, ok2 := a.sumOf(p.parent, key, n)
		if !ok || !ok2 {
			return
		}
		if order := own.Compare(other); order < worst && order <= 0 {
			worst, units, least = order, n, [2]msp.Ratio{own, other}
		}
		if key.unit == "" {
			break
		}
	}
	if units == 0 {
		return
	}
	severity, how := msp.SeverityWarning, "no more"
	if worst < 0 {
		severity, how = msp.SeverityError, "less"
	}
	text := func(r msp.Ratio) string {
		return rateText(r, pricing.Item{Price: pricing.Price{Currency: key.currency}})
	}
	counted := strconv.FormatInt(units, 10) + " " + key.unit
	if key.unit == "" {
		counted = "the fee"
	}
	a.add(severity, CheckTiers, CodeTierPriceOrder, all.pricesPath(p.tier.place, a.v.on), p.subject(key.unit),
		"ask more for "+strconv.Quote(p.tier.Name())+" than for "+strconv.Quote(p.parent.Name()),
		"{tier} extends {parent} and costs {how}: {price} against {other} for {units}",
		is("tier", p.tier.Name()), is("parent", p.parent.Name()), is("how", how), is("price", text(least[0])),
		is("other", text(least[1])), is("units", counted))
}

// sumOf returns what so many units cost in a tier, exactly; ok is false if it has no price
// for them.
func (a *auditor) sumOf(t Tier, key priceKey, units int64) (sum msp.Ratio, ok bool) {
	sum = msp.NewRatio(0, 1)
	for _, name := range t.get().Prices {
		item := a.v.catalog.model.Prices[a.v.catalog.prices[name]]
		if keyOf(&item) != key {
			continue
		}
		spec := oneOf(item, units, a.v.on)
		agreement, err := spec.Compile()
		if err != nil {
			return msp.Ratio{}, false
		}
		recurring, err := agreement.Recurring(spec.Start)
		if err != nil {
			return msp.Ratio{}, false
		}
		if sum, err = sum.Add(recurring.PerMonth()); err != nil {
			return msp.Ratio{}, false
		}
		ok = true
	}
	return sum, ok
}

// pricesPath returns where a tier states the prices that it has on a date.
func (t *tiers) pricesPath(i int, on msp.Date) string {
	s := &t.specs[i]
	for _, change := range slices.Backward(s.changesUntil(on)) {
		if len(change.Prices) > 0 {
			place := slices.IndexFunc(s.Changes, func(c TierChange) bool { return c.From == change.From })
			return at("tiers", i) + at(".changes", place) + ".prices"
		}
	}
	return at("tiers", i) + ".prices"
}

// A looserCheck looks for goals of a tier that give more time than those of the one it
// extends.
type looserCheck struct {
	*auditor
	*comparer

	pair  tierPair
	found []looserGoals
}

// looserGoals are those in one pair of calendars.
type looserGoals struct {
	calendars [2]string // as the targets have them
	targets   [2]sla.Target
	goals     []string
	path      string
	first     *response // the first opening of which the first target is due later
}

func (l *looserCheck) check(all *tiers) {
	above := l.pair.parent.get().Goals
	for _, goal := range l.pair.tier.get().Goals {
		name := goalName(goal)
		j := indexOfGoal(above, name)
		if j < 0 {
			continue
		}
		for p := msp.Priority(0); p <= msp.P9; p++ {
			own, has := targetFor(goal.Targets, above[j].Targets, p)
			other, had := targetFor(above[j].Targets, goal.Targets, p)
			if has && had {
				l.target(all, name, p, own, other)
			}
		}
	}
	for _, f := range l.found {
		l.report(&f)
	}
}

// targetFor returns the target of a grid for a priority that it or another grid names.
func targetFor(targets, others sla.TargetSpecs, p msp.Priority) (sla.TargetSpec, bool) {
	own, ok := targetOf(targets, p)
	if !ok && p > 0 {
		if _, named := targetOf(others, p); named {
			return targetOf(targets, 0)
		}
	}
	return own, ok
}

// target compares two targets in the hours of the two tiers.
func (l *looserCheck) target(all *tiers, goal string, p msp.Priority, own, other sla.TargetSpec) {
	a, ok := l.compiled(own, l.pair.tier)
	b, ok2 := l.compiled(other, l.pair.parent)
	if !ok || !ok2 || l.dominates(a, b) {
		return
	}
	w := l.later(a, b)
	if !w.first.late {
		return
	}
	calendars := [2]string{own.Calendar, other.Calendar}
	i := slices.IndexFunc(l.found, func(f looserGoals) bool { return f.calendars == calendars })
	if i < 0 {
		l.found = append(l.found, looserGoals{calendars, [2]sla.Target{a, b}, nil, all.goalPath(l.pair.tier.place, l.v.on, goal), &w.first})
		i = len(l.found) - 1
	}
	if p > 0 {
		goal += " " + p.String()
	}
	l.found[i].goals = append(l.found[i].goals, goal)
}

// compiled returns a target in the hours of a tier; ok is false if it has none.
func (l *looserCheck) compiled(spec sla.TargetSpec, t Tier) (target sla.Target, ok bool) {
	name := spec.Calendar
	if name == ClientHours {
		name = t.get().Calendar
	}
	hours, ok := l.v.catalog.calendars[name]
	if !ok {
		return sla.Target{}, false
	}
	target, err := sla.NewTarget(spec.Span, hours)
	return target, err == nil
}

// dominates reports whether a target is as good as another, whatever the limits: a span of
// the same kind that is no longer, in hours that cover the other's.
func (l *looserCheck) dominates(a, b sla.Target) bool {
	return neverLooser(a.Span(), b.Span()) && l.covers(a.Calendar(), b.Calendar())
}

func (l *looserCheck) covers(a, b calendar.Calendar) bool {
	if a == b {
		return true
	}
	_, ok := a.Covers(b, l.year.From, l.year.To)
	return ok
}

func (l *looserCheck) report(f *looserGoals) {
	severity := msp.SeverityError
	if slices.Contains(f.calendars[:], ClientHours) {
		severity = msp.SeverityWarning
	}
	zone, due := f.targets[0].Calendar().Zone(), "never"
	if f.first.isTold {
		due = instantIn(f.first.told, zone)
	}
	l.add(severity, CheckTiers, CodeTierLooser, f.path, l.pair.subject(inWords(f.goals)),
		"promise "+inWords(f.goals)+" no later in "+strconv.Quote(l.pair.tier.Name())+" than in "+strconv.Quote(l.pair.parent.Name()),
		"{tier} promises {goals} {own}, {parent} {other}; of a ticket opened {opened} it is due {due}, and {limit} in {parent}",
		is("tier", l.pair.tier.Name()), is("goals", inWords(f.goals)), is("own", l.promised(f.targets[0])), is("parent", l.pair.parent.Name()),
		is("other", l.promised(f.targets[1])), is("opened", instantIn(f.first.opened, zone)), is("due", due), is("limit", instantIn(f.first.limit, zone)))
}
