package gen

import (
	"time"

	"pgregory.net/rapid"
)

const daySeconds = 86_400

// Instant draws an instant at which something may happen in a zone: near a change
// of its clock, near the end of a year, on a leap day, or anywhere in the years
// 1850 to 2150.
func Instant(loc *time.Location) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		return Near(Place(loc).Draw(t, "place"), 36*time.Hour).Draw(t, "near")
	})
}

// Place draws an instant that is worth a look around: the change of a clock, the
// end of a year, a leap day, any other.
func Place(loc *time.Location) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		year := rapid.OneOf(rapid.IntRange(2005, 2045), rapid.IntRange(2005, 2045), rapid.IntRange(1850, 2150)).Draw(t, "year")
		plain := time.Date(year, time.January, 1+rapid.IntRange(0, 365).Draw(t, "day"), 12, 0, 0, 0, time.UTC)
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0, 1:
			return plain
		case 2:
			return time.Date(year, time.December, 31, 12, 0, 0, 0, time.UTC)
		case 3:
			return time.Date(year/4*4, time.February, 29, 0, 0, 0, 0, time.UTC)
		case 4, 5:
			if changes := Changes(loc.String()); len(changes) > 0 {
				return rapid.SampledFrom(changes).Draw(t, "change")
			}
		}
		return nextChange(plain, loc)
	})
}

// nextChange returns the next change of a zone's clock, the last one if there is
// none, or t.
func nextChange(t time.Time, loc *time.Location) time.Time {
	from, to := t.In(loc).ZoneBounds()
	switch {
	case !to.IsZero() && to.Year() < 2150:
		return to.UTC()
	case !from.IsZero() && from.Year() > 1850:
		return from.UTC()
	}
	return t
}

// Near draws an instant at most about reach from another, mostly a whole number
// of quarters of an hour away, and sometimes a few nanoseconds off that.
func Near(at time.Time, reach time.Duration) *rapid.Generator[time.Time] {
	const quarter = 15 * time.Minute
	n := int64(reach / quarter)
	return rapid.Custom(func(t *rapid.T) time.Time {
		off := time.Duration(rapid.Int64Range(-n, n).Draw(t, "quarters")) * quarter
		switch rapid.IntRange(0, 5).Draw(t, "grain") {
		case 3:
			off += time.Duration(rapid.Int64Range(-900, 900).Draw(t, "seconds")) * time.Second
		case 4:
			off += time.Duration(rapid.Int64Range(-1, 1).Draw(t, "nanosecond"))
		case 5:
			off += time.Duration(rapid.Int64Range(-int64(quarter), int64(quarter)).Draw(t, "nanoseconds"))
		}
		return at.Add(off)
	})
}

// Duration draws a positive duration of at most about most.
func Duration(most time.Duration) *rapid.Generator[time.Duration] {
	quarters := int64(most/(15*time.Minute)) + 1
	return rapid.OneOf(
		rapid.Map(rapid.Int64Range(1, quarters), func(n int64) time.Duration { return time.Duration(n) * 15 * time.Minute }),
		rapid.Map(rapid.Int64Range(1, quarters*900), func(n int64) time.Duration { return time.Duration(n) * time.Second }),
		rapid.Map(rapid.Int64Range(1, int64(most)), func(n int64) time.Duration { return time.Duration(n) }),
		rapid.Just(time.Nanosecond),
	)
}
