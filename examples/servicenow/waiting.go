package main

import (
	"maps"
	"slices"
	"time"

	"github.com/mspkit/msp/sla"
)

// waiting is how long incidents waited, in seconds by state. It is counted twice:
// row by row, and by a clock that the holds pause.
type waiting struct {
	states []string // that wait, sorted
	rows   map[string]int64
	byRows map[string]int64

	byClock        map[string]int64
	counted, total int64 // by the clock: the time that it ran, and that of all logs
}

// holds returns what the states that wait are to the clocks.
func (w *waiting) holds() []sla.Hold {
	holds := make([]sla.Hold, len(w.states))
	for i, state := range w.states {
		holds[i], _ = holdOf(state)
	}
	return holds
}

// newWaiting adds up the time from each row that waits to the next row.
func newWaiting(log *auditLog) *waiting {
	w := &waiting{rows: make(map[string]int64), byRows: make(map[string]int64), byClock: make(map[string]int64)}
	for _, i := range log.incidents {
		for j, e := range i.entries {
			if _, waits := holdOf(e.state); !waits {
				continue
			}
			w.rows[e.state]++
			if j+1 < len(i.entries) {
				w.byRows[e.state] += seconds(i.entries[j+1].updated.Sub(e.updated))
			}
		}
	}
	w.states = slices.Sorted(maps.Keys(w.rows))
	return w
}

// metric measures a log from its first row to its last, less the time that it
// waits.
func (w *waiting) metric() sla.Metric {
	return sla.Metric{
		Name:  "not_waiting",
		Start: []sla.EventType{eventFirstRow}, Stop: []sla.EventType{eventLastRow},
		PauseOn: w.holds(), Reopen: sla.ReopenIgnore,
	}
}

// add asks the clock of an incident where its time went.
func (w *waiting) add(i incident, clock sla.Clock) {
	last := i.last().updated
	for s := range clock.Spans(last) {
		w.total += seconds(s.Duration())
		w.counted += seconds(s.Counted)
		for _, hold := range s.Holds { // one at a time: an incident has one state
			for _, state := range w.states {
				if h, _ := holdOf(state); h == hold {
					w.byClock[state] += seconds(s.Duration())
				}
			}
		}
	}
}

// agree reports whether both counts are the same, and what the clock counted and
// what it waited are all the time there is.
func (w *waiting) agree() bool {
	sum := w.counted
	for _, state := range w.states {
		if w.byRows[state] != w.byClock[state] {
			return false
		}
		sum += w.byClock[state]
	}
	return sum == w.total
}

// seconds of a time between two whole minutes.
func seconds(d time.Duration) int64 { return int64(d / time.Second) }
