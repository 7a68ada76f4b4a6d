package msp_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/mspkit/msp"
)

// A codec is what every value with a text form has.
type codec interface {
	comparable
	fmt.Stringer
	encoding.TextMarshaler
	encoding.TextAppender
	driver.Valuer
}

type codecPointer[T any] interface {
	*T
	encoding.TextUnmarshaler
	sql.Scanner
}

// A failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// roundTrip checks that v comes back from text, from JSON, as a JSON key and from
// SQL as text and as bytes.
func roundTrip[T codec, P codecPointer[T]](t failer, v T) {
	t.Helper()
	text, err := v.MarshalText()
	if err != nil {
		t.Fatalf("MarshalText(%v): %v", v, err)
	}
	if string(text) != v.String() {
		t.Fatalf("MarshalText = %q, String = %q", text, v.String())
	}
	appended, err := v.AppendText([]byte("x"))
	if err != nil || string(appended) != "x"+string(text) {
		t.Fatalf("AppendText = %q, %v, want x%s", appended, err, text)
	}
	var fromText T
	if err := P(&fromText).UnmarshalText(text); err != nil || fromText != v {
		t.Fatalf("text %q reads as %v, %v, want %v", text, fromText, err, v)
	}
	data, err := json.Marshal(map[T]T{v: v})
	if err != nil {
		t.Fatalf("JSON of %v: %v", v, err)
	}
	var fromJSON map[T]T
	if err := json.Unmarshal(data, &fromJSON); err != nil {
		t.Fatalf("JSON %s: %v", data, err)
	}
	if got, ok := fromJSON[v]; !ok || got != v {
		t.Fatalf("JSON %s reads as %v, want %v", data, fromJSON, v)
	}
	stored, err := v.Value()
	if err != nil {
		t.Fatalf("Value(%v): %v", v, err)
	}
	var zero, scanned T
	if stored == nil && v != zero {
		t.Fatalf("Value(%v) is NULL", v)
	}
	if err := P(&scanned).Scan(stored); err != nil || scanned != v {
		t.Fatalf("Scan(%#v) = %v, %v, want %v", stored, scanned, err, v)
	}
	if text, ok := stored.(string); ok {
		if err := P(&scanned).Scan([]byte(text)); err != nil || scanned != v {
			t.Fatalf("Scan(%q) = %v, %v, want %v", text, scanned, err, v)
		}
	}
}

// refuses checks that a text is refused with an error of a kind, that nothing is
// written, and that a value that is no text is refused too.
func refuses[T codec, P codecPointer[T]](t *testing.T, text string, kind error) {
	t.Helper()
	var v, zero T
	err := P(&v).UnmarshalText([]byte(text))
	if !errors.Is(err, kind) {
		t.Errorf("%T %q: error %v, want kind %v", v, text, err, kind)
	}
	if input, ok := errors.AsType[*msp.InputError](err); !ok {
		t.Errorf("%T %q: error %T, want *InputError", v, text, err)
	} else if len(input.Input) > 80 {
		t.Errorf("%T: error keeps %d bytes of input", v, len(input.Input))
	}
	if err := P(&v).Scan(text); err == nil {
		t.Errorf("%T: Scan(%q) is no error", v, text)
	}
	if err := P(&v).Scan(1.5); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("%T: Scan(1.5): %v", v, err)
	}
	if v != zero {
		t.Errorf("%T: refused %q but holds %v", v, text, v)
	}
}

// mustPanic checks that a Must function panics.
func mustPanic(t *testing.T, name string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s does not panic", name)
		}
	}()
	f()
}

// quick checks that f does not expand what it is given: then it takes seconds.
// The limit is generous for a loaded machine.
func quick(t *testing.T, name string, f func()) {
	t.Helper()
	start := time.Now() //nolint:forbidigo // measures the program, not the domain
	f()
	if took := time.Since(start); took > 200*time.Millisecond { //nolint:forbidigo // as above
		t.Errorf("%s took %v", name, took)
	}
}

// long is a text of ten thousand and one digits.
func long() string {
	b := make([]byte, 10_001)
	for i := range b {
		b[i] = '7'
	}
	return string(b)
}
