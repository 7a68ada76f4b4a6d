package sla

import (
	"fmt"
	"strings"
	"time"

	"github.com/mspkit/msp/internal/duration"
)

// An Audit explains a clock: its status at an instant and all stretches of its
// time until then. What counted in the present cycle adds up to the time elapsed,
// exactly.
type Audit struct {
	Goal      string    `json:"goal"`
	Status    Status    `json:"status"`
	Stretches []Stretch `json:"stretches"`
}

// Audit answers why a promise is breached, or due when it is: see [Clock.At] and
// [Clock.Spans]. The end of the time is the instant or, of a stopped clock, the
// stop.
//
//	fmt.Println(clock.Audit(now))
func (c Clock) Audit(now time.Time) Audit {
	a := Audit{Goal: c.goals().name, Status: c.At(now)}
	until := now
	if stopped, ok := a.Status.StoppedAt(); ok {
		until = stopped
	}
	for s := range c.Spans(until) {
		a.Stretches = append(a.Stretches, s)
	}
	return a
}

// String returns the audit as a text of several lines, in the calendar's zone:
//
//	resolution: missed, 1h over 8h
//	  Mon 2026-03-02 10:00 – 12:00  2h counted  open: Mon 09:00-17:00
//	  Mon 2026-03-02 12:00 – 15:00  paused      waits: requester
//	  …
//	due Tue 2026-03-03 13:00
//	breached at Tue 2026-03-03 13:00
func (a Audit) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", a.Goal, a.verdict())
	rows := make([][2]string, len(a.Stretches))
	width := [2]int{}
	for i, s := range a.Stretches {
		rows[i] = [2]string{s.when(), s.what()}
		for j, text := range rows[i] {
			width[j] = max(width[j], len([]rune(text)))
		}
	}
	cycles := len(a.Stretches) > 0 && a.Stretches[len(a.Stretches)-1].Cycle > 1
	for i, s := range a.Stretches {
		b.WriteString("  ")
		if cycles {
			fmt.Fprintf(&b, "cycle %d  ", s.Cycle)
		}
		fmt.Fprintf(&b, "%-*s  %-*s  %s\n", width[0], rows[i][0], width[1], rows[i][1], s.Reason)
	}
	for _, line := range a.instants() {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}

func (a Audit) verdict() string {
	s := a.Status
	target, ok := s.Target()
	switch {
	case s.Cycle() == 0:
		return "not started"
	case !ok:
		return "nothing promised, " + duration.Format(s.Elapsed()) + " elapsed"
	case s.Elapsed() > target:
		return s.Outcome().String() + ", " + duration.Format(s.Elapsed()-target) + " over " + duration.Format(target)
	default:
		return s.Outcome().String() + ", " + duration.Format(s.Elapsed()) + " of " + duration.Format(target) + " used"
	}
}

func (a Audit) instants() []string {
	var lines []string
	add := func(what string, at time.Time, ok bool) {
		if ok {
			lines = append(lines, what+" "+minutes(at))
		}
	}
	due, ok := a.Status.Due()
	add("due", due, ok)
	if limit, known := a.Status.Limit(); known && !limit.Equal(due) {
		add("safe until", limit, true)
	}
	breach, ok := a.Status.BreachAt()
	add("breached at", breach, ok)
	stopped, ok := a.Status.StoppedAt()
	add("stopped at", stopped, ok)
	return lines
}

// when returns "Mon 2026-03-02 10:00 – 12:00".
func (s Stretch) when() string {
	to := minutes(s.To)
	if from := s.From; from.Year() == s.To.Year() && from.YearDay() == s.To.YearDay() {
		to = clockText(s.To)
	}
	return minutes(s.From) + " – " + to
}

func (s Stretch) what() string {
	switch {
	case s.Counted > 0:
		return duration.Format(s.Counted) + " counted"
	case s.State == OutOfHours:
		return "out of hours"
	default:
		return s.State.String()
	}
}

// minutes writes an instant to the minute, or as exactly as it is.
func minutes(t time.Time) string { return t.Format("Mon 2006-01-02 ") + clockText(t) }

func clockText(t time.Time) string {
	if t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format("15:04")
	}
	return t.Format("15:04:05.999999999")
}
