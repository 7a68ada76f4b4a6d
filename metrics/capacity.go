package metrics

import (
	"math"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
)

// A Queue is what arrives at a desk: so many tickets an hour that take so long each.
// It answers how many technicians are needed for a promise:
//
//	desk := metrics.Queue{PerHour: msp.NewRatio(40, 1), Handle: 12 * time.Minute}
//	need, err := desk.Staff(msp.MustParsePercent("80%"), 15*time.Minute)
//	need.Technicians // 9 on duty, so that 80% start within 15 minutes
//
// The answers are estimates of a model, the float64 of this package: tickets arrive at
// random, independently, at one rate (PerHour); handling times and patience are
// exponential, with the means given; each technician takes one ticket at a time, the
// oldest first, from one queue. Without patience it is Erlang C, with it Erlang A. Ask
// for the busiest hour, not for the mean of a day: a desk is not linear. A desk of
// several priorities, of open work at closing time, or where people do several tickets
// at once is another model.
//
// The zero Queue has no handling time and answers errors.
type Queue struct {
	// PerHour is the number of arrivals an hour. With 0 the answers are those of a
	// ticket that comes to an idle desk.
	PerHour msp.Ratio

	// Handle is the mean time of a technician for a ticket, after-work included. It
	// must be above zero.
	Handle time.Duration

	// Patience is the mean time after which somebody who waits gives up. Zero: nobody
	// gives up, as with tickets by mail.
	Patience time.Duration
}

// Limits of a [Queue].
const (
	mostLoad        = 1_000_000 // Erlang
	mostTechnicians = 2_000_000 // more than any promise to that load needs
)

// Load returns the work that arrives, in hours an hour, called Erlang, exactly: 8 for 40
// tickets of 12 minutes. More technicians than that keep up, if nobody gives up. It fails
// as With does.
func (q Queue) Load() (msp.Ratio, error) {
	switch {
	case !q.PerHour.Defined():
		return msp.Ratio{}, msp.NewInputError(msp.ErrUndefined, "metrics: arrivals per hour", q.PerHour.String(), "has no value")
	case q.PerHour.Sign() < 0:
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "metrics: arrivals per hour", q.PerHour.String(), "below zero")
	case q.Handle <= 0:
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "metrics: handling time", duration.Format(q.Handle), "want more than zero")
	case q.Patience < 0:
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "metrics: patience", duration.Format(q.Patience), "below zero")
	}
	load, err := q.PerHour.Mul(msp.NewRatio(int64(q.Handle), int64(time.Hour)))
	if err != nil {
		return msp.Ratio{}, err
	}
	if load.Compare(whole(mostLoad)) > 0 {
		return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "metrics: load", load.String(), "more than 1000000 Erlang")
	}
	return load, nil
}

// With returns the estimate for so many technicians on duty: which share starts at most
// a time after arrival. The errors:
//
//   - arrivals that are undefined: [msp.ErrUndefined]
//   - a handling time of zero, a load of more than 1,000,000 Erlang, more than 2,000,000
//     technicians, anything below zero: [msp.ErrRange]
//   - a load of more digits than a [msp.Ratio] has: [msp.ErrOverflow]
//
// The cost is linear in the technicians, some nanoseconds each, and with patience some
// tens of microseconds more.
func (q Queue) With(technicians int, within time.Duration) (QueueEstimate, error) {
	s, err := q.search(within)
	if err != nil {
		return QueueEstimate{}, err
	}
	if technicians < 0 || technicians > mostTechnicians {
		return QueueEstimate{}, msp.NewInputError(msp.ErrRange, "metrics: technicians", strconv.Itoa(technicians), "want 0 to 2000000")
	}
	return s.estimate(technicians, s.outlook(technicians)), nil
}

// Staff returns the estimate for the least number of technicians on duty with whom a
// share, or more, starts at most a time after arrival. It fails as With does; a share of 0
// or less, and of 100% or more, which chance never grants, are [msp.ErrRange] errors.
// There always is a number. Who is on duty is not yet who is on the roster, see
// [Rostered].
//
// The cost is that of With for twice as many technicians, and with patience some tens of
// microseconds for each doubling of their number.
func (q Queue) Staff(share msp.Percent, within time.Duration) (QueueEstimate, error) {
	s, err := q.search(within)
	if err != nil {
		return QueueEstimate{}, err
	}
	left, err := whole(1).Sub(share.Ratio())
	if err != nil || left.Sign() <= 0 || share.Sign() <= 0 {
		return QueueEstimate{}, msp.NewInputError(msp.ErrRange, "metrics: share in time", share.String(), "want more than 0% and less than 100%")
	}
	allowed, _ := left.Float64()
	misses := func(technicians int) bool { return s.outlook(technicians).miss > allowed }

	// Low misses, high does not: strides that double, then halves.
	low, stride := 0, 1
	if q.Patience == 0 {
		low = s.overloaded()
	}
	for low+stride < mostTechnicians && misses(low+stride) {
		low += stride
		stride *= 2
		s.passed(low)
	}
	high := min(low+stride, mostTechnicians)
	for high-low > 1 {
		middle := low + (high-low)/2
		if misses(middle) {
			low = middle
			s.passed(low)
		} else {
			high = middle
		}
	}
	return s.estimate(high, s.outlook(high)), nil
}

// Rostered returns how many people are on the roster so that enough are on duty, if
// a share of the paid time is spent elsewhere, in breaks, meetings, training, on
// leave: on duty ÷ (1 − shrinkage), rounded up, exactly. With a shrinkage of 30%, 10 on
// duty are 15 on the roster. A number below zero, and a shrinkage below 0 or of 100% or
// more, are [msp.ErrRange] errors; what does not fit is [msp.ErrOverflow].
func Rostered(onDuty int, shrinkage msp.Percent) (int, error) {
	if onDuty < 0 {
		return 0, msp.NewInputError(msp.ErrRange, "metrics: technicians", strconv.Itoa(onDuty), "below zero")
	}
	left, err := whole(1).Sub(shrinkage.Ratio())
	if err != nil || left.Sign() <= 0 || shrinkage.Sign() < 0 {
		return 0, msp.NewInputError(msp.ErrRange, "metrics: shrinkage", shrinkage.String(), "want at least 0% and less than 100%")
	}
	people, err := whole(int64(onDuty)).Quo(left)
	if err != nil {
		return 0, err
	}
	n, err := people.Int(msp.Up)
	if err == nil && n > math.MaxInt {
		err = msp.NewInputError(msp.ErrOverflow, "metrics: technicians", people.String(), "too many")
	}
	if err != nil {
		return 0, err
	}
	return int(n), nil
}
