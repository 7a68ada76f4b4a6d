package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// An Aggregate says which time entries are put together before their minutes are
// rounded. The zero Aggregate is [ByEntry].
//
// Minutes at different hourly rates are never put together.
type Aggregate uint8

// Aggregates, from the one that bills most under [msp.Up].
const (
	ByEntry  Aggregate = iota + 1 // each entry by itself
	ByTicket                      // all entries of a ticket that are billed together, on whatever day; one without a ticket by itself
	ByDay                         // all entries of a day, of whatever ticket
)

const aggregateNames = "entry|ticket|day"

// ParseAggregate reads "entry", "ticket" or "day"; the empty text is the zero
// Aggregate.
func ParseAggregate(text string) (Aggregate, error) {
	v, ok := enum.Parse(aggregateNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: aggregate", text, "want entry, ticket or day")
	}
	return Aggregate(v), nil
}

// String returns the text of a.
func (a Aggregate) String() string { return enum.String("Aggregate", aggregateNames, uint8(a)) }

// AppendText implements [encoding.TextAppender].
func (a Aggregate) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(aggregateNames, uint8(a))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: aggregate", a.String(), "no such aggregate")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (a Aggregate) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseAggregate].
func (a *Aggregate) UnmarshalText(text []byte) error {
	parsed, err := ParseAggregate(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
