package pricing

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// An OutcomeSpec is an outcome-based price as people write it down: a fee that
// depends on the level which a KPI reaches.
//
//	{"currency":"USD","kpi":"first_contact_resolution","levels":[{"at":"0.7","fee":"500"},{"at":"0.8","fee":"900"}]}
//
// [OutcomeSpec.Compile] turns it into an [OutcomePrice].
type OutcomeSpec struct {
	// Currency of the fees. Required, except in an agreement, which has one.
	Currency msp.Currency

	// KPI names what is measured. Required.
	KPI string

	// Levels are in any order; at least one.
	Levels []OutcomeLevel

	// LowerIsBetter turns the levels round, for times and costs: a level is reached
	// at its value or below.
	LowerIsBetter bool
}

// An OutcomeLevel is one line of an outcome-based price.
type OutcomeLevel struct {
	// At is the value from which the level is reached, inclusive, in the KPI's own
	// measure: a rate of 95 % is 0.95, a time is in the unit that the KPI has.
	At decimal.Decimal

	// Fee is due at this level, instead of that of a lesser one. Not below zero:
	// what a missed level costs the provider is a service credit.
	Fee decimal.Decimal
}

// Validate returns all findings about the price, sorted, warnings too:
//
//   - no currency, KPI or level: [msp.CodeMissing]
//   - two levels at the same value: [msp.CodeDuplicate]
//   - a fee below zero, a number of more than 18 digits on either side of the
//     point: [msp.CodeRange]
//   - a level that earns less than a lesser one: a warning, [msp.CodeConflict]
func (s OutcomeSpec) Validate() msp.Issues {
	var list findings.List
	s.check(&list, "")
	if s.Currency.IsZero() {
		list.Errorf("currency", msp.CodeMissing, "amounts need a currency")
	}
	return list.Issues()
}

// check finds everything but a missing currency, which an agreement supplies.
func (s OutcomeSpec) check(list *findings.List, path string) {
	if s.KPI == "" {
		list.Errorf(join(path, "kpi"), msp.CodeMissing, "say what is measured")
	}
	if len(s.Levels) == 0 {
		list.Errorf(join(path, "levels"), msp.CodeMissing, "without levels there is never a fee")
	}
	numbers := true
	for n, l := range s.Levels {
		at := s.levelPath(path, n)
		numbers = checkNumber(list, at+".at", l.At) && numbers
		numbers = checkNotNegative(list, at+".fee", l.Fee) && numbers
	}
	if numbers { // a hostile exponent must not reach a comparison
		s.checkOrder(list, path)
	}
}

func (s OutcomeSpec) levelPath(path string, n int) string {
	return join(path, "levels["+strconv.Itoa(n)+"]")
}

// checkOrder finds levels at one value and levels that earn less than a lesser one.
func (s OutcomeSpec) checkOrder(list *findings.List, path string) {
	order := s.order()
	for i, n := range order[min(1, len(order)):] {
		at, level, lesser := s.levelPath(path, n), s.Levels[n], s.Levels[order[i]]
		switch {
		case level.At.Equal(lesser.At):
			list.Errorf(at+".at", msp.CodeDuplicate, "levels[%d] is at %s too", order[i], number.Text(level.At))
		case level.Fee.Cmp(lesser.Fee) < 0:
			list.Warnf(at+".fee", msp.CodeConflict, "%s is less than the %s of the lesser level at %s",
				number.Text(level.Fee), number.Text(lesser.Fee), number.Text(lesser.At))
		}
	}
}

// order returns the indices of the levels, the least one first.
func (s OutcomeSpec) order() []int {
	order := make([]int, len(s.Levels))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int {
		c := s.Levels[a].At.Cmp(s.Levels[b].At)
		if s.LowerIsBetter {
			return -c
		}
		return c
	})
	return order
}

// Compile checks the price and returns its compiled form, with each fee rounded to
// the currency by mode, or all findings as [msp.Issues] if one of them is an error.
// A fee that does not fit is an [msp.ErrOverflow] error.
func (s OutcomeSpec) Compile(mode msp.Rounding) (OutcomePrice, error) {
	if err := s.Validate().Err(); err != nil {
		return OutcomePrice{}, err
	}
	none, err := msp.NewMoney(0, s.Currency)
	if err != nil {
		return OutcomePrice{}, err
	}
	o := OutcomePrice{kpi: s.KPI, none: none, lower: s.LowerIsBetter}
	for _, n := range s.order() {
		l := s.Levels[n]
		fee, err := msp.MoneyFromDecimal(l.Fee, s.Currency, mode)
		if err != nil {
			return OutcomePrice{}, err
		}
		o.levels = append(o.levels, outcomeLevel{l, number.Ratio(l.At), fee})
	}
	return o, nil
}

// An OutcomePrice is a compiled [OutcomeSpec]: it says what values of a KPI earn.
// The zero OutcomePrice has no levels, and no value earns anything. Prices are
// immutable and safe for concurrent use.
type OutcomePrice struct {
	kpi    string
	none   msp.Money
	lower  bool
	levels []outcomeLevel // the least one first
}

type outcomeLevel struct {
	level OutcomeLevel
	at    msp.Ratio
	fee   msp.Money
}

// KPI returns the name of what is measured.
func (o OutcomePrice) KPI() string { return o.kpi }

// Fee returns what a value of the KPI earns: the fee of the best level that it
// reaches. Below the least level, and for a value that is undefined because
// nothing was measured, there is no fee; see [OutcomeFee.Why]. Values are compared
// exactly. Linear in the number of levels.
func (o OutcomePrice) Fee(value msp.Ratio) OutcomeFee {
	fee := OutcomeFee{KPI: o.kpi, Value: value, LowerIsBetter: o.lower, Amount: o.none}
	if !value.Defined() {
		return fee
	}
	for _, l := range slices.Backward(o.levels) {
		c := value.Compare(l.at)
		if o.lower {
			c = -c
		}
		if c >= 0 {
			fee.Level, fee.Reached, fee.Amount = l.level, true, l.fee
			return fee
		}
	}
	return fee
}

// An OutcomeFee is what a value of a KPI earned, and why.
type OutcomeFee struct {
	KPI           string
	Value         msp.Ratio    // undefined: nothing was measured
	Level         OutcomeLevel // that was reached; zero if none was
	Reached       bool         // some level
	LowerIsBetter bool
	Amount        msp.Money
}

// Detail returns the fee as the detail of a line: its Rate is the level, its Ref
// the KPI.
func (f OutcomeFee) Detail() Detail {
	return Detail{Step: StepLevel, Ref: f.KPI, Rate: f.Level.At, Amount: f.Amount}
}

// Why returns the fee in words: "csat reached the level at 0.9", "csat reached no
// level", or "csat is undefined: nothing was measured, so no fee". The codes are
// level, no_level and undefined; all values are there for each of them.
func (f OutcomeFee) Why() msp.Reason {
	code, template := "no_level", "{kpi} reached no level: no fee"
	switch {
	case !f.Value.Defined():
		code, template = "undefined", "{kpi} is undefined: nothing was measured, so no fee"
	case f.Reached && f.LowerIsBetter:
		code, template = "level", "{kpi} of {value} is at most {level}: {amount}"
	case f.Reached:
		code, template = "level", "{kpi} of {value} is at least {level}: {amount}"
	}
	return msp.NewReason(code, template,
		msp.ReasonValue{Name: "kpi", Value: f.KPI},
		msp.ReasonValue{Name: "value", Value: f.Value.Fixed(4, msp.HalfUp)},
		msp.ReasonValue{Name: "level", Value: number.Text(f.Level.At)},
		msp.ReasonValue{Name: "amount", Value: f.Amount.String()})
}
