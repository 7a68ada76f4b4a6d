package calendar

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Substitute says which day is taken instead when a date falls on a weekend.
// The weekend date itself is then no longer one of the rule's dates.
//
// Written for a weekend of Saturday and Sunday; with another weekend the names
// mean the day nearest to it, after it and before it.
type Substitute uint8

// Substitutes. The zero Substitute leaves a date where it falls.
const (
	// NearestWeekday: the nearest day outside the weekend, the earlier of two.
	NearestWeekday Substitute = iota + 1
	// NextMonday: the first day after the weekend.
	NextMonday
	// PreviousFriday: the last day before the weekend.
	PreviousFriday
	// NextFree: the next day that is neither weekend nor already a holiday of the
	// set. Days that do not move and days that the other substitutes give are
	// taken first; then the NextFree dates are placed in the order of their weekend
	// dates (of the list, on one date), each seeing those before it. A date that
	// finds no free day within a year is dropped.
	NextFree
)

const substituteNames = "nearest_weekday|next_monday|previous_friday|next_free"

// ParseSubstitute reads "nearest_weekday", "next_monday", "previous_friday" or
// "next_free"; the empty text is the zero Substitute.
func ParseSubstitute(text string) (Substitute, error) {
	v, ok := enum.Parse(substituteNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "calendar: substitute", text,
			"want nearest_weekday, next_monday, previous_friday or next_free")
	}
	return Substitute(v), nil
}

// String returns the text of s.
func (s Substitute) String() string { return enum.String("Substitute", substituteNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s Substitute) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(substituteNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "calendar: substitute", s.String(), "no such substitute")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s Substitute) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseSubstitute].
func (s *Substitute) UnmarshalText(text []byte) error {
	parsed, err := ParseSubstitute(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
