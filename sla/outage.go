package sla

import (
	"iter"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// An Outage is one outage of a period and what of it counts: the explanation of
// down time. [ExplainOutages] makes them.
//
// The zero Outage is none.
type Outage struct {
	// Whole is the outage after joining, also outside the period.
	Whole calendar.Interval

	// Down is how much of it counts, rounded if the options say so.
	Down ExactDuration

	// Reason says why that is so: one of the codes below.
	Reason msp.Reason

	parts calendar.Intervals // in the period and outside maintenance; nil if it is too short
	hours calendar.Calendar
}

// Codes of the reasons of an [Outage], in the order in which they are looked at.
const (
	ReasonTooShort      = "too_short"      // shorter than MinOutage
	ReasonOutsideHours  = "outside_hours"  // none of it in the hours of service
	ReasonInMaintenance = "in_maintenance" // all service time of it in maintenance
	ReasonCounted       = "counted"        // {counted} counts
	ReasonCountedPart   = "counted_part"   // {counted} counts, of {whole}
	ReasonRounded       = "rounded"        // {exact} counts, rounded to {counted}
)

// ExplainOutages returns the outages of a period, in order, with what counts of
// each. Arguments and errors are those of [Measure]; outages of which nothing is
// in the period are left out. The Down of all add up to that of [Measure], unless
// rounding up makes more of them than the agreed time has.
func ExplainOutages(period calendar.Interval, outages, maintenance []calendar.Interval, opts MeasureOptions) ([]Outage, error) {
	r, err := newServiceRecord(outages, maintenance, opts)
	if err != nil {
		return nil, err
	}
	var out []Outage
	_, err = r.over(period, func(j joined) {
		o := Outage{Whole: j.whole, Down: exactly(j.counted), Reason: j.reason(), hours: opts.Hours}
		if !j.tooShort {
			o.parts = calendar.Intervals{j.inPeriod}.Subtract(meeting(r.maintenance, j.inPeriod))
		}
		out = append(out, o)
	})
	return out, err
}

func (o joined) reason() msp.Reason {
	value := func(name string, d ExactDuration) msp.ReasonValue {
		return msp.ReasonValue{Name: name, Value: d.String()}
	}
	exact, counted, whole := exactly(o.exact), exactly(o.counted), exactly(length(o.whole))
	switch {
	case o.tooShort:
		return msp.NewReason(ReasonTooShort, "shorter than the least outage that counts")
	case o.open.Sign() == 0:
		return msp.NewReason(ReasonOutsideHours, "outside the hours of service")
	case o.exact.Sign() == 0:
		return msp.NewReason(ReasonInMaintenance, "in planned maintenance")
	case exact != counted:
		return msp.NewReason(ReasonRounded, "{exact} of {whole} counts, rounded to {counted}",
			value("exact", exact), value("whole", whole), value("counted", counted))
	case exact != whole:
		return msp.NewReason(ReasonCountedPart, "{counted} of {whole} counts", value("counted", counted), value("whole", whole))
	}
	return msp.NewReason(ReasonCounted, "{counted} counts", value("counted", counted))
}

// Parts walks what counts of the outage: the maximal intervals in the period, in
// the hours of service and outside maintenance. Their lengths add up to Down
// before rounding. The sequence is lazy.
func (o Outage) Parts() iter.Seq[calendar.Interval] {
	return func(yield func(calendar.Interval) bool) {
		for _, part := range o.parts {
			for span := range o.hours.Spans(part.From, part.To) {
				if !yield(span) {
					return
				}
			}
		}
	}
}
