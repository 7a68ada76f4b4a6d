package escalation

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Kind is what an escalation is for. The zero Kind is not stated, and counts as
// [Functional].
type Kind uint8

// Kinds.
const (
	Functional   Kind = iota + 1 // moves the work to those who can do it: L1 to L2, to a supplier
	Hierarchical                 // informs those who answer for it; the work stays where it is
)

const kindNames = "functional|hierarchical"

// ParseKind reads "functional" or "hierarchical"; the empty text is the zero Kind.
func ParseKind(text string) (Kind, error) {
	v, ok := enum.Parse(kindNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: kind", text, "want functional or hierarchical")
	}
	return Kind(v), nil
}

// String returns the text of k.
func (k Kind) String() string { return enum.String("Kind", kindNames, uint8(k)) }

// AppendText implements [encoding.TextAppender].
func (k Kind) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(kindNames, uint8(k))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: kind", k.String(), "no such kind")
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
