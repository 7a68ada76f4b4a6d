package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// edgeLayout is how instants on the clock of a client are written.
const edgeLayout = "2006-01-02 15:04"

// An edgeEvent is an event with its instant on the client's clock.
type edgeEvent struct {
	at       string
	kind     sla.EventType
	priority msp.Priority
	hold     sla.Hold
	team     string
}

// edges returns tickets at the edges of hours, targets and holds, which chance would
// hardly find.
func edges(clients []client) ([]ticket, error) {
	var out []ticket
	for _, e := range []struct {
		client                      string
		priority                    msp.Priority
		opened, responded, resolved string // on the client's clock
		events                      []edgeEvent
	}{
		// Opened on a holiday, and on another.
		{"Lakeside Accounting", msp.P2, "2026-02-16 10:30", "2026-02-17 08:20", "2026-02-17 15:10", nil},
		{"Northgate Solicitors", msp.P1, "2026-04-06 11:00", "2026-04-07 09:16", "2026-04-07 12:40", nil},
		// Opened at a closing; four hours then end exactly at a closing.
		{"Northgate Solicitors", msp.P2, "2026-03-13 17:30", "2026-03-16 09:30", "2026-03-16 17:00", nil},
		// Answered exactly when it was due: in time.
		{"Desert Sun Clinics", msp.P1, "2026-02-11 09:00", "2026-02-11 09:15", "2026-02-11 13:00", nil},
		// Due on Friday at the closing, done on Saturday: in time, since no hour had
		// passed. One minute after the opening it is late.
		{"Summit Outdoor", msp.P1, "2026-03-20 16:00", "2026-03-20 16:40", "2026-03-21 07:10", nil},
		{"Lakeside Accounting", msp.P1, "2026-03-27 12:00", "2026-03-27 13:10", "2026-03-28 10:00", nil},
		{"Lakeside Accounting", msp.P1, "2026-04-17 13:00", "2026-04-17 13:09", "2026-04-20 08:01", nil},
		// Through the nights in which the clocks went forward, twice too late.
		{"St. Brendan's Hospital", msp.P1, "2026-03-08 00:30", "2026-03-08 00:41", "2026-03-08 06:05", nil},
		{"Volta Payments", msp.P2, "2026-03-28 20:15", "2026-03-28 20:24", "2026-03-29 06:30", nil},
		// Over Easter.
		{"Northgate Solicitors", msp.P3, "2026-04-01 15:00", "2026-04-01 15:40", "2026-04-09 12:20", nil},
		// Over Presidents' Day, and over a morning lost to snow.
		{"Lakeside Accounting", msp.P1, "2026-02-13 16:10", "2026-02-13 16:22", "2026-02-17 11:52", nil},
		{"Harbour Dental", msp.P1, "2026-02-23 15:30", "2026-02-23 15:58", "2026-02-25 09:05", nil},
		// Waiting now: about to be late, due at a closing before a long weekend, and
		// never answered.
		{"Volta Payments", msp.P2, "2026-05-01 09:20", "2026-05-01 09:31", "", nil},
		{"Lakeside Accounting", msp.P1, "2026-04-30 15:50", "2026-04-30 16:01", "", nil},
		{"Northgate Solicitors", msp.P2, "2026-05-01 09:30", "2026-05-01 09:52", "", nil},
		{"Harbour Dental", msp.P2, "2026-04-29 11:45", "2026-04-29 16:30", "", nil},
		{"Rheinwerk Maschinenbau", msp.P3, "2026-04-29 10:05", "2026-04-29 11:20", "", nil},
		{"Thames Lettings", msp.P3, "2026-05-01 12:40", "", "", nil},
		{"Coral Bay Marine", msp.P3, "2026-04-28 14:10", "", "", nil},
		// Waited for the requester for two days: 2h + 6h 30m + 30m = 9h of 8h.
		{"Northgate Solicitors", msp.P2, "2026-03-09 10:00", "2026-03-09 10:12", "2026-03-12 09:30", []edgeEvent{
			{at: "2026-03-09 12:00", kind: sla.EventPause, hold: sla.HoldRequester},
			{at: "2026-03-11 11:00", kind: sla.EventResume, hold: sla.HoldRequester},
		}},
		// Waited for a supplier, which does not pause the promise: 5h 30m of 4h.
		{"Summit Outdoor", msp.P1, "2026-03-10 09:00", "2026-03-10 09:20", "2026-03-10 14:30", []edgeEvent{
			{at: "2026-03-10 09:45", kind: sla.EventAssigned, team: "network"},
			{at: "2026-03-10 10:00", kind: sla.EventPause, hold: sla.HoldVendor},
			{at: "2026-03-10 14:00", kind: sla.EventResume, hold: sla.HoldVendor},
		}},
		// Two holds that overlap are one pause: 2h + 6h 45m = 8h 45m of 8h.
		{"Coral Bay Marine", msp.P1, "2026-03-02 11:00", "2026-03-02 11:25", "2026-03-03 16:45", []edgeEvent{
			{at: "2026-03-02 13:00", kind: sla.EventPause, hold: sla.HoldRequester},
			{at: "2026-03-02 15:00", kind: sla.EventPause, hold: sla.HoldChange},
			{at: "2026-03-02 16:00", kind: sla.EventResume, hold: sla.HoldRequester},
			{at: "2026-03-03 10:00", kind: sla.EventResume, hold: sla.HoldChange},
		}},
		// Reopened: 4h + 6h 30m = 10h 30m of 8h; what lies between does not count.
		{"Desert Sun Clinics", msp.P2, "2026-02-09 10:00", "2026-02-09 10:10", "2026-02-11 15:30", []edgeEvent{
			{at: "2026-02-09 14:00", kind: sla.EventResolved},
			{at: "2026-02-11 09:00", kind: sla.EventReopened},
		}},
		// Reopened where it counts: 3h + 7h + 1h = 11h of 6h, over when it was reopened.
		{"Rheinwerk Maschinenbau", msp.P2, "2026-03-24 09:00", "2026-03-24 09:14", "2026-03-25 11:00", []edgeEvent{
			{at: "2026-03-24 12:00", kind: sla.EventResolved},
			{at: "2026-03-25 10:00", kind: sla.EventReopened},
		}},
		// Raised after 7h: over the 4h at once, then 40m more.
		{"Thames Lettings", msp.P3, "2026-03-17 08:00", "2026-03-17 08:30", "2026-03-17 15:40", []edgeEvent{
			{at: "2026-03-17 15:00", kind: sla.EventPriority, priority: msp.P1},
		}},
		// Lowered after it was over 4h: in time after all, 8h of 24h.
		{"Alpenblick Hotels", msp.P1, "2026-03-16 08:00", "2026-03-16 08:05", "2026-03-16 16:00", []edgeEvent{
			{at: "2026-03-16 13:00", kind: sla.EventPriority, priority: msp.P3},
		}},
		// Waiting now: until an agreed date, after 16h 30m of 18h; and for the requester
		// since the instant at which the target was used up.
		{"Harbour Dental", msp.P2, "2026-04-28 10:00", "2026-04-28 10:40", "", []edgeEvent{
			{at: "2026-04-30 08:30", kind: sla.EventPause, hold: sla.HoldScheduled},
		}},
		{"Volta Payments", msp.P2, "2026-04-30 09:00", "2026-04-30 09:05", "", []edgeEvent{
			{at: "2026-04-30 17:00", kind: sla.EventPause, hold: sla.HoldRequester},
		}},
	} {
		i := slices.IndexFunc(clients, func(c client) bool { return c.name == e.client })
		if i < 0 {
			return nil, fmt.Errorf("no client %q", e.client)
		}
		at := func(text string) time.Time {
			if text == "" {
				return time.Time{}
			}
			t, err := time.ParseInLocation(edgeLayout, text, clients[i].hours.Zone())
			if err != nil {
				panic(err) // a constant of ours
			}
			return t
		}
		t := ticket{client: clients[i], priority: e.priority, opened: at(e.opened), responded: at(e.responded), resolved: at(e.resolved)}
		for _, what := range e.events {
			t.events = append(t.events, event{at(what.at), what.kind, what.priority, what.hold, what.team})
		}
		out = append(out, t)
	}
	return out, nil
}
