package escalation

import "time"

// A walk goes through the time of a ticket, from one thing that happens to the next.
type walk struct {
	policy *policy
	events []Event // that are still to come

	// The step in line: it is due at an instant or, if stalled, never. A next behind the
	// last step stands for the end of the pass.
	pass, next int
	due        time.Time
	stalled    bool
	cause      Cause

	// The step that fired last, −1 before the first firing.
	current, currentPass int

	began time.Time // the pass
	fired bool      // in the pass

	acked    bool
	ends     time.Time // the acknowledgement, if it does
	endCause Cause

	quiet     quiet // suppressions so far
	exhausted bool
	resolved  bool
}

func (p Plan) start() *walk {
	w := &walk{policy: p.policy, events: p.events, current: -1, due: p.opened, began: p.opened, cause: Due}
	if w.policy == nil {
		w.policy = new(policy)
	}
	return w
}

// step does what happens next and yields its entries; it reports whether there may be
// more. What happens from outside at an instant comes before what is due then.
func (w *walk) step(yield func(Entry) bool) bool {
	at, ok := w.automatic()
	if len(w.events) > 0 && (!ok || !w.events[0].At.After(at)) {
		e := w.events[0]
		w.events = w.events[1:]
		return w.event(&e, yield)
	}
	return ok && w.act(at, yield)
}

// automatic returns when something happens by itself.
func (w *walk) automatic() (at time.Time, ok bool) {
	switch {
	case w.resolved:
		return time.Time{}, false
	case w.acked:
		return w.ends, !w.ends.IsZero()
	case w.exhausted:
		return time.Time{}, false
	default:
		return w.due, !w.stalled
	}
}

// act does what is due at an instant.
func (w *walk) act(at time.Time, yield func(Entry) bool) bool {
	if w.acked {
		if w.exhausted {
			w.acked = false // and nothing fires
		} else {
			w.release(at, w.endCause)
		}
		return true
	}
	if w.next == len(w.policy.steps) {
		return w.endPass(at, yield)
	}
	if until, ok := w.quiet.over(at); ok {
		w.due = until
		return yield(w.about(w.next, w.pass, Entry{At: at, Action: Deferred, Cause: Maintenance, Until: until}))
	}
	s := &w.policy.steps[w.next]
	if !s.isOpen(at) {
		entry := w.about(w.next, w.pass, Entry{At: at, Action: Skipped, Cause: OutsideHours, Calendar: s.spec.Hours})
		if s.spec.Outside == OutsideSkip {
			w.passOver(at)
			return yield(entry)
		}
		opening, ok := s.hours.NextOpen(at)
		if !ok {
			w.stalled = true
			entry.Action = Stalled
			return yield(entry)
		}
		w.due = opening.UTC()
		entry.Action, entry.Until = Deferred, w.due
		return yield(entry)
	}
	targets := s.audience.at(at)
	if len(targets) == 0 && s.spec.Empty != EmptyHold {
		entry := w.about(w.next, w.pass, Entry{At: at, Action: Skipped, Cause: NobodyThere})
		w.passOver(at)
		return yield(entry)
	}
	return w.fire(w.next, w.pass, at, targets, Entry{Cause: w.cause}, yield)
}

// passOver goes on to the next step, at once.
func (w *walk) passOver(at time.Time) {
	w.next, w.due, w.cause = w.next+1, at, Due
}

// release ends an acknowledgement: the step that fired last is due again, or the first
// one in line if none did.
func (w *walk) release(at time.Time, cause Cause) {
	w.acked, w.ends = false, time.Time{}
	if w.current >= 0 {
		w.next, w.pass, w.fired = w.current, w.currentPass, true
	}
	w.due, w.cause, w.stalled = at, cause, false
}

// endPass begins the next pass, if there is one. A pass in which every step was skipped,
// without taking time, would only be the same again.
func (w *walk) endPass(at time.Time, yield func(Entry) bool) bool {
	if w.pass >= w.policy.repeat || !w.fired && at.Equal(w.began) {
		w.exhausted = true
		return yield(Entry{At: at, Action: Exhausted, Step: -1, Pass: w.pass})
	}
	w.beginPass(at)
	return true
}

func (w *walk) beginPass(at time.Time) {
	w.pass, w.next, w.due, w.cause = w.pass+1, 0, at, Due
	w.began, w.fired = at, false
}

// fire tells the targets of a step, which is the current one from then on.
func (w *walk) fire(i, pass int, at time.Time, targets []string, entry Entry, yield func(Entry) bool) bool {
	w.current, w.currentPass, w.fired = i, pass, true
	w.next, w.pass, w.cause, w.stalled = i+1, pass, Due, false
	s := &w.policy.steps[i]
	entry.At, entry.Action, entry.Targets = at, Fired, targets
	if !yield(w.about(i, pass, entry)) {
		return false
	}
	over, ok := s.waited(at)
	if !ok {
		w.stalled = true
		stalled := Entry{At: at, Action: Stalled, Cause: WaitNeverEnds, Calendar: s.spec.WaitIn}
		return yield(w.about(i, pass, stalled))
	}
	w.due = over
	return true
}

// about fills in the step that an entry is about.
func (w *walk) about(i, pass int, entry Entry) Entry {
	entry.Pass = pass
	return w.policy.steps[i].about(i, entry)
}

// event does what somebody did.
func (w *walk) event(e *Event, yield func(Entry) bool) bool {
	entry := Entry{At: e.At, Event: e.Type, Step: -1, Pass: w.pass, By: e.By, Until: e.Until}
	if cause := w.meaningless(e); cause != 0 {
		entry.Action, entry.Cause = Ignored, cause
		if e.Type == Unack && w.exhausted {
			w.acked = false
		}
		return yield(entry)
	}
	switch e.Type {
	case Ack, Snooze:
		w.acked, w.ends, w.endCause = true, e.Until, SnoozeOver
		entry.Action = Snoozed
		if e.Type == Ack {
			entry.Action, w.endCause = Acknowledged, AckTimedOut
			if w.policy.ackTimeout > 0 && !w.exhausted {
				if w.ends = e.At.Add(w.policy.ackTimeout); w.ends.Year() > 9999 {
					w.ends = time.Time{}
				}
			}
		}
		entry.Until = w.ends
		return yield(entry)
	case Unack:
		w.release(e.At, Unacked)
		return w.ask(w.next, e, Unacked, yield)
	case Escalate:
		w.acked, w.ends, w.exhausted = false, time.Time{}, false
		if (w.cause == AckTimedOut || w.cause == SnoozeOver) && w.next == w.current {
			w.next++ // the current step waits to fire again; the next one is asked for
		}
		if w.next == len(w.policy.steps) {
			w.beginPass(e.At)
		}
		return w.ask(w.next, e, Escalated, yield)
	case Deescalate:
		w.acked, w.ends, w.exhausted = false, time.Time{}, false
		return w.ask(e.Step, e, Deescalated, yield)
	case Suppress:
		w.quiet = w.quiet.and(*e)
		entry.Action = Suppressed
		return yield(entry)
	case Resolve:
		w.resolved = true
		entry.Action = Resolved
		return yield(entry)
	}
	return true
}

// meaningless returns why an event means nothing, or no cause.
func (w *walk) meaningless(e *Event) Cause {
	switch {
	case e.Type == Suppress:
		return 0
	case w.resolved:
		return AfterTheEnd
	case e.Type == Resolve:
		return 0
	case len(w.policy.steps) == 0, w.exhausted && e.Type == Unack:
		return AfterAllPasses
	case e.Type == Unack && !w.acked:
		return NotAcknowledged
	default:
		return 0
	}
}

// ask fires a step because somebody wants it: whatever its hours, and also to nobody.
func (w *walk) ask(i int, e *Event, cause Cause, yield func(Entry) bool) bool {
	targets := w.policy.steps[i].audience.at(e.At)
	return w.fire(i, w.pass, e.At, targets, Entry{Event: e.Type, Cause: cause, By: e.By}, yield)
}
