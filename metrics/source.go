package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Source says how a [Ticket] came in.
type Source uint8

// Sources. The zero Source is not stated.
const (
	Phone       Source = iota + 1 // a call
	Email                         // a mail
	Chat                          // a conversation in text
	WalkUp                        // somebody stood there
	Portal                        // a form that a user filled in
	SelfService                   // users helped themselves, without a technician
	Monitoring                    // a system noticed
	Technician                    // the provider opened it
)

const sourceNames = "phone|email|chat|walk_up|portal|self_service|monitoring|technician"

// ParseSource reads "phone", "email", "chat", "walk_up", "portal", "self_service", "monitoring" or "technician"; the empty text is the zero Source.
func ParseSource(text string) (Source, error) {
	v, ok := enum.Parse(sourceNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: source", text, "want phone, email, chat, walk_up, portal, self_service, monitoring or technician")
	}
	return Source(v), nil
}

// String returns the text of s.
func (s Source) String() string { return enum.String("Source", sourceNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s Source) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(sourceNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: source", s.String(), "no such source")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s Source) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseSource].
func (s *Source) UnmarshalText(text []byte) error {
	parsed, err := ParseSource(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
