package escalation

import (
	"time"

	"github.com/mspkit/msp/calendar"
)

// Unreached is what [Policy.Lint] sums up: when tickets can be opened for which nobody is
// told.
func (p Policy) Unreached(from, to time.Time) (calendar.Intervals, bool) {
	return newPolicyLint(p.get(), from, to).unreached()
}
