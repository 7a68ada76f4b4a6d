package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Role is what a party has to do with an activity, in a RACI matrix.
type Role uint8

// Roles. The zero Role is none.
const (
	Responsible Role = iota + 1 // does the work
	Accountable                 // answers for it, alone
	Consulted                   // is asked before
	Informed                    // is told after
)

const roleNames = "R|A|C|I"

// ParseRole reads "R", "A", "C" or "I"; the empty text is none.
func ParseRole(text string) (Role, error) {
	v, ok := enum.Parse(roleNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: role", text, "want R, A, C or I")
	}
	return Role(v), nil
}

// String returns the text of r.
func (r Role) String() string { return enum.String("Role", roleNames, uint8(r)) }

// AppendText implements [encoding.TextAppender].
func (r Role) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(roleNames, uint8(r))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: role", r.String(), "no such role")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (r Role) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseRole].
func (r *Role) UnmarshalText(text []byte) error {
	parsed, err := ParseRole(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}
