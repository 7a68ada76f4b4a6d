package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Mode is how a [Price] depends on the quantity. The zero Mode is [PerUnit].
type Mode uint8

// Modes, with 40 units, and tiers of 150 up to 10 and 130 beyond.
const (
	PerUnit   Mode = iota + 1 // each unit at one rate
	Graduated                 // each unit at the rate of the tier it falls into: 10 × 150 + 30 × 130
	Volume                    // all units at the rate of the tier that the whole quantity falls into: 40 × 130
	Stairstep                 // the flat fee of the tier that the quantity falls into, whatever its place in it
	Package                   // whole packages of units, a partial one counting as Partial says
)

const modeNames = "per_unit|graduated|volume|stairstep|package"

// ParseMode reads "per_unit", "graduated", "volume", "stairstep" or "package"; the
// empty text is the zero Mode.
func ParseMode(text string) (Mode, error) {
	v, ok := enum.Parse(modeNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: mode", text, "want per_unit, graduated, volume, stairstep or package")
	}
	return Mode(v), nil
}

// String returns the text of m.
func (m Mode) String() string { return enum.String("Mode", modeNames, uint8(m)) }

// AppendText implements [encoding.TextAppender].
func (m Mode) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(modeNames, uint8(m))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: mode", m.String(), "no such mode")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (m Mode) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseMode].
func (m *Mode) UnmarshalText(text []byte) error {
	parsed, err := ParseMode(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// canDip reports whether a larger quantity can cost less than a smaller one though no
// rate is below zero.
func (m Mode) canDip() bool { return m == Volume || m == Stairstep }

// tiered reports whether the mode reads the tiers of a price.
func (m Mode) tiered() bool { return m == Graduated || m == Volume || m == Stairstep }
