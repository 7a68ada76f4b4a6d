package pricing_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// explainExact is what a detail comes to, computed from what it says alone; before is
// the sum of those before it.
func explainExact(t *rapid.T, d pricing.Detail, before *big.Rat) *big.Rat {
	rate := rateRat(d.Rate)
	switch d.Step { //nolint:exhaustive // the steps of a price
	case pricing.StepIncluded:
		return new(big.Rat)
	case pricing.StepFlat:
		return rate
	case pricing.StepRate, pricing.StepPackages:
		return rate.Mul(rate, rateRatOf(d.Quantity))
	case pricing.StepMaximum, pricing.StepMinimum:
		return rate.Sub(rate, before)
	default:
		t.Fatalf("a price explains itself by %v", d.Step)
		return nil
	}
}

// Explain = Amount. A stranger who computes each detail from its own figures, and
// rounds the sums, comes to the same amounts; they sum to the whole.
func TestExplainIsAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rateAnySize().Draw(t, "size")
		p := ratePrice(size).Draw(t, "price")
		mode := rateRounding().Draw(t, "mode")
		q := rateAnyQuantity(p, size).Draw(t, "quantity")
		rater := rateOf(t, p, mode)
		want, wrong := rater.Amount(q)
		got, err := rater.Explain(q)
		if err != nil {
			// Without its bounds the amount does not fit: some detail does not either.
			unbound := p
			unbound.Maximum, unbound.Minimum = decimal.Decimal{}, decimal.Decimal{}
			exact, packages := rateExact(unbound, rateRatOf(q))
			fits := packages.IsInt64() && prorateRound(rateMinor(exact, p.Currency), mode).IsInt64()
			if !errors.Is(err, msp.ErrOverflow) || wrong == nil && fits {
				t.Fatalf("Explain(%v) of %+v: %v, while Amount = %v, %v", q, p, err, want, wrong)
			}
			return
		}
		if wrong != nil || got.Amount != want || got.Quantity != q {
			t.Fatalf("Explain(%v) of %+v = %+v, while Amount = %v, %v", q, p, got, want, wrong)
		}
		sum, exact, before := new(big.Int), new(big.Rat), new(big.Int)
		for _, d := range got.Details {
			exact.Add(exact, explainExact(t, d, exact))
			rounded := prorateRound(rateMinor(exact, p.Currency), mode)
			part := new(big.Int).Sub(rounded, before)
			if d.Amount.Currency() != p.Currency || part.Cmp(big.NewInt(d.Amount.Minor())) != 0 {
				t.Fatalf("Explain(%v) of %+v: %v, want %v minor units", q, p, d, part)
			}
			before = rounded
			sum.Add(sum, big.NewInt(d.Amount.Minor()))
		}
		if sum.Cmp(big.NewInt(want.Minor())) != 0 {
			t.Fatalf("Explain(%v) of %+v: details sum to %v, want %v", q, p, sum, want)
		}
	})
}

// What the details of a graduated or volume price hold is the whole quantity, each
// unit once, and tiers come in order.
func TestExplainHoldsTheWholeQuantity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ratePrice(rateUsual()).Filter(func(p pricing.Price) bool { return p.Mode != pricing.Package }).Draw(t, "price")
		q := rateAnyQuantity(p, rateUsual()).Draw(t, "quantity")
		got, err := rateOf(t, p, msp.HalfUp).Explain(q)
		if err != nil {
			return
		}
		held, tier := new(big.Rat), 0
		for _, d := range got.Details {
			if d.Quantity.Unit() == p.Unit {
				held.Add(held, rateRatOf(d.Quantity))
			}
			if d.Tier != 0 && d.Tier < tier {
				t.Fatalf("Explain(%v) of %+v: tier %d after %d", q, p, d.Tier, tier)
			}
			if d.Tier != 0 {
				tier = d.Tier
			}
		}
		free := (p.Mode == 0 || p.Mode == pricing.PerUnit) && p.Rate.IsZero() || // nothing to say
			p.Mode == pricing.Stairstep && tier > 0 && p.Tiers[tier-1].Flat.IsZero() ||
			p.Mode == pricing.Stairstep && tier == 0
		if q.IsZero() || free {
			return
		}
		if held.Cmp(rateRatOf(q)) != 0 {
			t.Fatalf("Explain(%v) of %+v: details hold %v: %v", q, p, held, rateWhy(got))
		}
	})
}
