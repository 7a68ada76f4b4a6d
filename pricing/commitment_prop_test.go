package pricing_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// L19: commitments agree with a model of fractions; the total keeps to the maximum,
// and to the minimum unless that is held against the charges before the discount;
// charges − discount − reduction + true-up is the total.
func TestCommitmentLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := msp.MustParseCurrency(rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"))
		mode := rapid.SampledFrom(discModes()).Draw(t, "mode")
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Digits())), nil)
		// Few values, so that they meet; up to one digit more than the currency has.
		limit := func(name string, least int64) decimal.Decimal {
			return decimal.New(rapid.Int64Range(least, 300).Draw(t, name), -int32(rapid.IntRange(0, c.Digits()+1).Draw(t, name+" digits")))
		}
		k := pricing.Commitment{Minimum: limit("minimum", 0), BeforeDiscount: rapid.Bool().Draw(t, "before")}
		if rapid.Bool().Draw(t, "limited") {
			k.Maximum = k.Minimum.Add(limit("above", 1))
		}
		if k.Validate().Err() != nil {
			t.Fatalf("%v: %v", k, k.Validate())
		}
		minor := rapid.OneOf(rapid.Int64Range(-100, 400), rapid.Int64Range(0, 40_000), rapid.Int64Range(0, 400_000)).Draw(t, "charges")
		off := rapid.Int64Range(0, max(minor, 0)).Draw(t, "discount")
		of := rapid.IntRange(1, 366).Draw(t, "of")
		days := rapid.OneOf(rapid.IntRange(0, of), rapid.Just(of)).Draw(t, "days")
		charges, err1 := msp.NewMoney(minor, c)
		discount, err2 := msp.NewMoney(off, c)
		got, err := k.Apply(charges, discount, days, of, mode)
		if err1 != nil || err2 != nil || err != nil {
			t.Fatalf("Apply(%v, %v, %d, %d): %v", charges, discount, days, of, err)
		}

		part := func(d decimal.Decimal) *big.Int {
			exact := discCoef(d)
			exact.Mul(exact, new(big.Rat).SetInt(unit))
			return discRound(exact.Mul(exact, big.NewRat(int64(days), int64(of))), mode)
		}
		net := big.NewInt(minor - off)
		reduction, trueUp := new(big.Int), new(big.Int)
		if !k.Maximum.IsZero() {
			reduction = discMax(reduction, new(big.Int).Sub(net, part(k.Maximum)))
		}
		total := new(big.Int).Sub(net, reduction)
		if !k.Minimum.IsZero() {
			held := total
			if k.BeforeDiscount {
				held = big.NewInt(minor)
			}
			trueUp = discMax(trueUp, new(big.Int).Sub(part(k.Minimum), held))
		}
		total = new(big.Int).Add(total, trueUp)
		if got.Reduction.Minor() != reduction.Int64() || got.TrueUp.Minor() != trueUp.Int64() || got.Total.Minor() != total.Int64() {
			t.Fatalf("%v, before %v: Apply(%v, %v, %d, %d, %v) = %v, want −%v, +%v, %v", k, k.BeforeDiscount, charges, discount, days, of, mode, got, reduction, trueUp, total)
		}
		if got.Reduction.Sign() < 0 || got.TrueUp.Sign() < 0 || minor-off-got.Reduction.Minor()+got.TrueUp.Minor() != got.Total.Minor() {
			t.Fatalf("%v of %v less %v does not add up", got, charges, discount)
		}
		if !k.Maximum.IsZero() && total.Cmp(part(k.Maximum)) > 0 {
			t.Fatalf("%v: %v is above the maximum", k, got.Total)
		}
		if !k.BeforeDiscount && !k.Minimum.IsZero() && total.Cmp(part(k.Minimum)) < 0 {
			t.Fatalf("%v: %v is below the minimum", k, got.Total)
		}

		var back pricing.Commitment
		text, err := json.Marshal(k)
		if err != nil || json.Unmarshal(text, &back) != nil || back.String() != k.String() || back.BeforeDiscount != k.BeforeDiscount {
			t.Fatalf("%s comes back as %v, %v", text, back, err)
		}
	})
}
