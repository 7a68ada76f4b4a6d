package catalog

import (
	"iter"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

// gaps walks the time of the year that is in the hours of a promise and in which nobody is
// on call whom a functional step of the policy calls. It walks none if no such step calls a
// schedule, or one tells somebody whoever is on call.
func (r *responseCheck) gaps(g *responseGroup) iter.Seq[calendar.Interval] {
	return func(yield func(calendar.Interval) bool) {
		for _, gap := range r.nobody(g.policy) {
			for open := range g.proof.Target.Calendar().Spans(gap.From, gap.To) {
				if !yield(open) {
					return
				}
			}
		}
	}
}

// nobody returns the time of the year in which nobody is on call whom a policy calls.
func (r *responseCheck) nobody(p escalation.Policy) (nobody calendar.Intervals) {
	nobody, ok := r.alone[p]
	if ok {
		return nobody
	}
	names, _ := called(p)
	for i, name := range names {
		var gaps []calendar.Interval
		for gap := range r.v.catalog.schedules[name].Gaps(r.prover.year.From, r.prover.year.To) {
			gaps = append(gaps, gap)
		}
		if i == 0 {
			nobody = calendar.NewIntervals(gaps...)
		} else {
			nobody = nobody.Intersect(calendar.NewIntervals(gaps...))
		}
	}
	r.alone[p] = nobody
	return nobody
}

// called returns the schedules whose people on call are told by the functional steps of a
// policy; ok is false if there are none, or if such a step tells others too.
func called(p escalation.Policy) (names []string, ok bool) {
	for _, step := range p.Spec().Steps {
		if step.Kind == escalation.Hierarchical {
			continue
		}
		for _, target := range step.Notify {
			onCall, is := target.(escalation.OnCall)
			if !is {
				return nil, false
			}
			names = append(names, string(onCall))
		}
	}
	return names, len(names) > 0
}
