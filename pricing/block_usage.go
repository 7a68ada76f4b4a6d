package pricing

import (
	"cmp"
	"strings"

	"github.com/mspkit/msp"
)

// A Use is work, money or incidents that a block is to cover: a time entry, or what
// was billed of one.
type Use struct {
	Ref    string    // of the entry, for whoever reads the result
	Date   msp.Date  // the day of the work, which decides which lots may cover it
	Amount msp.Ratio // in the block's unit, not below zero: 90 minutes are 3/2 hours
	Type   string    // the type of work, which decides the multiplier

	// AfterHours says that it was outside the hours of service, which may burn more.
	AfterHours bool
}

// compare is the order in which uses are taken. Uses that compare equal are alike,
// so that the order in which they were entered never matters.
func (u Use) compare(other Use) int {
	return cmp.Or(u.Date.Compare(other.Date), cmp.Compare(boolInt(u.AfterHours), boolInt(other.AfterHours)),
		cmp.Compare(u.Ref, other.Ref), u.Amount.Compare(other.Amount), cmp.Compare(u.Type, other.Type))
}

// A Draw is what a use took from a lot.
type Draw struct {
	Lot    string    // its ID
	Amount msp.Ratio // in the block's unit, above zero
}

// A UseResult says what became of a use. Covered and Overage are its amount, unless
// the multiplier applies to the overage too.
type UseResult struct {
	Use

	// Draws are what it took from which lots, in this order.
	Draws []Draw

	// Covered is the part of Amount that the block covers.
	Covered msp.Ratio

	// Burned is what that took from the block, the sum of Draws: Covered × the
	// multiplier, see [Block.Multiplier].
	Burned msp.Ratio

	// Overage is what is charged beyond the block: Amount − Covered, or, if the
	// multiplier applies to the overage too, that × the multiplier.
	Overage msp.Ratio

	// OverageAmount is Overage × the overage rate, rounded once.
	OverageAmount msp.Money
}

// A BlockAlert says that a level of use was reached.
type BlockAlert struct {
	Level msp.Percent
	Date  msp.Date // of the use that reached it
	Ref   string   // of that use
}

// A BlockUsage is what became of a block in a period. Amounts are in the block's
// unit, and all of what there was is accounted for, exactly:
//
//	Opening + Granted = Burned + Forfeited + Expired + Closing
type BlockUsage struct {
	Block  string // its name
	Period msp.Period

	// Uses are by date, those after hours last, then by reference and other fields.
	Uses []UseResult

	Opening   msp.Ratio // left at the start, before anything expires or is granted
	Granted   msp.Ratio // allotments, and lots whose first date has come
	Burned    msp.Ratio // drawn by uses
	Forfeited msp.Ratio // left of allotments when their period ended, and not rolled over
	Expired   msp.Ratio // left of lots that ended
	Closing   msp.Ratio // left at the end

	Covered      msp.Ratio // the part of the uses that the block covers; less than Burned under a multiplier above 1
	Overage      msp.Ratio // the sum over the uses
	OverageTotal msp.Money // the sum of the rounded amounts

	// Lapsed are what Forfeited and Expired consist of, by date.
	Lapsed []LotLapse

	// Alerts are the levels that were reached, in this order.
	Alerts []BlockAlert

	// Balance is what the next period begins with.
	Balance BlockBalance
}

// String returns what there was and what became of it: "Support block: 0 + 20 granted
// − 9 used − 1 forfeited = 10 left".
func (u BlockUsage) String() string {
	text := []string{u.Block + ": " + ratioText(u.Opening)}
	for _, x := range []struct {
		sign, name string
		n          msp.Ratio
	}{
		{" + ", " granted", u.Granted},
		{" − ", " used", u.Burned},
		{" − ", " forfeited", u.Forfeited},
		{" − ", " expired", u.Expired},
	} {
		if x.n.Sign() != 0 {
			text = append(text, x.sign+ratioText(x.n)+x.name)
		}
	}
	return strings.Join(text, "") + " = " + ratioText(u.Closing) + " left"
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
