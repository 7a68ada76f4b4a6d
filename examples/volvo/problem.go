package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// A problem is a row that could not be used.
type problem struct {
	file   string
	line   int
	column string // a name of the header, or empty for the row as a whole
	reason string
}

func (p problem) String() string {
	if p.column == "" {
		return fmt.Sprintf("%s:%d: %s", p.file, p.line, p.reason)
	}
	return fmt.Sprintf("%s:%d: %s: %s", p.file, p.line, p.column, p.reason)
}

type problemLog []problem

func (l problemLog) print(w io.Writer) {
	for _, p := range l {
		fmt.Fprintln(w, p)
	}
}

// A row is a line of a CSV file by the names of its header.
type row struct {
	line   int
	fields map[string]string
}

// readRows calls use with every row of a CSV file. A row that is no CSV, has
// another number of fields than the header, or that use refuses is logged, and
// the rest is read. Only a missing or incomplete header and a failing reader end
// it.
func readRows(r io.Reader, file string, columns []string, bad *problemLog, use func(row) *problem) error {
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
			*bad = append(*bad, problem{file, syntax.StartLine, "", syntax.Err.Error()})
			continue
		case err != nil:
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, column := range columns {
			fields[column] = record[place[column]]
		}
		line, _ := in.FieldPos(0)
		if p := use(row{line, fields}); p != nil {
			p.file, p.line = file, line
			*bad = append(*bad, *p)
		}
	}
}
