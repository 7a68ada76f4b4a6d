package msp_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// aCurrency draws currencies of ISO 4217, own units and now and then none.
func aCurrency() *rapid.Generator[msp.Currency] {
	return rapid.OneOf(
		rapid.SampledFrom([]msp.Currency{
			msp.MustParseCurrency("USD"), msp.MustParseCurrency("EUR"), msp.MustParseCurrency("JPY"),
			msp.MustParseCurrency("KWD"), msp.MustParseCurrency("CLF"), msp.MustParseCurrency("PTS/3"),
			{},
		}),
		rapid.Custom(func(t *rapid.T) msp.Currency {
			code := rapid.StringMatching(`[A-Z]{1,6}`).Draw(t, "code")
			if len(code) == 3 {
				code += "X" // not a code of ISO 4217
			}
			c, err := msp.NewCurrency(code, rapid.IntRange(0, 18).Draw(t, "digits"))
			if err != nil {
				t.Fatalf("NewCurrency(%q): %v", code, err)
			}
			return c
		}),
	)
}

func TestCurrencyLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := aCurrency().Draw(t, "a"), aCurrency().Draw(t, "b")
		roundTrip(t, a)
		if (a == b) != (a.Compare(b) == 0) || a.Compare(b) != -b.Compare(a) {
			t.Fatalf("Compare(%v, %v) = %d, back %d", a, b, a.Compare(b), b.Compare(a))
		}
		if a.Code() < b.Code() && a.Compare(b) >= 0 {
			t.Fatalf("Compare(%v, %v) = %d, but codes order %q < %q", a, b, a.Compare(b), a.Code(), b.Code())
		}
		if !a.IsZero() {
			again, err := msp.NewCurrency(a.Code(), a.Digits())
			if err != nil || again != a {
				t.Fatalf("NewCurrency(%q, %d) = %v, %v", a.Code(), a.Digits(), again, err)
			}
		}
	})
}
