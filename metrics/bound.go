package metrics

import (
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/number"
)

// A Bound is a number that somebody wrote down for a KPI to be held against, in the
// KPI's unit. Its text says which unit that is:
//
//	95%         a share
//	30m         a duration, as in "1h30m"
//	12.50 USD   money
//	1.5, 1/3    a bare number
//
// The zero Bound is none and has the empty text. Bounds are immutable and comparable
// with ==.
type Bound struct {
	exact    msp.Ratio
	unit     Unit
	currency msp.Currency
}

// NewBound returns a bound of a bare number, a share or a duration: a fraction of 1 for
// a share, nanoseconds for a duration. An undefined number is an [msp.ErrUndefined]
// error; money, no unit, and what has no text (a third of a share, half a nanosecond) are
// [msp.ErrRange] errors.
func NewBound(exact msp.Ratio, unit Unit) (Bound, error) {
	if !exact.Defined() {
		return Bound{}, msp.NewInputError(msp.ErrUndefined, "metrics: bound", exact.String(), "want a number")
	}
	b := Bound{exact: exact, unit: unit}
	if back, err := ParseBound(b.String()); err != nil || back != b {
		return Bound{}, msp.NewInputError(msp.ErrRange, "metrics: bound", exact.String()+" "+unit.String(), "has no text")
	}
	return b, nil
}

// ParseBound reads the text of a bound; the empty text is none. Numbers have at most 18
// digits before and 18 after the point, percentages those of a [msp.Percent]; other texts
// of such a number, "65.0%", "90m", "2/4", are accepted but never produced. Another text is an [msp.ErrSyntax] error.
func ParseBound(text string) (Bound, error) {
	b, err := parseBound(text)
	if err == nil && b.String() != text { // a text that has another form: its own must read back
		var again Bound
		if again, err = parseBound(b.String()); err == nil && again != b {
			err = msp.ErrRange
		}
	}
	if err != nil {
		return Bound{}, msp.NewInputError(msp.ErrSyntax, "metrics: bound", text, "want 95%, 30m, 12.50 USD or 1.5")
	}
	return b, nil
}

func parseBound(text string) (Bound, error) {
	switch {
	case text == "":
		return Bound{}, nil
	case strings.HasSuffix(text, "%"):
		p, err := msp.ParsePercent(text)
		return Bound{exact: p.Ratio(), unit: UnitShare}, err
	case strings.Contains(text, " "):
		m, err := msp.ParseMoney(text)
		return Bound{exact: m.Amount(), unit: UnitMoney, currency: m.Currency()}, err
	case strings.ContainsAny(text, "hms"):
		d, err := duration.Parse("metrics: bound", text)
		return Bound{exact: whole(int64(d)), unit: UnitDuration}, err
	}
	if strings.Contains(text, "/") {
		exact, err := msp.ParseRatio(text)
		return Bound{exact: exact, unit: UnitNumber}, err
	}
	d, err := number.Parse("metrics: bound", text)
	return Bound{exact: number.Ratio(d), unit: UnitNumber}, err
}

// MustParseBound is ParseBound for constants in code: it panics on an error.
func MustParseBound(text string) Bound {
	b, err := ParseBound(text)
	if err != nil {
		panic(err)
	}
	return b
}

// IsZero reports whether b is none.
func (b Bound) IsZero() bool { return b == Bound{} }

// Exact returns the number: a fraction of 1 for a share, nanoseconds, units of the
// currency. It is undefined for no bound.
func (b Bound) Exact() msp.Ratio { return b.exact }

// Unit returns the unit.
func (b Bound) Unit() Unit { return b.unit }

// same reports whether b and other are of one unit.
func (b Bound) same(other Bound) bool { return b.unit == other.unit && b.currency == other.currency }

// String returns the text of b.
func (b Bound) String() string {
	switch b.unit {
	case UnitShare:
		hundredfold, _ := b.exact.Mul(whole(100))
		return decimalText(hundredfold) + "%"
	case UnitDuration:
		d, _ := b.exact.Int(msp.Down)
		return duration.Format(time.Duration(d))
	case UnitMoney:
		m, _ := msp.MoneyFromRatio(b.exact, b.currency, msp.Down)
		return m.String()
	case UnitNumber:
		return decimalText(b.exact)
	}
	return ""
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (b Bound) AppendText(buf []byte) ([]byte, error) { return append(buf, b.String()...), nil }

// MarshalText implements [encoding.TextMarshaler].
func (b Bound) MarshalText() ([]byte, error) { return b.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseBound].
func (b *Bound) UnmarshalText(text []byte) error {
	parsed, err := ParseBound(string(text))
	if err != nil {
		return err
	}
	*b = parsed
	return nil
}

// decimalText returns a number in decimal, as a fraction if it is none of 18 digits.
func decimalText(r msp.Ratio) string {
	if text, ok := number.RatioText(r, number.Digits); ok {
		return text
	}
	return r.String()
}
