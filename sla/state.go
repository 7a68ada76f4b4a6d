package sla

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A State is what a clock does at an instant. The zero State is none: it has not
// started, or nothing is promised for the priority.
type State uint8

// States.
const (
	Running    State = iota + 1 // also out of hours
	Paused                      // held
	Stopped                     // done
	OutOfHours                  // of a [Stretch]: running while the calendar is closed
)

const stateNames = "running|paused|stopped|out_of_hours"

// ParseState reads "running", "paused", "stopped" or "out_of_hours"; the empty
// text is none.
func ParseState(text string) (State, error) {
	v, ok := enum.Parse(stateNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "sla: state", text, "want running, paused, stopped or out_of_hours")
	}
	return State(v), nil
}

// String returns the text of s.
func (s State) String() string { return enum.String("State", stateNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s State) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(stateNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "sla: state", s.String(), "no such state")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s State) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseState].
func (s *State) UnmarshalText(text []byte) error {
	parsed, err := ParseState(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
