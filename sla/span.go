package sla

import (
	"fmt"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
)

// A Span says how much time a promise gives. [Within] is an amount of open time;
// every other span names an instant, and gives the open time until then. The set
// of spans is closed: [Within], [BusinessDays], [EndOfBusinessDay],
// [NextBusinessDay], [NextBusinessDayAt] and [CivilDays].
//
// Spans are comparable with ==. Which instant each of them names is in the table
// of the package. In JSON a span is an object with one key, {"within":"4h"};
// [ParseSpan] reads it.
//
//sumtype:decl
type Span interface {
	// String says the span in English: "within 4h", "2 business days".
	String() string

	// MarshalJSON returns the span as an object with one key. It never fails.
	MarshalJSON() ([]byte, error)

	// names returns the instant that the span names from a start; ok is false if
	// there is none. A start beyond the years of a date is an error.
	names(c calendar.Calendar, start time.Time) (named time.Time, ok bool, err error)
}

// Within is an amount of open time above zero: within four hours.
type Within time.Duration

// BusinessDays is a number of business days, 1 to 100,000: the same time of day
// that many business days later.
type BusinessDays int

// EndOfBusinessDay is the end of a business day, 0 to 100,000 business days
// later: 0 is the day on which the time starts to run.
type EndOfBusinessDay int

// NextBusinessDay is the end of the first business day after the day of the
// start, also where the start is out of hours: what "next business day" means to
// a client.
type NextBusinessDay struct{}

// NextBusinessDayAt is a time of day on the first business day after the day of
// the start: by noon of the next business day. Beyond 24:00 it is on the morning
// after that day, as in a [calendar.Shift].
type NextBusinessDayAt calendar.TimeOfDay

// CivilDays is a number of days on the clock on the wall, 1 to 100,000: the same
// time of day that many dates later. It needs a calendar that is always open.
type CivilDays int

var (
	_ Span = Within(0)
	_ Span = BusinessDays(0)
	_ Span = EndOfBusinessDay(0)
	_ Span = NextBusinessDay{}
	_ Span = NextBusinessDayAt{}
	_ Span = CivilDays(0)
)

// mostDays is the largest number of days of a span. As many civil days still fit
// a [time.Duration].
const mostDays = 100_000

// String returns "within 1h30m".
func (s Within) String() string { return "within " + duration.Format(time.Duration(s)) }

// String returns "1 business day" or "2 business days".
func (s BusinessDays) String() string { return count(int(s), "business day") }

// String returns "end of business day" or "end of business day, 2 business days
// later".
func (s EndOfBusinessDay) String() string {
	if s == 0 {
		return "end of business day"
	}
	return "end of business day, " + count(int(s), "business day") + " later"
}

// String returns "end of next business day".
func (NextBusinessDay) String() string { return "end of next business day" }

// String returns "next business day at 12:00".
func (s NextBusinessDayAt) String() string {
	return "next business day at " + calendar.TimeOfDay(s).String()
}

// String returns "1 day" or "3 days".
func (s CivilDays) String() string { return count(int(s), "day") }

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// CodeNotAlwaysOpen is the code of a finding about a [Target]: civil days on a
// calendar that is not always open.
const CodeNotAlwaysOpen msp.Code = "not_always_open"

// checkSpan adds what is wrong with a span by itself, and reports whether nothing
// is.
func checkSpan(list *findings.List, path string, span Span) bool {
	days := func(key string, n, least int) bool {
		if n < least || n > mostDays {
			list.Errorf(path+"."+key, msp.CodeRange, "%d is not %d to %d", n, least, mostDays)
			return false
		}
		return true
	}
	switch s := span.(type) {
	case nil:
		list.Errorf(path, msp.CodeMissing, "a target needs a span, such as within or business_days")
		return false
	case Within:
		if s <= 0 {
			list.Errorf(path+".within", msp.CodeRange, "%s is not above zero; no promise is no target", duration.Format(time.Duration(s)))
			return false
		}
		return true
	case BusinessDays:
		return days("business_days", int(s), 1)
	case EndOfBusinessDay:
		return days("end_of_business_day", int(s), 0)
	case NextBusinessDay, NextBusinessDayAt:
		return true
	case CivilDays:
		return days("civil_days", int(s), 1)
	default: // a pointer to a span has the methods of one
		list.Errorf(path, msp.CodeType, "%s is no span, its value is", fmt.Sprintf("%T", span))
		return false
	}
}

// checkCalendar adds what is wrong with a good span on a calendar.
func checkCalendar(list *findings.List, path string, span Span, c calendar.Calendar) {
	if _, civil := span.(CivilDays); civil && !c.IsAlways() {
		list.Errorf(path, CodeNotAlwaysOpen, "%v are days on the wall; on a calendar that closes write business_days", span)
	}
}
