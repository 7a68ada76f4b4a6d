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
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/mspkit/msp/examples/internal/rows"
)

func main() {
	data := flag.String("data", "", "folder with tickets.csv.gz; relative to the working folder")
	flag.Parse()
	if *data == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "supportcsat: -data DIR is needed: the folder with tickets.csv.gz; it is not part of this repository, see supportcsat/README.md")
		os.Exit(2)
	}
	rejected, err := run(*data, os.Stdout, os.Stderr)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "supportcsat:", err)
		os.Exit(2)
	case rejected > 0:
		os.Exit(1)
	}
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
	line, err := json.Marshal(r)
	if err != nil {
		return 0, err
	}
	_, err = fmt.Fprintln(out, string(line))
	return len(bad), err
}
