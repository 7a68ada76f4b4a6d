package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Side is whose people a team has.
type Side uint8

// Sides. The zero Side is not stated, and counts as SideProvider.
const (
	SideProvider Side = iota + 1
	SideClient
	SideSupplier
)

const sideNames = "provider|client|supplier"

// ParseSide reads "provider", "client" or "supplier"; the empty text is not stated.
func ParseSide(text string) (Side, error) {
	v, ok := enum.Parse(sideNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: side", text, "want provider, client or supplier")
	}
	return Side(v), nil
}

// String returns the text of s.
func (s Side) String() string { return enum.String("Side", sideNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s Side) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(sideNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: side", s.String(), "no such side")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s Side) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseSide].
func (s *Side) UnmarshalText(text []byte) error {
	parsed, err := ParseSide(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
