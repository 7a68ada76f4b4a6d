package escalation

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// Sources find what records name. A record is compiled with them once; what they find
// then stays in it.
type Sources struct {
	// Levels are the levels of support, lowest first, such as [FrameworkLevels]. None: any
	// name of a level is good, also the empty one, and they have no order.
	Levels Levels

	// Zones finds time zones. Nil: [time.LoadLocation], which reads the machine's files.
	Zones calendar.ZoneSource

	// Calendars finds calendars: whose business days a rotation counts, in whose open
	// time a step waits, out of whose hours it does not disturb. Nil has none.
	Calendars calendar.Source

	// Schedules finds who is on call. Nil has none.
	Schedules ScheduleSource
}

// A ScheduleSource finds the schedule of a name; ok is false if there is none.
type ScheduleSource func(name string) (s Schedule, ok bool)

// Codes of findings about the records of this package, beside those of packages msp and
// calendar.
const (
	CodeNobody        msp.Code = "nobody"         // nobody is told, or takes turns
	CodeGap           msp.Code = "gap"            // nobody is on call for a while
	CodeCutShort      msp.Code = "cut_short"      // the next step comes before a level had its time
	CodeUnreachable   msp.Code = "unreachable"    // it never comes to that
	CodeNotTotal      msp.Code = "not_total"      // a ticket can be without a route
	CodeReachesNobody msp.Code = "reaches_nobody" // nobody is ever told of a ticket
)

func findCalendar(list *findings.List, path, name string, calendars calendar.Source) (calendar.Calendar, bool) {
	if calendars != nil {
		if c, ok := calendars(name); ok {
			return c, true
		}
	}
	list.Errorf(path, msp.CodeUnknownName, "no calendar %q", msp.NewInputError(nil, "", name, "").Input)
	return calendar.Calendar{}, false
}

func findSchedule(list *findings.List, path, name string, schedules ScheduleSource) Schedule {
	if schedules != nil {
		if s, ok := schedules(name); ok {
			return s
		}
	}
	list.Errorf(path, msp.CodeUnknownName, "no schedule %q", msp.NewInputError(nil, "", name, "").Input)
	return Schedule{}
}
