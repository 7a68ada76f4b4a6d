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
