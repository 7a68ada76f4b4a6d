package gen

import (
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// Date draws a date of the years 1850 to 2150.
func Date() *rapid.Generator[msp.Date] {
	return rapid.Custom(func(t *rapid.T) msp.Date {
		year := rapid.OneOf(rapid.IntRange(2005, 2045), rapid.IntRange(1850, 2150)).Draw(t, "year")
		first, _ := msp.NewDate(year, time.January, 1)
		return DateNear(first, 380).Draw(t, "date")
	})
}

// DateNear draws a date at most a number of days from another.
func DateNear(d msp.Date, days int) *rapid.Generator[msp.Date] {
	return rapid.Map(rapid.IntRange(-days, days), func(n int) msp.Date {
		near, err := d.AddDays(n)
		if err != nil {
			return d
		}
		return near
	})
}

// dateAt returns the date of an instant in UTC.
func dateAt(t time.Time) msp.Date {
	year, month, day := t.UTC().Date()
	d, err := msp.NewDate(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}
