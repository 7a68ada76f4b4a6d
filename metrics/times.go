package metrics

import (
	"fmt"
	"math"
	"math/big"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/wide"
)

// Times accumulate durations: how long it took to answer, to resolve, to
// restore. They keep the count, the exact sum, the least and the greatest, and
// beside them how many are open, without a duration yet, and how many are
// invalid, below zero. These two are in no other figure: a mean without the open
// ones beside it flatters.
//
// The zero Times are empty and ready to use. Times are comparable with ==; under
// [Times.Merge] they form a commutative monoid, whose identity is the zero Times.
// They hold at most 2⁶³ − 1 items in all; the sum of so many does not overflow.
type Times struct {
	count, open, invalid int64
	sum                  wide.Int
	least, greatest      time.Duration // 0 if count is
}

// Add returns t with one duration more. One below zero is counted as invalid. An
// item more than Times hold is an [msp.ErrOverflow] error.
func (t Times) Add(d time.Duration) (Times, error) { return t.with(d, true) }

// AddOpen returns t with one item more that has no duration yet.
func (t Times) AddOpen() (Times, error) { return t.with(0, false) }

func (t Times) with(d time.Duration, done bool) (Times, error) {
	if t.Total() == math.MaxInt64 {
		return Times{}, msp.NewInputError(msp.ErrOverflow, "metrics: times", t.String(), "one item more than 2^63 - 1")
	}
	switch {
	case !done:
		t.open++
	case d < 0:
		t.invalid++
	default:
		if t.count == 0 {
			t.least = d
		}
		t.count++
		t.sum, _ = t.sum.Add(wide.Of(int64(d)))
		t.least, t.greatest = min(t.least, d), max(t.greatest, d)
	}
	return t, nil
}

// Merge returns the times of both. More items than Times hold are an
// [msp.ErrOverflow] error.
func (t Times) Merge(other Times) (Times, error) {
	if other.Total() > math.MaxInt64-t.Total() {
		return Times{}, msp.NewInputError(msp.ErrOverflow, "metrics: times", t.String(), "with "+other.String()+" more than 2^63 - 1 items")
	}
	switch {
	case other.count == 0:
	case t.count == 0:
		t.least, t.greatest = other.least, other.greatest
	default:
		t.least, t.greatest = min(t.least, other.least), max(t.greatest, other.greatest)
	}
	t.count += other.count
	t.open += other.open
	t.invalid += other.invalid
	t.sum, _ = t.sum.Add(other.sum)
	return t, nil
}

// Count returns the number of durations.
func (t Times) Count() int64 { return t.count }

// Open returns the number of items without a duration yet.
func (t Times) Open() int64 { return t.open }

// Invalid returns the number of durations below zero.
func (t Times) Invalid() int64 { return t.invalid }

// Total returns the number of items.
func (t Times) Total() int64 { return t.count + t.open + t.invalid }

// IsZero reports whether t is empty.
func (t Times) IsZero() bool { return t == Times{} }

// Sum returns the exact sum, which may be more than a [time.Duration] holds. The
// sum of nothing is 0.
func (t Times) Sum() Value { return t.value(t.sum.Big(), 1) }

// Mean returns the exact mean. It is undefined, for [ReasonNoObservations], if
// there are no durations.
func (t Times) Mean() Value { return t.value(t.sum.Big(), t.count) }

// Min returns the least duration; it is undefined as the mean is.
func (t Times) Min() Value { return t.value(big.NewInt(int64(t.least)), min(t.count, 1)) }

// Max returns the greatest duration; it is undefined as the mean is.
func (t Times) Max() Value { return t.value(big.NewInt(int64(t.greatest)), min(t.count, 1)) }

// value returns num ÷ den, of 127 bits at most.
func (t Times) value(num *big.Int, den int64) Value {
	exact, _ := msp.RatioFromBig(num, big.NewInt(den))
	return newValue(exact, UnitDuration, t.count, noObservations)
}

// String returns "40 durations, 2 open, 0 invalid".
func (t Times) String() string {
	return fmt.Sprintf("%d durations, %d open, %d invalid", t.count, t.open, t.invalid)
}
