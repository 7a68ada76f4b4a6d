package msp

import (
	"errors"
	"strconv"
)

// Further kinds of refusal, of what [InputError] and the types below report.
var (
	// ErrCurrency: two amounts of different currencies met, or an amount has no
	// currency.
	ErrCurrency = errors.New("currency mismatch")
	// ErrPrecision: the value is written with more digits than its currency has.
	ErrPrecision = errors.New("too many digits")
)

// A MismatchError reports an operation on amounts of two currencies. It matches
// [ErrCurrency].
type MismatchError struct {
	Op   string // "add"
	A, B Money
}

// Error returns `msp: add "1.00 USD", "2.00 EUR": currencies differ`.
func (e *MismatchError) Error() string {
	return "msp: " + e.Op + " " + strconv.Quote(e.A.String()) + ", " + strconv.Quote(e.B.String()) + ": currencies differ"
}

// Unwrap returns [ErrCurrency].
func (e *MismatchError) Unwrap() error { return ErrCurrency }

// An OverflowError reports an operation whose exact answer does not fit its
// type. It matches [ErrOverflow].
type OverflowError struct {
	Op   string // "add"
	A, B string // the operands in text, long ones cut; B is empty if there is one
}

func newOverflowError(op, a, b string) *OverflowError {
	return &OverflowError{Op: op, A: shorten(a), B: shorten(b)}
}

// Error returns `msp: add "1.00 USD", "2.00 USD": overflow`.
func (e *OverflowError) Error() string {
	text := "msp: " + e.Op + " " + strconv.Quote(e.A)
	if e.B != "" {
		text += ", " + strconv.Quote(e.B)
	}
	return text + ": overflow"
}

// Unwrap returns [ErrOverflow].
func (e *OverflowError) Unwrap() error { return ErrOverflow }
