package catalog

import (
	"cmp"
	"iter"
	"strconv"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
)

// A Cadence is how often something is due: continuously, or every so many days, weeks,
// months or years from an anchor. Steps of months and years are counted from the anchor
// and keep its day of the month, or take the month's last if it has none: from 31
// January, 28 February, 31 March.
//
// The zero Cadence is none and has the empty text. Cadences are comparable with ==: those
// that are due on the same dates are held in one way, so seven days are a week, and
// twelve months a year. The texts:
//
//	continuous
//	daily      every 2 days … every 10 days …
//	weekly     every 2 weeks …
//	monthly    every 2 months …
//	quarterly
//	yearly     every 2 years …
type Cadence struct {
	// One of them is not zero: steps of days, or of months. Below zero days: continuous.
	days, months int32
}

// mostEvery is the greatest number of units of a step.
const mostEvery = 10_000

// Continuous returns the cadence of what never stops, such as monitoring. It has no due
// dates.
func Continuous() Cadence { return Cadence{days: -1} }

// NewCadence returns the cadence of a step of 1 to 10,000 units; another number, and a
// unit that is none, are [msp.ErrRange] errors.
func NewCadence(every int, unit CadenceUnit) (Cadence, error) {
	c, ok := newCadence(every, unit)
	if !ok {
		return Cadence{}, msp.NewInputError(msp.ErrRange, "catalog: cadence", strconv.Itoa(every)+" "+unit.String(), "want 1 to 10000 days, weeks, months or years")
	}
	return c, nil
}

func newCadence(every int, unit CadenceUnit) (Cadence, bool) {
	if every < 1 || every > mostEvery {
		return Cadence{}, false
	}
	n := int32(every)
	switch unit {
	case Day:
		return Cadence{days: n}, true
	case Week:
		return Cadence{days: 7 * n}, true
	case Month:
		return Cadence{months: n}, true
	case Year:
		return Cadence{months: 12 * n}, true
	}
	return Cadence{}, false
}

// ParseCadence reads the texts that [Cadence] lists; the empty text is none. Other ways to
// say the same, such as "every 1 week", "every 7 days" and "every 12 months", are accepted
// but never produced. Case, spaces, signs and zeros in front count.
func ParseCadence(text string) (Cadence, error) {
	switch text {
	case "":
		return Cadence{}, nil
	case "continuous":
		return Continuous(), nil
	case "daily":
		return Cadence{days: 1}, nil
	case "weekly":
		return Cadence{days: 7}, nil
	case "monthly":
		return Cadence{months: 1}, nil
	case "quarterly":
		return Cadence{months: 3}, nil
	case "yearly":
		return Cadence{months: 12}, nil
	}
	if rest, ok := strings.CutPrefix(text, "every "); ok {
		number, name, _ := strings.Cut(rest, " ")
		every, err := strconv.Atoi(number)
		if err == nil && strconv.Itoa(every) == number && name != "" {
			if every != 1 {
				name, ok = strings.CutSuffix(name, "s")
			}
			if unit, err := ParseCadenceUnit(name); err == nil && unit != 0 && ok {
				return NewCadence(every, unit)
			}
		}
	}
	return Cadence{}, msp.NewInputError(msp.ErrSyntax, "catalog: cadence", text, "want continuous, daily, weekly, monthly, quarterly, yearly or every 2 weeks")
}

// MustParseCadence is [ParseCadence] for constants in code; it panics on an error.
func MustParseCadence(text string) Cadence {
	c, err := ParseCadence(text)
	if err != nil {
		panic(err)
	}
	return c
}

// IsZero reports whether c is none.
func (c Cadence) IsZero() bool { return c == Cadence{} }

// IsContinuous reports whether c never stops; see [Continuous].
func (c Cadence) IsContinuous() bool { return c.days < 0 }

// Step returns the step in the largest unit that it is a whole number of: 1 week for seven
// days, 3 months for a quarter. It is 0 and no unit for none and for continuous.
func (c Cadence) Step() (every int, unit CadenceUnit) {
	switch {
	case c.days > 0 && c.days%7 == 0:
		return int(c.days) / 7, Week
	case c.days > 0:
		return int(c.days), Day
	case c.months > 0 && c.months%12 == 0:
		return int(c.months) / 12, Year
	case c.months > 0:
		return int(c.months), Month
	}
	return 0, 0
}

// Compare orders cadences by how often they come: -1 if c comes more often than other, 0
// if they are equal, +1 if it comes less often. Continuous is the first, and none, which
// never comes, the last. A month counts as 146097/4800 days and a year as 146097/400, which
// is exact over 400 years of the calendar: monthly comes more often than every 31 days, and
// less often than every 30.
func (c Cadence) Compare(other Cadence) int { return cmp.Compare(c.length(), other.length()) }

// length returns the mean time from one date to the next in 4800ths of a day.
func (c Cadence) length() int64 {
	switch {
	case c.IsZero():
		return 1 << 62
	case c.IsContinuous():
		return 0
	}
	return int64(c.days)*4800 + int64(c.months)*146_097
}

// Dates walks the due dates in a period, in order: the anchor, and each step after it. No
// date is before the anchor. There are none for a cadence that is continuous or none and
// for an anchor that is none. The first is found without walking from the anchor, and each
// costs the same.
func (c Cadence) Dates(anchor msp.Date, p msp.Period) iter.Seq[msp.Date] {
	return func(yield func(msp.Date) bool) {
		if anchor.IsZero() || !c.hasDates() {
			return
		}
		for k := c.index(anchor, p.From()); ; k++ {
			d, ok := c.date(anchor, k)
			if !ok || !d.Before(p.To()) || !yield(d) {
				return
			}
		}
	}
}

// Last returns the last due date that is not after a day; ok is false if there is none.
func (c Cadence) Last(anchor, on msp.Date) (last msp.Date, ok bool) {
	k, ok := c.lastIndex(anchor, on)
	if !ok {
		return msp.Date{}, false
	}
	return c.date(anchor, k)
}

// Next returns the first due date after a day; ok is false if there is none before the
// year 10000. A day lies in the dates [Last, Next).
func (c Cadence) Next(anchor, on msp.Date) (next msp.Date, ok bool) {
	if anchor.IsZero() || on.IsZero() || !c.hasDates() {
		return msp.Date{}, false
	}
	k, ok := c.lastIndex(anchor, on)
	if !ok {
		return anchor, true
	}
	return c.date(anchor, k+1)
}

func (c Cadence) hasDates() bool { return c.days > 0 || c.months > 0 }

// lastIndex returns the number of the last due date that is not after a day; the anchor
// is 0.
func (c Cadence) lastIndex(anchor, on msp.Date) (k int, ok bool) {
	if anchor.IsZero() || on.IsZero() || !c.hasDates() || on.Before(anchor) {
		return 0, false
	}
	k = c.index(anchor, on)
	if d, ok := c.date(anchor, k); ok && d == on {
		return k, true
	}
	return k - 1, true
}

// index returns the number of the first due date that is not before a day.
func (c Cadence) index(anchor, d msp.Date) int {
	if !d.After(anchor) {
		return 0
	}
	if c.days > 0 {
		step := int(c.days)
		return (anchor.DaysUntil(d) + step - 1) / step
	}
	fromYear, fromMonth, fromDay := anchor.YMD()
	year, month, day := d.YMD()
	step := int(c.months)
	apart := (year-fromYear)*12 + int(month) - int(fromMonth)
	k := apart / step
	// The date in the month of d, if there is one, may come before d; a later one cannot.
	if k*step < apart || min(fromDay, civil.DaysIn(year, month)) < day {
		k++
	}
	return k
}

// date returns the due date of a number; ok is false beyond the year 9999. The number is
// at most 1 above that of a date, and so the product is small.
func (c Cadence) date(anchor msp.Date, k int) (msp.Date, bool) {
	days := k * int(c.days)
	if c.months > 0 {
		start := civil.Day(anchor.YMD())
		target, ok := civil.AddMonths(start, k*int(c.months))
		if !ok {
			return msp.Date{}, false
		}
		days = target - start
	}
	d, err := anchor.AddDays(days)
	return d, err == nil
}

// String returns the text of c.
func (c Cadence) String() string {
	every, unit := c.Step()
	switch {
	case c.IsZero():
		return ""
	case c.IsContinuous():
		return "continuous"
	case c.months == 3:
		return "quarterly"
	case every == 1 && unit == Day:
		return "daily"
	case every == 1:
		return unit.String() + "ly"
	}
	return "every " + strconv.Itoa(every) + " " + unit.String() + "s"
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (c Cadence) AppendText(b []byte) ([]byte, error) { return append(b, c.String()...), nil }

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (c Cadence) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCadence].
func (c *Cadence) UnmarshalText(text []byte) error {
	parsed, err := ParseCadence(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
