package oracle

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Ticket is all that one clock of a ticket is made of: the facts, what is
// measured, how much time there is, whose hours count. Its answers come from a
// walk through time, one step after the other; a step ends early where an event
// or the question lies, so that only the calendars must keep to the grid.
//
// Priorities are numbers, 1 the most urgent; 0 is none.
type Ticket struct {
	Metric Metric

	// Targets are the priorities that have a target, and how much time there is.
	Targets map[int]time.Duration

	// TargetFrom, if not nil, says how much time there is instead: for targets
	// that are known only when a cycle begins. The keys of Targets still say which
	// priorities have one. Not ok is no target.
	TargetFrom func(cycle time.Time, priority int) (target time.Duration, ok bool)

	// Calendar is the name of the calendar of all priorities, unless CalendarOf
	// names one for each priority that has a target.
	Calendar   string
	CalendarOf map[int]string

	// Calendars say of each name whether a calendar is open at an instant of the
	// window; such as [Walk.IsOpen].
	Calendars map[string]func(time.Time) bool

	// Events are the log, in any order, with or without duplicates.
	Events []Event

	// The window, which holds all events, and its step from From on. What lies
	// behind To is not known. The calendars change only between steps.
	From, To time.Time
	Step     time.Duration
}

// A Metric says what is measured. Its words are those of the vectors.
type Metric struct {
	Start, Stop []string // types of events
	After       string   // the type of event that arms the start; empty: it is armed
	PauseOn     []string // reasons
	Cyclic      bool
	Reopen      string // continue, restart, ignore or count_gap; empty: continue
	OnPriority  string // retroactive, restart or keep; empty: retroactive
	Sticky      bool
}

// An Event is a fact about the ticket. Any event may name a priority.
type Event struct {
	ID       string
	At       time.Time
	Seq      int64
	Type     string
	Priority int
	Reason   string // of pause and resume
	Calendar string // of calendar
	Level    int    // of assigned; nobody looks at it
}

// Known returns the ticket when the first n of its events had arrived.
func (t Ticket) Known(n int) Ticket {
	t.Events = t.Events[:n]
	return t
}

// Conflict reports whether two of the events have one identity and differ: a log
// that nobody should fold.
func Conflict(events []Event) bool {
	for i, a := range events {
		for _, b := range events[:i] {
			if identical(a, b) && !same(a, b) {
				return true
			}
		}
	}
	return false
}

// identical tells whether two records speak of one event: by ID, and without by
// instant and number.
func identical(a, b Event) bool {
	if a.ID != "" || b.ID != "" {
		return a.ID == b.ID
	}
	return a.At.Equal(b.At) && a.Seq == b.Seq
}

func same(a, b Event) bool {
	equal := a.At.Equal(b.At)
	a.At, b.At = time.Time{}, time.Time{}
	return equal && a == b
}

// log returns the events up to an instant, each once, in the order in which they
// count.
func (t Ticket) log(now time.Time) []Event {
	var log []Event
	for _, e := range t.Events {
		again := slices.ContainsFunc(log, func(other Event) bool { return identical(e, other) })
		if !again && !e.At.After(now) {
			log = append(log, e)
		}
	}
	slices.SortStableFunc(log, func(a, b Event) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Seq, b.Seq), strings.Compare(a.ID, b.ID))
	})
	return log
}

// targetOf returns the target of a priority in a cycle that began at an instant.
func (t Ticket) targetOf(priority int, began time.Time) (time.Duration, bool) {
	amount, ok := t.Targets[priority]
	if ok && t.TargetFrom != nil {
		return t.TargetFrom(began, priority)
	}
	return amount, ok
}

// calendarOf returns the calendar that comes with a priority; ok is false if it
// has no target and so no calendar of its own.
func (t Ticket) calendarOf(priority int) (name string, ok bool) {
	if t.CalendarOf == nil {
		return t.Calendar, true
	}
	if _, ok := t.Targets[priority]; !ok {
		return "", false
	}
	name, ok = t.CalendarOf[priority]
	return name, ok
}

// firstCalendar returns the calendar before any priority is known: that of the
// least urgent priority with a target.
func (t Ticket) firstCalendar() string {
	least := 0
	for priority := range t.Targets {
		least = max(least, priority)
	}
	name, _ := t.calendarOf(least)
	return name
}

// open reports whether a calendar is open; where no priority has a target there is
// no calendar, and it is not.
func (t Ticket) open(name string, at time.Time) bool {
	return name != "" && t.Calendars[name](at)
}
