package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp/escalation"
)

// Escalations say who should have been told of the promises that were broken or are at
// risk, and who was.
type Escalations struct {
	Tickets  []TicketCalls // in the order of the clients, then of the openings
	Clients  []ClientCalls
	All      CallFigures
	Coverage Coverage
}

// ClientCalls are the figures of one client.
type ClientCalls struct {
	Client *Client
	CallFigures
}

// TicketCalls are what should have happened to a ticket and what did, in order.
type TicketCalls struct {
	Ticket   *Ticket
	Promises []*Promise // broken or at risk
	Path     Path
	Routed   bool // a route is for it
	Calls    []Call
}

// A Call is an entry of the plan of a policy or ladder, or a telling that none asks for.
type Call struct {
	escalation.Entry

	Also    []string         // further steps and rungs of which the same is to be said
	Clock   string           // of the promise, "" of a policy
	Pause   escalation.Event // that puts it off, or at whose end it fires
	Verdict Verdict          // of a firing
	Told    *Telling         // that answers it, nil if none does
}

// Late returns how long after its instant somebody was told.
func (c *Call) Late() time.Duration { return c.Told.At.Sub(c.At) }

// ComputeEscalations computes the escalations of the tickets of a review. Of all tickets,
// only the first opening counts: coverage is that since then.
func ComputeEscalations(onCall *OnCall, r *Review, tickets []Ticket) (*Escalations, error) {
	e := &Escalations{}
	byTicket := make(map[*Ticket]*TicketCalls)
	var order []*TicketCalls
	for _, accounts := range [...][]Account{r.Missed, r.AtRisk} {
		for i := range accounts {
			p := &accounts[i].Promise
			if byTicket[p.Ticket] == nil {
				byTicket[p.Ticket] = &TicketCalls{Ticket: p.Ticket}
				order = append(order, byTicket[p.Ticket])
			}
			byTicket[p.Ticket].Promises = append(byTicket[p.Ticket].Promises, p)
		}
	}
	place := make(map[*Client]int)
	for i := range r.Clients {
		place[r.Clients[i].Client] = i
		e.Clients = append(e.Clients, ClientCalls{Client: r.Clients[i].Client})
	}
	slices.SortStableFunc(order, func(a, b *TicketCalls) int {
		return cmp.Or(cmp.Compare(place[a.Ticket.Client], place[b.Ticket.Client]),
			a.Ticket.Opened.Compare(b.Ticket.Opened), cmp.Compare(a.Ticket.ID, b.Ticket.ID))
	})
	for _, t := range order {
		if err := t.compute(r.AsOf); err != nil {
			return nil, fmt.Errorf("ticket %s: %w", t.Ticket.ID, err)
		}
		e.All.add(t)
		e.Clients[place[t.Ticket.Client]].add(t)
		e.Tickets = append(e.Tickets, *t)
	}
	e.Coverage = onCall.cover(r, firstOpening(tickets, r.AsOf))
	return e, nil
}

// compute plans what should have happened to a ticket, and holds it against what did.
func (t *TicketCalls) compute(asOf time.Time) error {
	if t.Path, t.Routed = t.Ticket.Path(); t.Routed {
		plan, err := t.plan(asOf)
		if err != nil {
			return err
		}
		t.Calls = plan
	}
	var told []*Telling
	for i := range t.Ticket.Calls.Told {
		if one := &t.Ticket.Calls.Told[i]; !one.At.After(asOf) {
			told = append(told, one)
		}
	}
	t.Calls = judgeCalls(t.Calls, told, asOf)
	return nil
}
