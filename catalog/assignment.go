package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// An Assignment is who works for a client: anybody, an engineer of their own, or a team
// that has a name. The assignments are in order: each later one is more.
type Assignment uint8

// Assignments, the least first. The zero Assignment is not stated.
const (
	Pooled            Assignment = iota + 1 // whoever is free
	DedicatedEngineer                       // one engineer who knows the client
	NamedTeam                               // a team that works for the client
)

const assignmentNames = "pooled|dedicated_engineer|named_team"

// ParseAssignment reads "pooled", "dedicated_engineer" or "named_team"; the empty text is not stated.
func ParseAssignment(text string) (Assignment, error) {
	v, ok := enum.Parse(assignmentNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: assignment", text, "want pooled, dedicated_engineer or named_team")
	}
	return Assignment(v), nil
}

// String returns the text of a.
func (a Assignment) String() string { return enum.String("Assignment", assignmentNames, uint8(a)) }

// AppendText implements [encoding.TextAppender].
func (a Assignment) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(assignmentNames, uint8(a))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: assignment", a.String(), "no such assignment")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (a Assignment) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseAssignment].
func (a *Assignment) UnmarshalText(text []byte) error {
	parsed, err := ParseAssignment(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
