package sla

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// names implements [Span]: an amount of time names no instant.
func (Within) names(calendar.Calendar, time.Time) (named time.Time, ok bool, err error) {
	return time.Time{}, false, nil
}

func (s BusinessDays) names(c calendar.Calendar, start time.Time) (named time.Time, ok bool, err error) {
	opening, ok := c.NextOpen(start)
	if !ok {
		return time.Time{}, false, nil
	}
	local, day, err := localDay(c, opening)
	if err != nil {
		return time.Time{}, false, err
	}
	then, ok := businessDay(c, day, int(s))
	if !ok {
		return time.Time{}, false, nil
	}
	if named, ok = daysAfter(c, local, day.DaysUntil(then)); ok {
		named, ok = c.NextOpen(named)
	}
	return named, ok, nil
}

func (s EndOfBusinessDay) names(c calendar.Calendar, start time.Time) (named time.Time, ok bool, err error) {
	opening, ok := c.NextOpen(start)
	if !ok {
		return time.Time{}, false, nil
	}
	_, day, err := localDay(c, opening)
	if err != nil {
		return time.Time{}, false, err
	}
	named, ok = closing(c, day, int(s))
	return named, ok, nil
}

func (NextBusinessDay) names(c calendar.Calendar, start time.Time) (named time.Time, ok bool, err error) {
	_, day, err := localDay(c, start)
	if err != nil {
		return time.Time{}, false, err
	}
	named, ok = closing(c, day, 1)
	return named, ok, nil
}

func (s NextBusinessDayAt) names(c calendar.Calendar, start time.Time) (named time.Time, ok bool, err error) {
	_, day, err := localDay(c, start)
	if err != nil {
		return time.Time{}, false, err
	}
	for n := 1; n <= 2; n++ { // the next one, and once more if it leaves no time
		then, ok := businessDay(c, day, n)
		if !ok {
			return time.Time{}, false, nil
		}
		named = calendar.InstantOf(calendar.At(then, calendar.TimeOfDay(s)), c.Zone())
		if c.Between(start, named) > 0 {
			break
		}
	}
	named, ok = c.NextOpen(named)
	return named, ok, nil
}

func (s CivilDays) names(c calendar.Calendar, start time.Time) (named time.Time, ok bool, err error) {
	local, _, err := localDay(c, start)
	if err != nil {
		return time.Time{}, false, err
	}
	named, ok = daysAfter(c, local, int(s))
	return named, ok, nil
}

// localDay returns what the calendar's clock shows at an instant, and the date.
func localDay(c calendar.Calendar, t time.Time) (calendar.LocalTime, msp.Date, error) {
	local, err := calendar.LocalOf(t, c.Zone())
	if err != nil {
		return calendar.LocalTime{}, msp.Date{}, err
	}
	day, err := local.Date()
	return local, day, err
}

// daysAfter returns the instant at which the calendar's clock shows the same time
// of day n dates later; ok is false beyond the years 0 to 10000.
func daysAfter(c calendar.Calendar, local calendar.LocalTime, n int) (time.Time, bool) {
	then, err := local.AddDays(n)
	return calendar.InstantOf(then, c.Zone()), err == nil
}

// businessDay returns the n-th business day strictly after a date; for n = 0 the
// date itself if it is one, else the next. ok is false if there is none.
func businessDay(c calendar.Calendar, day msp.Date, n int) (msp.Date, bool) {
	if n > 0 && !c.IsBusinessDay(day) {
		n-- // rolling to the next one is the first step
	}
	then, err := c.AddBusinessDays(day, n, calendar.RollForward)
	return then, err == nil
}

// mostPassedOver bounds the search for a business day with a closing: a calendar
// whose breaks, or whose other part, leave nothing of fourteen years of business
// days has none.
const mostPassedOver = 3660

// closing returns the last closing of the n-th business day after a date, or of
// the first business day after that which has one.
func closing(c calendar.Calendar, day msp.Date, n int) (time.Time, bool) {
	then, ok := businessDay(c, day, n)
	for range mostPassedOver {
		if !ok {
			break
		}
		if shifts := c.ShiftsOn(then); len(shifts) > 0 {
			return shifts[len(shifts)-1].To, true
		}
		then, ok = businessDay(c, then, 1)
	}
	return time.Time{}, false
}
