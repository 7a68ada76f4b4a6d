package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/examples/internal/rows"
	"github.com/mspkit/msp/sla"
)

const fileName = "event_log.csv.gz"

// missing is how the log writes that there is no value.
const missing = "?"

// An entry is a row of the log: what an incident was like from an instant on.
type entry struct {
	state    string
	updated  time.Time
	impact   sla.Impact
	urgency  sla.Urgency
	priority msp.Priority
	madeSLA  bool

	reassignments, reopens int // so far

	// These do not change: the log repeats how they came out on every row.
	opened           time.Time
	resolved, closed time.Time // zero if missing
}

// An incident is its rows in time order; rows of one instant stay in the order of
// the file. It has one at least.
type incident struct {
	number  string
	entries []entry
}

func (i incident) last() entry { return i.entries[len(i.entries)-1] }

// An auditLog is the whole file, incidents in the order of their first rows.
type auditLog struct {
	incidents []incident
	rows      int
	names     map[msp.Priority]string // as the log writes them: "3 - Moderate"
}

// readLog reads the log. Its times have no zone and are taken for UTC.
func readLog(r io.Reader, bad *rows.Problems) (*auditLog, error) {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fileName, err)
	}
	defer unzipped.Close()
	columns := []string{
		"number", "incident_state", "made_sla", "opened_at", "sys_updated_at", "impact", "urgency", "priority",
		"reassignment_count", "reopen_count", "resolved_at", "closed_at",
	}
	log := &auditLog{names: make(map[msp.Priority]string)}
	place := make(map[string]int) // of an incident
	texts := make(map[string]string)
	err = rows.Read(unzipped, fileName, columns, bad, func(row rows.Row) *rows.Problem {
		// The few texts there are occur again and again; a part of a row would keep
		// the whole row in memory.
		text := func(column string) string {
			s := row.Fields[column]
			if known, ok := texts[s]; ok {
				return known
			}
			s = strings.Clone(s)
			texts[s] = s
			return s
		}
		for _, column := range columns[:10] {
			if value := row.Fields[column]; value == "" || value == missing {
				return &rows.Problem{Column: column, Reason: "no value"}
			}
		}
		e := entry{state: text("incident_state"), impact: sla.Impact(text("impact")), urgency: sla.Urgency(text("urgency"))}
		switch row.Fields["made_sla"] {
		case "true":
			e.madeSLA = true
		case "false":
		default:
			return &rows.Problem{Column: "made_sla", Reason: fmt.Sprintf("%q is neither true nor false", row.Fields["made_sla"])}
		}
		if e.priority, err = parsePriority(row.Fields["priority"]); err != nil {
			return &rows.Problem{Column: "priority", Reason: err.Error()}
		}
		for _, n := range []struct {
			column string
			into   *int
		}{{"reassignment_count", &e.reassignments}, {"reopen_count", &e.reopens}} {
			if *n.into, err = strconv.Atoi(row.Fields[n.column]); err != nil || *n.into < 0 {
				return &rows.Problem{Column: n.column, Reason: fmt.Sprintf("%q is no count", row.Fields[n.column])}
			}
		}
		for _, t := range []struct {
			column string
			into   *time.Time
		}{{"opened_at", &e.opened}, {"sys_updated_at", &e.updated}, {"resolved_at", &e.resolved}, {"closed_at", &e.closed}} {
			value := row.Fields[t.column]
			if value == missing || value == "" {
				continue
			}
			if *t.into, err = time.Parse("2/1/2006 15:04", value); err != nil {
				return &rows.Problem{Column: t.column, Reason: err.Error()}
			}
		}
		if _, ok := log.names[e.priority]; !ok {
			log.names[e.priority] = text("priority")
		}
		number := text("number")
		i, ok := place[number]
		if !ok {
			i = len(log.incidents)
			place[number] = i
			log.incidents = append(log.incidents, incident{number: number})
		}
		log.incidents[i].entries = append(log.incidents[i].entries, e)
		log.rows++
		return nil
	})
	for _, i := range log.incidents {
		slices.SortStableFunc(i.entries, func(a, b entry) int { return a.updated.Compare(b.updated) })
	}
	return log, err
}

// parsePriority reads "3 - Moderate" as P3.
func parsePriority(text string) (msp.Priority, error) {
	digit, _, ok := strings.Cut(text, " - ")
	if !ok {
		return 0, fmt.Errorf("%q is not like \"3 - Moderate\"", text)
	}
	return msp.ParsePriority(digit)
}
