package main

import (
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

// A Report says what became of the rows of a file.
type Report struct {
	Rows     int // under the header
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

// Limits of a file.
const (
	largestSheet = 1 << 30 // bytes
	longestText  = 64      // bytes of a name
	firstYear    = 1990    // an earlier instant is an empty cell that some program made a date of
)

// A sheet reads a CSV file with a header line.
type sheet struct {
	records *records
	columns []string // that mean something, in any order; others are ignored
	width   int      // of the header
	place   []int    // of each column in a row, -1 if the file does not have it
	Report
}

// readSheet reads each row of a file, of which the first so many columns must be
// there. An error means that no row could be read.
func readSheet(file io.Reader, columns []string, required int, each func(*row)) (Report, error) {
	data, err := io.ReadAll(io.LimitReader(file, largestSheet+1))
	if err != nil {
		return Report{}, err
	}
	if len(data) > largestSheet {
		return Report{}, fmt.Errorf("more than %d MiB", largestSheet>>20)
	}
	s := &sheet{records: newRecords(data), columns: columns, place: make([]int, len(columns))}
	if err := s.readHeader(required); err != nil {
		return Report{}, err
	}
	for {
		record, err := s.records.next()
		if errors.Is(err, io.EOF) {
			return s.Report, nil
		}
		s.Rows++
		r := &row{record: record, sheet: s, before: len(s.Findings)}
		switch {
		case errors.Is(err, csv.ErrBareQuote):
			r.find(0, `a " stands within a field that does not begin with one`)
		case err != nil:
			r.find(0, `a quoted field is not closed, or text follows its closing "`)
		case len(record.fields) != s.width:
			r.find(0, "%d fields, the header has %d", len(record.fields), s.width)
		default:
			each(r)
		}
		if !r.good() {
			s.Refused++
			s.records.refuse()
		}
	}
}

func (s *sheet) readHeader(required int) error {
	row, err := s.records.next()
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("empty: want a header line " + strings.Join(s.columns, ","))
	case err != nil:
		return fmt.Errorf(`header: %d:%d: a " is out of place`, row.line, row.columns[0])
	}
	s.width = len(row.fields)
	header := make([]string, s.width)
	for i, name := range row.fields {
		if !utf8.ValidString(name) {
			return errors.New("header: not UTF-8; save the file as CSV UTF-8")
		}
		header[i] = strings.ToLower(strings.TrimSpace(name))
		if slices.Contains(s.columns, header[i]) {
			if slices.Contains(header[:i], header[i]) {
				return fmt.Errorf("header: the column %q stands there twice", header[i])
			}
		} else {
			s.Ignored = append(s.Ignored, strings.TrimSpace(name))
		}
	}
	var missing []string
	for column, name := range s.columns {
		if s.place[column] = slices.Index(header, name); s.place[column] < 0 && column < required {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		hint := ""
		if s.width == 1 && strings.Contains(header[0], ";") {
			hint = "; fields are separated by commas, not by semicolons"
		}
		return fmt.Errorf("header: no column %s%s", strings.Join(missing, ", "), hint)
	}
	return nil
}

// A row is one record under the header.
type row struct {
	record
	*sheet

	before int // findings about other rows
}

// good reports whether nothing has been found about the row so far.
func (r *row) good() bool { return len(r.Findings) == r.before }

// found reports whether something has been found about a column that the file has.
func (r *row) found(column int) bool {
	return r.place[column] >= 0 && slices.ContainsFunc(r.Findings[r.before:], func(f Finding) bool {
		return f.Column == r.record.columns[r.place[column]]
	})
}

// text returns what stands in a column, empty if the file does not have it.
func (r *row) text(column int) string {
	if r.place[column] < 0 {
		return ""
	}
	return strings.TrimSpace(r.fields[r.place[column]])
}

// find adds a finding about a field by its place in the row.
func (r *row) find(place int, format string, args ...any) {
	r.Findings = append(r.Findings, Finding{r.line, r.record.columns[place], fmt.Sprintf(format, args...)})
}

// refuse adds a finding about a column, which shows what stands there.
func (r *row) refuse(column int, why string, args ...any) {
	input := msp.NewInputError(nil, "", r.text(column), "").Input // cut if it is long
	r.find(max(0, r.place[column]), "%s %q: %s", r.sheet.columns[column], input, fmt.Sprintf(why, args...))
}

// instant reads a column, the zero time if it is empty.
func (r *row) instant(column int) (at time.Time, ok bool) {
	if r.text(column) == "" {
		return time.Time{}, true
	}
	if at.UnmarshalText([]byte(r.text(column))) != nil {
		r.refuse(column, "want RFC 3339, such as 2026-03-09T14:05:00-04:00")
		return time.Time{}, false
	}
	return at.UTC(), true
}

// priority reads a column, zero if it is empty.
func (r *row) priority(column int) msp.Priority {
	if r.text(column) == "" {
		return 0
	}
	priority, err := msp.ParsePriority(r.text(column))
	if err != nil {
		r.refuse(column, "want P1 to P9")
	}
	return priority
}

// name reads a column with a text that can be shown as it is.
func (r *row) name(column int) string {
	text := r.text(column)
	switch {
	case len(text) > longestText:
		r.refuse(column, "more than %d bytes", longestText)
	case !isPlain(text):
		r.refuse(column, "not a text of one line that can be printed")
	}
	return text
}
