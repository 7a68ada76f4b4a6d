package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Unit says what the number of a [Value] counts.
type Unit uint8

// Units. The zero Unit is none.
const (
	UnitNumber   Unit = iota + 1 // a bare number, such as tickets per endpoint
	UnitShare                    // a fraction of 1, shown as a percentage
	UnitDuration                 // nanoseconds
	UnitMoney                    // units of a currency: dollars, not cents
)

const unitNames = "number|share|duration|money"

// ParseUnit reads "number", "share", "duration" or "money"; the empty text is none.
func ParseUnit(text string) (Unit, error) {
	v, ok := enum.Parse(unitNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: unit", text, "want number, share, duration or money")
	}
	return Unit(v), nil
}

// String returns the text of u.
func (u Unit) String() string { return enum.String("Unit", unitNames, uint8(u)) }

// AppendText implements [encoding.TextAppender].
func (u Unit) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(unitNames, uint8(u))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: unit", u.String(), "no such unit")
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
