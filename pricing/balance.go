package pricing

import (
	"slices"
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

	// Blocks are the balances of the blocks, each found by its name.
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
	b.checkBlocks(list, at("blocks"), a)
}

func (b Balance) checkBlocks(list *findings.List, path string, a *agreement) {
	first := make(map[string]int, len(b.Blocks))
	for n, block := range b.Blocks {
		at := path + "[" + strconv.Itoa(n) + "]"
		for _, i := range block.Validate() {
			list.Add(i, at)
		}
		if !slices.ContainsFunc(a.blocks, func(of Block) bool { return of.Name() == block.Block }) {
			list.Errorf(at+".block", msp.CodeUnknownName, "the agreement has no block %q", block.Block)
		}
		if other, ok := first[block.Block]; ok {
			list.Errorf(at+".block", msp.CodeDuplicate, "blocks[%d] is of %q too", other, block.Block)
			continue
		}
		first[block.Block] = n
	}
}

// block returns the balance of a block; one that is new has none.
func (b Balance) block(name string) BlockBalance {
	for _, block := range b.Blocks {
		if block.Block == name {
			return block
		}
	}
	return BlockBalance{}
}
