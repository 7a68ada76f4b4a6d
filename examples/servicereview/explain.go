package main

import (
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A Stretch explains one local day, or several alike that follow each other: what
// of it was open, why the rest was not, and how much counted.
type Stretch struct {
	calendar.Interval

	Days    int
	Hours   string   // what was open, on the client's clock: "09:00–12:00, 13:00–17:00"; empty if the days differ
	Closed  []string // why the rest was not, in the order in which it happened
	Notable bool     // whether Closed says more than that the rest was outside the hours
	Counted time.Duration
}

// How many lines an explanation may have before it is told by months, then by
// years.
const mostLines = 16

// explain returns where the time of a promise went, from the opening to its end:
// in order, without gaps, with every second that counted.
func explain(p *Promise) []Stretch {
	days := explainDays(p)
	lines := merge(days, alike)
	if len(lines) > mostLines {
		lines = merge(days, sameMonth)
	}
	if len(lines) > mostLines {
		lines = merge(days, sameYear)
	}
	return lines
}

// explainDays returns a stretch for each day of the client's clock.
func explainDays(p *Promise) []Stretch {
	zone := p.Ticket.Client.Calendar.Zone()
	var days []Stretch
	var open []calendar.Interval // of the last day
	var until time.Time          // the end of the last day
	finish := func() {
		if n := len(days); n > 0 {
			days[n-1].describe(open)
		}
		open = open[:0]
	}
	for s := range p.Target.Calendar().Explain(p.Deadline.Start(), p.End) {
		for from := s.From.In(zone); from.Before(s.To); {
			if !from.Before(until) {
				finish()
				until = nextDay(from)
				days = append(days, Stretch{Interval: calendar.Interval{From: from}, Days: 1})
			}
			day := &days[len(days)-1]
			to := s.To.In(zone)
			if until.Before(to) {
				to = until
			}
			day.To = to
			if !s.Open {
				day.close(closedText(s.Reason), s.Reason.Code() != calendar.ReasonOutside)
			} else {
				day.Counted += to.Sub(from)
				open = append(open, calendar.Interval{From: from, To: to})
			}
			from = to
		}
	}
	finish()
	return days
}

// close adds a reason for which the day was closed, once.
func (s *Stretch) close(why string, notable bool) {
	s.Notable = s.Notable || notable
	if !slices.Contains(s.Closed, why) {
		s.Closed = append(s.Closed, why)
	}
}

// describe writes the open hours of a day as text. Where a clock change makes
// them longer or shorter than they look, it says so.
func (s *Stretch) describe(open []calendar.Interval) {
	var parts []string
	for _, i := range calendar.NewIntervals(open...) { // one where two desks hand over
		parts = append(parts, clockText(i.From)+"–"+endText(i))
		_, before := i.From.Zone()
		_, after := i.To.Zone()
		switch change := time.Duration(after-before) * time.Second; {
		case change > 0:
			s.close("clocks went forward "+durationText(change), true)
		case change < 0:
			s.close("clocks went back "+durationText(-change), true)
		}
	}
	s.Hours = strings.Join(parts, ", ")
}

// closedText returns why a stretch was closed. A holiday and a break say so.
func closedText(r msp.Reason) string {
	if r.Code() == calendar.ReasonHoliday {
		return r.String()
	}
	return strings.TrimPrefix(r.String(), "closed: ")
}

// nextDay returns the next local midnight: the first instant of the next date.
// Where a clock goes back over midnight, the minutes that it shows again belong to
// the next date already.
func nextDay(t time.Time) time.Time {
	local, err := calendar.LocalOf(t, t.Location())
	for days := 1; err == nil; days++ {
		var next calendar.LocalTime
		if next, err = local.AddDays(days); err != nil {
			break
		}
		var date msp.Date
		if date, err = next.Date(); err != nil {
			break
		}
		if at := calendar.InstantOf(calendar.At(date, calendar.TimeOfDay{}), t.Location()); at.After(t) {
			return at
		}
	}
	return t.Add(24 * time.Hour) // beyond the year 9999, which a review never is
}

// merge joins stretches that follow each other and belong together.
func merge(days []Stretch, together func(a, b *Stretch) bool) []Stretch {
	var out []Stretch
	for i := range days {
		day := days[i]
		n := len(out)
		if n == 0 || !together(&out[n-1], &day) {
			day.Closed = slices.Clone(day.Closed)
			out = append(out, day)
			continue
		}
		last := &out[n-1]
		last.To = day.To
		last.Days += day.Days
		last.Counted += day.Counted
		if last.Hours != day.Hours {
			last.Hours = ""
		}
		for _, why := range day.Closed {
			last.close(why, day.Notable)
		}
	}
	return out
}

// alike reports whether a day looks as those before it do.
func alike(a, b *Stretch) bool {
	return a.Hours == b.Hours && a.Counted == b.Counted*time.Duration(a.Days) && slices.Equal(a.Closed, b.Closed)
}

func sameMonth(a, b *Stretch) bool { return sameYear(a, b) && a.From.Month() == b.From.Month() }

func sameYear(a, b *Stretch) bool { return a.From.Year() == b.From.Year() }
