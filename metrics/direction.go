package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Direction says where a [Series] goes: the sign of its slope. Whether up is
// better depends on the KPI.
type Direction uint8

// Directions. The zero Direction is undefined.
const (
	Up Direction = iota + 1
	Down
	Flat
)

const directionNames = "up|down|flat"

// ParseDirection reads "up", "down" or "flat"; the empty text is undefined.
func ParseDirection(text string) (Direction, error) {
	v, ok := enum.Parse(directionNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: direction", text, "want up, down or flat")
	}
	return Direction(v), nil
}

// String returns the text of d.
func (d Direction) String() string { return enum.String("Direction", directionNames, uint8(d)) }

// AppendText implements [encoding.TextAppender].
func (d Direction) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(directionNames, uint8(d))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: direction", d.String(), "no such direction")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (d Direction) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseDirection].
func (d *Direction) UnmarshalText(text []byte) error {
	parsed, err := ParseDirection(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
