package main

import (
	"encoding/csv"
	"io"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// An event is something that happened to a ticket between its opening and its end.
type event struct {
	at       time.Time
	kind     sla.EventType
	priority msp.Priority
	hold     sla.Hold
	team     string
}

// In a thousand tickets each.
const (
	assigned = 220
	held     = 260
	changed  = 60 // of another priority
	reopened = 50
)

// happen invents what happened to a ticket. What holds one up, delays its end by as
// much open time.
func happen(d dice, t *ticket) error {
	if d.in(held) {
		if err := hold(d, t); err != nil {
			return err
		}
	}
	if d.in(reopened) && !t.resolved.IsZero() {
		if err := reopen(d, t); err != nil {
			return err
		}
	}
	if d.in(assigned) {
		team := []string{"network", "workplace", "applications", "security"}[d.pick(4, 3, 2, 1)]
		if at, ok := during(d, t, t.opened); ok {
			t.events = append(t.events, event{at: at, kind: sla.EventAssigned, team: team})
		}
	}
	if d.in(changed) {
		to := t.priority - 1
		if t.priority == msp.P1 || t.priority < msp.P4 && d.in(500) {
			to = t.priority + 1
		}
		if at, ok := during(d, t, t.opened); ok {
			t.events = append(t.events, event{at: at, kind: sla.EventPriority, priority: to})
		}
	}
	return nil
}

// during returns a minute between an instant and the end of a ticket in which
// someone is there; ok is false if that is no time.
func during(d dice, t *ticket, from time.Time) (at time.Time, ok bool) {
	end := t.resolved
	if end.IsZero() {
		end = last()
	}
	minutes := int(t.client.hours.Between(from, end) / time.Minute)
	if minutes < 10 {
		return time.Time{}, false
	}
	at, err := t.client.hours.Add(from, time.Duration(1+d.below(minutes-5))*time.Minute)
	return at.Truncate(time.Minute), err == nil
}

// hold lets a ticket wait.
func hold(d dice, t *ticket) error {
	if t.responded.IsZero() {
		return nil
	}
	from, ok := during(d, t, t.responded)
	if !ok {
		return nil
	}
	why := []sla.Hold{sla.HoldRequester, sla.HoldVendor, sla.HoldScheduled, sla.HoldChange}[d.pick(70, 8, 15, 7)]
	length := time.Duration(20+d.below(60)*d.below(20)) * time.Minute
	until, err := t.client.hours.Add(from, length)
	if err != nil {
		return err
	}
	if !t.resolved.IsZero() {
		if t.resolved, err = t.client.hours.Add(t.resolved, length); err != nil {
			return err
		}
	}
	t.events = append(t.events, event{at: from, kind: sla.EventPause, hold: why}, event{at: until, kind: sla.EventResume, hold: why})
	return nil
}

// reopen lets a ticket come back.
func reopen(d dice, t *ticket) error {
	back, err := t.client.hours.Add(t.resolved, time.Duration(30+d.below(20*60))*time.Minute)
	if err != nil {
		return err
	}
	t.events = append(t.events, event{at: t.resolved, kind: sla.EventResolved}, event{at: back, kind: sla.EventReopened})
	t.resolved, err = t.client.hours.Add(back, time.Duration(10+d.below(240))*time.Minute)
	return err
}

// writeEvents writes the events in the order in which they happened.
func writeEvents(w io.Writer, tickets []ticket) error {
	type written struct {
		at  time.Time
		row []string
	}
	var all []written
	for i, t := range tickets {
		slices.SortStableFunc(t.events, func(a, b event) int { return a.at.Compare(b.at) })
		for _, e := range t.events {
			if e.at.After(last()) {
				continue
			}
			priority := ""
			if e.priority != 0 {
				priority = e.priority.String()
			}
			at := e.at.In(t.client.hours.Zone()).Format(time.RFC3339)
			all = append(all, written{e.at, []string{id(i), at, string(e.kind), priority, string(e.hold), e.team, "", "", "", ""}})
		}
		for _, c := range t.calls {
			all = append(all, written{c.at, c.row(id(i), t.client.hours.Zone())})
		}
	}
	slices.SortStableFunc(all, func(a, b written) int { return a.at.Compare(b.at) })
	rows := [][]string{{"ticket", "at", "type", "priority", "hold", "team", "level", "to", "by", "until"}}
	for _, e := range all {
		rows = append(rows, e.row)
	}
	return csv.NewWriter(w).WriteAll(rows)
}
