package main

import (
	"bufio"
	"strings"
	"unicode/utf8"
)

// An align says on which side of its column a text stands.
type align uint8

const (
	left align = iota
	right
)

// A column of a table.
type column struct {
	title string
	align align
}

// A table has columns as wide as what is in them.
type table struct {
	indent  string
	plain   bool // no line between the titles and the rows
	columns []column
	groups  map[int]string // titles over several columns, by the first
	rows    [][]string     // a nil row is a line; cells beyond the columns are left out
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// rule adds a line, such as one before a total.
func (t *table) rule() { t.rows = append(t.rows, nil) }

// write writes the table, and its titles if it has some.
func (t *table) write(w *bufio.Writer) {
	widths := make([]int, len(t.columns))
	titles := make([]string, len(t.columns))
	titled := false
	for i, c := range t.columns {
		titles[i] = c.title
		titled = titled || c.title != ""
		widths[i] = utf8.RuneCountInString(c.title)
		for _, row := range t.rows {
			if row != nil {
				widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
			}
		}
	}
	t.groupLine(w, widths)
	if titled {
		t.line(w, widths, titles)
	}
	if titled && !t.plain {
		t.line(w, widths, nil)
	}
	for _, row := range t.rows {
		t.line(w, widths, row)
	}
}

const gap = "  "

// groupLine writes the titles over several columns, if there are some.
func (t *table) groupLine(w *bufio.Writer, widths []int) {
	line, at := "", 0
	for i, width := range widths {
		if title := t.groups[i]; title != "" {
			line += strings.Repeat(" ", max(0, at-utf8.RuneCountInString(line))) + title
		}
		at += width + len(gap)
	}
	if line != "" {
		_, _ = w.WriteString(t.indent + line + "\n")
	}
}

func (t *table) line(w *bufio.Writer, widths []int, cells []string) {
	var b strings.Builder
	for i, width := range widths {
		if i > 0 {
			b.WriteString(gap)
		}
		if cells == nil {
			b.WriteString(strings.Repeat("─", width))
			continue
		}
		fill := strings.Repeat(" ", width-utf8.RuneCountInString(cells[i]))
		if t.columns[i].align == right {
			b.WriteString(fill + cells[i])
		} else {
			b.WriteString(cells[i] + fill)
		}
	}
	_, _ = w.WriteString(t.indent + strings.TrimRight(b.String(), " ") + "\n") // Flush reports the error
}
