package catalog

import (
	"slices"

	"github.com/mspkit/msp"
)

// A Schedule is a plan with the dates of its phases, made by [Plan.Schedule] or
// [Plan.ScheduleOn]. The zero Schedule has no phases. Schedules are immutable and safe for
// concurrent use.
type Schedule struct {
	plan   Plan
	start  msp.Date
	roll   func(msp.Date) (msp.Date, error)
	phases []PhaseDates
}

// PhaseDates are the dates of a phase: the earliest if every phase takes its fewest weeks,
// the latest if every phase takes its most. Ends are exclusive: the next phase starts on
// them. The ends of an open-ended phase are none.
type PhaseDates struct {
	Phase                      string
	EarliestStart, LatestStart msp.Date
	EarliestEnd, LatestEnd     msp.Date
}

// Plan returns the plan.
func (s Schedule) Plan() Plan { return s.plan }

// Start returns the day that the plan was to start on, before it became a business day.
func (s Schedule) Start() msp.Date { return s.start }

// Phases returns the dates of the phases, in order.
func (s Schedule) Phases() []PhaseDates { return slices.Clone(s.phases) }

// End returns when the last phase ends; both dates are none if it is open-ended.
func (s Schedule) End() (earliest, latest msp.Date) {
	if len(s.phases) == 0 {
		return s.start, s.start
	}
	last := s.phases[len(s.phases)-1]
	return last.EarliestEnd, last.LatestEnd
}

// A span is a day that is not known exactly.
type span struct{ earliest, latest msp.Date }

// ends returns when a phase ends that starts at a span, but not before a day.
func (s Schedule) ends(phase PhaseSpec, at span, notBefore msp.Date) (span, error) {
	earliest, err := s.end(at.earliest, phase.MinWeeks, notBefore)
	if err != nil {
		return span{}, err
	}
	latest, err := s.end(at.latest, phase.MaxWeeks, notBefore)
	if err != nil {
		return span{}, err
	}
	return span{earliest, latest}, nil
}

func (s Schedule) end(start msp.Date, weeks int, notBefore msp.Date) (msp.Date, error) {
	end, err := start.AddDays(7 * weeks)
	if err != nil {
		return msp.Date{}, err
	}
	return s.roll(later(end, notBefore))
}

func later(a, b msp.Date) msp.Date {
	if a.Before(b) {
		return b
	}
	return a
}
