// Package rows reads CSV files row by row and keeps what is wrong with them, so that
// nothing is dropped silently.
package rows

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// A Problem is a row that could not be used.
type Problem struct {
	File   string
	Line   int
	Column string // a name of the header, or empty for the row as a whole
	Reason string
}

// String returns "file:12: column: reason".
func (p Problem) String() string {
	if p.Column == "" {
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason)
	}
	return fmt.Sprintf("%s:%d: %s: %s", p.File, p.Line, p.Column, p.Reason)
}

// Problems are those of all files.
type Problems []Problem

// Print writes the problems, a line each.
func (l Problems) Print(w io.Writer) {
	for _, p := range l {
		fmt.Fprintln(w, p)
	}
}

// A Row is a line of a CSV file by the names of its header.
type Row struct {
	Line   int
	Fields map[string]string
}

// Read calls use with every row of a CSV file. A row that is no CSV, has
// another number of fields than the header, or that use refuses is logged, and
// the rest is read. Only a missing or incomplete header and a failing reader end
// it.
func Read(r io.Reader, file string, columns []string, bad *Problems, use func(Row) *Problem) error {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	header, err := in.Read()
	if err != nil {
		return fmt.Errorf("%s: no header: %w", file, err)
	}
	names := append([]string(nil), header...)
	place := make(map[string]int, len(names))
	for i, name := range names {
		place[name] = i
	}
	for _, column := range columns {
		if _, ok := place[column]; !ok {
			return fmt.Errorf("%s: no column %s", file, column)
		}
	}
	fields := make(map[string]string, len(columns))
	for {
		record, err := in.Read()
		var syntax *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &syntax):
			*bad = append(*bad, Problem{file, syntax.StartLine, "", syntax.Err.Error()})
			continue
		case err != nil:
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, column := range columns {
			fields[column] = record[place[column]]
		}
		line, _ := in.FieldPos(0)
		if p := use(Row{line, fields}); p != nil {
			p.File, p.Line = file, line
			*bad = append(*bad, *p)
		}
	}
}
