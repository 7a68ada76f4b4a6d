package msp

import (
	"database/sql/driver"

	"github.com/mspkit/msp/internal/enum"
	"github.com/mspkit/msp/internal/wide"
)

// A Rounding says which way an exact number goes when it is cut to the digits of
// its result. Every operation that can round takes one and rounds exactly once.
//
//	mode       2.5  2.4  -2.4  -2.5
//	HalfUp       3    2    -2    -3   to the nearest, half away from zero
//	HalfEven     2    2    -2    -2   to the nearest, half to the even neighbour
//	Up           3    3    -3    -3   away from zero
//	Down         2    2    -2    -2   toward zero
//	Ceil         3    3    -2    -2   toward +∞
//	Floor        2    2    -3    -3   toward −∞
//
// The zero Rounding is not stated: it has the empty text and computes as HalfUp.
type Rounding uint8

// Roundings. The zero Rounding is not stated and computes as HalfUp.
const (
	HalfUp   = Rounding(wide.HalfUp)
	HalfEven = Rounding(wide.HalfEven)
	Up       = Rounding(wide.Up)
	Down     = Rounding(wide.Down)
	Ceil     = Rounding(wide.Ceil)
	Floor    = Rounding(wide.Floor)
)

const roundingNames = "half_up|half_even|up|down|ceil|floor"

// ParseRounding reads "half_up", "half_even", "up", "down", "ceil" or "floor";
// the empty text is the zero Rounding.
func ParseRounding(text string) (Rounding, error) {
	v, ok := enum.Parse(roundingNames, text)
	if !ok {
		return 0, NewInputError(ErrSyntax, "msp: rounding", text, "want half_up, half_even, up, down, ceil or floor")
	}
	return Rounding(v), nil
}

// mode returns r for the integer arithmetic of [wide]. A Rounding that is none
// of the constants is an [ErrRange] error.
func (r Rounding) mode() (wide.Mode, error) {
	if r > Floor {
		return 0, NewInputError(ErrRange, "msp: rounding", r.String(), "no such rounding")
	}
	return wide.Mode(r), nil
}

// String returns the text of r.
func (r Rounding) String() string { return enum.String("Rounding", roundingNames, uint8(r)) }

// AppendText implements [encoding.TextAppender].
func (r Rounding) AppendText(b []byte) ([]byte, error) {
	if _, err := r.mode(); err != nil {
		return b, err
	}
	return append(b, r.String()...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (r Rounding) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseRounding].
func (r *Rounding) UnmarshalText(text []byte) error {
	parsed, err := ParseRounding(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL for the zero Rounding.
func (r Rounding) Value() (driver.Value, error) { return textValue(r, r == 0) }

// Scan implements [database/sql.Scanner]: the text, or NULL as the zero
// Rounding.
func (r *Rounding) Scan(src any) error { return scanText(r, src) }
