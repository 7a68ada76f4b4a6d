package sla

import (
	"errors"
	"math"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A Clock is what the events of one ticket, up to some event, mean for one
// [Goal]. It is never stored: the events are, in a [Log], and [Goal.Replay] folds
// them.
//
//	clock, err := goal.Replay(log)
//	status := clock.At(now)
//
// Clocks are immutable: [Clock.Apply] returns another one. They are small, safe
// for concurrent use and cheap to copy; what two have in common they share. The
// zero Clock has the zero Goal.
//
//nolint:recvcheck // Questions take a copy; the steps of a fold, which is nobody else's, change it.
type Clock struct {
	goal     *goal
	trail    trail[entry]
	calendar calendar.Calendar // in force by now, if follows is not zero
	holds    uint64            // set by now; those of the last entry may be older
	opened   point
	began    point // the cycle
	breach   point // of the cycle, if breached is set
	last     point // event
	seq      int64 // of the last event
	id       string
	priority msp.Priority // in force by now; that of the last entry may be older
	follows  following
	breached bool
	armed    bool
	applied  bool // an event was
	silent   bool // the goal promises nothing yet, or no longer
	moved    move // since the last entry
}

// A following is where the calendar in force comes from.
type following uint8

const (
	leastUrgent following = iota // no priority had a target yet
	lastTarget                   // the last priority that had one
	anEvent                      // for good
)

// A move is what another policy made of the goal of a clock.
type move uint8

const (
	unmoved   move = iota
	moved          // it has another target
	movedMute      // it got a target, or lost it
)

// ErrLate says that an event does not come after the last one of the clock: it is
// a late fact, or one that was applied already. [Log.Insert] tells which, and from
// where to fold again.
var ErrLate = errors.New("late event")

// Goal returns the goal.
func (c Clock) Goal() Goal { return Goal{c.goals()} }

func (c *Clock) goals() *goal {
	if c.goal == nil {
		return noGoal()
	}
	return c.goal
}

// Apply returns the clock after one event more, which comes after the last by
// [Event.Compare]. Whatever its type, an event first sets the priority, calendar
// or hold that it has, then it stops the clock, then it starts it. The errors
// are:
//
//   - [ErrLate]: it comes before the last event, or is the last event;
//   - [msp.Issues], if it is malformed, see [Event.Validate], or names a calendar
//     that the goal's source does not know: [msp.CodeUnknownName];
//   - those of [Target.Start], if it begins a cycle, or changes the target of one,
//     and the target cannot start there.
//
// After an error the clock is as it was. Cost: a comparison for an event that
// means nothing to the clock, otherwise a question to the calendar. Memory is
// allocated for one change in two.
func (c Clock) Apply(e Event) (Clock, error) {
	next := c
	if err := next.fold(&e); err != nil {
		return c, err
	}
	return next, nil
}

// Forecast returns the clock after events that may happen, in their order: what
// if the requester answers at noon, what if this becomes a P1 now? They come after
// all events of the clock, in the order of their instants and otherwise as they
// are listed; their ID and Seq do not matter. The errors are those of
// [Clock.Apply].
func (c Clock) Forecast(events ...Event) (Clock, error) {
	supposed, err := suppose(c.last, c.seq, c.applied, events)
	if err != nil {
		return c, err
	}
	next := c
	for i := range supposed {
		if err := next.fold(&supposed[i]); err != nil {
			return c, err
		}
	}
	return next, nil
}

// suppose returns events that may happen, in order and numbered so that they come
// after the last that did.
func suppose(last point, seq int64, applied bool, events []Event) ([]Event, error) {
	supposed := slices.Clone(events)
	slices.SortStableFunc(supposed, func(a, b Event) int { return a.At.Compare(b.At) })
	for i := range supposed {
		e := &supposed[i]
		at := pointOf(e.At)
		e.ID, e.Seq = "", 0
		if applied && at == last {
			if seq == math.MaxInt64 {
				return nil, msp.NewInputError(msp.ErrOverflow, "sla: forecast", instantText(e.At.UTC()), "no event can come after one with the largest Seq")
			}
			e.Seq = seq + 1
		}
		last, seq, applied = at, e.Seq, true
	}
	return supposed, nil
}
