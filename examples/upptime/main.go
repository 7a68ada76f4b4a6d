// Command upptime turns the outages of monitored web sites into availability and
// service credits, and reproduces the uptime that the monitor itself shows.
//
//	go -C examples run ./upptime -data DIR
//
// DIR holds the folders upptime-unibe (sites.json, checks.csv.gz) and
// cloud-sla-credits (credits.json). README.md describes the files. The last line of
// the output is JSON.
package main

import (
	"io"
	"os"
	"path/filepath"

	"github.com/mspkit/msp/examples/internal/program"
)

func main() {
	data := program.Data("upptime", "upptime-unibe and cloud-sla-credits")
	rejected, err := run(data, os.Stdout, os.Stderr)
	program.Exit("upptime", rejected, err)
}

// run prints the report to out and what cannot be read to problems; it returns how
// many those were.
func run(data string, out, problems io.Writer) (rejected int, err error) {
	var bad problemLog
	sites, err := readFile(filepath.Join(data, "upptime-unibe", "sites.json"), func(r io.Reader) (*monitor, error) { return readSites(r, &bad) })
	if err != nil {
		return 0, err
	}
	seen, err := readFile(filepath.Join(data, "upptime-unibe", "checks.csv.gz"), func(r io.Reader) (checks, error) { return readChecks(r, &bad) })
	if err != nil {
		return 0, err
	}
	ladders, err := readFile(filepath.Join(data, "cloud-sla-credits", "credits.json"), func(r io.Reader) ([]ladder, error) { return readLadders(r, &bad) })
	if err != nil {
		return 0, err
	}
	bad.print(problems)
	result, err := newReport(sites, seen, ladders)
	if err != nil {
		return 0, err
	}
	result.Rejected = len(bad)
	result.print(out)
	return len(bad), program.PrintJSON(out, result.summary)
}

func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return read(f)
}
