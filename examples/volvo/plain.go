package main

import (
	"maps"
	"slices"
	"time"

	"github.com/mspkit/msp/sla"
)

// A plain is what the rows say without a clock: the time from each row to the next,
// and what changed between the two. What the clocks say has to agree with it.
type plain struct {
	events, reopenings int
	holds              []sla.Hold // that occur, sorted
	held               map[sla.Hold]int64
	levels             map[string]int64
	gaps, total        int64 // in all: completed and later reopened, from first row to last
}

func newPlain(cases []ticket) plain {
	p := plain{held: make(map[sla.Hold]int64), levels: make(map[string]int64)}
	for _, t := range cases {
		p.add(t)
	}
	p.holds = slices.Sorted(maps.Keys(p.held))
	return p
}

func (p *plain) add(t ticket) {
	p.events += len(t.changes)
	var done int64 // since the case was completed, until it is reopened
	for i, c := range t.changes {
		var lasted int64
		if i+1 < len(t.changes) {
			lasted = seconds(t.changes[i+1].at.Sub(c.at))
		}
		p.total += lasted
		if c.status == completed {
			done += lasted
			continue
		}
		if i > 0 && t.changes[i-1].status == completed {
			p.reopenings++
			p.gaps += done
			done = 0
		}
		p.levels[c.level] += lasted
		if hold, ok := c.hold(); ok {
			p.held[hold] += lasted
		}
	}
}

// seconds of a time between two whole seconds.
func seconds(d time.Duration) int64 { return int64(d / time.Second) }
