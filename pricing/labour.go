package pricing

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A LabourSpec says how time worked is billed, as people write it down: an hourly
// rate, what changes it, and how minutes are rounded.
//
//	{"name":"Support","rate":"120","types":{"onsite":{"add":"25"}},"after_hours":{"multiply":"1.5"},"increment":15,"minimum":30}
//
// The hourly rate of a minute is formed in this order, exactly and without rounding:
// Rate, then the change of the entry's role, of its type, and of AfterHours.
//
// Minutes are billed in this order:
//
//  1. An entry with minutes after hours is two pieces, if there is a change for
//     those: the rest, and the minutes after hours.
//  2. Pieces with the same hourly rate are put together, as Aggregate says.
//  3. A sum of zero bills zero. Any other is raised to the Minimum and rounded to the
//     Increment, or first rounded, as MinimumFirst says.
//  4. Rate × minutes billed ÷ 60 is rounded once to the currency.
//  5. What is beyond the cap, NotToExceed, is not charged.
//
// [LabourSpec.Compile] turns it into a [Labour].
type LabourSpec struct {
	// Name is the item on the statement. Required.
	Name string

	// Rate is for an hour, in the currency's units. Not below zero.
	Rate decimal.Decimal

	// Types are work types and Roles are those of who works, with what each does to
	// the rate. A name that an entry has must be here, unless there are none at all:
	// then names change nothing.
	Types, Roles map[string]RateChange

	// AfterHours is what working after hours does to the rate. Nil: nothing.
	AfterHours RateChange

	// Increment is the number of minutes that is billed as a whole: 6 or 15. 0 and 1:
	// every minute counts.
	Increment int

	// Minimum is the least number of minutes that is billed, unless there are none.
	Minimum int

	// Round is which way minutes go that are no whole Increment: [msp.Up] (also zero),
	// [msp.Down], or [msp.HalfUp] for the nearest.
	Round msp.Rounding

	// MinimumFirst raises minutes to the Minimum before they are rounded, so that all
	// that is billed is whole increments. Otherwise the Minimum itself is billed as it
	// is.
	MinimumFirst bool

	// Aggregate is what is put together before minutes are rounded. Zero: [ByEntry].
	Aggregate Aggregate

	// NotToExceed is the most that is charged in all, in the currency's units and with
	// no more digits than it has. Zero: no cap.
	NotToExceed decimal.Decimal

	// Cost is what an hour worked (not: billed) costs the provider, and Costs the same
	// by role, for those that differ. Without either the cost is not stated.
	Cost  decimal.Decimal
	Costs map[string]decimal.Decimal
}

// mostMinutes is the largest increment and minimum, a year.
const mostMinutes = 366 * 24 * 60

// Compile checks the spec and returns how it bills in a currency, rounding amounts
// by mode, or all findings as [msp.Issues] if one of them is an error. Beside those
// of [LabourSpec.Validate] that is a cap with more digits than the currency has, or
// beyond its range: [msp.CodeRange]. No currency is an [msp.ErrCurrency] error. The
// maps are copied.
func (s LabourSpec) Compile(c msp.Currency, mode msp.Rounding) (Labour, error) {
	var list findings.List
	s.check(&list, "")
	limit := s.limit(&list, c)
	if err := list.Issues().Err(); err != nil {
		return Labour{}, err
	}
	if c.IsZero() {
		return Labour{}, msp.NewInputError(msp.ErrCurrency, "pricing: labour", s.Name, "amounts need a currency")
	}
	if _, err := mode.MarshalText(); err != nil {
		return Labour{}, err
	}
	s.Types, s.Roles, s.Costs = maps.Clone(s.Types), maps.Clone(s.Roles), maps.Clone(s.Costs)
	return Labour{spec: s, currency: c, mode: mode, limit: limit}, nil
}

// limit returns the cap, the zero Money if there is none.
func (s LabourSpec) limit(list *findings.List, c msp.Currency) msp.Money {
	if number.Check("", s.NotToExceed) != nil || s.NotToExceed.IsZero() || c.IsZero() {
		return msp.Money{}
	}
	limit, err := msp.MoneyFromDecimal(s.NotToExceed, c, msp.Down)
	switch {
	case err != nil:
		list.Errorf("not_to_exceed", msp.CodeRange, "%v", err)
	case !limit.Decimal().Equal(s.NotToExceed):
		list.Errorf("not_to_exceed", msp.CodeRange, "%s has more digits than %v", number.Text(s.NotToExceed), c)
	}
	return limit
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - no name, also of a type or role, and a change that is none: [msp.CodeMissing]
//   - a name that is not UTF-8: [msp.CodeSyntax]
//   - a rate, factor, cap or cost below zero or with more than 18 digits on either
//     side of the point, changes that together lead below zero, an increment or
//     minimum that is not 0 to 527,040 minutes, a Round or Aggregate that is none of
//     those listed: [msp.CodeRange]
//   - a cost for a role that is not among the roles: a warning, [msp.CodeUnknownName]
func (s LabourSpec) Validate() msp.Issues {
	var list findings.List
	s.check(&list, "")
	return list.Issues()
}

func (s LabourSpec) check(list *findings.List, path string) {
	if path != "" {
		path += "."
	}
	if s.Name == "" {
		list.Errorf(path+"name", msp.CodeMissing, "labour needs a name")
	}
	checkText(list, path+"name", s.Name)
	good := checkNotNegative(list, path+"rate", s.Rate)
	good = checkRateChanges(list, path+"types", s.Types) && good
	good = checkRateChanges(list, path+"roles", s.Roles) && good
	if s.AfterHours != nil {
		good = checkRateChange(list, path+"after_hours", s.AfterHours) && good
	}
	if good {
		s.checkLowest(list, path+"rate")
	}
	s.checkMinutes(list, path)
	checkNotNegative(list, path+"not_to_exceed", s.NotToExceed)
	checkNotNegative(list, path+"cost", s.Cost)
	for _, role := range slices.Sorted(maps.Keys(s.Costs)) {
		at := path + "costs." + role
		checkLabourName(list, at, role)
		checkNotNegative(list, at, s.Costs[role])
		if _, ok := s.Roles[role]; !ok && len(s.Roles) > 0 {
			list.Warnf(at, msp.CodeUnknownName, "%q is not among the roles", workName(role))
		}
	}
}

func (s LabourSpec) checkMinutes(list *findings.List, path string) {
	if s.Increment < 0 || s.Increment > mostMinutes {
		list.Errorf(path+"increment", msp.CodeRange, "%d is not 0 to %d minutes", s.Increment, mostMinutes)
	}
	if s.Minimum < 0 || s.Minimum > mostMinutes {
		list.Errorf(path+"minimum", msp.CodeRange, "%d is not 0 to %d minutes", s.Minimum, mostMinutes)
	}
	if s.Round != 0 && s.Round != msp.Up && s.Round != msp.Down && s.Round != msp.HalfUp {
		list.Errorf(path+"round", msp.CodeRange, "minutes are rounded up, down or half_up, not %v", s.Round)
	}
	if s.Aggregate > ByDay {
		list.Errorf(path+"aggregate", msp.CodeRange, "%v is no aggregate", s.Aggregate)
	}
}

func checkRateChanges(list *findings.List, path string, changes map[string]RateChange) bool {
	good := true
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		checkLabourName(list, path+"."+name, name)
		good = checkRateChange(list, path+"."+name, changes[name]) && good
	}
	return good
}

func checkLabourName(list *findings.List, path, name string) {
	if name == "" {
		list.Errorf(path, msp.CodeMissing, "an empty name")
	}
	checkText(list, path, name)
}

// checkLowest finds changes that lead below zero. It need not try each role with
// each type, since every change keeps the order of rates: the lowest rate is that of
// the lowest role.
func (s LabourSpec) checkLowest(list *findings.List, path string) {
	rate, role := lowestRate(plainRate(s.Rate), s.Roles)
	rate, work := lowestRate(rate, s.Types)
	after := ""
	if s.AfterHours != nil {
		if late := s.AfterHours.change(rate); late.Cmp(rate) < 0 {
			rate, after = late, " after hours"
		}
	}
	if rate.Sign() < 0 {
		list.Errorf(path, msp.CodeRange, "below zero for the role %q and the type %q%s", workName(role), workName(work), after)
	}
}

// lowestRate returns the lowest rate that any of the changes, or none, makes of a
// rate, and the name of the change.
func lowestRate(rate decimal.Decimal, changes map[string]RateChange) (lowest decimal.Decimal, name string) {
	lowest = rate
	for _, key := range slices.Sorted(maps.Keys(changes)) {
		if changed := changes[key].change(rate); changed.Cmp(lowest) < 0 {
			lowest, name = changed, key
		}
	}
	return lowest, name
}
