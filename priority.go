package msp

import (
	"database/sql/driver"
	"strings"

	"github.com/mspkit/msp/internal/enum"
)

// A Priority orders work: P1 is the most urgent. How many of the nine are in use
// is for each organization to say.
type Priority uint8

// Priorities, the most urgent first. The zero Priority is none.
const (
	P1 Priority = iota + 1
	P2
	P3
	P4
	P5
	P6
	P7
	P8
	P9
)

const priorityNames = "P1|P2|P3|P4|P5|P6|P7|P8|P9"

// ParsePriority reads "P1" to "P9"; the empty text is none. The forms "p1" and
// "1" are accepted but never produced.
func ParsePriority(text string) (Priority, error) {
	name := text
	switch {
	case len(text) == 1:
		name = "P" + text
	case strings.HasPrefix(text, "p"):
		name = "P" + text[1:]
	}
	v, ok := enum.Parse(priorityNames, name)
	if !ok {
		return 0, NewInputError(ErrSyntax, "msp: priority", text, "want P1 to P9")
	}
	return Priority(v), nil
}

// String returns the text of p.
func (p Priority) String() string { return enum.String("Priority", priorityNames, uint8(p)) }

// AppendText implements [encoding.TextAppender].
func (p Priority) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(priorityNames, uint8(p))
	if !ok {
		return b, NewInputError(ErrRange, "msp: priority", p.String(), "no such priority")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (p Priority) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParsePriority].
func (p *Priority) UnmarshalText(text []byte) error {
	parsed, err := ParsePriority(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL for the zero Priority.
func (p Priority) Value() (driver.Value, error) { return textValue(p, p == 0) }

// Scan implements [database/sql.Scanner]: the text, or NULL as the zero
// Priority.
func (p *Priority) Scan(src any) error { return scanText(p, src) }
