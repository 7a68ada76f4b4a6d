package msp

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"strconv"
	"time"

	"github.com/rickb777/date"
)

// A Date is a civil date of the Gregorian calendar, 0001-01-01 to 9999-12-31,
// without a time of day or a zone.
//
// The zero Date means "none": it has the empty text, and [Date.IsZero] reports
// it. Dates are comparable with ==, and [Date.Compare] orders them; none comes
// first. The text form is ISO 8601, "2026-03-08", read strictly: "2026-02-30",
// "2026-2-3" and five-digit years are errors.
//
// [Date.Civil] and [DateOf] lead to and from [date.Date], whose zero is a real
// day (1970-01-01) and which therefore never stands in our records.
type Date struct {
	n int32 // days since 0000-12-31: 1 is 0001-01-01, 0 is none
}

const (
	dateEpoch = 719_163   // n of 1970-01-01
	dateMax   = 3_652_059 // n of 9999-12-31
)

// NewDate returns the date of a year, month and day. A day that does not exist
// is an [ErrRange] error; nothing is carried into the next month.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < time.January || month > time.December || day < 1 || day > 31 {
		return Date{}, dateRange(fmt.Sprintf("%d-%02d-%02d", year, month, day))
	}
	d := date.New(year, month, day)
	if d.Day() != day {
		return Date{}, dateRange(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	}
	return Date{int32(d.DaysSinceEpoch()) + dateEpoch}, nil
}

func dateRange(input string) error {
	return NewInputError(ErrRange, "msp: date", input, "no such day between 0001-01-01 and 9999-12-31")
}

// ParseDate reads "2026-03-08". The empty text is the zero Date.
func ParseDate(text string) (Date, error) {
	if text == "" {
		return Date{}, nil
	}
	if len(text) != len("2006-01-02") || text[4] != '-' || text[7] != '-' {
		return Date{}, NewInputError(ErrSyntax, "msp: date", text, "want YYYY-MM-DD")
	}
	year, ok1 := digits(text[:4])
	month, ok2 := digits(text[5:7])
	day, ok3 := digits(text[8:])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, NewInputError(ErrSyntax, "msp: date", text, "want YYYY-MM-DD")
	}
	return NewDate(year, time.Month(month), day)
}

// digits reads a short text that holds nothing but ASCII digits.
func digits(text string) (int, bool) {
	n := 0
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, len(text) > 0
}

// MustParseDate is [ParseDate] for constants in code; it panics on an error.
func MustParseDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf returns the Date of a [date.Date]; outside the years 1 to 9999 it is
// an [ErrRange] error.
func DateOf(d date.Date) (Date, error) {
	n := int64(d.DaysSinceEpoch()) + dateEpoch
	if n < 1 || n > dateMax {
		return Date{}, dateRange("day " + strconv.FormatInt(int64(d.DaysSinceEpoch()), 10) + " since 1970-01-01")
	}
	return Date{int32(n)}, nil
}

// Civil returns d as a [date.Date], for arithmetic and formatting. The Civil of
// the zero Date is 0000-12-31.
func (d Date) Civil() date.Date {
	return date.NewOfDays(date.PeriodOfDays(d.n - dateEpoch))
}

// IsZero reports whether d is the zero Date, none.
func (d Date) IsZero() bool { return d.n == 0 }

// YMD returns year, month and day; those of the zero Date are 0.
func (d Date) YMD() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	return d.Civil().Date()
}

// Year returns the year, 1 to 9999, or 0 for the zero Date.
func (d Date) Year() int {
	year, _, _ := d.YMD()
	return year
}

// Month returns the month, or 0 for the zero Date.
func (d Date) Month() time.Month {
	_, month, _ := d.YMD()
	return month
}

// Day returns the day of the month, or 0 for the zero Date.
func (d Date) Day() int {
	_, _, day := d.YMD()
	return day
}

// Weekday returns the day of the week. The zero Date has none; its Weekday is
// that of 0000-12-31, a Sunday.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(d.n % 7) // 0001-01-01, n = 1, was a Monday
}

// AddDays returns the date n days later, or earlier for a negative n. Leaving
// the years 1 to 9999 is an [ErrRange] error, and so is counting from none.
func (d Date) AddDays(n int) (Date, error) {
	if d.IsZero() || n > dateMax || n < -dateMax || int(d.n)+n < 1 || int(d.n)+n > dateMax {
		return Date{}, dateRange(fmt.Sprintf("%v %+d days", d, n))
	}
	return Date{d.n + int32(n)}, nil
}

// DaysUntil returns the number of days from d to other, negative if other comes
// first. The zero Date counts as 0000-12-31.
func (d Date) DaysUntil(other Date) int { return int(other.n) - int(d.n) }

// Compare returns -1, 0 or +1 as d is before, equal to or after other.
func (d Date) Compare(other Date) int { return cmp.Compare(d.n, other.n) }

// Before reports whether d is before other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After reports whether d is after other.
func (d Date) After(other Date) bool { return d.n > other.n }

// String returns "2026-03-08", or "" for the zero Date.
func (d Date) String() string {
	text, _ := d.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.IsZero() {
		return b, nil
	}
	year, month, day := d.YMD()
	return append(b,
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-',
		byte('0'+day/10), byte('0'+day%10)), nil
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseDate].
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL for the zero Date.
func (d Date) Value() (driver.Value, error) {
	return textValue(d, d.IsZero())
}

// Scan implements [database/sql.Scanner]: the text, or NULL as the zero Date. A
// DATE column that a driver delivers as a [time.Time] at 00:00 is its date;
// a time of day is refused, because dropping it would need a zone.
func (d *Date) Scan(src any) error {
	if t, ok := src.(time.Time); ok {
		if h, m, s := t.Clock(); h != 0 || m != 0 || s != 0 || t.Nanosecond() != 0 {
			return NewInputError(ErrSyntax, "msp: date", t.String(), "has a time of day")
		}
		year, month, day := t.Date()
		scanned, err := NewDate(year, month, day)
		if err != nil {
			return err
		}
		*d = scanned
		return nil
	}
	return scanText(d, src)
}
