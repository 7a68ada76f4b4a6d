package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A PhaseState is where a phase of a plan stands on a day; see [Schedule.Progress].
type PhaseState uint8

// Phase states. The zero PhaseState is none.
const (
	PhaseNotStarted PhaseState = iota + 1 // nothing is done, and a phase before it is not
	PhaseUnderWay                         // a task is done, or it is its turn
	PhaseDone                             // every task is done
	PhaseLate                             // not done, and past its latest end
)

const phaseStateNames = "not_started|under_way|done|late"

// ParsePhaseState reads "not_started", "under_way", "done" or "late"; the empty text is none.
func ParsePhaseState(text string) (PhaseState, error) {
	v, ok := enum.Parse(phaseStateNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: phase state", text, "want not_started, under_way, done or late")
	}
	return PhaseState(v), nil
}

// String returns the text of s.
func (s PhaseState) String() string { return enum.String("PhaseState", phaseStateNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s PhaseState) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(phaseStateNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: phase state", s.String(), "no such phase state")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s PhaseState) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParsePhaseState].
func (s *PhaseState) UnmarshalText(text []byte) error {
	parsed, err := ParsePhaseState(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
