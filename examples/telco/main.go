// Command telco measures who left a telephone company in a month and what that
// cost: churn, retention, and the recurring revenue that went with them.
//
//	go -C examples run ./telco -data DIR
//
// DIR holds customers.csv.gz; README.md describes it. The last line of the output is
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
	data := program.Data("telco", fileName)
	rejected, err := run(data, os.Stdout, os.Stderr)
	program.Exit("telco", rejected, err)
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
	customers, err := readCustomers(file, &bad)
	if err != nil {
		return 0, err
	}
	bad.Print(problems)
	r, err := newReport(customers)
	if err != nil {
		return 0, err
	}
	r.Rejected = len(bad)
	r.print(out)
	return len(bad), program.PrintJSON(out, r)
}
