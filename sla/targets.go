package sla

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A TargetSpec is a target as people write it down: for which priority, which
// span, on which calendar, and for tickets opened when.
//
//	{"priority":"P1","span":{"within":"4h"},"calendar":"desk","from":"2026-07-01T00:00:00Z"}
type TargetSpec struct {
	// Priority is whose target it is. Zero: that of every priority which has none
	// of its own in force, and of tickets without a priority.
	Priority msp.Priority

	// Span says how much time there is. Required.
	Span Span

	// Calendar is the name of the calendar, for a [calendar.Source]. Required.
	Calendar string

	// The target is for tickets opened in [From, Until). A zero time is unbounded.
	From, Until time.Time
}

// TargetSpecs are the targets of one promise: of every priority, and of every
// version that was in force. Their order does not matter.
// [TargetSpecs.Compile] turns them into [Targets].
type TargetSpecs []TargetSpec

// Codes of findings about [TargetSpecs], beside those about a [Target] and those
// of package msp.
const (
	CodeOverlap msp.Code = "overlap" // two versions for one priority in force at once
	CodeGap     msp.Code = "gap"     // none in force between two versions
)

// Compile checks the specs and returns their targets, or all findings as
// [msp.Issues] if one of them is an error. The specs are copied.
func (s TargetSpecs) Compile(calendars calendar.Source) (Targets, error) {
	targets, issues := s.check(calendars)
	if err := issues.Err(); err != nil {
		return Targets{}, err
	}
	return targets, nil
}

// Validate returns all findings about the specs, sorted, warnings too:
//
//   - what is wrong with a target: see [NewTarget]
//   - no calendar, or a name the source does not know: [msp.CodeMissing],
//     [msp.CodeUnknownName]
//   - a priority that is none, or an Until that is not after From:
//     [msp.CodeRange]
//   - two versions for one priority in force at once: [CodeOverlap]
//   - no version of a priority in force between two of them: a warning,
//     [CodeGap]
func (s TargetSpecs) Validate(calendars calendar.Source) msp.Issues {
	_, issues := s.check(calendars)
	return issues
}

func (s TargetSpecs) check(calendars calendar.Source) (Targets, msp.Issues) {
	var list findings.List
	targets := s.compile(&list, "", calendars)
	return targets, list.Issues()
}

func (s TargetSpecs) compile(list *findings.List, prefix string, calendars calendar.Source) Targets {
	targets := Targets{make([][]version, msp.P9+1)}
	for i, spec := range s {
		path := prefix + "[" + strconv.Itoa(i) + "]"
		v := version{from: spec.From, until: spec.Until, index: i}
		v.target = spec.target(list, path, calendars)
		switch {
		case spec.Priority > msp.P9:
			list.Errorf(path+".priority", msp.CodeRange, "%v is not P1 to P9", spec.Priority)
		case !spec.Until.IsZero() && !spec.From.Before(spec.Until):
			list.Errorf(path+".until", msp.CodeRange, "the target ends before it begins")
		default:
			targets.versions[spec.Priority] = append(targets.versions[spec.Priority], v)
		}
	}
	for priority, versions := range targets.versions {
		slices.SortFunc(versions, version.compare)
		checkVersions(list, prefix, msp.Priority(priority), versions)
	}
	return targets
}

func (s TargetSpec) target(list *findings.List, path string, calendars calendar.Source) Target {
	good := checkSpan(list, path+".span", s.Span)
	if s.Calendar == "" {
		list.Errorf(path+".calendar", msp.CodeMissing, "a target needs a calendar")
		return Target{}
	}
	c, known := findCalendar(list, path+".calendar", s.Calendar, calendars)
	if !known {
		return Target{}
	}
	if good {
		checkCalendar(list, path+".span", s.Span, c)
	}
	return Target{s.Span, c}
}

// findCalendar returns the calendar of a name, or adds that there is none.
func findCalendar(list *findings.List, path, name string, calendars calendar.Source) (c calendar.Calendar, ok bool) {
	if calendars != nil {
		if c, ok = calendars(name); ok {
			return c, true
		}
	}
	list.Errorf(path, msp.CodeUnknownName, "no calendar %q", msp.NewInputError(nil, "", name, "").Input)
	return calendar.Calendar{}, false
}

// checkVersions adds where the sorted versions of one priority overlap and where
// they leave a gap.
func checkVersions(list *findings.List, prefix string, priority msp.Priority, versions []version) {
	whose := priority.String()
	if priority == 0 {
		whose = "the targets without a priority"
	}
	for i := 1; i < len(versions); i++ {
		last, v := versions[i-1], versions[i]
		path := prefix + "[" + strconv.Itoa(v.index) + "].from"
		switch {
		case last.until.IsZero() || v.from.IsZero() || v.from.Before(last.until):
			list.Errorf(path, CodeOverlap, "of %s, [%d] is in force then too", whose, last.index)
			// The longer one goes on, so that it is found to overlap the next too.
			if last.until.IsZero() || last.until.After(v.until) && !v.until.IsZero() {
				versions[i] = last
			}
		case v.from.After(last.until):
			list.Warnf(path, CodeGap, "of %s, none is in force from %s to then", whose, instantText(last.until))
		}
	}
}

// Targets are the targets of one promise, by the priority and the opening of a
// ticket. The zero Targets are none. Targets are immutable, safe for concurrent
// use and cheap to copy.
type Targets struct {
	versions [][]version // of each priority, sorted, none overlapping; nil if there are none
}

// A version is a target and when it is in force.
type version struct {
	target      Target
	from, until time.Time // zero is unbounded
	index       int       // in the specs
}

func (v version) compare(other version) int {
	return cmp.Or(compareFrom(v.from, other.from), cmp.Compare(v.index, other.index))
}

// compareFrom compares two beginnings; the zero time is before all others, also
// those before the year 1.
func compareFrom(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return -1
	case b.IsZero():
		return 1
	default:
		return a.Compare(b)
	}
}

// For returns the target of a ticket by its priority and the instant at which it
// was opened: the version of the priority's own targets that was in force then,
// else that of the targets without a priority. ok is false if there is none.
// Later versions never change the answer for a ticket that was there before.
func (t Targets) For(priority msp.Priority, opened time.Time) (target Target, ok bool) {
	if int(priority) >= len(t.versions) {
		return Target{}, false
	}
	if target, ok = inForce(t.versions[priority], opened); !ok {
		target, ok = inForce(t.versions[0], opened)
	}
	return target, ok
}

func inForce(versions []version, at time.Time) (Target, bool) {
	if len(versions) == 1 && versions[0].from.IsZero() && versions[0].until.IsZero() {
		return versions[0].target, true // mostly
	}
	next, _ := slices.BinarySearchFunc(versions, at, func(v version, at time.Time) int {
		if !v.from.IsZero() && v.from.After(at) {
			return 1
		}
		return -1
	})
	if next == 0 {
		return Target{}, false
	}
	v := &versions[next-1]
	return v.target, v.until.IsZero() || at.Before(v.until)
}
