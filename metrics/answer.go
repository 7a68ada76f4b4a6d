package metrics

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// An Answer is a yes or a no, or none.
type Answer uint8

// Answers. The zero Answer is none: not assessed.
const (
	Yes Answer = iota + 1
	No
)

const answerNames = "yes|no"

// AnswerOf returns Yes if it is true and No if it is false.
func AnswerOf(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// ParseAnswer reads "yes" or "no"; the empty text is none.
func ParseAnswer(text string) (Answer, error) {
	v, ok := enum.Parse(answerNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: answer", text, "want yes, no or nothing")
	}
	return Answer(v), nil
}

// String returns the text of a.
func (a Answer) String() string { return enum.String("Answer", answerNames, uint8(a)) }

// AppendText implements [encoding.TextAppender].
func (a Answer) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(answerNames, uint8(a))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: answer", a.String(), "no such answer")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (a Answer) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseAnswer].
func (a *Answer) UnmarshalText(text []byte) error {
	parsed, err := ParseAnswer(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
