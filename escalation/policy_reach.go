package escalation

import (
	"slices"
	"time"

	"github.com/mspkit/msp/calendar"
)

// A policyLint is a policy and when its steps may fire and have somebody to tell.
type policyLint struct {
	policy  *policy
	asked   calendar.Interval // in which tickets are opened
	known   calendar.Interval // with the time after it that waits may take
	open    []calendar.Intervals
	staffed []calendar.Intervals
	closed  []calendar.Intervals // each stretch up to the next opening
	work    int
}

// mostIdle is how far behind the range a Lint follows hours and open time.
const mostIdle = 31 * 24 * time.Hour

// mostLintWork bounds how many stretches of time a Lint looks at.
const mostLintWork = 3_000_000

func newPolicyLint(p *policy, from, to time.Time) *policyLint {
	l := &policyLint{policy: p, asked: calendar.Interval{From: from.Round(0).UTC(), To: to.Round(0).UTC()}}
	var waits time.Duration
	for i := range p.steps {
		waits = min(mostLint, waits+min(mostLint, p.steps[i].spec.Wait))
	}
	l.known = l.asked
	l.known.To = l.known.To.Add(mostIdle)
	for pass := 0; pass <= p.repeat && l.known.To.Sub(l.asked.To) < mostLint; pass++ {
		l.known.To = l.known.To.Add(waits)
	}
	for i := range p.steps {
		s := &p.steps[i]
		open := calendar.Intervals{l.known}
		if s.spec.Hours != "" {
			open = slices.Collect(spans(s.hours, l.known))
		}
		l.open = append(l.open, open)
		l.closed = append(l.closed, calendar.Intervals{l.known}.Subtract(open))
		l.staffed = append(l.staffed, s.audience.staffed(l.known))
		if l.work += len(open) + len(l.staffed[i]); l.work > mostLintWork {
			break // so that unreached does not begin
		}
	}
	return l
}

// unreached returns when tickets can be opened for which nobody is told; ok is false if
// that takes too long. It works backwards from the end: bad is the time at which, if it
// comes to a step then, nobody is told from there on. Of what lies after the known time,
// nothing bad is said.
func (l *policyLint) unreached() (bad calendar.Intervals, ok bool) {
	bad = calendar.Intervals{l.known}
	if l.work > mostLintWork {
		return nil, false
	}
	for pass := 0; pass <= l.policy.repeat; pass++ {
		before := bad
		for i := range slices.Backward(l.policy.steps) {
			if bad = l.bad(i, bad); l.work > mostLintWork {
				return nil, false
			}
		}
		if bad.Equal(before) {
			break
		}
	}
	return bad.Clip(l.asked), true
}

// bad returns when nobody is told if a step is due then, given when nobody is told by
// what comes after it.
func (l *policyLint) bad(i int, after calendar.Intervals) calendar.Intervals {
	s := &l.policy.steps[i]
	l.work += len(after) + len(l.open[i]) + len(l.staffed[i]) + 1
	passed := after // with nobody there, it is skipped or holds
	if s.spec.Empty == EmptyHold {
		passed = l.waitsInto(s, after)
	}
	inHours := l.open[i].Subtract(l.staffed[i]).Intersect(passed)
	if s.spec.Outside == OutsideSkip {
		return inHours.Union(l.closed[i].Intersect(after))
	}
	// Out of its hours, what counts is the next opening.
	var outside []calendar.Interval
	for _, closed := range l.closed[i] {
		known := closed.To.Before(l.known.To)
		if known && inHours.Contains(closed.To) || !known && !opensAfter(s.hours, closed.From) {
			outside = append(outside, closed)
		}
	}
	return inHours.Union(calendar.NewIntervals(outside...))
}

// opensAfter reports whether a calendar ever opens again.
func opensAfter(c calendar.Calendar, t time.Time) bool {
	_, ok := c.NextOpen(t)
	return ok
}

// waitsInto returns when a step has to fire for its wait to end in given times, or never.
func (l *policyLint) waitsInto(s *step, times calendar.Intervals) calendar.Intervals {
	var result []calendar.Interval
	for _, one := range times {
		from, ok := s.firesBefore(one.From)
		if !ok {
			from = l.known.From
		}
		if to, ok := s.firesBefore(one.To); ok {
			result = append(result, calendar.Interval{From: from, To: to})
		}
	}
	result = append(result, calendar.Intervals{l.known}.Subtract(l.ends(s))...)
	return calendar.NewIntervals(result...).Clip(l.known)
}

// ends returns when a step has to fire for its wait to end at all.
func (l *policyLint) ends(s *step) calendar.Intervals {
	whole := calendar.Intervals{l.known}
	if s.spec.WaitIn == "" || s.spec.Wait == 0 || s.waitIn.IsAlways() {
		return whole
	}
	end, ok := s.waitIn.PrevClose(time.Unix(latest, 0))
	last, err := s.waitIn.Sub(end, s.spec.Wait)
	if !ok || err != nil {
		return nil
	}
	return whole.Clip(calendar.Interval{From: l.known.From, To: last.Add(1)})
}

// firesBefore returns the first instant from which on a firing waits until t or later.
func (s *step) firesBefore(t time.Time) (time.Time, bool) {
	if s.spec.WaitIn == "" {
		return t.Add(-s.spec.Wait), true
	}
	// Add(x, wait) ≤ b exactly if x ≤ Sub(b, wait).
	last, err := s.waitIn.Sub(t.Add(-1), s.spec.Wait)
	return last.Add(1), err == nil
}

func spans(c calendar.Calendar, within calendar.Interval) func(yield func(calendar.Interval) bool) {
	return func(yield func(calendar.Interval) bool) {
		for span := range c.Spans(within.From, within.To) {
			if !yield(calendar.Interval{From: span.From.UTC(), To: span.To.UTC()}) {
				return
			}
		}
	}
}

// staffed returns when somebody is there to be told.
func (a *audience) staffed(within calendar.Interval) calendar.Intervals {
	var times calendar.Intervals
	for i := range a.targets {
		times = times.Union(a.available(i, within))
	}
	return times
}

// available returns when there is somebody behind one target.
func (a *audience) available(i int, within calendar.Interval) calendar.Intervals {
	var times []calendar.Interval
	switch a.targets[i].(type) {
	case Party:
		times = append(times, within)
	case AllOf:
		times = a.schedules[i].get().manned(within)
	case OnCall:
		for shift := range a.schedules[i].Shifts(within.From, within.To) {
			times = append(times, calendar.Interval{From: shift.From.UTC(), To: shift.To.UTC()})
		}
	}
	return calendar.NewIntervals(times...).Clip(within)
}

// manned returns when somebody takes turns, or is put on call by an override. What is
// unbounded ends with what is asked for.
func (s *schedule) manned(within calendar.Interval) []calendar.Interval {
	var times []calendar.Interval
	add := func(from, until time.Time) {
		if from.IsZero() {
			from = within.From
		}
		if until.IsZero() {
			until = within.To
		}
		times = append(times, calendar.Interval{From: from.UTC(), To: until.UTC()})
	}
	for i := range s.layers {
		if l := &s.layers[i]; len(l.rotation.spec.Members) > 0 {
			add(l.from, l.until)
		}
	}
	for i := range s.overrides {
		if o := &s.overrides[i]; o.Op != Remove {
			add(o.From, o.Until)
		}
	}
	return times
}

// passes returns when it may come to what is behind a step that comes due in given times.
// What leaves the known time counts as its last instant.
func (l *policyLint) passes(i int, due calendar.Intervals) calendar.Intervals {
	s := &l.policy.steps[i]
	inHours, outside := due.Intersect(l.open[i]), due.Intersect(l.closed[i])
	var after []calendar.Interval
	moment := func(t time.Time) calendar.Interval {
		if !t.Before(l.known.To) {
			t = l.known.To.Add(-1)
		}
		return calendar.Interval{From: t.UTC(), To: t.UTC().Add(1)}
	}
	if s.spec.Outside == OutsideSkip {
		after = append(after, outside...)
	} else {
		var openings []calendar.Interval
		for _, one := range outside {
			if t, ok := s.hours.NextOpen(one.From); ok { // it does not open within one
				openings = append(openings, moment(t))
			}
		}
		inHours = inHours.Union(calendar.NewIntervals(openings...))
	}
	fires := inHours
	if s.spec.Empty != EmptyHold {
		fires = inHours.Intersect(l.staffed[i])
		after = append(after, inHours.Subtract(l.staffed[i])...)
	}
	for _, one := range fires.Intersect(l.ends(s)) {
		from, ok := s.waited(one.From)
		to, ok2 := s.waited(one.To.Add(-1))
		if ok && ok2 {
			after = append(after, calendar.Interval{From: moment(from).From, To: moment(to).To})
		}
	}
	return calendar.NewIntervals(after...)
}
