package escalation

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// Outside says what a step does that is due outside its hours. The zero Outside is not
// stated, and counts as [OutsideDefer].
type Outside uint8

// What a step does outside its hours.
const (
	OutsideDefer Outside = iota + 1 // fires at the next opening; later waits count from there
	OutsideSkip                     // does not fire; the next step is due at once
)

const outsideNames = "defer|skip"

// ParseOutside reads "defer" or "skip"; the empty text is the zero Outside.
func ParseOutside(text string) (Outside, error) {
	v, ok := enum.Parse(outsideNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: outside", text, "want defer or skip")
	}
	return Outside(v), nil
}

// String returns the text of o.
func (o Outside) String() string { return enum.String("Outside", outsideNames, uint8(o)) }

// AppendText implements [encoding.TextAppender].
func (o Outside) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(outsideNames, uint8(o))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: outside", o.String(), "no such text")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (o Outside) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseOutside].
func (o *Outside) UnmarshalText(text []byte) error {
	parsed, err := ParseOutside(string(text))
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}

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
