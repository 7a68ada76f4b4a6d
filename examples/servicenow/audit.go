package main

import (
	"fmt"

	"github.com/mspkit/msp/sla"
)

// longestAudit is how many stretches people still read.
const longestAudit = 20

// resolutionMetric is the desk's own time: whatever an incident waits for pauses
// it, and a reopening lets it go on.
func resolutionMetric(holds []sla.Hold) sla.Metric {
	m := sla.AgentWork()
	m.Name, m.PauseOn = "resolution", holds
	return m
}

// An example is the incident whose clock is explained.
type example struct {
	number string
	audit  sla.Audit
	events int // see eventful
}

// consider takes an incident as the example if it is more eventful than the
// present one, and has no more to tell than people read. Of two alike it keeps the
// one with more to tell, and then the first.
func (x *example) consider(number string, log sla.Log, goal sla.Goal) error {
	events := eventful(log)
	if x.number != "" && events < max(1, x.events) {
		return nil
	}
	clock, err := goal.Replay(log)
	if err != nil {
		return fmt.Errorf("%s: %w", number, err)
	}
	audit := clock.Audit(end(log))
	n := len(audit.Stretches)
	if x.number == "" || n <= longestAudit && (events > x.events || n > len(x.audit.Stretches)) {
		*x = example{number, audit, events}
	}
	return nil
}

// eventful counts the kinds of things that happened: holds of several reasons,
// changes of priority, and reopenings, which are rare, twice.
func eventful(log sla.Log) int {
	reopened, changed, holds := 0, 0, make(map[sla.Hold]bool)
	for _, e := range log.All() {
		switch e.Type { //nolint:exhaustive // Only what makes an incident interesting.
		case sla.EventPause:
			holds[e.Hold] = true
		case sla.EventReopened:
			reopened = 2
		case sla.EventPriority:
			changed = 1
		}
	}
	return len(holds) + changed + reopened
}
