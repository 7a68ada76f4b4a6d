package pricing

import (
	"github.com/mspkit/msp"
)

// A Statement is what an agreement comes to in a period, line by line. Its lines sum
// to Total exactly, and the details of each line to its amount.
//
//	Carried + Total = Invoiced + Balance.Carried
//
// Invoiced is Due − CreditNote, unless the statement restates one that was invoiced
// before.
type Statement struct {
	Client string
	Period msp.Period

	// Lines in the order of the agreement: items, projects, outcomes, blocks, labour;
	// then materials, and what is taken off or added to all of them.
	Lines []Line

	// Total is the sum of the lines. It is below zero only if rates below zero made it so.
	Total msp.Money

	// Carried is what the statement before left over, not above zero.
	Carried msp.Money

	// Due is what is to be paid, not below zero.
	Due msp.Money

	// CreditNote is what is paid out, not below zero.
	CreditNote msp.Money

	// Invoiced is all that this period has been invoiced: Due less CreditNote, together
	// with those of earlier statements that this one restates.
	Invoiced msp.Money

	// Cost is the sum of the lines' costs.
	Cost msp.Money

	// Unused is what service credits came to beyond their cap, and Unbilled what labour
	// came to beyond its own.
	Unused, Unbilled msp.Money

	// Refused are reductions of licences that were asked for in the period.
	Refused []ItemRefusal

	// Blocks say what became of each block, in the order of the agreement.
	Blocks []BlockUsage

	// Balance is what the next statement begins with.
	Balance Balance
}

// An ItemRefusal is a reduction of an item's licences that is not granted yet.
type ItemRefusal struct {
	Item string
	Refusal
}

// Profit returns what the statement earns: Total less Cost, and the margin.
func (s Statement) Profit() (Profit, error) { return GrossMargin(s.Total, s.Cost) }

// Fee returns the sum of the lines of an item, without what is taken off the whole
// statement or credited.
func (s Statement) Fee(item string) (msp.Money, error) {
	var sum msp.Money
	var err error
	for _, l := range s.Lines {
		if l.Item == item && l.Kind < KindDiscount && err == nil {
			sum, err = sum.Add(l.Amount)
		}
	}
	return sum, err
}
