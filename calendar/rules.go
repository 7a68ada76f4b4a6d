package calendar

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
)

// Rules are a set of rules whose substitutes look at each other: the holidays of
// one country, say.
type Rules []Rule

// An Observance is a date on which a [Rule] falls.
type Observance struct {
	Date       msp.Date
	Name       string // of the rule
	Substitute bool   // Date stands for one on a weekend
}

// In walks the dates of the rules in a period, sorted by date, then by the
// place of the rule in the list. Rules that share a date appear one after the
// other. The weekend that substitutes avoid is Saturday and Sunday if none is
// given.
//
// A rule that is not valid (see [Rules.Validate]) has no dates. Cost: linear in
// the years of the period times the number of rules.
func (r Rules) In(period msp.Period, weekend ...time.Weekday) iter.Seq[Observance] {
	return func(yield func(Observance) bool) {
		if period.IsEmpty() {
			return
		}
		set := newRuleSet(r, weekend)
		from, to := dayOf(period.From()), dayOf(period.To())
		for year := period.From().Year(); year <= period.To().Year(); year++ {
			for _, o := range set.year(year) {
				if o.day < from || o.day >= to {
					continue
				}
				if !yield(Observance{dateOf(o.day), r[o.rule].Name, o.substitute}) {
					return
				}
			}
		}
	}
}

// observed is an [Observance] on the way: a day counted from 1970-01-01 and the
// index of its rule.
type observed struct {
	day, rule  int
	substitute bool
}

// A ruleSet answers which days of a year its rules fall on.
type ruleSet struct {
	rules     []Rule
	recurring []int              // the rules that are not explicit dates
	explicit  map[int][]observed // the others' days, by year
	weekend   [7]bool
	chained   bool // some rule is NextFree
}

func newRuleSet(rules Rules, weekend []time.Weekday) *ruleSet {
	set := &ruleSet{rules: slices.Clone(rules), weekend: weekendOf(weekend), explicit: make(map[int][]observed)}
	for i, rule := range rules {
		set.rules[i].ExceptYears = slices.Compact(slices.Sorted(slices.Values(rule.ExceptYears)))
		set.chained = set.chained || rule.Substitute == NextFree
		dates, ok := rule.On.(Dates)
		if !ok && rule.On != nil {
			set.recurring = append(set.recurring, i)
		}
		for _, d := range dates {
			if !d.IsZero() {
				set.explicit[d.Year()] = append(set.explicit[d.Year()], observed{day: dayOf(d), rule: i})
			}
		}
	}
	return set
}

func weekendOf(days []time.Weekday) [7]bool {
	if len(days) == 0 {
		return [7]bool{time.Saturday: true, time.Sunday: true}
	}
	var weekend [7]bool
	for _, day := range days {
		if day >= 0 && day < 7 {
			weekend[day] = true
		}
	}
	if weekend == [7]bool{true, true, true, true, true, true, true} {
		return [7]bool{} // nowhere to move to, so nothing moves
	}
	return weekend
}

// natural calls yield with the days of all rules in one anchor year, before any
// substitute.
func (s *ruleSet) natural(year int, yield func(o observed)) {
	if year < 1 || year > 9999 {
		return
	}
	for _, rule := range s.recurring {
		if s.inForce(rule, year) {
			s.rules[rule].On.dates(year, func(day int) { yield(observed{day: day, rule: rule}) })
		}
	}
	for _, o := range s.explicit[year] {
		if s.inForce(o.rule, year) {
			yield(o)
		}
	}
}

func (s *ruleSet) inForce(rule, year int) bool {
	r := &s.rules[rule]
	_, except := slices.BinarySearch(r.ExceptYears, year)
	return year >= r.FromYear && (r.UntilYear == 0 || year <= r.UntilYear) && !except
}

// year returns the days that fall in a year, sorted by day, then rule, each
// once.
//
// An anchor's date and its substitute lie up to a year from the anchor, so the
// years around are looked at too; with NextFree two before, since the place of a
// substitute depends on those before it.
func (s *ruleSet) year(year int) []observed {
	before := 1
	if s.chained {
		before = 2
	}
	var all, waiting []observed
	for y := year - before; y <= year+1; y++ {
		s.natural(y, func(o observed) {
			switch substitute := s.rules[o.rule].Substitute; {
			case substitute == 0 || !s.weekend[civil.Weekday(o.day)]:
			case substitute == NextFree:
				waiting = append(waiting, o)
				return
			default:
				o.day, o.substitute = s.move(o.day, substitute), true
			}
			all = append(all, o)
		})
	}
	all = append(all, s.place(all, waiting)...)
	first, last := civil.Day(year, time.January, 1), civil.Day(year+1, time.January, 1)
	all = slices.DeleteFunc(all, func(o observed) bool { return o.day < first || o.day >= last })
	slices.SortFunc(all, compareObserved)
	return slices.CompactFunc(all, func(a, b observed) bool { return a.day == b.day && a.rule == b.rule })
}

// compareObserved orders by day, then by rule; of a rule's date and a substitute
// of its own that meet, the date comes first.
func compareObserved(a, b observed) int {
	substitute := 0
	switch {
	case a.substitute && !b.substitute:
		substitute = 1
	case b.substitute && !a.substitute:
		substitute = -1
	}
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.rule, b.rule), substitute)
}

// move returns the substitute of a weekend day that looks at nothing else.
func (s *ruleSet) move(day int, substitute Substitute) int {
	after := day
	for s.weekend[civil.Weekday(after)] {
		after++
	}
	before := day
	for s.weekend[civil.Weekday(before)] {
		before--
	}
	if substitute == PreviousFriday || (substitute == NearestWeekday && day-before <= after-day) {
		return before
	}
	return after
}

// place finds the days of the NextFree dates.
func (s *ruleSet) place(taken, waiting []observed) []observed {
	if len(waiting) == 0 {
		return nil
	}
	slices.SortFunc(waiting, compareObserved)
	waiting = slices.Compact(waiting)
	full := make(map[int]bool, len(taken)+len(waiting))
	for _, o := range taken {
		full[o.day] = true
	}
	placed := waiting[:0]
	for _, o := range waiting {
		for day := o.day + 1; day <= o.day+366; day++ {
			if !full[day] && !s.weekend[civil.Weekday(day)] {
				full[day] = true
				placed = append(placed, observed{day, o.rule, true})
				break
			}
		}
	}
	return placed
}

// dateOf returns a day counted from 1970-01-01 as a date; days outside the years
// 1 to 9999 give the zero Date.
func dateOf(day int) msp.Date {
	if day < civil.First || day > civil.Last {
		return msp.Date{}
	}
	d, _ := msp.NewDate(civil.YMD(day))
	return d
}
