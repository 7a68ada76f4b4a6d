package main

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// A verdict is the time that an incident took and whether the log calls that in
// time.
type verdict struct {
	elapsed time.Duration
	kept    bool
}

// A threshold is the target that gives most of some verdicts.
type threshold struct {
	target time.Duration // zero: late as soon as any time has passed
	below  time.Duration // any target from target to below it does as well; zero: any longer one does
	agreed int
	total  int
}

// calibrate finds the shortest target that agrees with most verdicts. Between two
// times that were observed every target judges alike, so that it tries zero and
// the times themselves and has tried them all. It sorts the verdicts.
func calibrate(verdicts []verdict) threshold {
	slices.SortFunc(verdicts, func(a, b verdict) int { return cmp.Compare(a.elapsed, b.elapsed) })
	best := threshold{agreed: -1}
	agreed := 0 // if all were late
	for _, v := range verdicts {
		if !v.kept {
			agreed++
		}
	}
	for i, target := 0, time.Duration(0); ; target = verdicts[i].elapsed {
		for ; i < len(verdicts) && verdicts[i].elapsed <= target; i++ {
			if verdicts[i].kept {
				agreed++
			} else {
				agreed--
			}
		}
		if agreed > best.agreed {
			best = threshold{target: target, agreed: agreed, total: len(verdicts)}
			if i < len(verdicts) {
				best.below = verdicts[i].elapsed
			}
		}
		if i == len(verdicts) {
			return best
		}
	}
}

// A calibration explains the verdicts by the time until one kind of event.
type calibration struct {
	until      sla.EventType
	goal       sla.Goal // to measure with
	verdicts   map[msp.Priority][]verdict
	unjudged   int // incidents that are not over, or have no such event
	thresholds map[msp.Priority]threshold
	one        threshold    // one target for all priorities
	confirmed  metrics.Rate // a clock under the thresholds says as the log does
}

// untilMetric is the time from the opening to an instant that the log recorded,
// whatever happens between the two.
func untilMetric(end sla.EventType) sla.Metric {
	return sla.Metric{
		Name:  "until_" + string(end),
		Start: []sla.EventType{sla.EventCreated}, Stop: []sla.EventType{end},
		Reopen: sla.ReopenIgnore,
	}
}

// longTime is a target that no verdict depends on. A goal without one would have
// no calendar to measure in.
const longTime = 100 * 365 * 24 * time.Hour

func newCalibration(until sla.EventType) (*calibration, error) {
	goal, err := sla.GoalSpec{
		Metric:  untilMetric(until),
		Targets: sla.TargetSpecs{{Span: sla.Within(longTime), Calendar: weekdays}},
	}.Compile(calendars)
	return &calibration{
		until: until, goal: goal,
		verdicts: make(map[msp.Priority][]verdict), thresholds: make(map[msp.Priority]threshold),
	}, err
}

// add measures an incident. made_sla counts when it is closed, see README.md.
func (c *calibration) add(i incident, log sla.Log) error {
	clock, err := c.goal.Replay(log)
	if err != nil {
		return err
	}
	status := clock.At(end(log))
	if status.State() != sla.Stopped || i.last().closed.IsZero() {
		c.unjudged++
		return nil
	}
	p := status.Priority()
	c.verdicts[p] = append(c.verdicts[p], verdict{status.Elapsed(), i.last().madeSLA})
	return nil
}

// find finds the targets.
func (c *calibration) find() {
	var all []verdict
	for p, verdicts := range c.verdicts {
		c.thresholds[p] = calibrate(verdicts)
		all = append(all, verdicts...)
	}
	c.one = calibrate(all)
}

// targets are the thresholds as an agreement has them.
func (c *calibration) targets() sla.TargetSpecs {
	var specs sla.TargetSpecs
	for _, p := range slices.Sorted(maps.Keys(c.thresholds)) {
		// No target is zero; the log's minutes do not tell it from a nanosecond.
		within := sla.Within(max(c.thresholds[p].target, 1))
		specs = append(specs, sla.TargetSpec{Priority: p, Span: within, Calendar: weekdays})
	}
	return specs
}

// agreed returns in how many of how many verdicts the targets agree.
func (c *calibration) agreed() (agreed, total int64) {
	for _, t := range c.thresholds {
		agreed += int64(t.agreed)
		total += int64(t.total)
	}
	return agreed, total
}

// share returns agreed of total.
func (c *calibration) share() msp.Ratio { return msp.NewRatio(c.agreed()) }

// confirm judges every incident by a clock that runs under the targets.
func (c *calibration) confirm(incidents []incident, logs []sla.Log) error {
	goal, err := sla.GoalSpec{Metric: untilMetric(c.until), Targets: c.targets()}.Compile(calendars)
	if err != nil {
		return err
	}
	for n, i := range incidents {
		clock, err := goal.Replay(logs[n])
		if err != nil {
			return err
		}
		if err := c.confirmed.Add(agreement(clock.At(end(logs[n])), i.last())); err != nil {
			return err
		}
	}
	return nil
}

// agreement says whether the clock judges as the log does.
func agreement(status sla.Status, last entry) msp.Outcome {
	outcome := status.Outcome()
	switch {
	case last.closed.IsZero() || status.State() != sla.Stopped:
		return msp.Excluded
	case (outcome == msp.Met) == last.madeSLA:
		return msp.Met
	default:
		return msp.Missed
	}
}

// end returns the instant of the last event of a log.
func end(log sla.Log) time.Time {
	last, _ := log.Event(log.Len() - 1)
	return last.At
}
