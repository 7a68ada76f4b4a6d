package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A DrawOrder says from which lot of a block a use is taken first. The zero
// DrawOrder is [EarliestStart].
type DrawOrder uint8

// Orders. Lots that are alike in both dates are taken in the order in which they
// came into the balance: an allotment before the lots that were bought, these as
// they are listed.
const (
	// EarliestStart: the lot that began first, even if another ends sooner.
	EarliestStart DrawOrder = iota + 1
	// EarliestEnd: the lot that ends first, one that never ends last; of two, the
	// one that began first.
	EarliestEnd
)

const drawOrderNames = "earliest_start|earliest_end"

// ParseDrawOrder reads "earliest_start" or "earliest_end"; the empty text is the
// zero DrawOrder.
func ParseDrawOrder(text string) (DrawOrder, error) {
	v, ok := enum.Parse(drawOrderNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: draw order", text, "want earliest_start or earliest_end")
	}
	return DrawOrder(v), nil
}

// String returns the text of o.
func (o DrawOrder) String() string { return enum.String("DrawOrder", drawOrderNames, uint8(o)) }

// AppendText implements [encoding.TextAppender].
func (o DrawOrder) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(drawOrderNames, uint8(o))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: draw order", o.String(), "no such order")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (o DrawOrder) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseDrawOrder].
func (o *DrawOrder) UnmarshalText(text []byte) error {
	parsed, err := ParseDrawOrder(string(text))
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}
