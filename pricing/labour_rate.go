package pricing

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/wide"
)

// A Labour bills time worked; [LabourSpec.Compile] makes one. Begin with
// [Labour.Bill].
//
// The zero Labour bills all time at nothing, in no currency. Values are immutable
// and safe for concurrent use.
type Labour struct {
	spec     LabourSpec // good, its maps our own
	currency msp.Currency
	mode     msp.Rounding
	limit    msp.Money // the cap; the zero Money: none
}

// Name returns the item on the statement.
func (l Labour) Name() string { return l.spec.Name }

// Currency returns the currency of all amounts.
func (l Labour) Currency() msp.Currency { return l.currency }

// Cap returns the most that is charged in all, the zero Money if there is no cap.
func (l Labour) Cap() msp.Money { return l.limit }

// Rate returns the hourly rate of a type of work, done by a role, after hours or
// not, in the currency's units: the base rate, changed by the role, the type and
// AfterHours, in this order, exactly. It is never below zero.
//
// A name that the spec does not have, where it has any, is an error that matches
// [msp.CodeUnknownName]; the empty name is none and changes nothing. A rate of more
// than 18 digits on either side of the point is an [msp.ErrOverflow] error.
func (l Labour) Rate(work, role string, afterHours bool) (decimal.Decimal, error) {
	rate := plainRate(l.spec.Rate)
	for _, by := range [...]struct {
		what, name string
		changes    map[string]RateChange
	}{{"pricing: role", role, l.spec.Roles}, {"pricing: type of work", work, l.spec.Types}} {
		if !isNamed(by.changes, by.name) {
			return decimal.Decimal{}, msp.NewInputError(msp.CodeUnknownName, by.what, by.name, "not among those of "+strconv.Quote(workName(l.spec.Name)))
		}
		if c, ok := by.changes[by.name]; ok {
			rate = c.change(rate)
		}
	}
	if afterHours && l.spec.AfterHours != nil {
		rate = l.spec.AfterHours.change(rate)
	}
	if number.Check("", rate) != nil {
		return decimal.Decimal{}, msp.NewInputError(msp.ErrOverflow, "pricing: hourly rate of", work+" by "+role, "more than 18 digits before or after the point")
	}
	return plainRate(rate), nil
}

// isNamed reports whether an entry may have a name.
func isNamed(changes map[string]RateChange, name string) bool {
	_, ok := changes[name]
	return ok || name == "" || len(changes) == 0
}

// Billed returns the minutes that are billed for a sum of minutes worked: raised to
// the minimum and rounded to the increment. Zero bills zero.
//
// More minutes never bill less. Under [msp.Up] no less is billed than worked, and
// the sum of two bills no more than the two of them. What is billed is whole
// increments or the minimum itself, and bills the same again unless the minimum is
// applied after rounding and would itself be rounded up.
//
// Minutes below zero are an [msp.ErrRange] error, and a result of more than 18
// digits an [msp.ErrOverflow] error.
func (l Labour) Billed(minutes int64) (int64, error) {
	if minutes < 0 {
		return 0, msp.NewInputError(msp.ErrRange, "pricing: minutes", strconv.FormatInt(minutes, 10), "below zero")
	}
	if minutes == 0 {
		return 0, nil
	}
	least := int64(l.spec.Minimum)
	billed := minutes
	if l.spec.MinimumFirst {
		billed = max(billed, least)
	}
	if increment := int64(l.spec.Increment); increment > 1 {
		mode := l.spec.Round
		if mode == 0 {
			mode = msp.Up
		}
		steps, ok1 := wide.MulQuo(wide.Mode(mode), billed, 1, increment)
		whole, ok2 := wide.Mul(steps, increment).Int64()
		if !ok1 || !ok2 {
			return 0, minutesOverflow(minutes)
		}
		billed = whole
	}
	if !l.spec.MinimumFirst {
		billed = max(billed, least)
	}
	if wide.Abs(billed) >= wide.Pow10(number.Digits) { // as a Quantity it would not read back
		return 0, minutesOverflow(minutes)
	}
	return billed, nil
}

func minutesOverflow(minutes int64) error {
	return msp.NewInputError(msp.ErrOverflow, "pricing: minutes", strconv.FormatInt(minutes, 10), "more than 18 digits are billed")
}

// Amount returns what a group costs before any cap: its rate × minutes billed ÷ 60,
// rounded once. A rate of more than 18 digits on either side of the point is an
// [msp.ErrRange] error, an amount beyond Money an [msp.ErrOverflow] error.
func (l Labour) Amount(g TimeGroup) (msp.Money, error) {
	if err := number.Check("pricing: hourly rate", g.Rate); err != nil {
		return msp.Money{}, err
	}
	amount, err := number.Ratio(g.Rate).Mul(msp.NewRatio(g.Billed, minutesOfHour))
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(amount, l.currency, l.mode)
}

// amountOf returns what the part of a group costs, such that the parts sum to the
// group's amount.
func (l Labour) amountOf(g dayGroup) (msp.Ratio, error) {
	before := g.TimeGroup
	before.Billed = g.before
	upTo := g.TimeGroup
	upTo.Billed += g.before
	start, err := l.Amount(before)
	if err != nil {
		return msp.Ratio{}, err
	}
	end, err := l.Amount(upTo)
	if err != nil {
		return msp.Ratio{}, err
	}
	part, err := end.Sub(start)
	return part.Amount(), err
}

// minutesOfHour turns hourly rates into those of a minute.
const minutesOfHour = 60
