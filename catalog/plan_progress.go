package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A TaskDone says on which day a task of a plan was done.
type TaskDone struct {
	Phase, Task string
	On          msp.Date
}

// PlanProgress is how a plan stands on a day; see [Schedule.Progress].
type PlanProgress struct {
	On     msp.Date
	Phases []PhaseProgress // one for each phase, in order

	// Done and Total count the tasks of all phases, and Share is Done ÷ Total, undefined if
	// there are no tasks.
	Done, Total int
	Share       msp.Ratio

	// EarliestEnd and LatestEnd are when the last phase ends by what is known now; none if
	// it is open-ended and not done. Slip is how many days LatestEnd is behind the one of
	// the schedule, below zero if it is ahead, and 0 if one of them is none.
	EarliestEnd, LatestEnd msp.Date
	Slip                   int
}

// IsDone reports whether every phase is done.
func (p PlanProgress) IsDone() bool {
	return !slices.ContainsFunc(p.Phases, func(phase PhaseProgress) bool { return phase.State != PhaseDone })
}

// PhaseProgress is how one phase stands.
type PhaseProgress struct {
	Phase string
	State PhaseState

	// Done and Total count its tasks, Share is Done ÷ Total, undefined if it has none, and
	// Missing are the tasks that are not done, in the order of the plan.
	Done, Total int
	Share       msp.Ratio
	Missing     []string

	// Ended is the day of its last task, if it is done.
	Ended msp.Date

	// Slip is how many days Ended is after the latest end of the schedule, below zero if it
	// is before. Of a phase that is late it is how many days have passed since. Otherwise,
	// and without an end, it is 0.
	Slip int

	// Planned are the dates of the schedule, Forecast those by what is known now. What has
	// happened is known exactly: earliest and latest are the same then.
	Planned, Forecast PhaseDates
}

// Progress tells how the plan stands on a day, from the tasks that were done. What was done
// after that day has not happened yet, and is checked all the same.
//
// A phase is done when all its tasks are, on the day of the last; the next one may start on
// that day, just as planned phases do. So a phase that is done on its latest end has not
// slipped. A phase without tasks takes its time: it is done when those before it are and
// the latest end of its forecast has come. An open-ended one without tasks is never done.
//
// The state of a phase is, the first that holds:
//
//  1. [PhaseDone];
//  2. [PhaseLate]: the day is after its latest end in the schedule, also if it has not
//     started;
//  3. [PhaseUnderWay]: one of its tasks is done, or those before it are done and the plan
//     has started;
//  4. [PhaseNotStarted].
//
// The forecast goes through the phases from the start. A phase that is done ended when it
// did. Any other starts when the one before it ends, takes its fewest to its most weeks,
// and does not end before the day that is asked about; on business days, if the schedule
// is. A phase may be done before one in front of it; what comes behind starts when both
// are. Before the start, the forecast is the schedule.
//
// A phase or task that the plan does not have ([msp.CodeUnknownName]), a task twice
// ([msp.CodeDuplicate]), one without a date ([msp.CodeMissing]) or with one before the
// start ([msp.CodeRange]) are findings: all of them, as [msp.Issues], at "done[3].task". A
// day that is none, and a forecast beyond the year 9999, are [msp.ErrRange] errors.
func (s Schedule) Progress(on msp.Date, done ...TaskDone) (PlanProgress, error) {
	if on.IsZero() {
		return PlanProgress{}, msp.NewInputError(msp.ErrRange, "catalog: progress of plan "+s.plan.spec.Name, "", "want a date")
	}
	dates, err := s.taskDates(done)
	if err != nil {
		return PlanProgress{}, err
	}
	progress := PlanProgress{On: on}
	before := true // all phases so far are done
	var at span
	for i, spec := range s.plan.spec.Phases {
		planned := s.phases[i]
		if at, err = s.starts(i, at); err != nil {
			return PlanProgress{}, err
		}
		phase := PhaseProgress{Phase: spec.Name, Planned: planned, Total: len(spec.Tasks)}
		for _, task := range spec.Tasks {
			day, ok := dates[taskKey{spec.Name, task}]
			if !ok || day.After(on) {
				phase.Missing = append(phase.Missing, task)
				continue
			}
			phase.Done++
			phase.Ended = later(phase.Ended, day)
		}
		phase.Share = msp.NewRatio(int64(phase.Done), int64(phase.Total))
		if at, err = s.forecast(&phase, spec, at, on, before); err != nil {
			return PlanProgress{}, err
		}
		phase.judge(on, before && !on.Before(s.phases[0].EarliestStart))
		before = before && phase.State == PhaseDone
		progress.Done += phase.Done
		progress.Total += phase.Total
		progress.Phases = append(progress.Phases, phase)
	}
	progress.Share = msp.NewRatio(int64(progress.Done), int64(progress.Total))
	if n := len(progress.Phases); n > 0 {
		last := progress.Phases[n-1]
		progress.EarliestEnd, progress.LatestEnd = last.Forecast.EarliestEnd, last.Forecast.LatestEnd
		progress.Slip = daysBetween(last.Planned.LatestEnd, progress.LatestEnd)
	}
	return progress, nil
}

// starts returns when a phase starts, from when those before it end.
func (s Schedule) starts(i int, at span) (span, error) {
	if i == 0 {
		return span{s.phases[0].EarliestStart, s.phases[0].LatestStart}, nil
	}
	earliest, err := s.roll(at.earliest)
	if err != nil {
		return span{}, err
	}
	latest, err := s.roll(at.latest)
	return span{earliest, latest}, err
}

// forecast fills in the forecast of a phase, and whether it is done, and returns when those
// up to it end.
func (s Schedule) forecast(phase *PhaseProgress, spec PhaseSpec, at span, on msp.Date, before bool) (span, error) {
	isDone := phase.Total > 0 && phase.Done == phase.Total
	if phase.Total == 0 && before && !spec.OpenEnded {
		// It needs nobody: it ends by itself, be that in the past.
		ends, err := s.ends(spec, at, msp.Date{})
		if err != nil {
			return span{}, err
		}
		isDone, phase.Ended = !ends.latest.After(on), ends.latest
	}
	f := &phase.Forecast
	*f = PhaseDates{Phase: spec.Name, EarliestStart: at.earliest, LatestStart: at.latest}
	switch {
	case isDone:
		phase.State = PhaseDone
		// It started no later than it ended, whatever the phases before it do.
		f.EarliestStart, f.LatestStart = earlier(at.earliest, phase.Ended), earlier(at.latest, phase.Ended)
		f.EarliestEnd, f.LatestEnd = phase.Ended, phase.Ended
		return span{later(at.earliest, phase.Ended), later(at.latest, phase.Ended)}, nil
	case spec.OpenEnded:
		phase.Ended = msp.Date{}
		return at, nil
	}
	phase.Ended = msp.Date{}
	ends, err := s.ends(spec, at, on)
	f.EarliestEnd, f.LatestEnd = ends.earliest, ends.latest
	return ends, err
}

// judge fills in the state and the slip.
func (p *PhaseProgress) judge(on msp.Date, turn bool) {
	end := p.Planned.LatestEnd
	switch {
	case p.State == PhaseDone:
		p.Slip = daysBetween(end, p.Ended)
	case !end.IsZero() && on.After(end):
		p.State = PhaseLate
		p.Slip = end.DaysUntil(on)
	case p.Done > 0 || turn:
		p.State = PhaseUnderWay
	default:
		p.State = PhaseNotStarted
	}
}

type taskKey struct{ phase, task string }

// taskDates returns the day of each task that was done, or all that is wrong.
func (s Schedule) taskDates(done []TaskDone) (map[taskKey]msp.Date, error) {
	known := make(map[taskKey]bool) // that of a phase itself has no task
	for _, phase := range s.plan.spec.Phases {
		known[taskKey{phase: phase.Name}] = true
		for _, task := range phase.Tasks {
			known[taskKey{phase.Name, task}] = true
		}
	}
	var list findings.List
	dates := make(map[taskKey]msp.Date, len(done))
	for i, d := range done {
		path := "done[" + strconv.Itoa(i) + "]."
		key := taskKey{d.Phase, d.Task}
		_, again := dates[key]
		switch {
		case !known[taskKey{phase: d.Phase}]:
			list.Errorf(path+"phase", msp.CodeUnknownName, "%q is no phase of the plan", d.Phase)
		case d.Task == "" || !known[key]:
			list.Errorf(path+"task", msp.CodeUnknownName, "%q is no task of %s", d.Task, d.Phase)
		case again:
			list.Errorf(path+"task", msp.CodeDuplicate, "%q is done already", d.Task)
		default:
			dates[key] = d.On
		}
		switch {
		case d.On.IsZero():
			list.Errorf(path+"on", msp.CodeMissing, "say when it was done")
		case d.On.Before(s.start):
			list.Errorf(path+"on", msp.CodeRange, "%v is before the start, %v", d.On, s.start)
		}
	}
	return dates, list.Issues().Err()
}

// daysBetween returns how many days b is after a, 0 if one of them is none.
func daysBetween(a, b msp.Date) int {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return a.DaysUntil(b)
}

func earlier(a, b msp.Date) msp.Date {
	if b.Before(a) {
		return b
	}
	return a
}
