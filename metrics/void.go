package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Void says why a [Ticket] is none to be counted.
type Void uint8

// Voids. The zero Void is none: the ticket counts.
const (
	Merged    Void = iota + 1 // it goes on in another ticket
	Duplicate                 // another ticket is about the same
	Spam                      // nobody asked for anything
	Test                      // somebody tried the system
	Cancelled                 // withdrawn before it was done
)

const voidNames = "merged|duplicate|spam|test|cancelled"

// ParseVoid reads "merged", "duplicate", "spam", "test" or "cancelled"; the empty text is the zero Void.
func ParseVoid(text string) (Void, error) {
	v, ok := enum.Parse(voidNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: void", text, "want merged, duplicate, spam, test or cancelled")
	}
	return Void(v), nil
}

// String returns the text of v.
func (v Void) String() string { return enum.String("Void", voidNames, uint8(v)) }

// AppendText implements [encoding.TextAppender].
func (v Void) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(voidNames, uint8(v))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: void", v.String(), "no such void")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (v Void) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseVoid].
func (v *Void) UnmarshalText(text []byte) error {
	parsed, err := ParseVoid(string(text))
	if err != nil {
		return err
	}
	*v = parsed
	return nil
}
