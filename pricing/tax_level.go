package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A TaxLevel says where tax is rounded. The zero TaxLevel is [TaxTotal].
type TaxLevel uint8

// Levels of tax.
const (
	// TaxTotal: once, on the sum of the lines, and spread over them.
	TaxTotal TaxLevel = iota + 1
	// TaxLine: on every line, and summed.
	TaxLine
)

const taxLevelNames = "total|line"

// ParseTaxLevel reads "total" or "line"; the empty text is the zero TaxLevel.
func ParseTaxLevel(text string) (TaxLevel, error) {
	v, ok := enum.Parse(taxLevelNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: tax level", text, "want total or line")
	}
	return TaxLevel(v), nil
}

// String returns the text of l.
func (l TaxLevel) String() string { return enum.String("TaxLevel", taxLevelNames, uint8(l)) }

// AppendText implements [encoding.TextAppender].
func (l TaxLevel) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(taxLevelNames, uint8(l))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: tax level", l.String(), "no such level")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (l TaxLevel) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseTaxLevel].
func (l *TaxLevel) UnmarshalText(text []byte) error {
	parsed, err := ParseTaxLevel(string(text))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}
