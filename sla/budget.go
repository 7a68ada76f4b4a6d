package sla

import (
	"github.com/mspkit/msp"
)

// A Budget is an error budget: the down time that a target leaves, and how much of
// it is spent. [Uptime.Budget] makes it.
//
// The zero Budget is undefined, the budget where no time is agreed: so is all that
// it answers. Budgets are immutable and comparable with ==.
type Budget struct {
	total, spent ExactDuration
}

// Budget returns the error budget of a target: (1 − target) × agreed, of which the
// down time is spent. It is exact, to fractions of a nanosecond. The target is met
// if and only if nothing less than zero remains. A target above 100 % cannot be
// met, and its budget is below zero.
func (u Uptime) Budget(target msp.Percent) Budget {
	if u.agreed.Sign() == 0 {
		return Budget{}
	}
	total, _ := u.Agreed().ns.Mul(allowance(target)) // 127 bits times a percent
	return Budget{ExactDuration{total}, u.Down()}
}

// allowance returns the share of time that may be down: 1 − target.
func allowance(target msp.Percent) msp.Ratio {
	share, _ := msp.NewRatio(1, 1).Sub(target.Ratio()) // a percent has 18 digits
	return share
}

// Total returns the down time that the target leaves: 43m12s of a month of thirty
// days at 99.9 %.
func (b Budget) Total() ExactDuration { return b.total }

// Spent returns the down time.
func (b Budget) Spent() ExactDuration { return b.spent }

// Remaining returns Total less Spent; below zero the target is missed.
func (b Budget) Remaining() ExactDuration {
	remaining, _ := b.total.ns.Sub(b.spent.ns)
	return ExactDuration{remaining}
}

// Used returns Spent ÷ Total: above 1 the target is missed. It is undefined if
// there is no budget, Total being zero.
func (b Budget) Used() msp.Ratio { return b.Share(b.spent) }

// Share returns how much of Total so much down time is: what one outage has cost,
// or the last hour. It is undefined if Total is zero.
func (b Budget) Share(down ExactDuration) msp.Ratio {
	share, _ := down.ns.Quo(b.total.ns)
	return share
}

// String returns "10m spent of 43m12s".
func (b Budget) String() string { return b.spent.String() + " spent of " + b.total.String() }
