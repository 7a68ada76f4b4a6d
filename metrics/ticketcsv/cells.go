package ticketcsv

import (
	"unicode/utf8"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A heldRow is what a mapping needs of a row.
type heldRow struct {
	line  int
	cells []mappedCell
}

// A mappedCell is the cell for a column of the mapping.
type mappedCell struct {
	column  string
	text    string
	line    int
	missing bool
	why     string // it cannot be read
}

// mapped returns the mapped cells of a row, in the order of the mapping's columns. They
// are valid until the next row, unless that may have to wait for a later one.
func (r *Reader) mapped(row row) []mappedCell {
	cells := r.cells
	if cells == nil {
		cells = make([]mappedCell, len(r.places))
	}
	if r.m.spec.Duplicates != LastRow {
		r.cells = cells
	}
	for i, p := range r.places {
		c := &r.m.columns[i]
		cells[i] = r.cell(row, row.cells[p.first], c.name)
		if cells[i].missing && p.fallback >= 0 {
			if other := r.cell(row, row.cells[p.fallback], c.fallback); !other.missing {
				cells[i] = other
			}
		}
	}
	return cells
}

func (r *Reader) cell(row row, c cell, column string) mappedCell {
	m := mappedCell{column: column, text: row.value(c), line: c.line}
	m.missing = r.m.missing[m.text]
	switch {
	case !utf8.ValidString(m.text):
		m.why = "not UTF-8"
	case c.bare:
		m.why = "a quote in a cell that is not quoted"
	}
	return m
}

// id returns the ID of a row, if it has one that can be read.
func (r *Reader) id(cells []mappedCell) (string, bool) {
	if len(cells) == 0 || r.m.columns[0].field != ID || cells[0].missing || cells[0].why != "" {
		return "", false
	}
	return cells[0].text, true
}

// ticket reads the mapped cells of a row.
func (m *mapping) ticket(cells []mappedCell) (metrics.Ticket, []Finding) {
	t := draft{ticket: m.fixed}
	var found []Finding
	var wrong [State + 1]bool
	add := func(i int, code msp.Code, why string) {
		c := cells[i]
		wrong[m.columns[i].field] = true
		found = append(found, Finding{Line: c.line, Column: c.column, Field: m.columns[i].field, Text: shorten(c.text), Code: code, Reason: why})
	}
	place := [State + 1]int{}
	for i := range m.columns {
		c := &m.columns[i]
		place[c.field] = i + 1
		switch {
		case cells[i].why != "":
			add(i, msp.CodeSyntax, cells[i].why)
		case cells[i].missing:
			if c.required {
				add(i, msp.CodeMissing, "no value")
			}
		default:
			if why := m.set(&t, c, cells[i].text); why != "" {
				code := msp.CodeSyntax
				if c.values != nil {
					code = msp.CodeUnknownName
				}
				add(i, code, why)
				continue
			}
			if c.since && t.ticket.Created.IsZero() && !wrong[Created] {
				add(i, msp.CodeConflict, "since a creation that is not known")
			}
		}
	}
	for _, issue := range t.ticket.Validate() {
		f, err := ParseField(issue.Path)
		if err != nil || place[f] == 0 { // nothing but cells can be wrong
			continue
		}
		add(place[f]-1, issue.Code, issue.Message)
	}
	if s := place[State]; s != 0 && t.ticket.Void == 0 && !wrong[Resolved] {
		column := m.columns[place[Resolved]-1].name
		switch at := t.ticket.Resolved; {
		case t.state == resolved && at.IsZero():
			add(s-1, msp.CodeConflict, "resolved, but "+column+" has no time")
		case t.state == open && !at.IsZero():
			add(s-1, msp.CodeConflict, "open, but "+column+" has a time")
		}
	}
	return t.ticket, found
}
