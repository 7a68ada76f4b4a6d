package main

import (
	"io"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// A Ticket is one row of the ticket file, and what happened to it.
type Ticket struct {
	ID                          string
	Client                      *Client
	Priority                    msp.Priority // at the opening
	Opened, Responded, Resolved time.Time    // the last two are zero where it has not happened
	VIP                         bool         // opened by or for somebody who comes first

	// Log is everything that is known to have happened: the row, and the events of
	// the ticket.
	Log sla.Log
	// Calls are what is known of its escalation.
	Calls Calls
	// Closing is what the desk wrote down when it was done.
	Closing Closing
	// Refused is how many rows about the ticket could not be used; it is judged
	// without them.
	Refused int
}

// afterAll is the Seq of what the ticket file says: at one instant it comes after
// the events, whose Seq is their line.
const afterAll = 1 << 40

// facts returns the events that the row stands for.
func (t *Ticket) facts() []sla.Event {
	facts := []sla.Event{{At: t.Opened, Type: sla.EventCreated, Priority: t.Priority}}
	if !t.Responded.IsZero() {
		facts = append(facts, sla.Event{At: t.Responded, Seq: afterAll, Type: sla.EventAgentReply})
	}
	if !t.Resolved.IsZero() {
		facts = append(facts, sla.Event{At: t.Resolved, Seq: afterAll + 1, Type: sla.EventResolved})
	}
	return facts
}

// open reports whether the ticket was unresolved at an instant, whatever was
// promised.
func (t *Ticket) open(asOf time.Time) bool {
	open := true
	for _, e := range t.Log.Until(asOf).All() {
		ends := e.Type == sla.EventResolved || e.Type == sla.EventClosed
		open = open && !ends || e.Type == sla.EventReopened
	}
	return open
}

// Tickets are what was read from a ticket file.
type Tickets struct {
	Tickets []Ticket
	Report
}

// Columns of a ticket file.
const (
	colID = iota
	colClient
	colPriority
	colOpened
	colResponded
	colResolved
	colVIP

	numRequiredTicketColumns = colVIP
)

func ticketColumns() []string {
	return []string{"id", "client", "priority", "opened", "responded", "resolved", "vip"}
}

// ReadTickets reads a ticket file. An error means that no row could be read;
// rows that are refused are findings.
func ReadTickets(file io.Reader, model *Model) (out Tickets, err error) {
	clients := make(map[string]*Client)
	for _, c := range model.Clients {
		clients[c.Name] = c
	}
	seen := make(map[string]int) // id → line
	out.Report, err = readSheet(file, ticketColumns(), numRequiredTicketColumns, func(r *row) {
		t := readTicket(r, clients)
		if line, twice := seen[t.ID]; twice {
			r.refuse(colID, "line %d has it already", line)
		}
		if r.good() {
			seen[t.ID] = r.line
			out.Tickets = append(out.Tickets, t)
		}
	})
	return out, err
}

func readTicket(r *row, clients map[string]*Client) Ticket {
	t := Ticket{ID: r.name(colID)}
	if t.ID == "" {
		r.refuse(colID, "missing")
	}
	t.Client = clients[r.text(colClient)]
	switch {
	case r.text(colClient) == "":
		r.refuse(colClient, "missing")
	case t.Client == nil:
		r.refuse(colClient, "not in the model")
	}
	if t.Priority = r.priority(colPriority); r.text(colPriority) == "" {
		r.refuse(colPriority, "missing")
	}
	switch r.text(colVIP) {
	case "", "false":
	case "true":
		t.VIP = true
	default:
		r.refuse(colVIP, "want true or false")
	}
	var ok [3]bool
	t.Opened, ok[0] = r.instant(colOpened)
	t.Responded, ok[1] = r.instant(colResponded)
	t.Resolved, ok[2] = r.instant(colResolved)
	switch {
	case ok != [3]bool{true, true, true}:
	case t.Opened.IsZero():
		r.refuse(colOpened, "missing")
	case t.Opened.Year() < firstYear:
		r.refuse(colOpened, "before %d", firstYear)
	default:
		early := func(column int, at time.Time) {
			if !at.IsZero() && at.Before(t.Opened) {
				r.refuse(column, "before the ticket was opened, %s", r.text(colOpened))
			}
		}
		early(colResponded, t.Responded)
		early(colResolved, t.Resolved)
	}
	if !r.good() {
		return t
	}
	var err error
	if t.Log, err = sla.NewLog(t.facts()...); err != nil {
		r.refuse(colOpened, "%v", err)
	}
	return t
}
