package oracle

import (
	"cmp"
	"slices"
	"time"
)

// A RungRule fires at the first instant at which so much time is consumed; at the
// start if that is none or less.
type RungRule struct {
	Name      string
	Level     int
	Threshold time.Duration
}

// A RungFiring is a rule and when it fired.
type RungFiring struct {
	Name  string
	Level int
	At    time.Time
}

// Rungs goes from minute to minute and counts those that are open (nil: all) and in
// no pause. A rule that is due at the stop (zero: none) or at until does not fire.
// Those of one instant come by level, then in the order of the rules.
func Rungs(
	rules []RungRule, open func(time.Time) bool, started time.Time, pauses [][2]time.Time, stopped, until time.Time,
) []RungFiring {
	if !stopped.IsZero() {
		until = earlier(until, stopped)
	}
	var fired []RungFiring
	done := make([]bool, len(rules))
	fire := func(i int, at time.Time) {
		if !done[i] && at.Before(until) {
			done[i] = true
			fired = append(fired, RungFiring{rules[i].Name, rules[i].Level, at})
		}
	}
	paused := func(at time.Time) bool {
		return slices.ContainsFunc(pauses, func(p [2]time.Time) bool { return !at.Before(p[0]) && at.Before(p[1]) })
	}

	var consumed time.Duration
	for at := started; at.Before(until); at = at.Add(time.Minute) {
		for i, rule := range rules {
			if rule.Threshold <= consumed {
				fire(i, at)
			}
		}
		if open != nil && !open(at) || paused(at) {
			continue
		}
		// A percentage may end within a minute.
		for i, rule := range rules {
			if within := rule.Threshold - consumed; 0 < within && within < time.Minute {
				fire(i, at.Add(within))
			}
		}
		consumed += time.Minute
	}
	slices.SortStableFunc(fired, func(a, b RungFiring) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Level, b.Level))
	})
	return fired
}
