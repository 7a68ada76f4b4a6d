//go:build !msp_timedate

package civil

import "time"

// Instant returns f(local). A local time further from 1970 than half of [End] is
// taken for that.
func Instant(local int64, loc *time.Location) int64 {
	local = min(max(local, Beginning/2), End/2)
	s := SegmentAt(local-slack, loc)
	// Only a zone that is further ahead of UTC than any real one gets in here.
	for s.From > Beginning && max(s.From, local-slack)+s.Offset >= local {
		s = SegmentAt(s.From-1, loc)
	}
	for {
		if u := max(s.From, local-s.Offset); u < s.To {
			return u
		}
		s = SegmentAt(s.To, loc)
	}
}

// Instant returns f(local) where it lies in the range of the clock; what is
// earlier is the start of the range, what is later its end or later.
func (c *Clock) Instant(local int64) int64 {
	for c.at > 0 && c.reach[c.at-1] > local {
		c.at--
	}
	for c.at < len(c.segments)-1 && c.reach[c.at] <= local {
		c.at++
	}
	s := c.segments[c.at]
	return max(s.From, local-s.Offset)
}
