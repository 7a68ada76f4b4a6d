package pricing

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// mostLife is the longest life of an allotment, in periods: more weeks than there
// are.
const mostLife = 1_000_000

// mostAlerts bounds the work of each use.
const mostAlerts = 100

// Validate returns all findings about the block, sorted, warnings too:
//
//   - no name, an empty type of work: [msp.CodeMissing]
//   - a name or type of work that is not UTF-8: [msp.CodeSyntax]
//   - a number below zero or of more than 18 digits before or after the point, a life
//     beyond 0 to 1,000,000, an alert that is not above 0 % and at most 100 %, a unit,
//     order or cadence that is none, allotments that do not come again:
//     [msp.CodeRange]
//   - a rollover cap or a life without rollover, an overage rate of a block of money
//     other than 1: [msp.CodeConflict]
//   - a lot, type of work or alert twice: [msp.CodeDuplicate]
//   - more than 100 alerts: [msp.CodeTooLarge]
//   - a multiplier for a type of work that is not covered: [msp.CodeUnknownName]
//   - what [Lot.Validate] finds
//   - neither an allotment nor lots, an overage that costs nothing: a warning,
//     [msp.CodeMissing]
//   - a cadence or rollover without an allotment, a life of more than 2 periods under a
//     rollover cap that is no more than an allotment, where the cap alone decides: a
//     warning, [msp.CodeConflict]
func (s BlockSpec) Validate() msp.Issues {
	var list findings.List
	s.check(&list, "")
	return list.Issues()
}

// check adds the findings about a block; prefix is what stands before its fields,
// "blocks[2].".
func (s BlockSpec) check(list *findings.List, prefix string) {
	checkBlockName(list, prefix+"name", s.Name)
	if _, err := s.Unit.MarshalText(); err != nil {
		list.Errorf(prefix+"unit", msp.CodeRange, "%v", err)
	}
	if _, err := s.Order.MarshalText(); err != nil {
		list.Errorf(prefix+"order", msp.CodeRange, "%v", err)
	}
	s.checkAllotment(list, prefix)
	s.checkLots(list, prefix)
	s.checkOverage(list, prefix)
	s.checkTypes(list, prefix)
	s.checkAlerts(list, prefix)
}

func checkBlockName(list *findings.List, path, name string) {
	switch {
	case name == "":
		list.Errorf(path, msp.CodeMissing, "empty")
	case !utf8.ValidString(name):
		list.Errorf(path, msp.CodeSyntax, "not UTF-8")
	}
}

func (s BlockSpec) checkAllotment(list *findings.List, prefix string) {
	none := checkNotNegative(list, prefix+"allotment", s.Allotment) && s.Allotment.IsZero()
	switch {
	case s.Cadence == 0:
	case !s.Cadence.IsRecurring():
		list.Errorf(prefix+"cadence", msp.CodeRange, "%v: allotments come again, a lot is bought once", s.Cadence)
	case none:
		list.Warnf(prefix+"cadence", msp.CodeConflict, "there is no allotment")
	}
	if none && s.Rollover {
		list.Warnf(prefix+"rollover", msp.CodeConflict, "there is no allotment")
	}
	if checkNotNegative(list, prefix+"rollover_cap", s.RolloverCap) && !s.RolloverCap.IsZero() && !s.Rollover {
		list.Errorf(prefix+"rollover_cap", msp.CodeConflict, "allotments do not roll over")
	}
	switch {
	case s.Life < 0 || s.Life > mostLife:
		list.Errorf(prefix+"life", msp.CodeRange, "%d is not between 0 and %d", s.Life, mostLife)
	case s.Life > 0 && !s.Rollover:
		list.Errorf(prefix+"life", msp.CodeConflict, "allotments do not roll over")
	case s.Life > 2 && !s.RolloverCap.IsZero() && s.neverOlder():
		// The oldest lose first: while any of an older one is left, the newest is whole.
		list.Warnf(prefix+"life", msp.CodeConflict, "under a cap of no more than an allotment none is kept for longer than 2 periods")
	}
	if none && len(s.Lots) == 0 {
		list.Warnf(prefix+"allotment", msp.CodeMissing, "without an allotment and lots the block holds nothing")
	}
}

func (s BlockSpec) checkLots(list *findings.List, prefix string) {
	seen := make(map[string]int, len(s.Lots))
	for n, l := range s.Lots {
		path := prefix + "lots[" + strconv.Itoa(n) + "]."
		l.check(list, path)
		if first, ok := seen[l.ID]; ok && l.ID != "" {
			list.Errorf(path+"id", msp.CodeDuplicate, "lots[%d] has the same name", first)
			continue
		}
		seen[l.ID] = n
	}
}

func (s BlockSpec) checkOverage(list *findings.List, prefix string) {
	path := prefix + "overage"
	if !checkNotNegative(list, path, s.Overage) {
		return
	}
	switch {
	case s.Unit == BlockMoney:
		if !s.Overage.IsZero() && !s.Overage.Equal(decimal.New(1, 0)) {
			list.Errorf(path, msp.CodeConflict, "%s: money beyond the block is charged as it is", number.Text(s.Overage))
		}
	case s.Overage.IsZero():
		list.Warnf(path, msp.CodeMissing, "what is beyond the block costs nothing")
	}
}

func (s BlockSpec) checkTypes(list *findings.List, prefix string) {
	covered := make(map[string]bool, len(s.Covers))
	for n, name := range s.Covers {
		path := prefix + "covers[" + strconv.Itoa(n) + "]"
		checkBlockName(list, path, name)
		if covered[name] {
			list.Errorf(path, msp.CodeDuplicate, "the type of work is here twice")
		}
		covered[name] = true
	}
	checkNotNegative(list, prefix+"after_hours", s.AfterHours)
	for _, name := range slices.Sorted(maps.Keys(s.Burn)) {
		path := prefix + "burn." + name
		checkBlockName(list, path, name)
		if checkNotNegative(list, path, s.Burn[name]) && number.Check("pricing: multiplier", s.AfterHours) == nil {
			checkNumber(list, path, s.Burn[name].Mul(s.AfterHours)) // what the hours after closing take
		}
		if len(covered) > 0 && !covered[name] {
			list.Errorf(path, msp.CodeUnknownName, "the block does not cover this type of work")
		}
	}
}

func (s BlockSpec) checkAlerts(list *findings.List, prefix string) {
	if len(s.Alerts) > mostAlerts {
		list.Errorf(prefix+"alerts", msp.CodeTooLarge, "%d levels, more than %d", len(s.Alerts), mostAlerts)
		return
	}
	seen := make(map[msp.Percent]bool, len(s.Alerts))
	for n, level := range s.Alerts {
		path := prefix + "alerts[" + strconv.Itoa(n) + "]"
		if level.Sign() <= 0 || level.Compare(wholePercent()) > 0 {
			list.Errorf(path, msp.CodeRange, "%v is not above 0%% and at most 100%%", level)
		}
		if seen[level] {
			list.Errorf(path, msp.CodeDuplicate, "%v is here twice", level)
		}
		seen[level] = true
	}
}

// neverOlder reports whether the cap alone holds a whole allotment or less.
func (s BlockSpec) neverOlder() bool {
	return number.Ratio(s.RolloverCap).Compare(number.Ratio(s.Allotment)) <= 0
}
