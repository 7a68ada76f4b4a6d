package escalation

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/internal/findings"
)

// A RotationSpec says who takes turns, as people write it down: ana, bob and cal, a
// week each, handed over on Mondays at 09:00 in Chicago.
//
// Turns are counted on the zone's clock: slot k begins when it reads Start + k × Every
// units, or later where it skips that reading, and for the first time where it shows
// it twice (see [calendar.InstantOf]). A slot that the clock skips whole is passed
// over. The rotation goes on in both directions for ever.
type RotationSpec struct {
	// Name tells rotations apart.
	Name string

	// Zone is the IANA name of the zone whose clock is read. Required.
	Zone string

	// Start is when slot 0 begins on that clock, to the second. For [WorkingDay] its
	// date is a business day.
	Start calendar.LocalTime

	// Unit and Every are the length of a slot. Zero: a [Week], and 1.
	Unit  Unit
	Every int

	// Members take turns in this order; slot 0 is that of the first. One who is there
	// twice has two turns.
	Members []string

	// Calendar is the name of the calendar whose business days are counted. Required
	// for [WorkingDay], and for nothing else.
	Calendar string
}

// Limits of a rotation.
const (
	mostEvery   = 10_000
	mostMembers = 10_000
)

// Compile checks the spec and returns its rotation, or all findings as [msp.Issues] if
// one of them is an error. The spec is copied.
func (s RotationSpec) Compile(sources Sources) (Rotation, error) {
	var list findings.List
	r := s.compile(&list, "", sources)
	if err := list.Issues().Err(); err != nil {
		return Rotation{}, err
	}
	return Rotation{r}, nil
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - no zone, a member without a name, no calendar of a rotation by working days:
//     [msp.CodeMissing]
//   - no members: a warning, [CodeNobody]
//   - a zone or calendar that is not known: [calendar.CodeUnknownZone],
//     [msp.CodeUnknownName]
//   - a start that is not on a whole second, or is no business day, an Every or a number
//     of members beyond 1 to 10,000, a unit that is none: [msp.CodeRange]
//   - a calendar that nothing counts: [msp.CodeConflict]
//   - a name that is not UTF-8: [msp.CodeSyntax]
func (s RotationSpec) Validate(sources Sources) msp.Issues {
	var list findings.List
	s.compile(&list, "", sources)
	return list.Issues()
}

// compile adds the findings about a rotation whose fields stand at path.
func (s RotationSpec) compile(list *findings.List, path string, sources Sources) *rotation {
	s = s.clone()
	r := &rotation{spec: s, unit: s.Unit, every: int64(s.Every)}
	if r.unit == 0 {
		r.unit = Week
	}
	if s.Every == 0 {
		r.every = 1
	}
	if r.unit > WorkingDay {
		list.Errorf(path+"unit", msp.CodeRange, "%v is no unit", s.Unit)
	}
	if s.Every < 0 || s.Every > mostEvery {
		list.Errorf(path+"every", msp.CodeRange, "%d is not 1 to %d", s.Every, mostEvery)
	}
	r.zone = findZone(list, path, s.Zone, sources.Zones)
	s.checkMembers(list, path)
	date, err := s.Start.Date()
	if err != nil || s.Start.Nanosecond() != 0 {
		list.Errorf(path+"start", msp.CodeRange, "%v is not a whole second of the years 1 to 9999", s.Start)
	}
	hour, minute, second := s.Start.TimeOfDay().Clock()
	year, month, day := date.YMD()
	r.date, r.day = date, civil.Day(year, month, day)
	r.clock = int64(hour*3600 + minute*60 + second)
	r.start = int64(r.day)*civil.SecondsPerDay + r.clock
	s.findCalendar(list, path, r, sources.Calendars)
	return r
}

func (s RotationSpec) checkMembers(list *findings.List, path string) {
	switch n := len(s.Members); {
	case n == 0:
		list.Warnf(path+"members", CodeNobody, "nobody takes turns")
	case n > mostMembers:
		list.Errorf(path+"members", msp.CodeRange, "%d members, more than %d", n, mostMembers)
	}
	for n, m := range s.Members {
		list.Text(path+"members["+strconv.Itoa(n)+"]", m, "a member has a name")
	}
	list.Text(path+"name", s.Name, "")
}

// findZone finds the zone of a name as calendars do, whose findings have the same path.
func findZone(list *findings.List, path, name string, zones calendar.ZoneSource) *time.Location {
	if name == "" {
		list.Errorf(path+"zone", msp.CodeMissing, "a rotation needs an IANA zone, such as Europe/London")
		return nil
	}
	c, err := calendar.Spec{Zone: name, Always: true}.Compile(zones)
	if issues, ok := errors.AsType[msp.Issues](err); ok {
		for _, i := range issues {
			list.Errorf(path+i.Path, i.Code, "%s", i.Message)
		}
	}
	return c.Zone()
}

func (s RotationSpec) findCalendar(list *findings.List, path string, r *rotation, calendars calendar.Source) {
	switch {
	case r.unit != WorkingDay && s.Calendar != "":
		list.Errorf(path+"calendar", msp.CodeConflict, "a rotation by %v counts no business days", r.unit)
		return
	case r.unit != WorkingDay:
		return
	case s.Calendar == "":
		list.Errorf(path+"calendar", msp.CodeMissing, "whose business days are counted?")
		return
	}
	var ok bool
	if r.calendar, ok = findCalendar(list, path+"calendar", s.Calendar, calendars); !ok {
		return
	}
	if !r.date.IsZero() && !r.calendar.IsBusinessDay(r.date) {
		list.Errorf(path+"start", msp.CodeRange, "%v is no business day of %q", r.date, s.Calendar)
	}
}

// A Rotation is a compiled [RotationSpec]. The zero Rotation has no members: nobody
// takes turns. Rotations are immutable, safe for concurrent use and cheap to copy.
type Rotation struct {
	r *rotation
}

type rotation struct {
	spec     RotationSpec
	zone     *time.Location
	unit     Unit
	every    int64
	date     msp.Date
	day      int   // of Start, since 1970-01-01
	clock    int64 // the time of day of Start, in seconds
	start    int64 // both, in seconds of the zone's clock
	calendar calendar.Calendar
}

// Name returns the name of the rotation.
func (r Rotation) Name() string { return r.Spec().Name }

// Spec returns a copy of what the rotation was compiled from.
func (r Rotation) Spec() RotationSpec {
	if r.r == nil {
		return RotationSpec{}
	}
	return r.r.spec.clone()
}

// clone returns a copy that shares nothing.
func (s RotationSpec) clone() RotationSpec {
	s.Members = slices.Clone(s.Members)
	return s
}

// A Turn is one slot of a rotation and whose it is, [From, To).
type Turn struct {
	Slot     int64 // counted from that of Start, below zero before it
	Member   string
	From, To time.Time // in the rotation's zone
}

// At returns the turn that an instant is in: From ≤ t < To, always. ok is false for a
// rotation without members, and where the turn reaches beyond the years 1 to 9999. The
// cost is some look-ups in the zone's table, and nothing is allocated, except by
// rotations of working days, which count in their calendar.
func (r Rotation) At(t time.Time) (turn Turn, ok bool) {
	if r.r == nil {
		return Turn{}, false
	}
	return r.r.at(t)
}

func (r *rotation) at(t time.Time) (turn Turn, ok bool) {
	u := t.Unix()
	if len(r.spec.Members) == 0 || u < earliest || u > latest {
		return Turn{}, false
	}
	reached, now := civil.Reached(u, r.zone)
	k, ok := r.slot(reached)
	if !ok {
		return Turn{}, false
	}
	from, ok1 := r.begins(k)
	to, ok2 := r.begins(k + 1)
	if !ok1 || !ok2 {
		return Turn{}, false
	}
	n := k % int64(len(r.spec.Members))
	if n < 0 {
		n += int64(len(r.spec.Members))
	}
	return Turn{k, r.spec.Members[n], r.instant(from, now), r.instant(to, now)}, true
}

// Rotations answer for the instants that are in the years 1 to 9999 everywhere.
const (
	earliest = (civil.First + 2) * civil.SecondsPerDay
	latest   = (civil.Last - 2) * civil.SecondsPerDay
)

// ends returns when a turn ends: that which an instant is in or, where the rotation has
// no answer for it, the time without one.
func (r *rotation) ends(t time.Time) (end time.Time, ok bool) {
	if turn, ok := r.at(t); ok {
		return turn.To, true
	}
	u := t.Unix()
	switch {
	case len(r.spec.Members) == 0 || u > latest:
		return time.Time{}, false
	case u < earliest:
		return time.Unix(earliest, 0).In(r.zone), true
	}
	reached, now := civil.Reached(u, r.zone)
	if k, ok := r.slot(reached); ok {
		if to, ok := r.begins(k + 1); ok {
			return r.instant(to, now), true
		}
	}
	return time.Time{}, false
}

// instant returns the instant at which a slot begins, which mostly lies in a segment of
// the zone that is known already.
func (r *rotation) instant(local int64, near civil.Segment) time.Time {
	u, ok := near.Instant(local)
	if !ok {
		u = civil.Instant(local, r.zone)
	}
	return time.Unix(u, 0).In(r.zone)
}

// slot returns the last slot that begins at or before a local time.
func (r *rotation) slot(local int64) (int64, bool) {
	switch r.unit {
	case Hour:
		return civil.FloorDiv(local-r.start, 3600*r.every), true
	case Day:
		return civil.FloorDiv(local-r.start, civil.SecondsPerDay*r.every), true
	case Week:
		return civil.FloorDiv(local-r.start, 7*civil.SecondsPerDay*r.every), true
	case Month:
		y0, m0, _ := civil.YMD(r.day)
		y1, m1, _ := civil.YMD(civil.DayOf(local))
		k := civil.FloorDiv(int64((y1-y0)*12+int(m1-m0)), r.every)
		if edge, ok := r.begins(k); ok && edge > local {
			k--
		}
		return k, true
	case WorkingDay:
	}
	day := civil.DayOf(local - r.clock) // the last one whose handover has come
	next, ok := dateOf(day + 1)
	return civil.FloorDiv(int64(r.calendar.BusinessDaysBetween(r.date, next))-1, r.every), ok
}

// begins returns the local time at which a slot begins.
func (r *rotation) begins(k int64) (int64, bool) {
	switch r.unit {
	case Hour:
		return inDates(r.start + k*3600*r.every)
	case Day:
		return inDates(r.start + k*civil.SecondsPerDay*r.every)
	case Week:
		return inDates(r.start + k*7*civil.SecondsPerDay*r.every)
	case Month:
		day, ok := civil.AddMonths(r.day, int(k*r.every))
		return int64(day)*civil.SecondsPerDay + r.clock, ok
	case WorkingDay:
	}
	date, err := r.calendar.AddBusinessDays(r.date, int(k*r.every), calendar.RollForward)
	year, month, day := date.YMD()
	return int64(civil.Day(year, month, day))*civil.SecondsPerDay + r.clock, err == nil
}

// inDates reports whether a local time is in the years 1 to 9999.
func inDates(local int64) (int64, bool) {
	day := civil.DayOf(local)
	return local, civil.First <= day && day <= civil.Last
}

func dateOf(day int) (msp.Date, bool) {
	year, month, d := civil.YMD(day)
	date, err := msp.NewDate(year, month, d)
	return date, err == nil
}
