package catalog

import (
	"time"

	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/sla"
)

// A Response is what the search for the worst opening finds out about one.
type Response struct {
	Opened, Told, Limit       time.Time // zero if there is none
	Wait, Elapsed, Target     time.Duration
	IsTold, HasTarget, IsLate bool
	Refused                   error
}

// A Worst is the worst of all openings, see findWorst. An opening that there is not is
// zero.
type Worst struct {
	Worst, First, Longest, Silent Response
	Missed                        time.Duration
}

// Respond judges one opening.
func Respond(opened, told time.Time, isTold bool, target sla.Target) Response {
	r := respond(opened, told, isTold, target)
	return r.export()
}

// FindWorst looks for the worst of all openings.
func FindWorst(told []escalation.Told, target sla.Target) Worst {
	w := findWorst(told, target)
	return Worst{w.export(), w.first.export(), w.longest.export(), w.silent.export(), w.missed}
}

// Cuts returns how many pieces are judged.
func Cuts(told []escalation.Told, target sla.Target) (n int) {
	for i := range told {
		for range newWorstCuts(target, told[i].Interval).of(&told[i]) {
			n++
		}
	}
	return n
}

func (r *response) export() Response {
	out := Response{
		Opened: r.opened, Told: r.told, Wait: r.wait, Elapsed: r.elapsed, Target: r.target,
		IsTold: r.isTold, HasTarget: r.hasTarget, IsLate: r.late, Refused: r.refused,
	}
	if r.hasLimit {
		out.Limit = r.limit.UTC()
	}
	return out
}
