package pricing

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Kind says what a [Line] is for. The zero Kind is none.
type Kind uint8

// Kinds.
const (
	KindRecurring Kind = iota + 1 // a fee of each service period
	KindUsage                     // metered units
	KindOnce                      // set-up fees, projects, milestones
	KindOutcome                   // a fee at the level that a KPI reached
	KindLabour                    // time worked
	KindMaterial                  // parts and resale
	KindOverage                   // beyond a block of hours, money or incidents
	KindDiscount                  // off the statement
	KindMaximum                   // down to the maximum of a commitment
	KindMinimum                   // up to the minimum of a commitment, the true-up
	KindCredit                    // service credits
)

const kindNames = "recurring|usage|once|outcome|labour|material|overage|discount|maximum|minimum|credit"

// ParseKind reads the text of a kind, "recurring"; the empty text is the zero Kind.
func ParseKind(text string) (Kind, error) {
	v, ok := enum.Parse(kindNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "pricing: kind", text, "no such kind of line")
	}
	return Kind(v), nil
}

// String returns the text of k.
func (k Kind) String() string { return enum.String("Kind", kindNames, uint8(k)) }

// AppendText implements [encoding.TextAppender].
func (k Kind) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(kindNames, uint8(k))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "pricing: kind", k.String(), "no such kind of line")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseKind].
func (k *Kind) UnmarshalText(text []byte) error {
	parsed, err := ParseKind(string(text))
	if err != nil {
		return err
	}
	*k = parsed
	return nil
}

// isFee reports whether k is a fee that service credits give back.
func (k Kind) isFee() bool { return k == KindRecurring || k == KindUsage || k == KindOutcome }

// A Line is one charge, rounded once: its amount is the sum of its details, and a
// statement's total is the sum of its lines. There is no hidden adjustment.
type Line struct {
	Kind     Kind
	Item     string     // of the agreement: an item's, a labour rule's, a block's, a discount's name
	Ref      string     // of the ticket, entry or day that work is of; empty for what has none
	Period   msp.Period // what it is for; zero for what has none
	Quantity Quantity   // at the end of the period; zero for what has none
	Amount   msp.Money
	Cost     msp.Money // what it costs the provider; zero: not stated
	Detail   []Detail
}

// Name returns what the line is called where another one refers to it: its item and,
// behind a comma, its Ref if it has one.
func (l Line) Name() string {
	if l.Ref == "" {
		return l.Item
	}
	return l.Item + ", " + l.Ref
}
