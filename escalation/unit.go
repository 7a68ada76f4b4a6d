package escalation

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Unit is what the slots of a rotation are counted in. The zero Unit is not stated;
// a rotation without one counts [Week].
type Unit uint8

// Units.
const (
	Hour       Unit = iota + 1 // of the zone's clock: one that is shown twice lasts two, one that is skipped has none
	Day                        // handed over at the same time each day
	Week                       // on the same weekday
	Month                      // on the same day of the month, or its last
	WorkingDay                 // on each business day of a calendar
)

const unitNames = "hour|day|week|month|working_day"

// ParseUnit reads "hour", "day", "week", "month" or "working_day"; the empty text is
// the zero Unit.
func ParseUnit(text string) (Unit, error) {
	v, ok := enum.Parse(unitNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: unit", text, "want hour, day, week, month or working_day")
	}
	return Unit(v), nil
}

// String returns the text of u.
func (u Unit) String() string { return enum.String("Unit", unitNames, uint8(u)) }

// AppendText implements [encoding.TextAppender].
func (u Unit) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(unitNames, uint8(u))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: unit", u.String(), "no such unit")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (u Unit) MarshalText() ([]byte, error) { return u.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseUnit].
func (u *Unit) UnmarshalText(text []byte) error {
	parsed, err := ParseUnit(string(text))
	if err != nil {
		return err
	}
	*u = parsed
	return nil
}
