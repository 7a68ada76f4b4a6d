package metrics

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Ticket is what the KPIs of a service desk need to know of one: a plain record of
// fixed size, however often the ticket was handed on and reopened. What is not known
// is left zero, and KPIs that need it leave the ticket out and say so. The zero of a
// time is "not yet" or "not known".
//
// The definitions of a [Desk] read it; package ticketcsv fills it from an export. A
// program with tickets of its own may as well write its own classifiers, see [RateBy].
type Ticket struct {
	ID     string `json:"id,omitempty"`
	Client string `json:"client,omitempty"`
	Team   string `json:"team,omitempty"` // who works on it, or resolved it

	Kind     Kind         `json:"kind,omitempty"`
	Void     Void         `json:"void,omitempty"`
	Source   Source       `json:"source,omitempty"`
	Priority msp.Priority `json:"priority,omitempty"`

	// Failed is when the service failed, which is before anybody knew.
	Failed time.Time `json:"failed,omitzero"`

	// Created is when the ticket was opened.
	Created time.Time `json:"created,omitzero"`

	// Acknowledged is when somebody took it, Responded when the client first heard
	// from a person.
	Acknowledged time.Time `json:"acknowledged,omitzero"`
	Responded    time.Time `json:"responded,omitzero"`

	// Restored is when the service worked again. Zero: when the ticket was resolved.
	Restored time.Time `json:"restored,omitzero"`

	// Resolved is the resolution that stands: the last one, zero while the ticket is
	// open, also if it was resolved before and reopened.
	Resolved time.Time `json:"resolved,omitzero"`

	// FirstResolved is the first resolution, zero if it is Resolved or there is none.
	// Reopened is the first reopening after it, and Reopens says how often. What lies
	// between Reopened and Resolved counts as open.
	FirstResolved time.Time `json:"first_resolved,omitzero"`
	Reopened      time.Time `json:"reopened,omitzero"`
	Reopens       int       `json:"reopens,omitempty"`

	// RootCauseStarted is when the analysis of the root cause began.
	RootCauseStarted time.Time `json:"root_cause_started,omitzero"`

	// ResponseDue and ResolutionDue are the last instants at which a response and a
	// resolution are in time: the limits of package sla, so that both packages judge
	// alike. Zero: nothing was promised.
	ResponseDue   time.Time `json:"response_due,omitzero"`
	ResolutionDue time.Time `json:"resolution_due,omitzero"`

	// Level is the level of support that resolved it, 1 for the service desk.
	Level uint8 `json:"level,omitempty"`

	// Contacts is the number of contacts with the client until it was resolved, 1 for
	// the call alone.
	Contacts int `json:"contacts,omitempty"`

	// Escalations and Reassignments count the hand-overs to a higher level and to
	// another team or person.
	Escalations   int `json:"escalations,omitempty"`
	Reassignments int `json:"reassignments,omitempty"`

	// Handled is the time of work on it.
	Handled time.Duration `json:"handled,omitempty"`

	// Automated says that it was resolved without a person.
	Automated bool `json:"automated,omitempty"`

	// Ineligible says that no first contact could have resolved it: a new laptop, a
	// visit on site.
	Ineligible bool `json:"ineligible,omitempty"`

	// Rating is what the client thought of it, 1 to 5. Zero: no answer.
	Rating int `json:"rating,omitempty"`
}

// Validate returns all findings about a ticket, by its JSON keys: a kind and the like
// that are none, counts and work below zero and a rating off its scale,
// [msp.CodeRange]; what happened before it could, such as a resolution before the
// ticket was created or answered, [msp.CodeConflict]. A ticket with findings is not to
// be counted. Of those that are counted nevertheless, one that was resolved before it was
// created is invalid for every KPI, and nothing else is looked at.
func (t *Ticket) Validate() msp.Issues {
	var list findings.List
	t.check(&list)
	return list.Issues()
}

func (t *Ticket) check(list *findings.List) {
	for _, e := range [...]struct {
		path  string
		wrong bool
		text  string
	}{
		{"kind", t.Kind > Alert, t.Kind.String()},
		{"void", t.Void > Cancelled, t.Void.String()},
		{"source", t.Source > Technician, t.Source.String()},
		{"priority", t.Priority > msp.P9, t.Priority.String()},
	} {
		if e.wrong {
			list.Errorf(e.path, msp.CodeRange, "%s is none", e.text)
		}
	}
	for _, n := range [...]struct {
		path string
		n    int
	}{{"reopens", t.Reopens}, {"contacts", t.Contacts}, {"escalations", t.Escalations}, {"reassignments", t.Reassignments}} {
		if n.n < 0 {
			list.Errorf(n.path, msp.CodeRange, "%d is below zero", n.n)
		}
	}
	if t.Handled < 0 {
		list.Errorf("handled", msp.CodeRange, "%v is below zero", t.Handled)
	}
	if t.Rating < 0 || t.Rating > 5 {
		list.Errorf("rating", msp.CodeRange, "%d is not 1 to 5", t.Rating)
	}
	for _, o := range [...]struct {
		path, before  string
		later, sooner time.Time
	}{
		{"created", "failed", t.Created, t.Failed},
		{"acknowledged", "created", t.Acknowledged, t.Created},
		{"responded", "created", t.Responded, t.Created},
		{"restored", "failed", t.Restored, t.Failed},
		{"resolved", "created", t.Resolved, t.Created},
		{"resolved", "responded", t.Resolved, t.Responded},
		{"resolved", "first_resolved", t.Resolved, t.FirstResolved},
		{"first_resolved", "created", t.FirstResolved, t.Created},
		{"reopened", "created", t.Reopened, t.Created},
		{"reopened", "first_resolved", t.Reopened, t.FirstResolved},
		{"resolved", "reopened", t.Resolved, t.Reopened},
		{"root_cause_started", "created", t.RootCauseStarted, t.Created},
	} {
		if !o.later.IsZero() && !o.sooner.IsZero() && o.later.Before(o.sooner) {
			list.Errorf(o.path, msp.CodeConflict, "%s is before it was %s, %s", o.later.Format(time.DateTime), o.before, o.sooner.Format(time.DateTime))
		}
	}
}

// counts reports whether the ticket is one, and of a kind. Tickets that do not state
// theirs count wherever incidents and requests do.
func (t *Ticket) counts(kinds kinds) bool { return t.Void == 0 && kinds>>t.Kind&1 == 1 }

// judged reports whether the ticket counts for a rate: one that is impossible counts for
// none.
func (t *Ticket) judged(kinds kinds) bool { return t.counts(kinds) && !t.impossible() }

// impossible reports whether the ticket was resolved before it was created.
func (t *Ticket) impossible() bool {
	first := t.firstResolved()
	return !first.IsZero() && first.Before(t.Created) || !t.Resolved.IsZero() && t.Resolved.Before(t.Created)
}

// kinds is a set of kinds.
type kinds uint8

const (
	unstated  kinds = 1 << 0
	incidents       = unstated | 1<<Incident
	service         = incidents | 1<<Request
	work            = service | 1<<Problem | 1<<Change | 1<<Alert
	planned   kinds = 1<<Problem | 1<<Change | 1<<Alert
)

// firstResolved returns the first resolution, zero if there is none.
func (t *Ticket) firstResolved() time.Time {
	if t.FirstResolved.IsZero() {
		return t.Resolved
	}
	return t.FirstResolved
}

// reopened reports whether the ticket was reopened, whenever that was: one with a first
// resolution beside the one that stands was, too.
func (t *Ticket) reopened() bool {
	return t.Reopens > 0 || !t.Reopened.IsZero() || !t.FirstResolved.IsZero() && !t.FirstResolved.Equal(t.Resolved)
}

// reopenedBy reports whether the ticket was reopened by an instant; a reopening of unknown
// time was.
func (t *Ticket) reopenedBy(asOf time.Time) bool { return t.reopened() && !t.Reopened.After(asOf) }

// resolvedBy returns the resolution that stands at an instant, zero if there is none: the
// last one, or the first as long as the ticket is not reopened.
func (t *Ticket) resolvedBy(asOf time.Time) time.Time {
	first := t.firstResolved()
	switch {
	case !t.Resolved.IsZero() && !t.Resolved.After(asOf):
		return t.Resolved
	case !first.IsZero() && !first.After(asOf) && !t.reopenedBy(asOf):
		return first
	}
	return time.Time{}
}
