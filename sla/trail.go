package sla

import (
	"cmp"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// An entry is what a clock was from an instant on, until the next entry. The
// entries of a clock are all it knows; everything about the past is read off
// them.
type entry struct {
	at       point
	elapsed  time.Duration     // in the cycle, at that instant
	target   time.Duration     // in force; see noTarget and unknownTarget
	holds    uint64            // set, a bit for each of the metric's
	calendar calendar.Calendar // whose open time counts
	cycle    uint32            // from 1
	phase    phase
	priority msp.Priority
	cause    uint8 // of a stop: the index of the type in Metric.Stop, or causeRestart
}

// Targets that are no amount of time. Both are less than any target, and no
// amount elapsed is compared with them.
const (
	noTarget      time.Duration = 0  // the priority has none
	unknownTarget time.Duration = -1 // the span names an instant that the calendar does not have
)

// causeRestart says that a cycle ended because a change of priority began
// another.
const causeRestart = 255

// A phase is what a clock does.
type phase uint8

const (
	idle    phase = iota // not started: no entry has it
	running              // in and out of hours
	paused
	stopped // frozen: the entry of the stop
	gap     // stopped, and something changed that matters if the gap is counted
)

// A trail is a list to which another value can be added at the cost of copying a
// few: trails that have a beginning in common share it, and adding to one does not
// show in the other.
type trail[T any] struct {
	older  *chunk[T]
	recent [chunkSize]T
	n      uint8 // in use of recent; above zero unless the trail is empty
}

const chunkSize = 2

type chunk[T any] struct {
	older  *chunk[T]
	values [chunkSize]T
}

func (t *trail[T]) isEmpty() bool { return t.n == 0 }

// last returns the last value of a trail that is not empty.
func (t *trail[T]) last() *T { return &t.recent[t.n-1] }

func (t *trail[T]) add(v T) {
	if t.n == chunkSize {
		t.older = &chunk[T]{t.older, t.recent}
		t.n = 0
	}
	t.recent[t.n] = v
	t.n++
}

// drop removes the last value.
func (t *trail[T]) drop() {
	t.n--
	if t.n == 0 && t.older != nil {
		t.recent, t.n = t.older.values, chunkSize
		t.older = t.older.older
	}
}

// values returns the values in order. To walk them the last first, copy the trail
// and drop from the copy.
func (t trail[T]) values() []T {
	var values []T
	for ; !t.isEmpty(); t.drop() {
		values = append(values, *t.last())
	}
	slices.Reverse(values)
	return values
}

// A point is an instant without a zone.
type point struct {
	seconds int64
	nanos   int32
}

func pointOf(t time.Time) point { return point{t.Unix(), int32(t.Nanosecond())} }

func (p point) time() time.Time { return time.Unix(p.seconds, int64(p.nanos)) }

func (p point) in(zone *time.Location) time.Time { return p.time().In(zone) }

func (p point) compare(other point) int {
	return cmp.Or(cmp.Compare(p.seconds, other.seconds), cmp.Compare(p.nanos, other.nanos))
}

func (p point) before(other point) bool {
	return p.seconds < other.seconds || p.seconds == other.seconds && p.nanos < other.nanos
}

// A mark is a point that may be unknown, in the size of a point.
type mark struct {
	seconds int64
	nanos   int32
	known   bool
}

func (p point) mark() mark { return mark{p.seconds, p.nanos, true} }

func (m mark) point() point { return point{m.seconds, m.nanos} }

// get returns the instant in a calendar's zone, or the zero time and false.
func (m mark) get(in calendar.Calendar) (time.Time, bool) {
	if !m.known {
		return time.Time{}, false
	}
	return m.point().in(in.Zone()), true
}
