package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

// A report is everything that is printed.
type report struct {
	file    string
	desk    metrics.DeskSpec
	mapping ticketcsv.Mapping
	fcr     fcrDefinition
	counts  ticketcsv.Counts
	bad     []ticketcsv.RowError
	all     numbers
	groups  []numbers
}

// numbers are the KPIs of all tickets, or of those of a group.
type numbers struct {
	name    string // of the group
	tickets int    // in the window
	kpis    []metrics.KPI
	card    *metrics.Scorecard // nil without targets
}

// report reads the export and measures it.
func (o options) report(stdin io.Reader) (*report, error) {
	spec, err := o.spec()
	if err != nil {
		return nil, err
	}
	mapping, err := spec.Compile(nil)
	if err != nil {
		return nil, err
	}
	r := &report{file: o.file, mapping: mapping, fcr: defaultFCR()}
	if o.fcr != "" {
		if r.fcr, err = parseFCR(o.fcr); err != nil {
			return nil, err
		}
	}
	if r.desk, err = o.desk(mapping.Zone()); err != nil {
		return nil, err
	}
	desk, err := r.desk.Compile()
	if err != nil {
		return nil, err
	}
	var targets *metrics.TargetSet
	if o.targets != "" {
		set, err := findTargets(o.targets)
		if err != nil {
			return nil, err
		}
		targets = &set
	}
	in, err := open(o.file, stdin)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	reader, err := ticketcsv.NewReader(in, mapping)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.file, err)
	}
	tickets, bad, err := reader.Rest()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.file, err)
	}
	r.bad, r.counts = bad, reader.Counts()
	if r.all, err = r.measure(desk, "", tickets, targets); err != nil {
		return nil, err
	}
	groups := grouped(tickets, o.by)
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		n, err := r.measure(desk, name, groups[name], targets)
		if err != nil {
			return nil, err
		}
		r.groups = append(r.groups, n)
	}
	return r, nil
}

// measure returns the KPIs of tickets. What the export cannot tell is undefined.
func (r *report) measure(desk metrics.Desk, name string, tickets []metrics.Ticket, targets *metrics.TargetSet) (numbers, error) {
	n := numbers{name: name, tickets: len(desk.Tickets(tickets)), kpis: r.mapping.Told(desk.Measure(tickets))}
	for i, k := range n.kpis {
		if len(r.untold(k.Name)) > 0 {
			n.kpis[i] = k.NotTold()
		}
	}
	if targets == nil {
		return n, nil
	}
	card, err := targets.Score(n.kpis, nil)
	n.card = &card
	return n, err
}

// untold returns the fields that a KPI needs and the export has no column for.
func (r *report) untold(kpi string) [][]ticketcsv.Field {
	untold := r.mapping.Untold(kpi)
	if kpi == r.fcr.fcr.Definition().Name {
		for _, need := range r.fcr.needs {
			if !slices.ContainsFunc(need, r.mapping.Fills) {
				untold = append(untold, need)
			}
		}
	}
	return untold
}

// grouped returns the tickets by a field.
func grouped(tickets []metrics.Ticket, by string) map[string][]metrics.Ticket {
	groups := make(map[string][]metrics.Ticket)
	for _, t := range tickets {
		switch by {
		case "client":
			groups[t.Client] = append(groups[t.Client], t)
		case "team":
			groups[t.Team] = append(groups[t.Team], t)
		case "priority":
			groups[t.Priority.String()] = append(groups[t.Priority.String()], t)
		}
	}
	return groups
}

// open opens the export.
func open(name string, stdin io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(stdin), nil
	}
	file, err := os.Open(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return file, err
	}
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{unzipped, file}, nil
}
