package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp/examples/internal/rows"
)

const fileName = "tickets.csv.gz"

// stateClosed is the status of a ticket whose client is asked for a rating.
const stateClosed = "Closed"

// A ticket is a row.
type ticket struct {
	line                int
	id                  string
	kind, channel       string
	status              string
	responded, resolved time.Time // zero: not yet
	rating              int
	rated               bool
}

// impossible reports whether the ticket was resolved before it was first answered.
func (t *ticket) impossible() bool {
	return !t.responded.IsZero() && !t.resolved.IsZero() && t.resolved.Before(t.responded)
}

// took returns the time from the first response to the resolution, below zero if that
// is impossible, and false if one of them has not come.
func (t *ticket) took() (time.Duration, bool) {
	if t.responded.IsZero() || t.resolved.IsZero() {
		return 0, false
	}
	return t.resolved.Sub(t.responded), true
}

// readTickets reads the file. Its times have no zone and are taken for UTC.
func readTickets(r io.Reader, bad *rows.Problems) ([]ticket, error) {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fileName, err)
	}
	defer unzipped.Close()
	var tickets []ticket
	const idColumn, ratingColumn = "Ticket ID", "Customer Satisfaction Rating"
	columns := []string{
		idColumn, "Ticket Type", "Ticket Status", "Ticket Channel", "First Response Time", "Time to Resolution", ratingColumn,
	}
	seen := make(map[string]bool)
	err = rows.Read(unzipped, fileName, columns, bad, func(row rows.Row) *rows.Problem {
		text := func(column string) string { return strings.Clone(row.Fields[column]) }
		t := ticket{
			line: row.Line, id: text(idColumn), kind: text("Ticket Type"), channel: text("Ticket Channel"), status: text("Ticket Status"),
		}
		if t.id == "" || seen[t.id] {
			return &rows.Problem{Column: idColumn, Reason: fmt.Sprintf("%q is none, or there already", t.id)}
		}
		for _, at := range []struct {
			column string
			into   *time.Time
		}{{"First Response Time", &t.responded}, {"Time to Resolution", &t.resolved}} {
			value := row.Fields[at.column]
			if value == "" {
				continue
			}
			if *at.into, err = time.Parse("1/2/2006 15:04", value); err != nil {
				return &rows.Problem{Column: at.column, Reason: err.Error()}
			}
		}
		if value := row.Fields[ratingColumn]; value != "" {
			if t.rating, err = strconv.Atoi(value); err != nil {
				return &rows.Problem{Column: ratingColumn, Reason: fmt.Sprintf("%q is no number", value)}
			}
			if t.rated = true; t.status != stateClosed {
				return &rows.Problem{Column: ratingColumn, Reason: "a rating, and the ticket is " + t.status}
			}
		}
		seen[t.id] = true
		tickets = append(tickets, t)
		return nil
	})
	return tickets, err
}
