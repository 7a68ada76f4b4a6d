package main

import (
	"iter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
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

// String returns the kind for people.
func (k Kind) String() string { return [kinds]string{"response", "resolution"}[k] }

// goal returns the name of the goal of the model that promises it: that of its usual
// metric.
func (k Kind) goal() string {
	return [kinds]func() sla.Metric{sla.FirstResponse, sla.Resolution}[k]().Name
}

// Codes of the reasons why a promise is not judged.
const (
	ReasonNoContract = "no-contract" // opened outside the client's contract
	ReasonNotCovered = "not-covered" // the service is not in the contract
	ReasonNoTarget   = "no-target"   // nothing promised for the priority
	ReasonNoDeadline = "no-deadline" // the hours have no such instant
	ReasonNotStarted = "not-started" // nothing has happened that starts it
	ReasonCutShort   = "cut-short"   // another priority began the promise anew
)

// A Promise is one promise for one ticket, and how it stands as of an instant.
// Where a policy says that a promise begins anew, each cycle is a promise of its
// own.
type Promise struct {
	Ticket  *Ticket
	Kind    Kind
	Outcome msp.Outcome
	Why     msp.Reason // of Excluded

	Clock  sla.Clock
	Status sla.Status // at the end of the cycle, else as of the instant
	Target sla.Target // in force; zero if there is none
}

// judge returns how the promises for a ticket stand. What happened later than asOf
// has not happened yet.
func judge(t *Ticket, asOf time.Time) []Promise {
	var promises []Promise
	for kind := range Kind(kinds) {
		add := func(p Promise) {
			p.Ticket, p.Kind = t, kind
			promises = append(promises, p)
		}
		clock, promised, err := t.clock(kind, asOf)
		switch {
		case err != nil:
			add(Promise{Outcome: msp.Excluded, Why: msp.NewReason(ReasonNoDeadline, "a target cannot start: {why}", msp.ReasonValue{Name: "why", Value: err.Error()})})
			continue
		case !promised:
			add(Promise{Outcome: msp.Excluded, Why: t.notPromised()})
			continue
		}
		cycles := clock.Cycles(asOf)
		for _, status := range cycles {
			p := Promise{Ticket: t, Outcome: status.Outcome(), Clock: clock, Status: status}
			p.Target, _ = clock.Goal().Targets().For(p.promisedTo(), t.Opened)
			p.Why = p.notJudged()
			add(p)
		}
		if len(cycles) == 0 {
			add(Promise{Outcome: msp.Excluded, Why: msp.NewReason(ReasonNotStarted, "nothing has happened that starts it"), Clock: clock})
		}
	}
	return promises
}

// clock returns the clock of a promise as of an instant: what the client is entitled to on
// the day of the opening, with what has happened. ok is false if nothing is promised.
func (t *Ticket) clock(kind Kind, asOf time.Time) (clock sla.Clock, ok bool, err error) {
	goal, ok := t.Client.at(t.Opened).Goal(kind.goal())
	if !ok {
		return clock, false, nil
	}
	clock, err = goal.Replay(t.Log.Until(asOf))
	return clock, true, err
}

// notPromised returns why there is no goal for a ticket.
func (t *Ticket) notPromised() msp.Reason {
	entitled := t.Client.at(t.Opened)
	switch {
	case !entitled.contract:
		return t.Client.noContract(t.Opened)
	case entitled.Cover() == catalog.Excluded:
		return msp.NewReason(ReasonNotCovered, "not covered: {why}", msp.ReasonValue{Name: "why", Value: entitled.Reason().String()})
	default:
		return msp.NewReason(ReasonNoTarget, "no target for {priority}", msp.ReasonValue{Name: "priority", Value: t.Priority.String()})
	}
}

// notJudged returns why a promise is excluded, the zero reason if it is not.
func (p *Promise) notJudged() msp.Reason {
	_, known := p.Status.Target()
	switch {
	case p.Outcome != msp.Excluded:
		return msp.Reason{}
	case known:
		return msp.NewReason(ReasonCutShort, "in time, and begun anew by another priority")
	case p.Target.IsZero():
		return msp.NewReason(ReasonNoTarget, "no target for {priority}", msp.ReasonValue{Name: "priority", Value: p.promisedTo().String()})
	default:
		return msp.NewReason(ReasonNoDeadline, "{span} cannot start: the hours have no such day",
			msp.ReasonValue{Name: "span", Value: p.Target.Span().String()})
	}
}

// Priority returns the priority under which the promise is judged.
func (p *Promise) Priority() msp.Priority {
	if p.Status.Cycle() == 0 {
		return p.Ticket.Priority
	}
	return p.Status.Priority()
}

// promisedTo returns the priority whose target is in force: that with which the
// cycle began, if the metric keeps it.
func (p *Promise) promisedTo() msp.Priority {
	if p.Clock.Goal().Metric().OnPriority == sla.PriorityKeep {
		return p.priorityAtFirst()
	}
	return p.Priority()
}

// priorityAtFirst returns the priority with which the promise began.
func (p *Promise) priorityAtFirst() msp.Priority {
	for s := range p.Stretches() {
		return s.Priority
	}
	return p.Priority() // it has not lasted
}

// Stretches walks the time of the promise, from its start to its end: what
// counted, and why the rest did not.
func (p *Promise) Stretches() iter.Seq[sla.Stretch] {
	return func(yield func(sla.Stretch) bool) {
		for s := range p.Clock.Spans(p.End()) {
			if s.Cycle == p.Status.Cycle() && !yield(s) {
				return
			}
		}
	}
}

// Done reports whether the promise has come to its end.
func (p *Promise) Done() bool {
	_, done := p.Status.StoppedAt()
	return done
}

// End returns when the promise came to its end, else the as-of instant.
func (p *Promise) End() time.Time {
	if stopped, done := p.Status.StoppedAt(); done {
		return stopped
	}
	return p.Status.Time()
}

// InGrace reports whether a promise was kept only because the target ran out at a
// closing, a hold or a stop, after which no time counted until it was done.
func (p *Promise) InGrace() bool {
	due, ok := p.Status.Due()
	return p.Outcome == msp.Met && ok && p.End().After(due)
}

// Late returns by how much open time the target was exceeded. It is negative where
// the target was widened after a breach that stays one.
func (p *Promise) Late() time.Duration {
	remaining, _ := p.Status.Remaining()
	return -remaining
}

// atRiskFrom is the part of a target that is used up when a promise is at risk.
func atRiskFrom() msp.Ratio { return msp.NewRatio(3, 4) }

// AtRisk reports whether a promise is neither kept nor broken, with three quarters
// of its target or more used up, running or held.
func (p *Promise) AtRisk() bool {
	return p.Outcome == msp.Pending && p.Status.Consumed().Compare(atRiskFrom()) >= 0
}

// AtRiskSince returns the instant at which three quarters of the target were used
// up.
func (p *Promise) AtRiskSince() (since time.Time, ok bool) {
	target, _ := p.Status.Target()
	return p.Clock.UsedUp(target - target/4)
}

// DueAtLast returns when a pending promise is due, of a held one if it is resumed
// now; ok is false if its hours never open again.
func (p *Promise) DueAtLast() (due time.Time, ok bool) { return p.Clock.DueIfResumed(p.Status.Time()) }

// Hours returns the calendars in which the time of the promise counted.
func (p *Promise) Hours() []calendar.Calendar {
	var hours []calendar.Calendar
	for s := range p.Stretches() {
		hours = appendNew(hours, p.hoursAt(s.Priority))
	}
	return hours
}

// hoursAt returns the calendar of a priority: that of its target or, where it has
// none, that of the promise.
func (p *Promise) hoursAt(priority msp.Priority) calendar.Calendar {
	if target, ok := p.Clock.Goal().Targets().For(priority, p.Ticket.Opened); ok {
		return target.Calendar()
	}
	return p.Status.Calendar()
}
