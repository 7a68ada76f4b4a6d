package metrics

import (
	"math/big"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
)

// A Series is the values of one KPI in order, one for each period: month by month.
// Its points are 0, 1, 2 … apart by one.
//
// A point may be undefined, for a month in which there was nothing to count. The
// changes around it are undefined then, and so are the slope and the control limits
// of every series that has it, for the reason of the first such point: a hole is
// neither zero nor the line through its neighbours. Leave it out on purpose, or
// take the months since then with [Series.Last].
//
// The zero Series has no points. Series are immutable, safe for concurrent use and
// cheap to copy.
type Series struct {
	points   []Value
	unit     Unit
	currency msp.Currency
}

// NewSeries returns a series of values, which are copied. All must have one unit,
// or it is an [ErrUnit] error, and one currency, or it is an [msp.ErrCurrency] error;
// the zero Value, undefined and without a unit, goes with each.
func NewSeries(points ...Value) (Series, error) {
	s := Series{points: slices.Clone(points)}
	for i, v := range points {
		switch {
		case v == Value{}:
			continue
		case s.unit == 0:
			s.unit, s.currency = v.unit, v.currency
		case v.unit != s.unit:
			return Series{}, s.mixed(ErrUnit, i, s.unit.String())
		case v.currency != s.currency:
			return Series{}, s.mixed(msp.ErrCurrency, i, s.currency.String())
		}
	}
	return s, nil
}

func (s Series) mixed(kind error, i int, have string) error {
	return msp.NewInputError(kind, "metrics: series point "+strconv.Itoa(i), s.points[i].String(), "those before it are in "+have)
}

// NumberSeries returns a series of bare numbers, such as counts of tickets.
func NumberSeries(points ...msp.Ratio) Series {
	s := Series{points: make([]Value, len(points)), unit: UnitNumber}
	for i, p := range points {
		s.points[i] = newValue(p, UnitNumber, 1, noObservations)
	}
	return s
}

// Len returns the number of points.
func (s Series) Len() int { return len(s.points) }

// Points returns the points, as a copy.
func (s Series) Points() []Value { return slices.Clone(s.points) }

// Last returns the series of the last n points, of all if there are no more, of
// none for an n of 0 or less.
func (s Series) Last(n int) Series {
	n = min(max(n, 0), len(s.points))
	s.points = s.points[len(s.points)-n:]
	return s
}

// hole returns the reason of the first undefined point, and whether there is one.
func (s Series) hole() (reason, bool) {
	for _, p := range s.points {
		if !p.Defined() {
			return p.why(), true
		}
	}
	return 0, false
}

// why returns the reason of an undefined value; the zero Value has none of its own.
func (v Value) why() reason {
	if v.reason == 0 {
		return noObservations
	}
	return v.reason
}

// Changes returns the change from each point to the next as a share of the one
// before: (x[i] − x[i−1]) ÷ x[i−1], month over month, one less than there are points.
// It is undefined, for [ReasonZeroDenominator], after a zero, and where one of the
// two is undefined for the reason of the first that is. From below zero a rise has
// a negative change: −10 to 5 is −150%. A change of more than 1000 digits is an
// [msp.ErrOverflow] error.
func (s Series) Changes() ([]Value, error) {
	if len(s.points) < 2 {
		return nil, nil
	}
	changes := make([]Value, 0, len(s.points)-1)
	for i, after := range s.points[1:] {
		before := s.points[i]
		diff, err := after.exact.Sub(before.exact)
		if err != nil {
			return nil, err
		}
		change, err := diff.Quo(before.exact)
		if err != nil {
			return nil, err
		}
		why := zeroDenominator
		if hole, ok := (Series{points: s.points[i : i+2]}).hole(); ok {
			why = hole
		}
		changes = append(changes, newValue(change, UnitShare, 2, why))
	}
	return changes, nil
}

// Slope returns the slope of the straight line through the points by least squares,
// exactly, in the unit of the series by period. It is undefined, for
// [ReasonTooFew], of fewer than 2 points, and if a point is.
//
// Points whose least common denominator is above 2¹³²⁸⁴, of some 4000 digits, and a
// slope of more than 1000 digits are [msp.ErrOverflow] errors. The cost is linear in
// the number of points.
func (s Series) Slope() (Value, error) {
	n := int64(len(s.points))
	if v, ok := s.undefined(); ok {
		return v, nil
	}
	nums, den, err := s.common()
	if err != nil {
		return Value{}, err
	}
	// Σ(i − ī)·x ÷ Σ(i − ī)², where 2·(i − ī) = 2i − (n − 1) and Σ(i − ī)² = n·(n² − 1)/12.
	sum, part, weight := new(big.Int), new(big.Int), 1-n
	for _, x := range nums {
		sum.Add(sum, part.Mul(x, part.SetInt64(weight)))
		weight += 2
	}
	sum.Mul(sum, big.NewInt(6))
	den.Mul(den, cube(n))
	return s.statistic(sum, den)
}

// cube returns n·(n² − 1).
func cube(n int64) *big.Int {
	product := new(big.Int).Mul(big.NewInt(n-1), big.NewInt(n+1))
	return product.Mul(product, big.NewInt(n))
}

// Direction returns the sign of the slope, the zero Direction if that is undefined.
// It fails as [Series.Slope] does.
func (s Series) Direction() (Direction, error) {
	slope, err := s.Slope()
	switch {
	case err != nil || !slope.Defined():
		return 0, err
	case slope.exact.Sign() > 0:
		return Up, nil
	case slope.exact.Sign() < 0:
		return Down, nil
	}
	return Flat, nil
}

// ControlLimits are the natural process limits of a [Series], those of an individuals
// chart: between them the process varies by itself, and a point outside has a cause
// of its own that is worth looking for. All three are undefined or none.
type ControlLimits struct {
	Low, Center, High Value

	// Outside are the indices of the points below Low or above High; one on a limit
	// is inside.
	Outside []int
}

// ControlLimits returns the control limits of the series: its mean ± 2.66 × the mean
// moving range, which is the mean of |x[i] − x[i−1]|. They are exact, and not cut
// off: those of a share may lie below 0 or above 1. They are undefined, for
// [ReasonTooFew], of fewer than 2 points, and if a point is. It fails as
// [Series.Slope] does, and costs as much.
//
// The factor is 3/d₂ for ranges of two, 3/1.128, rounded to 2.66 in the books:
// D. J. Wheeler, Understanding Variation, 1993, after W. A. Shewhart.
func (s Series) ControlLimits() (ControlLimits, error) {
	if v, ok := s.undefined(); ok {
		return ControlLimits{Low: v, Center: v, High: v}, nil
	}
	nums, den, err := s.common()
	if err != nil {
		return ControlLimits{}, err
	}
	n := int64(len(nums))
	sum, moved, step := new(big.Int), new(big.Int), new(big.Int)
	for i, x := range nums {
		sum.Add(sum, x)
		if i > 0 {
			moved.Add(moved, step.Abs(step.Sub(x, nums[i-1])))
		}
	}
	// The limits are (50·(n−1)·sum ∓ 133·n·moved) ÷ (50·n·(n−1)·den).
	mean := new(big.Int).Mul(sum, big.NewInt(50))
	mean.Mul(mean, big.NewInt(n-1))
	moved.Mul(moved, big.NewInt(133))
	moved.Mul(moved, big.NewInt(n))
	low, high := new(big.Int).Sub(mean, moved), new(big.Int).Add(mean, moved)
	scale := new(big.Int).Mul(big.NewInt(50*(n-1)), big.NewInt(n))
	over := new(big.Int).Mul(scale, den)

	var l ControlLimits
	for _, v := range []struct {
		to  *Value
		num *big.Int
	}{{&l.Low, low}, {&l.Center, mean}, {&l.High, high}} {
		if *v.to, err = s.statistic(v.num, over); err != nil {
			return ControlLimits{}, err
		}
	}
	for i, x := range nums {
		if step.Mul(x, scale); step.Cmp(low) < 0 || step.Cmp(high) > 0 {
			l.Outside = append(l.Outside, i)
		}
	}
	return l, nil
}

// undefined returns the undefined value of a statistic that needs two points, all
// of them defined, and whether it is.
func (s Series) undefined() (Value, bool) {
	why, ok := s.hole()
	if !ok && len(s.points) < 2 {
		why, ok = tooFew, true
	}
	return Value{n: int64(len(s.points)), unit: s.unit, currency: s.currency, reason: why}, ok
}

// statistic returns num ÷ den in the unit of the series.
func (s Series) statistic(num, den *big.Int) (Value, error) {
	exact, err := msp.RatioFromRat(new(big.Rat).SetFrac(num, den))
	if err != nil {
		return Value{}, err
	}
	return Value{exact: exact, n: int64(len(s.points)), unit: s.unit, currency: s.currency}, nil
}

// commonBits bounds the size of exact integers on the way to an answer, so that the
// time is bounded: four times what an [msp.Ratio] holds, some 4000 digits.
const commonBits = 13284

// common returns the points, all defined, as numerators over their least common
// denominator.
func (s Series) common() (nums []*big.Int, den *big.Int, err error) {
	den = big.NewInt(1)
	rest := new(big.Int)
	for i, p := range s.points {
		d := p.exact.Den()
		if rest.Rem(den, d).Sign() == 0 {
			continue
		}
		den.Mul(den, d.Quo(d, rest.GCD(nil, nil, den, d)))
		if den.BitLen() > commonBits {
			return nil, nil, msp.NewInputError(msp.ErrOverflow, "metrics: series", "point "+strconv.Itoa(i),
				"the common denominator has more than 4000 digits")
		}
	}
	nums = make([]*big.Int, len(s.points))
	for i, p := range s.points {
		scale := new(big.Int).Quo(den, p.exact.Den())
		nums[i] = scale.Mul(scale, p.exact.Num())
	}
	return nums, den, nil
}
