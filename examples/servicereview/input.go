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
	settings               string // what a review takes beside the model
	closings               string // what the desk wrote down at the end of tickets
	targets                string // a target set: its name, or a file

	// What invoices depend on.
	time, materials, usage, outages string
}

// sampleInput returns that of the sample.
func sampleInput() input {
	return input{
		open:  func(name string) (io.ReadCloser, error) { return sample.Open(name) },
		model: "sample/model.json", tickets: "sample/tickets.csv", events: "sample/events.csv", settings: "sample/settings.json",
		time: "sample/timeentries.csv", materials: "sample/materials.csv", usage: "sample/usage.csv", outages: "sample/outages.csv",
		closings: "sample/closings.csv",
	}
}

// A source is what was read.
type source struct {
	model    *Model
	settings Settings
	tickets  []Ticket
	onCall   *OnCall
	book     *Book  // nil: nothing is billed
	staff    *Staff // nil: it is not known who works
	events   bool   // it is known what happened to tickets
	outages  bool   // it is known when services were down
	report   Report
}

// read reads the files, and lists on w what is wrong with them. The report is about
// the rows of all of them.
func (in input) read(w io.Writer) (source, error) {
	s, err := in.documents(w)
	if err != nil {
		return s, err
	}
	s.events, s.outages = in.events != "", in.outages != ""
	for _, sheet := range []struct {
		name   string
		billed bool
		read   func(io.Reader) (Report, error)
	}{
		{in.tickets, false, func(file io.Reader) (Report, error) {
			tickets, err := ReadTickets(file, s.model)
			s.tickets = tickets.Tickets
			return tickets.Report, err
		}},
		{in.events, false, func(file io.Reader) (Report, error) { return ReadEvents(file, s.model, s.tickets) }},
		{in.closings, false, func(file io.Reader) (Report, error) { return ReadClosings(file, s.tickets) }},
		{in.time, true, func(file io.Reader) (Report, error) { return ReadTime(file, s.book, s.tickets) }},
		{in.materials, true, func(file io.Reader) (Report, error) { return ReadMaterials(file, s.book) }},
		{in.usage, true, func(file io.Reader) (Report, error) { return ReadUsage(file, s.book) }},
		{in.outages, true, func(file io.Reader) (Report, error) { return ReadOutages(file, s.book) }},
	} {
		if sheet.billed && sheet.name != "" && s.book == nil {
			return s, fmt.Errorf("%s is for invoices: want settings with reporting", sheet.name)
		}
		if err := in.rows(w, sheet.name, &s.report, sheet.read); err != nil {
			return s, err
		}
	}
	return s, nil
}

// documents reads the model and the settings.
func (in input) documents(w io.Writer) (s source, err error) {
	data, err := in.document(in.model)
	if err != nil {
		return s, err
	}
	var issues msp.Issues
	if s.model, issues = ReadModel(data); in.list(w, in.model, issues) > 0 {
		return s, unusable(in.model, issues)
	}
	if in.settings != "" {
		if data, err = in.document(in.settings); err != nil {
			return s, err
		}
		if s.settings, issues = ReadSettings(data, s.model); in.list(w, in.settings, issues) > 0 {
			return s, unusable(in.settings, issues)
		}
	}
	if s.settings.Service != "" {
		s.model.about(s.settings.Service)
	}
	if s.book, issues = s.model.book(&s.settings); in.list(w, in.model, issues) > 0 {
		return s, unusable(in.model, issues)
	}
	s.staff = s.model.staff(&s.settings)
	s.onCall, err = s.model.onCall(&s.settings)
	return s, err
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
