package main

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp/calendar"
)

// checks are what was seen of each site, by its slug.
type checks map[string][]check

type check struct {
	at time.Time
	up bool
}

// readChecks reads checks.csv.gz.
func readChecks(r io.Reader, bad *problemLog) (checks, error) {
	const file = "checks.csv.gz"
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	defer unzipped.Close()
	in := csv.NewReader(unzipped)
	in.ReuseRecord = true
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no header: %w", file, err)
	}
	place := make(map[string]int, len(header))
	for i, name := range header {
		place[name] = i
	}
	for _, column := range []string{"checked_at", "slug", "status"} {
		if _, ok := place[column]; !ok {
			return nil, fmt.Errorf("%s: no column %s", file, column)
		}
	}
	all := make(checks)
	for {
		record, err := in.Read()
		var syntax *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			for _, slug := range slices.Sorted(maps.Keys(all)) {
				slices.SortStableFunc(all[slug], func(a, b check) int { return a.at.Compare(b.at) })
			}
			return all, nil
		case errors.As(err, &syntax):
			bad.add(file, strconv.Itoa(syntax.StartLine), "row", syntax.Err.Error())
			continue
		case err != nil:
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		line, _ := in.FieldPos(0)
		at, err := time.Parse(time.RFC3339, record[place["checked_at"]])
		status := record[place["status"]]
		switch {
		case err != nil:
			bad.add(file, strconv.Itoa(line), "checked_at", err.Error())
		case status != "up" && status != "down":
			bad.add(file, strconv.Itoa(line), "status", strconv.Quote(status)+" is neither up nor down")
		default:
			slug := string([]byte(record[place["slug"]])) // the record is used again
			all[slug] = append(all[slug], check{at, status == "up"})
		}
	}
}

// outages are the times from a check that found the site down to the next that
// found it up, or to the end.
func outages(list []check, end time.Time) []calendar.Interval {
	var found []calendar.Interval
	var down time.Time
	for _, c := range list {
		switch {
		case !c.up && down.IsZero():
			down = c.at
		case c.up && !down.IsZero():
			found = append(found, calendar.Interval{From: down, To: c.at})
			down = time.Time{}
		}
	}
	if !down.IsZero() && down.Before(end) {
		found = append(found, calendar.Interval{From: down, To: end})
	}
	return found
}
