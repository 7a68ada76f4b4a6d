package pricing_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Law 1: JSON brings back an equal price, by either way of reading it, and is the
// same when it is written again.
func TestPriceJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ratePrice(rateAnySize().Draw(t, "size")).Draw(t, "price")
		p.Unit = rapid.String().Draw(t, "unit")
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatalf("%+v: %v", p, err)
		}
		parsed, err := pricing.ParsePrice(data, msp.Limits{})
		if err != nil || priceDiff(p, parsed) != "" {
			t.Fatalf("%s: %v, %s", data, err, priceDiff(p, parsed))
		}
		var read pricing.Price
		if err := json.Unmarshal(data, &read); err != nil || priceDiff(p, read) != "" {
			t.Fatalf("%s: %v, %s", data, err, priceDiff(p, read))
		}
		if again, err := json.Marshal(read); err != nil || string(again) != string(data) {
			t.Fatalf("%s is written again as %s, %v", data, again, err)
		}
		for _, tier := range p.Tiers {
			data, err := json.Marshal(tier)
			var back pricing.Tier
			if err != nil || json.Unmarshal(data, &back) != nil || priceDiff(tier, back) != "" {
				t.Fatalf("%s: %v, %s", data, err, priceDiff(tier, back))
			}
		}
	})
}

// priceAnything draws a price with anything in any field, most of them wrong.
func priceAnything() *rapid.Generator[pricing.Price] {
	number := rapid.OneOf(
		rateNumber(rateUsual()),
		rapid.Map(rapid.Int64(), func(n int64) decimal.Decimal { return decimal.New(n, -4) }),
		rapid.Map(rapid.SampledFrom([]int32{1e9, -1e9, 1000, -1000, 18, -19}), func(exp int32) decimal.Decimal { return decimal.New(1, exp) }),
		rapid.Just(decimal.Decimal{}),
	)
	return rapid.Custom(func(t *rapid.T) pricing.Price {
		p := pricing.Price{
			Mode: pricing.Mode(rapid.Uint8Range(0, 6).Draw(t, "mode")), Unit: rapid.SampledFrom([]string{"", " ", "user"}).Draw(t, "unit"),
			Rate: number.Draw(t, "rate"), Size: number.Draw(t, "size"), Partial: msp.Rounding(rapid.Uint8Range(0, 7).Draw(t, "partial")),
			Flat: number.Draw(t, "flat"), Included: number.Draw(t, "included"), Minimum: number.Draw(t, "minimum"), Maximum: number.Draw(t, "maximum"),
		}
		if rapid.Bool().Draw(t, "has currency") {
			p.Currency = rateCurrency().Draw(t, "currency")
		}
		for range rapid.IntRange(0, 4).Draw(t, "tiers") {
			p.Tiers = append(p.Tiers, pricing.Tier{UpTo: number.Draw(t, "up to"), Rate: number.Draw(t, "tier rate"), Flat: number.Draw(t, "tier fee")})
		}
		return p
	})
}

// Whatever stands in a price, it has findings or a rater, which then answers; the
// price itself stays as it was.
func TestPriceCompilesOrIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.OneOf(priceAnything(), ratePrice(rateUsual())).Draw(t, "price")
		before := p
		before.Tiers = append([]pricing.Tier(nil), p.Tiers...)
		issues := p.Validate()
		rater, err := p.Compile(msp.HalfUp)
		if (err == nil) != (issues.Err() == nil) || cmp.Diff(issues, issues.Sorted()) != "" {
			t.Fatalf("Compile(%+v): %v, while Validate finds %v", p, err, issues)
		}
		if diff := priceDiff(before, p); diff != "" {
			t.Fatalf("the price has changed: %s", diff)
		}
		q := rateAnyQuantity(pricing.Price{Unit: p.Unit}, rateUsual()).Draw(t, "quantity")
		got, err := rater.Amount(q)
		switch {
		case issues.Err() != nil:
			if !errors.Is(err, msp.ErrUndefined) || rater != (pricing.Rater{}) {
				t.Fatalf("a price with findings has the amount %v, %v", got, err)
			}
		case err != nil && !errors.Is(err, msp.ErrOverflow):
			t.Fatalf("Amount(%v) of %+v: %v", q, p, err)
		case priceDiff(p, rater.Price()) != "":
			t.Fatalf("Price() differs: %s", priceDiff(p, rater.Price()))
		}
	})
}
