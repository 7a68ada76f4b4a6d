package ticketcsv

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/metrics"
)

// A Reader reads the tickets of an export. It is not safe for concurrent use.
type Reader struct {
	m      *mapping
	rows   *scanner
	places []place
	seen   map[string]int // of an ID: the line where it was first, or its index in held
	held   []heldRow      // the last rows of tickets
	given  int            // of those held
	cells  []mappedCell   // room for those of a row that is not held
	counts Counts
}

// A place is where in a row the columns of a mapping are, −1 for no fallback.
type place struct{ first, fallback int }

// Counts say what became of the rows so far: Rows = Tickets + Bad + Superseded, as soon
// as all are read.
type Counts struct {
	Rows       int64 `json:"rows"`       // behind the header; empty lines are none
	Tickets    int64 `json:"tickets"`    // given
	Bad        int64 `json:"bad"`        // listed as a RowError
	Superseded int64 `json:"superseded"` // not the last of their ticket, where that one counts
}

// NewReader reads the header of an export. Nothing but a failing reader and a header
// that is none is an error: of columns that are mapped and not there, or there twice,
// [msp.Issues] name all. Columns that are not mapped are ignored.
//
// A mark of the byte order is skipped; UTF-16, which some spreadsheets write as "Unicode
// text", is an [msp.ErrSyntax] error, and so is an empty file.
func NewReader(r io.Reader, m Mapping) (*Reader, error) {
	if m.m == nil {
		return nil, msp.NewInputError(msp.ErrUndefined, "ticketcsv: mapping", "", "it has no columns")
	}
	reader := &Reader{m: m.m, rows: newScanner(r, m.m.comma), seen: make(map[string]int)}
	header, err := reader.rows.header()
	if err != nil {
		return nil, err
	}
	reader.rows.fields = len(header)
	var list findings.List
	at := make(map[string]int)
	for i, name := range header {
		if _, again := at[name]; again {
			at[name] = -1
			continue
		}
		at[name] = i
	}
	find := func(path, name string) int {
		i, ok := at[name]
		switch {
		case !ok:
			list.Errorf(path, msp.CodeMissing, "no column %q in the header%s", name, m.m.hint(header))
		case i < 0:
			list.Errorf(path, msp.CodeDuplicate, "column %q is in the header twice", name)
		}
		return i
	}
	for _, c := range m.m.columns {
		p := place{first: find("columns."+c.field.String(), c.name), fallback: -1}
		if c.fallback != "" {
			p.fallback = find("fallback."+c.field.String(), c.fallback)
		}
		reader.places = append(reader.places, p)
	}
	if err := list.Issues().Err(); err != nil {
		return nil, err
	}
	return reader, nil
}

// header reads the names of the columns.
func (s *scanner) header() ([]string, error) {
	bad := func(why string) error { return msp.NewInputError(msp.ErrSyntax, "ticketcsv: header", "", why) }
	s.at(2)
	switch mark := s.buf[:min(3, len(s.buf))]; {
	case bytes.HasPrefix(mark, []byte("\xEF\xBB\xBF")):
		s.start = len("\xEF\xBB\xBF")
	case bytes.HasPrefix(mark, []byte("\xFF\xFE")), bytes.HasPrefix(mark, []byte("\xFE\xFF")):
		return nil, bad("it is UTF-16; save the file as CSV in UTF-8")
	}
	r, err := s.next()
	switch {
	case err == io.EOF: //nolint:errorlint // a reader returns io.EOF itself
		return nil, bad("the file is empty")
	case err != nil:
		return nil, fmt.Errorf("ticketcsv: line %d: %w", s.line, err)
	case r.problem != "":
		return nil, bad(r.problem)
	}
	names := make([]string, len(r.cells))
	for i, c := range r.cells {
		names[i] = r.value(c)
	}
	return names, nil
}

// hint says what the header may have been separated by.
func (m *mapping) hint(header []string) string {
	if len(header) != 1 {
		return ""
	}
	for _, comma := range [...]string{",", ";", "\t", "|"} {
		if comma[0] != m.comma && strings.Contains(header[0], comma) {
			return fmt.Sprintf(", which has one column; are they separated by %q?", comma)
		}
	}
	return ""
}

// Counts returns what became of the rows so far.
func (r *Reader) Counts() Counts { return r.counts }

// All returns the tickets as they stand in the export. A row that is none is a
// [RowError], behind which the sequence goes on; every other error is that of the
// reader, and ends it. Ranging again goes on where the last loop broke off.
//
// Where the last row of a ticket counts, tickets come when all rows are read, in the
// order of their first rows.
func (r *Reader) All() iter.Seq2[metrics.Ticket, error] {
	return func(yield func(metrics.Ticket, error) bool) {
		for {
			row, err := r.rows.next()
			if err == io.EOF { //nolint:errorlint // a reader returns io.EOF itself
				break
			}
			if err != nil {
				yield(metrics.Ticket{}, fmt.Errorf("ticketcsv: line %d: %w", r.rows.line, err))
				return
			}
			r.counts.Rows++
			if !r.give(row, yield) {
				return
			}
		}
		for r.given < len(r.held) {
			h := r.held[r.given]
			r.held[r.given] = heldRow{}
			r.given++
			if !r.yield(h.line, h.cells, nil, yield) {
				return
			}
		}
	}
}

// give gives a row, or holds it back.
func (r *Reader) give(row row, yield func(metrics.Ticket, error) bool) bool {
	if row.problem != "" {
		code := msp.CodeSyntax
		if row.tooLarge {
			code = msp.CodeTooLarge
		}
		r.counts.Bad++
		return yield(metrics.Ticket{}, RowError{Line: row.line, Findings: []Finding{{Line: row.line, Code: code, Reason: row.problem}}})
	}
	cells := r.mapped(row)
	id, known := r.id(cells)
	if r.m.spec.Duplicates == LastRow && known {
		h := heldRow{row.line, cells}
		if i, again := r.seen[id]; again {
			r.held[i] = h
			r.counts.Superseded++
			return true
		}
		r.seen[id] = len(r.held)
		r.held = append(r.held, h)
		return true
	}
	var again []Finding
	if known {
		if line, ok := r.seen[id]; ok {
			c := r.m.columns[0]
			again = append(again, Finding{
				Line: cells[0].line, Column: cells[0].column, Field: c.field, Text: shorten(id),
				Code: msp.CodeDuplicate, Reason: fmt.Sprintf("line %d has the ticket already", line),
			})
		} else {
			r.seen[id] = row.line
		}
	}
	return r.yield(row.line, cells, again, yield)
}

// yield gives a row as its ticket, or as what is wrong with it.
func (r *Reader) yield(line int, cells []mappedCell, found []Finding, yield func(metrics.Ticket, error) bool) bool {
	ticket, more := r.m.ticket(cells)
	found = append(found, more...)
	if len(found) == 0 {
		r.counts.Tickets++
		return yield(ticket, nil)
	}
	r.counts.Bad++
	id, _ := r.id(cells)
	return yield(metrics.Ticket{}, RowError{Line: line, ID: shorten(id), Findings: found})
}

// Read reads a whole export: its tickets, and its bad rows in the order of lines. Every
// bad row is listed, so that memory is that of the tickets and of the bad rows. An error
// is that of [NewReader], or of the reader; what came before is returned beside it.
func Read(r io.Reader, m Mapping) (tickets []metrics.Ticket, bad []RowError, err error) {
	reader, err := NewReader(r, m)
	if err != nil {
		return nil, nil, err
	}
	return reader.Rest()
}

// Rest reads what is left of the export, as [Read] does; [Reader.Counts] then says what
// became of all rows.
func (r *Reader) Rest() (tickets []metrics.Ticket, bad []RowError, err error) {
	for ticket, err := range r.All() {
		switch row, isRow := err.(RowError); { //nolint:errorlint // it is never wrapped
		case isRow:
			bad = append(bad, row)
		case err != nil:
			return tickets, bad, err
		default:
			tickets = append(tickets, ticket)
		}
	}
	return tickets, bad, nil
}
