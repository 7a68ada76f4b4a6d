package sla

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Reopen says what a reopening does to a stopped clock. The zero Reopen is
// [ReopenContinue].
type Reopen uint8

// What a reopening does.
const (
	// ReopenContinue: it goes on with the time elapsed; the time it was stopped does
	// not count.
	ReopenContinue Reopen = iota + 1
	// ReopenRestart: a new cycle begins, from zero.
	ReopenRestart
	// ReopenIgnore: nothing; it stays stopped.
	ReopenIgnore
	// ReopenCountGap: it goes on as if it had never been stopped: the time of the
	// gap counts, less the holds. A breach in the gap is dated by the reopening.
	ReopenCountGap
)

const reopenNames = "continue|restart|ignore|count_gap"

// ParseReopen reads "continue", "restart", "ignore" or "count_gap"; the empty text
// is the zero Reopen.
func ParseReopen(text string) (Reopen, error) {
	v, ok := enum.Parse(reopenNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "sla: reopen", text, "want continue, restart, ignore or count_gap")
	}
	return Reopen(v), nil
}

// String returns the text of r.
func (r Reopen) String() string { return enum.String("Reopen", reopenNames, uint8(r)) }

// AppendText implements [encoding.TextAppender].
func (r Reopen) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(reopenNames, uint8(r))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "sla: reopen", r.String(), "no such way to reopen")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (r Reopen) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseReopen].
func (r *Reopen) UnmarshalText(text []byte) error {
	parsed, err := ParseReopen(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}
