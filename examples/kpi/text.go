package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

// write prints the report, and the bad rows to stderr.
func (o options) write(r *report, stdout, stderr io.Writer) error {
	for _, row := range r.bad {
		for _, f := range row.Findings {
			fmt.Fprintf(stderr, "%s:%s\n", r.file, strings.TrimPrefix(f.String(), "line "))
		}
	}
	if o.format == "json" {
		return r.json(o.by, stdout)
	}
	_, err := io.WriteString(stdout, r.text(o.by))
	return err
}

// text returns the report for people.
func (r *report) text(by string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, as of %s\n", r.file, r.desk.AsOf.In(r.mapping.Zone()).Format("2006-01-02 15:04 MST"))
	fmt.Fprintf(&b, "%d rows: %d tickets, %d bad rows that count nowhere", r.counts.Rows, r.counts.Tickets, r.counts.Bad)
	if r.counts.Superseded > 0 {
		fmt.Fprintf(&b, ", %d that a later row of their ticket replaces", r.counts.Superseded)
	}
	b.WriteString("\n")
	if w := r.desk.Window; r.desk.Cohort != 0 {
		zone := r.mapping.Zone()
		fmt.Fprintf(&b, "%d tickets %v from %s until %s\n", r.all.tickets, r.desk.Cohort, w.From.In(zone).Format(time.DateOnly), w.To.In(zone).Format(time.DateOnly))
	}
	if len(r.bad) > 0 {
		b.WriteString("\nWhat is wrong with bad rows; a row may have several findings\n")
		for _, c := range r.reasons() {
			fmt.Fprintf(&b, "  %6d  %s\n", c.n, c.what)
		}
	}
	if r.all.card != nil {
		b.WriteString("\nScorecard\n" + r.all.card.String())
	}
	b.WriteString("\nEvery number, and what it rests on\n")
	for _, k := range r.all.kpis {
		fmt.Fprintf(&b, "%v\n    %s\n", k, k.Text)
		if why := r.why(k); why != "" {
			fmt.Fprintf(&b, "    n/a: %s\n", why)
		}
	}
	for _, g := range r.groups {
		name := g.name
		if name == "" {
			name = "(none)"
		}
		fmt.Fprintf(&b, "\n%s %s, %d tickets\n", by, name, g.tickets)
		if g.card != nil {
			b.WriteString(g.card.String())
			continue
		}
		for _, k := range g.kpis {
			fmt.Fprintln(&b, k)
		}
	}
	return b.String()
}

// A tally is how many findings are alike.
type tally struct {
	what string
	n    int
}

// reasons counts the findings by column and kind, the most first.
func (r *report) reasons() []tally {
	counts := make(map[string]int)
	for _, row := range r.bad {
		for _, f := range row.Findings {
			counts[kindOf(f)]++
		}
	}
	var out []tally
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, tally{what, counts[what]})
	}
	slices.SortStableFunc(out, func(a, b tally) int { return b.n - a.n })
	return out
}

// kindOf says what is wrong without what the cell says, which differs from row to row.
func kindOf(f ticketcsv.Finding) string {
	if f.Column == "" {
		return "row: " + string(f.Code)
	}
	return f.Column + " (" + f.Field.String() + "): " + string(f.Code)
}

// why says why there is no number.
func (r *report) why(k metrics.KPI) string {
	if k.Value.Defined() {
		return ""
	}
	var parts []string
	for _, enough := range r.untold(k.Name) {
		names := make([]string, len(enough))
		for i, f := range enough {
			names[i] = f.String()
		}
		parts = append(parts, strings.Join(names, " or "))
	}
	if len(parts) > 0 {
		return "no column of the export tells " + strings.Join(parts, ", nor ")
	}
	why := k.Value.Reason().String()
	if left := k.LeftOut.String(); left != "" {
		why += " among what the definition counts; left out are " + left
	}
	return why
}

// numbersJSON is what is printed of all tickets and of a group.
type numbersJSON struct {
	Name      string             `json:"name,omitempty"`
	Tickets   int                `json:"tickets"`
	KPIs      []metrics.KPI      `json:"kpis"`
	Scorecard *metrics.Scorecard `json:"scorecard,omitempty"`
}

// json prints everything, for checking it elsewhere.
func (r *report) json(by string, w io.Writer) error {
	of := func(n numbers) numbersJSON { return numbersJSON{n.name, n.tickets, n.kpis, n.card} }
	out := struct {
		File   string           `json:"file"`
		AsOf   time.Time        `json:"as_of"`
		Zone   string           `json:"zone"`
		Cohort metrics.Cohort   `json:"cohort,omitempty"`
		From   time.Time        `json:"from,omitzero"`
		To     time.Time        `json:"to,omitzero"`
		Counts ticketcsv.Counts `json:"counts"`
		numbersJSON
		Untold map[string][][]ticketcsv.Field `json:"untold,omitempty"` // why a KPI is undefined: the fields it needs, one of each
		By     string                         `json:"by,omitempty"`
		Groups []numbersJSON                  `json:"groups,omitempty"`
		Bad    []ticketcsv.RowError           `json:"bad_rows,omitempty"`
	}{
		File: r.file, AsOf: r.desk.AsOf, Zone: r.mapping.Zone().String(), Cohort: r.desk.Cohort, From: r.desk.Window.From, To: r.desk.Window.To,
		Counts: r.counts, numbersJSON: of(r.all), Untold: make(map[string][][]ticketcsv.Field), By: by, Bad: r.bad,
	}
	for _, k := range r.all.kpis {
		if untold := r.untold(k.Name); len(untold) > 0 {
			out.Untold[k.Name] = untold
		}
	}
	for _, g := range r.groups {
		out.Groups = append(out.Groups, of(g))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
