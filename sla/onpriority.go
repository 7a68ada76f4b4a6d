package sla

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// An OnPriority says what another priority does to a clock that is measuring. The
// zero OnPriority is [PriorityRetroactive]. The calendar follows the priority in
// any case.
type OnPriority uint8

// What another priority does.
const (
	// PriorityRetroactive: the time elapsed is kept and the new target holds for
	// it.
	PriorityRetroactive OnPriority = iota + 1
	// PriorityRestart: a new cycle begins, from zero.
	PriorityRestart
	// PriorityKeep: the target with which the cycle began stays in force.
	PriorityKeep
)

const onPriorityNames = "retroactive|restart|keep"

// ParseOnPriority reads "retroactive", "restart" or "keep"; the empty text is the
// zero OnPriority.
func ParseOnPriority(text string) (OnPriority, error) {
	v, ok := enum.Parse(onPriorityNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "sla: priority change", text, "want retroactive, restart or keep")
	}
	return OnPriority(v), nil
}

// String returns the text of p.
func (p OnPriority) String() string { return enum.String("OnPriority", onPriorityNames, uint8(p)) }

// AppendText implements [encoding.TextAppender].
func (p OnPriority) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(onPriorityNames, uint8(p))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "sla: priority change", p.String(), "no such change")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (p OnPriority) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseOnPriority].
func (p *OnPriority) UnmarshalText(text []byte) error {
	parsed, err := ParseOnPriority(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}
