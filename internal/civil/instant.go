// Package civil resolves local time. It is the only place in the library where
// a reading of a zone's clock becomes an instant.
//
// A local time is the number of seconds a clock shows since it showed 1970-01-01
// 00:00:00, as if it had never been set; an instant is a Unix second. One law
// leads from the first to the second:
//
//	f(L) = the first instant at which the zone's clock reads L or later
//
// f is monotone. A local time that a change of the clock skips becomes the
// instant of the change, one that occurs twice becomes its first occurrence.
package civil

import (
	"math"
	"time"
)

// Beginning and End are the instants that stand for "always has" and "for ever"
// in a [Segment]. They leave room for arithmetic.
const (
	Beginning = math.MinInt64 / 4
	End       = math.MaxInt64 / 4
)

// A Segment is a stretch of time during which a zone's clock is not set: at an
// instant u in [From, To) it reads u + Offset.
type Segment struct {
	From, To, Offset int64
}

// slack is longer than any zone is ahead of UTC (RFC 8536 allows 26 hours), so
// that a clock does not yet read L that long before L read as UTC.
const slack = 27 * 3600

// SegmentAt returns the segment around an instant.
func SegmentAt(u int64, loc *time.Location) Segment {
	u = min(max(u, Beginning), End)
	t := time.Unix(u, 0).In(loc)
	_, offset := t.Zone()
	s := Segment{Beginning, End, int64(offset)}
	from, to := t.ZoneBounds()
	if !from.IsZero() {
		s.From = min(from.Unix(), u)
	}
	if !to.IsZero() {
		s.To = to.Unix()
	}
	if s.To <= u {
		// On 31 December of a leap year the standard library may answer an end
		// that is not after t (golang/go#81583). The year's rules begin anew at
		// its end in UTC, so ask again there.
		s.To = int64(Day(t.UTC().Year()+1, time.January, 1)) * SecondsPerDay
	}
	return s
}

// A Clock is what a zone's clock does over a range of instants; it resolves many
// local times faster than [Instant] does one by one.
type Clock struct {
	segments []Segment
	reach    []int64 // the highest reading by the end of each segment, exclusive
	at       int     // where the last answer was; local times mostly come in order
}

// NewClock returns the clock of a zone over [from, to), which is not empty.
func NewClock(from, to int64, loc *time.Location) *Clock {
	var c Clock
	reach := int64(math.MinInt64)
	for u := from; u < to; {
		s := SegmentAt(u, loc)
		s.From = max(s.From, u)
		u = s.To
		reach = max(reach, s.To+s.Offset)
		if n := len(c.segments); n > 0 && c.segments[n-1].Offset == s.Offset {
			c.segments[n-1].To = s.To
			c.reach[n-1] = reach
			continue
		}
		c.segments = append(c.segments, s)
		c.reach = append(c.reach, reach)
	}
	return &c
}

// Offsets returns the smallest and the largest offset in the range.
func (c *Clock) Offsets() (least, most int64) {
	least, most = c.segments[0].Offset, c.segments[0].Offset
	for _, s := range c.segments {
		least, most = min(least, s.Offset), max(most, s.Offset)
	}
	return least, most
}
