// Servicereview reviews how a managed service provider keeps its promises to its
// clients, and what they pay for it: the compliance of every client and priority,
// every missed ticket with an account of where the time went, what is at risk now; who
// should have been told of these tickets, who was, and when nobody was on call; every
// invoice with its lines explained, the margin, the recurring revenue, and what other
// price models would have earned; how the clients stand against targets, where that is
// going, and whether there are people enough; and which promises of the operating model
// do not fit together.
//
// Without arguments it reviews a sample. See README.md for the files it reads.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // time zones on machines without their files
)

// Exit statuses.
const (
	exitFine    = 0
	exitPartial = 1 // rows were refused, a month cannot be billed, or there is nothing to review
	exitUseless = 2 // wrong use, or a file that cannot be read or used
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now()))
}

const usage = `Usage: servicereview [-model FILE -tickets FILE [-events FILE] [-closings FILE] [-settings FILE]
                     [-time FILE] [-materials FILE] [-usage FILE] [-outages FILE]]
                     [-targets SET] [-as-of INSTANT] [-client NAME]

Reviews how the promises of an operating model were kept and who was told where they
were not, bills the clients, holds the service against targets, and says which promises
of the model do not fit together. Without files it reviews a sample.

`

const exitUsage = `
Rows of a file that cannot be used are listed on standard error, with
file, line, column and reason; the others are reviewed.

Exit status:
  0  all rows were used
  1  rows were refused, a month cannot be billed, or there are no tickets to
     review
  2  wrong use, or a file that cannot be read or used
`

type options struct {
	input

	client string
	asOf   time.Time
}

// run is the program.
func run(args []string, stdout, stderr io.Writer, now time.Time) int {
	o, err := parseOptions(args, stdout, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitFine
	case err != nil: // the flags have said why
		return exitUseless
	}
	status, err := review(o, stdout, stderr, now)
	if err != nil {
		fmt.Fprintln(stderr, "servicereview:", err)
		return exitUseless
	}
	return status
}

func parseOptions(args []string, stdout, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("servicereview", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.model, "model", "", "read the operating model from `FILE` (JSON) instead of the sample")
	flags.StringVar(&o.tickets, "tickets", "", "read the tickets from `FILE` (CSV) instead of the sample")
	flags.StringVar(&o.events, "events", "", "read what happened to the tickets from `FILE` (CSV)")
	flags.StringVar(&o.settings, "settings", "", "read how to review, such as in which currency to bill, from `FILE` (JSON)")
	flags.StringVar(&o.time, "time", "", "read the time entries from `FILE` (CSV)")
	flags.StringVar(&o.materials, "materials", "", "read the parts that were delivered from `FILE` (CSV)")
	flags.StringVar(&o.usage, "usage", "", "read how much there was of metered items from `FILE` (CSV)")
	flags.StringVar(&o.outages, "outages", "", "read when services were down from `FILE` (CSV)")
	flags.StringVar(&o.closings, "closings", "", "read how tickets were closed, and what clients thought, from `FILE` (CSV)")
	flags.StringVar(&o.targets, "targets", usualTargets, "hold the clients against the `SET` itil-compass, managed-services-model, operating-model, one of the model, or that of a .json file")
	flags.StringVar(&o.client, "client", "", "review the client `NAME` only")
	flags.Func("as-of", "review what was known at an `INSTANT` (RFC 3339); default now, for the sample 2026-05-01T15:00:00Z", func(text string) error {
		if o.asOf.UnmarshalText([]byte(text)) != nil {
			return errors.New("want RFC 3339, such as 2026-05-01T15:00:00Z")
		}
		if year := o.asOf.UTC().Year(); year < firstYear || year > lastYear {
			return fmt.Errorf("want a year from %d to %d", firstYear, lastYear)
		}
		return nil
	})
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, exitUsage)
		return o, err
	case err != nil:
	case flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case (o.model == "") != (o.tickets == ""):
		err = errors.New("-model and -tickets go together")
	case o.events != "" && o.tickets == "":
		err = errors.New("-events needs -tickets")
	case o.settings != "" && o.tickets == "":
		err = errors.New("-settings needs -tickets")
	case o.closings != "" && o.tickets == "":
		err = errors.New("-closings needs -tickets")
	case o.time+o.materials+o.usage+o.outages != "" && o.settings == "":
		err = errors.New("-time, -materials, -usage and -outages need -settings")
	}
	if err != nil {
		fmt.Fprintf(stderr, "servicereview: %v\nRun servicereview -h for help.\n", err)
	}
	return o, err
}

// lastYear of an as-of instant: clocks far in the future are not known.
const lastYear = 2200

// review reads, computes and writes.
func review(o options, stdout, stderr io.Writer, now time.Time) (status int, err error) {
	in := o.input
	in.open = func(name string) (io.ReadCloser, error) { return os.Open(name) }
	if o.model == "" {
		in = sampleInput()
		in.targets = o.targets
		now = sampleAsOf()
	}
	if !o.asOf.IsZero() {
		now = o.asOf
	}
	src, err := in.read(stderr)
	if err != nil {
		return exitUseless, err
	}
	files := in
	files.open = func(name string) (io.ReadCloser, error) { return os.Open(name) }
	set, err := files.targetSet(src.model, stderr)
	if err != nil {
		return exitUseless, err
	}
	clients := src.model.Clients
	if o.client != "" {
		c, ok := src.model.Client(o.client)
		if !ok {
			return exitUseless, fmt.Errorf("no client %q; there are %s", o.client, clientNames(src.model))
		}
		clients = []*Client{c}
	}
	r, err := Compute(src.model, clients, src.tickets, now)
	if err != nil {
		return exitUseless, err
	}
	r.Refused = src.report.Refused
	if r.Escalations, err = ComputeEscalations(src.onCall, r, src.tickets); err != nil {
		return exitUseless, err
	}
	if src.book != nil {
		if r.Finance, err = ComputeFinance(src.book, clients, src.tickets, now); err != nil {
			return exitUseless, err
		}
	}
	if r.Performance, err = ComputePerformance(src, r, set); err != nil {
		return exitUseless, err
	}
	r.Audit = ComputeAudit(src.model, clients, now)
	if err := WriteText(stdout, r); err != nil {
		return exitUseless, err
	}
	failed := r.Finance.failed(stderr)
	switch {
	case r.Refused > 0:
		fmt.Fprintf(stderr, "servicereview: %s of %s refused\n", count(r.Refused, "row"), grouped(src.report.Rows))
		return exitPartial, nil
	case r.Tickets == 0:
		fmt.Fprintln(stderr, "servicereview: no tickets to review")
		return exitPartial, nil
	case failed > 0:
		return exitPartial, nil
	}
	return exitFine, nil
}

func clientNames(m *Model) string {
	names := make([]string, len(m.Clients))
	for i, c := range m.Clients {
		names[i] = fmt.Sprintf("%q", c.Name)
	}
	return strings.Join(names, ", ")
}
