package pricing

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// An Off is what a [Discount] takes off. The set is closed: [PercentOff],
// [AmountOff] and [VolumeOff].
//
// In JSON an Off is an object with one key:
//
//	{"percent":"10%"}
//	{"amount":"5"}
//	{"volume":[{"from":"50","percent":"5%"},{"from":"100","percent":"10%"}]}
//
// Compare the variants, not the interface, with ==: that panics for two VolumeOff.
//
//sumtype:decl
type Off interface {
	// String says in English what is off: "10% off".
	String() string

	// MarshalJSON returns an object with one key. It fails only for decimals of more
	// than 18 digits before or after the point.
	MarshalJSON() ([]byte, error)

	isOff()
}

// PercentOff is a share of the subtotal, 0 % to 100 %, rounded once.
type PercentOff struct {
	Percent msp.Percent
}

// AmountOff is a fixed amount, in units of the subtotal's currency (dollars, not
// cents), rounded once where it has more digits than the currency. Not below zero.
type AmountOff struct {
	Amount decimal.Decimal
}

// VolumeOff is a percent that grows, or falls, with the volume: the percent of the
// highest step reached, on the whole subtotal. The volume is the quantity where the
// discount is on a line, and the running subtotal, in units of its currency, where
// it is on a statement.
type VolumeOff struct {
	// Steps rise strictly by their From. At least one.
	Steps []VolumeStep
}

// A VolumeStep is one step of a [VolumeOff].
type VolumeStep struct {
	// From is the least volume of the step, which belongs to it: at exactly 50 the
	// step from 50 is reached. Not below zero; a step from zero is always reached.
	From decimal.Decimal

	// Percent is what is off from there on, 0 % to 100 %.
	Percent msp.Percent
}

var (
	_ Off = PercentOff{}
	_ Off = AmountOff{}
	_ Off = VolumeOff{}
)

func (PercentOff) isOff() {}
func (AmountOff) isOff()  {}
func (VolumeOff) isOff()  {}

// String returns "10% off".
func (o PercentOff) String() string { return o.Percent.String() + " off" }

// String returns "5 off".
func (o AmountOff) String() string { return number.Text(o.Amount) + " off" }

// String returns "5% off from 50, 10% off from 100", or "nothing off" if there are
// no steps.
func (o VolumeOff) String() string {
	steps := make([]string, len(o.Steps))
	for n, s := range o.Steps {
		steps[n] = s.Percent.String() + " off from " + number.Text(s.From)
	}
	if len(steps) == 0 {
		return "nothing off"
	}
	return strings.Join(steps, ", ")
}

// at returns the percent of the highest step reached, 0% below the first. It does
// not count on the steps being in order. Linear in their number.
func (o VolumeOff) at(volume msp.Ratio) (msp.Percent, error) {
	var percent msp.Percent
	var highest msp.Ratio // undefined: none yet, and less than any
	for _, s := range o.Steps {
		if err := number.Check("pricing: volume step", s.From); err != nil {
			return msp.Percent{}, err
		}
		from := number.Ratio(s.From)
		if from.Compare(volume) <= 0 && from.Compare(highest) >= 0 {
			percent, highest = s.Percent, from
		}
	}
	return percent, nil
}

// take returns the amount, clamped to [0, subtotal]. The exact amount is compared,
// so that one beyond the range of [msp.Money] is no overflow.
func (o AmountOff) take(subtotal msp.Money, mode msp.Rounding) (msp.Money, error) {
	if err := number.Check("pricing: amount off", o.Amount); err != nil {
		return msp.Money{}, err
	}
	amount := number.Ratio(o.Amount)
	switch {
	case subtotal.Sign() <= 0 || amount.Sign() <= 0:
		return msp.NewMoney(0, subtotal.Currency())
	case amount.Compare(subtotal.Amount()) >= 0:
		return subtotal, nil
	}
	return msp.MoneyFromRatio(amount, subtotal.Currency(), mode)
}

// percentOff returns a percent of a subtotal, clamped to [0, subtotal].
func percentOff(subtotal msp.Money, percent msp.Percent, mode msp.Rounding) (msp.Money, error) {
	switch {
	case subtotal.Sign() <= 0 || percent.Sign() <= 0:
		return msp.NewMoney(0, subtotal.Currency())
	case percent.Compare(offWhole()) >= 0:
		return subtotal, nil
	}
	return percent.Of(subtotal, mode)
}

// checkOff adds the findings about what is off.
func checkOff(list *findings.List, path string, off Off) {
	switch off := off.(type) {
	case nil:
		list.Errorf(path, msp.CodeMissing, "want a percent, an amount or a volume")
	case PercentOff:
		checkPercentOff(list, join(path, "percent"), off.Percent)
	case AmountOff:
		if checkNotNegative(list, join(path, "amount"), off.Amount) && off.Amount.IsZero() {
			list.Warnf(join(path, "amount"), msp.CodeRange, "takes nothing off")
		}
	case VolumeOff:
		off.check(list, join(path, "volume"))
	default: // a pointer to an Off has the methods of one
		list.Errorf(path, msp.CodeType, "%s is not what is off, its value is", fmt.Sprintf("%T", off))
	}
}

func (o VolumeOff) check(list *findings.List, path string) {
	if len(o.Steps) == 0 {
		list.Errorf(path, msp.CodeMissing, "want a step at least")
	}
	rises := false // the step before is a number that this one must be above
	for n, s := range o.Steps {
		at := path + "[" + strconv.Itoa(n) + "]"
		good := checkNotNegative(list, join(at, "from"), s.From)
		if rises && good && s.From.Cmp(o.Steps[n-1].From) <= 0 {
			list.Errorf(join(at, "from"), msp.CodeRange, "%s is not above %s, where the step before begins", number.Text(s.From), number.Text(o.Steps[n-1].From))
		}
		rises = good
		checkPercentOff(list, join(at, "percent"), s.Percent)
	}
}

// checkPercentOff adds the findings about a percent that is off.
func checkPercentOff(list *findings.List, path string, p msp.Percent) {
	switch {
	case p.Sign() < 0:
		list.Errorf(path, msp.CodeRange, "%v is below zero", p)
	case p.Compare(offWhole()) > 0:
		list.Errorf(path, msp.CodeRange, "%v is more than the whole", p)
	case p.IsZero():
		list.Warnf(path, msp.CodeRange, "takes nothing off")
	}
}

// offWhole returns 100%.
func offWhole() msp.Percent {
	p, _ := msp.NewPercent(100, 0) // three digits always fit
	return p
}
