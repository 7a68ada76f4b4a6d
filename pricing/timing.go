package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Timing says on which statement the fee for a service period is. The zero Timing
// is [Advance].
type Timing uint8

// Timings.
const (
	// Advance: that with the first day of the service period, or of the item's own life
	// in it.
	Advance Timing = iota + 1
	// Arrears: that with its last day.
	Arrears
)

const timingNames = "advance|arrears"

// ParseTiming reads "advance" or "arrears"; the empty text is the zero Timing.
func ParseTiming(text string) (Timing, error) {
	v, ok := enum.Parse(timingNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: timing", text, "want advance or arrears")
	}
	return Timing(v), nil
}

// String returns the text of t.
func (t Timing) String() string { return enum.String("Timing", timingNames, uint8(t)) }

// AppendText implements [encoding.TextAppender].
func (t Timing) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(timingNames, uint8(t))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: timing", t.String(), "no such timing")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (t Timing) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseTiming].
func (t *Timing) UnmarshalText(text []byte) error {
	parsed, err := ParseTiming(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}
