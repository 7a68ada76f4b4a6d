package metrics

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
)

// SLACompliance returns the share of incidents and requests that were resolved in time:
// at or before ResolutionDue. An open ticket is pending until it is due, and missed
// after that (see ClosedOnly of [DeskSpec]). Without a due time it is unknown.
func (d Desk) SLACompliance() TicketRate {
	return d.rate(
		Definition{"sla_compliance", "SLA compliance", "resolved at or before due ÷ resolved or " + d.overdue() + ", of incidents and requests with a due time"},
		func(t *Ticket) bool { return t.counts(service) && !d.leftOpen(t.ResolutionDue, d.resolved(t)) },
		func(t *Ticket) msp.Outcome { return d.kept(t, t.ResolutionDue, d.resolved(t)) },
	)
}

// ResponseCompliance returns the share of incidents and requests that were answered in
// time, as [Desk.SLACompliance] does for resolutions. One that is resolved and of which no
// response is known is unknown.
func (d Desk) ResponseCompliance() TicketRate {
	return d.rate(
		Definition{"response_compliance", "Response compliance", "answered at or before due ÷ answered or " + d.overdue() + ", of incidents and requests with a due time"},
		func(t *Ticket) bool { return t.counts(service) && !d.leftOpen(t.ResponseDue, d.seen(t.Responded)) },
		func(t *Ticket) msp.Outcome {
			if d.unanswered(t, t.Responded) {
				return msp.Excluded
			}
			return d.kept(t, t.ResponseDue, d.seen(t.Responded))
		},
	)
}

func (d Desk) overdue() string {
	if d.spec.ClosedOnly {
		return "late (open ones left out)"
	}
	return "overdue"
}

func (d Desk) kept(t *Ticket, due, done time.Time) msp.Outcome {
	switch {
	case due.IsZero() || !done.IsZero() && done.Before(t.Created):
		return msp.Excluded
	case !done.IsZero() && done.After(due):
		return msp.Missed
	case !done.IsZero():
		return msp.Met
	case !d.spec.AsOf.After(due):
		return msp.Pending
	case d.spec.ClosedOnly:
		return msp.Excluded
	}
	return msp.Missed
}

// unanswered reports whether the ticket is resolved and nobody knows when it was answered:
// then it is not waiting for an answer.
func (d Desk) unanswered(t *Ticket, answers ...time.Time) bool {
	for _, at := range answers {
		if !d.seen(at).IsZero() {
			return false
		}
	}
	return !d.resolved(t).IsZero()
}

// leftOpen reports whether something is overdue and open, and left out for that.
func (d Desk) leftOpen(due, done time.Time) bool {
	return d.spec.ClosedOnly && !due.IsZero() && done.IsZero() && d.spec.AsOf.After(due)
}

// FirstContactResolution returns first contact resolution by the FCR of the spec.
func (d Desk) FirstContactResolution() TicketRate { return d.fcr(d.spec.FCR) }

// FirstLevelResolution returns first level resolution: [LevelOne] without further
// conditions.
func (d Desk) FirstLevelResolution() TicketRate {
	r := d.fcr(LevelOne())
	r.Name, r.Title = "first_level_resolution", "First level resolution"
	return r
}

// LevelOneInTime returns first level resolution within InTime of the creation:
// "level_one_in_30m", or whatever InTime is.
func (d Desk) LevelOneInTime() TicketRate {
	r := d.fcr(LevelOne().Within(d.spec.InTime))
	in := duration.Format(d.spec.InTime)
	r.Name, r.Title = "level_one_in_"+in, "Resolved at level 1 within "+in
	return r
}

func (d Desk) fcr(f FCR) TicketRate {
	definition := f.Definition()
	if f.timed {
		definition.Text += d.in()
	}
	return d.rate(
		definition,
		func(t *Ticket) bool { return t.counts(service) && (!f.eligible || !t.Ineligible) },
		func(t *Ticket) msp.Outcome { return f.outcome(t, d.spec.AsOf, d.elapsed) },
	)
}

// rate returns a rate of what is in scope, there and possible.
func (d Desk) rate(definition Definition, scope func(t *Ticket) bool, outcome func(t *Ticket) msp.Outcome) TicketRate {
	in := func(t *Ticket) bool { return d.there(t) && scope(t) }
	return TicketRate{definition, func(t *Ticket) msp.Outcome {
		if !in(t) || t.impossible() {
			return msp.Excluded
		}
		return outcome(t)
	}, in}
}

// yes returns the outcome of a question about a ticket that counts.
func yes(is bool) msp.Outcome {
	if is {
		return msp.Met
	}
	return msp.Missed
}

// ReopenRate returns the reopen rate: of incidents and requests resolved at least once,
// the share reopened at least once.
func (d Desk) ReopenRate() TicketRate {
	return d.rate(
		Definition{"reopen_rate", "Reopen rate", "reopened at least once ÷ resolved at least once, of incidents and requests"},
		func(t *Ticket) bool { return t.counts(service) },
		func(t *Ticket) msp.Outcome {
			// A reopened ticket of which no resolution is known was resolved all the same.
			first := t.firstResolved()
			if first.After(d.spec.AsOf) || first.IsZero() && !t.reopenedBy(d.spec.AsOf) {
				return msp.Pending
			}
			return yes(t.reopenedBy(d.spec.AsOf))
		},
	)
}

// EscalationRate returns the escalation rate: of all incidents and requests, the share
// that was escalated.
func (d Desk) EscalationRate() TicketRate {
	return d.share("escalation_rate", "Escalation rate", "escalated at least once ÷ handled, of incidents and requests",
		service, func(t *Ticket) bool { return t.Escalations > 0 })
}

// ReassignmentRate returns the reassignment rate: of all incidents and requests, the
// share that was handed to another team or person.
func (d Desk) ReassignmentRate() TicketRate {
	return d.share("reassignment_rate", "Reassignment rate", "reassigned at least once ÷ handled, of incidents and requests",
		service, func(t *Ticket) bool { return t.Reassignments > 0 })
}

// SelfServiceRatio returns the self-service ratio: of incidents and requests whose source
// is known, the share that came by [SelfService].
func (d Desk) SelfServiceRatio() TicketRate {
	r := d.share("self_service_ratio", "Self-service ratio", "served by users themselves ÷ incidents and requests of a known source",
		service, func(t *Ticket) bool { return t.Source == SelfService })
	outcome := r.Outcome
	r.Outcome = func(t *Ticket) msp.Outcome {
		if t.Source == 0 {
			return msp.Excluded
		}
		return outcome(t)
	}
	return r
}

// AutomatedTickets returns the share of resolved tickets of every kind that no person
// worked on: "automated_tickets". [AutomationRatio] is that of routine tasks.
func (d Desk) AutomatedTickets() TicketRate {
	r := d.share("automated_tickets", "Automated tickets", "resolved without a person ÷ resolved, of tickets of every kind",
		work, func(t *Ticket) bool { return t.Automated })
	outcome := r.Outcome
	r.Outcome = func(t *Ticket) msp.Outcome {
		if o := outcome(t); o == msp.Excluded || !d.resolved(t).IsZero() {
			return o
		}
		return msp.Pending
	}
	return r
}

// ProactiveTickets returns the proactive ratio of tickets: problems, changes and alerts
// by all tickets of a known kind. [ProactiveRatio] is that of hours.
func (d Desk) ProactiveTickets() TicketRate {
	return d.share("proactive_tickets", "Proactive ratio of tickets", "problems, changes and alerts ÷ tickets of a known kind",
		work&^unstated, func(t *Ticket) bool { return t.counts(planned) })
}

// share returns the share of tickets of some kinds of which something is true.
func (d Desk) share(name, title, text string, of kinds, is func(t *Ticket) bool) TicketRate {
	return d.rate(
		Definition{name, title, text},
		func(t *Ticket) bool { return t.counts(of) },
		func(t *Ticket) msp.Outcome { return yes(is(t)) },
	)
}

// Ratings returns what clients thought of their resolved incidents and requests, 1 to 5:
// see [CSATMean], [CSATTopBox] and [ResponseRate]. One who was not asked counts as one who
// did not answer: a ticket does not tell.
func (d Desk) Ratings(tickets []Ticket) Ratings {
	r := Ratings{scale: Scale{Low: 1, High: 5}}
	for i := range tickets {
		t := &tickets[i]
		switch {
		case !t.judged(service) || !d.there(t) || d.resolved(t).IsZero():
		case t.Rating == 0:
			_ = r.AddUnanswered() // a slice is no longer than Ratings
		default:
			_ = r.Add(t.Rating)
		}
	}
	return r
}
