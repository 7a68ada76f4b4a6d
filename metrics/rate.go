package metrics

import "github.com/mspkit/msp"

// A Rate is how often something came out well: SLA compliance, first contact
// resolution, reopening, patching. What "well" is, a classifier says, a function
// that gives each item an [msp.Outcome]; see [RateBy].
//
// The rate is met ÷ (met + missed). Pending and excluded items are counted and
// left out, so that an open ticket is neither a success nor a failure.
//
// The zero Rate is empty and ready to use. Rates are comparable with ==; under
// [Rate.Merge] they form a commutative monoid, whose identity is the zero Rate.
type Rate struct {
	tally msp.Tally
}

// NewRate returns the rate of outcomes that are counted already.
func NewRate(tally msp.Tally) Rate { return Rate{tally} }

// Add returns r with one outcome more. One that is none or unknown is an
// [msp.ErrRange] error, so that no item is lost uncounted.
func (r Rate) Add(o msp.Outcome) (Rate, error) {
	tally, err := r.tally.Add(o)
	return Rate{tally}, err
}

// Merge returns the rate of both: the pooled rate, which lies between the two and
// is not their mean. It can even reverse what every part says (Simpson's
// paradox), so merge only what is alike.
func (r Rate) Merge(other Rate) (Rate, error) {
	tally, err := r.tally.Merge(other.tally)
	return Rate{tally}, err
}

// Tally returns the counts.
func (r Rate) Tally() msp.Tally { return r.tally }

// Value returns the rate as a share of the items judged. It is undefined, for
// [ReasonZeroDenominator], if none is.
func (r Rate) Value() Value {
	return newValue(r.tally.Rate(), UnitShare, r.tally.Judged(), zeroDenominator)
}

// String returns "39 met, 1 missed, 2 pending, 0 excluded".
func (r Rate) String() string { return r.tally.String() }
