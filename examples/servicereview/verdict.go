package main

import (
	"slices"
	"time"

	"github.com/mspkit/msp/escalation"
)

// grace is how long after its instant a telling is in time.
const grace = 5 * time.Minute

// A Verdict says whether somebody was told who should have been. The zero Verdict is of
// what is no firing.
type Verdict uint8

// Verdicts.
const (
	InTime   Verdict = iota + 1 // told, within the grace
	TooLate                     // told, after it
	Another                     // somebody else was told
	Never                       // nobody was told
	Open                        // nobody was told yet, within the grace
	Nobody                      // nobody was on call who could have been told
	NoReason                    // told, though nothing asks for it
	Coming                      // after the as-of instant
)

// judgeCalls holds firings against what is known to have been told, both in order, and
// adds a call for each telling that no firing asks for:
//
//  1. A telling answers a firing if it calls the same level, is to one of its people, and
//     comes at its instant or later, but before the next later firing of that level that
//     is to the same one.
//  2. In the order of the firings, each takes the first telling that answers it, and that
//     no other has taken.
//  3. Those that are left take the first one of their level to somebody else, before the
//     next later firing of that level.
//  4. What is left and answers a firing, for a second one of its people, belongs to that.
//     The rest was told without a reason.
func judgeCalls(calls []Call, told []*Telling, asOf time.Time) []Call {
	told = slices.Clone(told)
	slices.SortStableFunc(told, func(a, b *Telling) int { return a.At.Compare(b.At) })
	for _, anybody := range [...]bool{false, true} {
		for i := range calls {
			c := &calls[i]
			if !c.expected() || c.Told != nil {
				continue
			}
			n := slices.IndexFunc(told, func(t *Telling) bool {
				return c.answeredBy(calls, t, anybody)
			})
			if n >= 0 {
				c.Told = told[n]
				told = slices.Delete(told, n, n+1)
			}
		}
	}
	for i := range calls {
		calls[i].judge(asOf)
	}
	for _, t := range told {
		if slices.ContainsFunc(calls, func(c Call) bool { return c.answeredBy(calls, t, false) && c.Told.To != t.To }) {
			continue
		}
		calls = append(calls, Call{Entry: escalation.Entry{At: t.At, Step: -1, Level: t.Level}, Verdict: NoReason, Told: t})
	}
	slices.SortStableFunc(calls, func(a, b Call) int { return a.At.Compare(b.At) })
	return calls
}

// expected reports whether somebody should be told by now.
func (c *Call) expected() bool {
	return c.Action == escalation.Fired && len(c.Targets) > 0 && c.Verdict != Coming
}

// answeredBy reports whether a telling answers a firing, one of all of a ticket, or would
// if anybody could be told.
func (c *Call) answeredBy(calls []Call, t *Telling, anybody bool) bool {
	answers := func(c *Call) bool {
		return c.expected() && t.Level == c.Level && !t.At.Before(c.At) && (anybody || slices.Contains(c.Targets, t.To))
	}
	return answers(c) && !slices.ContainsFunc(calls, func(next Call) bool { return next.At.After(c.At) && answers(&next) })
}

func (c *Call) judge(asOf time.Time) {
	switch {
	case c.Action != escalation.Fired || c.Verdict == Coming:
	case len(c.Targets) == 0:
		c.Verdict = Nobody
	case c.Told == nil && asOf.Sub(c.At) <= grace:
		c.Verdict = Open
	case c.Told == nil:
		c.Verdict = Never
	case !slices.Contains(c.Targets, c.Told.To):
		c.Verdict = Another
	case c.Late() > grace:
		c.Verdict = TooLate
	default:
		c.Verdict = InTime
	}
}

// CallFigures are what is counted of calls.
type CallFigures struct {
	Tickets int
	Due     int // firings with somebody to tell: the sum of the next five
	InTime  int
	TooLate int
	Another int
	Never   int
	Open    int

	Nobody   int // firings with nobody to tell
	NoReason int // tellings that nothing asks for
}

// add counts the calls of a ticket.
func (f *CallFigures) add(t *TicketCalls) {
	f.Tickets++
	for i := range t.Calls {
		switch t.Calls[i].Verdict {
		case InTime:
			f.InTime++
		case TooLate:
			f.TooLate++
		case Another:
			f.Another++
		case Never:
			f.Never++
		case Open:
			f.Open++
		case Nobody:
			f.Nobody++
		case NoReason:
			f.NoReason++
		case Coming, 0:
		}
	}
	f.Due = f.InTime + f.TooLate + f.Another + f.Never + f.Open
}
