package pricing

import (
	"iter"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/civil"
	"github.com/mspkit/msp/internal/enum"
)

// A Cadence is how often a price is charged, and so how long a service period is.
// The zero Cadence is not stated; an item without one is charged each [Month].
type Cadence uint8

// Cadences.
const (
	Week Cadence = iota + 1
	Fortnight
	Month
	Quarter
	HalfYear
	Year
	TwoYears
	ThreeYears
	Once // a single time: set-up fees, projects
)

const cadenceNames = "week|fortnight|month|quarter|half_year|year|two_year|three_year|once"

// ParseCadence reads "week", "fortnight", "month", "quarter", "half_year", "year",
// "two_year", "three_year" or "once"; the empty text is the zero Cadence.
func ParseCadence(text string) (Cadence, error) {
	v, ok := enum.Parse(cadenceNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: cadence", text, "want week, fortnight, month, quarter, half_year, year, two_year, three_year or once")
	}
	return Cadence(v), nil
}

// String returns the text of c.
func (c Cadence) String() string { return enum.String("Cadence", cadenceNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Cadence) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(cadenceNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: cadence", c.String(), "no such cadence")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
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

// steps returns the length of a service period, in days or in months; both are 0
// for Once.
func (c Cadence) steps() (days, months int) {
	switch c {
	case Week:
		return 7, 0
	case Fortnight:
		return 14, 0
	case Month:
		return 0, 1
	case Quarter:
		return 0, 3
	case HalfYear:
		return 0, 6
	case Year:
		return 0, 12
	case TwoYears:
		return 0, 24
	case ThreeYears:
		return 0, 36
	case Once:
	}
	return 0, 0
}

// IsRecurring reports whether c comes again: every cadence but [Once] and the zero
// one.
func (c Cadence) IsRecurring() bool { return c >= Week && c < Once }

// PerMonth returns how often c comes in a month, by the convention of recurring
// revenue: 52/12 weeks, 26/12 fortnights, 1/3 quarter, 1/12 year … It is 0 for Once
// and for the zero Cadence.
func (c Cadence) PerMonth() msp.Ratio {
	days, months := c.steps()
	switch {
	case days > 0:
		return msp.NewRatio(int64(364/days), 12)
	case months > 0:
		return msp.NewRatio(1, int64(months))
	}
	return msp.NewRatio(0, 1)
}

// date returns the start of the n-th service period from an anchor: the anchor's
// own day of the month, or the month's last day if it has none, always counted
// from the anchor itself (31 January, 28 February, 31 March).
func (c Cadence) date(anchor msp.Date, n int) (msp.Date, bool) {
	days, months := c.steps()
	if months == 0 {
		d, err := anchor.AddDays(n * days)
		return d, err == nil
	}
	start := civil.Day(anchor.YMD())
	target, ok := civil.AddMonths(start, n*months)
	if !ok {
		return msp.Date{}, false
	}
	d, err := anchor.AddDays(target - start)
	return d, err == nil
}

// PeriodOf returns the service period that holds a date, of those that follow one
// another from an anchor in both directions. ok is false for [Once], for a date or
// an anchor that is none, and where the period leaves the years 1 to 9999.
func (c Cadence) PeriodOf(anchor, d msp.Date) (p msp.Period, ok bool) {
	if !c.IsRecurring() || anchor.IsZero() || d.IsZero() {
		return msp.Period{}, false
	}
	n := c.index(anchor, d)
	from, ok1 := c.date(anchor, n)
	to, ok2 := c.date(anchor, n+1)
	if !ok1 || !ok2 {
		return msp.Period{}, false
	}
	p, err := msp.NewPeriod(from, to)
	return p, err == nil
}

// index returns the number of the service period that holds a date.
func (c Cadence) index(anchor, d msp.Date) int {
	days, months := c.steps()
	if months == 0 {
		return civil.FloorDiv(anchor.DaysUntil(d), days)
	}
	fromYear, fromMonth, fromDay := anchor.YMD()
	year, month, day := d.YMD()
	apart := (year-fromYear)*12 + int(month) - int(fromMonth)
	n := civil.FloorDiv(apart, months)
	// In the month in which it begins, the period may begin on a later day than d.
	if apart == n*months && day < min(fromDay, civil.DaysIn(year, month)) {
		n--
	}
	return n
}

// Periods walks the service periods that overlap a period, in order, whole ones
// even where they reach beyond it; one that leaves the years 1 to 9999 is left out.
// There are none for [Once] and for an anchor that is none.
func (c Cadence) Periods(anchor msp.Date, within msp.Period) iter.Seq[msp.Period] {
	return func(yield func(msp.Period) bool) {
		if !c.IsRecurring() || anchor.IsZero() || within.IsEmpty() {
			return
		}
		n := c.index(anchor, within.From())
		from, ok := c.date(anchor, n)
		for from.Before(within.To()) {
			n++
			to, next := c.date(anchor, n)
			if !next {
				return
			}
			if p, err := msp.NewPeriod(from, to); ok && err == nil && !yield(p) {
				return
			}
			from, ok = to, next
		}
	}
}

// monthsOfYear is how many months a year has, for annual steps.
const monthsOfYear = int(time.December)
