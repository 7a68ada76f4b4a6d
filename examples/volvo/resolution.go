package main

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// A resolution is how long cases took by one way to treat reopenings.
type resolution struct {
	times   metrics.Times   // of those that are solved; the others are open
	took    []time.Duration // the same, one by one
	elapsed metrics.Times   // of all, until now where they are open
	rates   map[msp.Priority]metrics.Rate
	all     metrics.Rate
}

func newResolution() resolution { return resolution{rates: make(map[msp.Priority]metrics.Rate)} }

// add counts a case; one that is not completed is open.
func (r *resolution) add(status sla.Status) (err error) {
	if status.State() == sla.Stopped {
		err = r.times.Add(status.Elapsed())
		r.took = append(r.took, status.Elapsed())
	} else {
		err = r.times.AddOpen()
	}
	if err != nil {
		return err
	}
	if err := r.elapsed.Add(status.Elapsed()); err != nil {
		return err
	}
	rate := r.rates[status.Priority()]
	if err := rate.Add(status.Outcome()); err != nil {
		return err
	}
	r.rates[status.Priority()] = rate
	return r.all.Add(status.Outcome())
}

// A figures is what a report says of a resolution.
type figures struct {
	Resolved      int64     `json:"resolved"`
	MeanSeconds   msp.Ratio `json:"mean_seconds"`   // exact, a fraction
	MedianSeconds msp.Ratio `json:"median_seconds"` // by nearest rank
	Met           int64     `json:"met"`
	Missed        int64     `json:"missed"`
}

// figures returns the mean exactly and the median, which by nearest rank is the
// time of one of the cases.
func (r *resolution) figures() (f figures, err error) {
	if f.MeanSeconds, err = inSeconds(r.times.Mean()); err != nil {
		return figures{}, err
	}
	median, err := metrics.DurationSample(r.took).Quantile(msp.NewRatio(1, 2), metrics.NearestRank)
	if err != nil {
		return figures{}, err
	}
	f.MedianSeconds, err = inSeconds(median)
	t := r.all.Tally()
	f.Resolved, f.Met, f.Missed = r.times.Count(), t.Met(), t.Missed()
	return f, err
}

// inSeconds returns a duration as an exact number of seconds.
func inSeconds(v metrics.Value) (msp.Ratio, error) {
	return v.Exact().Quo(msp.NewRatio(int64(time.Second), 1))
}
