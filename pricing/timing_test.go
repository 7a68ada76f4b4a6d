package pricing_test

import (
	"testing"

	"github.com/mspkit/msp/internal/enum/enumtest"
	"github.com/mspkit/msp/pricing"
)

func TestTimingText(t *testing.T) {
	enumtest.Check(t, "Timing", pricing.ParseTiming, (*pricing.Timing).UnmarshalText, func(n uint8) pricing.Timing { return pricing.Timing(n) },
		"", "advance", "arrears")
	if pricing.Advance.String() != "advance" || pricing.Arrears.String() != "arrears" {
		t.Errorf("timings: %v, %v", pricing.Advance, pricing.Arrears)
	}
}
