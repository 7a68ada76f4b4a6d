package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp/sla"
)

// missed writes a block for each broken promise.
func (w *textWriter) missed() {
	w.title("Missed: " + count(len(w.Missed), "promise") + ", and where the time went")
	if len(w.Missed) == 0 {
		w.printf("  None.\n")
		return
	}
	w.printf("Each line is a day of the client's clock, or some alike: how much counted, when, and why the rest did not.\n\n")
	var last *Client
	for i := range w.Missed {
		m := &w.Missed[i]
		c := m.Ticket.Client
		if c != last {
			if last != nil {
				w.printf("\n")
			}
			w.printf("%s (times of %s)\n", c.Name, c.Calendar.Zone())
			last = c
		}
		w.miss(m)
	}
}

func (w *textWriter) miss(m *Miss) {
	zone := m.Ticket.Client.Calendar.Zone()
	instant := func(t time.Time) string { return w.instantText(t, zone) }
	target, _ := m.Deadline.Target()
	w.printf("\n  %s  %s  %s  late by %s = %s counted − %s promised (%s)\n", m.Ticket.ID, m.Ticket.Priority, m.Kind,
		durationText(m.Late()), durationText(m.Elapsed()), durationText(target), w.promised(&m.Promise))
	finished := "still open"
	switch {
	case m.Done && m.Kind == Response:
		finished = "answered " + instant(m.End)
	case m.Done:
		finished = "resolved " + instant(m.End)
	}
	due, _ := m.Deadline.Due()
	limit, _ := m.Deadline.Limit() // a broken promise has both
	last := "the same"
	if !limit.Equal(due) {
		last = instant(limit)
	}
	w.printf("    opened %s · %s\n", instant(m.Ticket.Opened), finished)
	w.printf("    due %s · limit %s\n", instant(due), last)
	t := table{indent: "      ", columns: []column{{"", left}, {"", right}, {"", left}, {"", left}}}
	var sum time.Duration
	for i := range m.Days {
		s := &m.Days[i]
		sum += s.Counted
		counted, hours, closed := none, s.Hours, ""
		if s.Counted > 0 {
			counted = durationText(s.Counted)
			if hours == "" {
				hours = "in " + count(s.Days, "day")
			} else if s.Days > 1 {
				hours = strconv.Itoa(s.Days) + " × " + hours
			}
		}
		if len(s.Closed) > 0 {
			closed = strings.Join(s.Closed, "; ")
		}
		t.add(w.stretchText(s), counted, hours, closed)
	}
	if len(m.Days) > 1 {
		t.add("counted", durationText(sum), "", "")
	}
	t.write(w.Writer)
}

// stretchText returns the days of a stretch: "Sat 14 – Mon 16 Feb".
func (w *textWriter) stretchText(s *Stretch) string {
	if s.Days == 1 {
		return w.dayText(s.From)
	}
	last := s.To.Add(-1)
	if s.From.Month() == last.Month() && s.From.Year() == last.Year() {
		return s.From.Format("Mon 2 – ") + w.dayText(last)
	}
	return w.dayText(s.From) + " – " + w.dayText(last)
}

// promised returns what the target is and whose hours count.
func (r *Review) promised(p *Promise) string {
	hours := "hours: " + r.Model.Hours(p.Target.Calendar())
	if _, ok := p.Target.Span().(sla.Within); ok {
		return hours
	}
	return spanText(p.Target.Span()) + ", " + hours
}
