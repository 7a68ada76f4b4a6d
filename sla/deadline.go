package sla

import (
	"iter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A Deadline is what a [Target] means from the instant at which its time started
// to run, with nothing that stops or pauses it.
//
// The target is an amount of open time, fixed at the start. It is broken when
// more than that has passed, and "within four hours" includes 4:00:00, so there
// are two instants to know: [Deadline.Due], at which the target is used up, and
// [Deadline.Limit], the last that still keeps it.
//
// The zero Deadline started in the year 1 and has no target. Deadlines are
// immutable, safe for concurrent use and cheap to copy.
type Deadline struct {
	calendar   calendar.Calendar
	start      time.Time
	named      moment
	target     time.Duration // 0 if it is not known
	due, limit moment
}

// A moment is an instant that may be unknown.
type moment struct {
	at    time.Time
	known bool
}

func (m moment) get() (time.Time, bool) { return m.at, m.known }

// with returns d with a target above zero and what follows from it.
func (d Deadline) with(target time.Duration) Deadline {
	d.target = target
	due, err := d.calendar.Add(d.start, target)
	if err != nil { // the calendar never opens for so long
		return d
	}
	d.due = moment{due, true}
	// No time counts until the calendar opens again.
	d.limit.at, d.limit.known = d.calendar.NextOpen(due)
	return d
}

// Calendar returns the calendar whose open time counts.
func (d Deadline) Calendar() calendar.Calendar { return d.calendar }

// Start returns the instant of the start, in the calendar's zone.
func (d Deadline) Start() time.Time { return d.start }

// NamedInstant returns the instant that the span names. ok is false if it is an amount
// of time, or if the calendar has no such instant.
func (d Deadline) NamedInstant() (named time.Time, ok bool) { return d.named.get() }

// Target returns the open time there is. ok is false if it is not known, because
// the calendar has no instant such as the span names.
func (d Deadline) Target() (target time.Duration, ok bool) { return d.target, d.target > 0 }

// Due returns the earliest instant at which the target is used up: where that is
// a closing, the closing and not the opening after it. ok is false if the
// calendar never opens for so long, or the target is not known.
func (d Deadline) Due() (due time.Time, ok bool) { return d.due.get() }

// Limit returns the latest instant at which no more than the target has passed:
// Due itself if the calendar is open then, and otherwise the next opening. What
// is done at the limit is in time; what is done a nanosecond later is late. ok is
// false if Due is not known, or if the calendar never opens again after it.
func (d Deadline) Limit() (limit time.Time, ok bool) { return d.limit.get() }

// Elapsed returns the open time in [start, now), 0 before the start. More than
// 292 years are cut to the longest [time.Duration].
func (d Deadline) Elapsed(now time.Time) time.Duration {
	return max(0, d.calendar.Between(d.start, now))
}

// Remaining returns the target less the time elapsed. It is zero from Due to
// Limit and negative after that; ok is false if the target is not known.
func (d Deadline) Remaining(now time.Time) (remaining time.Duration, ok bool) {
	return d.target - d.Elapsed(now), d.target > 0 // a difference of two that are not negative
}

// UsedUp returns the earliest instant at which so much of the target is used up:
// half of it, three quarters, or more than all of it. At or below zero that is
// the start. ok is false if the calendar does not open for so long.
func (d Deadline) UsedUp(amount time.Duration) (at time.Time, ok bool) {
	at, err := d.calendar.Add(d.start, max(0, amount))
	return at, err == nil
}

// Breached reports whether more than the target has passed at an instant, that
// is, whether it is after the limit.
func (d Deadline) Breached(now time.Time) bool { return d.limit.known && now.After(d.limit.at) }

// BreachAt returns the instant of the breach, which is the limit, once it is
// over; ok is false until then.
func (d Deadline) BreachAt(now time.Time) (at time.Time, ok bool) {
	if !d.Breached(now) {
		return time.Time{}, false
	}
	return d.limit.get()
}

// OutcomeIfDone returns how the promise came out for what was done at an instant: Met up
// to and including the limit, Missed after it. If the target is not known there
// is nothing to judge by, and it is Excluded.
func (d Deadline) OutcomeIfDone(at time.Time) msp.Outcome { return d.judge(at, msp.Met) }

// OutcomeIfOpen returns how the promise stands while nothing is done: Pending up to and
// including the limit, Missed after it. If the target is not known it is
// Excluded.
func (d Deadline) OutcomeIfOpen(now time.Time) msp.Outcome { return d.judge(now, msp.Pending) }

func (d Deadline) judge(at time.Time, safe msp.Outcome) msp.Outcome {
	switch {
	case d.target == 0:
		return msp.Excluded
	case d.Breached(at):
		return msp.Missed
	default:
		return safe
	}
}

// Spans walks the open time that counts, from the start to Due: the explanation
// of the due time, which adds up to the target exactly. Without a due time it is
// empty.
func (d Deadline) Spans() iter.Seq[calendar.Interval] {
	if !d.due.known {
		return d.calendar.Spans(d.start, d.start)
	}
	return d.calendar.Spans(d.start, d.due.at)
}
