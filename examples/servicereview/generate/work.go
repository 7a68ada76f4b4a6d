package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
)

// A piece is time worked, for a ticket or for none.
type piece struct {
	ticket     string
	client     client
	start      time.Time
	minutes    int
	work, role string
	entered    string // a date
}

// work invents the time that was worked on tickets, and an evening of maintenance a
// month for each client.
func work(clients []client, tickets []ticket) ([]piece, error) {
	d := dice{rand.NewPCG(2026, 510)}
	var pieces []piece
	for i := range tickets {
		if t := &tickets[i]; !t.opened.Before(t.client.from()) {
			pieces = append(pieces, d.workOn(t, id(i))...)
		}
	}
	for _, c := range clients {
		zone := c.hours.Zone()
		for month := time.February; month <= time.April; month++ {
			start := time.Date(2026, month, 8, 22, 30, 0, 0, zone)
			for start.Weekday() != time.Tuesday {
				start = start.AddDate(0, 0, 1)
			}
			if p := (piece{client: c, start: start, minutes: 45 + 15*d.below(7), work: "remote", role: "engineer"}); !start.Before(c.from()) {
				pieces = append(pieces, p)
			}
		}
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return a.start.Compare(b.start) })
	for i := range pieces {
		pieces[i].entered = pieces[i].day()
	}
	return pieces, forget(pieces)
}

// forget lets one entry of March come to light after the invoice.
func forget(pieces []piece) error {
	for i := len(pieces) - 1; i >= 0; i-- {
		if p := &pieces[i]; p.client.name == "Harbour Dental" && p.minutes >= 45 && p.ticket != "" && p.day() < "2026-04-01" {
			p.entered = "2026-04-07"
			return nil
		}
	}
	return fmt.Errorf("no entry to be forgotten")
}

// day returns the date of the work on the client's clock.
func (p piece) day() string { return p.start.In(p.client.hours.Zone()).Format(time.DateOnly) }

// workOn invents the work on a ticket, between its answer and its end.
func (d dice) workOn(t *ticket, name string) []piece {
	from, end := t.responded, t.resolved
	if from.IsZero() {
		from = t.opened
	}
	if end.IsZero() || end.After(last()) {
		end = last()
	}
	work, role := "remote", "engineer"
	if d.in(90) {
		work = "onsite"
	}
	if d.in(map[bool]int{true: 350, false: 120}[t.priority <= msp.P2]) {
		role = "senior"
	}
	var pieces []piece
	for range 1 + d.pick(6, 3, 1) {
		minutes := 6 + d.below(20) + d.below(55)
		if work == "onsite" {
			minutes += 40
		}
		minutes = min(minutes, int(end.Sub(from)/time.Minute))
		if minutes < 3 {
			break
		}
		pieces = append(pieces, piece{ticket: name, client: t.client, start: from, minutes: minutes, work: work, role: role})
		done := from.Add(time.Duration(minutes) * time.Minute)
		var ok bool
		if from, ok = during(d, t, done); !ok || !from.Before(end) {
			break
		}
	}
	return pieces
}

// writeWork writes the time entries.
func writeWork(w io.Writer, pieces []piece) error {
	rows := [][]string{{"id", "ticket", "client", "start", "minutes", "type", "role", "entered"}}
	for i, p := range pieces {
		rows = append(rows, []string{
			"E-" + strconv.Itoa(5001+i), p.ticket, p.client.name, p.start.In(p.client.hours.Zone()).Format(time.RFC3339),
			strconv.Itoa(p.minutes), p.work, p.role, p.entered,
		})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
