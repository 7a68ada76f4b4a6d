// Servicereview reviews how a managed service provider keeps its promises to its
// clients: the compliance of every client and priority, every missed ticket with
// an account of where the time went, and what is at risk now.
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

	"github.com/mspkit/msp"
)

// Exit statuses.
const (
	exitFine    = 0
	exitPartial = 1 // rows were refused, or there is nothing to review
	exitUseless = 2 // wrong use, or a file that cannot be read
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now()))
}

const usage = `Usage: servicereview [-model FILE -tickets FILE [-events FILE]] [-as-of INSTANT] [-client NAME]

Reviews how the promises to clients were kept. Without files it reviews a sample.

`

const exitUsage = `
Rows of a file that cannot be used are listed on standard error, with
file, line, column and reason; the others are reviewed.

Exit status:
  0  all rows were used
  1  rows were refused, or there are no tickets to review
  2  wrong use, or a file that cannot be read
`

type options struct {
	model, tickets, events, client string
	asOf                           time.Time
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
	flags.StringVar(&o.model, "model", "", "read the model from `FILE` (JSON) instead of the sample")
	flags.StringVar(&o.tickets, "tickets", "", "read the tickets from `FILE` (CSV) instead of the sample")
	flags.StringVar(&o.events, "events", "", "read what happened to the tickets from `FILE` (CSV)")
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
	in := input{open: func(name string) (io.ReadCloser, error) { return os.Open(name) }, model: o.model, tickets: o.tickets, events: o.events}
	if o.model == "" {
		in = input{open: func(name string) (io.ReadCloser, error) { return sample.Open(name) }, model: sampleModel, tickets: sampleTickets, events: sampleEvents}
		now = sampleAsOf()
	}
	if !o.asOf.IsZero() {
		now = o.asOf
	}
	model, tickets, report, err := in.read(stderr)
	if err != nil {
		return exitUseless, err
	}
	clients := model.Clients
	if o.client != "" {
		c, ok := model.Client(o.client)
		if !ok {
			return exitUseless, fmt.Errorf("no client %q; there are %s", o.client, clientNames(model))
		}
		clients = []*Client{c}
	}
	r, err := Compute(model, clients, tickets, now)
	if err != nil {
		return exitUseless, err
	}
	r.Refused = report.Refused
	if err := WriteText(stdout, r); err != nil {
		return exitUseless, err
	}
	switch {
	case r.Refused > 0:
		fmt.Fprintf(stderr, "servicereview: %s of %s refused\n", count(r.Refused, "row"), grouped(report.Rows))
		return exitPartial, nil
	case r.Tickets == 0:
		fmt.Fprintln(stderr, "servicereview: no tickets to review")
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

// An input is where a review comes from.
type input struct {
	open                   func(name string) (io.ReadCloser, error)
	model, tickets, events string // names; events may be empty
}

// read reads the files, and lists on w what is wrong with them. The report is
// about the rows of both tickets and events.
func (in input) read(w io.Writer) (*Model, []Ticket, Report, error) {
	fail := func(err error) (*Model, []Ticket, Report, error) { return nil, nil, Report{}, err }
	file, err := in.open(in.model)
	if err != nil {
		return fail(err)
	}
	data, err := io.ReadAll(io.LimitReader(file, largestDocument+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return fail(err)
	}
	model, issues := ReadModel(data, nil)
	for _, issue := range issues {
		fmt.Fprintf(w, "%s: %s: %v\n", in.model, issue.Severity, issue)
	}
	if n := issues.Count(msp.SeverityError); n > 0 {
		return fail(fmt.Errorf("%s cannot be used: %s", in.model, count(n, "error")))
	}
	var tickets Tickets
	err = in.rows(w, in.tickets, func(file io.Reader) (_ Report, err error) {
		tickets, err = ReadTickets(file, model)
		return tickets.Report, err
	})
	if err != nil || in.events == "" {
		return model, tickets.Tickets, tickets.Report, err
	}
	total := tickets.Report
	err = in.rows(w, in.events, func(file io.Reader) (Report, error) {
		report, err := ReadEvents(file, model, tickets.Tickets)
		total.Rows += report.Rows
		total.Refused += report.Refused
		return report, err
	})
	return model, tickets.Tickets, total, err
}

// rows reads a file of rows, and lists on w what is wrong with it.
func (in input) rows(w io.Writer, name string, read func(io.Reader) (Report, error)) error {
	file, err := in.open(name)
	if err != nil {
		return err
	}
	report, err := read(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, column := range report.Ignored {
		fmt.Fprintf(w, "%s: note: column %q is ignored\n", name, column)
	}
	for _, f := range report.Findings {
		fmt.Fprintf(w, "%s:%v\n", name, f)
	}
	return nil
}
