package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Better says which way an attribute of a tier gets better.
type Better uint8

// Directions. The zero Better is not stated.
const (
	Lower  Better = iota + 1 // less is better: minutes until somebody answers
	Higher                   // more is better: seats that are included
)

const betterNames = "lower|higher"

// ParseBetter reads "lower" or "higher"; the empty text is not stated.
func ParseBetter(text string) (Better, error) {
	v, ok := enum.Parse(betterNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: direction", text, "want lower or higher")
	}
	return Better(v), nil
}

// String returns the text of w.
func (w Better) String() string { return enum.String("Better", betterNames, uint8(w)) }

// AppendText implements [encoding.TextAppender].
func (w Better) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(betterNames, uint8(w))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: direction", w.String(), "no such direction")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (w Better) MarshalText() ([]byte, error) { return w.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseBetter].
func (w *Better) UnmarshalText(text []byte) error {
	parsed, err := ParseBetter(string(text))
	if err != nil {
		return err
	}
	*w = parsed
	return nil
}
