// Package enumtest tests the texts of enumerations.
package enumtest

import (
	"encoding"
	"errors"
	"fmt"
	"testing"

	"github.com/mspkit/msp"
)

// text is what every enum has.
type text interface {
	comparable
	fmt.Stringer
	encoding.TextMarshaler
	encoding.TextAppender
}

// Check checks the texts of all values of an enum, the zero one first, and that
// nothing else is read or written.
func Check[E text](t *testing.T, what string, parse func(string) (E, error), read func(*E, []byte) error, from func(uint8) E, texts ...string) {
	t.Helper()
	for n, text := range texts {
		value := from(uint8(n))
		if got, err := parse(text); err != nil || got != value {
			t.Errorf("parsing the %s %q = %v, %v, want %v", what, text, got, err, value)
		}
		if got := value.String(); got != text {
			t.Errorf("%s %d has the text %q, want %q", what, n, got, text)
		}
		if data, err := value.MarshalText(); err != nil || string(data) != text {
			t.Errorf("%s %d writes %q, %v, want %q", what, n, data, err, text)
		}
		if data, err := value.AppendText([]byte("x")); err != nil || string(data) != "x"+text {
			t.Errorf("%s %d appends %q, %v, want %q", what, n, data, err, "x"+text)
		}
		var back E
		if err := read(&back, []byte(text)); err != nil || back != value {
			t.Errorf("the %s %q reads as %v, %v", what, text, back, err)
		}
	}
	first := from(1)
	for _, text := range []string{" ", "x", texts[1] + " ", texts[1] + "|" + texts[2], "|", "1", "NONE"} {
		if got, err := parse(text); !errors.Is(err, msp.ErrSyntax) || got != from(0) {
			t.Errorf("parsing the %s %q = %v, %v, want %v", what, text, got, err, msp.ErrSyntax)
		}
		kept := first
		if err := read(&kept, []byte(text)); err == nil || kept != first {
			t.Errorf("reading the %s %q: %v, left %v", what, text, err, kept)
		}
	}
	for _, n := range []int{len(texts), 255} {
		unknown := from(uint8(n))
		if data, err := unknown.MarshalText(); !errors.Is(err, msp.ErrRange) || len(data) > 0 {
			t.Errorf("%s %d writes %q, %v, want %v", what, n, data, err, msp.ErrRange)
		}
		if got, want := unknown.String(), fmt.Sprintf("%s(%d)", what, n); got != want {
			t.Errorf("%s %d has the text %q, want %q", what, n, got, want)
		}
	}
}
