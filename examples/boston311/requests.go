package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/examples/internal/rows"
)

// A request is a row of requests.csv.gz.
type request struct {
	kind, department       string
	opened, target, closed time.Time // target and closed may be zero: none
}

// readRequests calls use with every request.
func readRequests(r io.Reader, city calendar.Calendar, bad *rows.Problems, use func(request)) error {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return fmt.Errorf("requests.csv.gz: %w", err)
	}
	defer unzipped.Close()
	columns := []string{"TYPE", "Department", "OPEN_DT", "TARGET_DT", "CLOSED_DT"}
	return rows.Read(unzipped, "requests.csv.gz", columns, bad, func(row rows.Row) *rows.Problem {
		q := request{kind: row.Fields["TYPE"], department: row.Fields["Department"]}
		for _, t := range []struct {
			column string
			into   *time.Time
		}{{"OPEN_DT", &q.opened}, {"TARGET_DT", &q.target}, {"CLOSED_DT", &q.closed}} {
			text := row.Fields[t.column]
			if text == "" && t.column != "OPEN_DT" {
				continue
			}
			at, err := wallTime(text, city.Zone())
			if err != nil {
				return &rows.Problem{Column: t.column, Reason: err.Error()}
			}
			*t.into = at
		}
		use(q)
		return nil
	})
}

// wallTime reads "01/16/2015 08:30:00 AM" on the clock of a zone. Of an hour that
// occurs twice the first is meant, since the data do not say.
func wallTime(text string, zone *time.Location) (time.Time, error) {
	read, err := time.Parse("01/02/2006 03:04:05 PM", text)
	if err != nil {
		return time.Time{}, err
	}
	local, err := calendar.LocalOf(read, time.UTC)
	if err != nil {
		return time.Time{}, err
	}
	return calendar.InstantOf(local, zone), nil
}

// open reports whether the request was not closed.
func (q request) open() bool { return q.closed.IsZero() }

// outcome judges a request by its recorded target.
func (q request) outcome() msp.Outcome {
	switch {
	case q.target.IsZero():
		return msp.Excluded
	case q.open():
		return msp.Pending
	case q.closed.After(q.target):
		return msp.Missed
	default:
		return msp.Met
	}
}
