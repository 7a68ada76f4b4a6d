package pricing_test

import (
	"encoding"
	"errors"
	"fmt"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// enumText is what every enum of the package has.
type enumText interface {
	comparable
	fmt.Stringer
	encoding.TextMarshaler
	encoding.TextAppender
}

// testEnum checks the texts of all values of an enum, the zero one first, and that
// nothing else is read or written.
func testEnum[E enumText](t *testing.T, what string, parse func(string) (E, error), read func(*E, []byte) error, from func(uint8) E, texts ...string) {
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
	for _, text := range []string{" ", "x", texts[1] + " ", texts[1] + "|" + texts[2], "|", "1", "Flat", "Volume"} {
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

func TestModeText(t *testing.T) {
	testEnum(t, "Mode", pricing.ParseMode, (*pricing.Mode).UnmarshalText, func(n uint8) pricing.Mode { return pricing.Mode(n) },
		"", "per_unit", "graduated", "volume", "stairstep", "package")
	if pricing.PerUnit.String() != "per_unit" || pricing.Package.String() != "package" || pricing.Stairstep.String() != "stairstep" {
		t.Errorf("modes: %v, %v, %v", pricing.PerUnit, pricing.Package, pricing.Stairstep)
	}
}

// With 40 units, and tiers of 150 up to 10 and 130 beyond: the figures of the
// documentation.
func TestModeFigures(t *testing.T) {
	for mode, want := range map[pricing.Mode]string{
		pricing.Graduated: "5400.00 USD", // 10 × 150 + 30 × 130
		pricing.Volume:    "5200.00 USD", // 40 × 130
	} {
		rater := rateOf(t, pricing.Price{Mode: mode, Tiers: rateTiers("10:150", ":130")}, 0)
		if got, err := rater.AmountInt(40); err != nil || got.String() != want {
			t.Errorf("%v: AmountInt(40) = %v, %v, want %s", mode, got, err, want)
		}
	}
}
