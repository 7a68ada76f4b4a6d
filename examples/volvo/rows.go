package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/examples/internal/rows"
)

const fileName = "events.csv.gz"

// A change is a row: what a case was like from an instant on.
type change struct {
	at     time.Time
	status string
	sub    string
	level  string
}

// A ticket is a case: its rows in time order, those of one instant in the order of
// the file. It has one at least.
type ticket struct {
	number   string
	priority msp.Priority // its latest impact
	changes  []change
}

func (t ticket) end() time.Time { return t.changes[len(t.changes)-1].at }

// readCases reads the file, cases in the order of their first rows.
func readCases(r io.Reader, bad *rows.Problems) ([]ticket, error) {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fileName, err)
	}
	defer unzipped.Close()
	var cases []ticket
	place := make(map[string]int)
	columns := []string{"SR Number", "Change Date+Time", "Status", "Sub Status", "ST Level", "SR Latest Impact"}
	err = rows.Read(unzipped, fileName, columns, bad, func(row rows.Row) *rows.Problem {
		for _, column := range columns {
			if row.Fields[column] == "" {
				return &rows.Problem{Column: column, Reason: "no value"}
			}
		}
		// The clone keeps one short text in memory, instead of the whole row.
		c := change{sub: strings.Clone(row.Fields["Sub Status"]), level: strings.Clone(row.Fields["ST Level"])}
		if c.at, err = time.Parse(time.RFC3339, row.Fields["Change Date+Time"]); err != nil {
			return &rows.Problem{Column: "Change Date+Time", Reason: err.Error()}
		}
		switch status := row.Fields["Status"]; status {
		case "Accepted", "Queued", "Unmatched", completed:
			c.status = strings.Clone(status)
		default:
			return &rows.Problem{Column: "Status", Reason: fmt.Sprintf("%q is no status", status)}
		}
		priority, ok := priorityOf(row.Fields["SR Latest Impact"])
		if !ok {
			return &rows.Problem{Column: "SR Latest Impact", Reason: fmt.Sprintf("%q is no impact", row.Fields["SR Latest Impact"])}
		}
		number := row.Fields["SR Number"]
		i, ok := place[number]
		if !ok {
			i, number = len(cases), strings.Clone(number)
			place[number] = i
			cases = append(cases, ticket{number: number, priority: priority})
		}
		cases[i].changes = append(cases[i].changes, c)
		return nil
	})
	for _, t := range cases {
		slices.SortStableFunc(t.changes, func(a, b change) int { return a.at.Compare(b.at) })
	}
	return cases, err
}

// priorityOf returns the priority of an impact, which is all the file says about
// how urgent a case is.
func priorityOf(impact string) (msp.Priority, bool) {
	switch impact {
	case "Major":
		return msp.P1, true
	case "High":
		return msp.P2, true
	case "Medium":
		return msp.P3, true
	case "Low":
		return msp.P4, true
	default:
		return 0, false
	}
}
