package oracle

import "time"

// A Stretch is time in which a clock did one thing: running, paused, stopped, or
// closed, which is running out of hours. What it counted adds up to the elapsed
// time of its cycle; a stopped stretch counts once a reopening took the gap in.
type Stretch struct {
	From, To time.Time
	State    string
	Counted  time.Duration
	Cycle    int
}

// Stretches returns what the clock did from its start to an instant. The longest
// that have one state and cycle.
func (t Ticket) Stretches(now time.Time) []Stretch { return t.walk(now).stretches }

// note notes what the clock does in a step and returns the place of its stretch.
func (c *ticketClock) note(from, to time.Time, state string) int {
	n := len(c.stretches) - 1
	if n >= 0 && c.stretches[n].To.Equal(from) && c.stretches[n].State == state && c.stretches[n].Cycle == c.cycle {
		c.stretches[n].To = to
		return n
	}
	c.stretches = append(c.stretches, Stretch{From: from, To: to, State: state, Cycle: c.cycle})
	return n + 1
}
