package metrics

import (
	"strconv"
	"time"

	"github.com/mspkit/msp/internal/duration"
)

// A QueueEstimate is what so many technicians on duty make of a [Queue]. Its shares are
// estimates from 0 to 1, of all that arrive; none is ever NaN or infinite.
type QueueEstimate struct {
	Technicians int           // on duty
	Within      time.Duration // the limit of the promise, inclusive

	ServiceLevel float64 // share that starts within the limit; who gives up does not
	Waiting      float64 // share that finds nobody free
	GivingUp     float64 // share that gives up; 0 without patience
	Occupancy    float64 // share of the time on duty that goes into tickets; 1 of nobody

	// MeanWait is the mean time until the start or until giving up, of all that arrive,
	// also those that do not wait, rounded to nanoseconds.
	MeanWait time.Duration

	// Unbounded says that there is no mean wait, and MeanWait is 0: nobody gives up and
	// there is as much work as the technicians can do, or more, so that the queue grows
	// without end and the service level is 0. So it is if the mean is beyond 292 years.
	Unbounded bool
}

// String returns the estimate for a log: "10 technicians: 96.6% start within 15m, 40.9%
// wait, mean wait 2m27s, occupancy 80.0%, 0.0% give up".
func (e QueueEstimate) String() string {
	percent := func(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + "%" }
	wait := "no mean wait"
	if !e.Unbounded {
		wait = "mean wait " + duration.Format(e.MeanWait.Round(time.Second))
	}
	return strconv.Itoa(e.Technicians) + " technicians: " + percent(e.ServiceLevel) + " start within " + duration.Format(e.Within) + ", " +
		percent(e.Waiting) + " wait, " + wait + ", occupancy " + percent(e.Occupancy) + ", " + percent(e.GivingUp) + " give up"
}
