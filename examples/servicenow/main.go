// Command servicenow folds the audit log of an IT desk to incidents: it recovers
// the desk's priority matrix, adds up how long incidents waited and for whom,
// finds the targets behind the verdicts that the log has recorded, and measures the
// desk's KPIs.
//
//	go -C examples run ./servicenow -data DIR
//
// DIR holds event_log.csv.gz; README.md describes it. The last line of the output
// is JSON.
package main

import (
	"flag"
	"io"
	"os"
	"path/filepath"

	"github.com/mspkit/msp/examples/internal/program"
	"github.com/mspkit/msp/examples/internal/rows"
)

func main() {
	audit := flag.String("audit", "", "number of the incident to explain; the most eventful one if empty")
	data := program.Data("servicenow", fileName)
	rejected, err := run(data, *audit, os.Stdout, os.Stderr)
	program.Exit("servicenow", rejected, err)
}

// A summary is the last line of the output, beside the serviceKPIs.
type summary struct {
	Rows             int              `json:"rows"`              // rows that could be read
	Incidents        int              `json:"incidents"`         // that they are about
	MatrixMismatches int              `json:"matrix_mismatches"` // rows with another priority than the matrix gives
	PriorityChanges  int              `json:"priority_changes"`  // neighbouring rows of an incident, in time, whose priority differs
	WaitingSeconds   map[string]int64 `json:"waiting_seconds"`   // by state, from each row that waits to the next
	MadeSLA          madeSLA          `json:"made_sla"`
}

// madeSLA is how well constant targets explain the recorded verdicts.
type madeSLA struct {
	Until      string           `json:"until"`      // the column that ends the time
	Agreed     int64            `json:"agreed"`     // incidents whose verdict the targets give too
	Total      int64            `json:"total"`      // incidents with a verdict
	Thresholds map[string]int64 `json:"thresholds"` // by priority, in seconds
}

// run prints the report to out and rows that cannot be read to problems; it
// returns how many those were.
func run(data, audit string, out, problems io.Writer) (rejected int, err error) {
	file, err := os.Open(filepath.Join(data, fileName))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	var bad rows.Problems
	log, err := readLog(file, &bad)
	if err != nil {
		return 0, err
	}
	bad.Print(problems)
	r, err := newReport(log, audit)
	if err != nil {
		return 0, err
	}
	r.rejected = len(bad)
	r.print(out)
	return len(bad), program.PrintJSON(out, struct {
		summary
		serviceKPIs
	}{r.summary(), r.kpis})
}
