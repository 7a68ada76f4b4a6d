package escalation

import (
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
)

// A PolicySpec is a chain of steps, as people write it down: who is told first, and who
// next if nobody takes the ticket.
//
//	{"name":"P1","repeat":1,"steps":[
//	  {"level":"L1","notify":[{"on_call":"desk"}],"wait":"15m"},
//	  {"level":"L2","notify":[{"on_call":"network"}],"wait":"30m"},
//	  {"level":"L4","kind":"hierarchical","notify":[{"party":"service delivery manager"}]}]}
//
// The first step is due when the ticket is opened. A step fires, then its wait runs, then
// the next is due. Behind the last wait the policy is exhausted, or begins once more.
type PolicySpec struct {
	// Name is what routes call it.
	Name string

	// Steps, in order. At least one.
	Steps []StepSpec

	// Repeat is the number of passes after the first. At most 1,000.
	Repeat int

	// AckTimeout is how long an acknowledgement lasts, in elapsed time: after that the
	// step that fired last is due again. Zero: until it is taken back.
	AckTimeout time.Duration
}

// A StepSpec is one step of a policy.
type StepSpec struct {
	// Name tells steps apart, for people. It may be empty.
	Name string

	// Level is the level of support that it calls. Required if there are levels, see
	// [Sources].
	Level string

	// Kind: only a functional step changes the working level. Zero: functional.
	Kind Kind

	// Notify are who is told, all of them.
	Notify []Target

	// Wait is the time between the firing and the next step, in elapsed time or, if
	// WaitIn names a calendar, in its open time. A wait that runs out at a closing ends
	// there, see [calendar.Calendar.Add].
	Wait   time.Duration
	WaitIn string

	// Hours is the name of the calendar out of whose open time the step does not fire by
	// itself. Empty: it fires at any time. Outside says what happens instead.
	Hours   string
	Outside Outside

	// Empty says what happens if nobody is there to be told.
	Empty Empty
}

// Limits of a policy.
const (
	mostSteps  = 1_000
	mostRepeat = 1_000
)

// Compile checks the spec and returns its policy, or all findings as [msp.Issues] if one
// of them is an error. The spec is copied.
func (s PolicySpec) Compile(sources Sources) (Policy, error) {
	var list findings.List
	compiled := s.compile(&list, sources)
	if err := list.Issues().Err(); err != nil {
		return Policy{}, err
	}
	return Policy{compiled}, nil
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - no steps, a step without a level, a target that is none or has no name:
//     [msp.CodeMissing]
//   - a level, calendar or schedule that is not known: [msp.CodeUnknownName]
//   - a wait or time below zero, a Repeat beyond 0 to 1,000, more than 1,000 steps or
//     targets of a step, a kind and the like that are none: [msp.CodeRange]
//   - an Outside without Hours: [msp.CodeConflict]
//   - a step without targets: a warning, [CodeNobody]
//   - what is wrong with the levels, see [Levels.Validate], below "levels"
//
// What only time can tell is in [Policy.Lint].
func (s PolicySpec) Validate(sources Sources) msp.Issues {
	var list findings.List
	s.compile(&list, sources)
	return list.Issues()
}

func (s PolicySpec) compile(list *findings.List, sources Sources) *policy {
	compiled := &policy{spec: s.clone(), repeat: s.Repeat, ackTimeout: s.AckTimeout, levels: checkLevels(list, sources)}
	list.Text("name", s.Name, "")
	switch n := len(s.Steps); {
	case n == 0:
		list.Errorf("steps", msp.CodeMissing, "a policy has at least one step")
	case n > mostSteps:
		list.Errorf("steps", msp.CodeRange, "%d steps, more than %d", n, mostSteps)
	}
	if s.Repeat < 0 || s.Repeat > mostRepeat {
		list.Errorf("repeat", msp.CodeRange, "%d is not 0 to %d", s.Repeat, mostRepeat)
	}
	if s.AckTimeout < 0 {
		list.Errorf("ack_timeout", msp.CodeRange, "%s is below zero", duration.Format(s.AckTimeout))
	}
	for i := range s.Steps[:min(len(s.Steps), mostSteps)] {
		compiled.steps = append(compiled.steps, s.Steps[i].compile(list, "steps["+strconv.Itoa(i)+"].", compiled.levels, sources))
	}
	return compiled
}

func (s StepSpec) compile(list *findings.List, path string, levels Levels, sources Sources) step {
	compiled := step{call: call{name: s.Name, level: s.Level, kind: s.Kind}, spec: s}
	compiled.compile(list, path, s.Notify, levels, sources)
	if s.Outside > OutsideSkip {
		list.Errorf(path+"outside", msp.CodeRange, "%v is none", s.Outside)
	}
	if s.Empty > EmptyHold {
		list.Errorf(path+"empty", msp.CodeRange, "%v is none", s.Empty)
	}
	if s.Wait < 0 {
		list.Errorf(path+"wait", msp.CodeRange, "%s is below zero", duration.Format(s.Wait))
	}
	if s.WaitIn != "" {
		compiled.waitIn, _ = findCalendar(list, path+"wait_in", s.WaitIn, sources.Calendars)
	}
	switch {
	case s.Hours != "":
		compiled.hours, _ = findCalendar(list, path+"hours", s.Hours, sources.Calendars)
	case s.Outside != 0:
		list.Errorf(path+"outside", msp.CodeConflict, "a step without hours is never outside of them")
	}
	return compiled
}

// A Policy is a compiled [PolicySpec]. The zero Policy has no steps: it is exhausted at
// once. Policies are immutable, safe for concurrent use and cheap to copy.
type Policy struct {
	p *policy
}

type policy struct {
	spec       PolicySpec
	levels     Levels
	steps      []step
	repeat     int
	ackTimeout time.Duration
}

type step struct {
	call

	spec   StepSpec
	waitIn calendar.Calendar // if it is named
	hours  calendar.Calendar // likewise
}

// Name returns the name of the policy.
func (p Policy) Name() string { return p.get().spec.Name }

// Spec returns a copy of what the policy was compiled from.
func (p Policy) Spec() PolicySpec { return p.get().spec.clone() }

// clone returns a copy that shares nothing.
func (s PolicySpec) clone() PolicySpec {
	s.Steps = slices.Clone(s.Steps)
	for i := range s.Steps {
		s.Steps[i].Notify = slices.Clone(s.Steps[i].Notify)
	}
	return s
}

func (p Policy) get() *policy {
	if p.p == nil {
		return new(policy)
	}
	return p.p
}

// isOpen reports whether the step may fire by itself at an instant.
func (s *step) isOpen(t time.Time) bool { return s.spec.Hours == "" || s.hours.IsOpen(t) }

// waited returns when the wait of a step that fired at an instant is over; ok is false
// if that never is, or not before the year 10000.
func (s *step) waited(t time.Time) (over time.Time, ok bool) {
	if s.spec.WaitIn == "" {
		over = t.Add(s.spec.Wait)
		return over, over.Year() <= 9999
	}
	over, err := s.waitIn.Add(t, s.spec.Wait)
	return over.UTC(), err == nil
}
