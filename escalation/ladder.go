package escalation

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
)

// A LadderSpec is a list of rungs on a promise, as people write it down: whom to warn
// when three quarters of the time are gone, and whom to call when it is broken.
//
//	{"name":"resolution","rungs":[
//	  {"name":"warning","level":"L2","on":{"percent":"75%"},"notify":[{"on_call":"desk"}]},
//	  {"name":"breach","level":"L4","kind":"hierarchical","on":{"breach":{}},"after":"30m",
//	   "notify":[{"party":"service delivery manager"}]}]}
type LadderSpec struct {
	// Name is what it is called.
	Name string

	// Rungs, in any order. At least one, at most 1,000.
	Rungs []RungSpec
}

// A RungSpec is one rung of a ladder.
type RungSpec struct {
	// Name tells rungs apart, for people. It may be empty.
	Name string

	// Level is the level of support that it calls. Required if there are levels, see
	// [Sources].
	Level string

	// Kind: as of a step. Zero: functional.
	Kind Kind

	// On is the point of the promise at which the rung fires. Required.
	On Trigger

	// After is added to it on the clock on the wall: the manager's call half an hour
	// after a breach does not wait for Monday.
	After time.Duration

	// Notify are who is told, all of them.
	Notify []Target
}

// A Clock is what a ladder asks the clock of a promise; an sla.Clock is one. All of it is
// as of the last event that the clock knows, with nothing further happening.
type Clock interface {
	// Promise returns how much time is promised, and since when that is so: no rung is
	// dated before. ok is false if nothing is promised.
	Promise() (target time.Duration, since time.Time, ok bool)

	// UsedUp returns the first instant at which so much time has elapsed on the clock, also
	// beyond the target, and for 0 when it began. ok is false if that is not known: a
	// pause or stop comes first.
	UsedUp(amount time.Duration) (at time.Time, ok bool)

	// Limit returns the last instant at which the promise is kept; ok is false if that is
	// not known.
	Limit() (limit time.Time, ok bool)

	// StoppedAt returns when the clock was stopped; ok is false if it is not. No rung fires
	// then or later, whatever the other answers.
	StoppedAt() (at time.Time, ok bool)
}

// Compile checks the spec and returns its ladder, or all findings as [msp.Issues] if one
// of them is an error. The spec is copied.
func (s LadderSpec) Compile(sources Sources) (Ladder, error) {
	var list findings.List
	compiled := s.compile(&list, sources)
	if err := list.Issues().Err(); err != nil {
		return Ladder{}, err
	}
	return Ladder{compiled}, nil
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - no rungs, a rung without a level or trigger, a target that is none or has no name:
//     [msp.CodeMissing]
//   - a level or schedule that is not known: [msp.CodeUnknownName]
//   - an After below zero, more than 1,000 rungs, a kind that is none: [msp.CodeRange]
//   - a rung without targets: a warning, [CodeNobody]
//   - what is wrong with the levels, see [Levels.Validate], below "levels"
func (s LadderSpec) Validate(sources Sources) msp.Issues {
	var list findings.List
	s.compile(&list, sources)
	return list.Issues()
}

func (s LadderSpec) compile(list *findings.List, sources Sources) *ladder {
	compiled := &ladder{spec: s.clone()}
	levels := checkLevels(list, sources)
	list.Text("name", s.Name, "")
	switch n := len(s.Rungs); {
	case n == 0:
		list.Errorf("rungs", msp.CodeMissing, "a ladder has at least one rung")
	case n > mostSteps:
		list.Errorf("rungs", msp.CodeRange, "%d rungs, more than %d", n, mostSteps)
	}
	for i := range s.Rungs[:min(len(s.Rungs), mostSteps)] {
		compiled.rungs = append(compiled.rungs, s.Rungs[i].compile(list, "rungs["+strconv.Itoa(i)+"].", levels, sources))
	}
	return compiled
}

func (s RungSpec) compile(list *findings.List, path string, levels Levels, sources Sources) rung {
	compiled := rung{call: call{name: s.Name, level: s.Level, kind: s.Kind}, on: s.On, after: s.After}
	compiled.compile(list, path, s.Notify, levels, sources)
	checkTrigger(list, path+"on", s.On)
	if s.After < 0 {
		list.Errorf(path+"after", msp.CodeRange, "%s is below zero", duration.Format(s.After))
	}
	return compiled
}

// A Ladder is a compiled [LadderSpec]. The zero Ladder has no rungs. Ladders are
// immutable, safe for concurrent use and cheap to copy.
type Ladder struct {
	l *ladder
}

type ladder struct {
	spec  LadderSpec
	rungs []rung
}

type rung struct {
	call

	on    Trigger
	after time.Duration
}

// Name returns the name of the ladder.
func (l Ladder) Name() string { return l.Spec().Name }

// Spec returns a copy of what the ladder was compiled from.
func (l Ladder) Spec() LadderSpec {
	if l.l == nil {
		return LadderSpec{}
	}
	return l.l.spec.clone()
}

// clone returns a copy that shares nothing.
func (s LadderSpec) clone() LadderSpec {
	s.Rungs = slices.Clone(s.Rungs)
	for i := range s.Rungs {
		s.Rungs[i].Notify = slices.Clone(s.Rungs[i].Notify)
	}
	return s
}

// Plan returns when the rungs fire, on a clock as it is known: sorted by instant, then by
// level, then in the order of the ladder.
//
// A rung fires at the first instant at which the clock has come so far, but not before
// the target was what it is. A pause that begins at that instant does not prevent it; a
// stop does, and then the rung is there as skipped, at the stop. A rung whose instant is
// not known, because the clock is paused before it or nothing is promised, is left out.
// Of a clock that was stopped and goes on, rungs are where its time says, also where they
// fall into the stop.
//
// A rung with nobody to tell fires all the same, to nobody. If the target changes, or a
// pause becomes known, rungs move: keep of each cycle of the clock which rungs were sent.
//
// Of the events, only snoozes and suppressions matter: what would fire in [At, Until) is
// deferred to its end, and skipped if the clock was stopped until then. A snooze ends
// earlier with the next event of another kind than suppress. What is wrong with events,
// see [Event.Validate], is an [msp.Issues] error with paths such as "events[3].until"; so
// is a nil clock, at "clock".
func (l Ladder) Plan(clock Clock, events ...Event) ([]Entry, error) {
	suppressed, snoozed, err := quietTimes(events)
	if err != nil || l.l == nil {
		return nil, err
	}
	if clock == nil {
		var list findings.List
		list.Errorf("clock", msp.CodeMissing, "a ladder stands on a clock")
		return nil, list.Issues().Err()
	}
	target, since, promised := clock.Promise()
	if !promised {
		return nil, nil
	}
	stop, stopped := clock.StoppedAt()
	var plan []Entry
	add := func(i int, entry Entry) {
		entry.Pass = -1
		plan = append(plan, l.l.rungs[i].about(i, entry))
	}
	for i := range l.l.rungs {
		r := &l.l.rungs[i]
		at, known := r.on.at(clock, target)
		if at.Before(since) {
			at = since
		}
		at = at.Add(r.after).Round(0).UTC()
		known = known && at.Year() <= 9999
		ends := func(at time.Time) bool { return stopped && !at.Before(stop) }
		for known && !ends(at) {
			cause := Maintenance
			until, ok := suppressed.over(at)
			if !ok {
				cause = Snoozing
				until, ok = snoozed.over(at)
			}
			if !ok {
				break
			}
			add(i, Entry{At: at, Action: Deferred, Cause: cause, Until: until})
			at = until
		}
		switch {
		case known && !ends(at):
			add(i, Entry{At: at, Action: Fired, Cause: Due, Targets: r.audience.at(at)})
		case stopped:
			add(i, Entry{At: stop.Round(0).UTC(), Action: Skipped, Cause: ClockStopped})
		}
	}
	slices.SortStableFunc(plan, func(a, b Entry) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(l.l.rungs[a.Step].rank, l.l.rungs[b.Step].rank), cmp.Compare(a.Step, b.Step))
	})
	return plan, nil
}
