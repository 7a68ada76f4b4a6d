package pricing

import (
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A LotBalance is a lot in a balance: one that was bought, or an allotment, whose ID
// is the date of its grant, "2026-03-01". What was granted stays as it was even if
// the record of the block changes.
type LotBalance struct {
	ID       string
	From, To msp.Date  // the first and the last date of use, both included; zero To: no end
	Granted  msp.Ratio // what it held at first, in the block's unit
	Left     msp.Ratio // from zero to Granted
}

// IsAllotment reports whether the lot was granted by the block and not bought: its
// ID is the date of its grant.
func (l LotBalance) IsAllotment() bool { return !l.From.IsZero() && l.ID == l.From.String() }

// A BlockBalance is the state of a block between two periods: what
// [Block.Run] returns for one is what it takes for the next.
//
// The zero BlockBalance is the state before the first period. Balances are records:
// their lots are not shared with the results of Run.
type BlockBalance struct {
	// Block is the name of the block. Empty before the first period.
	Block string

	// Lots are what there is, the lot that began first coming first. A lot that is
	// used up stays until its last date, an allotment until a period of allotments
	// ends.
	Lots []LotBalance

	// Through is the end of the last period: the first date that is not accounted
	// for yet. Zero before the first period.
	Through msp.Date

	// Drawn is what was drawn since something was last granted, for the alerts.
	// Undefined counts as zero.
	Drawn msp.Ratio

	// Alerted is the highest level that was reported since then.
	Alerted msp.Percent
}

// LeftOn returns what may be drawn on a date, in the block's unit, if no other use
// comes before it: the sum of what is left of the lots with the date among their use
// dates. It differs from the Closing of the period before the date by the lots whose
// last date was that period's last. A sum beyond the range of [msp.Ratio] is an
// [msp.ErrOverflow] error, something undefined left of a lot an [msp.ErrUndefined]
// one.
func (b BlockBalance) LeftOn(d msp.Date) (msp.Ratio, error) {
	sum := zeroRatio()
	for _, l := range b.Lots {
		if d.Before(l.From) || !l.To.IsZero() && d.After(l.To) {
			continue
		}
		if !l.Left.Defined() {
			return msp.Ratio{}, msp.NewInputError(msp.ErrUndefined, "pricing: lot", l.ID, "what is left is undefined")
		}
		var err error
		if sum, err = sum.Add(l.Left); err != nil {
			return msp.Ratio{}, err
		}
	}
	return sum, nil
}

// Validate returns all findings about the balance, sorted:
//
//   - a lot without an ID or a first date, lots without the date through which they
//     are accounted for, something granted or left that is undefined:
//     [msp.CodeMissing]
//   - an ID or name that is not UTF-8: [msp.CodeSyntax]
//   - an ID twice: [msp.CodeDuplicate]
//   - an ID that is another date than the lot's first: [msp.CodeConflict]
//   - a last date before the first, a first date that is not before Through, less
//     left than nothing or more than was granted, something drawn below zero, an
//     alert beyond 0 % to 100 %: [msp.CodeRange]
func (b BlockBalance) Validate() msp.Issues {
	var list findings.List
	b.check(&list)
	return list.Issues()
}

func (b BlockBalance) check(list *findings.List) {
	checkText(list, "block", b.Block)
	seen := make(map[string]bool, len(b.Lots))
	for n, l := range b.Lots {
		prefix := "lots[" + strconv.Itoa(n) + "]."
		l.check(list, prefix)
		switch {
		case b.Through.IsZero(): // reported below
		case !l.From.Before(b.Through):
			list.Errorf(prefix+"from", msp.CodeRange, "the balance ends before %v", b.Through)
		}
		if seen[l.ID] && l.ID != "" {
			list.Errorf(prefix+"id", msp.CodeDuplicate, "another lot has the same name")
		}
		seen[l.ID] = true
	}
	if len(b.Lots) > 0 && b.Through.IsZero() {
		list.Errorf("through", msp.CodeMissing, "a balance with lots has a date")
	}
	if b.Drawn.Sign() < 0 {
		list.Errorf("drawn", msp.CodeRange, "below zero")
	}
	if b.Alerted.Sign() < 0 || b.Alerted.Compare(wholePercent()) > 0 {
		list.Errorf("alerted", msp.CodeRange, "%v is not between 0%% and 100%%", b.Alerted)
	}
}

// check adds the findings about a lot; prefix is what stands before its fields.
func (l LotBalance) check(list *findings.List, prefix string) {
	checkLotID(list, prefix+"id", l.ID)
	if isLotDate(l.ID) && !l.IsAllotment() {
		list.Errorf(prefix+"id", msp.CodeConflict, "an allotment is named by its first date")
	}
	checkUseDates(list, prefix, l.From, l.To)
	if !l.Granted.Defined() {
		list.Errorf(prefix+"granted", msp.CodeMissing, "undefined")
	}
	switch {
	case !l.Left.Defined():
		list.Errorf(prefix+"left", msp.CodeMissing, "undefined")
	case l.Left.Sign() < 0:
		list.Errorf(prefix+"left", msp.CodeRange, "below zero")
	case l.Granted.Defined() && l.Left.Compare(l.Granted) > 0:
		list.Errorf(prefix+"left", msp.CodeRange, "more than was granted")
	}
}

func wholePercent() msp.Percent { return msp.MustParsePercent("100%") }
