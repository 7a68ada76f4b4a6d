package calendar

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
)

func (p Fixed) dates(year int, yield func(day int)) {
	for month := range months(p.Month) {
		if p.Day >= 1 && p.Day <= civil.DaysIn(year, month) {
			yield(civil.Day(year, month, p.Day))
		}
	}
}

func (p Nth) dates(year int, yield func(day int)) {
	for month := range months(p.Month) {
		first := onOrAfter(civil.Day(year, month, 1), p.Weekday)
		day := first + 7*(p.N-1)
		if p.N >= 1 && day < civil.Day(year, month, 1)+civil.DaysIn(year, month) {
			yield(day)
		}
	}
}

func (p Last) dates(year int, yield func(day int)) {
	for month := range months(p.Month) {
		yield(onOrAfter(civil.Day(year, month, civil.DaysIn(year, month))-6, p.Weekday))
	}
}

func (p OnOrBefore) dates(year int, yield func(day int)) {
	Fixed{p.Month, p.Day}.inOneMonth(year, func(day int) { yield(onOrAfter(day-6, p.Weekday)) })
}

func (p OnOrAfter) dates(year int, yield func(day int)) {
	Fixed{p.Month, p.Day}.inOneMonth(year, func(day int) { yield(onOrAfter(day, p.Weekday)) })
}

func (p After) dates(year int, yield func(day int)) {
	Fixed{p.Month, p.Day}.inOneMonth(year, func(day int) { yield(onOrAfter(day+1, p.Weekday)) })
}

func (p Easter) dates(year int, yield func(day int)) {
	if p.Orthodox {
		yield(orthodoxEaster(year) + p.Days)
	} else {
		yield(westernEaster(year) + p.Days)
	}
}

func (p Dates) dates(year int, yield func(day int)) {
	for _, d := range p {
		if !d.IsZero() && d.Year() == year {
			yield(dayOf(d))
		}
	}
}

func (p YearFunc) dates(year int, yield func(day int)) {
	if p == nil {
		return
	}
	for _, d := range p(year) {
		if !d.IsZero() {
			yield(dayOf(d))
		}
	}
}

// inOneMonth is dates for the patterns that need a month.
func (p Fixed) inOneMonth(year int, yield func(day int)) {
	if p.Month != 0 {
		p.dates(year, yield)
	}
}

// months walks one month, or all twelve for month zero.
func months(month time.Month) func(yield func(time.Month) bool) {
	return func(yield func(time.Month) bool) {
		switch {
		case month >= time.January && month <= time.December:
			yield(month)
		case month == 0:
			for m := time.January; m <= time.December; m++ {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// onOrAfter returns the first day from day on that is the weekday.
func onOrAfter(day int, weekday time.Weekday) int {
	return day + (int(weekday)-int(civil.Weekday(day))+7)%7
}

// dayOf returns a date as days from 1970-01-01; dateOf is its inverse within the
// years 1 to 9999.
func dayOf(d msp.Date) int { return int(d.Civil().DaysSinceEpoch()) }

// westernEaster is the anonymous Gregorian algorithm, published in Nature in 1876.
func westernEaster(year int) int {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return civil.Day(year, time.Month(month), (h+l-7*m+33*month+19)%32)
}

// orthodoxEaster is Meeus's rule for the Julian calendar, moved to the Gregorian.
func orthodoxEaster(year int) int {
	a, b, c := year%4, year%7, year%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	month := (d + e + 114) / 31
	day := (d+e+114)%31 + 1
	// A date of March or April has the same number in both calendars but for the
	// century leap days that the Gregorian left out.
	return civil.Day(year, time.Month(month), day) + year/100 - year/400 - 2
}
