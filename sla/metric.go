package sla

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Metric says what a clock measures: which events start and stop it, which
// holds pause it, and what becomes of it when a ticket is reopened or gets
// another priority. How much time there is, and whose hours count, a [GoalSpec]
// says.
//
// [FirstResponse], [NextResponse], [Resolution] and others are presets to use or
// to change:
//
//	m := sla.Resolution()
//	m.PauseOn = append(m.PauseOn, sla.HoldVendor)
type Metric struct {
	// Name is the metric's name. Required.
	Name string

	// An event of one of these types starts the clock, if it is not measuring
	// already; another stops it. Both are required. An event that does both ends a
	// cycle and begins the next.
	Start, Stop []EventType

	// After, if not empty, arms the clock: it starts only after an event of this
	// type.
	After EventType

	// PauseOn are the holds that pause the clock, at most 64. It runs again when
	// none of them is set. Other holds do not matter to it.
	PauseOn []Hold

	// Cyclic says that a start after a stop begins a new cycle, from zero. Without
	// it such a start means nothing.
	Cyclic bool

	// Reopen says what EventReopened does to a stopped clock. Zero:
	// [ReopenContinue].
	Reopen Reopen

	// OnPriority says what another priority does to a running or paused clock.
	// Zero: [PriorityRetroactive].
	OnPriority OnPriority

	// Sticky says that what was breached once stays breached, in its cycle, even
	// if a later target is wider.
	Sticky bool
}

// mostHolds is the number of holds that a clock tells apart: a bit each.
const mostHolds = 64

// Validate returns all findings about the metric, sorted, warnings too:
//
//   - no name, start or stop, or an empty type or hold among them:
//     [msp.CodeMissing]
//   - more than 64 holds, or an option that is none: [msp.CodeRange]
//   - a type or hold twice: a warning, [msp.CodeDuplicate]
func (m Metric) Validate() msp.Issues {
	var list findings.List
	m.check(&list, "")
	return list.Issues()
}

func (m Metric) check(list *findings.List, path string) {
	if path != "" {
		path += "."
	}
	if m.Name == "" {
		list.Errorf(path+"name", msp.CodeMissing, "a metric needs a name")
	}
	checkNames(list, path+"start", m.Start, true)
	checkNames(list, path+"stop", m.Stop, true)
	checkNames(list, path+"pause_on", m.PauseOn, false)
	if len(m.PauseOn) > mostHolds {
		list.Errorf(path+"pause_on", msp.CodeRange, "%d holds are more than %d", len(m.PauseOn), mostHolds)
	}
	if m.Reopen > ReopenCountGap {
		list.Errorf(path+"reopen", msp.CodeRange, "%v is no way to reopen", m.Reopen)
	}
	if m.OnPriority > PriorityKeep {
		list.Errorf(path+"on_priority", msp.CodeRange, "%v is no priority change", m.OnPriority)
	}
}

func checkNames[T ~string](list *findings.List, path string, names []T, required bool) {
	if required && len(names) == 0 {
		list.Errorf(path, msp.CodeMissing, "a metric needs a type of event here")
	}
	seen := make(map[T]bool, len(names))
	for i, name := range names {
		at := path + "[" + strconv.Itoa(i) + "]"
		if name == "" {
			list.Errorf(at, msp.CodeMissing, "an empty name")
		} else if seen[name] {
			list.Warnf(at, msp.CodeDuplicate, "%q stands here twice", msp.NewInputError(nil, "", string(name), "").Input)
		}
		seen[name] = true
	}
}

// Equal reports whether both measure the same in the same way, under the same name.
// An option that is zero equals the one it stands for.
func (m Metric) Equal(other Metric) bool {
	return m.Name == other.Name && slices.Equal(m.Start, other.Start) && slices.Equal(m.Stop, other.Stop) &&
		m.After == other.After && slices.Equal(m.PauseOn, other.PauseOn) && m.Cyclic == other.Cyclic &&
		cmp.Or(m.Reopen, ReopenContinue) == cmp.Or(other.Reopen, ReopenContinue) &&
		cmp.Or(m.OnPriority, PriorityRetroactive) == cmp.Or(other.OnPriority, PriorityRetroactive) &&
		m.Sticky == other.Sticky
}

func (m Metric) clone() Metric {
	m.Start, m.Stop, m.PauseOn = slices.Clone(m.Start), slices.Clone(m.Stop), slices.Clone(m.PauseOn)
	return m
}
