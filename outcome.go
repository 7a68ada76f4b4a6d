package msp

import (
	"database/sql/driver"

	"github.com/mspkit/msp/internal/enum"
)

// An Outcome is how a promise, or any question with a yes or a no, came out.
type Outcome uint8

// Outcomes. The zero Outcome is none.
const (
	Met      Outcome = iota + 1 // kept
	Missed                      // broken
	Pending                     // not decided yet
	Excluded                    // does not count, by its definition
)

const outcomeNames = "met|missed|pending|excluded"

// ParseOutcome reads "met", "missed", "pending" or "excluded"; the empty text is
// none.
func ParseOutcome(text string) (Outcome, error) {
	v, ok := enum.Parse(outcomeNames, text)
	if !ok {
		return 0, NewInputError(ErrSyntax, "msp: outcome", text, "want met, missed, pending or excluded")
	}
	return Outcome(v), nil
}

// Judged reports whether o is a verdict, Met or Missed.
func (o Outcome) Judged() bool { return o == Met || o == Missed }

// String returns the text of o.
func (o Outcome) String() string { return enum.String("Outcome", outcomeNames, uint8(o)) }

// AppendText implements [encoding.TextAppender].
func (o Outcome) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(outcomeNames, uint8(o))
	if !ok {
		return b, NewInputError(ErrRange, "msp: outcome", o.String(), "no such outcome")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (o Outcome) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseOutcome].
func (o *Outcome) UnmarshalText(text []byte) error {
	parsed, err := ParseOutcome(string(text))
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}

// Value implements [driver.Valuer]: the text, or NULL for the zero Outcome.
func (o Outcome) Value() (driver.Value, error) { return textValue(o, o == 0) }

// Scan implements [database/sql.Scanner]: the text, or NULL as the zero Outcome.
func (o *Outcome) Scan(src any) error { return scanText(o, src) }
