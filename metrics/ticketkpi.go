package metrics

import (
	"strings"
	"time"

	"github.com/mspkit/msp"
)

// A TicketRate is a KPI that is a rate of tickets, of a [Desk].
type TicketRate struct {
	Definition

	// Outcome classifies a ticket: met is what the title says, so that a high reopen
	// rate is a bad one. What does not count is excluded.
	Outcome func(t *Ticket) msp.Outcome

	scope func(t *Ticket) bool // what the definition is about
}

// Step returns the step that collects the rate in parts; see OfRate of [Definition] for
// the KPI of the whole.
func (r TicketRate) Step() Step[Rate, Ticket] { return RateBy(r.Outcome) }

// Of returns the KPI over tickets. What it leaves out is told apart: tickets that the
// definition is not about are excluded, those of which something is not known are
// unknown, those resolved before they were created, and an outcome that is none, invalid.
// A rate that was collected knows them as excluded only.
func (r TicketRate) Of(tickets []Ticket) KPI {
	var rate Rate
	var left LeftOut
	for i := range tickets {
		t := &tickets[i]
		o := r.Outcome(t)
		switch {
		case o == msp.Excluded && r.scope != nil && r.scope(t) && !t.impossible():
			left.Unknown++
		case o == msp.Excluded && r.scope != nil && r.scope(t), rate.Add(o) != nil:
			left.Invalid++ // a slice is no longer than a Rate, so it is no outcome
		}
	}
	k := r.OfRate(rate)
	k.LeftOut.Unknown, k.LeftOut.Invalid = left.Unknown, left.Invalid
	return k
}

// A TicketTime is a KPI that is a mean time of tickets, of a [Desk].
type TicketTime struct {
	Definition

	// Counts reports whether the definition counts a ticket.
	Counts func(t *Ticket) bool

	// Took says how long a ticket that counts took, and that it is open by ok = false.
	// It is below zero, which [Times] count as invalid, if the end is before the
	// beginning.
	Took func(t *Ticket) (d time.Duration, ok bool)

	desk  Desk
	from  func(t *Ticket) time.Time // nil of a time that is no stretch
	scope func(t *Ticket) bool      // what the definition is about
}

// Step returns the step that collects the times in parts; see OfMean of [Definition] for
// the KPI of the whole.
func (m TicketTime) Step() Step[Times, Ticket] {
	counted := TimesBy(m.Took)
	return func(times *Times, t *Ticket) error {
		if !m.Counts(t) {
			return times.AddExcluded()
		}
		return counted(times, t)
	}
}

// Of returns the KPI over tickets: the mean, with what is left out told apart as
// [TicketRate.Of] does.
func (m TicketTime) Of(tickets []Ticket) KPI {
	times, _ := CollectSlice(tickets, m.Step()) // a slice is no longer than Times
	return m.leaveOut(m.OfMean(times), tickets)
}

// leaveOut tells those of which something is not known from those excluded.
func (m TicketTime) leaveOut(k KPI, tickets []Ticket) KPI {
	for i := range tickets {
		if t := &tickets[i]; m.scope != nil && m.scope(t) && !m.Counts(t) {
			k.LeftOut.Excluded--
			k.LeftOut.Unknown++
		}
	}
	return k
}

// Sample returns the times of the tickets that count and have one.
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

// Percentile returns a percentile of the times as a KPI, by the rule of the desk: of
// "mttr" and 90% that is "mttr_percentile_90". Less than 0% and more than 100% are an
// [msp.ErrRange] error.
func (m TicketTime) Percentile(tickets []Ticket, p msp.Percent) (KPI, error) {
	rule := m.desk.spec.Percentiles
	if rule == 0 {
		rule = NearestRank
	}
	v, err := m.Sample(tickets).Quantile(p.Ratio(), rule)
	if err != nil {
		return KPI{}, err
	}
	text := p.String()
	n := text[:len(text)-1]
	k := Definition{m.Name + "_percentile_" + n, m.Title + ", " + ordinal(n) + " percentile", ordinal(n) + " percentile by " + rule.String() + " of: " + m.Text}.OfValue(v)
	k.LeftOut = m.Of(tickets).LeftOut
	return k, nil
}

// ordinal returns "90th", "1st".
func ordinal(n string) string {
	last, teen := n[len(n)-1], len(n) > 1 && n[len(n)-2] == '1'
	switch {
	case teen || strings.Contains(n, "."):
	case last == '1':
		return n + "st"
	case last == '2':
		return n + "nd"
	case last == '3':
		return n + "rd"
	}
	return n + "th"
}

// Survival returns the times with those of the open tickets so far, for a median that
// does not leave them out. It is that of no items for [Desk.HandleTime].
func (m TicketTime) Survival(tickets []Ticket) Survival {
	var items []Lifetime
	for _, past := range m.Past(tickets) {
		lasted := past.Took
		if past.Open {
			lasted = past.Age
		}
		items = append(items, Lifetime{lasted, past.Open})
	}
	return NewSurvival(items)
}

// Past returns the tickets that count as [Calibrate] reads them, in the time that the
// desk measures. It is nil for [Desk.HandleTime].
func (m TicketTime) Past(tickets []Ticket) []PastTicket {
	if m.from == nil {
		return nil
	}
	var past []PastTicket
	for i := range tickets {
		t := &tickets[i]
		if !m.Counts(t) {
			continue
		}
		took, done := m.Took(t)
		past = append(past, PastTicket{Age: m.desk.elapsed(m.from(t), m.desk.spec.AsOf), Took: took, Open: !done})
	}
	return past
}

// Only narrows the definition to one priority: of "mttr" and P1 that is "mttr_p1".
func (m TicketTime) Only(p msp.Priority) TicketTime {
	counts, scope := m.Counts, m.scope
	m.Counts = func(t *Ticket) bool { return t.Priority == p && counts(t) }
	m.scope = func(t *Ticket) bool { return t.Priority == p && scope != nil && scope(t) }
	m.Definition = m.only(p)
	return m
}

// Only narrows the definition to one priority, as that of a [TicketTime] does.
func (r TicketRate) Only(p msp.Priority) TicketRate {
	outcome, scope := r.Outcome, r.scope
	r.Outcome = func(t *Ticket) msp.Outcome {
		if t.Priority != p {
			return msp.Excluded
		}
		return outcome(t)
	}
	r.scope = func(t *Ticket) bool { return t.Priority == p && scope != nil && scope(t) }
	r.Definition = r.only(p)
	return r
}

func (d Definition) only(p msp.Priority) Definition {
	text := p.String()
	if p == 0 {
		text = "no priority"
		return Definition{d.Name + "_no_priority", d.Title + ", " + text, d.Text + ", of " + text}
	}
	return Definition{d.Name + "_" + strings.ToLower(text), d.Title + ", " + text, d.Text + ", of " + text}
}
