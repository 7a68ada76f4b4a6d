package main

import (
	"strings"

	"github.com/mspkit/msp/sla"
)

// completed is the one status in which a case is done, whatever its sub status. A
// case that leaves it is reopened, also as Unmatched.
const completed = "Completed"

// Holds that only this desk has. It tells its users, who are HoldRequester, from
// its customers, and often says no reason at all.
const (
	holdCustomer sla.Hold = "customer"
	holdWait     sla.Hold = "wait"
)

// hold returns the hold of a case that waits, by its sub status. One that this
// program has not heard of is a hold of its own name. What is done does not wait.
func (c change) hold() (hold sla.Hold, ok bool) {
	what, ok := strings.CutPrefix(c.sub, "Wait - ")
	switch {
	case c.status == completed:
		return "", false
	case c.sub == "Wait":
		return holdWait, true
	case !ok:
		return "", false
	case what == "User":
		return sla.HoldRequester, true
	case what == "Customer":
		return holdCustomer, true
	case what == "Vendor":
		return sla.HoldVendor, true
	case what == "Implementation":
		return sla.HoldChange, true
	default:
		return sla.Hold(strings.ToLower(what)), true
	}
}

// level is the attribute of an assignment that names the level.
const level = "level"

// log returns the facts that the rows tell about the case.
func (t ticket) log() (sla.Log, error) {
	first := t.changes[0]
	events := []sla.Event{{At: first.at, Type: sla.EventCreated, Priority: t.priority}}
	var before change
	for _, c := range t.changes {
		for _, e := range step(before, c) {
			e.At, e.Seq = c.at, int64(len(events))
			events = append(events, e)
		}
		before = c
	}
	return sla.NewLog(events...)
}

// step returns what a row says that the row before did not. What ends or pauses a
// clock comes last, so that a case which is handed over while it is done or waits
// does not run at the other level.
func step(before, after change) (events []sla.Event) {
	if before.status == completed && after.status != completed {
		events = append(events, sla.Event{Type: sla.EventReopened})
	}
	if before.level != after.level {
		events = append(events, sla.Event{Type: sla.EventAssigned, Attributes: map[string]string{level: after.level}})
	}
	if after.status == completed {
		events = append(events, sla.Event{Type: sla.EventResolved})
	}
	was, waited := before.hold()
	is, waits := after.hold()
	if waited && was != is {
		events = append(events, sla.Event{Type: sla.EventResume, Hold: was})
	}
	if waits && was != is {
		events = append(events, sla.Event{Type: sla.EventPause, Hold: is})
	}
	return events
}
