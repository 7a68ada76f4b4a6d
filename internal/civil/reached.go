package civil

import "time"

// Reached returns the highest second that a zone's clock has read by an instant, and the
// segment around it. A local time has begun, by the law of [Instant], exactly if it is
// at most that: also while the clock shows an hour for the second time.
func Reached(u int64, loc *time.Location) (highest int64, now Segment) {
	now = SegmentAt(u, loc)
	highest = u + now.Offset
	for from := now.From; u-from < slack && from > Beginning; {
		s := SegmentAt(from-1, loc)
		highest = max(highest, from-1+s.Offset)
		from = min(s.From, from-1)
	}
	return highest, now
}

// Instant returns f(local) if it can be told from this segment alone.
func (s Segment) Instant(local int64) (u int64, ok bool) {
	u = local - s.Offset
	return u, u >= s.From+slack && u < s.To
}
