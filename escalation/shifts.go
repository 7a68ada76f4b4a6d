package escalation

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp/calendar"
)

// A Shift is a stretch of time in which the same people are on call, [From, To).
type Shift struct {
	calendar.Interval

	OnCall []string `json:"on_call"` // in the order of [Schedule.OnCall], never empty
}

// String returns "2026-03-02T09:00:00Z/2026-03-02T17:00:00Z ana, bob".
func (s Shift) String() string { return s.Interval.String() + " " + strings.Join(s.OnCall, ", ") }

// Shifts walks the time in [from, to) in which someone is on call. Neighbours with the
// same people are one shift, also across a handover; time without anyone is left out,
// see [Schedule.Gaps]. The times are in the zone of the first layer. The sequence is
// lazy; its cost is that of [Schedule.OnCall] for each instant at which something
// changes.
func (s Schedule) Shifts(from, to time.Time) iter.Seq[Shift] {
	return func(yield func(Shift) bool) {
		for shift := range s.get().stretches(from, to) {
			if len(shift.OnCall) > 0 && !yield(shift) {
				return
			}
		}
	}
}

// Gaps walks the time in [from, to) in which nobody is on call, at the cost of
// [Schedule.Shifts].
func (s Schedule) Gaps(from, to time.Time) iter.Seq[calendar.Interval] {
	return func(yield func(calendar.Interval) bool) {
		for shift := range s.get().stretches(from, to) {
			if len(shift.OnCall) == 0 && !yield(shift.Interval) {
				return
			}
		}
	}
}

// stretches cuts [from, to) where the answer changes, and nowhere else.
func (s *schedule) stretches(from, to time.Time) iter.Seq[Shift] {
	return func(yield func(Shift) bool) {
		from, to := from.Round(0).In(s.zone), to.Round(0).In(s.zone)
		var buffer []string
		for from.Before(to) {
			people, end := s.onCall(nil, from), to
			for at, ok := s.changes(from); ok && at.Before(to); at, ok = s.changes(at) {
				if buffer = s.onCall(buffer[:0], at); !slices.Equal(buffer, people) {
					end = at.In(s.zone)
					break
				}
			}
			if !yield(Shift{calendar.Interval{From: from, To: end}, people}) {
				return
			}
			from = end
		}
	}
}

func instantText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
