package metrics

import "time"

// TimeToAcknowledge returns the mean time to acknowledge, MTTA: from the creation until
// somebody took the incident, request or alert. If that is not known, the first
// response counts; if neither is and the ticket is resolved, it is unknown.
func (d Desk) TimeToAcknowledge() TicketTime {
	m := d.time("mtta", "Mean time to acknowledge", "acknowledged (else answered) − created, of incidents, requests and alerts", service|1<<Alert,
		created, func(t *Ticket) time.Time {
			if at := d.seen(t.Acknowledged); !at.IsZero() {
				return at
			}
			return t.Responded
		})
	return m.where(func(t *Ticket) bool { return !d.unanswered(t, t.Acknowledged, t.Responded) })
}

// TimeToRespond returns the mean time to the first response to incidents and requests. One
// that is resolved and of which no response is known is unknown.
func (d Desk) TimeToRespond() TicketTime {
	m := d.time("first_response", "First response", "first response − created, of incidents and requests", service,
		created, func(t *Ticket) time.Time { return t.Responded })
	return m.where(func(t *Ticket) bool { return !d.unanswered(t, t.Responded) })
}

// where narrows what counts; the others are unknown.
func (m TicketTime) where(is func(t *Ticket) bool) TicketTime {
	counts := m.Counts
	m.Counts = func(t *Ticket) bool { return counts(t) && is(t) }
	return m
}

// TimeToResolve returns the mean time to resolve, MTTR: from the creation until the
// resolution that stands, of incidents. Whether a reopened one is resolved anew or has
// been since its first resolution is where tools differ; here it is open until it is
// resolved anew.
func (d Desk) TimeToResolve() TicketTime {
	return d.time("mttr", "Mean time to resolve", "last resolution − created, of incidents", incidents,
		created, d.resolved)
}

// TimeToFulfil returns the mean time to fulfil requests, as [Desk.TimeToResolve] does for
// incidents.
func (d Desk) TimeToFulfil() TicketTime {
	return d.time("fulfilment", "Mean time to fulfil", "last resolution − created, of requests", 1<<Request,
		created, d.resolved)
}

// TimeToRestore returns the mean time to restore service, MTRS: from the failure, not
// from the ticket, until the service was restored, of incidents. If the failure is not
// known the incident is unknown; if the restoration is not, the resolution counts.
func (d Desk) TimeToRestore() TicketTime {
	return d.time("mtrs", "Mean time to restore service", "restored (else resolved) − failed, of incidents with a known failure", incidents,
		failed, func(t *Ticket) time.Time {
			if at := d.seen(t.Restored); !at.IsZero() {
				return at
			}
			return d.resolved(t)
		})
}

// TimeToDetect returns the mean time to detect, MTTD: from the failure until the incident
// was created. If the failure is not known the incident is unknown.
func (d Desk) TimeToDetect() TicketTime {
	return d.time("mttd", "Mean time to detect", "created − failed, of incidents with a known failure", incidents, failed, created)
}

// TimeToRootCause returns the mean time until the analysis of the root cause began, of
// incidents and problems. Those where it has not begun are open: most never need one,
// so measure the tickets that do.
func (d Desk) TimeToRootCause() TicketTime {
	return d.time("time_to_root_cause", "Time to root cause started", "root cause analysis started − created, of incidents and problems", incidents|1<<Problem,
		created, func(t *Ticket) time.Time { return t.RootCauseStarted })
}

// HandleTime returns the mean handle time: of resolved tickets with work on them, the
// time of that work. Of tickets without any nothing is known.
func (d Desk) HandleTime() TicketTime {
	return TicketTime{
		Definition: Definition{"handle_time", "Mean handle time", "time worked ÷ resolved tickets of every kind with work on them"},
		Counts:     func(t *Ticket) bool { return t.counts(work) && d.there(t) && t.Handled != 0 },
		Took:       func(t *Ticket) (time.Duration, bool) { return t.Handled, !d.resolved(t).IsZero() },
		desk:       d, scope: func(t *Ticket) bool { return t.counts(work) && d.there(t) },
	}
}

func created(t *Ticket) time.Time { return t.Created }

func failed(t *Ticket) time.Time { return t.Failed }

// time returns the time from one instant of a ticket to another, of some kinds. Tickets
// of which the first is not known do not count, and those of which the second has not
// come are open.
func (d Desk) time(name, title, text string, of kinds, from, to func(t *Ticket) time.Time) TicketTime {
	scope := func(t *Ticket) bool { return t.counts(of) && d.there(t) }
	return TicketTime{
		Definition: Definition{name, title, text + d.in()},
		Counts:     func(t *Ticket) bool { return scope(t) && !from(t).IsZero() },
		Took: func(t *Ticket) (time.Duration, bool) {
			b := d.seen(to(t))
			if b.IsZero() {
				return 0, false
			}
			return d.elapsed(from(t), b), true
		},
		desk: d, from: from, scope: scope,
	}
}
