package oracle

import (
	"time"

	"github.com/mspkit/msp/calendar"
)

// A Downtime is a service whose availability is asked, on a grid of steps: one
// byte a step says whether it is down, in maintenance and in its hours. Every edge
// must be a whole number of steps from From.
type Downtime struct {
	From, To    time.Time // the grid; it holds the period and all outages
	Step        time.Duration
	Period      calendar.Interval
	Outages     []calendar.Interval
	Maintenance []calendar.Interval
	// Open says whether an instant is in the hours of service; nil is always.
	Open func(t time.Time) bool

	CountsAsUp bool // maintenance is agreed time
	MinOutage  time.Duration
	// Minutes turns what counts of an outage into whole minutes; nil counts it
	// exactly.
	Minutes func(counted time.Duration) int64
}

// Availability is what a [Downtime] comes to.
type Availability struct {
	Agreed, Maintenance, Down time.Duration
	Outages                   []time.Duration // what counts of each outage that meets the period
	Failures                  int             // how many of them count at all
}

const (
	isDown byte = 1 << iota
	isMaintained
	isOpen
	isAsked // in the period
)

// Availability goes through the grid step by step.
func (d Downtime) Availability() Availability {
	grid := make([]byte, d.To.Sub(d.From)/d.Step)
	d.mark(grid, isAsked, d.Period)
	d.mark(grid, isDown, d.Outages...)
	d.mark(grid, isMaintained, d.Maintenance...)
	for n := range grid {
		if d.Open == nil || d.Open(d.From.Add(time.Duration(n)*d.Step)) {
			grid[n] |= isOpen
		}
	}
	var a Availability
	var whole, counted time.Duration // of the outage that goes on
	meets := false
	for n := 0; n <= len(grid); n++ {
		var at byte
		if n < len(grid) {
			at = grid[n]
		}
		service := at&(isAsked|isOpen) == isAsked|isOpen
		if service && at&isMaintained != 0 {
			a.Maintenance += d.Step
		}
		if service && (at&isMaintained == 0 || d.CountsAsUp) {
			a.Agreed += d.Step
		}
		if at&isDown != 0 {
			whole += d.Step
			meets = meets || at&isAsked != 0
			if service && at&isMaintained == 0 {
				counted += d.Step
			}
			continue
		}
		if meets {
			a.add(d.counts(whole, counted))
		}
		whole, counted, meets = 0, 0, false
	}
	a.Down = min(a.Down, a.Agreed)
	return a
}

func (a *Availability) add(counts time.Duration, fails bool) {
	a.Outages = append(a.Outages, counts)
	a.Down += counts
	if fails {
		a.Failures++
	}
}

func (d Downtime) counts(whole, counted time.Duration) (counts time.Duration, fails bool) {
	switch {
	case whole < d.MinOutage:
		return 0, false
	case d.Minutes == nil || counted == 0:
		return counted, counted > 0
	}
	return time.Duration(d.Minutes(counted)) * time.Minute, true
}

// mark sets a bit of every step in one of the intervals.
func (d Downtime) mark(grid []byte, bit byte, intervals ...calendar.Interval) {
	for _, i := range intervals {
		for at := i.From; at.Before(i.To); at = at.Add(d.Step) {
			grid[at.Sub(d.From)/d.Step] |= bit
		}
	}
}
