package msp

import (
	"database/sql/driver"
	"iter"
	"strings"
	"time"
)

// A Period is a half-open range of civil dates [from, to): a month is
// 2026-03-01 to 2026-04-01.
//
// The zero Period is empty and has the empty text. Periods are comparable with
// ==. The text form is ISO 8601, "2026-03-01/2026-04-01".
type Period struct {
	from, to Date
}

// NewPeriod returns the period [from, to). Both dates must be there and from
// must not be after to; an empty period keeps its place.
func NewPeriod(from, to Date) (Period, error) {
	if from.IsZero() || to.IsZero() || from.After(to) {
		return Period{}, NewInputError(ErrRange, "msp: period", from.String()+"/"+to.String(), "want two dates in order")
	}
	return Period{from, to}, nil
}

// MonthOf returns the month of a year as a period; calendar.IntervalOf gives its
// instants in a zone. December 9999 is an [ErrRange] error: its end is no date.
func MonthOf(year int, month time.Month) (Period, error) {
	from, err := NewDate(year, month, 1)
	if err != nil {
		return Period{}, err
	}
	next := time.Month(int(month)%12 + 1)
	if next == time.January {
		year++
	}
	to, err := NewDate(year, next, 1)
	if err != nil {
		return Period{}, err
	}
	return Period{from, to}, nil
}

// ParsePeriod reads "2026-03-01/2026-04-01". The empty text is the zero Period.
func ParsePeriod(text string) (Period, error) {
	if text == "" {
		return Period{}, nil
	}
	before, after, ok := strings.Cut(text, "/")
	if !ok {
		return Period{}, NewInputError(ErrSyntax, "msp: period", text, "want YYYY-MM-DD/YYYY-MM-DD")
	}
	from, err := ParseDate(before)
	if err != nil {
		return Period{}, err
	}
	to, err := ParseDate(after)
	if err != nil {
		return Period{}, err
	}
	return NewPeriod(from, to)
}

// MustParsePeriod is [ParsePeriod] for constants in code; it panics on an error.
func MustParsePeriod(text string) Period {
	p, err := ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

// From returns the first date of the period.
func (p Period) From() Date { return p.from }

// To returns the first date after the period.
func (p Period) To() Date { return p.to }

// IsZero reports whether p is the zero Period.
func (p Period) IsZero() bool { return p == Period{} }

// IsEmpty reports whether p contains no date.
func (p Period) IsEmpty() bool { return p.from == p.to }

// Days returns the number of dates in p.
func (p Period) Days() int { return p.from.DaysUntil(p.to) }

// Contains reports whether from ≤ d < to.
func (p Period) Contains(d Date) bool { return !d.Before(p.from) && d.Before(p.to) }

// Overlaps reports whether some date is in both periods.
func (p Period) Overlaps(other Period) bool { return !p.Intersect(other).IsEmpty() }

// Intersect returns the dates in both periods; it is the zero Period if there
// is none.
func (p Period) Intersect(other Period) Period {
	from, to := p.from, p.to
	if other.from.After(from) {
		from = other.from
	}
	if other.to.Before(to) {
		to = other.to
	}
	if !from.Before(to) {
		return Period{}
	}
	return Period{from, to}
}

// Dates walks the dates of p in order.
func (p Period) Dates() iter.Seq[Date] {
	return func(yield func(Date) bool) {
		for d := p.from; d.Before(p.to); d.n++ {
			if !yield(d) {
				return
			}
		}
	}
}

// Compare orders periods by their first date, then by their end.
func (p Period) Compare(other Period) int {
	if c := p.from.Compare(other.from); c != 0 {
		return c
	}
	return p.to.Compare(other.to)
}

// String returns "2026-03-01/2026-04-01", or "" for the zero Period.
func (p Period) String() string {
	text, _ := p.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (p Period) AppendText(b []byte) ([]byte, error) {
	if p.IsZero() {
		return b, nil
	}
	b, _ = p.from.AppendText(b)
	return p.to.AppendText(append(b, '/'))
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (p Period) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParsePeriod].
func (p *Period) UnmarshalText(text []byte) error {
	parsed, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL for the zero Period.
func (p Period) Value() (driver.Value, error) {
	return textValue(p, p.IsZero())
}

// Scan implements [database/sql.Scanner]: the text, or NULL as the zero Period.
func (p *Period) Scan(src any) error { return scanText(p, src) }
