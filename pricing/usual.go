package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
	"github.com/mspkit/msp/internal/number"
)

// A UsualRange is what an article on managed services says providers usually ask
// for one unit. It is there to check a price against, never as a default.
type UsualRange struct {
	Model    string          // what is priced: "per user", "server", "monitoring server"
	Unit     string          // user, endpoint, device, server or network; empty: not stated
	Low      decimal.Decimal // for one unit, in the currency's units
	High     decimal.Decimal
	Open     bool // the upper end is open: "30+"
	Currency msp.Currency
	Cadence  Cadence // how often it is due
	Source   string
}

// Ends returns the range in words: "50–100", or "10–30+" if its upper end is open.
func (r UsualRange) Ends() string {
	text := number.Text(r.Low) + "–" + number.Text(r.High)
	if r.Open {
		text += "+"
	}
	return text
}

// Amounts returns what a quantity comes to at either end of the range, each
// rounded once. At an open end more is usual too. A range without a unit takes a
// quantity of any; another unit than the range's is an [ErrUnit] error, a quantity
// below zero an [msp.ErrRange] error, and an amount that does not fit an
// [msp.ErrOverflow] error.
func (r UsualRange) Amounts(q Quantity, mode msp.Rounding) (low, high msp.Money, err error) {
	switch {
	case q.Sign() < 0:
		return msp.Money{}, msp.Money{}, msp.NewInputError(msp.ErrRange, "pricing: quantity", q.String(), "below zero")
	case r.Unit != "" && q.Unit() != r.Unit:
		return msp.Money{}, msp.Money{}, msp.NewInputError(ErrUnit, "pricing: quantity", q.String(), "the range is for "+unitText(r.Unit))
	}
	if low, err = r.amount(r.Low, q, mode); err != nil {
		return msp.Money{}, msp.Money{}, err
	}
	if high, err = r.amount(r.High, q, mode); err != nil {
		return msp.Money{}, msp.Money{}, err
	}
	return low, high, nil
}

func (r UsualRange) amount(rate decimal.Decimal, q Quantity, mode msp.Rounding) (msp.Money, error) {
	if err := number.Check("pricing: usual price", rate); err != nil {
		return msp.Money{}, err
	}
	exact, err := number.Ratio(rate).Mul(q.Ratio())
	if err != nil {
		return msp.Money{}, err
	}
	return msp.MoneyFromRatio(exact, r.Currency, mode)
}

// A Usual says how a price lies to a [UsualRange]. The zero Usual is not known.
type Usual uint8

// How a price lies to a range. Both ends are within it.
const (
	UsualBelow  Usual = iota + 1 // below the usual range
	UsualWithin                  // within it
	UsualAbove                   // above it, never if its upper end is open
)

const usualNames = "below|within|above"

// ParseUsual reads "below", "within" or "above"; the empty text is the zero Usual.
func ParseUsual(text string) (Usual, error) {
	v, ok := enum.Parse(usualNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: usual", text, "want below, within or above")
	}
	return Usual(v), nil
}

// String returns the text of u.
func (u Usual) String() string { return enum.String("Usual", usualNames, uint8(u)) }

// AppendText implements [encoding.TextAppender].
func (u Usual) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(usualNames, uint8(u))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: usual", u.String(), "no such place to a range")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (u Usual) MarshalText() ([]byte, error) { return u.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseUsual].
func (u *Usual) UnmarshalText(text []byte) error {
	parsed, err := ParseUsual(string(text))
	if err != nil {
		return err
	}
	*u = parsed
	return nil
}

// A UsualJudgement is how a rate lies to a range.
type UsualJudgement struct {
	Usual Usual
	Rate  decimal.Decimal
	Range UsualRange
}

// Judge says how a rate for one unit, in the range's currency and cadence, lies to
// the range. It compares exactly; the Usual of a rate that is no number of the
// library is the zero one.
func (r UsualRange) Judge(rate decimal.Decimal) UsualJudgement {
	j := UsualJudgement{Rate: rate, Range: r}
	value, low, high := number.Ratio(rate), number.Ratio(r.Low), number.Ratio(r.High)
	switch {
	case !value.Defined() || !low.Defined() || !high.Defined():
	case value.Compare(low) < 0:
		j.Usual = UsualBelow
	case value.Compare(high) > 0 && !r.Open:
		j.Usual = UsualAbove
	default:
		j.Usual = UsualWithin
	}
	return j
}

// Why returns the judgement in words: `65 is within the usual 50–100 USD a month
// for "end-user device" (source)`. The code is that of the Usual with "usual_" in
// front; all values are there for each of them.
func (j UsualJudgement) Why() msp.Reason {
	code, template := "usual_unknown", "not known"
	switch j.Usual {
	case UsualBelow, UsualWithin, UsualAbove:
		code = "usual_" + j.Usual.String()
		template = "{rate} is " + j.Usual.String() + ` the usual {range} {currency} a {cadence} for "{model}" ({source})`
	}
	return msp.NewReason(code, template,
		msp.ReasonValue{Name: "rate", Value: number.Text(j.Rate)},
		msp.ReasonValue{Name: "range", Value: j.Range.Ends()},
		msp.ReasonValue{Name: "currency", Value: j.Range.Currency.String()},
		msp.ReasonValue{Name: "cadence", Value: j.Range.Cadence.String()},
		msp.ReasonValue{Name: "model", Value: j.Range.Model},
		msp.ReasonValue{Name: "unit", Value: j.Range.Unit},
		msp.ReasonValue{Name: "source", Value: j.Range.Source})
}
