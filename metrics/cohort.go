package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Cohort says which tickets belong to a window: a mean of those created in March and one of those resolved in March are two numbers.
type Cohort uint8

// Cohorts. The zero Cohort is none, and no window has it.
const (
	ByCreated  Cohort = iota + 1 // created in the window, whatever became of it
	ByResolved                   // resolved in the window, whenever created; the open ones are in no such cohort
)

const cohortNames = "created|resolved"

// ParseCohort reads "created" or "resolved"; the empty text is the zero Cohort.
func ParseCohort(text string) (Cohort, error) {
	v, ok := enum.Parse(cohortNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: cohort", text, "want created or resolved")
	}
	return Cohort(v), nil
}

// String returns the text of c.
func (c Cohort) String() string { return enum.String("Cohort", cohortNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Cohort) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(cohortNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: cohort", c.String(), "no such cohort")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (c Cohort) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCohort].
func (c *Cohort) UnmarshalText(text []byte) error {
	parsed, err := ParseCohort(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
