package metrics

import (
	"testing"

	"github.com/mspkit/msp"
)

// Reasons that nothing here gives yet have their code and their English too.
func TestReasons(t *testing.T) {
	seen := make(map[string]bool)
	for why, code := range map[reason]string{
		noObservations: "no-observations", zeroDenominator: "zero-denominator", negativeDenominator: "negative-denominator",
		tooFew: "too-few-observations", notReached: "not-reached", undefinedInput: "undefined-input", notTold: "not-told",
	} {
		v := newValue(msp.Ratio{}, UnitNumber, 0, why)
		got := v.Reason()
		if v.Defined() || got.Code() != code || got.String() == "" || seen[got.String()] {
			t.Errorf("reason %d = %q, %q, want %q", why, got.Code(), got, code)
		}
		seen[got.String()] = true
		if defined := newValue(msp.NewRatio(1, 1), UnitNumber, 0, why); !defined.Reason().IsZero() {
			t.Errorf("a defined value has the reason %v", defined.Reason())
		}
	}
}
