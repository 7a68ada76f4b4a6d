package calendar

import (
	"time"

	"github.com/mspkit/msp"
)

// A Rule names dates that recur: a holiday, an early closing, a maintenance day.
//
//	calendar.Rule{Name: "Boxing Day", On: calendar.Fixed{Month: time.December, Day: 26}, Substitute: calendar.NextFree}
//
// The years of a rule are those of its anchor: the month and day or the Easter it
// starts from, whatever year the resulting date falls in. Dates outside the years
// 1 to 9999 do not exist.
type Rule struct {
	Name string  // for explanations; may be empty
	On   Pattern // which dates; required

	FromYear, UntilYear int   // both included; 0 is unbounded
	ExceptYears         []int // left out

	Substitute Substitute // what becomes of a date on a weekend; zero: it stays
}

// A Pattern says on which dates of a year a [Rule] falls. The set of patterns is
// closed: [Fixed], [Nth], [Last], [OnOrBefore], [OnOrAfter], [After], [Easter],
// [Dates] and [YearFunc].
//
//sumtype:decl
type Pattern interface {
	// dates calls yield with the days of one anchor year, counted from
	// 1970-01-01, in any order.
	dates(year int, yield func(day int))
}

// Fixed is a day of a month; month zero means every month. A date that does not
// exist, such as 29 February in most years, is left out.
type Fixed struct {
	Month time.Month
	Day   int
}

// Nth is the n-th weekday of a month, n from 1 to 5: {time.November,
// time.Thursday, 4} is Thanksgiving Day. Month zero means every month; a fifth
// weekday that a month does not have is left out.
type Nth struct {
	Month   time.Month
	Weekday time.Weekday
	N       int
}

// Last is the last weekday of a month. Month zero means every month.
type Last struct {
	Month   time.Month
	Weekday time.Weekday
}

// OnOrBefore is the nearest weekday on or before a date.
type OnOrBefore struct {
	Month   time.Month
	Day     int
	Weekday time.Weekday
}

// OnOrAfter is the nearest weekday on or after a date.
type OnOrAfter struct {
	Month   time.Month
	Day     int
	Weekday time.Weekday
}

// After is the nearest weekday strictly after a date.
type After struct {
	Month   time.Month
	Day     int
	Weekday time.Weekday
}

// Easter is Easter Sunday plus a number of days, up to a year either way: -2 is
// Good Friday. Both Easters are dates of the Gregorian calendar.
type Easter struct {
	Orthodox bool
	Days     int
}

// Dates are explicit dates, in any order.
type Dates []msp.Date

// A YearFunc plugs in another source of dates, such as a holiday library: it
// returns the dates of an anchor year; zero Dates are left out. It must always give
// the same answer and be safe for concurrent use. A rule with a YearFunc has no
// JSON. With github.com/rickar/cal/v2 and one of its holidays h:
//
//	rule := calendar.Rule{Name: h.Name, On: calendar.YearFunc(func(year int) []msp.Date {
//		_, observed := h.Calc(year)
//		date, _ := msp.NewDate(observed.Date())
//		return []msp.Date{date}
//	})}
type YearFunc func(year int) []msp.Date

var (
	_ Pattern = Fixed{}
	_ Pattern = Nth{}
	_ Pattern = Last{}
	_ Pattern = OnOrBefore{}
	_ Pattern = OnOrAfter{}
	_ Pattern = After{}
	_ Pattern = Easter{}
	_ Pattern = Dates{}
	_ Pattern = YearFunc(nil)
)
