package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Coverage is how much of a week a tier says it is there: a word of a contract, which
// the hours of a client have to bear out. The coverages are in order: each later one is
// more.
type Coverage uint8

// Coverages, the least first. The zero Coverage is not stated.
const (
	BusinessHours Coverage = iota + 1 // the business days of an office
	ExtendedHours                     // more than that, and not all
	RoundTheClock                     // 24/7
)

const coverageNames = "business_hours|extended_hours|24x7"

// ParseCoverage reads "business_hours", "extended_hours" or "24x7"; the empty text is not stated.
func ParseCoverage(text string) (Coverage, error) {
	v, ok := enum.Parse(coverageNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: coverage", text, "want business_hours, extended_hours or 24x7")
	}
	return Coverage(v), nil
}

// String returns the text of c.
func (c Coverage) String() string { return enum.String("Coverage", coverageNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Coverage) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(coverageNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: coverage", c.String(), "no such coverage")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (c Coverage) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCoverage].
func (c *Coverage) UnmarshalText(text []byte) error {
	parsed, err := ParseCoverage(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
