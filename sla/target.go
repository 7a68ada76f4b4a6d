package sla

import (
	"errors"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// A Target is a span within a calendar: four business hours, the end of the next
// business day, two hours 24x7. [Target.Start] says what it means from an
// instant.
//
// The zero Target promises nothing and cannot start. Targets are immutable, safe
// for concurrent use and cheap to copy; == tells whether two have the same span
// and the same calendar, as [calendar.Calendar] means it.
type Target struct {
	span     Span
	calendar calendar.Calendar
}

var (
	// ErrNoTarget says that the zero Target was started.
	ErrNoTarget = errors.New("no target")
	// ErrNoOpenTime says that no open time lies between the start and the instant
	// that the span names: the promise would be broken before anyone could keep it.
	ErrNoOpenTime = errors.New("no open time until then")
)

// NewTarget returns the target of a span within a calendar. What is wrong with it
// is an [msp.Issues] error:
//
//   - no span, or a pointer to one: [msp.CodeMissing], [msp.CodeType]
//   - an amount or a number of days out of range: [msp.CodeRange]
//   - civil days on a calendar that is not known to be always open:
//     [CodeNotAlwaysOpen]
//
// A calendar that never opens is legal: the time never runs out.
func NewTarget(span Span, c calendar.Calendar) (Target, error) {
	var list findings.List
	if checkSpan(&list, "span", span) {
		checkCalendar(&list, "span", span, c)
	}
	if err := list.Issues().Err(); err != nil {
		return Target{}, err
	}
	return Target{span, c}, nil
}

// MustNewTarget is [NewTarget] for constants in code; it panics on an error.
func MustNewTarget(span Span, c calendar.Calendar) Target {
	t, err := NewTarget(span, c)
	if err != nil {
		panic(err)
	}
	return t
}

// Span returns the span; nil for the zero Target.
func (t Target) Span() Span { return t.span }

// Calendar returns the calendar.
func (t Target) Calendar() calendar.Calendar { return t.calendar }

// IsZero reports whether t is the zero Target.
func (t Target) IsZero() bool { return t.span == nil }

// Start returns what the target means from an instant. The errors are:
//
//   - [ErrNoTarget], [ErrNoOpenTime];
//   - [msp.ErrRange], if the span counts dates and the start is beyond the years 1
//     to 9999;
//   - [msp.ErrOverflow], if the target is more than 292 years of open time.
//
// Where the calendar has no such business day, closing or opening, that is no
// error: target and due time are then unknown. Cost: about that of two questions
// to the calendar, and as many again for a span that names an instant.
func (t Target) Start(at time.Time) (Deadline, error) {
	if t.IsZero() {
		return Deadline{}, msp.NewInputError(ErrNoTarget, "sla: start", instantText(at), "the zero Target promises nothing")
	}
	d := Deadline{calendar: t.calendar, start: at.Round(0).In(t.calendar.Zone())} // Round drops a monotonic reading
	named, ok, err := t.span.names(t.calendar, d.start)
	if err != nil {
		return Deadline{}, err
	}
	if !ok {
		if within, amount := t.span.(Within); amount {
			d = d.with(time.Duration(within))
		}
		return d, nil
	}
	target, err := t.calendar.CheckedBetween(d.start, named)
	if err != nil {
		return Deadline{}, err
	}
	if target <= 0 {
		return Deadline{}, msp.NewInputError(ErrNoOpenTime, "sla: start", instantText(d.start), t.span.String()+" is "+instantText(named))
	}
	d.named = moment{named, true}
	return d.with(target), nil
}

func instantText(t time.Time) string { return t.Format(time.RFC3339Nano) }
