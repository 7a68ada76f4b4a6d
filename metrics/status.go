package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Status says how a KPI stands to its target.
type Status uint8

// Statuses. The zero Status is none: a benchmark is no target.
const (
	StatusMet          Status = iota + 1 // the target is kept
	StatusNear                           // not kept, but within the near band
	StatusMissed                         // not kept
	StatusInsufficient                   // too small a sample to say
	StatusUnknown                        // not measured, or undefined
)

const statusNames = "met|near|missed|insufficient|unknown"

// ParseStatus reads "met", "near", "missed", "insufficient" or "unknown"; the empty text is the zero Status.
func ParseStatus(text string) (Status, error) {
	v, ok := enum.Parse(statusNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: status", text, "want met, near, missed, insufficient or unknown")
	}
	return Status(v), nil
}

// String returns the text of s.
func (s Status) String() string { return enum.String("Status", statusNames, uint8(s)) }

// AppendText implements [encoding.TextAppender].
func (s Status) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(statusNames, uint8(s))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: status", s.String(), "no such status")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s Status) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseStatus].
func (s *Status) UnmarshalText(text []byte) error {
	parsed, err := ParseStatus(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
