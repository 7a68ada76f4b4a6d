package catalog

import (
	"iter"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

// ProveIn is Prove for the openings of another range.
func (v View) ProveIn(within calendar.Interval) iter.Seq[Proof] {
	return func(yield func(Proof) bool) {
		p := newProver(v.get())
		p.year = within
		for _, c := range p.v.order {
			if !p.client(c, func(_ *provedTicket, proof *Proof) bool { return yield(*proof) }) {
				return
			}
		}
	}
}

// YearFrom returns the openings that are judged from a date on.
func YearFrom(d msp.Date) calendar.Interval { return yearFrom(d) }

// Later looks for openings of a range of which one target is due after another. ok is false
// if that cannot be told of any.
func Later(a, b sla.Target, within calendar.Interval) (found Worst, ok bool) {
	c := newComparer(View{}.get())
	c.year = within
	w := c.later(a, b)
	return Worst{w.export(), w.first.export(), w.longest.export(), w.silent.export(), w.missed}, w.judged
}

// Pieces returns in how many pieces the limits of a target are known.
func Pieces(t sla.Target, within calendar.Interval) int { return len(limitsOf(t, within)) }
