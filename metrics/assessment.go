package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// An Assessment is how an operating model is doing, by its [Signals].
type Assessment uint8

// Assessments. The zero Assessment is none.
const (
	Healthy    Assessment = iota + 1 // no signal, all assessed
	Watch                            // one signal
	Structural                       // two signals or more: a structural issue
	Redesign                         // all five: redesign rather than adjustment
	Incomplete                       // no signal, but not all assessed
)

const assessmentNames = "healthy|watch|structural|redesign|incomplete"

// ParseAssessment reads "healthy", "watch", "structural", "redesign" or "incomplete";
// the empty text is none.
func ParseAssessment(text string) (Assessment, error) {
	v, ok := enum.Parse(assessmentNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: assessment", text, "want healthy, watch, structural, redesign or incomplete")
	}
	return Assessment(v), nil
}

// String returns the text of a.
func (a Assessment) String() string { return enum.String("Assessment", assessmentNames, uint8(a)) }

// AppendText implements [encoding.TextAppender].
func (a Assessment) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(assessmentNames, uint8(a))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: assessment", a.String(), "no such assessment")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (a Assessment) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseAssessment].
func (a *Assessment) UnmarshalText(text []byte) error {
	parsed, err := ParseAssessment(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
