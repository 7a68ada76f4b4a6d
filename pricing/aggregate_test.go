package pricing_test

import (
	"errors"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestAggregateText(t *testing.T) {
	for want, a := range map[string]pricing.Aggregate{"": 0, "entry": pricing.ByEntry, "ticket": pricing.ByTicket, "day": pricing.ByDay} {
		text, err := a.MarshalText()
		if string(text) != want || err != nil || a.String() != want {
			t.Errorf("text of %d = %q, %v, String %q, want %q", a, text, err, a, want)
		}
		var got pricing.Aggregate
		if err := got.UnmarshalText([]byte(want)); err != nil || got != a {
			t.Errorf("UnmarshalText(%q) = %v, %v, want %v", want, got, err, a)
		}
	}
	for _, text := range []string{"Entry", "week", "entry|ticket", " day"} {
		got := pricing.ByDay
		if err := got.UnmarshalText([]byte(text)); !errors.Is(err, msp.ErrSyntax) || got != pricing.ByDay {
			t.Errorf("UnmarshalText(%q) = %v, %v, want a syntax error", text, got, err)
		}
	}
	if _, err := pricing.Aggregate(9).MarshalText(); !errors.Is(err, msp.ErrRange) {
		t.Errorf("MarshalText of 9: %v, want a range error", err)
	}
	if got := pricing.Aggregate(9).String(); got != "Aggregate(9)" {
		t.Errorf("String of 9 = %q", got)
	}
}
