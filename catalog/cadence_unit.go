package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A CadenceUnit is what the steps of a [Cadence] are counted in.
type CadenceUnit uint8

// Units of cadences. The zero CadenceUnit is none.
const (
	Day CadenceUnit = iota + 1
	Week
	Month
	Year
)

const cadenceUnitNames = "day|week|month|year"

// ParseCadenceUnit reads "day", "week", "month" or "year"; the empty text is none.
func ParseCadenceUnit(text string) (CadenceUnit, error) {
	v, ok := enum.Parse(cadenceUnitNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: cadence unit", text, "want day, week, month or year")
	}
	return CadenceUnit(v), nil
}

// String returns the text of u.
func (u CadenceUnit) String() string { return enum.String("CadenceUnit", cadenceUnitNames, uint8(u)) }

// AppendText implements [encoding.TextAppender].
func (u CadenceUnit) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(cadenceUnitNames, uint8(u))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: cadence unit", u.String(), "no such cadence unit")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (u CadenceUnit) MarshalText() ([]byte, error) { return u.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCadenceUnit].
func (u *CadenceUnit) UnmarshalText(text []byte) error {
	parsed, err := ParseCadenceUnit(string(text))
	if err != nil {
		return err
	}
	*u = parsed
	return nil
}
