package main

import (
	"bytes"
	"encoding/csv"
	"errors"
)

// A record is one row of a CSV file and where its fields begin.
type record struct {
	line    int
	fields  []string
	columns []int // in bytes, from 1
}

// records reads CSV row by row. A quotation mark that someone forgot to close
// would swallow the good rows after it, so a row that is refused can give back
// what it took beyond its first line: see [records.refuse].
type records struct {
	data   []byte // what the reader reads
	reader *csv.Reader
	lines  int   // lines before data
	start  int64 // in data, where the last record or what precedes it begins
}

func newRecords(data []byte) *records {
	const byteOrderMark = "\ufeff" // some spreadsheets write one
	r := new(records)
	r.restart(bytes.TrimPrefix(data, []byte(byteOrderMark)), 0)
	return r
}

func (r *records) restart(data []byte, lines int) {
	r.data, r.lines, r.start = data, lines, 0
	r.reader = csv.NewReader(bytes.NewReader(data))
	r.reader.FieldsPerRecord = -1
	r.reader.ReuseRecord = true
}

// next returns the next record, or io.EOF. A *csv.ParseError comes with the place
// of the error, as a record without fields; reading can go on.
func (r *records) next() (record, error) {
	r.start = r.reader.InputOffset()
	fields, err := r.reader.Read()
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		column := 1
		if parse.Line == parse.StartLine {
			column = parse.Column
		}
		return record{line: r.lines + parse.StartLine, columns: []int{column}}, err
	case err != nil:
		return record{}, err
	}
	line, _ := r.reader.FieldPos(0)
	out := record{line: r.lines + line, fields: fields, columns: make([]int, len(fields))}
	for i := range fields {
		_, out.columns[i] = r.reader.FieldPos(i)
	}
	return out, nil
}

// refuse gives back the lines of the last record but its first, for them to be
// read again as records of their own.
//
// No line is read more than a few times: only a line with an odd number of
// quotation marks takes others with it, and only up to the next such line.
func (r *records) refuse() {
	taken := r.data[r.start:r.reader.InputOffset()]
	skipped := 0
	for {
		before, rest, found := bytes.Cut(taken, []byte("\n"))
		if !found || len(rest) == 0 && len(bytes.Trim(before, "\r")) > 0 {
			return // the record has one line
		}
		taken, skipped = rest, skipped+1
		if len(bytes.Trim(before, "\r")) > 0 { // lines before the record may be empty
			break
		}
	}
	read := bytes.Count(r.data[:r.start], []byte("\n"))
	r.restart(r.data[r.reader.InputOffset()-int64(len(taken)):], r.lines+read+skipped)
}
