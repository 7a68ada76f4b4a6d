package main

import (
	"slices"
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
	w.printf("Worst first for each client: by what part of the target it was late. A line is a day, or some alike. The last column\n" +
		"says why the rest did not count; where it is left out, the rest was outside hours, if there was any.\n\n")
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
		durationText(m.Late()), durationText(m.Elapsed()), durationText(target), w.promised(&m.Promise, "hours: "))
	finished := "still open as of " + instant(m.End)
	switch {
	case m.Done && m.Kind == Response:
		finished = "answered " + instant(m.End)
	case m.Done:
		finished = "resolved " + instant(m.End)
	}
	due, _ := m.Deadline.Due()
	limit, _ := m.Deadline.Limit() // a broken promise has both
	last := "= due"
	if !limit.Equal(due) {
		last = instant(limit)
	}
	w.printf("    opened %s · %s\n", instant(m.Ticket.Opened), finished)
	w.printf("    due %s · limit %s\n", instant(due), last)
	t := table{indent: "      ", plain: true, columns: []column{{"day", left}, {"counted", right}, {"when", left}}}
	if slices.ContainsFunc(m.Days, func(s Stretch) bool { return s.Notable || s.Counted == 0 }) {
		t.columns = append(t.columns, column{"the rest of the day", left})
	}
	var sum time.Duration
	for i := range m.Days {
		s := &m.Days[i]
		sum += s.Counted
		counted, hours := none, s.Hours
		if s.Counted > 0 {
			counted = durationText(s.Counted)
			if hours == "" {
				hours = "in " + count(s.Days, "day")
			} else if s.Days > 1 {
				hours = strconv.Itoa(s.Days) + " × " + hours
			}
		}
		t.add(w.stretchText(s), counted, hours, strings.Join(s.Closed, "; "))
	}
	if len(m.Days) > 1 {
		t.add("total", durationText(sum), "", "")
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

// promised returns what the target is, unless it is an amount, and after a title
// whose hours count: "2 business days, hours: boston".
func (r *Review) promised(p *Promise, title string) string {
	hours := title + r.Model.Hours(p.Target.Calendar())
	if _, ok := p.Target.Span().(sla.Within); ok {
		return hours
	}
	return spanText(p.Target.Span()) + ", " + hours
}
