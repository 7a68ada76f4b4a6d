package oracle

import (
	"cmp"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// Observances returns the dates on which rules fall from one date to before
// another, found by asking every single day whether a rule means it. Sorted by
// date, then by the place of the rule.
func Observances(rules calendar.Rules, weekend []time.Weekday, from, to msp.Date) []calendar.Observance {
	var out []calendar.Observance
	for _, o := range observed(rules, weekend, dayOf(from), dayOf(to)) {
		out = append(out, calendar.Observance{Date: dateOf(o.day), Name: rules[o.rule].Name, Substitute: o.substitute})
	}
	return out
}

type observance struct {
	day, rule  int
	substitute bool
}

// observed returns the days of rules in [from, to).
func observed(rules calendar.Rules, weekend []time.Weekday, from, to int) []observance {
	if len(rules) == 0 {
		return nil
	}
	off := func(day int) bool {
		weekday := timeOf(day).Weekday()
		if len(weekend) == 0 {
			return weekday == time.Saturday || weekday == time.Sunday
		}
		return slices.Contains(weekend, weekday)
	}
	// What substitutes settle on depends on the days before them.
	var settled, waiting []observance
	for day := from - 800; day < to+400; day++ {
		for i, rule := range rules {
			switch {
			case !means(rule, day):
			case rule.Substitute == 0 || !off(day):
				settled = append(settled, observance{day, i, false})
			case rule.Substitute == calendar.NextFree:
				waiting = append(waiting, observance{day, i, true})
			default:
				settled = append(settled, observance{moved(day, rule.Substitute, off), i, true})
			}
		}
	}
	for _, o := range waiting {
		taken := func() bool {
			return slices.ContainsFunc(settled, func(s observance) bool { return s.day == o.day })
		}
		for off(o.day) || taken() {
			o.day++
		}
		settled = append(settled, o)
	}
	slices.SortFunc(settled, func(a, b observance) int {
		c := cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.rule, b.rule))
		if c == 0 && a.substitute != b.substitute {
			if a.substitute {
				return 1
			}
			return -1
		}
		return c
	})
	settled = slices.CompactFunc(settled, func(a, b observance) bool { return a.day == b.day && a.rule == b.rule })
	return slices.DeleteFunc(settled, func(o observance) bool { return o.day < from || o.day >= to })
}

// moved returns the substitute that looks at nothing but the weekend.
func moved(day int, substitute calendar.Substitute, off func(int) bool) int {
	for distance := 1; ; distance++ {
		if !off(day-distance) && substitute != calendar.NextMonday {
			return day - distance
		}
		if !off(day+distance) && substitute != calendar.PreviousFriday {
			return day + distance
		}
	}
}

// means reports whether a rule means a day, before substitutes.
func means(r calendar.Rule, day int) bool {
	at := timeOf(day)
	if at.Year() < 1 || at.Year() > 9999 {
		return false
	}
	counts := func(anchor time.Time) bool {
		year := anchor.Year()
		return year >= 1 && year <= 9999 && year >= r.FromYear && (r.UntilYear == 0 || year <= r.UntilYear) &&
			!slices.Contains(r.ExceptYears, year)
	}
	inMonth := func(month time.Month) bool { return (month == 0 || month == at.Month()) && counts(at) }
	// near asks whether the anchor lies from first to last days after the day.
	near := func(month time.Month, monthDay int, weekday time.Weekday, first, last int) bool {
		for n := first; n <= last && at.Weekday() == weekday; n++ {
			if anchor := timeOf(day + n); anchor.Month() == month && anchor.Day() == monthDay {
				return counts(anchor)
			}
		}
		return false
	}
	switch p := r.On.(type) {
	case calendar.Fixed:
		return at.Day() == p.Day && inMonth(p.Month)
	case calendar.Nth:
		return at.Weekday() == p.Weekday && (at.Day()+6)/7 == p.N && inMonth(p.Month)
	case calendar.Last:
		return at.Weekday() == p.Weekday && timeOf(day+7).Month() != at.Month() && inMonth(p.Month)
	case calendar.OnOrBefore:
		return near(p.Month, p.Day, p.Weekday, 0, 6)
	case calendar.OnOrAfter:
		return near(p.Month, p.Day, p.Weekday, -6, 0)
	case calendar.After:
		return near(p.Month, p.Day, p.Weekday, -7, -1)
	case calendar.Easter:
		sunday := timeOf(day - p.Days)
		return sunday.Weekday() == time.Sunday && counts(sunday) && isEaster(sunday, p.Orthodox)
	case calendar.Dates:
		return slices.Contains(p, dateOf(day)) && counts(at)
	case calendar.YearFunc:
		for year := at.Year() - 1; year <= at.Year()+1; year++ {
			if counts(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)) && slices.Contains(p(year), dateOf(day)) {
				return true
			}
		}
	}
	return false
}

// isEaster reports whether a Sunday is Easter: the Sunday after the paschal full
// moon.
func isEaster(sunday time.Time, orthodox bool) bool {
	year := sunday.Year()
	var moon time.Time
	if orthodox {
		moon = julianMoon(year)
	} else {
		moon = gregorianMoon(year)
	}
	days := sunday.Sub(moon) / (24 * time.Hour)
	return days >= 1 && days <= 7
}

// julianMoon returns the paschal full moon of the Julian calendar, from the table
// by golden numbers, as a Gregorian date.
func julianMoon(year int) time.Time {
	// Days of March; 32 is 1 April.
	table := [19]int{36, 25, 44, 33, 22, 41, 30, 49, 38, 27, 46, 35, 24, 43, 32, 21, 40, 29, 48}
	march := table[year%19]
	// The Julian day number of a Julian date (of March, so years begin with it).
	y := year + 4800
	number := march + (153*0+2)/5 + 365*y + y/4 - 32_083
	return timeOf(number - 2_440_588)
}

// gregorianMoon returns the paschal full moon of the Gregorian calendar, by way of
// the epact (Clavius).
func gregorianMoon(year int) time.Time {
	golden, century := year%19+1, year/100+1
	solar, lunar := 3*century/4-12, (8*century+5)/25-5
	epact := ((11*golden+20+lunar-solar)%30 + 30) % 30
	if epact == 24 || (epact == 25 && golden > 11) {
		epact++
	}
	march := 44 - epact
	if march < 21 {
		march += 30
	}
	return time.Date(year, time.March, march, 0, 0, 0, 0, time.UTC)
}

// timeOf returns midnight UTC of a day counted from 1970-01-01.
func timeOf(day int) time.Time { return time.Unix(int64(day)*secondsPerDay, 0).UTC() }

// dateOf returns a day as a date; beyond the years 1 to 9999 it is none.
func dateOf(day int) msp.Date {
	year, month, monthDay := timeOf(day).Date()
	d, err := msp.NewDate(year, month, monthDay)
	if err != nil {
		return msp.Date{}
	}
	return d
}

// dayOf returns a date as days from 1970-01-01.
func dayOf(d msp.Date) int {
	year, month, day := d.YMD()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}
