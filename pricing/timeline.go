package pricing

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// A QuantityStep says how many units there are from a day on.
type QuantityStep struct {
	// From is the first day of the quantity. The zero Date is the beginning of time;
	// only the first step of a [Timeline] may have it.
	From msp.Date

	// Quantity is how many there are from then on: not a change, and not below zero.
	Quantity decimal.Decimal
}

// A Timeline is a quantity over time, as the steps at which it is set:
//
//	[{"quantity":"25"},{"from":"2026-01-16","quantity":"30"}]
//
// Each step holds until the next. The steps may come in any order of dates; of
// several on one day the last in the list wins, so that an addition and its removal
// on one day net to nothing. Before the first step the quantity is 0, and so it is
// throughout the nil Timeline.
//
// A Timeline is a record: [Timeline.Validate] checks it. Its methods never change
// it.
type Timeline []QuantityStep

// Constant returns a quantity that never changes, [Timeline.With] one that does:
//
//	seats := pricing.Constant(25).With(msp.MustParseDate("2026-01-16"), decimal.NewFromInt(30))
func Constant(n int64) Timeline {
	return Timeline{{Quantity: decimal.NewFromInt(n)}}
}

// With returns a copy in which the quantity is set from a day on, until the next
// later step if there is one. It wins over the steps of that day that are there. The
// zero Date sets the quantity from the beginning. Linear in the number of steps, so a
// long timeline is better written as a literal.
func (t Timeline) With(from msp.Date, quantity decimal.Decimal) Timeline {
	step := QuantityStep{from, quantity}
	if !from.IsZero() {
		return append(slices.Clone(t), step)
	}
	with := Timeline{step}
	for _, s := range t {
		if !s.From.IsZero() {
			with = append(with, s)
		}
	}
	return with
}

// Validate returns all findings about the timeline, sorted:
//
//   - a quantity below zero or of more than 18 digits before or after the point:
//     [msp.CodeRange]
//   - a step other than the first without a date: [msp.CodeMissing]
//
// A quantity of zero, several steps on one day and steps that change nothing are no
// findings.
func (t Timeline) Validate() msp.Issues {
	var list findings.List
	t.check(&list, "")
	return list.Issues()
}

func (t Timeline) check(list *findings.List, path string) {
	for i, s := range t {
		at := path + "[" + strconv.Itoa(i) + "]"
		if i > 0 && s.From.IsZero() {
			list.Errorf(at+".from", msp.CodeMissing, "only the first step may go without a date")
		}
		checkNotNegative(list, at+".quantity", s.Quantity)
	}
}

// At returns the quantity on a day. Linear in the number of steps.
func (t Timeline) At(d msp.Date) decimal.Decimal {
	var last QuantityStep
	for _, s := range t {
		if !s.From.After(d) && !s.From.Before(last.From) {
			last = s
		}
	}
	return last.Quantity
}

// inOrder returns the steps by their dates, one for each day. The result may be t
// itself and is only read.
func (t Timeline) inOrder() Timeline {
	ascending := true
	for i := 1; i < len(t) && ascending; i++ {
		ascending = t[i-1].From.Before(t[i].From)
	}
	if ascending {
		return t
	}
	sorted := slices.Clone(t)
	slices.SortStableFunc(sorted, func(a, b QuantityStep) int { return a.From.Compare(b.From) })
	kept := sorted[:0]
	for _, s := range sorted {
		if n := len(kept); n > 0 && kept[n-1].From == s.From {
			kept[n-1] = s
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// A Segment is a stretch of days with one quantity.
type Segment struct {
	Period   msp.Period
	Quantity decimal.Decimal
}

// Segments cuts a period at the steps of the timeline. The segments follow one
// another and cover the period wholly, the days of quantity 0 too; none is empty.
// Every day with a step begins a segment, even if the quantity stays the same, so
// that each change of the list can be found in a bill. An empty period has none.
//
// Linear in the number of steps if they come in order.
func (t Timeline) Segments(p msp.Period) []Segment {
	if p.IsEmpty() {
		return nil
	}
	var segments []Segment
	from, quantity := p.From(), decimal.Decimal{}
	cut := func(to msp.Date) {
		if days, err := msp.NewPeriod(from, to); err == nil { // always, the dates ascend
			segments = append(segments, Segment{days, quantity})
		}
		from = to
	}
	for _, s := range t.inOrder() {
		if !s.From.Before(p.To()) {
			break
		}
		if s.From.After(from) {
			cut(s.From)
		}
		quantity = s.Quantity
	}
	cut(p.To())
	return segments
}

// A TimelinePart is the charge for one segment of a timeline.
type TimelinePart struct {
	Segment
	Amount msp.Money
}

// ProrateTimeline returns the charge for a quantity over time in a service period
// whose price is unit for one: the exact sum of unit × quantity × days ÷
// days(period) over the segments, rounded once by mode. The parts, one for each of
// [Timeline.Segments], are rounded cumulatively (see [msp.Cumulative]), so that they
// sum to the total exactly.
//
// A negative unit is a reduction and is allowed; one of more than 18 digits before or
// after the point is an [msp.ErrRange] error. A timeline with findings is an error
// that holds them all, [msp.Issues]. Further errors are [msp.ErrUndefined] for a
// period without days, [msp.ErrCurrency] for an amount without a currency and
// [msp.ErrOverflow]. Linear in the number of steps if they come in order.
func ProrateTimeline(unit decimal.Decimal, c msp.Currency, t Timeline, period msp.Period, mode msp.Rounding) (parts []TimelinePart, total msp.Money, err error) {
	if err := checkProration(period, mode); err != nil {
		return nil, msp.Money{}, err
	}
	if err := number.Check("pricing: unit price", unit); err != nil {
		return nil, msp.Money{}, err
	}
	if err := t.Validate().Err(); err != nil {
		return nil, msp.Money{}, err
	}
	perDay, err := number.Ratio(unit).Mul(msp.NewRatio(1, int64(period.Days())))
	if err != nil {
		return nil, msp.Money{}, err
	}
	sum := msp.NewCumulative(c, mode)
	for _, s := range t.Segments(period) {
		exact, err := number.Ratio(s.Quantity).Mul(msp.NewRatio(int64(s.Period.Days()), 1))
		if err != nil {
			return nil, msp.Money{}, err
		}
		if exact, err = exact.Mul(perDay); err != nil {
			return nil, msp.Money{}, err
		}
		part := TimelinePart{Segment: s}
		if part.Amount, sum, err = sum.Add(exact); err != nil {
			return nil, msp.Money{}, err
		}
		parts = append(parts, part)
	}
	return parts, sum.Total(), nil
}
