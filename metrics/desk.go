package metrics

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
)

// A DeskSpec says how the KPIs of a service desk are defined where tools differ.
//
//	desk, err := metrics.DeskSpec{
//		AsOf:   now,
//		Window: calendar.IntervalOf(march, london), Cohort: metrics.ByResolved,
//		FCR:    metrics.SingleContact().WithoutReopen(7 * 24 * time.Hour),
//	}.Compile()
//	for _, k := range desk.Measure(tickets) {
//		fmt.Println(k)
//	}
type DeskSpec struct {
	// AsOf is the instant that everything is seen at, such as that of the export: what
	// came later has not happened yet. Required.
	AsOf time.Time

	// Window is the time that is reported, in the zone of the report: a report in UTC
	// puts tickets in the wrong month. Empty: all tickets. Cohort says which tickets
	// are in it, and is required with a window.
	Window calendar.Interval
	Cohort Cohort

	// FCR is the definition of first contact resolution. Zero: [SingleContact].
	FCR FCR

	// InTime is the limit of level 1 resolution in time. Zero: 30 minutes, which is
	// that of the target set [ManagedServicesModel].
	InTime time.Duration

	// ClosedOnly leaves open tickets that are overdue out of SLA and response compliance.
	// They are missed otherwise: whoever never closes a late ticket would look good.
	ClosedOnly bool

	// Percentiles is the rule of percentiles. Zero: [NearestRank].
	Percentiles QuantileRule

	// Elapsed measures the time between two instants, such as the Between of a
	// [calendar.Calendar] for business hours. Nil: time on the clock. What it answers
	// for from > to does not matter, such a ticket is invalid. ElapsedIn says in words which
	// time that is, "business hours", for the definitions.
	Elapsed   func(from, to time.Time) time.Duration
	ElapsedIn string
}

// Compile checks the spec and returns its desk, or all findings as [msp.Issues].
func (s DeskSpec) Compile() (Desk, error) {
	if err := s.Validate().Err(); err != nil {
		return Desk{}, err
	}
	if s.FCR == (FCR{}) {
		s.FCR = SingleContact()
	}
	if s.InTime == 0 {
		s.InTime = 30 * time.Minute
	}
	if s.Percentiles == 0 {
		s.Percentiles = NearestRank
	}
	return Desk{s}, nil
}

// Validate returns all findings about the spec: no AsOf, and a window without a
// cohort, are [msp.CodeMissing]; a cohort without a window is [msp.CodeConflict]; a
// window that ends before it begins, an InTime and times of the FCR below zero, and a
// cohort or a rule that is none are [msp.CodeRange].
func (s DeskSpec) Validate() msp.Issues {
	var list findings.List
	if s.AsOf.IsZero() {
		list.Errorf("as_of", msp.CodeMissing, "want the instant that everything is seen at")
	}
	bare := s.Window.From.IsZero() && s.Window.To.IsZero()
	switch {
	case bare && s.Cohort != 0:
		list.Errorf("cohort", msp.CodeConflict, "a cohort is that of a window, and there is none")
	case !bare && s.Window.IsEmpty():
		list.Errorf("window", msp.CodeRange, "%v holds no time", s.Window)
	case !bare && s.Cohort == 0:
		list.Errorf("cohort", msp.CodeMissing, "tickets created or resolved in the window?")
	}
	if s.Cohort > ByResolved {
		list.Errorf("cohort", msp.CodeRange, "%v is none", s.Cohort)
	}
	if s.InTime < 0 {
		list.Errorf("in_time", msp.CodeRange, "%s is below zero", duration.Format(s.InTime))
	}
	if s.FCR.within < 0 || s.FCR.window < 0 {
		list.Errorf("fcr", msp.CodeRange, "%q has a time below zero", s.FCR.Definition().Text)
	}
	if s.Percentiles > Linear {
		list.Errorf("percentiles", msp.CodeRange, "%v is none", s.Percentiles)
	}
	return list.Issues()
}

// A Desk measures tickets by the definitions of its [DeskSpec], as they were at its
// instant: a ticket that is reopened later is resolved, and one that is created later is
// not there. The zero Desk sees no ticket whose creation is known. Desks are immutable and
// safe for concurrent use, if the Elapsed of the spec is.
//
// Measure answers all at once. A single KPI is over exactly the tickets that it is
// given, whatever the window, and can be collected in parts:
//
//	cohort := desk.Tickets(all)
//	desk.ReopenRate().Of(cohort)
//	metrics.GroupSlice(cohort, client, desk.ReopenRate().Step())
type Desk struct{ spec DeskSpec }

// Tickets returns those of the window, the desk's cohort, copied; without a window all
// that are there.
func (d Desk) Tickets(all []Ticket) []Ticket {
	var in []Ticket
	for i := range all {
		if d.inCohort(&all[i]) {
			in = append(in, all[i])
		}
	}
	return in
}

func (d Desk) inCohort(t *Ticket) bool {
	at := t.Created
	switch d.spec.Cohort {
	case ByResolved:
		at = d.resolved(t)
	case ByCreated:
	default:
		return d.there(t)
	}
	return d.there(t) && !at.IsZero() && d.spec.Window.Contains(at)
}

// there reports whether the ticket was created by the instant of the desk, or nobody knows
// when.
func (d Desk) there(t *Ticket) bool { return !t.Created.After(d.spec.AsOf) }

// resolved returns the resolution that stands, zero if there is none.
func (d Desk) resolved(t *Ticket) time.Time { return t.resolvedBy(d.spec.AsOf) }

// seen returns what has happened: at, zero if that is later than the desk sees.
func (d Desk) seen(at time.Time) time.Time {
	if at.After(d.spec.AsOf) {
		return time.Time{}
	}
	return at
}

// elapsed returns the time from a to b by the desk's measure, below zero if b is before a
// or more than 292 years after it.
func (d Desk) elapsed(a, b time.Time) time.Duration {
	if a.After(b) {
		return -1
	}
	if d.spec.Elapsed != nil {
		return d.spec.Elapsed(a, b)
	}
	return span(a, b)
}

// span returns b − a, below zero if that is more than 292 years.
func span(a, b time.Time) time.Duration {
	took := b.Sub(a)
	if !a.Add(took).Equal(b) {
		return -1
	}
	return took
}

// in returns ", in business hours", as the desk measures, nothing for the clock.
func (d Desk) in() string {
	switch {
	case d.spec.Elapsed == nil:
		return ""
	case d.spec.ElapsedIn == "":
		return ", in a time that the caller measures"
	}
	return ", in " + d.spec.ElapsedIn
}
