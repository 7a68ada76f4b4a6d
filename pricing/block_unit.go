package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A BlockUnit is what a prepaid block holds. The zero BlockUnit is [BlockHours].
type BlockUnit uint8

// What a block holds.
const (
	BlockHours     BlockUnit = iota + 1 // hours of work
	BlockMoney                          // an amount of the block's currency, in its units: dollars, not cents
	BlockIncidents                      // tickets or calls, however long they take
)

const blockUnitNames = "hours|money|incidents"

// ParseBlockUnit reads "hours", "money" or "incidents"; the empty text is the zero
// BlockUnit.
func ParseBlockUnit(text string) (BlockUnit, error) {
	v, ok := enum.Parse(blockUnitNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: block unit", text, "want hours, money or incidents")
	}
	return BlockUnit(v), nil
}

// String returns the text of u.
func (u BlockUnit) String() string { return enum.String("BlockUnit", blockUnitNames, uint8(u)) }

// AppendText implements [encoding.TextAppender].
func (u BlockUnit) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(blockUnitNames, uint8(u))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: block unit", u.String(), "no such unit")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (u BlockUnit) MarshalText() ([]byte, error) { return u.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseBlockUnit].
func (u *BlockUnit) UnmarshalText(text []byte) error {
	parsed, err := ParseBlockUnit(string(text))
	if err != nil {
		return err
	}
	*u = parsed
	return nil
}
