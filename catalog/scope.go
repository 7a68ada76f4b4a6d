package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Scope is how much of a client's IT a provider takes on. The terms are those of the
// article "What is an MSP", Types of MSP Models and its pricing models, and of the
// encyclopedia article "Managed service provider", which sets break/fix against managed
// services.
type Scope uint8

// Scopes. The zero Scope is not stated; a matrix without one is for every scope.
const (
	FullyManaged   Scope = iota + 1 // all of IT, day by day
	CoManaged                       // shared with the client's own people
	MonitoringOnly                  // watching and alerting; the client mends
	ProjectBased                    // one undertaking, for its time
	BreakFix                        // repairs, when something is broken
)

const scopeNames = "fully_managed|co_managed|monitoring_only|project_based|break_fix"

// ParseScope reads "fully_managed", "co_managed", "monitoring_only", "project_based" or
// "break_fix"; the empty text is not stated.
func ParseScope(text string) (Scope, error) {
	v, ok := enum.Parse(scopeNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: scope", text, "want fully_managed, co_managed, monitoring_only, project_based or break_fix")
	}
	return Scope(v), nil
}

// String returns the text of s.
func (s Scope) String() string { return enum.String("Scope", scopeNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s Scope) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(scopeNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: scope", s.String(), "no such scope")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s Scope) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseScope].
func (s *Scope) UnmarshalText(text []byte) error {
	parsed, err := ParseScope(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
