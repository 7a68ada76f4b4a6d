package sla

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A GoalSpec is one line of an agreement as people write it down: a metric and
// its targets. It is the same whether a client is promised something (an SLA),
// another team (an OLA), or a supplier promises it.
//
//	{"metric":"resolution","targets":[{"priority":"P1","span":{"within":"4h"},"calendar":"desk"}]}
type GoalSpec struct {
	// Name tells the goals of a policy apart. Empty: the metric's name.
	Name string

	// Metric is what is measured. Required. In JSON a preset is written by its name.
	Metric Metric

	// Targets are how much time there is, by priority and version. A priority
	// without one is measured, and promised nothing; without any the goal only
	// measures.
	Targets TargetSpecs

	// Calendar is the name of the calendar in which time is measured until a priority
	// with a target is known. Empty: that of the least urgent priority with a target,
	// and without any no time counts.
	Calendar string
}

// Compile checks the spec and returns its goal, or all findings as [msp.Issues]
// if one of them is an error. The spec is copied. The source is asked again
// for the calendars that events name.
func (s GoalSpec) Compile(calendars calendar.Source) (Goal, error) {
	var list findings.List
	g := s.compile(&list, "", calendars)
	if err := list.Issues().Err(); err != nil {
		return Goal{}, err
	}
	return g, nil
}

// Validate returns all findings about the spec, sorted, warnings too: those of
// its [Metric] and its [TargetSpecs].
func (s GoalSpec) Validate(calendars calendar.Source) msp.Issues {
	var list findings.List
	s.compile(&list, "", calendars)
	return list.Issues()
}

func (s GoalSpec) compile(list *findings.List, path string, calendars calendar.Source) Goal {
	dot := ""
	if path != "" {
		dot = "."
	}
	s.Metric.check(list, path+dot+"metric")
	targets := s.Targets.compile(list, path+dot+"targets", calendars)
	at, named := path+dot+"calendar", calendar.Calendar{}
	if s.Calendar != "" {
		named, _ = findCalendar(list, at, s.Calendar, calendars)
	}
	g := &goal{calendar: named, isNamed: s.Calendar != "", name: s.name(), metric: s.Metric.clone(), targets: targets, calendars: calendars}
	if g.metric.Reopen == 0 {
		g.metric.Reopen = ReopenContinue
	}
	if g.metric.OnPriority == 0 {
		g.metric.OnPriority = PriorityRetroactive
	}
	return Goal{g}
}

func (s GoalSpec) name() string {
	if s.Name == "" {
		return s.Metric.Name
	}
	return s.Name
}

// A Goal is a metric and its targets, compiled: what a [Clock] runs under. Goals
// are immutable, safe for concurrent use and cheap to copy. The zero Goal starts
// on nothing.
type Goal struct {
	g *goal
}

type goal struct {
	name      string
	metric    Metric
	targets   Targets
	calendars calendar.Source
	calendar  calendar.Calendar // until a priority with a target is known, if isNamed
	isNamed   bool
}

// noGoal is the goal of the zero Goal and of the zero Clock.
func noGoal() *goal { return &goal{} }

func (g Goal) get() *goal {
	if g.g == nil {
		return noGoal()
	}
	return g.g
}

// Name returns the name of the goal.
func (g Goal) Name() string { return g.get().name }

// Metric returns the metric, options that were zero filled in.
func (g Goal) Metric() Metric { return g.get().metric.clone() }

// Targets returns the targets.
func (g Goal) Targets() Targets { return g.get().targets }

// Open returns the clock of a ticket that was opened at an instant, before its
// first event. The opening selects the version of the targets.
func (g Goal) Open(at time.Time) Clock { return Clock{goal: g.get(), opened: pointOf(at)} }

// Replay returns the clock after all events of a log, for a ticket opened at the
// first of them. It is the fold of [Clock.Apply], and fails as that does.
func (g Goal) Replay(log Log) (Clock, error) {
	opened, ok := log.Opened()
	if !ok {
		return g.Open(time.Time{}), nil
	}
	c := g.Open(opened)
	for i := range log.events {
		if err := c.fold(&log.events[i]); err != nil {
			return Clock{}, err
		}
	}
	return c, nil
}

// fallback returns the calendar in which time is measured while no priority had a
// target yet: the goal's own, or that of the least urgent priority which has one.
func (g *goal) fallback(opened time.Time) calendar.Calendar {
	if g.isNamed {
		return g.calendar
	}
	for p := msp.P9; p >= msp.P1; p-- {
		if t, ok := g.targets.For(p, opened); ok {
			return t.calendar
		}
	}
	return calendar.Calendar{}
}

// bit returns the bit of a hold, 0 if it does not pause the metric.
func (g *goal) bit(hold Hold) uint64 {
	for i, h := range g.metric.PauseOn {
		if h == hold {
			return 1 << i
		}
	}
	return 0
}
