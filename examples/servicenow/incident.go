package main

import (
	"strings"
	"time"

	"github.com/mspkit/msp/sla"
)

// Types of events that only this log has, beside those of package sla: its first
// and last row, and the instants that it has recorded in columns of their own.
// Those differ from the rows in which the state changed.
const (
	eventFirstRow sla.EventType = "first_row"
	eventLastRow  sla.EventType = "last_row"
	eventResolved sla.EventType = "resolved_at"
	eventClosed   sla.EventType = "closed_at"
)

// States of an incident that mean something here. Others are work: New, Active and
// the stray -100.
const (
	stateResolved = "Resolved"
	stateClosed   = "Closed"
)

// holdOf returns the hold of a state in which an incident waits. One that this
// program has not heard of is a hold of its own name.
func holdOf(state string) (hold sla.Hold, ok bool) {
	what, ok := strings.CutPrefix(state, "Awaiting ")
	switch {
	case !ok:
		return "", false
	case what == "User Info":
		return sla.HoldRequester, true
	default:
		return sla.Hold(strings.ToLower(what)), true
	}
}

func isDone(state string) bool { return state == stateResolved || state == stateClosed }

// log returns the facts that the rows tell about the incident.
func (i incident) log() (sla.Log, error) {
	var events []sla.Event
	add := func(at time.Time, e sla.Event) {
		e.At, e.Seq = at, int64(len(events))
		events = append(events, e)
	}
	first, last := i.entries[0], i.last()
	opening := sla.Event{Type: sla.EventCreated}
	if !first.updated.Before(last.opened) { // a few rows are older than the incident
		opening.Priority = first.priority
	}
	add(last.opened, opening)
	add(first.updated, sla.Event{Type: eventFirstRow, Priority: first.priority})
	before := entry{priority: first.priority}
	for _, e := range i.entries {
		for _, event := range changes(before, e) {
			add(e.updated, event)
		}
		before = e
	}
	add(last.updated, sla.Event{Type: eventLastRow})
	if !last.resolved.IsZero() {
		add(last.resolved, sla.Event{Type: eventResolved})
	}
	if !last.closed.IsZero() {
		add(last.closed, sla.Event{Type: eventClosed})
	}
	return sla.NewLog(events...)
}

// changes returns what a row says that the row before did not.
func changes(before, after entry) (events []sla.Event) {
	if before.priority != after.priority {
		events = append(events, sla.Event{Type: sla.EventPriority, Priority: after.priority})
	}
	if before.state == after.state {
		return events
	}
	if hold, ok := holdOf(before.state); ok {
		events = append(events, sla.Event{Type: sla.EventResume, Hold: hold})
	}
	if hold, ok := holdOf(after.state); ok {
		events = append(events, sla.Event{Type: sla.EventPause, Hold: hold})
	}
	switch {
	case after.state == stateResolved:
		events = append(events, sla.Event{Type: sla.EventResolved})
	case after.state == stateClosed:
		events = append(events, sla.Event{Type: sla.EventClosed})
	case isDone(before.state):
		events = append(events, sla.Event{Type: sla.EventReopened})
	}
	return events
}
