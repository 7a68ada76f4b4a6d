package escalation

import (
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// An Action is what an [Entry] says. The zero Action is none.
type Action uint8

// Actions.
const (
	Fired        Action = iota + 1 // the targets are told
	Skipped                        // a step that was due does not fire
	Deferred                       // a step that was due fires later, if nothing happens until then
	Stalled                        // it goes no further: the step, or its wait, is never over
	Acknowledged                   // waits stop
	Snoozed                        // waits stop until an instant
	Suppressed                     // maintenance begins
	Resolved                       // the end
	Exhausted                      // all passes are over
	Ignored                        // an event means nothing here
)

const actionNames = "fired|skipped|deferred|stalled|acknowledged|snoozed|suppressed|resolved|exhausted|ignored"

// ParseAction reads "fired", "skipped", "deferred", "stalled", "acknowledged", "snoozed",
// "suppressed", "resolved", "exhausted" or "ignored"; the empty text is the zero Action.
func ParseAction(text string) (Action, error) {
	v, ok := enum.Parse(actionNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: action", text, "want "+strings.ReplaceAll(actionNames, "|", ", "))
	}
	return Action(v), nil
}

// String returns the text of a.
func (a Action) String() string { return enum.String("Action", actionNames, uint8(a)) }

// AppendText implements [encoding.TextAppender].
func (a Action) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(actionNames, uint8(a))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: action", a.String(), "no such action")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (a Action) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseAction].
func (a *Action) UnmarshalText(text []byte) error {
	parsed, err := ParseAction(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
