package catalog

import (
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A response is one opening of a ticket, when somebody is told of it, and what was
// promised.
type response struct {
	opened time.Time // in UTC
	told   time.Time // likewise, if anyone is
	isTold bool
	wait   time.Duration // between the two on the clock on the wall

	// refused is why the promise says nothing of the opening, see [sla.Target.Start].
	refused error

	// The promise, if hasTarget: a calendar may not have the day that it names. The time
	// elapsed until somebody is told is that of its calendar, as the target is.
	target, elapsed time.Duration
	hasTarget       bool

	// The last instant at which the promise is kept, if there is one.
	limit    time.Time
	hasLimit bool

	// late says that somebody is told after the limit, or nobody ever is.
	late bool
}

// respond judges one opening. isTold says whether told is an instant.
func respond(opened, told time.Time, isTold bool, target sla.Target) response {
	r := response{opened: opened.Round(0).UTC(), isTold: isTold}
	if isTold {
		r.told = told.Round(0).UTC()
		r.wait = told.Sub(opened)
	}
	deadline, err := target.Start(opened)
	if err != nil {
		r.refused = err
		return r
	}
	r.target, r.hasTarget = deadline.Target()
	r.limit, r.hasLimit = deadline.Limit()
	if isTold {
		r.elapsed = deadline.Elapsed(told)
	}
	r.late = r.hasLimit && (!isTold || told.After(r.limit))
	return r
}

// excess returns how much more time elapses than is promised; below zero, how much is left.
// Neither of the two is below zero.
func (r *response) excess() time.Duration { return r.elapsed - r.target }

// isJudged reports whether there is a promise to compare with, and something to compare.
// If nobody is told, but the calendar of the promise does not open again for so long that
// it could be missed, there is not.
func (r *response) isJudged() bool { return r.hasTarget && (r.isTold || r.late) }

// isWorseThan reports whether a judged response misses by more than another, or is nearer
// to it; never to be told is the worst.
func (r *response) isWorseThan(other *response) bool {
	if !r.isTold || !other.isTold {
		return other.isTold
	}
	return r.excess() > other.excess()
}

// isLongerThan reports whether somebody waits longer than in another.
func (r *response) isLongerThan(other *response) bool {
	if !r.isTold || !other.isTold {
		return other.isTold
	}
	return r.wait > other.wait
}

// A worst is the worst of all openings in a range of time. Among equals the earliest counts.
type worst struct {
	// The opening that misses the promise by most time or, if none misses it, is nearest
	// to that. Nothing if no opening is judged.
	response

	judged  bool
	first   response // the first that is late; nothing if the worst is not
	longest response // the longest wait on the clock on the wall, whatever is promised
	silent  response // the first that the promise refuses to judge, which says why

	// missed is how much of the range is late.
	missed time.Duration
}

// findWorst returns the worst of all openings that pieces tell of, which follow one another,
// by a promise. It looks at every one of them, in effect: the range is cut into pieces in
// which everything that counts is linear, see [worstCuts]. What is linear is greatest at the
// first or at the last nanosecond of a piece, and is above zero in all of it, in a first or
// last part, or nowhere. So it is enough to judge the first and the last opening of each
// piece, and where a part that is late ends both openings around its end.
//
// Cost: linear in the instants at which someone comes or goes, or the calendar of the
// promise opens or closes, and in the days of the range if the promise names days.
func findWorst(told []escalation.Told, target sla.Target) worst {
	if len(told) == 0 {
		return worst{}
	}
	s := worstSearch{target: target}
	cuts := newWorstCuts(target, calendar.Interval{From: told[0].From, To: told[len(told)-1].To})
	for i := range told {
		s.told = &told[i]
		from := s.told.From
		for to := range cuts.of(s.told) {
			s.piece(from, to)
			from = to
		}
	}
	return s.found
}

// A worstSearch goes through the pieces, in order.
type worstSearch struct {
	target sla.Target
	told   *escalation.Told // that the piece is in
	found  worst
}

// at judges one opening.
func (s *worstSearch) at(opened time.Time) response {
	told, ok := s.told.Of(opened)
	return respond(opened, told, ok, s.target)
}

// piece takes in the openings of [from, to), in which everything is linear.
func (s *worstSearch) piece(from, to time.Time) {
	for from.Before(to) {
		first, last := s.at(from), s.at(to.Add(-1))
		end := to
		if !last.isLike(&first) {
			end = s.change(&first, &last)
			last = s.at(end.Add(-1))
		}
		s.take(&first)
		s.take(&last)
		if first.late {
			s.found.missed += end.Sub(from)
		}
		from = end
	}
}

// isLike reports whether two openings are both late, both not, or both not judged.
func (r *response) isLike(other *response) bool {
	return r.late == other.late && r.hasTarget == other.hasTarget
}

// change returns the first opening behind the first that is not like it; the last one is
// not. An excess that falls by a nanosecond with each, or rises by one, says where that is.
// Otherwise, as where nobody is told and the calendar of the promise does not open for
// long enough any more, it is found by halving.
func (s *worstSearch) change(first, last *response) time.Time {
	if first.hasTarget && last.hasTarget && first.isTold {
		after := first.excess() // falling, it is above zero for so long
		if !first.late {
			after = 1 - after
		}
		if at := first.opened.Add(after); first.opened.Before(at) && !at.After(last.opened) {
			before, here := s.at(at.Add(-1)), s.at(at)
			if before.isLike(first) && !here.isLike(first) {
				return at
			}
		}
	}
	like, unlike := first.opened, last.opened
	for unlike.Sub(like) > 1 {
		half := like.Add(unlike.Sub(like) / 2)
		if r := s.at(half); r.isLike(first) {
			like = half
		} else {
			unlike = half
		}
	}
	return unlike
}

// take takes in one opening. Those before it have been.
func (s *worstSearch) take(r *response) {
	f := &s.found
	if r.isJudged() && (!f.judged || r.isWorseThan(&f.response)) {
		f.response, f.judged = *r, true
	}
	if r.late && !f.first.late {
		f.first = *r
	}
	if f.longest.opened.IsZero() || r.isLongerThan(&f.longest) {
		f.longest = *r
	}
	if r.refused != nil && f.silent.refused == nil {
		f.silent = *r
	}
}
