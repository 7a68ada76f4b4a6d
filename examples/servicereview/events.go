package main

import (
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp/sla"
)

// Columns of an event file. The first three must be there.
const (
	colTicket = iota
	colAt
	colType
	colEventPriority
	colHold
	colTeam
	colLevel
	colTo
	colBy
	colUntil

	numRequiredEventColumns = 3
)

func eventColumns() []string {
	return []string{"ticket", "at", "type", "priority", "hold", "team", "level", "to", "by", "until"}
}

// attributeTeam is the attribute of a ticket that says who has it.
const attributeTeam = "team"

// ReadEvents reads a file of what happened to the tickets between their opening
// and their end, and adds it to their logs. An error means that no row could be
// read; rows that are refused are findings. Where the model has no levels of support, any
// name of one is good.
func ReadEvents(file io.Reader, model *Model, tickets []Ticket) (Report, error) {
	places := make(map[string]int, len(tickets))
	for i := range tickets {
		places[tickets[i].ID] = i
	}
	events := make(map[int][]sla.Event) // of the ticket at a place
	report, err := readSheet(file, eventColumns(), numRequiredEventColumns, func(r *row) {
		place, ok := places[r.text(colTicket)]
		var t *Ticket
		switch {
		case r.text(colTicket) == "":
			r.refuse(colTicket, "missing")
		case !ok:
			r.refuse(colTicket, "not among the tickets that were read")
		default:
			t = &tickets[place]
		}
		kind := sla.EventType(r.text(colType))
		heard := !isCall(kind) || model.Types[kind] // by clocks
		var call Calls
		if isCall(kind) {
			call = readCall(r, model.spec.Levels, t, heard)
		} else {
			r.refuseCallColumns()
		}
		var e sla.Event
		if heard && (!isCall(kind) || r.good()) { // what is wrong with a call, is said
			e = readEvent(r, model, t)
		}
		switch {
		case r.good():
			t.Calls.add(call)
			if heard {
				events[place] = append(events[place], e)
			}
		case t != nil:
			t.Refused++
		}
	})
	if err != nil {
		return report, err
	}
	for place, list := range events {
		t := &tickets[place]
		// No two events have the same instant and line, so that nothing contradicts.
		if t.Log, err = sla.NewLog(append(t.facts(), list...)...); err != nil {
			return report, err
		}
	}
	return report, nil
}

// readEvent reads an event of a ticket, nil if it is not known. What an event must
// have, the library knows.
func readEvent(r *row, model *Model, t *Ticket) sla.Event {
	at, ok := r.instant(colAt)
	e := sla.Event{
		At: at, Seq: int64(r.line), Type: sla.EventType(r.text(colType)),
		Priority: r.priority(colEventPriority), Hold: sla.Hold(r.text(colHold)),
	}
	if team := r.name(colTeam); team != "" {
		e.Attributes = map[string]string{attributeTeam: team}
	}
	switch {
	case !ok || t == nil || at.IsZero():
	case at.Before(t.Opened):
		r.refuse(colAt, "before the ticket was opened, %s", t.Opened.Format(time.RFC3339))
	case e.Type == sla.EventCreated && !at.Equal(t.Opened):
		r.refuse(colAt, "the ticket was opened %s", t.Opened.Format(time.RFC3339))
	case e.Type == sla.EventCreated && e.Priority != 0 && e.Priority != t.Priority:
		r.refuse(colEventPriority, "the ticket was opened as a %v", t.Priority)
	}
	// A text that nothing listens to is a slip of the pen: it would mean nothing, and
	// nobody would see it.
	if e.Type != "" && !model.Types[e.Type] {
		r.refuse(colType, "want one of %s", names(eventTypes(model)))
	}
	if e.Hold != "" && !model.Holds[e.Hold] {
		r.refuse(colHold, "want one of %s", names(model.Holds))
	}
	if r.found(colType) {
		return e // what else it must have, depends on its type
	}
	for _, issue := range e.Validate() {
		if column := slices.Index(eventColumns(), issue.Path); column >= 0 && !r.found(column) {
			r.refuse(column, "%s", issue.Message)
		}
	}
	return e
}

// names lists texts in their order: "assigned, closed".
func names[T ~string](set map[T]bool) string {
	var texts []string
	for _, name := range slices.Sorted(maps.Keys(set)) {
		texts = append(texts, string(name))
	}
	return strings.Join(texts, ", ")
}
