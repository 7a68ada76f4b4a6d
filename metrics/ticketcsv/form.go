package ticketcsv

import (
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Form says how an export writes amounts of time.
type Form uint8

// Forms. The zero Form is none, and no mapping with amounts of time has it.
const (
	Hours   Form = iota + 1 // a decimal number of hours, "1.5"
	Minutes                 // a decimal number of minutes, "90"
	Seconds                 // a decimal number of seconds, "5400"
	Clock                   // hours, minutes and perhaps seconds, "1:30" or "1:30:00"
)

const formNames = "hours|minutes|seconds|clock"

// ParseForm reads "hours", "minutes", "seconds" or "clock"; the empty text is the zero Form.
func ParseForm(text string) (Form, error) {
	v, ok := enum.Parse(formNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "ticketcsv: form", text, "want hours, minutes, seconds or clock")
	}
	return Form(v), nil
}

// String returns the text of f.
func (f Form) String() string { return enum.String("Form", formNames, uint8(f)) }

// AppendText implements [encoding.TextAppender].
func (f Form) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(formNames, uint8(f))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "ticketcsv: form", f.String(), "no such form")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (f Form) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseForm].
func (f *Form) UnmarshalText(text []byte) error {
	parsed, err := ParseForm(string(text))
	if err != nil {
		return err
	}
	*f = parsed
	return nil
}

// Limits of an amount of time: a hundred years, and digits beyond any export's.
const (
	mostAmount = 876_000 * time.Hour
	mostDigits = 40
)

// parse reads an amount of time; why says what is wrong if it is none.
func (f Form) parse(text string, decimal byte) (d time.Duration, why string) {
	digits, negative := strings.CutPrefix(text, "-")
	n := new(big.Int)
	ok := false
	switch f {
	case Hours:
		n, ok = number(digits, decimal, time.Hour)
		why = "want hours as a decimal number without digit grouping, such as 1" + string(decimal) + "5"
	case Minutes:
		n, ok = number(digits, decimal, time.Minute)
		why = "want minutes as a decimal number without digit grouping, such as 90"
	case Seconds:
		n, ok = number(digits, decimal, time.Second)
		why = "want seconds as a decimal number without digit grouping, such as 5400"
	case Clock:
		n, ok = clock(digits)
		why = "want h:mm or h:mm:ss, such as 1:30"
	}
	switch {
	case !ok:
		return 0, why
	case n.Cmp(big.NewInt(int64(mostAmount))) > 0:
		return 0, "more than a hundred years"
	}
	d = time.Duration(n.Int64())
	if negative {
		d = -d
	}
	return d, ""
}

// number reads a decimal number of units, rounded half up to a nanosecond.
func number(text string, decimal byte, unit time.Duration) (*big.Int, bool) {
	whole, fraction, point := strings.Cut(text, string(decimal))
	if !isDigits(whole) || point && !isDigits(fraction) || len(text) > mostDigits {
		return nil, false
	}
	n, _ := new(big.Int).SetString(whole+fraction, 10)
	n.Mul(n, big.NewInt(int64(unit)))
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(fraction))), nil)
	n.Add(n, new(big.Int).Rsh(scale, 1))
	return n.Quo(n, scale), true
}

// clock reads h:mm or h:mm:ss; minutes and seconds have two digits below 60.
func clock(text string) (*big.Int, bool) {
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 3 || len(parts[0]) > 9 {
		return nil, false
	}
	total := time.Duration(0)
	units := [...]time.Duration{time.Hour, time.Minute, time.Second}
	for i := range parts {
		if !isDigits(parts[i]) || i > 0 && (len(parts[i]) != 2 || parts[i] > "59") {
			return nil, false
		}
		n, _ := strconv.ParseInt(parts[i], 10, 64) // at most nine digits
		if i == 0 {
			n = min(n, int64(mostAmount/time.Hour)+1) // refused all the same
		}
		total += time.Duration(n) * units[i]
	}
	return big.NewInt(int64(total)), true
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
