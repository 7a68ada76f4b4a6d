package metrics

import (
	"math"

	"github.com/mspkit/msp"
)

// A Rate is how often something came out well: SLA compliance, first contact
// resolution, reopening, patching. What "well" is, a classifier says, a function
// that gives each item an [msp.Outcome]; see [RateBy].
//
// The rate is met ÷ (met + missed). Pending and excluded items are counted and
// left out, so that an open ticket is neither a success nor a failure.
//
// The zero Rate is empty and ready to use. A Rate is an accumulator: it grows in
// place, and a copy is a Rate of its own. Rates are comparable with ==; under
// [Rate.Merge] they form a commutative monoid, whose identity is the zero Rate.
type Rate struct {
	total  int64    // of the counts, so that Add has one number to look at
	counts [4]int64 // by outcome
}

var (
	errNoOutcome error = msp.NewInputError(msp.ErrRange, "metrics: outcome", "", "want met, missed, pending or excluded")
	errTooMany   error = msp.NewInputError(msp.ErrOverflow, "metrics: accumulator", "", "more than 2^63 - 1 items")
)

// NewRate returns the rate of outcomes that are counted already.
func NewRate(tally msp.Tally) Rate {
	return Rate{tally.Total(), [4]int64{tally.Met(), tally.Missed(), tally.Pending(), tally.Excluded()}}
}

// Add counts one outcome more. One that is none or unknown is an [msp.ErrRange]
// error, so that no item is lost uncounted; one more than 2⁶³ − 1 is an
// [msp.ErrOverflow] error. After an error the rate is as it was.
func (r *Rate) Add(o msp.Outcome) error { // small enough to be inlined
	i := o - 1
	if i > 3 {
		return errNoOutcome
	}
	if r.total == math.MaxInt64 {
		return errTooMany
	}
	r.total++
	r.counts[i&3]++
	return nil
}

// Total returns the number of items.
func (r Rate) Total() int64 { return r.total }

// Merge adds the counts of other: the pooled rate lies between the two and is not
// their mean. It can even reverse what every part says (Simpson's paradox), so
// merge only what is alike. More than 2⁶³ − 1 items are an [msp.ErrOverflow] error,
// after which the rate is as it was.
func (r *Rate) Merge(other Rate) error {
	if other.total > math.MaxInt64-r.total {
		return errTooMany
	}
	r.total += other.total
	for i, n := range other.counts {
		r.counts[i] += n
	}
	return nil
}

// Tally returns the counts.
func (r Rate) Tally() msp.Tally {
	tally, _ := msp.NewTally(r.counts[0], r.counts[1], r.counts[2], r.counts[3])
	return tally
}

// IsZero reports whether r is empty.
func (r Rate) IsZero() bool { return r == Rate{} }

// Value returns the rate as a share of the items judged. It is undefined, for
// [ReasonZeroDenominator], if none is.
func (r Rate) Value() Value {
	tally := r.Tally()
	return newValue(tally.Rate(), UnitShare, tally.Judged(), zeroDenominator)
}

// MarshalJSON returns the JSON of the [msp.Tally]. It never fails. For the way back there
// is the binary form.
func (r Rate) MarshalJSON() ([]byte, error) { return r.Tally().MarshalJSON() }

// String returns "39 met, 1 missed, 2 pending, 0 excluded".
func (r Rate) String() string { return r.Tally().String() }
