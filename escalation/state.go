package escalation

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A State is how an escalation stands at an instant: what happened until then, that
// instant included.
type State struct {
	At    time.Time `json:"at"`
	Phase Phase     `json:"phase"`

	// Level is the working level: that of the functional step that fired last. Empty
	// before.
	Level string `json:"level,omitempty"`

	// Last is the firing that came last; its Action is none before the first.
	Last Entry `json:"last,omitzero"`

	// Taken is the acknowledgement or snooze that is in force: who has the ticket, since
	// when, until when. Its Action is none if there is none.
	Taken Entry `json:"taken,omitzero"`

	// SuppressedUntil is the end of the maintenance around At. Zero: there is none.
	SuppressedUntil time.Time `json:"suppressed_until,omitzero"`
}

// A Phase is what an escalation does. The zero Phase is none: it has not begun.
type Phase uint8

// Phases.
const (
	PhaseWaiting      Phase = iota + 1 // no step has fired yet
	PhaseActive                        // one has; nobody has taken the ticket
	PhaseAcknowledged                  // somebody has, or it is snoozed
	PhaseExhausted                     // all passes are over, and nobody has
	PhaseResolved
)

const phaseNames = "waiting|active|acknowledged|exhausted|resolved"

// ParsePhase reads "waiting", "active", "acknowledged", "exhausted" or "resolved"; the
// empty text is the zero Phase.
func ParsePhase(text string) (Phase, error) {
	v, ok := enum.Parse(phaseNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: phase", text, "want waiting, active, acknowledged, exhausted or resolved")
	}
	return Phase(v), nil
}

// String returns the text of p.
func (p Phase) String() string { return enum.String("Phase", phaseNames, uint8(p)) }

// AppendText implements [encoding.TextAppender].
func (p Phase) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(phaseNames, uint8(p))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: phase", p.String(), "no such phase")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (p Phase) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParsePhase].
func (p *Phase) UnmarshalText(text []byte) error {
	parsed, err := ParsePhase(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// At returns how the escalation stands at an instant, with what is due and what is done
// at that instant done. Later events are as if they had not come.
func (p Plan) At(now time.Time) State {
	state := State{At: now.Round(0).UTC()}
	known := p
	for len(known.events) > 0 && known.events[len(known.events)-1].At.After(now) {
		known.events = known.events[:len(known.events)-1]
	}
	w := known.start()
	yield := func(entry Entry) bool {
		switch entry.Action { //nolint:exhaustive // the others change nothing that is kept here
		case Fired:
			state.Last = entry
			if entry.Kind == Functional {
				state.Level = entry.Level
			}
		case Acknowledged, Snoozed:
			state.Taken = entry
		}
		return true
	}
	for more := true; more && !w.idle(now); {
		more = w.step(yield)
	}
	if !now.Before(p.opened) {
		state.Phase = w.phase()
	}
	if state.Phase != PhaseAcknowledged {
		state.Taken = Entry{}
	}
	state.SuppressedUntil, _ = w.quiet.over(state.At)
	return state
}

// idle reports whether nothing more happens up to an instant.
func (w *walk) idle(now time.Time) bool {
	at, ok := w.automatic()
	return len(w.events) == 0 && (!ok || at.After(now))
}

func (w *walk) phase() Phase {
	switch {
	case w.resolved:
		return PhaseResolved
	case w.acked:
		return PhaseAcknowledged
	case w.exhausted:
		return PhaseExhausted
	case w.current < 0:
		return PhaseWaiting
	default:
		return PhaseActive
	}
}
