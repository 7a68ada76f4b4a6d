package main

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// measured returns the names of the KPIs that a review can tell if it is given the facts.
func measured() []string {
	names := []string{"ticket_volume", "backlog", "tickets_per_endpoint_month", "uptime", "gross_margin", "revenue_per_employee", "qbr_completion"}
	for _, k := range (&measurer{}).ofTickets(nil) {
		names = append(names, k.Name)
	}
	for p := msp.P1; p <= msp.P9; p++ {
		names = append(names, metrics.Desk{}.TimeToResolve().Only(p).Name)
	}
	return names
}

// ofTickets returns the KPIs that the tickets of some months alone can tell. The backlog
// is not among them: it holds tickets of other months too. What the files do not tell is
// no zero: whether somebody worked on a ticket at all, what happened to it without a file
// of events, and whether it was escalated unless somebody wrote down where it ended.
func (m *measurer) ofTickets(tickets []metrics.Ticket) []metrics.KPI {
	var kpis []metrics.KPI
	for _, k := range m.desk.Measure(tickets) {
		switch k.Name {
		case "backlog", "backlog_age":
			continue
		case "automated_tickets":
			k = k.NotTold()
		case "reopen_rate", "reassignment_rate":
			if !m.events {
				k = k.NotTold()
			}
		case "escalation_rate":
			closed := slices.DeleteFunc(slices.Clone(tickets), func(t metrics.Ticket) bool { return t.Level == 0 })
			k = m.desk.EscalationRate().Of(closed)
			k.LeftOut.Unknown += int64(len(tickets) - len(closed))
		}
		kpis = append(kpis, k)
	}
	return kpis
}

// metric returns the ticket as package metrics sees it as of an instant: its priority is
// the one it has then, its times are those of its log, and the work on it is what has
// been entered. It is the one place where the two are brought together.
func (t *Ticket) metric(asOf time.Time, handled time.Duration) metrics.Ticket {
	m := metrics.Ticket{
		ID: t.ID, Client: t.Client.Name, Kind: t.Closing.Kind, Priority: t.Priority,
		Created: t.Opened, Handled: handled,
	}
	for _, e := range t.Log.Until(asOf).All() {
		if e.Priority != 0 {
			m.Priority = e.Priority
		}
		done := e.Type == sla.EventResolved || e.Type == sla.EventClosed
		if m.Responded.IsZero() && (done || e.Type == sla.EventAgentReply) {
			m.Responded = e.At
		}
		switch {
		case e.Type == sla.EventAssigned:
			m.Team = e.Attributes[attributeTeam]
			m.Reassignments++
		case done && m.Resolved.IsZero():
			if m.Resolved = e.At; m.FirstResolved.IsZero() {
				m.FirstResolved = e.At
			}
		case e.Type == sla.EventReopened && !m.Resolved.IsZero():
			if m.Resolved = (time.Time{}); m.Reopens == 0 {
				m.Reopened = e.At
			}
			m.Reopens++
		}
	}
	for _, p := range judge(t, asOf) { // the last cycle of each kind stands
		due := p.lastInTime()
		if p.Kind == Response {
			m.ResponseDue = due
		} else {
			m.ResolutionDue = due
		}
	}
	if !m.Resolved.IsZero() {
		m.Level, m.Contacts = t.Closing.Level, t.Closing.Contacts
		m.Escalations, m.Rating = t.Closing.Escalations, t.Closing.Rating
	}
	return m
}

// lastInTime returns the last instant at which the promise would have been kept, the zero
// time if nothing was promised: the limit, unless that says less than the promise.
//
//   - Over for another reason than that time passed, such as another priority, a promise
//     was in time up to the instant at which it went over.
//   - A held one has no limit yet: of one that is done it was not before its end, of one
//     that is not, not before the as-of instant.
func (p *Promise) lastInTime() time.Time {
	limit, known := p.Status.Limit()
	switch p.Outcome {
	case msp.Missed:
		if over, ok := p.Status.BreachAt(); ok && (!known || !limit.Before(p.End())) {
			return over
		}
	case msp.Met, msp.Pending:
		if !known {
			return p.End()
		}
	case msp.Excluded:
		return time.Time{}
	}
	return limit
}

// handled returns the time worked on each ticket, as far as it was entered by the day of
// an instant.
func (b *Book) handled(asOf time.Time) map[string]time.Duration {
	worked := make(map[string]time.Duration)
	if b == nil {
		return worked
	}
	for _, c := range b.Contracts {
		today := dateOn(asOf, c.Client.Calendar.Zone())
		for _, w := range c.facts.Work {
			if w.Ticket != "" && !w.Entered.After(today) {
				worked[w.Ticket] += time.Duration(w.Minutes) * time.Minute
			}
		}
	}
	return worked
}
