package ticketcsv

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// mostRow is how many bytes of a row are held.
const mostRow = 16 << 20

// A scanner cuts CSV into rows, and goes on behind a broken one: with its second line,
// since a quote that was never closed has swallowed good rows.
type scanner struct {
	in     io.Reader
	comma  byte
	fields int // of a row; zero until the header is read

	cells []cell // room for those of a row
	buf   []byte // buf[start:] is read but not cut yet
	start int
	line  int   // at which buf[start:] begins
	err   error // of in, io.EOF at the end
}

// A row is what stands on one line, or on several if cells have line ends. It is valid
// until the next row is read.
type row struct {
	line     int
	cells    []cell
	text     []byte
	problem  string // why it is none
	tooLarge bool
	cut      bool // the data ended before the line did
}

// A cell is a part of a row's text.
type cell struct {
	from, to int
	line     int
	doubled  bool // its quotes are doubled
	bare     bool // it has quotes but is not quoted
}

func newScanner(in io.Reader, comma byte) *scanner {
	return &scanner{in: in, comma: comma, line: 1}
}

// value returns the text of a cell, without space around it; its lines end in LF.
func (r row) value(c cell) string {
	text := strings.ReplaceAll(string(bytes.TrimSpace(r.text[c.from:c.to])), "\r\n", "\n")
	if c.doubled {
		text = strings.ReplaceAll(text, `""`, `"`)
	}
	return text
}

// at returns a byte of what is not cut yet; ok is false behind the end.
func (s *scanner) at(i int) (c byte, ok bool) {
	if s.start+i < len(s.buf) {
		return s.buf[s.start+i], true
	}
	return s.further(i)
}

func (s *scanner) further(i int) (c byte, ok bool) {
	for s.start+i >= len(s.buf) {
		if !s.fill() {
			return 0, false
		}
	}
	return s.buf[s.start+i], true
}

// fill reads on, and reports whether there is more.
func (s *scanner) fill() bool {
	if s.err != nil {
		return false
	}
	if s.start > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[s.start:])]
		s.start = 0
	}
	if len(s.buf) == cap(s.buf) {
		grown := make([]byte, len(s.buf), max(64<<10, 2*cap(s.buf)))
		copy(grown, s.buf)
		s.buf = grown
	}
	before := len(s.buf)
	const patience = 100 // reads of nothing
	for range patience {
		n, err := s.in.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+max(0, min(n, cap(s.buf)-len(s.buf)))]
		s.err = err
		if len(s.buf) > before || err != nil {
			return len(s.buf) > before
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// next returns the next row; empty lines are none. An error is that of the reader, in
// whose middle of a row nothing is returned of it.
func (s *scanner) next() (row, error) {
	for {
		c, ok := s.at(0)
		if !ok {
			return row{}, s.err
		}
		length := 1
		if c == '\r' {
			next, ok := s.at(1)
			if ok && next == '\n' {
				length = 2
			}
			if !ok || next == '\n' {
				c = '\n'
			}
		}
		if c != '\n' {
			break
		}
		s.start += length
		s.line++
	}
	r, length, lines := s.scan()
	if r.cut && s.err != io.EOF { //nolint:errorlint // a reader returns io.EOF itself
		return row{}, s.err
	}
	if r.problem == "" && s.fields > 0 && len(r.cells) != s.fields {
		r.problem = plural(len(r.cells), "field") + ", the header has " + strconv.Itoa(s.fields)
		if lines > 1 {
			r.problem += "; its other lines are read by themselves"
			length, lines = s.firstLine()
		}
	}
	r.line = s.line
	for i := range r.cells {
		r.cells[i].line += s.line
	}
	r.text = s.buf[s.start:min(s.start+length, len(s.buf))]
	s.start += length
	s.line += lines
	return r, nil
}

// scan cuts the next row and returns its length and its lines, both with the line end. Of
// a broken row that is its first line.
func (s *scanner) scan() (r row, length, lines int) {
	broken := func(why string) (row, int, int) {
		length, lines = s.firstLine()
		return row{problem: why}, length, lines
	}
	i, lines := 0, 0
	r.cells = s.cells[:0]
	defer func() { s.cells = r.cells }()
	for {
		c := cell{from: i, line: lines}
		b, ok := s.at(i)
		if ok && b == '"' {
			c.from++
			var closed bool
			if c.to, c.doubled, closed = s.quoted(c.from, &lines); !closed {
				if c.to >= mostRow {
					r, length, lines = broken("")
					return tooLarge(r), length, lines
				}
				r, length, lines = broken("a quote that is not closed; its other lines are read by themselves")
				r.cut = true
				return r, length, lines
			}
			i = c.to + 1
			b, ok = s.at(i)
			if next, _ := s.at(i + 1); ok && b == '\r' && (next == '\n' || s.start+i+1 >= len(s.buf)) {
				i++
				b, ok = s.at(i)
			}
			if ok && b != s.comma && b != '\n' {
				return broken("text after a closing quote; its other lines are read by themselves")
			}
		} else {
			for ok && b != s.comma && b != '\n' && i < mostRow {
				c.bare = c.bare || b == '"'
				i++
				b, ok = s.at(i)
			}
			c.to = i
		}
		if i >= mostRow {
			r, length, lines = broken("")
			return tooLarge(r), length, lines
		}
		r.cells = append(r.cells, c)
		switch {
		case !ok:
			r.cut = true
			return r, i, lines
		case b == '\n':
			return r, i + 1, lines + 1
		}
		i++
	}
}

func tooLarge(r row) row {
	r.problem, r.tooLarge = "a row of more than 16 MiB; its other lines are read by themselves", true
	return r
}

// quoted finds the closing quote of a cell whose text begins at from.
func (s *scanner) quoted(from int, lines *int) (to int, doubled, closed bool) {
	for i := from; i < mostRow; {
		if _, ok := s.at(i); !ok {
			return i, doubled, false
		}
		rest := s.buf[s.start+i:]
		n := bytes.IndexByte(rest, '"')
		if n < 0 {
			*lines += bytes.Count(rest, []byte{'\n'})
			i += len(rest)
			continue
		}
		*lines += bytes.Count(rest[:n], []byte{'\n'})
		i += n
		if next, ok := s.at(i + 1); !ok || next != '"' {
			return i, doubled, true
		}
		doubled = true
		i += 2
	}
	return mostRow, doubled, false
}

// firstLine returns the length of the line at which the next row begins, with its end,
// and how many lines that is. Of one that is too long for the memory the beginning is
// dropped.
func (s *scanner) firstLine() (length, lines int) {
	for i := 0; ; {
		if _, ok := s.at(i); !ok {
			return i, 0
		}
		if n := bytes.IndexByte(s.buf[s.start+i:], '\n'); n >= 0 {
			return i + n + 1, 1
		}
		if i = len(s.buf) - s.start; i > mostRow {
			s.start += i
			i = 0
		}
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
