package main

import (
	"slices"
	"time"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// plan returns what should happen to a ticket, by its policy and its ladders together, in
// order; of what comes after the as-of instant, only the firing that is next.
func (t *TicketCalls) plan(asOf time.Time) ([]Call, error) {
	ticket := t.Ticket
	events := ticket.calls(asOf)
	var all []Call
	if t.Path.Policy.Name() != "" {
		plan, err := t.Path.Policy.Plan(ticket.Opened, events...)
		if err != nil {
			return nil, err
		}
		for entry := range plan.All() {
			all = append(all, Call{Entry: entry})
		}
	}
	for kind := range Kind(kinds) {
		clock, promised, err := ticket.clock(kind, asOf)
		switch {
		case err != nil:
			return nil, err
		case !promised:
			continue
		}
		rungs, err := t.Path.Ladders[kind].Plan(clock, events...)
		if err != nil {
			return nil, err
		}
		for _, entry := range rungs {
			all = append(all, Call{Entry: entry, Clock: kind.String()})
		}
	}
	slices.SortStableFunc(all, func(a, b Call) int { return a.At.Compare(b.At) })
	var calls []Call
	for i := range all {
		c := &all[i]
		c.Pause = pauseOf(c, events)
		switch {
		case c.At.After(asOf) && c.Action != escalation.Fired:
		case c.At.After(asOf):
			c.Verdict = Coming
			return append(calls, *c), nil
		case !c.tells(calls):
		default:
			calls = append(calls, *c)
		}
	}
	return calls, nil
}

// tells reports whether a call says more than those before it, and adds its name to one
// that says the same.
func (c *Call) tells(before []Call) bool {
	switch c.Action {
	case escalation.Ignored, escalation.Resolved:
		return false
	case escalation.Exhausted: // a policy without a last wait says nothing by it
		n := len(before)
		return n == 0 || before[n-1].Action != escalation.Fired || !before[n-1].At.Equal(c.At)
	case escalation.Acknowledged:
		for _, b := range slices.Backward(before) {
			if b.Clock == "" && (b.Action == escalation.Fired || b.Action == escalation.Snoozed) {
				return true
			}
			if b.Action == escalation.Acknowledged {
				return false
			}
		}
	case escalation.Fired, escalation.Skipped:
		i := slices.IndexFunc(before, func(b Call) bool {
			return b.At.Equal(c.At) && b.Action == c.Action && b.Level == c.Level && slices.Equal(b.Targets, c.Targets) &&
				c.Action == escalation.Fired || b.Cause == escalation.ClockStopped && b.Cause == c.Cause && b.Clock == c.Clock
		})
		if i >= 0 {
			before[i].Also = append(before[i].Also, c.name())
			return false
		}
	case escalation.Deferred, escalation.Stalled, escalation.Snoozed, escalation.Suppressed, 0:
	}
	return true
}

// pauseOf returns the event in whose time a call is put off, or at whose end it fires,
// zero if there is none.
func pauseOf(c *Call, events []escalation.Event) (pause escalation.Event) {
	for _, e := range events {
		puts := c.Cause == escalation.Maintenance && e.Type == escalation.Suppress || c.Cause == escalation.Snoozing && e.Type == escalation.Snooze
		if puts && !c.At.Before(e.At) && c.At.Before(e.Until) || c.Cause == escalation.SnoozeOver && e.Type == escalation.Snooze && c.At.Equal(e.Until) {
			pause = e
		}
	}
	return pause
}

// calls returns what happened to the escalation of a ticket up to an instant: the events
// of the file; that the ticket was answered, by which somebody has taken it; and when it
// was resolved. While it is, it is as good as put off until it is reopened.
func (t *Ticket) calls(asOf time.Time) []escalation.Event {
	var events []escalation.Event
	for _, e := range t.Calls.Events {
		if !e.At.After(asOf) {
			events = append(events, e)
		}
	}
	answered := false
	var resolved time.Time
	for _, e := range t.Log.Until(asOf).All() {
		ends := e.Type == sla.EventResolved || e.Type == sla.EventClosed
		switch {
		case e.Type == sla.EventAgentReply && !answered:
			answered = true
			events = append(events, escalation.Event{At: e.At, Seq: afterAll, Type: escalation.Ack, By: byAnswer})
		case ends && resolved.IsZero():
			resolved = e.At
		case e.Type == sla.EventReopened && !resolved.IsZero():
			if e.At.After(resolved) {
				events = append(events, escalation.Event{At: resolved, Seq: afterAll + 1, Type: escalation.Snooze, Until: e.At, By: byEnd})
			}
			resolved = time.Time{}
		}
	}
	if !resolved.IsZero() {
		events = append(events, escalation.Event{At: resolved, Seq: afterAll + 1, Type: escalation.Resolve})
	}
	return events
}

// Who did it, where it is no name in a file: somebody who answered the ticket, and
// somebody who resolved it, before it was reopened.
const (
	byAnswer = "\x00answer"
	byEnd    = "\x00end"
)
