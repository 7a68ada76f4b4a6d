package msp

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kinds of refusal, shared by every package of the library. Test for them with
// [errors.Is]; the error itself is an [*InputError] or a type of the package
// that names the operands.
var (
	// ErrSyntax: the text is not of the documented form.
	ErrSyntax = errors.New("invalid syntax")
	// ErrRange: the value is of the right form but outside the documented range.
	ErrRange = errors.New("out of range")
	// ErrOverflow: the exact answer does not fit the result's type.
	ErrOverflow = errors.New("overflow")
	// ErrUndefined: the question has no answer, such as a ratio over zero.
	ErrUndefined = errors.New("undefined")
	// ErrInvalid: a record has findings of severity error. Every non-nil error
	// that [Issues.Err] returns matches it.
	ErrInvalid = errors.New("invalid record")
)

// An InputError reports one input that was refused: what was being read, the
// input itself and why it was refused.
type InputError struct {
	What  string // what was read, with its package: "msp: date"
	Input string // the input; long ones are cut
	Why   string // "no such day"
	Kind  error  // ErrSyntax, ErrRange …
}

// NewInputError returns an [*InputError]. Input longer than 64 bytes is cut, so
// that a hostile text does not live on in its error.
func NewInputError(kind error, what, input, why string) *InputError {
	return &InputError{What: what, Input: shorten(input), Why: why, Kind: kind}
}

// shorten cuts a text that is longer than 64 bytes.
func shorten(text string) string {
	const limit = 64
	if len(text) <= limit {
		return strings.Clone(text)
	}
	end := limit
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// Error returns `msp: date "2026-02-30": no such day`.
func (e *InputError) Error() string {
	return e.What + " " + strconv.Quote(e.Input) + ": " + e.Why
}

// Unwrap returns the kind.
func (e *InputError) Unwrap() error { return e.Kind }
