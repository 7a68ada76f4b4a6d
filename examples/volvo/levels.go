package main

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// A move is a handover from one level of support to another.
type move struct{ from, to string }

// levels are the moves of all cases, and the time of each stay.
type levels struct {
	moves         map[move]int
	pingPong      int // moves back to a level that the case had left
	pingPongCases int
	stays         map[string]metrics.Times // by level
	firstLevel    metrics.Rate             // solved, and never left the first level
}

func newLevels() levels {
	return levels{moves: make(map[move]int), stays: make(map[string]metrics.Times)}
}

// add walks the levels of a case. Every assignment begins a cycle of the clock, so
// that the cycles are the stays, in order.
func (l *levels) add(log sla.Log, clock sla.Clock, end time.Time) error {
	var path []string
	for _, e := range log.All() {
		if e.Type == sla.EventAssigned {
			path = append(path, e.Attributes[level])
		}
	}
	had, back := make(map[string]bool), 0
	for i := 1; i < len(path); i++ {
		l.moves[move{path[i-1], path[i]}]++
		had[path[i-1]] = true
		if had[path[i]] {
			back++
		}
	}
	l.pingPong += back
	if back > 0 {
		l.pingPongCases++
	}
	for i, stay := range clock.Cycles(end) {
		times := l.stays[path[i]]
		if err := times.Add(stay.Elapsed()); err != nil {
			return err
		}
		l.stays[path[i]] = times
	}
	outcome := msp.Pending
	if _, stopped := clock.At(end).StoppedAt(); stopped {
		outcome = msp.Missed
		if len(path) == 1 && path[0] == firstLevel {
			outcome = msp.Met
		}
	}
	return l.firstLevel.Add(outcome)
}

const firstLevel = "L1"

// all returns the number of moves.
func (l *levels) all() int {
	n := 0
	for _, count := range l.moves {
		n += count
	}
	return n
}
