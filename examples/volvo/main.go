// Command volvo turns the status history of an IT desk's cases into clocks: how
// long each took without the time that it waited, what a reopening makes of that,
// and how it went to and fro between the levels of support.
//
//	go -C examples run ./volvo -data DIR
//
// DIR holds events.csv.gz; README.md describes it. The last line of the output is
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
	data := program.Data("volvo", fileName)
	rejected, err := run(data, os.Stdout, os.Stderr)
	program.Exit("volvo", rejected, err)
}

// run prints the report to out and rows that cannot be read to problems; it
// returns how many those were.
func run(data string, out, problems io.Writer) (rejected int, err error) {
	file, err := os.Open(filepath.Join(data, fileName))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	var bad rows.Problems
	cases, err := readCases(file, &bad)
	if err != nil {
		return 0, err
	}
	bad.Print(problems)
	r, err := newReport(cases)
	if err != nil {
		return 0, err
	}
	r.rejected = len(bad)
	summary, err := r.summary()
	if err != nil {
		return 0, err
	}
	r.print(out, summary)
	return len(bad), program.PrintJSON(out, summary)
}
