package sla

import (
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// MeasureOptions say what of an outage counts. They are the part of a contract
// that two monitoring tools read differently, so the first two must be stated.
type MeasureOptions struct {
	// Hours are the hours of service: nothing is agreed, and nothing is down,
	// outside them. [calendar.Always] is around the clock. Required: the zero
	// Calendar is refused, so that a calendar nobody made is not taken for one
	// that is never open.
	Hours calendar.Calendar

	// Maintenance says what planned maintenance does to the agreed time. Required,
	// also where there is none.
	Maintenance MaintenanceRule

	// MinOutage drops outages that are shorter; one exactly as long counts. The
	// whole length decides, with what lies outside the period, outside the hours
	// or in maintenance. Zero: every outage counts.
	MinOutage time.Duration

	// WholeMinutes, if stated, rounds what counts of each outage to whole minutes,
	// once, in this mode; an outage of which nothing counts stays at zero. The
	// zero Rounding: what counts is exact.
	WholeMinutes msp.Rounding
}

// Measure returns the agreed time and the down time of a period:
//
//  1. Outages that overlap or touch are joined; each joined interval is one
//     outage. Empty ones vanish.
//  2. Outages shorter than MinOutage are dropped.
//  3. Of each, the part in the period, in the hours of service and outside
//     maintenance counts.
//  4. That is rounded to WholeMinutes.
//  5. Down time is the sum, at most the agreed time.
//
// Agreed is the service time of the period, less maintenance under
// [MaintenanceExcluded]. Outages and maintenance may come in any order, overlap,
// repeat and stick out of the period; the arguments stay as they are.
//
// An empty period, one without hours, and one that is all maintenance have no
// agreed time: that is no error, and the [Uptime] says so. The errors are:
//
//   - [msp.ErrRange], for an interval whose end is before its beginning, such as
//     an outage that is not over and has no end yet (give it the end of the
//     period), and for instants more than 10¹¹ years away;
//   - all findings about the options, as [msp.Issues]: [msp.CodeMissing] for no
//     Hours or Maintenance, [msp.CodeRange] for what is none of the constants or
//     below zero.
//
// Cost: sorting, and one [calendar.Calendar.Between] for the period, for each
// outage, for each maintenance and for each overlap of two.
func Measure(period calendar.Interval, outages, maintenance []calendar.Interval, opts MeasureOptions) (Uptime, error) {
	r, err := newServiceRecord(outages, maintenance, opts)
	if err != nil {
		return Uptime{}, err
	}
	return r.over(period, func(joined) {})
}

// Validate returns all findings about the options; see [Measure].
func (o MeasureOptions) Validate() msp.Issues {
	var list findings.List
	if o.Hours == (calendar.Calendar{}) {
		list.Errorf("hours", msp.CodeMissing, "no hours of service; calendar.Always is around the clock")
	}
	switch o.Maintenance {
	case 0:
		list.Errorf("maintenance", msp.CodeMissing, "say what planned maintenance does to the agreed time")
	case MaintenanceExcluded, MaintenanceCountsAsUp:
	default:
		list.Errorf("maintenance", msp.CodeRange, "%v is no rule for maintenance", o.Maintenance)
	}
	if o.MinOutage < 0 {
		list.Errorf("min_outage", msp.CodeRange, "%v is below zero", o.MinOutage)
	}
	if o.WholeMinutes > msp.Floor {
		list.Errorf("whole_minutes", msp.CodeRange, "%v is no rounding", o.WholeMinutes)
	}
	return list.Issues()
}

// farthest bounds the instants of intervals, in seconds from 1970: before it,
// time.Time itself begins to wrap.
const farthest = 1 << 61

// checkIntervals returns an error for the first interval that is not usable.
func checkIntervals(what string, list []calendar.Interval) error {
	for n, i := range list {
		if why := unusable(i); why != "" {
			return msp.NewInputError(msp.ErrRange, "sla: "+what+" "+strconv.Itoa(n), i.String(), why)
		}
	}
	return nil
}

func checkPeriod(period calendar.Interval) error {
	if why := unusable(period); why != "" {
		return msp.NewInputError(msp.ErrRange, "sla: period", period.String(), why)
	}
	return nil
}

// unusable says what is wrong with an interval, or nothing.
func unusable(i calendar.Interval) string {
	if from, to := i.From.Unix(), i.To.Unix(); min(from, to) < -farthest || max(from, to) > farthest {
		return "too far away"
	}
	if i.To.Before(i.From) {
		return "ends before it begins"
	}
	return ""
}
