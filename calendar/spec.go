package calendar

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
)

// A Spec is a calendar as people write it down: a zone, the hours of a week and
// the days that differ. [Spec.Compile] turns it into a [Calendar].
//
// A date's open time comes about in this order:
//
//  1. its special hours if it has some, else the shifts of the week in force;
//  2. minus the local day of every holiday, except for the special hours of that
//     same date;
//  3. plus extra opening;
//  4. minus breaks.
//
// So special hours win over a holiday on their date, but what they leave running
// into a holiday after it is closed there; extra opening is open on a holiday
// too; a break closes everything.
//
// The zero Spec lacks a zone and does not compile. A Spec is plain data: copy it
// with care, its slices are shared.
type Spec struct {
	// Name is for explanations: reasons end in it, so that of several calendars
	// that meet it is clear which one speaks. It may be empty.
	Name string

	// Zone is the IANA name of the zone whose clock is read, such as
	// "Europe/London". Required.
	Zone string

	// Always makes the calendar open at every instant, 24x7. It excludes every
	// other field but Name and Zone, which names the dates.
	Always bool

	// Hours are the shifts of each weekday.
	Hours Week

	// Changes are new hours from a date on, in any order. A date has the hours of
	// the latest change that is not after it, or Hours before the first one. The
	// owner of a shift decides, so a night shift keeps its end when the hours
	// change under it.
	Changes []Change

	// Holidays are closed from local midnight to the next.
	Holidays Rules

	// Special hours replace the shifts that start on a date; an empty list closes
	// it. Of two that fall on one date the last in the list counts.
	Special []Window

	// Extra opening is added, on holidays too. It makes no business day.
	Extra []Window

	// Breaks are taken out of everything else.
	Breaks []Window

	// Weekend is what substitutes avoid; Saturday and Sunday if it is empty.
	Weekend []time.Weekday

	// HolidayCancelsShift changes what a holiday closes: the shifts it owns, whole,
	// instead of its local day. The tail of the night before then stays open, and
	// a night shift that would begin on the holiday never begins.
	HolidayCancelsShift bool
}

// A Change puts new hours in force from a date on.
type Change struct {
	From  msp.Date
	Hours Week
}

// A Window is a list of shifts on the dates of a rule. Shifts may run past
// midnight; they belong to the rule's date. The substitutes of a list of windows
// look at that list only.
type Window struct {
	Rule  Rule
	Hours []Shift
}

// Codes of findings about a [Spec], beside those of package msp.
const (
	CodeUnknownZone msp.Code = "unknown_zone"  // the zone source does not know it
	CodeShift       msp.Code = "invalid_shift" // ends before it starts or after 48:00
	CodeOverlap     msp.Code = "overlap"       // two shifts of one day overlap
	CodeWholeDay    msp.Code = "whole_day"     // equal edges: 24 hours, if that is meant
	CodeNeverOccurs msp.Code = "never_occurs"  // a rule has no dates
	CodeNeverOpen   msp.Code = "never_open"    // the calendar has no open time
	CodeShadowed    msp.Code = "shadowed"      // never used: a later entry replaces it
)

// A ZoneSource finds the time zone of an IANA name. Nil means
// [time.LoadLocation], which reads the machine's files: the one impure default
// of this package. Give a source to be independent of the machine.
type ZoneSource func(name string) (*time.Location, error)

// A Source finds the calendar of a name, for records that name one; ok is false if there
// is none. Nil has no calendars.
type Source func(name string) (c Calendar, ok bool)

// Compile checks the spec and returns its calendar, or all findings as
// [msp.Issues] if one of them is an error. The spec is copied.
//
// A calendar that is never open and one without any closed instant are legal, and
// so are shifts that overlap, with a warning. A day may have 1,440 shifts, and each
// list 200 rules that are not explicit dates, windows with 10,000 shifts in all.
func (s Spec) Compile(zones ZoneSource) (Calendar, error) {
	loc, issues := s.check(zones)
	if err := issues.Err(); err != nil {
		return Calendar{}, err
	}
	if s.Always {
		c := Always(loc)
		c.c.name = s.Name
		return c, nil
	}
	return newCalendar(newBase(s, loc), s.neverCloses()), nil
}

// MustCompile is [Spec.Compile] for constants in code; it panics on an error.
func (s Spec) MustCompile(zones ZoneSource) Calendar {
	c, err := s.Compile(zones)
	if err != nil {
		panic(err)
	}
	return c
}

// Validate returns all findings about the spec, warnings too.
func (s Spec) Validate(zones ZoneSource) msp.Issues {
	_, issues := s.check(zones)
	return issues
}

// neverCloses reports whether the shifts cover the clock's whole week, tails that
// run from its end into its beginning included, and nothing takes any away.
func (s Spec) neverCloses() bool {
	if len(s.Changes)+len(s.Holidays)+len(s.Special)+len(s.Breaks) > 0 {
		return false
	}
	const week = 7 * secondsPerDay
	var open []span
	for day, shifts := range s.Hours {
		start := int64(day) * secondsPerDay
		for _, h := range compileShifts(shifts) {
			open = append(open, span{start + h.start, start + h.end}, span{start + h.start - week, start + h.end - week})
		}
	}
	return slices.ContainsFunc(union(open), func(s span) bool { return s.from <= 0 && s.to >= week })
}
