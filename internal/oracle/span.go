package oracle

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A Promise is a span of time as a contract names it: one of the shapes, with
// what it needs.
type Promise struct {
	Shape  Shape
	Within time.Duration      // of WithinOpenTime
	Days   int                // of the shapes that count days
	At     calendar.TimeOfDay // of NextBusinessDayAt
}

// A Shape is the kind of a [Promise].
type Shape int

// Shapes.
const (
	WithinOpenTime Shape = iota
	BusinessDays
	EndOfBusinessDay
	NextBusinessDay
	NextBusinessDayAt
	CivilDays
)

// An Answer is what a promise means from a start. A nil instant does not exist,
// or lies outside the window of the walk.
type Answer struct {
	Named, Due, Limit *time.Time
	Target            time.Duration // 0 if there is none; not above 0 if the promise is void
}

// Answer works out a promise from a start, day by day and step by step. The walk
// is that of the spec; where it ends is the end of time.
func (p Promise) Answer(spec calendar.Spec, loc *time.Location, w *Walk, start time.Time) Answer {
	m := model{spec, loc, w}
	var a Answer
	a.Target = p.Within
	if p.Shape != WithinOpenTime {
		if a.Named = m.named(p, start); a.Named == nil {
			return a
		}
		if a.Target = w.Between(start, *a.Named); a.Target <= 0 {
			return a
		}
	}
	due, ok := w.Add(start, a.Target)
	if !ok {
		return a
	}
	a.Due = &due
	if limit, ok := w.NextOpen(due); ok {
		a.Limit = &limit
	}
	return a
}

type model struct {
	spec calendar.Spec
	loc  *time.Location
	walk *Walk
}

func (m model) named(p Promise, start time.Time) *time.Time {
	day := m.day(start)
	if p.Shape == BusinessDays || p.Shape == EndOfBusinessDay {
		opening, ok := m.walk.NextOpen(start)
		if !ok {
			return nil
		}
		start, day = opening, m.day(opening)
	}
	switch p.Shape {
	case WithinOpenTime:
	case BusinessDays:
		if then, ok := m.nth(day, p.Days); ok {
			return m.rolled(m.sameTime(start, then-day))
		}
	case EndOfBusinessDay:
		if then, ok := m.nth(day, p.Days); ok {
			return m.closing(then)
		}
	case NextBusinessDay:
		if then, ok := m.nth(day, 1); ok {
			return m.closing(then)
		}
	case NextBusinessDayAt:
		first, ok1 := m.nth(day, 1)
		second, ok2 := m.nth(day, 2)
		at := InstantOf(int64(first)*secondsPerDay+seconds(p.At), m.loc)
		if ok1 && m.walk.Between(start, at) <= 0 {
			at, ok1 = InstantOf(int64(second)*secondsPerDay+seconds(p.At), m.loc), ok2
		}
		if ok1 {
			return m.rolled(at)
		}
	case CivilDays:
		at := m.sameTime(start, p.Days)
		return &at
	}
	return nil
}

// day returns the date on the clock, as days from 1970-01-01.
func (m model) day(at time.Time) int { return dayUnder(reading(at, m.loc)) }

func (m model) isBusinessDay(day int) bool {
	return m.spec.Always || m.walk.IsBusinessDay(dateOf(day))
}

// horizon is how many days the search for a business day goes on.
const horizon = 60

// nth returns the n-th business day after a day; for n = 0 the day itself, or the
// next one.
func (m model) nth(day, n int) (int, bool) {
	if n == 0 {
		day, n = day-1, 1
	}
	for last := day + horizon; day < last; {
		if day++; m.isBusinessDay(day) {
			if n--; n == 0 {
				return day, true
			}
		}
	}
	return 0, false
}

// sameTime returns the instant of the same time of day some days later.
func (m model) sameTime(at time.Time, days int) time.Time {
	local := reading(at, m.loc) + int64(days)*secondsPerDay
	then := InstantOf(local, m.loc)
	if reading(then, m.loc) == local { // a second that exists has all its nanoseconds
		then = then.Add(time.Duration(at.Nanosecond()))
	}
	return then
}

func (m model) rolled(at time.Time) *time.Time {
	open, ok := m.walk.NextOpen(at)
	if !ok {
		return nil
	}
	return &open
}

// closing returns the end of the last open piece of the shifts of a day, or of
// the first business day after it that has one.
func (m model) closing(day int) *time.Time {
	for last := day + horizon; day < last; day++ {
		if !m.isBusinessDay(day) {
			continue
		}
		// A calendar in which only this day has shifts, and nothing is extra.
		alone := m.spec
		alone.Extra = nil
		facts := newFacts(alone, day-3, day+4)
		for other := range facts.shifts {
			if other != day {
				facts.shifts[other] = nil
			}
		}
		if facts.always {
			facts.always, facts.shifts[day] = false, []stretch{{int64(day) * secondsPerDay, int64(day+1) * secondsPerDay}}
		}
		if at, ok := m.lastOpen(facts, day); ok {
			return &at
		}
	}
	return nil
}

// lastOpen returns the end of the last step at which the facts are open.
func (m model) lastOpen(facts *facts, day int) (end time.Time, ok bool) {
	unused := make(map[msp.Date]bool)
	highest := int64(-1 << 62)
	for i := range m.walk.open {
		from, to := m.walk.edges(i)
		if dayUnder(from.Unix()) < day-6 || dayUnder(from.Unix()) > day+6 {
			continue
		}
		highest = max(highest, reading(from, m.loc))
		if facts.open(highest, unused) {
			end, ok = to, true
		}
	}
	return end, ok
}
