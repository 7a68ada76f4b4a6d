package metrics

import (
	"strconv"
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

	// FCR is the definition of first contact resolution. Zero: [LevelOne].
	FCR FCR

	// InTime is the limit of level 1 resolution in time. Zero: 30 minutes, which is
	// that of the target set [ManagedServicesModel].
	InTime time.Duration

	// ClosedOnly leaves open tickets that are overdue out of SLA compliance. They are
	// missed otherwise: whoever never closes a late ticket would look good.
	ClosedOnly bool

	// Percentiles is the rule of percentiles. Zero: [NearestRank].
	Percentiles QuantileRule

	// Elapsed measures the time between two instants, such as the Between of a
	// [calendar.Calendar] for business hours. Nil: time on the clock. What it answers
	// for from > to does not matter, such a ticket is invalid.
	Elapsed func(from, to time.Time) time.Duration
}

// Compile checks the spec and returns its desk, or all findings as [msp.Issues].
func (s DeskSpec) Compile() (Desk, error) {
	if err := s.Validate().Err(); err != nil {
		return Desk{}, err
	}
	if s.FCR == (FCR{}) {
		s.FCR = LevelOne()
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
// window that ends before it begins, an InTime below zero, and a cohort or a rule that
// is none are [msp.CodeRange].
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
	if s.Percentiles > Linear {
		list.Errorf("percentiles", msp.CodeRange, "%v is none", s.Percentiles)
	}
	return list.Issues()
}

// A Desk measures tickets by the definitions of its [DeskSpec]. The zero Desk sees
// everything before it began: all is pending. Desks are immutable and safe for
// concurrent use, if the Elapsed of the spec is.
//
// A [TicketRate] and a [TicketTime] of a desk can be measured over tickets, and
// collected in parts:
//
//	desk.Reopened().Of(tickets)
//	metrics.GroupSlice(tickets, client, metrics.RateBy(desk.Reopened().Outcome))
type Desk struct{ spec DeskSpec }

// Tickets returns those of the window: of the desk's cohort.
func (d Desk) Tickets(all []Ticket) []Ticket {
	if d.spec.Cohort == 0 {
		return all
	}
	var in []Ticket
	for i := range all {
		at := all[i].Created
		if d.spec.Cohort == ByResolved {
			at = d.resolved(&all[i])
		}
		if !at.IsZero() && d.spec.Window.Contains(at) {
			in = append(in, all[i])
		}
	}
	return in
}

// resolved returns when the ticket was resolved, zero if not yet.
func (d Desk) resolved(t *Ticket) time.Time {
	if t.Resolved.After(d.spec.AsOf) {
		return time.Time{}
	}
	return t.Resolved
}

// A TicketRate is a KPI that is a rate of tickets.
type TicketRate struct {
	Definition

	// Outcome classifies a ticket: met is what the title says, so that a high reopen
	// rate is a bad one. What the definition does not count is excluded.
	Outcome func(t *Ticket) msp.Outcome
}

// Of returns the KPI over tickets.
func (r TicketRate) Of(tickets []Ticket) KPI {
	rate, _ := CollectSlice(tickets, RateBy(r.Outcome)) // a slice is no longer than a Rate
	return r.OfRate(rate)
}

// A TicketTime is a KPI that is a mean time of tickets.
type TicketTime struct {
	Definition

	// Counts reports whether the definition counts a ticket.
	Counts func(t *Ticket) bool

	// Took says how long it took, and that it is open by ok = false. It is below zero,
	// which [Times] count as invalid, if the end is before the beginning.
	Took func(t *Ticket) (d time.Duration, ok bool)
}

// Times returns the times of the tickets that count, and how many do not.
func (m TicketTime) Times(tickets []Ticket) (times Times, excluded int64) {
	for i := range tickets {
		if !m.Counts(&tickets[i]) {
			excluded++
			continue
		}
		_ = TimesBy(m.Took)(&times, &tickets[i]) // a slice is no longer than Times
	}
	return times, excluded
}

// Of returns the KPI over tickets: the mean, with what is open, invalid and excluded.
func (m TicketTime) Of(tickets []Ticket) KPI {
	times, excluded := m.Times(tickets)
	k := m.OfMean(times)
	k.LeftOut.Excluded = excluded
	return k
}

// Sample returns the times of the tickets that count and have one, for percentiles.
func (m TicketTime) Sample(tickets []Ticket) Sample {
	var took []time.Duration
	for i := range tickets {
		if !m.Counts(&tickets[i]) {
			continue
		}
		if d, ok := m.Took(&tickets[i]); ok && d >= 0 {
			took = append(took, d)
		}
	}
	return DurationSample(took)
}

// Percentile returns a percentile of the times as a KPI: of "mttr" and 9/10 that is
// "mttr_percentile_90". An error is that of [Sample.Quantile], and a p that is no whole number
// of percent is an [msp.ErrRange] error.
func (m TicketTime) Percentile(tickets []Ticket, p msp.Ratio, rule QuantileRule) (KPI, error) {
	v, err := m.Sample(tickets).Quantile(p, rule)
	if err != nil {
		return KPI{}, err
	}
	hundred, err := p.Mul(whole(100))
	percent, _, ok := hundred.Terms()
	if err != nil || !ok || hundred != whole(percent) {
		return KPI{}, msp.NewInputError(msp.ErrRange, "metrics: percentile", p.String(), "want whole percents")
	}
	n := strconv.FormatInt(percent, 10)
	k := Definition{m.Name + "_percentile_" + n, m.Title + ", " + n + "th percentile", n + "th percentile by " + rule.String() + " of: " + m.Text}.OfValue(v)
	times, excluded := m.Times(tickets)
	k.LeftOut = LeftOut{Excluded: excluded, Open: times.Open(), Invalid: times.Invalid()}
	return k, nil
}

// Only narrows the definition to one priority: of "mttr" and P1 that is "mttr_p1".
func (m TicketTime) Only(p msp.Priority) TicketTime {
	counts := m.Counts
	m.Counts = func(t *Ticket) bool { return t.Priority == p && counts(t) }
	m.Definition = m.only(p)
	return m
}

// Only narrows the definition to one priority, as that of a [TicketTime] does.
func (r TicketRate) Only(p msp.Priority) TicketRate {
	outcome := r.Outcome
	r.Outcome = func(t *Ticket) msp.Outcome {
		if t.Priority != p {
			return msp.Excluded
		}
		return outcome(t)
	}
	r.Definition = r.only(p)
	return r
}

func (d Definition) only(p msp.Priority) Definition {
	digit := strconv.Itoa(int(p))
	return Definition{d.Name + "_p" + digit, d.Title + ", " + p.String(), d.Text + ", of " + p.String()}
}
