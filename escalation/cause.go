package escalation

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Cause is why an [Entry] is there. The zero Cause is none.
type Cause uint8

// Causes.
const (
	Due             Cause = iota + 1 // the step came due
	Escalated                        // an event asks for the next step
	Deescalated                      // an event asks for this step
	Unacked                          // the acknowledgement was taken back
	AckTimedOut                      // the acknowledgement ran out
	SnoozeOver                       // the snooze is over
	OutsideHours                     // the step's hours are closed
	NobodyThere                      // nobody is on call
	Maintenance                      // a suppression is in force
	Snoozing                         // a snooze is, of a rung
	WaitNeverEnds                    // its calendar has not that much open time, or it ends after the year 9999
	ClockStopped                     // the clock of a ladder was stopped
	AfterTheEnd                      // the ticket was resolved
	AfterAllPasses                   // the policy is exhausted
	NotAcknowledged                  // there is nothing to take back
)

const causeNames = "due|escalated|deescalated|unacked|ack_timed_out|snooze_over|outside_hours|nobody_there|maintenance|snoozing|" +
	"wait_never_ends|clock_stopped|after_the_end|after_all_passes|not_acknowledged"

// ParseCause reads the text of a cause, such as "due" or "outside_hours"; the empty text
// is the zero Cause.
func ParseCause(text string) (Cause, error) {
	v, ok := enum.Parse(causeNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: cause", text, "want one such as due or outside_hours")
	}
	return Cause(v), nil
}

// String returns the text of c.
func (c Cause) String() string { return enum.String("Cause", causeNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Cause) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(causeNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: cause", c.String(), "no such cause")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (c Cause) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCause].
func (c *Cause) UnmarshalText(text []byte) error {
	parsed, err := ParseCause(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
