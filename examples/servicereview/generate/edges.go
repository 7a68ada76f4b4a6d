package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp"
)

// edges returns tickets at the edges of hours and targets, which chance would
// hardly find.
func edges(clients []client) ([]ticket, error) {
	var out []ticket
	for _, e := range []struct {
		client                      string
		priority                    msp.Priority
		opened, responded, resolved string // on the client's clock
	}{
		// Opened on a holiday, and on another.
		{"Lakeside Accounting", msp.P2, "2026-02-16 10:30", "2026-02-17 08:20", "2026-02-17 15:10"},
		{"Northgate Solicitors", msp.P1, "2026-04-06 11:00", "2026-04-07 09:16", "2026-04-07 12:40"},
		// Opened at a closing; four hours then end exactly at a closing.
		{"Northgate Solicitors", msp.P2, "2026-03-13 17:30", "2026-03-16 09:30", "2026-03-16 17:00"},
		// Answered exactly when it was due: in time.
		{"Desert Sun Clinics", msp.P1, "2026-02-11 09:00", "2026-02-11 09:15", "2026-02-11 13:00"},
		// Due on Friday at the closing, done on Saturday: in time, since no hour had
		// passed. One minute after the opening it is late.
		{"Summit Outdoor", msp.P1, "2026-03-20 16:00", "2026-03-20 16:40", "2026-03-21 07:10"},
		{"Lakeside Accounting", msp.P1, "2026-03-27 12:00", "2026-03-27 13:10", "2026-03-28 10:00"},
		{"Lakeside Accounting", msp.P1, "2026-04-17 13:00", "2026-04-17 13:09", "2026-04-20 08:01"},
		// Through the nights in which the clocks went forward, twice too late.
		{"St. Brendan's Hospital", msp.P1, "2026-03-08 00:30", "2026-03-08 00:41", "2026-03-08 06:05"},
		{"Volta Payments", msp.P2, "2026-03-28 20:15", "2026-03-28 20:24", "2026-03-29 06:30"},
		// Over Easter.
		{"Northgate Solicitors", msp.P3, "2026-04-01 15:00", "2026-04-01 15:40", "2026-04-09 12:20"},
		// Over Presidents' Day, and over a morning lost to snow.
		{"Lakeside Accounting", msp.P1, "2026-02-13 16:10", "2026-02-13 16:22", "2026-02-17 11:52"},
		{"Harbour Dental", msp.P1, "2026-02-23 15:30", "2026-02-23 15:58", "2026-02-25 09:05"},
		// Waiting now: about to be late, due at a closing before a long weekend, and
		// never answered.
		{"Volta Payments", msp.P2, "2026-05-01 09:20", "2026-05-01 09:31", ""},
		{"Lakeside Accounting", msp.P1, "2026-04-30 15:50", "2026-04-30 16:01", ""},
		{"Northgate Solicitors", msp.P2, "2026-05-01 09:30", "2026-05-01 09:52", ""},
		{"Harbour Dental", msp.P2, "2026-04-29 11:45", "2026-04-29 16:30", ""},
		{"Rheinwerk Maschinenbau", msp.P3, "2026-04-29 10:05", "2026-04-29 11:20", ""},
		{"Thames Lettings", msp.P3, "2026-05-01 12:40", "", ""},
		{"Coral Bay Marine", msp.P3, "2026-04-28 14:10", "", ""},
	} {
		i := slices.IndexFunc(clients, func(c client) bool { return c.name == e.client })
		if i < 0 {
			return nil, fmt.Errorf("no client %q", e.client)
		}
		at := func(text string) time.Time {
			if text == "" {
				return time.Time{}
			}
			t, err := time.ParseInLocation("2006-01-02 15:04", text, clients[i].hours.Zone())
			if err != nil {
				panic(err) // a constant of ours
			}
			return t
		}
		out = append(out, ticket{clients[i], e.priority, at(e.opened), at(e.responded), at(e.resolved)})
	}
	return out, nil
}
