package main

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// A summary is the last line of the output.
type summary struct {
	Cases         int `json:"cases"`
	Events        int `json:"events"`   // rows that could be read
	Rejected      int `json:"rejected"` // rows that could not
	Open          int `json:"open"`     // cases that are not completed
	Reopened      int `json:"reopened"` // cases
	Reopenings    int `json:"reopenings"`
	LevelMoves    int `json:"level_moves"`
	PingPong      int `json:"ping_pong"` // moves back to a level that the case had left
	PingPongCases int `json:"ping_pong_cases"`
	FirstLevel    int `json:"first_level"` // solved, and never at another level

	HeldSeconds  map[sla.Hold]int64 `json:"held_seconds"`
	LevelSeconds map[string]int64   `json:"level_seconds"` // until completed, waiting included
	GapSeconds   int64              `json:"gap_seconds"`   // completed, and reopened then

	Continue figures `json:"continue"`  // time until completed, less holds and gaps
	CountGap figures `json:"count_gap"` // … less holds
	Changed  int     `json:"changed"`   // cases that are kept by one and missed by the other
}

// A report is everything that is asked of the cases.
type report struct {
	cases             int
	rejected          int
	rows              plain
	reopened, changed int
	levels            levels
	goesOn, countGap  resolution
	held              map[sla.Hold]int64 // by the clocks
	example           example
}

func newReport(cases []ticket) (*report, error) {
	r := &report{
		cases: len(cases), rows: newPlain(cases), levels: newLevels(), goesOn: newResolution(), countGap: newResolution(),
		held: make(map[sla.Hold]int64),
	}
	g, err := newGoals(r.rows.holds)
	if err != nil {
		return nil, err
	}
	for _, t := range cases {
		if err := r.add(t, g); err != nil {
			return nil, fmt.Errorf("%s: %w", t.number, err)
		}
	}
	return r, nil
}

func (r *report) add(t ticket, g goals) error {
	log, err := t.log()
	if err != nil {
		return err
	}
	goesOn, err := g.goesOn.Replay(log)
	if err != nil {
		return err
	}
	countGap, err := g.countGap.Replay(log)
	if err != nil {
		return err
	}
	atLevel, err := g.level.Replay(log)
	if err != nil {
		return err
	}
	for _, e := range log.All() {
		if e.Type == sla.EventReopened {
			r.reopened++
			break
		}
	}
	r.addHolds(goesOn, t.end())
	a, b := goesOn.At(t.end()), countGap.At(t.end())
	if a.Outcome() != b.Outcome() {
		r.changed++
		r.example.consider(t, goesOn, countGap)
	}
	if err := r.goesOn.add(a); err != nil {
		return err
	}
	if err := r.countGap.add(b); err != nil {
		return err
	}
	return r.levels.add(log, atLevel, t.end())
}

// addHolds asks the clock how long the case waited, and for whom: one at a time, as
// it has one sub status.
func (r *report) addHolds(clock sla.Clock, end time.Time) {
	for s := range clock.Spans(end) {
		for _, hold := range s.Holds {
			r.held[hold] += seconds(s.Duration())
		}
	}
}

// An example is a case that is kept or missed by what a reopening means.
type example struct {
	number           string
	goesOn, countGap sla.Audit
}

// consider keeps the case with most to tell, the first of several.
func (x *example) consider(t ticket, goesOn, countGap sla.Clock) {
	if audit := goesOn.Audit(t.end()); len(audit.Stretches) > len(x.goesOn.Stretches) {
		*x = example{t.number, audit, countGap.Audit(t.end())}
	}
}

func (r *report) summary() (s summary, err error) {
	s = summary{
		Cases: r.cases, Events: r.rows.events, Rejected: r.rejected, Open: int(r.goesOn.times.Open()),
		Reopened: r.reopened, Reopenings: r.rows.reopenings,
		LevelMoves: r.levels.all(), PingPong: r.levels.pingPong, PingPongCases: r.levels.pingPongCases,
		FirstLevel:  int(r.levels.firstLevel.Tally().Met()),
		HeldSeconds: r.held, LevelSeconds: make(map[string]int64), Changed: r.changed,
	}
	for name, stays := range r.levels.stays {
		if s.LevelSeconds[name], err = wholeSeconds(stays); err != nil {
			return summary{}, err
		}
	}
	without, err := wholeSeconds(r.goesOn.elapsed)
	if err != nil {
		return summary{}, err
	}
	with, err := wholeSeconds(r.countGap.elapsed)
	if err != nil {
		return summary{}, err
	}
	s.GapSeconds = with - without
	if s.Continue, err = r.goesOn.figures(); err != nil {
		return summary{}, err
	}
	s.CountGap, err = r.countGap.figures()
	return s, err
}

// wholeSeconds returns the sum of times, which are whole seconds.
func wholeSeconds(times metrics.Times) (int64, error) {
	sum, err := inSeconds(times.Sum())
	if err != nil {
		return 0, err
	}
	return sum.Int(msp.HalfUp)
}
