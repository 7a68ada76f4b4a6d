package main

import (
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// A Day explains one local day of a promise, or several alike that follow each
// other: how much counted and when, how much open time did not, and why.
type Day struct {
	calendar.Interval

	Days    int
	Hours   string   // what counted, on the client's clock: "09:00–12:00, 13:00–17:00"; empty if the days differ
	Rest    []string // why the rest did not, in the order in which it happened
	Notable bool     // whether Rest says more than that the rest was outside the hours
	Counted time.Duration
	Held    time.Duration // open time that did not count: held, or done before it was reopened

	gap bool // a time that counted since the ticket was reopened; its days are not told
}

// How many lines an explanation may have before it is told by months, then by
// years.
const mostLines = 16

// explain returns where the time of a promise went, from its start to its end:
// in order, without gaps, with every second that counted.
func explain(p *Promise) []Day {
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

// explainDays returns a line for each day of the client's clock.
func explainDays(p *Promise) []Day {
	b := dayBuilder{zone: p.Ticket.Client.Calendar.Zone()}
	for s := range p.Stretches() {
		if s.State == sla.Stopped && s.Counted > 0 {
			b.gap(s)
			continue
		}
		for from := s.From.In(b.zone); from.Before(s.To); {
			day := b.at(from)
			piece := calendar.Interval{From: from, To: s.To.In(b.zone)}
			if b.midnight.Before(piece.To) {
				piece.To = b.midnight
			}
			day.To = piece.To
			switch s.State {
			case sla.Running:
				day.Counted += piece.Duration()
				b.open = append(b.open, piece)
			case sla.OutOfHours:
				text := p.Ticket.Client.closedText(s.Reason)
				day.rest(text, text != outsideHours)
			case sla.Paused, sla.Stopped:
				day.Held += p.hoursAt(s.Priority).Between(piece.From, piece.To)
				day.rest(s.Reason.String(), true)
			}
			from = piece.To
		}
	}
	b.finish()
	return b.days
}

// A dayBuilder collects the pieces of days.
type dayBuilder struct {
	zone     *time.Location
	days     []Day
	open     []calendar.Interval // of the last day
	midnight time.Time           // at which the last day ends
}

// at returns the day of an instant, the last one or another after it.
func (b *dayBuilder) at(t time.Time) *Day {
	if !t.Before(b.midnight) {
		b.finish()
		b.midnight = nextDay(t)
		b.days = append(b.days, Day{Interval: calendar.Interval{From: t}, Days: 1})
	}
	return &b.days[len(b.days)-1]
}

// finish completes the last day.
func (b *dayBuilder) finish() {
	if n := len(b.days); n > 0 && !b.days[n-1].gap {
		b.days[n-1].describe(b.open)
	}
	b.open = b.open[:0]
}

// gap adds a line for a time that came to count when the ticket was reopened. In
// which of its hours, under which holds, is not told.
func (b *dayBuilder) gap(s sla.Stretch) {
	b.finish()
	line := Day{
		Interval: calendar.Interval{From: s.From.In(b.zone), To: s.To.In(b.zone)},
		Rest:     []string{s.Reason.String()}, Notable: true, Counted: s.Counted, gap: true,
	}
	for at := line.From; at.Before(line.To); at = nextDay(at) {
		line.Days++
	}
	b.days, b.midnight = append(b.days, line), line.To
}

// rest adds a reason for which a part of the day did not count, once.
func (d *Day) rest(why string, notable bool) {
	d.Notable = d.Notable || notable
	if !slices.Contains(d.Rest, why) {
		d.Rest = append(d.Rest, why)
	}
}

// describe writes the hours that counted as text. Where a clock change makes them
// longer or shorter than they look, it says so.
func (d *Day) describe(open []calendar.Interval) {
	var parts []string
	for _, i := range calendar.NewIntervals(open...) { // one where two desks hand over
		parts = append(parts, clockText(i.From)+"–"+endText(i))
		_, before := i.From.Zone()
		_, after := i.To.Zone()
		switch change := time.Duration(after-before) * time.Second; {
		case change > 0:
			d.rest("clocks went forward "+durationText(change), true)
		case change < 0:
			d.rest("clocks went back "+durationText(-change), true)
		}
	}
	d.Hours = strings.Join(parts, ", ")
}

// outsideHours is why most of a day does not count.
const outsideHours = "outside hours"

// closedText returns why hours were closed, without their names, which stand beside the
// promise. A holiday and a break say so.
func (c *Client) closedText(r msp.Reason) string {
	text := strings.TrimPrefix(r.String(), "closed: ")
	var parts []string
	for part := range strings.SplitSeq(text, "; ") { // a union says it of each of its calendars
		for _, name := range c.model.names {
			part = strings.TrimSuffix(part, ", "+name)
		}
		parts = appendNew(parts, part)
	}
	text = strings.Join(parts, "; ")
	if r.Code() == calendar.ReasonHoliday {
		return "closed: " + text
	}
	return text
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
		if at := midnight(date, t.Location()); at.After(t) {
			return at
		}
	}
	return t.Add(24 * time.Hour) // beyond the year 9999, which a review never is
}

// merge joins days that follow each other and belong together.
func merge(days []Day, together func(a, b *Day) bool) []Day {
	var out []Day
	for i := range days {
		day := days[i]
		n := len(out)
		if n == 0 || day.gap || out[n-1].gap || !together(&out[n-1], &day) {
			day.Rest = slices.Clone(day.Rest)
			out = append(out, day)
			continue
		}
		last := &out[n-1]
		last.To = day.To
		last.Days += day.Days
		last.Counted += day.Counted
		last.Held += day.Held
		if last.Hours != day.Hours {
			last.Hours = ""
		}
		for _, why := range day.Rest {
			last.rest(why, day.Notable)
		}
	}
	return out
}

// alike reports whether a day looks as those before it do.
func alike(a, b *Day) bool {
	return a.Hours == b.Hours && slices.Equal(a.Rest, b.Rest) &&
		a.Counted == b.Counted*time.Duration(a.Days) && a.Held == b.Held*time.Duration(a.Days)
}

func sameMonth(a, b *Day) bool { return sameYear(a, b) && a.From.Month() == b.From.Month() }

func sameYear(a, b *Day) bool { return a.From.Year() == b.From.Year() }
