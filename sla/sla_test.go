package sla_test

import (
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/sla"
)

// office is London from nine to five, Easter closed.
func office() calendar.Spec {
	return calendar.Spec{
		Zone:  "Europe/London",
		Hours: calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Holidays: calendar.Rules{
			{Name: "Good Friday", On: calendar.Easter{Days: -2}},
			{Name: "Easter Monday", On: calendar.Easter{Days: 1}},
		},
	}
}

func compile(s calendar.Spec) calendar.Calendar { return s.MustCompile(zones.Load) }

func at(clock string) sla.Span {
	return sla.NextBusinessDayAt(calendar.MustParseTimeOfDay(clock))
}

// local reads "2026-03-06 16:00" on a calendar's clock.
func local(tb testing.TB, c calendar.Calendar, text string) time.Time {
	tb.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, c.Zone())
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func newTarget(tb testing.TB, span sla.Span, c calendar.Calendar) sla.Target {
	tb.Helper()
	target, err := sla.NewTarget(span, c)
	if err != nil {
		tb.Fatalf("NewTarget(%v): %v", span, err)
	}
	return target
}

func start(tb testing.TB, span sla.Span, c calendar.Calendar, from time.Time) sla.Deadline {
	tb.Helper()
	d, err := newTarget(tb, span, c).Start(from)
	if err != nil {
		tb.Fatalf("%v from %v: %v", span, from, err)
	}
	return d
}

// show writes an instant as local reads it, or "-" if it is unknown.
func show(t time.Time, ok bool) string {
	if !ok {
		return "-"
	}
	return t.Format("2006-01-02 15:04")
}

func date(text string) calendar.Dates { return calendar.Dates{msp.MustParseDate(text)} }

func window(day, hours string) calendar.Window {
	return calendar.Window{Rule: calendar.Rule{On: date(day)}, Hours: calendar.MustParseShifts(hours)}
}
