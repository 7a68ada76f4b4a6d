package metrics

import (
	"strconv"

	"github.com/mspkit/msp"
)

// A formula computes a KPI from what its caller gives: it checks each input, keeps
// the first error, and knows the one currency that all amounts must be in.
type formula struct {
	currency msp.Currency
	err      error
}

// amount returns the exact amount of m, of any sign.
func (f *formula) amount(field string, m msp.Money) msp.Ratio {
	switch c := m.Currency(); {
	case c.IsZero() || c == f.currency:
	case f.currency.IsZero():
		f.currency = c
	default:
		f.refuse(msp.ErrCurrency, field, m.String(), "the other amounts are in "+f.currency.String())
	}
	return m.Amount()
}

// unsignedAmount is amount of an m that must not be below zero.
func (f *formula) unsignedAmount(field string, m msp.Money) msp.Ratio {
	if m.Sign() < 0 {
		f.refuse(msp.ErrRange, field, m.String(), "want 0 or more")
	}
	return f.amount(field, m)
}

// unsigned returns r, which must not be below zero.
func (f *formula) unsigned(field string, r msp.Ratio) msp.Ratio {
	if r.Sign() < 0 {
		f.refuse(msp.ErrRange, field, r.String(), "want 0 or more")
	}
	return r
}

// count returns n, which must not be below zero.
func (f *formula) count(field string, n int64) msp.Ratio {
	if n < 0 {
		f.refuse(msp.ErrRange, field, strconv.FormatInt(n, 10), "want 0 or more")
	}
	return whole(n)
}

// fraction returns r, which must be from 0 to 1.
func (f *formula) fraction(field string, r msp.Ratio) msp.Ratio {
	if r.Sign() < 0 || r.Compare(whole(1)) > 0 {
		f.refuse(msp.ErrRange, field, r.String(), "want a fraction from 0 to 1")
	}
	return r
}

func (f *formula) refuse(kind error, field, input, why string) {
	if f.err == nil {
		f.err = msp.NewInputError(kind, "metrics: "+field, input, why)
	}
}

func (f *formula) result(r msp.Ratio, err error) msp.Ratio {
	if f.err == nil {
		f.err = err
	}
	return r
}

func (f *formula) add(a, b msp.Ratio) msp.Ratio { return f.result(a.Add(b)) }
func (f *formula) sub(a, b msp.Ratio) msp.Ratio { return f.result(a.Sub(b)) }
func (f *formula) mul(a, b msp.Ratio) msp.Ratio { return f.result(a.Mul(b)) }

// mean returns the mean of what there is at the start and at the end.
func (f *formula) mean(start, end msp.Ratio) msp.Ratio {
	return f.mul(f.add(start, end), msp.NewRatio(1, 2))
}

// size returns a number of things as a sample, rounded down; none for an undefined
// number.
func (f *formula) size(things msp.Ratio) int64 {
	if f.err != nil || !things.Defined() {
		return 0
	}
	n, err := things.Int(msp.Down)
	if err != nil {
		f.err = err
	}
	return n
}

// quotient returns num ÷ den, undefined where den is zero or below. An amount of
// money must have a currency, zero included: nothing says of what it is nothing.
func (f *formula) quotient(d Definition, num, den msp.Ratio, unit Unit, n int64) (KPI, error) {
	exact := f.result(num.Quo(den))
	if f.err == nil && unit == UnitMoney && f.currency.IsZero() {
		f.refuse(msp.ErrCurrency, "money", num.String(), "want a currency")
	}
	if f.err != nil {
		return KPI{}, f.err
	}
	v := newValue(exact, unit, n, zeroDenominator)
	if unit == UnitMoney {
		v.currency = f.currency
	}
	k := KPI{Definition: d, Value: v, Num: num, Den: den}.orUndefinedInput()
	if den.Sign() < 0 {
		k = k.undefined(negativeDenominator)
	}
	return k, nil
}

// shareOf returns how many of all are such, as a rate: part and all are counts of
// the same things.
func shareOf(d Definition, partName string, part int64, allName string, all int64) (KPI, error) {
	var f formula
	f.count(partName, part)
	f.count(allName, all)
	if part > all {
		f.refuse(msp.ErrRange, partName, strconv.FormatInt(part, 10), "more than the "+strconv.FormatInt(all, 10)+" "+allName)
	}
	if f.err != nil {
		return KPI{}, f.err
	}
	tally, err := msp.NewTally(part, all-part, 0, 0)
	return d.OfRate(NewRate(tally)), err
}
