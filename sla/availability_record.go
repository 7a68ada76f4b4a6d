package sla

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/wide"
)

// A serviceRecord is what is known of a service: its outages and its maintenance, joined,
// and what of them counts. It answers for any number of periods.
type serviceRecord struct {
	opts                 MeasureOptions
	always               bool
	outages, maintenance calendar.Intervals
}

func newServiceRecord(outages, maintenance []calendar.Interval, opts MeasureOptions) (serviceRecord, error) {
	if err := opts.Validate().Err(); err != nil {
		return serviceRecord{}, err
	}
	if err := checkIntervals("outage", outages); err != nil {
		return serviceRecord{}, err
	}
	if err := checkIntervals("maintenance", maintenance); err != nil {
		return serviceRecord{}, err
	}
	return serviceRecord{
		opts:        opts,
		always:      opts.Hours.IsAlways(),
		outages:     calendar.NewIntervals(outages...),
		maintenance: calendar.NewIntervals(maintenance...),
	}, nil
}

// A joined outage, what of it is in the period, and how much of it counts.
type joined struct {
	whole, inPeriod calendar.Interval
	tooShort        bool
	open            wide.Int // of inPeriod, in the hours of service
	exact           wide.Int // of that, outside maintenance
	counted         wide.Int // exact, rounded
}

// over measures a period, and shows each outage that meets it, in order.
func (r serviceRecord) over(period calendar.Interval, show func(joined)) (Uptime, error) {
	if err := checkPeriod(period); err != nil {
		return Uptime{}, err
	}
	u := Uptime{agreed: r.openTime(period)}
	maintenance := meeting(r.maintenance, period)
	for _, m := range maintenance {
		u.maintenance = plus(u.maintenance, r.openTime(m.Intersect(period)))
	}
	if r.opts.Maintenance == MaintenanceExcluded {
		u.agreed = minus(u.agreed, u.maintenance)
	}
	for _, whole := range meeting(r.outages, period) {
		o := joined{whole: whole, inPeriod: whole.Intersect(period), tooShort: whole.Duration() < r.opts.MinOutage}
		if !o.tooShort {
			for len(maintenance) > 0 && !maintenance[0].To.After(o.inPeriod.From) {
				maintenance = maintenance[1:]
			}
			r.count(&o, maintenance)
			u.down = plus(u.down, o.counted)
		}
		show(o)
	}
	if u.down.Cmp(u.agreed) > 0 { // rounding alone can do that
		u.down = u.agreed
	}
	return u, nil
}

// count fills in how much of an outage counts, given the maintenance from its
// beginning on.
func (r serviceRecord) count(o *joined, maintenance calendar.Intervals) {
	o.open = r.openTime(o.inPeriod)
	o.exact = o.open
	for _, m := range maintenance {
		if !m.From.Before(o.inPeriod.To) {
			break
		}
		o.exact = minus(o.exact, r.openTime(m.Intersect(o.inPeriod)))
	}
	o.counted = o.exact
	if r.opts.WholeMinutes != 0 {
		minutes, _ := o.exact.Quo(wide.Mode(r.opts.WholeMinutes), int64(time.Minute))
		o.counted = wide.Mul(minutes, int64(time.Minute))
	}
}

// meeting returns the intervals that have an instant in a period.
func meeting(s calendar.Intervals, period calendar.Interval) calendar.Intervals {
	if period.IsEmpty() {
		return nil
	}
	s = s[endedBy(s, period.From):]
	end, _ := slices.BinarySearchFunc(s, period.To, func(i calendar.Interval, t time.Time) int { return i.From.Compare(t) })
	return s[:end]
}

// endedBy returns how many of the intervals are over at an instant.
func endedBy(s calendar.Intervals, t time.Time) int {
	n, _ := slices.BinarySearchFunc(s, t, func(i calendar.Interval, t time.Time) int {
		if i.To.After(t) {
			return 1
		}
		return -1
	})
	return n
}

// openTime returns the service time in an interval, in nanoseconds.
func (r serviceRecord) openTime(i calendar.Interval) wide.Int {
	if r.always || i.IsEmpty() {
		return length(i)
	}
	if d, err := r.opts.Hours.CheckedBetween(i.From, i.To); err == nil {
		return wide.Of(int64(d))
	}
	return r.longOpenTime(i)
}

// Calendars know the dates of the years 1 to 9999. Before and after, whatever the
// zone, they are open all the time or not at all.
const (
	beforeDates = -62_167_219_200 // 0000-01-01, seconds from 1970
	afterDates  = 253_433_923_200 // 10001-01-01
)

// longOpenTime is openTime of more than a [time.Duration] holds: in pieces that it
// does, and without walking through millions of years in which nothing changes.
func (r serviceRecord) longOpenTime(i calendar.Interval) wide.Int {
	const piece = 1 << 62 // half of the longest duration
	first, last := time.Unix(beforeDates, 0), time.Unix(afterDates, 0)
	var sum wide.Int
	for _, far := range []calendar.Interval{
		{From: i.From, To: earlier(i.To, first)},
		{From: later(i.From, last), To: i.To},
	} {
		if !far.IsEmpty() && r.opts.Hours.IsOpen(far.From) {
			sum = plus(sum, length(far))
		}
	}
	for from, to := later(i.From, first), earlier(i.To, last); from.Before(to); {
		next := earlier(from.Add(piece), to)
		sum = plus(sum, wide.Of(int64(r.opts.Hours.Between(from, next))))
		from = next
	}
	return sum
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// length returns the length of an interval in nanoseconds, however long it is.
func length(i calendar.Interval) wide.Int {
	if i.IsEmpty() {
		return wide.Int{}
	}
	seconds := wide.Mul(i.To.Unix()-i.From.Unix(), int64(time.Second)) // no wrap: see farthest
	return plus(seconds, wide.Of(int64(i.To.Nanosecond()-i.From.Nanosecond())))
}

// plus and minus are for lengths of time: no period has 2¹²⁷ nanoseconds.
func plus(a, b wide.Int) wide.Int {
	sum, _ := a.Add(b)
	return sum
}

func minus(a, b wide.Int) wide.Int {
	diff, _ := a.Sub(b)
	return diff
}

// exactly returns nanoseconds as an [ExactDuration].
func exactly(n wide.Int) ExactDuration {
	if small, ok := n.Int64(); ok {
		return ExactDuration{msp.NewRatio(small, 1)}
	}
	ns, _ := msp.RatioFromBig(n.Big(), wide.Of(1).Big())
	return ExactDuration{ns}
}
