package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A ValueChainGrade says how much of an activity of the value chain a provider does, in
// the words of ITIL v5 Compass, Managed Service Providers; see [ServiceIntegrator].
type ValueChainGrade uint8

// Grades of responsibility, the least first. The source gives the words and no order; the
// order is of this package. The zero ValueChainGrade is none.
const (
	GradeMinimal ValueChainGrade = iota + 1
	GradePartial
	GradeYes
	GradeCore
)

const valueChainGradeNames = "minimal|partial|yes|core"

// ParseValueChainGrade reads "minimal", "partial", "yes" or "core"; the empty text is none.
func ParseValueChainGrade(text string) (ValueChainGrade, error) {
	v, ok := enum.Parse(valueChainGradeNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: value chain grade", text, "want minimal, partial, yes or core")
	}
	return ValueChainGrade(v), nil
}

// String returns the text of g.
func (g ValueChainGrade) String() string {
	return enum.String("ValueChainGrade", valueChainGradeNames, uint8(g))
}

// AppendText implements [encoding.TextAppender].
func (g ValueChainGrade) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(valueChainGradeNames, uint8(g))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: value chain grade", g.String(), "no such value chain grade")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (g ValueChainGrade) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseValueChainGrade].
func (g *ValueChainGrade) UnmarshalText(text []byte) error {
	parsed, err := ParseValueChainGrade(string(text))
	if err != nil {
		return err
	}
	*g = parsed
	return nil
}
