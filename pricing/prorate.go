package pricing

import (
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/wide"
)

// Prorate returns the part of an amount for a whole service period that falls on
// the days of service: amount × days(service ∩ period) ÷ days(period), rounded
// once by mode. Days are civil days, so no change of a clock matters, and the
// divisor is always the whole period, however late service began.
//
// 99.99 USD for June with service from the 6th is 99.99 × 25/30, which is exactly
// 83.325 and 83.33 by half up; a share of 25/30 that is rounded first would give
// 83.32.
//
// Service outside the period does not count; none in it is zero. A period without
// days is an [msp.ErrUndefined] error, a mode that is none of the constants an
// [msp.ErrRange] error. The cost is constant, and nothing is allocated.
func Prorate(amount msp.Money, service, period msp.Period, mode msp.Rounding) (msp.Money, error) {
	if err := checkProration(period, mode); err != nil {
		return msp.Money{}, err
	}
	return prorateDays(amount, service.Intersect(period).Days(), period.Days(), mode)
}

// ProrateParts cuts the amount for a whole service period at dates and returns the
// parts in order, one more than there are cuts. They are rounded cumulatively: part
// i is r(amount × days to its end ÷ days) − r(amount × days to its start ÷ days).
// They sum to the amount exactly, and a further cut changes only the part it cuts.
//
// A cut is the first day of the part behind it. The cuts come in order, none before
// the period or after its end. A cut at the period's start or end, or one that is
// there twice, is no mistake but leaves a part without days, of zero; so the parts
// of a list of changes always stand at the same index. Cuts out of order or outside
// the period are [msp.ErrRange] errors; further errors are those of [Prorate].
// Linear in the number of cuts.
func ProrateParts(amount msp.Money, period msp.Period, cuts []msp.Date, mode msp.Rounding) ([]msp.Money, error) {
	if err := checkProration(period, mode); err != nil {
		return nil, err
	}
	parts := make([]msp.Money, 0, len(cuts)+1)
	from, before := period.From(), msp.Money{}
	for i := range len(cuts) + 1 {
		to := period.To()
		if i < len(cuts) {
			to = cuts[i]
		}
		switch {
		case to.Before(period.From()) || to.After(period.To()):
			return nil, msp.NewInputError(msp.ErrRange, "pricing: cut "+strconv.Itoa(i), to.String(), "is not in "+period.String())
		case to.Before(from):
			return nil, msp.NewInputError(msp.ErrRange, "pricing: cut "+strconv.Itoa(i), to.String(), "comes after a later one, "+from.String())
		}
		upTo, err := prorateDays(amount, period.From().DaysUntil(to), period.Days(), mode)
		if err != nil {
			return nil, err
		}
		part, err := upTo.Sub(before)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		from, before = to, upTo
	}
	return parts, nil
}

// A PlanChange is what changing from one price to another in the middle of a
// service period costs.
type PlanChange struct {
	Credit msp.Money // for the rest of what was charged; not above zero
	Charge msp.Money // for the rest of the period at the new price
	Net    msp.Money // Charge + Credit
}

// ChangePlan returns what changing the price on a day of a service period costs
// that was billed in advance: charged is what was really charged for the whole
// period, not what the old plan costs today, and price what a whole period of the
// new plan costs. The day itself is the first at the new price.
//
// What remains of an amount is amount − r(amount × days gone ÷ days), so that what
// is used and what is not sum to what was charged, exactly; the credit is that of
// charged, with its sign turned, and the charge that of price. Equal amounts net to
// zero on every day. At the period's start everything is credited, at its end
// nothing; a day outside it is an [msp.ErrRange] error. A net below zero is for the
// caller to carry forward or to pay out.
//
// Two currencies are an [msp.ErrCurrency] error, a result beyond money's range an
// [msp.ErrOverflow] error; further errors are those of [Prorate]. The cost is
// constant.
func ChangePlan(charged, price msp.Money, period msp.Period, at msp.Date, mode msp.Rounding) (PlanChange, error) {
	if err := checkProration(period, mode); err != nil {
		return PlanChange{}, err
	}
	if at.Before(period.From()) || at.After(period.To()) {
		return PlanChange{}, msp.NewInputError(msp.ErrRange, "pricing: change", at.String(), "is not in "+period.String())
	}
	gone, days := period.From().DaysUntil(at), period.Days()
	used, err := prorateDays(charged, gone, days, mode)
	if err != nil {
		return PlanChange{}, err
	}
	passed, err := prorateDays(price, gone, days, mode)
	if err != nil {
		return PlanChange{}, err
	}
	var change PlanChange
	if change.Credit, err = used.Sub(charged); err != nil {
		return PlanChange{}, err
	}
	if change.Charge, err = price.Sub(passed); err != nil {
		return PlanChange{}, err
	}
	if change.Net, err = change.Charge.Add(change.Credit); err != nil {
		return PlanChange{}, err
	}
	return change, nil
}

// checkProration refuses a period without days and an unknown rounding.
func checkProration(period msp.Period, mode msp.Rounding) error {
	if period.IsEmpty() {
		return msp.NewInputError(msp.ErrUndefined, "pricing: period", period.String(), "has no days to prorate by")
	}
	if mode > msp.Floor {
		return msp.NewInputError(msp.ErrRange, "pricing: rounding", mode.String(), "no such rounding")
	}
	return nil
}

// prorateDays returns amount × days ÷ of, rounded once. With 0 ≤ days ≤ of it
// always fits.
func prorateDays(amount msp.Money, days, of int, mode msp.Rounding) (msp.Money, error) {
	minor, ok := wide.MulQuo(wide.Mode(mode), amount.Minor(), int64(days), int64(of))
	if !ok {
		return msp.Money{}, &msp.OverflowError{Op: "prorate", A: amount.String(), B: strconv.Itoa(days) + "/" + strconv.Itoa(of)}
	}
	return msp.NewMoney(minor, amount.Currency())
}
