package civil

import "time"

// SecondsPerDay is the length of a day on a clock that no one sets.
const SecondsPerDay = 86_400

// First and Last are the days 0001-01-01 and 9999-12-31, counted from 1970-01-01.
const (
	First = -719_162
	Last  = 2_932_896
)

// Day returns the number of days from 1970-01-01 to a date. A day beyond the
// month's end runs on into the next month.
func Day(year int, month time.Month, day int) int {
	// Years begin in March here, so that the leap day is the last of its year.
	y, m := year, int(month)-3
	if m < 0 {
		y, m = y-1, m+12
	}
	era := FloorDiv(y, 400)
	yoe := y - era*400
	doy := (153*m + 2) / 5
	return era*146_097 + yoe*365 + yoe/4 - yoe/100 + doy + day - 1 - 719_468
}

// YMD is the inverse of [Day].
func YMD(days int) (year int, month time.Month, day int) {
	days += 719_468
	era := FloorDiv(days, 146_097)
	doe := days - era*146_097
	yoe := (doe - doe/1460 + doe/36_524 - doe/146_096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	m := (5*doy + 2) / 153
	year = era*400 + yoe
	day = doy - (153*m+2)/5 + 1
	if m < 10 {
		return year, time.Month(m + 3), day
	}
	return year + 1, time.Month(m - 9), day
}

// Weekday returns the day of the week of a day counted from 1970-01-01, a
// Thursday.
func Weekday(days int) time.Weekday {
	return time.Weekday(((days+4)%7 + 7) % 7)
}

// DaysIn returns the number of days in a month.
func DaysIn(year int, month time.Month) int {
	if month == time.February {
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 30 + int(month+month>>3)&1
}

// DayOf returns the day that holds a second of a local clock.
func DayOf(local int64) int { return int(FloorDiv(local, SecondsPerDay)) }

// FloorDiv returns a ÷ b rounded down, for b above zero.
func FloorDiv[T int | int64](a, b T) T {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
