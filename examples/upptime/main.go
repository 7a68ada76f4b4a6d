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
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	data := flag.String("data", "", "folder with upptime-unibe and cloud-sla-credits; relative to the working folder")
	flag.Parse()
	if *data == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "upptime: -data DIR is needed: the folder with upptime-unibe and cloud-sla-credits; it is not part of this repository, see upptime/README.md")
		os.Exit(2)
	}
	rejected, err := run(*data, os.Stdout, os.Stderr)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "upptime:", err)
		os.Exit(2)
	case rejected > 0:
		os.Exit(1)
	}
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
	line, err := json.Marshal(result.summary)
	if err != nil {
		return 0, err
	}
	_, err = fmt.Fprintln(out, string(line))
	return len(bad), err
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
