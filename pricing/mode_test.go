package pricing_test

import (
	"testing"

	"github.com/mspkit/msp/internal/enum/enumtest"
	"github.com/mspkit/msp/pricing"
)

func TestModeText(t *testing.T) {
	enumtest.Check(t, "Mode", pricing.ParseMode, (*pricing.Mode).UnmarshalText, func(n uint8) pricing.Mode { return pricing.Mode(n) },
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
