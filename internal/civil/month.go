package civil

import "time"

// AddMonths returns the day that is n months after an anchor, counted from
// 1970-01-01: the same day of the month, or the month's last if it has none. A
// sequence must count from its first anchor, 31 January, 28 February, 31 March:
// stepping from one member to the next would never leave the 28th again. It
// reports false outside the years 1 to 9999.
func AddMonths(anchor, n int) (int, bool) {
	year, month, day := YMD(anchor)
	if n < -120_000 || n > 120_000 {
		return 0, false
	}
	index := year*12 + int(month) - 1 + n
	year = FloorDiv(index, 12)
	if year < 1 || year > 9999 {
		return 0, false
	}
	month = time.Month(index - year*12 + 1)
	return Day(year, month, min(day, DaysIn(year, month))), true
}
