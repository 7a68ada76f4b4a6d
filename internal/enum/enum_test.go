package enum_test

import (
	"testing"

	"github.com/mspkit/msp/internal/enum"
)

func TestEnum(t *testing.T) {
	const names = "met|missed|pending"
	for v, want := range []string{"", "met", "missed", "pending"} {
		if got, ok := enum.Name(names, uint8(v)); got != want || !ok {
			t.Errorf("Name(%d) = %q, %v, want %q", v, got, ok, want)
		}
		if got, ok := enum.Parse(names, want); got != uint8(v) || !ok {
			t.Errorf("Parse(%q) = %d, %v, want %d", want, got, ok, v)
		}
		if got := enum.String("Outcome", names, uint8(v)); got != want {
			t.Errorf("String(%d) = %q, want %q", v, got, want)
		}
	}
	for _, v := range []uint8{4, 9, 255} {
		if got, ok := enum.Name(names, v); got != "" || ok {
			t.Errorf("Name(%d) = %q, %v, want none", v, got, ok)
		}
	}
	if got := enum.String("Outcome", names, 255); got != "Outcome(255)" {
		t.Errorf("String(255) = %q", got)
	}
	for _, text := range []string{"Met", "met ", "met|missed", "|", "pendin", "pendingg", "x"} {
		if got, ok := enum.Parse(names, text); got != 0 || ok {
			t.Errorf("Parse(%q) = %d, %v, want none", text, got, ok)
		}
	}
	if got, ok := enum.Parse("one", "one"); got != 1 || !ok {
		t.Errorf("Parse of a single name = %d, %v", got, ok)
	}
}
