package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/mspkit/msp"
)

// An input is where a review comes from: names of files, which are empty for what
// there is not.
type input struct {
	open                   func(name string) (io.ReadCloser, error)
	model, tickets, events string
	onCall                 string // who is to be told of which tickets
	closings               string // what the desk wrote down at the end of tickets
	staff                  string // who works
	targets                string // a target set: its name, or a file

	// What the clients pay for, and what their invoices depend on.
	agreements, time, materials, usage, outages string
}

// sampleInput returns that of the sample.
func sampleInput() input {
	return input{
		open:  func(name string) (io.ReadCloser, error) { return sample.Open(name) },
		model: "sample/model.json", tickets: "sample/tickets.csv", events: "sample/events.csv", onCall: "sample/oncall.json",
		agreements: "sample/agreements.json", time: "sample/timeentries.csv", materials: "sample/materials.csv",
		usage: "sample/usage.csv", outages: "sample/outages.csv",
		closings: "sample/closings.csv", staff: "sample/staff.json",
	}
}

// A source is what was read.
type source struct {
	model   *Model
	tickets []Ticket
	onCall  *OnCall // nil: it is not known
	book    *Book   // nil: no agreements
	staff   *Staff  // nil: it is not known who works
	events  bool    // it is known what happened to tickets
	outages bool    // it is known when services were down
	report  Report
}

// read reads the files, and lists on w what is wrong with them. The report is about
// the rows of all of them.
func (in input) read(w io.Writer) (source, error) {
	var s source
	data, err := in.document(in.model)
	if err != nil {
		return s, err
	}
	var issues msp.Issues
	if s.model, issues = ReadModel(data, nil); in.list(w, in.model, issues) > 0 {
		return s, unusable(in.model, issues)
	}
	if in.onCall != "" {
		if data, err = in.document(in.onCall); err != nil {
			return s, err
		}
		if s.onCall, issues = ReadOnCall(data, s.model); in.list(w, in.onCall, issues) > 0 {
			return s, unusable(in.onCall, issues)
		}
	}
	if in.staff != "" {
		if data, err = in.document(in.staff); err != nil {
			return s, err
		}
		if s.staff, issues = ReadStaff(data, s.model); in.list(w, in.staff, issues) > 0 {
			return s, unusable(in.staff, issues)
		}
	}
	s.events = in.events != ""
	err = in.rows(w, in.tickets, &s.report, func(file io.Reader) (Report, error) {
		tickets, err := ReadTickets(file, s.model)
		s.tickets = tickets.Tickets
		return tickets.Report, err
	})
	if err == nil {
		err = in.rows(w, in.events, &s.report, func(file io.Reader) (Report, error) {
			return ReadEvents(file, s.model, s.onCall, s.tickets)
		})
	}
	if err == nil {
		err = in.rows(w, in.closings, &s.report, func(file io.Reader) (Report, error) { return ReadClosings(file, s.tickets) })
	}
	if err != nil || in.agreements == "" {
		return s, err
	}
	if data, err = in.document(in.agreements); err != nil {
		return s, err
	}
	if s.book, issues = ReadBook(data, s.model); in.list(w, in.agreements, issues) > 0 {
		return s, unusable(in.agreements, issues)
	}
	s.outages = in.outages != ""
	for _, sheet := range []struct {
		name string
		read func(io.Reader) (Report, error)
	}{
		{in.time, func(file io.Reader) (Report, error) { return ReadTime(file, s.book, s.tickets) }},
		{in.materials, func(file io.Reader) (Report, error) { return ReadMaterials(file, s.book) }},
		{in.usage, func(file io.Reader) (Report, error) { return ReadUsage(file, s.book) }},
		{in.outages, func(file io.Reader) (Report, error) { return ReadOutages(file, s.book) }},
	} {
		if err := in.rows(w, sheet.name, &s.report, sheet.read); err != nil {
			return s, err
		}
	}
	return s, nil
}

// document reads a whole file.
func (in input) document(name string) ([]byte, error) {
	file, err := in.open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(file, largestDocument+1))
	return data, errors.Join(err, file.Close())
}

// list lists findings about a document, and returns how many of them are errors.
func (in input) list(w io.Writer, name string, issues msp.Issues) int {
	for _, issue := range issues {
		fmt.Fprintf(w, "%s: %s: %v\n", name, issue.Severity, issue)
	}
	return issues.Count(msp.SeverityError)
}

func unusable(name string, issues msp.Issues) error {
	return fmt.Errorf("%s cannot be used: %s", name, count(issues.Count(msp.SeverityError), "error"))
}

// rows reads a file of rows, if there is one, and lists on w what is wrong with it.
func (in input) rows(w io.Writer, name string, total *Report, read func(io.Reader) (Report, error)) error {
	if name == "" {
		return nil
	}
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
	total.Rows += report.Rows
	total.Refused += report.Refused
	return nil
}
