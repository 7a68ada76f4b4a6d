package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A Ratchet is the commitment of a licence that can grow at any time but shrink only
// when its term is renewed: what a vendor goes on charging after seats are no longer
// wanted.
//
//	{"term":"year","grace":7}
//
// The zero Ratchet commits to nothing. Ratchets are comparable with ==. A Ratchet is
// a record: [Ratchet.Validate] checks it, and [Ratchet.Apply] says its rule.
type Ratchet struct {
	// Term is how long units are committed: a month, a year, three years. Terms follow
	// one another from an anchor; the first day of each is a renewal.
	Term Cadence

	// Grace is within how many days an increase can be undone and a renewal be reduced,
	// the day itself counted: 7 at some vendors, at most 366. With 0 as with 1 that is
	// the same day only.
	Grace int
}

// mostGrace is the largest number of days of grace.
const mostGrace = 366

// Validate returns all findings about the ratchet, sorted:
//
//   - days of grace without a term: [msp.CodeMissing]
//   - a term that does not come again ([Once]), grace below 0 or above 366 days:
//     [msp.CodeRange]
//   - grace as long as a short term, which then commits to nothing: a warning,
//     [msp.CodeConflict]
func (r Ratchet) Validate() msp.Issues {
	var list findings.List
	r.check(&list, "")
	return list.Issues()
}

func (r Ratchet) check(list *findings.List, path string) {
	if r == (Ratchet{}) {
		return
	}
	days, months := r.Term.steps()
	switch {
	case r.Term == 0:
		list.Errorf(join(path, "term"), msp.CodeMissing, "grace is of a term, such as year")
	case !r.Term.IsRecurring():
		list.Errorf(join(path, "term"), msp.CodeRange, "%v is no term that is renewed", r.Term)
	case r.Grace <= mostGrace && r.Grace >= days+28*months:
		list.Warnf(join(path, "grace"), msp.CodeConflict, "%d days may be all of a %v, and nothing is committed", r.Grace, r.Term)
	}
	if r.Grace < 0 || r.Grace > mostGrace {
		list.Errorf(join(path, "grace"), msp.CodeRange, "%d is not 0 to %d", r.Grace, mostGrace)
	}
}

// A Refusal is a reduction that a [Ratchet] did not grant, or not in full.
type Refusal struct {
	Date      msp.Date        // the day for which it was asked
	Requested decimal.Decimal // how many were asked for
	Kept      decimal.Decimal // how many there are instead; more than Requested
	Until     msp.Date        // the renewal; zero if it is beyond the year 9999
}

// ReasonCommitted is the code of why a reduction was refused.
const ReasonCommitted = "committed" // {requested} asked for on {date}: {kept} are committed until {until}

// Why returns the refusal in words: "8 asked for on 2026-06-01: 11 are committed
// until 2027-01-01".
func (r Refusal) Why() msp.Reason {
	template := "{requested} asked for on {date}: {kept} are committed until {until}"
	if r.Until.IsZero() {
		template = "{requested} asked for on {date}: {kept} are committed"
	}
	return msp.NewReason(ReasonCommitted, template,
		msp.ReasonValue{Name: "requested", Value: number.Text(r.Requested)},
		msp.ReasonValue{Name: "date", Value: r.Date.String()},
		msp.ReasonValue{Name: "kept", Value: number.Text(r.Kept)},
		msp.ReasonValue{Name: "until", Value: r.Until.String()},
	)
}

// Apply returns how many units there are when so many are asked for, and what was
// refused.
//
//  1. A renewal is the first day of a term. Terms follow one another from the anchor
//     in both directions, as [Cadence.PeriodOf] has them; the anchor is any renewal.
//  2. More is granted at once, on every day.
//  3. On a renewal there are as many as are asked for. So a reduction that was refused
//     takes effect on the next renewal, if it is still asked for then.
//  4. On another day less is granted down to what is committed: what has been there,
//     in this term, on every one of the last Grace days (of the last day, if Grace is
//     0). So for Grace days from a renewal on nothing is committed, and later what is
//     there is, but for the increases of the last Grace days.
//
// A licence of one year from 1 January, grace 7, of 10 seats; one more on 15 March; 9
// asked for on 1 June:
//
//	asked for      effective      why
//	2026-01-01 10  2026-01-01 10  a renewal
//	2026-03-15 11  2026-03-15 11  more at once; until 21 March it could be undone
//	2026-06-01  9                 refused: 11 are committed until 2027-01-01
//	               2027-01-01  9  the renewal
//
// The effective timeline is in order, with one step a day: those that were asked for
// and granted, and those at which something else changes. It says how many there are
// on each day before until; steps from then on are left out. The zero until is no
// limit. There is one Refusal, in order, for each day on which another quantity is
// asked for than before and less than is there.
//
// At no day the effective quantity is below the one asked for. They are equal on
// renewals, and on every day if what is asked for never falls.
//
// Without a term that comes again, and without an anchor, nothing is committed.
// Apply does not check its arguments, [Ratchet.Validate] and [Timeline.Validate] do;
// it takes a quantity that they refuse for the number it is, or, if it has too many
// digits, for less than every other. Linear in the number of steps if they come in
// order.
func (r Ratchet) Apply(requested Timeline, anchor, until msp.Date) (effective Timeline, refused []Refusal) {
	committed := r.Term.IsRecurring() && !anchor.IsZero()
	w := ratchetWalk{ratchet: r, anchor: anchor}
	zero := level{decimal.Decimal{}, number.Ratio(decimal.Decimal{})}
	w.asked, w.recent = zero, []heldLevel{{level: zero}}
	for _, s := range requested.inOrder() {
		switch {
		case !until.IsZero() && !s.From.Before(until):
			// Too late to matter.
		case !committed:
			w.effective = append(w.effective, s)
		default:
			w.renew(s.From)
			w.step(s)
		}
	}
	if until.IsZero() || w.to.Before(until) {
		w.settle()
	}
	return w.effective, w.refused
}

// A level is a number of units, also as what it compares by.
type level struct {
	quantity decimal.Decimal
	exact    msp.Ratio
}

// A heldLevel is a level that was there up to a day, or still is.
type heldLevel struct {
	level
	until msp.Date // the first day without it; zero: still there
}

// A ratchetWalk is the state of [Ratchet.Apply] between two steps.
type ratchetWalk struct {
	ratchet  Ratchet
	anchor   msp.Date
	from, to msp.Date // the term; zero: there is no such date
	asked    level    // what was asked for last

	// recent holds the levels that can still be the least of the last days of grace:
	// each is less than those behind it, and the last is what is there.
	recent []heldLevel

	effective Timeline
	refused   []Refusal
}

// held returns what is there.
func (w *ratchetWalk) held() level { return w.recent[len(w.recent)-1].level }

// settle gives up at the end of the term what is no longer asked for.
func (w *ratchetWalk) settle() {
	if w.held().exact != w.asked.exact && !w.to.IsZero() {
		w.effective = append(w.effective, QuantityStep{w.to, w.asked.quantity})
		w.hold(w.asked, w.to)
	}
}

// renew goes on to the term of a day.
func (w *ratchetWalk) renew(d msp.Date) {
	if d.IsZero() {
		return
	}
	if w.to.Before(d) { // on the renewal itself, the step settles
		w.settle()
	}
	n := w.ratchet.Term.index(w.anchor, d)
	w.from, _ = w.ratchet.Term.date(w.anchor, n)
	w.to, _ = w.ratchet.Term.date(w.anchor, n+1)
}

// step takes what is asked for from a day of this term on.
func (w *ratchetWalk) step(s QuantityStep) {
	asked := level{s.Quantity, number.Ratio(s.Quantity)}
	granted := asked
	if least, ok := w.committed(s.From); ok && least.exact.Compare(asked.exact) > 0 {
		granted = least
	}
	refused, changed := granted.exact != asked.exact, granted.exact != w.held().exact
	if !refused || changed {
		w.effective = append(w.effective, QuantityStep{s.From, granted.quantity})
	}
	if refused && asked.exact != w.asked.exact { // else it was refused before
		w.refused = append(w.refused, Refusal{s.From, asked.quantity, granted.quantity, w.to})
	}
	w.asked = asked
	if changed {
		w.hold(granted, s.From)
	}
}

// hold is for a level that is there from a day on.
func (w *ratchetWalk) hold(l level, from msp.Date) {
	n := len(w.recent)
	w.recent[n-1].until = from
	if from.IsZero() { // there never was another one
		n = 0
	}
	for n > 0 && w.recent[n-1].exact.Compare(l.exact) >= 0 {
		n--
	}
	w.recent = append(w.recent[:n], heldLevel{level: l})
}

// committed returns what has been there on each of the last days of grace, and
// whether they are all of this term.
func (w *ratchetWalk) committed(d msp.Date) (level, bool) {
	grace := max(w.ratchet.Grace, 1)
	if !w.from.IsZero() && w.from.DaysUntil(d) < grace {
		return level{}, false
	}
	for !w.recent[0].until.IsZero() && w.recent[0].until.DaysUntil(d) >= grace {
		w.recent = w.recent[1:] // not the last, which is still there
	}
	return w.recent[0].level, true
}
