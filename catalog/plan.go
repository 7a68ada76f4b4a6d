package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A PlanSpec is a plan in phases, as people write it down: an onboarding, the
// implementation of a model, an offboarding.
//
//	{"name":"onboarding","phases":[
//	  {"name":"Discovery","min_weeks":1,"max_weeks":2,"tasks":["Environment audit"]},
//	  {"name":"Validation","min_weeks":1,"max_weeks":1},
//	  {"name":"Optimize","open_ended":true}]}
//
// A phase starts on the day the one before it ends.
type PlanSpec struct {
	Name   string      // for programs
	Title  string      // for people. Empty: the name.
	Phases []PhaseSpec // in order. At least one.
}

// A PhaseSpec is one phase of a plan.
type PhaseSpec struct {
	// Name is what progress calls it. Each phase of a plan has another one.
	Name string

	// MinWeeks and MaxWeeks are how long it takes, at least and at most, 0 to 5,200 weeks.
	// A phase of no weeks is a milestone: it ends on the day it starts.
	MinWeeks, MaxWeeks int

	// OpenEnded: its end is not known, because it goes on or because nobody said. It has no
	// weeks then. Only the last phase may be. A checklist without dates is a plan of one
	// such phase.
	OpenEnded bool

	// Tasks are what has to be done for the phase to be done, each of them. A phase without
	// tasks takes its time, see [Schedule.Progress].
	Tasks []string
}

// mostWeeks is the longest a phase takes: a hundred years.
const mostWeeks = 5_200

// Compile checks the spec and returns its plan, or all findings as [msp.Issues]. The spec
// is copied.
func (s PlanSpec) Compile() (Plan, error) {
	if err := s.Validate().Err(); err != nil {
		return Plan{}, err
	}
	return Plan{s.clone()}, nil
}

// MustCompile is Compile for constants in code: it panics on an error.
func (s PlanSpec) MustCompile() Plan {
	plan, err := s.Compile()
	if err != nil {
		panic(err)
	}
	return plan
}

// Validate returns all findings about the spec, sorted:
//
//   - no name, no phases, a phase or task without a name: [msp.CodeMissing]
//   - a phase, or a task of a phase, twice: [msp.CodeDuplicate]
//   - weeks out of 0 to 5,200, more than 1,000 phases or tasks of a phase: [msp.CodeRange]
//   - more weeks at least than at most, an open end beside weeks, or of a phase that is not
//     the last: [msp.CodeConflict]
//   - a text that is not UTF-8: [msp.CodeSyntax]
func (s PlanSpec) Validate() msp.Issues {
	var list findings.List
	list.Text("name", s.Name, "a plan has a name")
	list.Text("title", s.Title, "")
	if len(s.Phases) == 0 {
		list.Errorf("phases", msp.CodeMissing, "a plan has at least one phase")
	}
	seen := make(map[string]int)
	for i, p := range s.Phases[:limitItems(&list, "phases", len(s.Phases))] {
		path := "phases[" + strconv.Itoa(i) + "]."
		p.check(&list, path)
		if p.OpenEnded && i < len(s.Phases)-1 {
			list.Errorf(path+"open_ended", msp.CodeConflict, "only the last phase may be open-ended: what comes behind it would never start")
		}
		first, again := seen[p.Name]
		switch {
		case p.Name == "":
		case again:
			list.Errorf(path+"name", msp.CodeDuplicate, "%q is a phase already, phases[%d]", p.Name, first)
		default:
			seen[p.Name] = i
		}
	}
	return list.Issues()
}

func (p PhaseSpec) check(list *findings.List, path string) {
	list.Text(path+"name", p.Name, "a phase has a name")
	inRange := true
	for _, weeks := range [...]struct {
		key string
		n   int
	}{{"min_weeks", p.MinWeeks}, {"max_weeks", p.MaxWeeks}} {
		if weeks.n < 0 || weeks.n > mostWeeks {
			list.Errorf(path+weeks.key, msp.CodeRange, "%d is not 0 to %d", weeks.n, mostWeeks)
			inRange = false
		}
	}
	switch {
	case p.OpenEnded && (p.MinWeeks != 0 || p.MaxWeeks != 0):
		list.Errorf(path+"open_ended", msp.CodeConflict, "a phase with an open end has no weeks")
	case inRange && p.MinWeeks > p.MaxWeeks:
		list.Errorf(path+"max_weeks", msp.CodeConflict, "%d weeks at least and %d at most", p.MinWeeks, p.MaxWeeks)
	}
	checkDistinct(list, path+"tasks", p.Tasks, "a task says what to do")
}

// clone returns a copy that shares nothing.
func (s PlanSpec) clone() PlanSpec {
	s.Phases = slices.Clone(s.Phases)
	for i := range s.Phases {
		s.Phases[i].Tasks = slices.Clone(s.Phases[i].Tasks)
	}
	return s
}

// A Plan is a compiled [PlanSpec]. The zero Plan has no phases. Plans are immutable, safe
// for concurrent use and cheap to copy.
type Plan struct{ spec PlanSpec }

// Spec returns a copy of what the plan was compiled from.
func (p Plan) Spec() PlanSpec { return p.spec.clone() }

// Name returns the name.
func (p Plan) Name() string { return p.spec.Name }

// Title returns the title, or the name if there is none.
func (p Plan) Title() string {
	if p.spec.Title == "" {
		return p.spec.Name
	}
	return p.spec.Title
}

// Weeks returns how long the plan takes at least and at most: the sums over its phases.
// Open says that the last phase is open-ended, and then they are those of the phases
// before it.
func (p Plan) Weeks() (least, most int, open bool) {
	for _, phase := range p.spec.Phases {
		least += phase.MinWeeks
		most += phase.MaxWeeks
		open = phase.OpenEnded
	}
	return least, most, open
}

// Schedule returns the dates of the plan if it starts on a day. A start that is none, and
// an end beyond the year 9999, are [msp.ErrRange] errors.
func (p Plan) Schedule(start msp.Date) (Schedule, error) {
	return p.schedule(start, func(d msp.Date) (msp.Date, error) { return d, nil })
}

// ScheduleOn is [Plan.Schedule] on the business days of a calendar: every start and every
// end that is not a business day is the next one. Nobody works in between, and since ends
// are exclusive a phase has no working day more by it. The weeks count from the day that
// the phase really starts on. Where there is no further business day it is
// [calendar.ErrNoBusinessDay].
func (p Plan) ScheduleOn(start msp.Date, days calendar.Calendar) (Schedule, error) {
	return p.schedule(start, func(d msp.Date) (msp.Date, error) {
		return days.RollBusinessDay(d, calendar.RollForward)
	})
}

func (p Plan) schedule(start msp.Date, roll func(msp.Date) (msp.Date, error)) (Schedule, error) {
	if start.IsZero() {
		return Schedule{}, msp.NewInputError(msp.ErrRange, "catalog: start of plan "+p.spec.Name, "", "want a date")
	}
	first, err := roll(start)
	if err != nil {
		return Schedule{}, err
	}
	s := Schedule{plan: p, start: start, roll: roll, phases: make([]PhaseDates, 0, len(p.spec.Phases))}
	at := span{first, first}
	for _, phase := range p.spec.Phases {
		dates := PhaseDates{Phase: phase.Name, EarliestStart: at.earliest, LatestStart: at.latest}
		if !phase.OpenEnded {
			if at, err = s.ends(phase, at, msp.Date{}); err != nil {
				return Schedule{}, err
			}
			dates.EarliestEnd, dates.LatestEnd = at.earliest, at.latest
		}
		s.phases = append(s.phases, dates)
	}
	return s, nil
}
