package escalation

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// Empty says what a step does that has nobody to tell: nobody is on call. The zero Empty
// is not stated, and counts as [EmptySkip].
type Empty uint8

// What a step does with nobody to tell.
const (
	EmptySkip Empty = iota + 1 // does not fire; the next step is due at once
	EmptyHold                  // fires all the same, to nobody, and its wait runs
)

const emptyNames = "skip|hold"

// ParseEmpty reads "skip" or "hold"; the empty text is the zero Empty.
func ParseEmpty(text string) (Empty, error) {
	v, ok := enum.Parse(emptyNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: empty", text, "want skip or hold")
	}
	return Empty(v), nil
}

// String returns the text of e.
func (e Empty) String() string { return enum.String("Empty", emptyNames, uint8(e)) }

// AppendText implements [encoding.TextAppender].
func (e Empty) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(emptyNames, uint8(e))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: empty", e.String(), "no such text")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (e Empty) MarshalText() ([]byte, error) { return e.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseEmpty].
func (e *Empty) UnmarshalText(text []byte) error {
	parsed, err := ParseEmpty(string(text))
	if err != nil {
		return err
	}
	*e = parsed
	return nil
}
