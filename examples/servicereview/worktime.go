package main

import (
	"io"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/pricing"
)

// Columns of a file of time entries. The first three must be there.
const (
	colEntry = iota
	colStart
	colMinutes
	colEntryTicket
	colEntryClient
	colWorkType
	colRole
	colEntered

	numRequiredTimeColumns = 3
)

func timeColumns() []string {
	return []string{"id", "start", "minutes", "ticket", "client", "type", "role", "entered"}
}

// longestEntry is the most that one entry may have: more is a slip of the pen.
const longestEntry = 7 * 24 * 60 // minutes

// ReadTime reads a file of time entries and adds them to the facts of the contracts.
// An error means that no row could be read; rows that are refused are findings.
func ReadTime(file io.Reader, book *Book, tickets []Ticket) (Report, error) {
	byID := make(map[string]*Ticket, len(tickets))
	for i := range tickets {
		byID[tickets[i].ID] = &tickets[i]
	}
	seen := make(map[string]int) // id → line
	return readSheet(file, timeColumns(), numRequiredTimeColumns, func(r *row) {
		id := r.name(colEntry)
		switch line, twice := seen[id]; {
		case id == "":
			r.refuse(colEntry, "missing")
		case twice:
			r.refuse(colEntry, "line %d has it already", line)
		}
		c := readWhose(r, book, byID)
		w := readWorked(r, c)
		if r.good() {
			w.ID = id
			seen[id] = r.line
			c.facts.Work = append(c.facts.Work, w)
		}
	})
}

// readWhose returns the contract that an entry is billed by: that of its ticket, or
// of the client where it has none.
func readWhose(r *row, book *Book, tickets map[string]*Ticket) *Contract {
	ticket, client := r.text(colEntryTicket), r.text(colEntryClient)
	if ticket != "" {
		t, ok := tickets[ticket]
		switch {
		case !ok:
			r.refuse(colEntryTicket, "not among the tickets that were read")
			return nil
		case client != "" && client != t.Client.Name:
			r.refuse(colEntryClient, "the ticket is of %q", t.Client.Name)
			return nil
		}
		client = t.Client.Name
	}
	return r.contract(colEntryClient, client, book)
}

// contract returns the contract of a client that stands in a column, nil if there is
// none.
func (r *row) contract(column int, client string, book *Book) *Contract {
	c, ok := book.Contract(client)
	switch {
	case client == "":
		r.refuse(column, "missing")
	case !ok:
		r.refuse(column, "no contract with %q", client)
	}
	return c
}

// readWorked reads an entry of a contract, nil if it is not known.
func readWorked(r *row, c *Contract) Worked {
	start, ok := r.instant(colStart)
	minutes, err := strconv.ParseInt(r.text(colMinutes), 10, 64)
	switch {
	case err != nil || minutes < 0 || minutes > longestEntry:
		r.refuse(colMinutes, "want a whole number from 0 to %d", longestEntry)
	case ok && start.IsZero():
		r.refuse(colStart, "missing")
	case ok && (start.Year() < firstYear || start.Year() > lastYear):
		r.refuse(colStart, "want a year from %d to %d", firstYear, lastYear)
	}
	entered := r.date(colEntered)
	if c == nil || !r.good() {
		return Worked{}
	}
	w := Worked{Entry: worked(c.Client.Calendar, start, minutes), Entered: entered}
	w.Ticket, w.Type, w.Role = r.text(colEntryTicket), r.name(colWorkType), r.name(colRole)
	if w.Entered.IsZero() {
		w.Entered = w.Date
	}
	if w.Entered.Before(w.Date) {
		r.refuse(colEntered, "before the work, on %v", w.Date)
	}
	switch begin, end := c.life(); {
	case w.Date.Before(begin):
		r.refuse(colStart, "before the agreement, which begins on %v", begin)
	case !end.IsZero() && !w.Date.Before(end):
		r.refuse(colStart, "after the agreement, which ended on %v", end)
	}
	if _, err := c.labour.Rate(w.Type, "", false); err != nil {
		r.refuse(colWorkType, "no type of work of the agreement")
	}
	if _, err := c.labour.Rate("", w.Role, false); err != nil {
		r.refuse(colRole, "no role of the agreement")
	}
	return w
}

// worked returns work from an instant on: its day on the client's clock, and how
// many of its minutes were outside the client's hours. A minute that is open in
// part is one after hours.
//
// Package pricing knows no clock and no hours: that an entry has its AfterHours as
// a number of minutes is where the two packages meet.
func worked(hours calendar.Calendar, start time.Time, minutes int64) pricing.Entry {
	end := start.Add(time.Duration(minutes) * time.Minute)
	open := hours.Between(start, end)
	return pricing.Entry{
		Date:       dateOn(start, hours.Zone()),
		Minutes:    minutes,
		AfterHours: minutes - int64(open/time.Minute),
	}
}

// dateOn returns the civil date of an instant on a clock.
func dateOn(t time.Time, zone *time.Location) msp.Date {
	d, err := msp.NewDate(t.In(zone).Date())
	if err != nil {
		return msp.Date{} // readers have refused such years
	}
	return d
}

// date reads a column, none if it is empty.
func (r *row) date(column int) msp.Date {
	if r.text(column) == "" {
		return msp.Date{}
	}
	d, err := msp.ParseDate(r.text(column))
	if err != nil || d.Year() < firstYear || d.Year() > lastYear {
		r.refuse(column, "want a date, such as 2026-03-09")
		return msp.Date{}
	}
	return d
}
