package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Kind says what sort of work a [Ticket] is. Every KPI says which kinds it counts.
type Kind uint8

// Kinds. The zero Kind is not stated, and counts wherever incidents and requests do.
const (
	Incident Kind = iota + 1 // something is broken, or will be
	Request                  // somebody wants something that is offered
	Problem                  // the cause behind incidents
	Change                   // something is altered, as planned
	Alert                    // monitoring reports something
)

const kindNames = "incident|request|problem|change|alert"

// ParseKind reads "incident", "request", "problem", "change" or "alert"; the empty text is the zero Kind.
func ParseKind(text string) (Kind, error) {
	v, ok := enum.Parse(kindNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: kind", text, "want incident, request, problem, change or alert")
	}
	return Kind(v), nil
}

// String returns the text of k.
func (k Kind) String() string { return enum.String("Kind", kindNames, uint8(k)) }

// AppendText implements [encoding.TextAppender].
func (k Kind) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(kindNames, uint8(k))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: kind", k.String(), "no such kind")
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
