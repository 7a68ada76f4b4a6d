package sla

import "github.com/mspkit/msp"

// BurnRate returns how fast a look-back spends the error budget of a target:
// (down ÷ agreed) ÷ (1 − target). At 1 a budget lasts exactly as long as the
// period that it is for; at 14.4 a thirty days' budget is gone in fifty hours. It
// is undefined if no time is agreed, and at a target of 100 %, which has no
// budget.
//
// [Measure] the look-back, [now − 1h, now), or make it with [NewUptime].
func (u Uptime) BurnRate(target msp.Percent) msp.Ratio {
	rate, _ := quotient(u.down, u.agreed).Quo(allowance(target)) // 127 bits times a percent
	return rate
}

// ExhaustsIn returns after how much agreed time nothing of the budget remains, if
// down time goes on as it did in a look-back: remaining × agreed ÷ down. It is zero
// if nothing remains already. ok is false if that is never, because nothing was
// down, and if the budget or the look-back is undefined.
func (b Budget) ExhaustsIn(lookBack Uptime) (left ExactDuration, ok bool) {
	remaining := b.Remaining()
	if remaining.Defined() && remaining.Sign() <= 0 {
		return Exactly(0), true
	}
	left.ns, _ = remaining.ns.Mul(quotient(lookBack.agreed, lookBack.down))
	return left, left.Defined()
}
