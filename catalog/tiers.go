package catalog

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// Codes of findings about tiers, beside those of package msp.
const (
	CodeDuplicateTier   msp.Code = "duplicate_tier"   // a name or alias that another tier has
	CodeUnknownParent   msp.Code = "unknown_parent"   // it extends a tier that is none
	CodeCycle           msp.Code = "cycle"            // it extends itself, directly or not
	CodeAlreadyIncluded msp.Code = "already_included" // it adds what it has
	CodeRegression      msp.Code = "regression"       // something is worse than in the tier it extends
)

// A TierProblem is one problem of tiers: its code, the tier that causes it, and the
// parent that is unknown, the inclusion that is there already or what is worse.
type TierProblem struct {
	Code         msp.Code
	Tier, Detail string
}

// text says what is wrong.
func (p TierProblem) text() string {
	tier := strconv.Quote(p.Tier)
	if p.Code == CodeDuplicateTier {
		return "another tier is called " + tier
	}
	if p.Code == CodeUnknownParent {
		return strconv.Quote(p.Detail) + " is no tier"
	}
	if p.Code == CodeCycle {
		return tier + " extends itself, directly or not"
	}
	return p.Detail + " of " + tier + " is worse than in the tier that it extends"
}

// Limits of tiers.
const (
	mostTiers       = 1_000
	mostTierChanges = 1_000
	mostTierWork    = 1_000_000 // versions of a tier that are compared, times what it and those it extends state
)

// Problems returns what is wrong between the tiers, sorted by code, tier and detail,
// each once, whatever the order of the tiers. What a date brings counts as well as what
// is there from the beginning. An unknown parent and a cycle are reported at the tiers
// that cause them and not at those that extend them; of two equal names the first tier
// counts. Worse than in the tier that is extended may not be:
//
//   - an [Attribute], by its direction; the detail is its name
//   - coverage, uptime, reviews and assignment
//   - a target of a goal, where both are spans of one kind in calendars of one name: the
//     detail is the goal's name, and the priority if it is not the headline. Whether other
//     targets fit together is for [Catalog.Audit], which looks at the hours.
func (s TierSpecs) Problems() []TierProblem {
	var problems []TierProblem
	s.compile(nil, "", func(p TierProblem, _ string) { problems = append(problems, p) })
	slices.SortFunc(problems, func(a, b TierProblem) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.Detail, b.Detail))
	})
	return slices.Compact(problems)
}

// Validate returns all findings about the tiers, sorted, warnings too:
//
//   - what [TierSpecs.Problems] has, each at the field that causes it; an inclusion that
//     is there already is a warning
//   - a tier, an inclusion, an attribute or a change without its name or date, a term
//     without what it says: [msp.CodeMissing]
//   - an inclusion or name twice in one list, two changes on one day: [msp.CodeDuplicate]
//   - an inclusion that is removed and was never added: [msp.CodeUnknownName]
//   - a target with dates of its own: [msp.CodeConflict]
//   - numbers and enumerations beyond their range, more than 1,000 tiers or changes of
//     a tier: [msp.CodeRange]
//   - so many changes that comparing them takes too long: [msp.CodeTooLarge]
//
// Calendars, prices and services are names that only a [Model] can find.
func (s TierSpecs) Validate() msp.Issues {
	var list findings.List
	s.check(&list, "")
	return list.Issues()
}

// Compile checks the specs and returns their tiers, or all findings as [msp.Issues] if
// one of them is an error. The specs are copied.
func (s TierSpecs) Compile() (Tiers, error) {
	var list findings.List
	t := s.check(&list, "")
	if err := list.Issues().Err(); err != nil {
		return Tiers{}, err
	}
	return t, nil
}

// Draft returns the tiers as far as they can be read, whatever findings there are: for an
// editor that shows what a tier has while somebody writes it. A tier that extends an
// unknown one extends none, and one that extends itself is left out.
func (s TierSpecs) Draft() Tiers {
	return s.compile(nil, "", func(TierProblem, string) {})
}

// check finds what is wrong with the tiers at a path, and compiles them.
func (s TierSpecs) check(list *findings.List, path string) Tiers {
	if len(s) > mostTiers {
		list.Errorf(path, msp.CodeRange, "%d tiers, more than %d", len(s), mostTiers)
		s = s[:mostTiers]
	}
	for i := range s {
		s[i].check(list, path+"["+strconv.Itoa(i)+"].")
	}
	return s.compile(list, path, func(p TierProblem, at string) {
		if p.Code == CodeAlreadyIncluded {
			list.Warnf(at, p.Code, "%q has %q already", p.Tier, p.Detail)
			return
		}
		list.Errorf(at, p.Code, "%s", p.text())
	})
}

// Tiers are compiled [TierSpecs]. The zero Tiers are none. Tiers are immutable, safe for
// concurrent use and cheap to copy.
type Tiers struct{ t *tiers }

type tiers struct {
	specs  []TierSpec
	place  map[string]int // of a name or an alias
	parent []int          // the place of the tier that one extends, or −1
	onLoop []bool         // it extends itself
	dates  [][]msp.Date   // of the changes of a tier and of those it extends
}

func (t Tiers) get() *tiers {
	if t.t == nil {
		return new(tiers)
	}
	return t.t
}

// compile resolves names and reports problems with the path of what causes them.
func (s TierSpecs) compile(list *findings.List, path string, report func(p TierProblem, at string)) Tiers {
	t := &tiers{place: make(map[string]int)}
	at := func(i int, field string) string { return path + "[" + strconv.Itoa(i) + "]." + field }
	for i := range s {
		t.specs = append(t.specs, s[i].clone())
		t.parent = append(t.parent, -1)
		if _, again := t.place[s[i].Name]; again {
			report(TierProblem{CodeDuplicateTier, s[i].Name, ""}, at(i, "name"))
			continue
		}
		t.place[s[i].Name] = i
	}
	for i := range s {
		for j, alias := range s[i].Aliases {
			if of, again := t.place[alias]; again && of != i {
				report(TierProblem{CodeDuplicateTier, alias, ""}, at(i, "aliases["+strconv.Itoa(j)+"]"))
			} else if !again {
				t.place[alias] = i
			}
		}
	}
	for i := range s {
		if s[i].Extends == "" {
			continue
		}
		parent, ok := t.place[s[i].Extends]
		if !ok {
			report(TierProblem{CodeUnknownParent, s[i].Name, s[i].Extends}, at(i, "extends"))
			continue
		}
		t.parent[i] = parent
	}
	t.findLoops()
	for i := range s {
		if t.onLoop[i] && t.isFirst(i) {
			report(TierProblem{CodeCycle, s[i].Name, ""}, at(i, "extends"))
		}
	}
	if t.work() > mostTierWork {
		if list != nil {
			list.Errorf(path, msp.CodeTooLarge, "the tiers change too often, and extend too many, to be compared")
		}
		t.dates = make([][]msp.Date, len(s))
		return Tiers{t}
	}
	for i := range s {
		if !t.onLoop[i] && t.isFirst(i) {
			t.compare(i, func(code msp.Code, detail, field string) {
				report(TierProblem{code, s[i].Name, detail}, at(i, field))
			})
		}
	}
	return Tiers{t}
}

// work returns how much there is to compare, or that it is too much.
func (t *tiers) work() int {
	work := 0
	for i := range t.specs {
		if t.onLoop[i] {
			continue
		}
		stated := 0
		for _, j := range t.chain(i) {
			stated += t.specs[j].size()
		}
		if work += (len(t.dates[i]) + 1) * stated; work > mostTierWork {
			break
		}
	}
	return work
}

// size returns how much a tier and its changes state.
func (s TierSpec) size() int {
	size := s.TierTerms.size()
	for i := range s.Changes {
		size += s.Changes[i].size() + len(s.Changes[i].Removes)
	}
	return size
}

func (t TierTerms) size() int {
	return 1 + len(t.Adds) + len(t.Excludes) + len(t.Goals) + len(t.Attributes) + len(t.Terms) + len(t.Escalation)
}

// isFirst reports whether a tier is the first of its name.
func (t *tiers) isFirst(i int) bool { return t.place[t.specs[i].Name] == i }

// findLoops finds the tiers that extend themselves, and the dates of all others.
func (t *tiers) findLoops() {
	const unknown, under, done = 0, 1, 2
	t.onLoop = make([]bool, len(t.specs))
	t.dates = make([][]msp.Date, len(t.specs))
	state, total := make([]int, len(t.specs)), 0
	for i := range t.specs {
		var walked []int
		for j := i; j >= 0 && state[j] == unknown; j = t.parent[j] {
			state[j] = under
			walked = append(walked, j)
			if next := t.parent[j]; next >= 0 && state[next] == under {
				for k := next; !t.onLoop[k]; k = t.parent[k] {
					t.onLoop[k] = true
				}
			}
		}
		for _, j := range slices.Backward(walked) {
			state[j] = done
			for _, c := range t.specs[j].Changes {
				t.dates[j] = append(t.dates[j], c.From)
			}
			if parent := t.parent[j]; parent >= 0 && !t.onLoop[j] && total <= mostTierWork { // beyond, nothing is compared
				t.dates[j] = append(t.dates[j], t.dates[parent]...)
			}
			slices.SortFunc(t.dates[j], msp.Date.Compare)
			t.dates[j] = slices.Compact(t.dates[j])
			total += len(t.dates[j])
		}
	}
}

// chain returns a tier and those that it extends, the first of them first, up to one that
// extends itself.
func (t *tiers) chain(i int) []int {
	var chain []int
	for ; i >= 0; i = t.parent[i] {
		chain = append(chain, i)
		if t.onLoop[i] {
			break
		}
	}
	slices.Reverse(chain)
	return chain
}

// own returns what a tier itself has on a date, without those that it extends; the zero
// date is before all changes.
func (t *tiers) own(i int, on msp.Date) TierTerms {
	s := &t.specs[i]
	parts := []TierTerms{s.TierTerms}
	prices, removed := s.Prices, make(map[string]int) // the first part that may have an item again
	for _, c := range s.changesUntil(on) {
		for _, item := range c.Removes {
			removed[item] = len(parts)
		}
		if len(c.Prices) > 0 {
			prices = c.Prices
		}
		parts = append(parts, c.TierTerms)
	}
	terms := joined(parts)
	terms.Prices = prices
	if len(removed) > 0 {
		terms.Adds = nil
		for i, p := range parts {
			for _, item := range p.Adds {
				if removed[item] <= i {
					terms.Adds = append(terms.Adds, item)
				}
			}
		}
	}
	return terms
}

// changesUntil returns the changes that have come by a date, in order.
func (s TierSpec) changesUntil(on msp.Date) []TierChange {
	var changes []TierChange
	for _, c := range s.Changes {
		if !c.From.After(on) {
			changes = append(changes, c)
		}
	}
	slices.SortStableFunc(changes, func(a, b TierChange) int { return a.From.Compare(b.From) })
	return changes
}

// effective returns all that a tier has on a date.
func (t *tiers) effective(i int, on msp.Date) TierTerms {
	var parts []TierTerms
	for _, j := range t.chain(i) {
		if !t.onLoop[j] { // of a draft: what extends itself is left out
			parts = append(parts, t.own(j, on))
		}
	}
	return joined(parts)
}
