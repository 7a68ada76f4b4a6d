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

	// Until is the end of the acknowledgement or snooze, if it has one, Suppressed that
	// of the maintenance around At. Zero: none.
	Until      time.Time `json:"until,omitzero"`
	Suppressed time.Time `json:"suppressed,omitzero"`

	// Next is when something happens next by itself. Zero: never.
	Next time.Time `json:"next,omitzero"`
}

// A Phase is what an escalation does. The zero Phase is none: it has not begun.
type Phase uint8

// Phases.
const (
	PhaseWaiting      Phase = iota + 1 // nobody was told yet
	PhaseActive                        // somebody was told; nobody has taken it
	PhaseAcknowledged                  // somebody has, or it is snoozed
	PhaseExhausted                     // all passes are over
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
	if now.Before(p.opened) {
		state.Next = p.opened
		return state
	}
	known := p
	for len(known.events) > 0 && known.events[len(known.events)-1].At.After(now) {
		known.events = known.events[:len(known.events)-1]
	}
	w := known.start()
	yield := func(entry Entry) bool {
		if entry.Action == Fired {
			state.Last = entry
			if entry.Kind == Functional {
				state.Level = entry.Level
			}
		}
		return true
	}
	for more := true; more && !w.idle(now); {
		more = w.step(yield)
	}
	state.Phase = w.phase()
	if state.Phase == PhaseAcknowledged {
		state.Until = w.ends
	}
	state.Suppressed, _ = w.quiet.over(state.At)
	if at, ok := w.automatic(); ok {
		state.Next = at
	}
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
	case w.exhausted:
		return PhaseExhausted
	case w.acked:
		return PhaseAcknowledged
	case w.current < 0:
		return PhaseWaiting
	default:
		return PhaseActive
	}
}
