package metrics

import (
	"math"
	"math/big"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/wide"
)

// Reliability is how often a service fails and how long it takes to restore it.
// [NewReliability] makes it from outages. Uptime itself is of package sla, which
// counts the same intervals in the same way.
//
// The zero Reliability has no agreed time and is ready to use. Reliabilities are
// comparable with ==; under [Reliability.Merge] they form a commutative monoid,
// whose identity is the zero Reliability.
type Reliability struct {
	up, down wide.Int // nanoseconds of agreed time
	failures int64
}

// NewReliability returns the reliability of a service in its agreed time: the
// period of a report, in the hours of service, without planned maintenance. Outages
// that overlap or touch are one; one of which something is in the agreed time is a
// failure, once, however maintenance or closing time cuts it.
//
//	month := calendar.IntervalOf(period, desk.Zone())
//	hours := slices.Collect(desk.Spans(month.From, month.To))
//	agreed := calendar.NewIntervals(hours...).Subtract(calendar.NewIntervals(maintenance...))
//
// Both may come in any order, overlap and repeat. An interval that ends before it
// begins, as an outage that is not over and has no end yet does, is an
// [msp.ErrRange] error, and so is an instant more than 10¹¹ years away.
func NewReliability(agreed calendar.Intervals, outages ...calendar.Interval) (Reliability, error) {
	if err := checkIntervals("agreed time", agreed); err != nil {
		return Reliability{}, err
	}
	if err := checkIntervals("outage", outages); err != nil {
		return Reliability{}, err
	}
	agreed = calendar.NewIntervals(agreed...)
	r := Reliability{up: lengthOf(agreed...)}
	for _, o := range calendar.NewIntervals(outages...) {
		for len(agreed) > 0 && !agreed[0].To.After(o.From) {
			agreed = agreed[1:]
		}
		var down wide.Int
		for _, a := range agreed {
			if !a.From.Before(o.To) {
				break
			}
			down, _ = down.Add(lengthOf(a.Intersect(o))) // all agreed time fits
		}
		if down.Sign() > 0 {
			r.failures++
			r.up, _ = r.up.Sub(down)
			r.down, _ = r.down.Add(down)
		}
	}
	return r, nil
}

// farthest bounds instants, in seconds from 1970: before it, time.Time itself
// begins to wrap.
const farthest = 1 << 61

func checkIntervals(what string, list []calendar.Interval) error {
	for n, i := range list {
		why := ""
		if from, to := i.From.Unix(), i.To.Unix(); min(from, to) < -farthest || max(from, to) > farthest {
			why = "too far away"
		} else if i.To.Before(i.From) {
			why = "ends before it begins"
		}
		if why != "" {
			return msp.NewInputError(msp.ErrRange, "metrics: "+what+" "+strconv.Itoa(n), i.String(), why)
		}
	}
	return nil
}

// lengthOf returns the length of intervals together, in nanoseconds.
func lengthOf(intervals ...calendar.Interval) wide.Int {
	var sum wide.Int
	for _, i := range intervals {
		sum, _ = sum.Add(wide.Mul(i.To.Unix()-i.From.Unix(), int64(time.Second)))
		sum, _ = sum.Add(wide.Of(int64(i.To.Nanosecond() - i.From.Nanosecond())))
	}
	return sum
}

// Merge adds the reliability of another service, or of another period. An outage
// that goes on from one period into the next is then two failures. More time than
// 2¹²⁷ nanoseconds and more than 2⁶³ − 1 failures are [msp.ErrOverflow] errors, after
// which the reliability is as it was.
func (r *Reliability) Merge(other Reliability) error {
	up, ok1 := r.up.Add(other.up)
	down, ok2 := r.down.Add(other.down)
	_, ok3 := up.Add(down)
	if !ok1 || !ok2 || !ok3 || other.failures > math.MaxInt64-r.failures {
		return msp.NewInputError(msp.ErrOverflow, "metrics: reliability", r.String(), "too much with "+other.String())
	}
	*r = Reliability{up, down, r.failures + other.failures}
	return nil
}

// Failures returns the number of failures.
func (r Reliability) Failures() int64 { return r.failures }

// IsZero reports whether r is the zero Reliability.
func (r Reliability) IsZero() bool { return r == Reliability{} }

// MTBF returns the mean time between failures, "mtbf": the agreed time that the service
// was up, by failure. It is undefined, for [ReasonNoObservations], if there was none; so
// are MTRS and MTBSI.
func (r Reliability) MTBF() KPI {
	return r.mean(r.up, Definition{"mtbf", "Mean time between failures", "agreed time up ÷ failures"})
}

// MTRS returns the mean time to restore service, "outage_mtrs": the down time, by failure.
// That of tickets is [Desk.TimeToRestore].
func (r Reliability) MTRS() KPI {
	return r.mean(r.down, Definition{"outage_mtrs", "Mean time to restore service, of outages", "agreed time down ÷ failures"})
}

// MTBSI returns the mean time between system incidents, "mtbsi", from one failure to the
// next: MTBF + MTRS.
func (r Reliability) MTBSI() KPI {
	all, _ := r.up.Add(r.down) // see Merge
	return r.mean(all, Definition{"mtbsi", "Mean time between system incidents", "agreed time ÷ failures"})
}

func (r Reliability) mean(sum wide.Int, d Definition) KPI {
	exact, _ := msp.RatioFromBig(sum.Big(), big.NewInt(r.failures)) // of 127 bits at most
	num, _ := msp.RatioFromBig(sum.Big(), big.NewInt(1))
	return KPI{Definition: d, Value: newValue(exact, UnitDuration, r.failures, noObservations), Num: num, Den: whole(r.failures)}
}

// Uptime returns the uptime as a KPI, "uptime": the agreed time up by the agreed time. It
// is undefined without agreed time. Package sla measures it too, with the minutes that are
// left of a budget and the credit that is due.
func (r Reliability) Uptime() KPI {
	agreed, _ := r.up.Add(r.down) // see Merge
	exact, _ := msp.RatioFromBig(r.up.Big(), agreed.Big())
	num, _ := msp.RatioFromBig(r.up.Big(), big.NewInt(1))
	den, _ := msp.RatioFromBig(agreed.Big(), big.NewInt(1))
	d := Definition{"uptime", "Uptime", "agreed time up ÷ agreed time"}
	return KPI{Definition: d, Value: newValue(exact, UnitShare, r.failures, zeroDenominator), Num: num, Den: den}
}

// String returns "3 failures, 2h down, 718h up"; more than 292 years are in
// nanoseconds.
func (r Reliability) String() string {
	text := func(sum wide.Int) string {
		exact, _ := msp.RatioFromBig(sum.Big(), big.NewInt(1))
		return newValue(exact, UnitDuration, 0, 0).number()
	}
	return strconv.FormatInt(r.failures, 10) + " failures, " + text(r.down) + " down, " + text(r.up) + " up"
}
