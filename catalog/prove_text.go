package catalog

import (
	"slices"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/sla"
)

// isResponse reports whether a metric is that of a response: from the creation of a ticket
// to the first reply.
func isResponse(m sla.Metric) bool {
	return m.After == "" && slices.Contains(m.Start, sla.EventCreated) && slices.Contains(m.Stop, sla.EventAgentReply)
}

// isResolution reports whether a metric is that of a solution: from the creation of a
// ticket to its end and nothing before.
func isResolution(m sla.Metric) bool {
	isEnd := func(t sla.EventType) bool { return t == sla.EventResolved || t == sla.EventClosed }
	return m.After == "" && slices.Contains(m.Start, sla.EventCreated) && len(m.Stop) > 0 &&
		!slices.ContainsFunc(m.Stop, func(t sla.EventType) bool { return !isEnd(t) })
}

// String returns the proof in one line, with its worst opening on the clock of the hours
// in which the response is promised:
//
//	acme / help desk / P1: opened Sat 2026-06-06 03:10 EDT: nobody until Mon 08:00, 52h50m against 1h
//	acme / help desk / P2: kept: opened Mon 2026-06-01 08:00 EDT: told at once, 0s against 4h
func (p Proof) String() string {
	text := subject(p.Client, p.Site, p.Service, p.Priority.String()) + ": "
	switch {
	case p.Err != nil:
		return text + "not decided: " + p.Err.Error()
	case p.Missed == 0 && p.Worst.Opened.IsZero():
		return text + "kept: nothing is due"
	case p.Missed == 0:
		text += "kept: "
	}
	return text + p.Worst.text(p.Target.Calendar().Zone())
}

// text says what becomes of the ticket, on the clock of a zone.
func (w Witness) text(zone *time.Location) string {
	text := "opened " + instantIn(w.Opened, zone) + ": "
	switch {
	case !w.IsTold:
		return text + "nobody is ever told, against " + duration.Format(w.Target)
	case w.Wait == 0:
		text += "told at once"
	default:
		text += "nobody until " + laterIn(w.Opened, w.Told, zone)
	}
	return text + ", " + duration.Format(w.Elapsed) + " against " + duration.Format(w.Target)
}

// instantIn returns an instant on the clock of a zone, "Sat 2026-06-06 03:10 EDT".
func instantIn(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format("Mon 2006-01-02 ") + clockText(t) + t.Format(" MST")
}

// laterIn returns a later instant on the clock of a zone as short as it can be understood:
// "08:00", "Mon 08:00" within a week, or else with its date.
func laterIn(from, t time.Time, zone *time.Location) string {
	from, t = from.In(zone), t.In(zone)
	day, err := calendar.DateOf(from, zone)
	then, err2 := calendar.DateOf(t, zone)
	switch days := day.DaysUntil(then); {
	case err != nil || err2 != nil || days < 0 || days > 6:
		return t.Format("Mon 2006-01-02 ") + clockText(t)
	case days == 0:
		return clockText(t)
	default:
		return t.Format("Mon ") + clockText(t)
	}
}

// clockText returns the time of day, with as much of it as there is.
func clockText(t time.Time) string {
	if t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format("15:04")
	}
	return t.Format("15:04:05.999999999")
}

// spanIn returns a range of time on the clock of a zone, "Sat 2026-06-06 12:00 EDT–Mon 08:00".
func spanIn(i calendar.Interval, zone *time.Location) string {
	return instantIn(i.From, zone) + "–" + laterIn(i.From, i.To, zone)
}
