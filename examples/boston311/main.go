// Command boston311 replays a year of a city's service requests: it computes
// every due time anew and compares it with the one the city's system recorded, and
// measures how the departments kept them.
//
//	go -C examples run ./boston311 -data DIR
//
// DIR holds requests.csv.gz, and calendar.json and sla_policies.csv unless -rules
// names another folder for them. README.md describes the files. The last line of
// the output is JSON.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/examples/internal/program"
	"github.com/mspkit/msp/examples/internal/rows"

	_ "time/tzdata" // the city's zone, on machines that have no zone files
)

func main() {
	rules := flag.String("rules", "", "folder with calendar.json and sla_policies.csv where the data folder has none")
	asOf := flag.String("asof", "2016-01-13T00:00", "instant of the export, on the clock of the calendar's zone")
	data := program.Data("boston311", "requests.csv.gz")
	rejected, err := run(data, *rules, *asOf, os.Stdout, os.Stderr)
	program.Exit("boston311", rejected, err)
}

// run prints the report to out and rows that cannot be read to problems; it
// returns how many those were.
func run(data, rules, asOf string, out, problems io.Writer) (rejected int, err error) {
	var bad rows.Problems
	policies, err := openPolicies(data, rules, &bad)
	if err != nil {
		return 0, err
	}
	local, err := calendar.ParseLocalTime(asOf)
	if err != nil {
		return 0, err
	}
	desks, err := newMeasurer(calendar.InstantOf(local, policies.city.Zone()), policies.city)
	if err != nil {
		return 0, err
	}
	requests, err := os.Open(filepath.Join(data, "requests.csv.gz"))
	if err != nil {
		return 0, err
	}
	defer requests.Close()
	result := newReplay(policies)
	if err := readRequests(requests, policies.city, &bad, result.add); err != nil {
		return 0, err
	}
	bad.Print(problems)
	result.summary.Rejected = len(bad)
	replayed, err := result.finish()
	if err != nil {
		return 0, err
	}
	kpis, err := desks.measure(result.tickets)
	if err != nil {
		return 0, err
	}
	result.print(out)
	kpis.print(out)
	return len(bad), program.PrintJSON(out, struct {
		summary
		cityKPIs
	}{replayed, kpis})
}

func openPolicies(data, rules string, bad *rows.Problems) (*policies, error) {
	calendarFile, err := openEither("calendar.json", data, rules)
	if err != nil {
		return nil, err
	}
	defer calendarFile.Close()
	city, err := readCalendar(calendarFile)
	if err != nil {
		return nil, fmt.Errorf("calendar.json: %w", err)
	}
	policyFile, err := openEither("sla_policies.csv", data, rules)
	if err != nil {
		return nil, err
	}
	defer policyFile.Close()
	return readPolicies(policyFile, city, bad)
}

// openEither opens a file of the data folder or, if it is not there, of the
// folder of rules.
func openEither(name, data, rules string) (*os.File, error) {
	f, err := os.Open(filepath.Join(data, name))
	if errors.Is(err, fs.ErrNotExist) && rules != "" {
		return os.Open(filepath.Join(rules, name))
	}
	return f, err
}
