package pricing

import (
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/wide"
)

// Anniversaries returns how many anniversaries of a start a date has reached: 0 in
// the first year and before it, 1 from the day that is one year later. The
// anniversary of 29 February is 28 February in a year without one. It is 0 if one
// of the dates is none.
func Anniversaries(start, d msp.Date) int {
	if start.IsZero() || d.IsZero() {
		return 0
	}
	return max(0, Year.index(start, d))
}

// Price returns what a unit price has become on a date of an agreement that began
// at a start with it. It changes on each anniversary, see [Anniversaries]; before
// the first it is the price itself.
//
// A price has the digits of the currency, or those that the unit price is written
// with if these are more (95.125 keeps three; zeros at its end do not count). Each
// year it is rounded to them once.
//
// A record with findings is [msp.Issues]. A date that is none and a unit price of
// more than 18 digits before or after the point are [msp.ErrRange] errors; an
// anniversary for whose year the index has no percent is [msp.ErrUndefined], since
// an index that is not published is not 0%; a price that grows beyond 18 digits
// before the point is [msp.ErrOverflow], and so is one that is Unrounded and needs
// more than 1000 after it, which takes 55 years even of percents with 16 digits.
// Linear in the number of anniversaries and of index steps.
func (u Uplift) Price(unit decimal.Decimal, c msp.Currency, start, d msp.Date, mode msp.Rounding) (decimal.Decimal, error) {
	if d.IsZero() {
		return decimal.Decimal{}, msp.NewInputError(msp.ErrRange, "pricing: uplift", "", "no date")
	}
	course, err := u.course(mode)
	if err != nil {
		return decimal.Decimal{}, err
	}
	return course.after(unit, c, start, Anniversaries(start, d))
}

// Prices returns the unit prices of the years to come: the n-th, counted from 0, is
// that after n + 1 anniversaries, as [Uplift.Price] has it. The last anniversary is
// in the year 9999 at most; beyond it, and for a number of years below 0, the answer
// is an [msp.ErrRange] error.
func (u Uplift) Prices(unit decimal.Decimal, c msp.Currency, start msp.Date, years int, mode msp.Rounding) ([]decimal.Decimal, error) {
	if years < 0 || years > lastYear-start.Year() {
		return nil, msp.NewInputError(msp.ErrRange, "pricing: uplift", strconv.Itoa(years), "want a number of years that ends by 9999")
	}
	course, err := u.course(mode)
	if err != nil {
		return nil, err
	}
	run, err := course.run(unit, c, start)
	if err != nil {
		return nil, err
	}
	prices := make([]decimal.Decimal, years)
	for n := range prices {
		if err := run.next(); err != nil {
			return nil, err
		}
		prices[n] = run.price()
	}
	return prices, nil
}

// An upliftCourse is an uplift that is checked once for many prices.
type upliftCourse struct {
	uplift Uplift
	index  map[int]msp.Percent // nil: a fixed percent
	mode   wide.Mode
}

func (u Uplift) course(mode msp.Rounding) (upliftCourse, error) {
	if err := u.Validate().Err(); err != nil {
		return upliftCourse{}, err
	}
	if _, err := mode.MarshalText(); err != nil {
		return upliftCourse{}, err
	}
	course := upliftCourse{uplift: u, mode: wide.Mode(mode)}
	if len(u.Index) > 0 {
		course.index = make(map[int]msp.Percent, len(u.Index))
		for _, step := range u.Index {
			course.index[step.Year] = step.Percent
		}
	}
	return course, nil
}

// after returns a unit price after so many anniversaries.
func (c upliftCourse) after(unit decimal.Decimal, currency msp.Currency, start msp.Date, anniversaries int) (decimal.Decimal, error) {
	run, err := c.run(unit, currency, start)
	if err != nil {
		return decimal.Decimal{}, err
	}
	for range anniversaries {
		if err := run.next(); err != nil {
			return decimal.Decimal{}, err
		}
	}
	return run.price(), nil
}

// An upliftRun goes from anniversary to anniversary. The exact price is num ÷ den
// of the last digit that is shown.
type upliftRun struct {
	upliftCourse
	year     int
	places   int
	num, den *big.Int
	shown    *big.Int // the price, rounded
	limit    *big.Int // what shown must stay below
}

func (c upliftCourse) run(unit decimal.Decimal, currency msp.Currency, start msp.Date) (*upliftRun, error) {
	if start.IsZero() {
		return nil, msp.NewInputError(msp.ErrRange, "pricing: uplift", "", "no date to start at")
	}
	f, ok := number.Scaled(unit)
	if !ok {
		return nil, number.Check("pricing: unit price", unit)
	}
	places := max(currency.Digits(), f.Scale)
	run := &upliftRun{
		upliftCourse: c, year: start.Year(), places: places,
		num:   new(big.Int).Mul(f.Coef, upliftPow10(places-f.Scale)),
		den:   big.NewInt(1),
		limit: upliftPow10(number.Digits + places),
	}
	run.shown = run.num
	return run, nil
}

// upliftBits bounds how long an exact price becomes, as it does a [msp.Ratio].
const upliftBits = 3321

// next goes to the next anniversary.
func (r *upliftRun) next() error {
	r.year++
	p := r.uplift.Percent
	if r.index != nil {
		var ok bool
		if p, ok = r.index[r.year]; !ok {
			return msp.NewInputError(msp.ErrUndefined, "pricing: uplift", strconv.Itoa(r.year), "the index has no percent for that year")
		}
	}
	f, ok := number.Scaled(r.uplift.clamp(p).Decimal())
	if !ok { // a percent has 16 digits after the point, so its fraction has 18
		return number.Check("pricing: uplift", p.Decimal())
	}
	one := upliftPow10(f.Scale)
	r.num = new(big.Int).Mul(r.num, f.Coef.Add(f.Coef, one))
	r.den = new(big.Int).Mul(r.den, one)
	r.shown = wide.QuoBig(r.mode, r.num, r.den)
	if r.shown.CmpAbs(r.limit) >= 0 {
		return msp.NewInputError(msp.ErrOverflow, "pricing: uplift", strconv.Itoa(r.year), "a price of more than 18 digits before the point")
	}
	switch {
	case !r.uplift.Unrounded:
		r.num, r.den = r.shown, big.NewInt(1)
	case r.den.BitLen() > upliftBits:
		return msp.NewInputError(msp.ErrOverflow, "pricing: uplift", strconv.Itoa(r.year), "an exact price of more than 1000 digits")
	}
	return nil
}

// price returns the price since the last anniversary.
func (r *upliftRun) price() decimal.Decimal {
	return decimal.NewFromBigInt(r.shown, -int32(r.places))
}

func upliftPow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
