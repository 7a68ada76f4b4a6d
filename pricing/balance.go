package pricing

import (
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Balance is what one statement leaves to the next. It is a value of exported
// fields, to be stored as it is; the zero Balance is that before the first statement.
type Balance struct {
	// Through is the first day that is not billed yet, where the next statement begins.
	Through msp.Date

	// Carried is what the client is owed, not above zero.
	Carried msp.Money

	// Labour is what was charged so far under the not-to-exceed cap of labour.
	Labour msp.Money

	// Blocks are the balances of the blocks, in the order of the agreement.
	Blocks []BlockBalance

	// Incidents are the tickets that have been drawn from a block of incidents, or
	// charged beyond it, and cost no further one.
	Incidents []string

	// Committed is how far the commitment's period has come; zero between two.
	Committed CommittedSoFar
}

// A CommittedSoFar holds the sums of the statements in an open commitment period.
type CommittedSoFar struct {
	Charges   msp.Money // before discounts
	Discount  msp.Money // taken off
	Reduction msp.Money // taken off down to the maximum
}

// check finds what cannot be the balance of an agreement.
func (b Balance) check(list *findings.List, path string, a *agreement) {
	at := func(field string) string { return join(path, field) }
	amounts := []struct {
		field string
		m     msp.Money
		sign  int
	}{
		{"carried", b.Carried, -1},
		{"labour", b.Labour, 1},
		{"committed.charges", b.Committed.Charges, 0},
		{"committed.discount", b.Committed.Discount, 1},
		{"committed.reduction", b.Committed.Reduction, 1},
	}
	for _, x := range amounts {
		switch c := x.m.Currency(); {
		case !c.IsZero() && c != a.currency:
			list.Errorf(at(x.field), msp.CodeConflict, "%v in an agreement in %v", x.m, a.currency)
		case x.m.Sign()*x.sign < 0:
			list.Errorf(at(x.field), msp.CodeRange, "%v is on the wrong side of zero", x.m)
		}
	}
	for n, ticket := range b.Incidents {
		checkText(list, at("incidents["+strconv.Itoa(n)+"]"), ticket)
	}
	if len(b.Blocks) > len(a.blocks) {
		list.Errorf(at("blocks"), msp.CodeConflict, "%d blocks, the agreement has %d", len(b.Blocks), len(a.blocks))
	}
	for n := range b.Blocks {
		for _, i := range b.Blocks[n].Validate() {
			list.Add(i, at("blocks["+strconv.Itoa(n)+"]"))
		}
	}
}

// block returns the balance of the n-th block; a block that is new has none.
func (b Balance) block(n int) BlockBalance {
	if n < len(b.Blocks) {
		return b.Blocks[n]
	}
	return BlockBalance{}
}
