package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mspkit/msp"
)

// A Ticket is one row of the ticket file.
type Ticket struct {
	ID                          string
	Client                      *Client
	Priority                    msp.Priority
	Opened, Responded, Resolved time.Time // the last two are zero where it has not happened
}

// done returns when a promise was kept, zero if it never was. Who resolves a
// ticket has answered it.
func (t *Ticket) done(kind Kind) time.Time {
	if kind == Response && !t.Responded.IsZero() && (t.Resolved.IsZero() || t.Responded.Before(t.Resolved)) {
		return t.Responded
	}
	return t.Resolved
}

// Tickets are what was read from a ticket file.
type Tickets struct {
	Tickets  []Ticket
	Findings []Finding
	Refused  int      // rows with findings
	Ignored  []string // columns that mean nothing here
}

// A Finding is why a row was refused: the place in the file, and the reason.
type Finding struct {
	Line, Column int // from 1; columns count bytes
	Reason       string
}

// String returns "12:8: priority "urgent": want P1 to P9".
func (f Finding) String() string { return fmt.Sprintf("%d:%d: %s", f.Line, f.Column, f.Reason) }

// Columns of a ticket file, in any order. Others are ignored.
const (
	colID = iota
	colClient
	colPriority
	colOpened
	colResponded
	colResolved

	numColumns
)

// columnNames returns the header of a ticket file.
func columnNames() []string {
	return []string{"id", "client", "priority", "opened", "responded", "resolved"}
}

// Limits of a ticket file.
const (
	largestTickets = 1 << 30 // bytes
	longestID      = 64      // bytes
	firstYear      = 1990    // an earlier opening is an empty cell that some program made a date of
)

// ReadTickets reads a ticket file. An error means that no row could be read;
// rows that are refused are findings.
func ReadTickets(file io.Reader, model *Model) (Tickets, error) {
	data, err := io.ReadAll(io.LimitReader(file, largestTickets+1))
	if err != nil {
		return Tickets{}, err
	}
	if len(data) > largestTickets {
		return Tickets{}, fmt.Errorf("more than %d MiB", largestTickets>>20)
	}
	r := ticketReader{records: newRecords(data), clients: make(map[string]*Client), seen: make(map[string]int)}
	for _, c := range model.Clients {
		r.clients[c.Name] = c
	}
	if err := r.readHeader(); err != nil {
		return Tickets{}, err
	}
	r.out.Tickets = make([]Ticket, 0, bytes.Count(data, []byte("\n")))
	for {
		row, err := r.records.next()
		if errors.Is(err, io.EOF) {
			return r.out, nil
		}
		if !r.readRow(row, err) {
			r.out.Refused++
			r.records.refuse()
		}
	}
}

type ticketReader struct {
	records *records
	width   int             // of the header
	place   [numColumns]int // of each column in a row
	clients map[string]*Client
	seen    map[string]int // id → line
	out     Tickets
}

func (r *ticketReader) readHeader() error {
	row, err := r.records.next()
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("empty: want a header line " + strings.Join(columnNames(), ","))
	case err != nil:
		return fmt.Errorf(`header: %d:%d: a " is out of place`, row.line, row.columns[0])
	}
	r.width = len(row.fields)
	header := make([]string, r.width)
	for i, name := range row.fields {
		if !utf8.ValidString(name) {
			return errors.New("header: not UTF-8; save the file as CSV UTF-8")
		}
		header[i] = strings.ToLower(strings.TrimSpace(name))
		if slices.Contains(columnNames(), header[i]) {
			if slices.Contains(header[:i], header[i]) {
				return fmt.Errorf("header: the column %q stands there twice", header[i])
			}
		} else {
			r.out.Ignored = append(r.out.Ignored, strings.TrimSpace(name))
		}
	}
	var missing []string
	for column, name := range columnNames() {
		if r.place[column] = slices.Index(header, name); r.place[column] < 0 {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		hint := ""
		if r.width == 1 && strings.Contains(header[0], ";") {
			hint = "; fields are separated by commas, not by semicolons"
		}
		return fmt.Errorf("header: no column %s%s", strings.Join(missing, ", "), hint)
	}
	return nil
}

// readRow reads one row, and reports whether it is good.
func (r *ticketReader) readRow(row record, err error) bool {
	before := len(r.out.Findings)
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		r.find(row, 0, `a " stands within a field that does not begin with one`)
	case err != nil:
		r.find(row, 0, `a quoted field is not closed, or text follows its closing "`)
	case len(row.fields) != r.width:
		r.find(row, 0, "%d fields, the header has %d", len(row.fields), r.width)
	default:
		t := r.ticket(row)
		if len(r.out.Findings) > before {
			return false
		}
		r.seen[t.ID] = row.line
		r.out.Tickets = append(r.out.Tickets, t)
		return true
	}
	return false
}

// find adds a finding about a field by its place in the row.
func (r *ticketReader) find(row record, place int, format string, args ...any) {
	r.out.Findings = append(r.out.Findings, Finding{row.line, row.columns[place], fmt.Sprintf(format, args...)})
}

func (r *ticketReader) ticket(row record) Ticket {
	field := func(column int) string { return strings.TrimSpace(row.fields[r.place[column]]) }
	t := Ticket{ID: field(colID)}
	// refuse adds a finding about a column, which shows what stands there.
	refuse := func(column int, why string, args ...any) {
		input := msp.NewInputError(nil, "", field(column), "").Input // cut if it is long
		r.find(row, r.place[column], "%s %q: %s", columnNames()[column], input, fmt.Sprintf(why, args...))
	}
	switch line, twice := r.seen[t.ID]; {
	case t.ID == "":
		refuse(colID, "missing")
	case len(t.ID) > longestID:
		refuse(colID, "more than %d bytes", longestID)
	case !isPlain(t.ID):
		refuse(colID, "not a text of one line that can be printed")
	case twice:
		refuse(colID, "line %d has it already", line)
	}
	t.Client = r.clients[field(colClient)]
	switch {
	case field(colClient) == "":
		refuse(colClient, "missing")
	case t.Client == nil:
		refuse(colClient, "not in the model")
	}
	priority, err := msp.ParsePriority(field(colPriority))
	switch {
	case field(colPriority) == "":
		refuse(colPriority, "missing")
	case err != nil:
		refuse(colPriority, "want P1 to P9")
	}
	t.Priority = priority
	bad := 0
	instant := func(column int) (at time.Time) {
		if field(column) != "" && at.UnmarshalText([]byte(field(column))) != nil {
			refuse(column, "want RFC 3339, such as 2026-03-09T14:05:00-04:00")
			bad++
		}
		return at.UTC()
	}
	t.Opened, t.Responded, t.Resolved = instant(colOpened), instant(colResponded), instant(colResolved)
	switch {
	case bad > 0:
	case field(colOpened) == "":
		refuse(colOpened, "missing")
	case t.Opened.Year() < firstYear:
		refuse(colOpened, "before %d", firstYear)
	default:
		early := func(column int, at time.Time) {
			if field(column) != "" && at.Before(t.Opened) {
				refuse(column, "before the ticket was opened, %s", field(colOpened))
			}
		}
		early(colResponded, t.Responded)
		early(colResolved, t.Resolved)
	}
	return t
}
