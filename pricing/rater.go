package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
	"github.com/mspkit/msp/internal/wide"
)

// A Rater is a compiled [Price]: it says what quantities cost.
//
// The zero Rater has no price, and refuses every quantity. Raters are immutable,
// safe for concurrent use and cheap to copy.
type Rater struct {
	r *rater
}

type rater struct {
	price Price
	mode  msp.Rounding
	exact exactPrice
	fast  fastPrice
}

func newRater(p Price, mode msp.Rounding) Rater {
	return Rater{&rater{p, mode, newExactPrice(p), newFastPrice(p)}}
}

// Price returns the price.
func (r Rater) Price() Price {
	if r.r == nil {
		return Price{}
	}
	return r.r.price.clone()
}

// Unit returns what is counted, "user".
func (r Rater) Unit() string {
	if r.r == nil {
		return ""
	}
	return r.r.price.Unit
}

// check refuses a quantity below zero or of another unit.
func (r Rater) check(q Quantity) error {
	switch {
	case r.r == nil:
		return msp.NewInputError(msp.ErrUndefined, "pricing: quantity", q.String(), "there is no price")
	case q.Sign() < 0:
		return msp.NewInputError(msp.ErrRange, "pricing: quantity", q.String(), "below zero")
	case q.unit != r.r.price.Unit:
		return msp.NewInputError(ErrUnit, "pricing: quantity", q.String(), "the price is for "+unitText(r.r.price.Unit))
	}
	return nil
}

func unitText(unit string) string {
	if unit == "" {
		return "no unit"
	}
	return "the unit " + unit
}

// Amount returns what a quantity costs, rounded once. It is an [ErrUnit] error if
// the quantity is of another unit, an [msp.ErrRange] error if it is below zero, and
// an [msp.ErrOverflow] error if the amount, or a number of packages, does not fit an
// int64. For a quantity that is a decimal it does not allocate, unless the numbers
// leave 128 bits; the answer is the same then. Linear in the number of tiers.
func (r Rater) Amount(q Quantity) (msp.Money, error) {
	if err := r.check(q); err != nil {
		return msp.Money{}, err
	}
	if coef, scale, ok := q.fixed(); ok {
		if minor, ok := r.r.fast.minor(wide.Mode(r.r.mode), coef, scale); ok {
			return msp.NewMoney(minor, r.r.price.Currency)
		}
	}
	return r.r.slow(q)
}

// AmountInt is [Rater.Amount] of a whole number of the price's own unit.
func (r Rater) AmountInt(n int64) (msp.Money, error) {
	if r.r == nil || n < 0 {
		return msp.Money{}, r.check(Count(n, r.Unit()))
	}
	if minor, ok := r.r.fast.minor(wide.Mode(r.r.mode), n, 0); ok {
		return msp.NewMoney(minor, r.r.price.Currency)
	}
	return r.r.slow(Count(n, r.r.price.Unit))
}

// slow is Amount in fractions of any size.
func (r *rater) slow(q Quantity) (msp.Money, error) {
	pieces, err := r.exact.pieces(q)
	if err != nil {
		return msp.Money{}, err
	}
	var x arithmetic
	total := zeroRatio()
	for _, p := range pieces {
		total = x.add(total, p.exact)
	}
	if x.err != nil {
		return msp.Money{}, x.err
	}
	return msp.MoneyFromRatio(total, r.price.Currency, r.mode)
}

// fastPrice is a price in integers: rates and fees at one scale, bounds of
// quantities at another. ok is false if they do not fit, or the mode is one that
// fractions serve as well.
type fastPrice struct {
	ok             bool
	mode           Mode
	atZero         bool
	digits         int // of the currency
	scale, bounds  int // digits after the point of amounts, and of quantities
	rate, flat     int64
	low, high      int64
	included, size int64
	partial        wide.Mode
	tiers          []fastTier
}

type fastTier struct {
	upTo, rate, flat int64
	below            int64 // what the tiers before come to, under Graduated
}

// open is the upper bound of the last tier.
const open = 1<<63 - 1

func newFastPrice(p Price) fastPrice {
	amounts := []decimal.Decimal{p.Rate, p.Flat, p.Minimum, p.Maximum}
	bounds := []decimal.Decimal{p.Included, p.Size}
	for _, t := range p.Tiers {
		amounts = append(amounts, t.Rate, t.Flat)
		bounds = append(bounds, t.UpTo)
	}
	f := fastPrice{ok: true, mode: p.mode(), atZero: p.AtZero, digits: p.Currency.Digits()}
	var a, b []int64
	a, f.scale, f.ok = integers(amounts)
	if !f.ok {
		return f
	}
	if b, f.bounds, f.ok = integers(bounds); !f.ok {
		return f
	}
	f.rate, f.flat, f.low, f.high = a[0], a[1], a[2], a[3]
	f.included, f.size = b[0], b[1]
	f.partial = wide.Mode(p.partial())
	for n := range p.Tiers {
		f.tiers = append(f.tiers, fastTier{upTo: b[2+n], rate: a[4+2*n], flat: a[5+2*n]})
	}
	if len(f.tiers) > 0 {
		f.tiers[len(f.tiers)-1].upTo = open
	}
	if f.mode == Graduated {
		f.ok = f.sumTiers()
	}
	return f
}

// sumTiers notes what the tiers before each one come to, and returns whether it fits.
func (f *fastPrice) sumTiers() bool {
	below, lower := int64(0), int64(0)
	for n := range f.tiers {
		t := &f.tiers[n]
		t.below = below
		if t.upTo == open {
			break
		}
		s := fastSum{one: int64(wide.Pow10(f.bounds)), total: wide.Of(below), ok: true}
		s.add(t.rate, t.upTo-lower)
		s.add(t.flat, s.one)
		var ok bool
		if below, ok = s.total.Int64(); !ok || !s.ok {
			return false
		}
		lower = t.upTo
	}
	return true
}

// integers returns decimals as integers of one scale, and whether they fit.
func integers(list []decimal.Decimal) (values []int64, scale int, ok bool) {
	for _, d := range list {
		f, ok := number.Scaled(d)
		if !ok {
			return nil, 0, false
		}
		scale = max(scale, f.Scale)
	}
	for _, d := range list {
		f, _ := number.Scaled(d)
		if !f.Coef.IsInt64() {
			return nil, 0, false
		}
		v, ok := wide.Mul(f.Coef.Int64(), int64(wide.Pow10(scale-f.Scale))).Int64()
		if !ok {
			return nil, 0, false
		}
		values = append(values, v)
	}
	return values, scale, true
}

func (p Price) partial() msp.Rounding {
	if p.Partial == 0 {
		return msp.Up
	}
	return p.Partial
}

// minor returns the amount of a quantity, coef × 10^−scale, in minor units, and
// whether it could be formed in 128 bits.
func (f *fastPrice) minor(mode wide.Mode, coef int64, scale int) (int64, bool) {
	if !f.ok {
		return 0, false
	}
	// Quantity and bounds come to one scale, the finer of the two.
	finer := int64(1)
	if up := f.bounds - scale; up > 0 {
		var ok bool
		if coef, ok = wide.Mul(coef, int64(wide.Pow10(up))).Int64(); !ok {
			return 0, false
		}
		scale = f.bounds
	} else if up < 0 {
		finer = int64(wide.Pow10(-up))
	}
	if coef == 0 && !f.atZero {
		return 0, true
	}
	s := fastSum{one: int64(wide.Pow10(scale)), finer: finer, ok: true}
	f.add(&s, coef)
	if !s.ok {
		return 0, false
	}
	if f.high > 0 || f.low > 0 {
		f.clamp(&s)
	}
	return toMinor(mode, s.total, f.scale+scale-f.digits)
}

// clamp holds a sum to the maximum, then to the minimum.
func (f *fastPrice) clamp(s *fastSum) {
	if top := wide.Mul(f.high, s.one); f.high > 0 && s.total.Cmp(top) > 0 {
		s.total = top
	}
	if bottom := wide.Mul(f.low, s.one); f.low > 0 && s.total.Cmp(bottom) < 0 {
		s.total = bottom
	}
}

// toMinor divides a sum by 10^places, or multiplies it if places is below zero.
func toMinor(mode wide.Mode, total wide.Int, places int) (int64, bool) {
	switch {
	case places > number.Digits:
		return 0, false
	case places >= 0:
		return total.Quo(mode, int64(wide.Pow10(places)))
	}
	n, ok := total.Int64()
	if !ok {
		return 0, false
	}
	return wide.Mul(n, int64(wide.Pow10(-places))).Int64()
}

// A fastSum adds up rates times quantities and fees.
type fastSum struct {
	one   int64 // 1 unit, at the quantity's scale
	finer int64 // what the bounds are multiplied by
	total wide.Int
	ok    bool
}

func (s *fastSum) add(a, b int64) {
	sum, ok := s.total.Add(wide.Mul(a, b))
	s.total, s.ok = sum, s.ok && ok
}

// bound returns a bound at the quantity's scale. One that leaves the range is
// above every quantity.
func (s *fastSum) bound(b int64) int64 {
	if b == open || s.finer == 1 {
		return b
	}
	scaled, ok := wide.Mul(b, s.finer).Int64()
	if !ok {
		return open
	}
	return scaled
}

// add forms the amount of a quantity before its bounds.
func (f *fastPrice) add(s *fastSum, coef int64) {
	billable := max(0, coef-s.bound(f.included))
	if f.flat != 0 {
		s.add(f.flat, s.one)
	}
	switch f.mode {
	case PerUnit:
		s.add(f.rate, billable)
	case Package:
		size := s.bound(f.size)
		packages, ok1 := wide.MulQuo(f.partial, billable, 1, size)
		units, ok2 := wide.Mul(packages, s.one).Int64()
		s.ok = ok1 && ok2 && size != open
		s.add(f.rate, units)
	case Graduated:
		f.graduate(s, billable)
	case Volume, Stairstep:
		for _, t := range f.tiers {
			if billable > s.bound(t.upTo) {
				continue
			}
			s.add(t.rate, billable)
			if t.flat != 0 && (billable > 0 || f.atZero) {
				s.add(t.flat, s.one)
			}
			return
		}
	}
}

// graduate adds the tiers that a billable quantity goes through, and what it reaches
// into.
func (f *fastPrice) graduate(s *fastSum, billable int64) {
	lower := int64(0)
	for n := range f.tiers {
		t := &f.tiers[n]
		upper := s.bound(t.upTo)
		if billable > upper {
			lower = upper
			continue
		}
		s.add(t.below, s.finer)
		s.add(t.rate, billable-lower)
		if t.flat != 0 && (billable > 0 || f.atZero) { // 0 is in the first tier
			s.add(t.flat, s.one)
		}
		return
	}
}
