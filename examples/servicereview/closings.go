package main

import (
	"io"
	"strconv"

	"github.com/mspkit/msp/metrics"
)

// A Closing is what the desk wrote down of a ticket when it was done with it, and what
// the client thought. What is not known is zero.
type Closing struct {
	Kind        metrics.Kind
	Level       uint8 // that resolved it
	Contacts    int
	Escalations int
	Rating      int // 1 to 5
}

// Columns of a file of closings. The first must be there.
const (
	colClosed = iota
	colKind
	colClosedBy
	colContacts
	colEscalations
	colRating

	numRequiredClosingColumns = 1
)

func closingColumns() []string {
	return []string{"ticket", "kind", "level", "contacts", "escalations", "rating"}
}

// Limits of a closing.
const (
	mostLevels   = 9
	mostContacts = 1_000
	bestRating   = 5
)

// ReadClosings reads a file of how tickets were closed and adds it to them. An error
// means that no row could be read; rows that are refused are findings.
func ReadClosings(file io.Reader, tickets []Ticket) (Report, error) {
	byID := make(map[string]*Ticket, len(tickets))
	for i := range tickets {
		byID[tickets[i].ID] = &tickets[i]
	}
	seen := make(map[string]int) // id → line
	return readSheet(file, closingColumns(), numRequiredClosingColumns, func(r *row) {
		id := r.text(colClosed)
		switch line, twice := seen[id]; {
		case id == "":
			r.refuse(colClosed, "missing")
		case byID[id] == nil:
			r.refuse(colClosed, "not among the tickets that were read")
		case twice:
			r.refuse(colClosed, "line %d has it already", line)
		}
		c := Closing{
			Level:    uint8(r.number(colClosedBy, 1, mostLevels)),
			Contacts: r.number(colContacts, 1, mostContacts), Escalations: r.number(colEscalations, 0, mostContacts),
			Rating: r.number(colRating, 1, bestRating),
		}
		var err error
		if c.Kind, err = metrics.ParseKind(r.text(colKind)); err != nil {
			r.refuse(colKind, "want incident, request, problem, change or alert")
		}
		if t := byID[id]; r.good() {
			seen[id] = r.line
			t.Closing = c
		}
	})
}

// number reads a column with a whole number, zero if it is empty.
func (r *row) number(column, least, most int) int {
	text := r.text(column)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		r.refuse(column, "want a whole number from %d to %d", least, most)
		return 0
	}
	return n
}
