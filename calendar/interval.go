package calendar

import (
	"cmp"
	"slices"
	"time"

	"github.com/mspkit/msp"
)

// An Interval is a half-open stretch of time [From, To). It is empty if To is not
// after From.
type Interval struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// IsEmpty reports whether the interval contains no instant.
func (i Interval) IsEmpty() bool { return !i.From.Before(i.To) }

// Contains reports whether From ≤ t < To.
func (i Interval) Contains(t time.Time) bool { return !t.Before(i.From) && t.Before(i.To) }

// Overlaps reports whether some instant is in both.
func (i Interval) Overlaps(other Interval) bool { return !i.Intersect(other).IsEmpty() }

// Intersect returns what is in both; it is the zero Interval if nothing is.
func (i Interval) Intersect(other Interval) Interval {
	if other.From.After(i.From) {
		i.From = other.From
	}
	if other.To.Before(i.To) {
		i.To = other.To
	}
	if i.IsEmpty() {
		return Interval{}
	}
	return i
}

// Duration returns To - From, or 0 for an empty interval. More than 292 years are
// cut to the longest [time.Duration], as [time.Time.Sub] does.
func (i Interval) Duration() time.Duration {
	if i.IsEmpty() {
		return 0
	}
	return i.To.Sub(i.From)
}

// Equal reports whether both edges are the same instants, whatever their zones.
func (i Interval) Equal(other Interval) bool {
	return i.From.Equal(other.From) && i.To.Equal(other.To)
}

// Compare orders intervals by From, then by To.
func (i Interval) Compare(other Interval) int {
	return cmp.Or(i.From.Compare(other.From), i.To.Compare(other.To))
}

// String returns "2026-03-02T09:00:00Z/2026-03-02T17:00:00Z".
func (i Interval) String() string {
	return i.From.Format(time.RFC3339Nano) + "/" + i.To.Format(time.RFC3339Nano)
}

// Intervals are a set of instants: intervals in order that are not empty and do
// not touch each other. [NewIntervals] makes them from any list. The nil
// Intervals are the empty set. The operations cost time linear in both lists and
// return new ones.
type Intervals []Interval

// NewIntervals returns the union of intervals in any order: overlapping outages
// become one. Empty intervals are dropped.
func NewIntervals(list ...Interval) Intervals {
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, Interval.Compare)
	merged := sorted[:0]
	for _, i := range sorted {
		last := len(merged) - 1
		switch {
		case i.IsEmpty():
		case last >= 0 && !i.From.After(merged[last].To):
			if i.To.After(merged[last].To) {
				merged[last].To = i.To
			}
		default:
			merged = append(merged, i)
		}
	}
	return Intervals(slices.Clip(merged))
}

// Union returns what is in either set.
func (s Intervals) Union(other Intervals) Intervals {
	return NewIntervals(slices.Concat(s, other)...)
}

// Intersect returns what is in both sets.
func (s Intervals) Intersect(other Intervals) Intervals {
	var out Intervals
	for i, j := 0, 0; i < len(s) && j < len(other); {
		if both := s[i].Intersect(other[j]); !both.IsEmpty() {
			out = append(out, both)
		}
		if s[i].To.Before(other[j].To) {
			i++
		} else {
			j++
		}
	}
	return out
}

// Subtract returns what is in s and not in other.
func (s Intervals) Subtract(other Intervals) Intervals {
	var out Intervals
	j := 0
	for _, i := range s {
		for j < len(other) && !other[j].To.After(i.From) {
			j++
		}
		for k := j; k < len(other) && other[k].From.Before(i.To); k++ {
			if i.From.Before(other[k].From) {
				out = append(out, Interval{i.From, other[k].From})
			}
			if other[k].To.After(i.From) {
				i.From = other[k].To
			}
		}
		if !i.IsEmpty() {
			out = append(out, i)
		}
	}
	return out
}

// Clip returns what is in within.
func (s Intervals) Clip(within Interval) Intervals {
	return s.Intersect(NewIntervals(within))
}

// Contains reports whether t is in the set. Cost: logarithmic.
func (s Intervals) Contains(t time.Time) bool {
	i, _ := slices.BinarySearchFunc(s, t, func(i Interval, t time.Time) int {
		if i.To.After(t) {
			return 1
		}
		return -1
	})
	return i < len(s) && s[i].Contains(t)
}

// Total returns the length of all intervals together; an [msp.ErrOverflow] error
// if that does not fit a [time.Duration].
func (s Intervals) Total() (time.Duration, error) {
	var sum amount
	for _, i := range s {
		from, to := amount(instantOf(i.From)), amount(instantOf(i.To))
		d, ok := to.minus(from)
		sum = sum.add(d)
		if _, fits := sum.minus(amount{}); !ok || !fits {
			return 0, msp.NewInputError(msp.ErrOverflow, "calendar: intervals", i.String(), "more than 292 years in all")
		}
	}
	d, _ := sum.minus(amount{})
	return d, nil
}

// Equal reports whether both sets contain the same instants.
func (s Intervals) Equal(other Intervals) bool {
	return slices.EqualFunc(s, other, Interval.Equal)
}
