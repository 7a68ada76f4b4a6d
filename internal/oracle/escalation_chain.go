package oracle

import (
	"fmt"
	"time"
)

// A Chain is steps that fire one after the other, each when the wait of the one
// before has run, until somebody acknowledges. Instants and times are whole minutes.
type Chain struct {
	Steps      []ChainStep
	Repeat     int           // passes after the first
	AckTimeout time.Duration // 0: none
}

// A ChainStep is whom to tell, when, and how long to wait then.
type ChainStep struct {
	Level    int
	Wait     time.Duration
	WaitOpen func(time.Time) bool     // minutes at which the wait runs; nil: all
	Open     func(time.Time) bool     // the step's hours; nil: always
	Outside  string                   // defer (also "") or skip
	IfEmpty  string                   // skip (also "") or wait
	Targets  func(time.Time) []string // who is to be told, asked at the firing
}

// A ChainEvent is what somebody did: ack, unack, escalate, deescalate (to Step),
// resolve, snooze (until Until); or suppress: what is due from At until before Until
// is put off. They come sorted by time.
type ChainEvent struct {
	At    time.Time
	Type  string
	Step  int
	Until time.Time
}

// A ChainFiring is a step that fired. Why is wait, manual, deescalate, unack,
// ack_timeout or snooze_end.
type ChainFiring struct {
	At                time.Time
	Step, Level, Pass int
	Targets           []string
	Why               string
}

// A ChainSkip is a step that did not fire when it was due. It was skipped if Why is
// outside_hours or nobody; it was put off, and is judged again, if Why is deferred
// (to the next open minute) or suppressed (to the end of it).
type ChainSkip struct {
	At         time.Time
	Step, Pass int
	Why        string
}

// Walk goes from minute to minute, from opened until before until: first the events
// of the minute, then what is due. exhausted is the instant at which the pass after
// the last one would have begun, if there was one and nobody has escalated or
// de-escalated since.
func (c Chain) Walk(opened time.Time, events []ChainEvent, until time.Time) (
	fired []ChainFiring, exhausted *time.Time, skipped []ChainSkip,
) {
	for _, e := range events {
		if e.At.Sub(opened)%time.Minute != 0 {
			panic(fmt.Sprintf("oracle: an event at %v, no whole minutes after %v", e.At, opened))
		}
	}
	w := &chainWalk{c: c, events: events, passBegan: opened, why: "wait"}
	for at := opened; at.Before(until); at = at.Add(time.Minute) {
		for _, e := range events {
			if e.At.Equal(at) {
				w.apply(e)
			}
		}
		w.endAck(at)
		w.fireDue(at)
		w.pass(at)
	}
	return w.fired, w.exhausted, w.skipped
}

// chainPlace is a step in a pass; the step after the last one is none yet.
type chainPlace struct{ step, pass int }

// chainWalk is where a chain is at an instant of the walk.
type chainWalk struct {
	c      Chain
	events []ChainEvent

	// The current step is the last of fired. The pending one is the next in line,
	// also while the current one is due again.
	pending   chainPlace
	again     bool          // the current step is due again, before the pending one
	left      time.Duration // of the wait until what comes next is due
	why       string        // it fires
	putOff    string        // deferred or suppressed, if it was due and is put off
	passBegan time.Time
	passFired bool // anything in the pass of the pending step

	acked    bool
	ackEnds  *time.Time // by itself
	endWhy   string     // ack_timeout or snooze_end
	resolved bool

	fired     []ChainFiring
	skipped   []ChainSkip
	exhausted *time.Time
}

func (w *chainWalk) current() (place chainPlace, ok bool) {
	n := len(w.fired)
	if n == 0 {
		return chainPlace{}, false
	}
	return chainPlace{w.fired[n-1].Step, w.fired[n-1].Pass}, true
}

// pass lets a minute go by.
func (w *chainWalk) pass(at time.Time) {
	if place, ok := w.current(); ok && w.left > 0 {
		open := w.c.Steps[place.step].WaitOpen
		if open == nil || open(at) {
			w.left -= time.Minute
		}
	}
}

// fire is a firing, whatever made it happen.
func (w *chainWalk) fire(at time.Time, place chainPlace, why string) {
	step := w.c.Steps[place.step]
	w.fired = append(w.fired, ChainFiring{
		At: at, Step: place.step, Level: step.Level, Pass: place.pass, Targets: step.who(at), Why: why,
	})
	w.left = step.Wait
	w.follow(place)
}

// follow makes the step after a place the pending one.
func (w *chainWalk) follow(place chainPlace) {
	w.pending = chainPlace{place.step + 1, place.pass}
	w.passFired = true
	w.clear()
}

// clear forgets that anything was due.
func (w *chainWalk) clear() {
	w.again, w.why, w.putOff = false, "wait", ""
}

func (s ChainStep) who(at time.Time) []string {
	if s.Targets == nil {
		return nil
	}
	return eachOnce(s.Targets(at))
}
