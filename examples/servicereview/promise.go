package main

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// A Kind is what is promised: an answer, or a solution.
type Kind uint8

// Kinds of promises.
const (
	Response Kind = iota
	Resolution

	kinds = 2
)

// String returns the kind as a policy calls it.
func (k Kind) String() string { return [kinds]string{"response", "resolution"}[k] }

// Codes of the reasons why a promise is not judged.
const (
	ReasonNoContract = "no-contract" // opened outside the client's contract
	ReasonNoTarget   = "no-target"   // nothing promised for the priority
	ReasonNoDeadline = "no-deadline" // the hours have no such instant
)

// A Promise is one promise for one ticket, and how it stands as of an instant.
type Promise struct {
	Ticket  *Ticket
	Kind    Kind
	Outcome msp.Outcome
	Why     msp.Reason // of Excluded

	// Where the promise is not excluded:

	Deadline sla.Deadline
	Target   sla.Target
	End      time.Time // when it was done, else the as-of instant
	Done     bool
}

// judge returns how a promise stands. What was done later than asOf has not been
// done yet.
func judge(t *Ticket, kind Kind, asOf time.Time) Promise {
	p := Promise{Ticket: t, Kind: kind, Outcome: msp.Excluded, End: asOf}
	if done := t.done(kind); !done.IsZero() && !done.After(asOf) {
		p.End, p.Done = done, true
	}
	if why, ok := t.Client.covers(t.Opened); !ok {
		p.Why = why
		return p
	}
	target, ok := t.Client.Promised(kind, t)
	if !ok {
		p.Why = msp.NewReason(ReasonNoTarget, "no target for {priority}", msp.ReasonValue{Name: "priority", Value: t.Priority.String()})
		return p
	}
	deadline, err := target.Start(t.Opened)
	if err != nil {
		p.Why = noDeadline(target, err.Error())
		return p
	}
	if _, known := deadline.Target(); !known {
		p.Why = noDeadline(target, "the hours have no such day")
		return p
	}
	p.Target, p.Deadline = target, deadline
	if p.Done {
		p.Outcome = deadline.OutcomeIfDone(p.End)
	} else {
		p.Outcome = deadline.OutcomeIfOpen(asOf)
	}
	return p
}

func noDeadline(target sla.Target, why string) msp.Reason {
	return msp.NewReason(ReasonNoDeadline, "{span} cannot start: {why}",
		msp.ReasonValue{Name: "span", Value: target.Span().String()}, msp.ReasonValue{Name: "why", Value: why})
}

// covers reports whether the contract covers an instant, else why not.
func (c *Client) covers(t time.Time) (why msp.Reason, ok bool) {
	date, err := calendar.DateOf(t, c.Calendar.Zone())
	switch {
	case err != nil || date.Before(c.From):
		return msp.NewReason(ReasonNoContract, "before the contract, which begins on {date}", msp.ReasonValue{Name: "date", Value: c.From.String()}), false
	case !c.Until.IsZero() && !date.Before(c.Until):
		return msp.NewReason(ReasonNoContract, "after the contract, which ended on {date}", msp.ReasonValue{Name: "date", Value: c.Until.String()}), false
	}
	return msp.Reason{}, true
}

// InGrace reports whether a promise was kept only because the target ran out at a
// closing, after which no time counted until it was done.
func (p *Promise) InGrace() bool {
	due, ok := p.Deadline.Due()
	return p.Outcome == msp.Met && ok && p.End.After(due)
}

// Elapsed returns the open time that counted until End.
func (p *Promise) Elapsed() time.Duration { return p.Deadline.Elapsed(p.End) }

// Late returns by how much open time the target was exceeded at End.
func (p *Promise) Late() time.Duration {
	remaining, _ := p.Deadline.Remaining(p.End)
	return -remaining
}

// overrun returns what part of the target Late is, exactly.
func (p *Promise) overrun() msp.Ratio {
	target, _ := p.Deadline.Target()
	return msp.NewRatio(int64(p.Late()), int64(target))
}
