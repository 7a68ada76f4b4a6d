// Command supportcsat measures what clients thought of a support desk: mean rating,
// top-two share and response rate, in all, by channel and by type of ticket; and it
// flags tickets that were resolved before they were first answered.
//
//	go -C examples run ./supportcsat -data DIR
//
// DIR holds tickets.csv.gz; README.md describes it. The last line of the output is
// JSON.
package main

import (
	"io"
	"os"
	"path/filepath"

	"github.com/mspkit/msp/examples/internal/program"
	"github.com/mspkit/msp/examples/internal/rows"
)

func main() {
	data := program.Data("supportcsat", fileName)
	rejected, err := run(data, os.Stdout, os.Stderr)
	program.Exit("supportcsat", rejected, err)
}

// run prints the report to out and rows that cannot be read to problems; it returns
// how many those were.
func run(data string, out, problems io.Writer) (rejected int, err error) {
	file, err := os.Open(filepath.Join(data, fileName))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	var bad rows.Problems
	tickets, err := readTickets(file, &bad)
	if err != nil {
		return 0, err
	}
	bad.Print(problems)
	r, err := newReport(tickets)
	if err != nil {
		return 0, err
	}
	r.Rejected = len(bad)
	r.print(out)
	return len(bad), program.PrintJSON(out, r)
}
