package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Cover is whether work is covered, and who pays for it.
type Cover uint8

// Covers. The zero Cover is not stated.
const (
	Included      Cover = iota + 1 // the contract has paid for it
	Billable                       // it is done, and billed
	NeedsApproval                  // it is done once somebody has agreed
	Excluded                       // it is not done
)

const coverNames = "included|billable|needs_approval|excluded"

// ParseCover reads "included", "billable", "needs_approval" or "excluded"; the empty text is not stated.
func ParseCover(text string) (Cover, error) {
	v, ok := enum.Parse(coverNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: cover", text, "want included, billable, needs_approval or excluded")
	}
	return Cover(v), nil
}

// String returns the text of c.
func (c Cover) String() string { return enum.String("Cover", coverNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Cover) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(coverNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: cover", c.String(), "no such cover")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (c Cover) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCover].
func (c *Cover) UnmarshalText(text []byte) error {
	parsed, err := ParseCover(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
