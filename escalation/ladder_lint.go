package escalation

import (
	"cmp"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// Lint returns what the ladder does that nobody can want, for rungs that fire in
// [from, to), a range of at most ten years:
//
//   - a rung, or one of its targets, that has nobody to tell in the whole range: a warning,
//     [CodeNobody]
//   - a rung whose people are on call at some times only: a warning, [CodeGap], with the
//     first gap
//   - a rung of a higher level that comes before one of a lower level, where that can be
//     told whatever the promise: a warning, [CodeCutShort]
//
// A range that is empty or longer is an [msp.CodeRange] finding.
func (l Ladder) Lint(from, to time.Time) msp.Issues {
	var list findings.List
	if !checkRange(&list, from, to) || l.l == nil {
		return list.Issues()
	}
	whole := calendar.Interval{From: from.Round(0).UTC(), To: to.Round(0).UTC()}
	for i := range l.l.rungs {
		r := &l.l.rungs[i]
		path := "rungs[" + strconv.Itoa(i) + "]"
		lintStaff(&list, path+".notify", &r.audience, calendar.Intervals{whole}, r.audience.staffed(whole), whole)
		for j := range l.l.rungs {
			other := &l.l.rungs[j]
			if r.kind == Functional && other.kind == Functional && other.rank < r.rank && r.before(other) {
				list.Warnf(path+".on", CodeCutShort, "%s comes before rungs[%d] of the lower level %s", r.level, j, other.level)
			}
		}
	}
	return list.Issues()
}

// before reports whether a rung comes before another on every clock.
func (r *rung) before(other *rung) bool {
	order := 0
	switch a := dueOffset(r.on).(type) {
	case AtPercent:
		b, ok := dueOffset(other.on).(AtPercent)
		if order = percentOf(a).Compare(percentOf(b)); !ok {
			return false
		}
	case AtOffset:
		b, ok := dueOffset(other.on).(AtOffset)
		if order = cmp.Compare(a, b); !ok || order < 0 && b < 0 { // both may be at the start
			return false
		}
	case OnBreach:
		if _, ok := other.on.(OnBreach); !ok {
			return false
		}
	}
	return order < 0 && r.after <= other.after || order == 0 && r.after < other.after
}

// dueOffset returns a trigger, that at 100 % as the offset that it is.
func dueOffset(t Trigger) Trigger {
	if t == Trigger(AtPercent(msp.MustParsePercent("100%"))) {
		return AtOffset(0)
	}
	return t
}

// percentOf returns the percent of a trigger; below zero it fires at the start too.
func percentOf(t AtPercent) msp.Percent {
	if p := msp.Percent(t); p.Sign() > 0 {
		return p
	}
	return msp.Percent{}
}
