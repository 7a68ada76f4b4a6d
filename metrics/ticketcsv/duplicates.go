package ticketcsv

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// Duplicates say what a second row with the ID of an earlier one is.
type Duplicates uint8

// What duplicates are. The zero Duplicates refuse them: the second row is a bad one.
const (
	LastRow Duplicates = iota + 1 // the last row of a ticket counts, as in an audit log
)

const duplicatesNames = "last_row"

// ParseDuplicates reads "last_row"; the empty text is the zero Duplicates.
func ParseDuplicates(text string) (Duplicates, error) {
	v, ok := enum.Parse(duplicatesNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "ticketcsv: duplicates", text, "want last_row, or nothing to refuse them")
	}
	return Duplicates(v), nil
}

// String returns the text of d.
func (d Duplicates) String() string { return enum.String("Duplicates", duplicatesNames, uint8(d)) }

// AppendText implements [encoding.TextAppender].
func (d Duplicates) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(duplicatesNames, uint8(d))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "ticketcsv: duplicates", d.String(), "no such treatment")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (d Duplicates) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseDuplicates].
func (d *Duplicates) UnmarshalText(text []byte) error {
	parsed, err := ParseDuplicates(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
