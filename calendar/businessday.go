package calendar

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/internal/enum"
)

// A Roll says which business day is meant by a date that is none.
type Roll uint8

// Rolls. The zero Roll refuses a date that is not a business day.
const (
	// RollForward: the next business day.
	RollForward Roll = iota + 1
	// RollBack: the business day before.
	RollBack
	// RollModifiedForward: the next business day, but the one before if that is in
	// another month.
	RollModifiedForward
	// RollModifiedBack: the business day before, but the next one if that is in
	// another month.
	RollModifiedBack
)

const rollNames = "forward|back|modified_forward|modified_back"

// ParseRoll reads "forward", "back", "modified_forward" or "modified_back"; the
// empty text is the zero Roll.
func ParseRoll(text string) (Roll, error) {
	v, ok := enum.Parse(rollNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "calendar: roll", text,
			"want forward, back, modified_forward or modified_back")
	}
	return Roll(v), nil
}

// String returns the text of r.
func (r Roll) String() string { return enum.String("Roll", rollNames, uint8(r)) }

// AppendText implements [encoding.TextAppender].
func (r Roll) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(rollNames, uint8(r))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "calendar: roll", r.String(), "no such roll")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (r Roll) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseRoll].
func (r *Roll) UnmarshalText(text []byte) error {
	parsed, err := ParseRoll(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// IsBusinessDay reports whether a date is a business day: one that owns a shift,
// special hours included. A holiday without special hours is none, and neither is
// a date whose shifts a change of the clock skips whole. Extra opening makes no
// business day, breaks change nothing, and the tail of a night shift does not
// count for the morning it ends on. The zero Date is none.
//
// A calendar made of others has the business days of the first.
func (c Calendar) IsBusinessDay(d msp.Date) bool {
	return !d.IsZero() && c.get().dates.is(dayOf(d))
}

// RollBusinessDay returns d itself if it is a business day, and otherwise the one
// that roll means. If there is none it is [ErrNoBusinessDay].
func (c Calendar) RollBusinessDay(d msp.Date, roll Roll) (msp.Date, error) {
	if d.IsZero() {
		return msp.Date{}, ErrNoBusinessDay
	}
	day, ok := c.get().roll(dayOf(d), roll)
	if !ok {
		return msp.Date{}, ErrNoBusinessDay
	}
	return dateOf(day), nil
}

func (k *compiled) roll(day int, roll Roll) (int, bool) {
	if k.dates.is(day) {
		return day, true
	}
	rank := k.dates.rank(day)
	switch roll {
	case RollForward:
		return k.dates.nth(rank, day)
	case RollBack:
		return k.dates.nth(rank-1, day)
	case RollModifiedForward, RollModifiedBack:
		first, second := rank, rank-1
		if roll == RollModifiedBack {
			first, second = rank-1, rank
		}
		year, month, _ := civil.YMD(day)
		if rolled, ok := k.dates.nth(first, day); ok {
			if y, m, _ := civil.YMD(rolled); y == year && m == month {
				return rolled, true
			}
		}
		return k.dates.nth(second, day)
	}
	return 0, false
}

// AddBusinessDays rolls d to a business day and then steps n business days on, or
// back for a negative n. If there is no such day it is [ErrNoBusinessDay].
func (c Calendar) AddBusinessDays(d msp.Date, n int, roll Roll) (msp.Date, error) {
	rolled, err := c.RollBusinessDay(d, roll)
	if err != nil {
		return msp.Date{}, err
	}
	if n > civil.Last-civil.First || n < civil.First-civil.Last {
		return msp.Date{}, ErrNoBusinessDay
	}
	dates, day := c.get().dates, dayOf(rolled)
	found, ok := dates.nth(dates.rank(day)+int64(n), day)
	if !ok {
		return msp.Date{}, ErrNoBusinessDay
	}
	return dateOf(found), nil
}

// BusinessDaysBetween returns the number of business days in [a, b); if b is
// before a, minus those in [b, a). The zero Date counts as 0000-12-31.
func (c Calendar) BusinessDaysBetween(a, b msp.Date) int {
	dates := c.get().dates
	rank := func(d msp.Date) int64 { return dates.rank(max(dayOf(d), civil.First)) }
	return int(rank(b) - rank(a))
}

// ShiftsOn returns the open time of the shifts that a date owns, also where they
// run into the next day: what holidays and breaks leave of them, without extra
// opening. The last To is the day's closing. In a calendar made of others they
// are the shifts of the first, as far as the calendar is open.
func (c Calendar) ShiftsOn(d msp.Date) Intervals {
	k := c.get()
	if d.IsZero() {
		return nil
	}
	var out Intervals
	for _, s := range k.dates.shifts(dayOf(d)) {
		out = append(out, Interval{time.Unix(s.from, 0).In(k.loc), time.Unix(s.to, 0).In(k.loc)})
	}
	return out
}
