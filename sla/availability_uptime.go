package sla

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/wide"
)

// An Uptime is how much time was agreed and how much of it was down: of a period,
// of many, of one service or of all clients. [Measure] makes it from outages,
// [NewUptime] from sums that somebody else has made.
//
// The zero Uptime has no agreed time and is ready to use. Uptimes are immutable
// and comparable with ==; under [Uptime.Merge] they form a commutative monoid,
// whose identity is the zero Uptime. The sums are exact, in nanoseconds, on 128
// bits: five hundred clients for a year are more than a [time.Duration] holds.
//
// Where no time is agreed there is nothing to judge: the ratio is undefined, a
// target is neither met nor missed, and there is no budget.
type Uptime struct {
	agreed, down, maintenance wide.Int // nanoseconds; 0 ≤ down ≤ agreed
}

// NewUptime returns the uptime of sums. Time below zero, and more down than
// agreed, are [msp.ErrRange] errors.
func NewUptime(agreed, down time.Duration) (Uptime, error) {
	u := Uptime{agreed: wide.Of(int64(agreed)), down: wide.Of(int64(down))}
	if down < 0 || down > agreed { // and so agreed is not below zero
		return Uptime{}, msp.NewInputError(msp.ErrRange, "sla: uptime", u.String(), "want 0 ≤ down ≤ agreed")
	}
	return u, nil
}

// Agreed returns the agreed time.
func (u Uptime) Agreed() ExactDuration { return exactly(u.agreed) }

// Down returns the down time that counts.
func (u Uptime) Down() ExactDuration { return exactly(u.down) }

// Up returns the agreed time that was not down.
func (u Uptime) Up() ExactDuration { return exactly(minus(u.agreed, u.down)) }

// Maintenance returns the planned maintenance in the hours of service, whether it
// is part of the agreed time or not.
func (u Uptime) Maintenance() ExactDuration { return exactly(u.maintenance) }

// IsZero reports whether u is the zero Uptime.
func (u Uptime) IsZero() bool { return u == Uptime{} }

// Ratio returns (agreed − down) ÷ agreed, exactly, from 0 to 1. It is undefined if
// no time is agreed.
func (u Uptime) Ratio() msp.Ratio { return quotient(minus(u.agreed, u.down), u.agreed) }

// quotient returns a ÷ b, undefined if b is 0.
func quotient(a, b wide.Int) msp.Ratio {
	num, ok1 := a.Int64()
	den, ok2 := b.Int64()
	if ok1 && ok2 {
		return msp.NewRatio(num, den)
	}
	r, _ := msp.RatioFromBig(a.Big(), b.Big()) // 127 bits always fit
	return r
}

// Meets reports whether the uptime is at least the target, exactly: a month that is
// a second over its budget misses 99.9 %, even if it shows as 99.9000 %. ok is
// false if no time is agreed.
func (u Uptime) Meets(target msp.Percent) (met, ok bool) {
	ratio := u.Ratio()
	if !ratio.Defined() {
		return false, false
	}
	return ratio.Compare(target.Ratio()) >= 0, true
}

// Outcome returns [Uptime.Meets] as an outcome, to count services that kept their
// promise: Met, Missed, or Excluded if no time is agreed.
func (u Uptime) Outcome(target msp.Percent) msp.Outcome {
	met, ok := u.Meets(target)
	switch {
	case !ok:
		return msp.Excluded
	case met:
		return msp.Met
	}
	return msp.Missed
}

// Merge returns the uptime of both: of two periods, or of two services. It weighs
// each by its agreed time and is not the mean of their ratios. More time than 2¹²⁷
// nanoseconds is an [msp.ErrOverflow] error.
func (u Uptime) Merge(other Uptime) (Uptime, error) {
	agreed, ok1 := u.agreed.Add(other.agreed)
	maintenance, ok2 := u.maintenance.Add(other.maintenance)
	if !ok1 || !ok2 {
		return Uptime{}, msp.NewInputError(msp.ErrOverflow, "sla: uptime", u.String(), "with "+other.String()+" more than 2^127 nanoseconds")
	}
	return Uptime{agreed, plus(u.down, other.down), maintenance}, nil
}

// String returns "43m12s down of 720h".
func (u Uptime) String() string { return u.Down().String() + " down of " + u.Agreed().String() }
