package main

import (
	"maps"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// A cell is an impact and an urgency.
type cell struct {
	impact  sla.Impact
	urgency sla.Urgency
}

// A recovered is the matrix that the desk's rows obey.
type recovered struct {
	matrix     sla.Matrix
	err        error                         // why the rows make no matrix
	rows       map[cell]map[msp.Priority]int // what they say
	priorities map[cell]msp.Priority
	mismatches int // rows that say otherwise
}

// recoverMatrix finds the priority of each impact and urgency: the one that most
// rows have, or the more urgent of two. A cell without a row is filled in by
// symmetry, as if impact and urgency weighed the same.
func recoverMatrix(log *auditLog) recovered {
	r := recovered{rows: make(map[cell]map[msp.Priority]int), priorities: make(map[cell]msp.Priority)}
	impacts, urgencies := make(map[sla.Impact]bool), make(map[sla.Urgency]bool)
	for _, i := range log.incidents {
		for _, e := range i.entries {
			at := cell{e.impact, e.urgency}
			if r.rows[at] == nil {
				r.rows[at] = make(map[msp.Priority]int)
			}
			r.rows[at][e.priority]++
			impacts[e.impact], urgencies[e.urgency] = true, true
		}
	}
	for at, counts := range r.rows {
		for p := msp.P1; p <= msp.P9; p++ {
			if counts[p] > counts[r.priorities[at]] {
				r.priorities[at] = p
			}
		}
	}
	// The names begin with the level's number.
	spec := sla.MatrixSpec{Impacts: slices.Sorted(maps.Keys(impacts)), Urgencies: slices.Sorted(maps.Keys(urgencies))}
	for _, impact := range spec.Impacts {
		row := make([]msp.Priority, len(spec.Urgencies))
		for j, urgency := range spec.Urgencies {
			p, ok := r.priorities[cell{impact, urgency}]
			if !ok {
				p = r.priorities[cell{sla.Impact(urgency), sla.Urgency(impact)}]
			}
			row[j] = p
		}
		spec.Priorities = append(spec.Priorities, row)
	}
	r.matrix, r.err = spec.Compile()
	for _, i := range log.incidents {
		for _, e := range i.entries {
			if r.priority(e.impact, e.urgency) != e.priority {
				r.mismatches++
			}
		}
	}
	return r
}

// priority asks the matrix or, if there is none, what most rows say.
func (r recovered) priority(impact sla.Impact, urgency sla.Urgency) msp.Priority {
	if p, err := r.matrix.Priority(impact, urgency); err == nil {
		return p
	}
	return r.priorities[cell{impact, urgency}]
}
