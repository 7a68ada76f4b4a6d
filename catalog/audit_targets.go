package catalog

import (
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// Codes of [CheckTargets].
const (
	CodeResponseAfterResolution msp.Code = "response_after_resolution" // a response is due after the solution
	CodePriorityOrder           msp.Code = "priority_order"            // a more urgent priority is due later than a less urgent one
	CodeNotComparable           msp.Code = "spans_not_comparable"      // one of two targets is never due, for no opening
)

// targets checks the grids: a response is due no later than the solution of the same
// priority, and nothing is due later than for a less urgent priority that follows. Due at
// the same instant is good. Limits are compared in the hours in which they are promised, of
// every opening in the year from the date on; a goal that pauses is taken as if nothing
// paused it. A priority to which nothing is promised is passed over.
//
// A grid is judged once, whoever has it, and what it inherits is found where it is stated.
func (a *auditor) targets() {
	t := &targetsCheck{a, a.compare, make(map[string]bool)}
	a.grids(func(g *grid) {
		for i := range g.goals {
			t.order(g, &g.goals[i])
			if !isResponse(g.goals[i].Metric()) {
				continue
			}
			for j := range g.goals {
				if isResolution(g.goals[j].Metric()) {
					t.before(g, &g.goals[i], &g.goals[j])
				}
			}
		}
	})
}

type targetsCheck struct {
	*auditor
	*comparer

	reported map[string]bool
}

// once reports whether something was not said before.
func (t *targetsCheck) once(parts ...string) bool {
	key := strings.Join(parts, "\n")
	if t.reported[key] {
		return false
	}
	t.reported[key] = true
	return true
}

// before checks that a response is due before the solution.
func (t *targetsCheck) before(g *grid, response, resolution *gridGoal) {
	if response.ofTier && resolution.ofTier && !g.isOfTier() {
		return // the grid of the tier has both
	}
	var late prioritySet
	var first [2]sla.Target
	for p := msp.P1; p <= msp.P9; p++ {
		a, b := response.targets[p], resolution.targets[p]
		if a.IsZero() || b.IsZero() {
			continue
		}
		w := t.later(a, b)
		switch {
		case !w.judged:
			t.notComparable(g, response, resolution, p, a, b)
		case w.first.late:
			if late.isEmpty() {
				first = [2]sla.Target{a, b}
			}
			late[p] = true
		}
	}
	if late.isEmpty() || !t.once(string(CodeResponseAfterResolution), response.path, resolution.path) {
		return
	}
	a, b := first[0], first[1]
	w := t.later(a, b)
	zone := a.Calendar().Zone()
	due := "never"
	if w.isTold {
		due = instantIn(w.told, zone)
	}
	stated := response
	if response.ofTier && !resolution.ofTier {
		stated = resolution
	}
	t.add(msp.SeverityError, CheckTargets, CodeResponseAfterResolution, stated.path, subject(g.subject, stated.Name(), late.only()),
		"promise the response of "+late.String()+" sooner, or "+resolution.Name()+" later",
		"{priorities}: a response is promised {response}, {goal} {resolution}; of a ticket opened {opened} the response is due {due}, {goal} {limit}",
		is("priorities", late.String()), is("response", t.promised(a)), is("goal", resolution.Name()), is("resolution", t.promised(b)),
		is("opened", instantIn(w.opened, zone)), is("due", due), is("limit", instantIn(w.limit, zone)))
}

// order checks that no priority is due later than the next one that has a target.
func (t *targetsCheck) order(g *grid, goal *gridGoal) {
	if goal.ofTier && !g.isOfTier() {
		return
	}
	urgent := msp.Priority(0)
	for p := msp.P1; p <= msp.P9; p++ {
		if goal.targets[p].IsZero() {
			continue
		}
		if urgent != 0 {
			t.inOrder(g, goal, urgent, p)
		}
		urgent = p
	}
}

func (t *targetsCheck) inOrder(g *grid, goal *gridGoal, urgent, p msp.Priority) {
	a, b := goal.targets[urgent], goal.targets[p]
	w := t.later(a, b)
	if !w.judged {
		t.notComparable(g, goal, goal, urgent, a, b)
		return
	}
	if !w.first.late || !t.once(string(CodePriorityOrder), goal.path, urgent.String()) {
		return
	}
	zone := a.Calendar().Zone()
	due := "never"
	if w.isTold {
		due = instantIn(w.told, zone)
	}
	t.add(msp.SeverityWarning, CheckTargets, CodePriorityOrder, goal.path, subject(g.subject, goal.Name(), urgent.String()),
		"promise "+urgent.String()+" no later than "+p.String(),
		"{urgent} is promised {first}, {next} {second}; opened {opened}, {urgent} is due {due} and {next} {limit}",
		is("urgent", urgent.String()), is("first", t.promised(a)), is("next", p.String()), is("second", t.promised(b)),
		is("opened", instantIn(w.opened, zone)), is("due", due), is("limit", instantIn(w.limit, zone)))
}

// notComparable reports two targets of which no opening shows which is due first, at the one
// that is never due.
func (t *targetsCheck) notComparable(g *grid, first, second *gridGoal, p msp.Priority, a, b sla.Target) {
	goal, never, other := second, b, a
	if t.isNeverDue(a) {
		goal, never, other = first, a, b
	}
	if !t.once(string(CodeNotComparable), goal.path) {
		return
	}
	t.add(msp.SeverityWarning, CheckTargets, CodeNotComparable, goal.path, subject(g.subject, goal.Name()),
		"promise "+goal.Name()+" in hours that open",
		"{never} cannot be compared with {other}, which {priority} is promised: of no ticket opened from {date} on is it ever due",
		is("never", t.promised(never)), is("other", t.promised(other)), is("priority", p.String()), is("date", t.v.on.String()))
}

// inWords returns names as a text: "acme, beta and zeta".
func inWords(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// A prioritySet is some priorities.
type prioritySet [msp.P9 + 1]bool

func (s prioritySet) isEmpty() bool { return s == prioritySet{} }

// String returns "P1", "P1 and P3" or "P1 to P4".
func (s prioritySet) String() string {
	var names []string
	for p := msp.P1; p <= msp.P9; p++ {
		last := p
		for last < msp.P9 && s[p] && s[last+1] {
			last++
		}
		if last > p+1 {
			names = append(names, p.String()+" to "+last.String())
			p = last
		} else if s[p] {
			names = append(names, p.String())
		}
	}
	return inWords(names)
}

// only returns the name of the priority if it is one, or else none.
func (s prioritySet) only() string {
	if text := s.String(); len(text) == len("P1") {
		return text
	}
	return ""
}
