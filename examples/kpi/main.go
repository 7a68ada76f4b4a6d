// Kpi turns a ticket export into a scorecard: it reads the CSV file of a service desk,
// lists the rows that cannot be used, and prints every KPI that tickets can tell with its
// definition, the tickets it rests on and what was left out, and how it stands to a set
// of targets.
//
//	go -C examples run ./kpi -preset servicenow -zone Europe/London -as-of 2026-04-01T00:00 -targets managed-services-model tickets.csv
//
// See README.md for a tour, and for the same in Go.
package main

import (
	"io"
	"os"
	_ "time/tzdata" // time zones on machines without their files
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit statuses.
const (
	exitFine    = 0
	exitPartial = 1 // rows were bad, the others are counted
	exitUseless = 2 // wrong use, or a file that cannot be read
)

// run is the program.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, status, done := parseOptions(args, stdout, stderr)
	if done {
		return status
	}
	r, err := o.report(stdin)
	if err == nil {
		err = o.write(r, stdout, stderr)
	}
	if err != nil {
		complain(stderr, err)
		return exitUseless
	}
	if len(r.bad) > 0 {
		return exitPartial
	}
	return exitFine
}
