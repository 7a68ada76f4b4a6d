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

// Lint returns what the policy does that nobody can want, for tickets opened in
// [from, to), nothing else happening. The range is at most ten years.
//
//   - a ticket can be opened for which nobody is ever told: an error, [CodeReachesNobody],
//     with the first such opening and how much of the range is like it, exactly
//   - a step, or one of its targets, that has nobody to tell in the whole range: a warning,
//     [CodeNobody]
//   - a step in whose hours, round the clock if it has none, nobody is on call for a
//     while: a warning, [CodeGap], with the first gap
//   - a step of a higher level that comes before a level below it had the time that it
//     should have from the opening, whatever the priority, see [LevelTarget], or, of
//     functional steps, always at the instant of the one before: a warning, [CodeCutShort]
//   - a step that no ticket comes to, since a calendar before it does not open for long
//     enough; an AckTimeout, if the last step has no wait to acknowledge in: a warning,
//     [CodeUnreachable]
//
// A range that is empty or longer is an [msp.CodeRange] finding, a policy for which it
// takes too long an [msp.CodeTooLarge] one. Hours and waits in open time are followed for a
// month behind the range; of what lies beyond, nothing bad is said. Cost: that of
// [Schedule.Shifts] over the range for each step.
func (p Policy) Lint(from, to time.Time) msp.Issues {
	var list findings.List
	if !checkRange(&list, from, to) {
		return list.Issues()
	}
	l := newPolicyLint(p.get(), from, to)
	bad, ok := l.unreached()
	if !ok {
		list.Errorf("", msp.CodeTooLarge, "too many stretches of time to look at")
		return list.Issues()
	}
	if len(bad) > 0 {
		total, _ := bad.Total() // of at most ten years
		list.Errorf("", CodeReachesNobody, "nobody is ever told of a ticket opened at %s; so it is in %s of the range",
			instantText(bad[0].From), duration.Format(total))
	}
	l.lintTimes(&list, l.lintSteps(&list))
	if n := len(l.policy.steps); n > 0 && l.policy.ackTimeout > 0 && l.policy.steps[n-1].spec.Wait == 0 {
		list.Warnf("steps["+strconv.Itoa(n-1)+"].wait", CodeUnreachable,
			"without a wait the policy is exhausted when the last step fires, and what is acknowledged after that does not run out")
	}
	return list.Issues()
}

// mostLint is the longest range of a Lint.
const mostLint = 10 * 366 * 24 * time.Hour

func checkRange(list *findings.List, from, to time.Time) bool {
	if d := to.Sub(from); d <= 0 || d > mostLint {
		list.Errorf("", msp.CodeRange, "%s to %s is not a range of up to ten years", instantText(from), instantText(to))
		return false
	}
	return true
}

// lintSteps looks at each step by itself, and returns how many of them it can come to.
func (l *policyLint) lintSteps(list *findings.List) (reached int) {
	due := calendar.Intervals{l.asked} // when it may come to a step, in the first pass
	for i := range l.policy.steps {
		s := &l.policy.steps[i]
		path := "steps[" + strconv.Itoa(i) + "]"
		if len(due) == 0 {
			list.Warnf(path, CodeUnreachable, "it never comes to this step, since one before it waits for ever")
			continue
		}
		reached++
		open, staffed := l.open[i].Clip(l.asked), l.staffed[i].Clip(l.asked)
		if s.spec.Hours != "" && len(open) == 0 && s.spec.Outside == OutsideSkip {
			list.Warnf(path+".hours", CodeUnreachable, "%q does not open in the range: the step is always skipped", s.spec.Hours)
		}
		lintStaff(list, path+".notify", &s.audience, open, staffed, l.asked)
		due = l.passes(i, due)
	}
	return reached
}

// lintStaff says when nobody is there to be told, and which target never is.
func lintStaff(list *findings.List, path string, a *audience, open, staffed calendar.Intervals, asked calendar.Interval) {
	for i := range a.targets {
		if len(staffed) > 0 && len(a.targets) > 1 && len(a.available(i, asked)) == 0 {
			list.Warnf(path+"["+strconv.Itoa(i)+"]", CodeNobody, "nobody is there in the whole range")
		}
	}
	switch gaps := open.Subtract(staffed); {
	case len(a.targets) == 0: // Validate says so
	case len(staffed) == 0:
		list.Warnf(path, CodeNobody, "nobody is on call in the whole range")
	case len(gaps) > 0:
		total, _ := gaps.Total() // of at most ten years
		list.Warnf(path, CodeGap, "nobody is on call in %s of its time, first from %s to %s",
			duration.Format(total), instantText(gaps[0].From), instantText(gaps[0].To))
	}
}

// lintTimes looks whether levels have the time that they should have, in the first steps.
func (l *policyLint) lintTimes(list *findings.List, steps int) {
	var elapsed time.Duration // since the opening, at least
	should := make([]time.Duration, steps)
	for i := range steps {
		s := &l.policy.steps[i]
		if s.kind == Functional {
			l.lintBelow(list, i, elapsed, should)
			should[i], _ = l.policy.levels.Within(s.level, 0)
		}
		if elapsed += s.spec.Wait; elapsed < 0 {
			return // more than 292 years
		}
	}
}

// lintBelow looks at a functional step and those before it, of which it is known how long
// they should have.
func (l *policyLint) lintBelow(list *findings.List, i int, elapsed time.Duration, should []time.Duration) {
	s, path := &l.policy.steps[i], "steps["+strconv.Itoa(i)+"]"
	if i > 0 {
		before := &l.policy.steps[i-1]
		if before.kind == Functional && before.spec.Wait == 0 && before.spec.Hours == "" && s.spec.Hours == "" {
			list.Warnf(path, CodeCutShort, "it comes at the same instant as steps[%d], which has no wait", i-1)
			return
		}
	}
	for j := range slices.Backward(l.policy.steps[:i]) {
		if below := &l.policy.steps[j]; below.rank < s.rank && elapsed < should[j] {
			list.Warnf(path, CodeCutShort, "it comes %s after the opening, but %s should have %s",
				duration.Format(elapsed), below.level, duration.Format(should[j]))
			return
		}
	}
}
