package catalog

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/sla"
)

// CodeLevelBeyondPromise is the code of [CheckLevels]: a level of support has more time than
// the client is promised.
const CodeLevelBeyondPromise msp.Code = "level_beyond_promise"

// levels checks that the level which has longest for a priority has no more time, from the
// opening of a ticket on, than the solution is promised in: until the limit of every ticket
// opened in the year from the date on. Just as much is good. The time of a level is on the
// clock on the wall, whatever the hours of the promise; times until something else than the
// solution is done say nothing here. There is one finding for a time of a level and a grid.
func (a *auditor) levels() {
	times := newLevelTimes(a.v.catalog.model.Levels)
	found := make(map[[2]string]*levelLate)
	a.grids(func(g *grid) {
		for i := range g.goals {
			goal := &g.goals[i]
			if !isResolution(goal.Metric()) || goal.ofTier && !g.isOfTier() {
				continue
			}
			for _, late := range a.compare.levelsLate(times, g, goal) {
				key := [2]string{late.path, goal.path}
				if other, ok := found[key]; !ok || late.left < other.left { // in other hours, or of a tier that extends this one
					found[key] = late
				}
			}
		}
	})
	for _, late := range found {
		a.addLevelLate(late)
	}
}

// isOfTier reports whether the grid is that of a tier.
func (g *grid) isOfTier() bool {
	return !slices.ContainsFunc(g.goals, func(goal gridGoal) bool { return !goal.ofTier })
}

// A levelTime is the longest time that a level has for a priority.
type levelTime struct {
	level, path string
	within      time.Duration
}

// newLevelTimes returns the longest time of any level by priority; zero if there is none.
func newLevelTimes(levels escalation.Levels) (times [msp.P9 + 1]levelTime) {
	for i := range levels {
		for p := msp.P1; p <= msp.P9; p++ {
			of := func(whose msp.Priority) int {
				return slices.IndexFunc(levels[i].Targets, func(t escalation.LevelTarget) bool { return t.Done == "" && t.Priority == whose })
			}
			j := of(p)
			if j < 0 {
				j = of(0)
			}
			if j >= 0 && levels[i].Targets[j].Within > times[p].within {
				times[p] = levelTime{levels[i].Name, at("levels", i) + at(".targets", j), levels[i].Targets[j].Within}
			}
		}
	}
	return times
}

// A levelLate is a time of a level that is longer than what some priorities are promised.
type levelLate struct {
	levelTime

	subject, goal string
	priorities    prioritySet

	// The target that leaves the least time, after an opening that shows it.
	target sla.Target
	at     *worst
	left   time.Duration
}

// levelsLate finds the times of levels that are too long for a goal.
func (c *comparer) levelsLate(times [msp.P9 + 1]levelTime, g *grid, goal *gridGoal) (late []*levelLate) {
	for p := msp.P1; p <= msp.P9; p++ {
		one, target := times[p], goal.targets[p]
		if one.within == 0 || target.IsZero() {
			continue
		}
		w := c.longer(one.within, target)
		if !w.first.late {
			continue
		}
		i := slices.IndexFunc(late, func(l *levelLate) bool { return l.path == one.path })
		if i < 0 {
			i, late = len(late), append(late, &levelLate{levelTime: one, subject: g.subject, goal: goal.Name(), left: one.within})
		}
		late[i].priorities[p] = true
		if left := w.limit.Sub(w.opened); left < late[i].left {
			late[i].target, late[i].at, late[i].left = target, w, left
		}
	}
	return late
}

// longer looks for openings of the year after which a time on the clock on the wall ends
// behind the limit of a target.
func (c *comparer) longer(d time.Duration, target sla.Target) *worst {
	if c.year.IsEmpty() {
		return &worst{}
	}
	found := findWorst([]escalation.Told{{Interval: c.year, At: c.year.From.Add(d)}}, target)
	return &found
}

func (a *auditor) addLevelLate(l *levelLate) {
	zone := l.target.Calendar().Zone()
	a.add(msp.SeverityError, CheckLevels, CodeLevelBeyondPromise, l.path, subject(l.level, l.subject, l.goal, l.priorities.only()),
		"give "+l.level+" no more than the promise leaves, or promise "+l.goal+" later",
		"{level} has {within} from the opening for {priorities}, and {goal} is promised {target}; opened {opened}, it is due {due}, after {left}",
		is("level", l.level), is("within", duration.Format(l.within)), is("priorities", l.priorities.String()), is("goal", l.goal),
		is("target", a.promised(l.target)), is("opened", instantIn(l.at.opened, zone)), is("due", laterIn(l.at.opened, l.at.limit, zone)),
		is("left", duration.Format(l.left)))
}
