package pricing_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum/enumtest"
	"github.com/mspkit/msp/pricing"
)

func TestLineKindText(t *testing.T) {
	enumtest.Check(t, "Kind", pricing.ParseKind, (*pricing.Kind).UnmarshalText, func(n uint8) pricing.Kind { return pricing.Kind(n) },
		"", "recurring", "usage", "once", "outcome", "labour", "material", "overage", "discount", "maximum", "minimum", "credit")
	for kind, want := range map[pricing.Kind]string{
		pricing.KindRecurring: "recurring", pricing.KindOverage: "overage", pricing.KindDiscount: "discount", pricing.KindCredit: "credit",
	} {
		if kind.String() != want {
			t.Errorf("%d is %v, want %s", kind, kind, want)
		}
	}
}

func TestLineString(t *testing.T) {
	m := msp.MustParseMoney("99.99 USD")
	for _, tt := range []struct {
		line pricing.Line
		want string
	}{
		{pricing.Line{}, ": 0"},
		{pricing.Line{Kind: pricing.KindMinimum, Amount: m}, "minimum: 99.99 USD"},
		{pricing.Line{Kind: pricing.KindOnce, Item: "Set-up", Amount: m}, "Set-up: 99.99 USD"},
		{
			pricing.Line{
				Kind: pricing.KindLabour, Item: "Support", Ref: "T1", Period: msp.MustParsePeriod("2026-01-05/2026-01-06"),
				Quantity: pricing.QuantityOf(msp.NewRatio(1, 6), "hour"), Amount: m,
			},
			"Support, T1, 1/6 hour, 2026-01-05/2026-01-06: 99.99 USD",
		},
	} {
		if got := tt.line.String(); got != tt.want {
			t.Errorf("%+v.String() = %q, want %q", tt.line, got, tt.want)
		}
	}
}
