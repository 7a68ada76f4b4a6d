//go:build msp_timedate

package civil

import "time"

// This file resolves local time as [time.Date] does. It is never part of the
// library: a test builds with its tag to see that the laws of package calendar
// fail then.

// Instant returns what [time.Date] makes of a local time.
func Instant(local int64, loc *time.Location) int64 {
	return date(local, func(u int64) Segment { return SegmentAt(u, loc) })
}

// Instant returns what [time.Date] makes of a local time.
func (c *Clock) Instant(local int64) int64 {
	return date(local, func(u int64) Segment {
		for _, s := range c.segments {
			if u < s.To {
				return s
			}
		}
		return c.segments[len(c.segments)-1]
	})
}

// date looks up the offset twice, the way [time.Date] does: first as if the local
// time were UTC, then, if that was in another segment, where the first leads to.
func date(local int64, at func(u int64) Segment) int64 {
	s := at(local)
	if u := local - s.Offset; u < s.From || u >= s.To {
		s = at(u)
	}
	return local - s.Offset
}
