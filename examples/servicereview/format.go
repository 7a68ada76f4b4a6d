package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// none stands where there is nothing to show.
const none = "–"

// durationText returns a duration exactly, without parts that are zero: "3h 25m",
// "45s", "0m". It has no days, since a day of open time has as many hours as the
// client pays for.
func durationText(d time.Duration) string {
	if d == 0 {
		return "0m"
	}
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	var parts []string
	if h := d / time.Hour; h > 0 {
		parts = append(parts, strconv.FormatInt(int64(h), 10)+"h")
	}
	if m := d / time.Minute % 60; m > 0 {
		parts = append(parts, strconv.FormatInt(int64(m), 10)+"m")
	}
	if rest := d % time.Minute; rest > 0 {
		parts = append(parts, strconv.FormatFloat(rest.Seconds(), 'f', -1, 64)+"s")
	}
	return sign + strings.Join(parts, " ")
}

// valueText returns a KPI that is a duration, or none. Nearest rank gives an
// observation, so nothing is rounded.
func valueText(v metrics.Value) string {
	d, err := v.Duration(msp.HalfUp)
	if err != nil {
		return none
	}
	return durationText(d)
}

// percentText returns a share with one decimal, or none. It is rounded down, so
// that only all of it is 100.0%.
func percentText(v metrics.Value) string {
	if !v.Defined() {
		return none
	}
	return v.Percent(1, msp.Floor)
}

// spanText returns a span as short as people say it: "4h", "2 business days".
func spanText(s sla.Span) string {
	if within, ok := s.(sla.Within); ok {
		return durationText(time.Duration(within))
	}
	return strings.TrimPrefix(s.String(), "end of ")
}

// instantText returns an instant on the client's clock, with the year where it is
// not that of the review: "Fri 13 Feb 15:10 EST".
func (r *Review) instantText(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return r.dayText(t) + " " + clockText(t) + t.Format(" MST")
}

// dayText returns "Fri 13 Feb".
func (r *Review) dayText(t time.Time) string {
	layout := "Mon 2 Jan"
	if t.Year() != r.AsOf.In(t.Location()).Year() {
		layout = "Mon 2 Jan 2006"
	}
	return t.Format(layout)
}

// clockText returns the time of day, with seconds only if there are some.
func clockText(t time.Time) string {
	if t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format("15:04")
	}
	return t.Format("15:04:05.999999999")
}

// endText returns the end of an interval, midnight as 24:00.
func endText(i calendar.Interval) string {
	if text := clockText(i.To); text != "00:00" || i.IsEmpty() {
		return text
	}
	return "24:00"
}

// count returns "1 ticket" or "2 tickets".
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return grouped(n) + " " + what
}

// grouped returns a number of things with its digits in groups of three:
// "1,000,000".
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
