package catalog

import (
	"slices"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// limitsOf returns the limits of a target for all openings of a range, as if somebody were
// told at the limit: then [findWorst] compares two targets exactly. Openings of which the
// target says nothing are left out; a target that is never due is told never.
//
// Between the cuts of a target, see [worstCuts], its limit rests or moves with the opening,
// but for a last part in which nothing is promised. An amount of time leaps where it runs
// out at a closing. What leaps elsewhere is found by halving.
func limitsOf(target sla.Target, within calendar.Interval) []escalation.Told {
	if within.IsEmpty() {
		return nil
	}
	cuts := newWorstCuts(target, within).at
	if span, ok := target.Span().(sla.Within); ok {
		cuts = append(cuts, runsOut(target.Calendar(), time.Duration(span), within)...)
		slices.SortFunc(cuts, time.Time.Compare)
	}
	s := limitSearch{target: target}
	from := within.From
	for _, cut := range append(cuts, within.To) {
		if cut.After(from) && !cut.After(within.To) {
			s.piece(from, cut)
			from = cut
		}
	}
	return s.found
}

// runsOut returns the openings of which an amount of time runs out at a closing.
func runsOut(c calendar.Calendar, d time.Duration, within calendar.Interval) (cuts []time.Time) {
	first, err := c.Add(within.From, d)
	if err != nil {
		return nil
	}
	last, err := c.Add(within.To, d)
	if err != nil {
		return nil
	}
	for open := range c.Spans(first, last) {
		if at, err := c.Sub(open.To, d); err == nil {
			cuts = append(cuts, at.UTC())
		}
	}
	return cuts
}

// A limitSearch collects the limits of pieces, in order.
type limitSearch struct {
	target sla.Target
	found  []escalation.Told
}

// A limitAt is the limit of one opening.
type limitAt struct {
	at       time.Time // in UTC
	has      bool
	promised bool
}

func (s *limitSearch) at(opened time.Time) limitAt {
	deadline, err := s.target.Start(opened)
	if err != nil {
		return limitAt{}
	}
	limit, ok := deadline.Limit()
	if !ok {
		_, knows := deadline.Target()
		return limitAt{promised: knows}
	}
	return limitAt{limit.UTC(), true, true}
}

// piece takes in the openings of [from, to).
func (s *limitSearch) piece(from, to time.Time) {
	first, last := s.at(from), s.at(to.Add(-1))
	whole := escalation.Told{Interval: calendar.Interval{From: from, To: to}}
	if first.has == last.has && first.promised == last.promised {
		if !first.promised {
			return
		}
		whole.At, whole.Fixed = first.at, first.has && last.at.Equal(first.at)
		if !first.has || whole.Fixed || last.at.Sub(first.at) == to.Add(-1).Sub(from) {
			s.found = append(s.found, whole)
			return
		}
	}
	half := from.Add(to.Sub(from) / 2)
	s.piece(from, half)
	s.piece(half, to)
}
