package oracle

import (
	"fmt"
	"slices"
	"time"
)

// apply is what one event does, at once.
func (w *chainWalk) apply(e ChainEvent) {
	if w.resolved || len(w.c.Steps) == 0 {
		return
	}
	switch e.Type {
	case "suppress": // asked for by suppressed
	case "resolve":
		w.resolved = true
	case "ack":
		var ends *time.Time
		if w.c.AckTimeout > 0 {
			timeout := e.At.Add(w.c.AckTimeout)
			ends = &timeout
		}
		w.ack(ends, "ack_timeout")
	case "snooze":
		if e.Until.After(e.At) {
			w.ack(&e.Until, "snooze_end")
		}
	case "unack":
		if !w.acked {
			return
		}
		w.acked = false
		if place, ok := w.current(); ok {
			w.fire(e.At, place, "unack")
		} else {
			w.fire(e.At, w.pending, "unack")
		}
	case "escalate":
		w.acked, w.exhausted = false, nil
		place := w.pending
		if place.step == len(w.c.Steps) {
			place = chainPlace{0, place.pass + 1}
		}
		w.fire(e.At, place, "manual")
	case "deescalate":
		w.acked, w.exhausted = false, nil
		w.fire(e.At, chainPlace{e.Step, w.pending.pass}, "deescalate")
	default:
		panic(fmt.Sprintf("oracle: an unknown event %q", e.Type))
	}
}

// ack stops everything, until a given instant if not nil. It takes the place of an
// earlier one.
func (w *chainWalk) ack(ends *time.Time, why string) {
	if w.exhausted == nil {
		w.acked, w.ackEnds, w.endWhy = true, ends, why
		w.clear()
	}
}

// endAck makes the current step due again where an acknowledgement ends by itself.
// The line goes on from there, and not from where it was. Before any step fired, the
// pending one becomes due.
func (w *chainWalk) endAck(at time.Time) {
	if w.resolved || !w.acked || w.ackEnds == nil || !w.ackEnds.Equal(at) {
		return
	}
	w.acked, w.left = false, 0
	if place, ok := w.current(); ok {
		w.follow(place)
		w.again = true
	}
	w.why = w.endWhy
}

// fireDue fires, skips or puts off what is due, until something has to be waited for.
func (w *chainWalk) fireDue(at time.Time) {
	for !w.resolved && !w.acked && w.exhausted == nil && w.left <= 0 {
		if !w.again && w.pending.step == len(w.c.Steps) {
			w.endPass(at)
			continue
		}
		place := w.pending
		if w.again {
			place, _ = w.current()
		}
		step := w.c.Steps[place.step]
		open := step.Open == nil || step.Open(at)
		suppressed := w.suppressed(at)
		if w.putOff == "deferred" && !open || w.putOff == "suppressed" && suppressed {
			return
		}
		switch {
		case suppressed:
			w.delay(at, place, "suppressed")
			return
		case !open && step.Outside == "skip":
			w.skip(at, place, "outside_hours")
		case !open:
			w.delay(at, place, "deferred")
			return
		case len(step.who(at)) == 0 && step.IfEmpty != "wait":
			w.skip(at, place, "nobody")
		default:
			w.fire(at, place, w.why)
		}
	}
}

// endPass begins the next pass, unless that was the last one. A pass in which every
// step was skipped at once would only do so again.
func (w *chainWalk) endPass(at time.Time) {
	idle := !w.passFired && w.passBegan.Equal(at)
	if idle || w.pending.pass >= w.c.Repeat {
		w.exhausted = &at
		return
	}
	w.pending = chainPlace{0, w.pending.pass + 1}
	w.passBegan, w.passFired = at, false
}

// skip passes over what is due; the next step is due at once.
func (w *chainWalk) skip(at time.Time, place chainPlace, why string) {
	w.skipped = append(w.skipped, ChainSkip{at, place.step, place.pass, why})
	if !w.again {
		w.pending.step++
	}
	w.clear()
}

func (w *chainWalk) delay(at time.Time, place chainPlace, why string) {
	w.skipped = append(w.skipped, ChainSkip{at, place.step, place.pass, why})
	w.putOff = why
}

func (w *chainWalk) suppressed(at time.Time) bool {
	return slices.ContainsFunc(w.events, func(e ChainEvent) bool {
		return e.Type == "suppress" && !at.Before(e.At) && at.Before(e.Until)
	})
}
