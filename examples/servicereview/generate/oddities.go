package main

import (
	"time"

	"github.com/mspkit/msp/escalation"
)

// An oddity is what is remarkable about the calls of one ticket, which chance would
// hardly find.
type oddity struct {
	client, opened string // on the client's clock

	rung string // a firing of this name, of which what is odd; all others are as they should be
	what string
	late time.Duration

	calls []call
}

// What is odd about a firing. Nothing: those of the ticket are as they should be.
const (
	isLate    = "late"    // told late
	isAnother = "another" // somebody else was told
	isNobody  = "nobody"  // nobody was told
)

// oddityOf returns the oddity of a ticket, the zero one if it has none.
func oddityOf(t *ticket) oddity {
	zone := t.client.hours.Zone()
	at := func(text string) time.Time {
		t, err := time.ParseInLocation(edgeLayout, text, zone)
		if err != nil {
			panic(err) // a constant of ours
		}
		return t
	}
	ack, unack, escalate := escalation.Ack.String(), escalation.Unack.String(), escalation.Escalate.String()
	snooze, suppress := escalation.Snooze.String(), escalation.Suppress.String()
	for _, o := range []oddity{
		// The delivery manager never hears of the breach.
		{client: "Northgate Solicitors", opened: "2026-03-09 10:00", rung: "breach", what: isNobody},
		// Or hears of it when it is nearly over.
		{client: "Summit Outdoor", opened: "2026-03-10 09:00", rung: "breach", what: isLate, late: 52 * time.Minute},
		// The pager calls someone who is not on call.
		{client: "Coral Bay Marine", opened: "2026-03-02 11:00", rung: "75%", what: isAnother},
		// A planned change: nobody is to be woken, and somebody is.
		{client: "St. Brendan's Hospital", opened: "2026-03-08 00:30", rung: "none", calls: []call{
			{at: at("2026-03-08 01:30"), kind: suppress, by: "change board", until: at("2026-03-08 05:00")},
			{at: at("2026-03-08 03:32"), kind: notified, level: "L2", to: "Noor", by: "pager"},
		}},
		// In the night of the clock change nobody is on call for the servers.
		{client: "Volta Payments", opened: "2026-03-28 20:15", rung: "none"},
		// Taken, given back, and taken again.
		{client: "Lakeside Accounting", opened: "2026-02-13 16:10", rung: "none", calls: []call{
			{at: at("2026-02-13 16:14"), kind: ack, by: "Eli"},
			{at: at("2026-02-13 16:40"), kind: unack, by: "Eli"},
			{at: at("2026-02-13 17:02"), kind: ack, by: "Gita"},
		}},
		// The desk asks for the next level at once.
		{client: "Harbour Dental", opened: "2026-02-23 15:30", rung: "none", calls: []call{
			{at: at("2026-02-23 15:41"), kind: escalate, by: "Eli"},
			{at: at("2026-02-23 15:49"), kind: ack, by: "Ivy"},
		}},
		// Put off until after lunch.
		{client: "Desert Sun Clinics", opened: "2026-02-09 10:00", rung: "none", calls: []call{
			{at: at("2026-02-09 10:20"), kind: snooze, by: "Chloe", until: at("2026-02-09 13:00")},
		}},
	} {
		if o.client == t.client.name && t.opened.Equal(at(o.opened)) {
			return o
		}
	}
	return oddity{}
}
