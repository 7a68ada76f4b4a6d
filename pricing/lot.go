package pricing

import (
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A Lot is prepaid work that is bought once and may be used between two dates: a
// block of 20 hours, a pack of 10 incidents. What is left of it after its last date
// expires; it is not subject to the rollover of allotments.
//
//	{"id":"2026-17","from":"2026-05-01","to":"2026-12-31","size":"20"}
type Lot struct {
	// ID names the lot among those of its block, for ever: a lot that is in a balance
	// is known by it. It is not a date, since the allotments of a block are named by
	// theirs.
	ID string

	// From and To are the first and the last date on which work may be drawn from
	// the lot, both included. Zero To: it never ends.
	From, To msp.Date

	// Size is how much the lot holds, in the block's unit. Not below zero.
	Size decimal.Decimal
}

// Validate returns all findings about the lot, sorted:
//
//   - no ID, or no first date: [msp.CodeMissing]
//   - an ID that is not UTF-8: [msp.CodeSyntax]
//   - an ID that is a date: [msp.CodeConflict]
//   - a last date before the first, a size below zero or of more than 18 digits
//     before or after the point: [msp.CodeRange]
//   - a size of zero: a warning, [msp.CodeRange]
func (l Lot) Validate() msp.Issues {
	var list findings.List
	l.check(&list, "")
	return list.Issues()
}

// check adds the findings about a lot; prefix is what stands before its fields,
// "lots[2].".
func (l Lot) check(list *findings.List, prefix string) {
	checkLotID(list, prefix+"id", l.ID)
	if isLotDate(l.ID) {
		list.Errorf(prefix+"id", msp.CodeConflict, "a date is the name of an allotment")
	}
	checkUseDates(list, prefix, l.From, l.To)
	if checkNotNegative(list, prefix+"size", l.Size) && l.Size.IsZero() {
		list.Warnf(prefix+"size", msp.CodeRange, "the lot holds nothing")
	}
}

func checkLotID(list *findings.List, path, id string) {
	switch {
	case id == "":
		list.Errorf(path, msp.CodeMissing, "a lot has a name of its own")
	case !utf8.ValidString(id):
		list.Errorf(path, msp.CodeSyntax, "not UTF-8")
	}
}

// checkUseDates adds the findings about the first and last date of a lot.
func checkUseDates(list *findings.List, prefix string, from, to msp.Date) {
	if from.IsZero() {
		list.Errorf(prefix+"from", msp.CodeMissing, "a lot has a first date")
	}
	if !to.IsZero() && to.Before(from) {
		list.Errorf(prefix+"to", msp.CodeRange, "%v is before %v", to, from)
	}
}

// isLotDate reports whether an ID is the name of an allotment, the date of its
// grant.
func isLotDate(id string) bool {
	d, err := msp.ParseDate(id)
	return err == nil && !d.IsZero()
}
