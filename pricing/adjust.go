package pricing

import (
	"fmt"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

// An Adjustment bills the difference that late facts make to a period that was
// billed before.
type Adjustment struct {
	// Lines are those that are new, and those that are gone or have changed, taken back
	// by their amount ([StepReverse]). They sum to Total.
	Lines []Line

	// Total is what the period comes to now, less what it came to before.
	Total msp.Money

	// Due is what is to be paid, CreditNote what is paid out; neither is below zero.
	Due, CreditNote msp.Money

	// Restated is the statement from all facts, which a further adjustment starts from.
	// Its Due and CreditNote are those of the adjustment, its Invoiced all there was.
	// Its Balance is what the next period begins with: if that was billed already, it is
	// to be adjusted too, with this balance.
	Restated Statement
}

// Adjust returns what late facts change: time entries after the invoice, a change of
// seats that was reported late, another price. The agreement and the input are as
// they are known now, with all facts of the period, those of the previous statement
// too, and the balance that the period began with: the Balance of the statement before.
// So a change of plan credits what was really charged, whatever it would cost today.
//
// The previous statement and all adjustments sum to the statement from all facts, in
// however many steps they became known; facts that were known change nothing. If periods
// after this one were billed, each is adjusted in turn, with the balance of the one
// before it, since blocks, caps, commitments and what is carried go on from there:
//
//	for n := range months { // those from the late fact on
//		months[n].input.Balance = balance
//		adjustment, err := agreement.Adjust(months[n].statement, months[n].input)
//		…
//		months[n].statement, balance = adjustment.Restated, adjustment.Restated.Balance
//	}
//
// A previous statement of another period is an [msp.ErrRange] error, one of another
// client an [msp.ErrInvalid] error; the other errors are those of [Agreement.Bill].
func (a Agreement) Adjust(previous Statement, in Input) (Adjustment, error) {
	switch {
	case a.a == nil:
		return Adjustment{}, noAgreement()
	case previous.Period != in.Period:
		return Adjustment{}, msp.NewInputError(msp.ErrRange, "pricing: previous statement of", previous.Period.String(), "the facts are of "+in.Period.String())
	case previous.Client != a.a.spec.Client:
		return Adjustment{}, msp.NewInputError(msp.ErrInvalid, "pricing: previous statement of", previous.Client, "the agreement is with "+a.a.spec.Client)
	}
	now, err := a.Bill(in)
	if err != nil {
		return Adjustment{}, err
	}
	if now, err = now.invoice(previous.Invoiced, a.a.spec.CreditNotes); err != nil {
		return Adjustment{}, err
	}
	adjustment := Adjustment{Due: now.Due, CreditNote: now.CreditNote, Restated: now}
	if adjustment.Lines, err = difference(previous.Lines, now.Lines); err != nil {
		return Adjustment{}, err
	}
	adjustment.Total, err = now.Total.Sub(previous.Total)
	return adjustment, err
}

// difference returns the lines that lead from one statement to another: those that
// are gone, taken back, and those that are new.
func difference(before, now []Line) ([]Line, error) {
	count := map[string]int{}
	for _, l := range now {
		count[l.key()]++
	}
	var lines []Line
	for _, l := range before {
		if key := l.key(); count[key] > 0 {
			count[key]--
			continue
		}
		back, err := l.reverse()
		if err != nil {
			return nil, err
		}
		lines = append(lines, back)
	}
	// What is left of each count is new; the last of equal lines are as good as the
	// first.
	for _, l := range now {
		if key := l.key(); count[key] > 0 {
			count[key]--
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// reverse returns a line that takes l back.
func (l Line) reverse() (Line, error) {
	amount, err := l.Amount.Neg()
	if err != nil {
		return Line{}, err
	}
	cost, err := l.Cost.Neg()
	if err != nil {
		return Line{}, err
	}
	l.Amount, l.Cost = amount, cost
	l.Detail = []Detail{{Step: StepReverse, Ref: l.Item, Amount: amount}}
	return l, nil
}

// key returns a text that two lines share exactly if they say the same.
func (l Line) key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q %q %v %v %v %v", l.Kind, l.Item, l.Ref, l.Period, l.Quantity, l.Amount, l.Cost)
	for _, d := range l.Detail {
		fmt.Fprintf(&b, "|%d %q %v %d %d %v %s %v %v", d.Step, d.Ref, d.Period, d.Of, d.Tier, d.Quantity, number.Text(d.Rate), d.Percent, d.Amount)
	}
	return b.String()
}
