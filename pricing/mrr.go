package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// A RecurringItem is what a client pays again and again: an amount for each of a
// number of units, every week, month or year.
type RecurringItem struct {
	Name string // for errors

	// Amount is for one unit, each time. A recurring discount is below zero.
	Amount msp.Money

	// Quantity is how many units, not below zero. Zero is none, not one.
	Quantity decimal.Decimal

	// Every is how often. [Once] and the zero Cadence do not recur: such an item is
	// no recurring revenue, whatever its amount.
	Every Cadence
}

// Recurring returns the recurring revenue of the item alone, which [Recurring.MRR]
// rounds to be shown. A negative quantity, one of more than 18 digits before or
// after the point, and a cadence that is none of the constants are [msp.ErrRange]
// errors.
func (i RecurringItem) Recurring() (Recurring, error) {
	r, err := i.recurring()
	if err != nil {
		return Recurring{}, i.err(err)
	}
	return r, nil
}

func (i RecurringItem) recurring() (Recurring, error) {
	if _, err := i.Every.MarshalText(); err != nil {
		return Recurring{}, err
	}
	if err := number.Check("pricing: quantity", i.Quantity); err != nil {
		return Recurring{}, err
	}
	if i.Quantity.Sign() < 0 {
		return Recurring{}, msp.NewInputError(msp.ErrRange, "pricing: quantity", number.Text(i.Quantity), "below zero; take it from the amount")
	}
	each, err := i.Amount.Amount().Mul(number.Ratio(i.Quantity))
	if err != nil {
		return Recurring{}, err
	}
	exact, err := each.Mul(i.Every.PerMonth())
	if err != nil {
		return Recurring{}, err
	}
	return newRecurring(exact, i.Amount.Currency()), nil
}

// err says which item an error is about.
func (i RecurringItem) err(err error) error {
	return msp.NewInputError(err, "pricing: recurring item", i.Name, err.Error())
}

// MRR returns the monthly recurring revenue of items, exactly: amounts × quantities,
// brought to a month by [Cadence.PerMonth]. Items that come once do not count.
// [Recurring.MRR] and [Recurring.ARR] round it.
//
// All items are of one currency, those that come once too; two are an error, and
// so is whatever [RecurringItem.Recurring] refuses. Linear in the number of items.
func MRR(items ...RecurringItem) (Recurring, error) {
	var total Recurring
	for _, item := range items {
		r, err := item.recurring()
		if err != nil {
			return Recurring{}, item.err(err)
		}
		if total, err = total.Add(r); err != nil {
			return Recurring{}, item.err(err)
		}
	}
	return total, nil
}

// A Recurring is revenue that comes again each month: an exact amount and its
// currency. It is rounded only when it is asked for as money.
//
// The zero Recurring is none, of no currency; it is the identity of
// [Recurring.Add]. Recurrings are comparable with ==.
type Recurring struct {
	perMonth msp.Ratio // undefined for zero, so that the zero Recurring is one with it
	currency msp.Currency
}

// newRecurring returns the one form of an amount per month.
func newRecurring(perMonth msp.Ratio, c msp.Currency) Recurring {
	if perMonth.Sign() == 0 {
		perMonth = msp.Ratio{}
	}
	return Recurring{perMonth, c}
}

// PerMonth returns the exact amount per month in the currency's units: 1300/3 for
// 100.00 USD every week.
func (r Recurring) PerMonth() msp.Ratio {
	if !r.perMonth.Defined() {
		return msp.NewRatio(0, 1)
	}
	return r.perMonth
}

// Currency returns the currency, none for the zero Recurring.
func (r Recurring) Currency() msp.Currency { return r.currency }

// MRR returns the revenue of a month, rounded once from the exact amount. The MRR
// of a sum may therefore differ from the sum of the MRRs that are shown for its
// items.
func (r Recurring) MRR(mode msp.Rounding) (msp.Money, error) {
	return msp.MoneyFromRatio(r.PerMonth(), r.currency, mode)
}

// ARR returns the revenue of a year, twelve times the exact amount per month and
// rounded once: 1000.00 USD a year are an ARR of 1000.00 USD, although 12 × 83.33
// USD are not.
func (r Recurring) ARR(mode msp.Rounding) (msp.Money, error) {
	year, err := r.PerMonth().Mul(msp.NewRatio(int64(monthsOfYear), 1))
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(year, r.currency, mode)
}

// Add returns the revenue of both, exactly: clients add up to a business in any
// order and any grouping. Two currencies are an error.
func (r Recurring) Add(other Recurring) (Recurring, error) {
	none, err := zeroIn(r.currency).Add(zeroIn(other.currency))
	if err != nil {
		return Recurring{}, err
	}
	sum, err := r.PerMonth().Add(other.PerMonth())
	if err != nil {
		return Recurring{}, err
	}
	return newRecurring(sum, none.Currency()), nil
}

// String returns "1300/3 USD a month".
func (r Recurring) String() string {
	if r.currency.IsZero() {
		return r.PerMonth().String() + " a month"
	}
	return r.PerMonth().String() + " " + r.currency.String() + " a month"
}
