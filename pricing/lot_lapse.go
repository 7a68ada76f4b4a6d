package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Lapse says why what was left of a lot is gone. The zero Lapse is none.
type Lapse uint8

// Why something lapsed.
const (
	// LapseExpired: the last use date of the lot has passed, or the periods for which
	// an allotment lives.
	LapseExpired Lapse = iota + 1
	// LapseForfeited: the allotment's period has ended, and it does not roll over, or
	// is above the cap.
	LapseForfeited
)

const lapseNames = "expired|forfeited"

// ParseLapse reads "expired" or "forfeited"; the empty text is the zero Lapse.
func ParseLapse(text string) (Lapse, error) {
	v, ok := enum.Parse(lapseNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: lapse", text, "want expired or forfeited")
	}
	return Lapse(v), nil
}

// String returns the text of l.
func (l Lapse) String() string { return enum.String("Lapse", lapseNames, uint8(l)) }

// AppendText implements [encoding.TextAppender].
func (l Lapse) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(lapseNames, uint8(l))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: lapse", l.String(), "no such lapse")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (l Lapse) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseLapse].
func (l *Lapse) UnmarshalText(text []byte) error {
	parsed, err := ParseLapse(string(text))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}

// A LotLapse is what was left of a lot when it lapsed.
type LotLapse struct {
	Lot    string    // its ID
	Amount msp.Ratio // in the block's unit, above zero
	Date   msp.Date  // the first day on which it is gone
	Why    Lapse
}
