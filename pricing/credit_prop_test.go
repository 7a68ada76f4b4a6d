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

// L17, L20: credits agree with a model of fractions, and lie in [0, fee] and under
// the cap; what is earned is paid or unused, and the fee is paid back or left.
func TestCreditLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := msp.MustParseCurrency(rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"))
		mode := rapid.SampledFrom(discModes()).Draw(t, "mode")
		minor := rapid.OneOf(rapid.Int64Range(-10, 100), rapid.Int64Range(0, 1_000_000), rapid.Int64Range(0, 1<<58)).Draw(t, "fee")
		var terms pricing.CreditTerms
		if rapid.Bool().Draw(t, "capped") {
			terms.Cap = aPercentOff(0, 130).Draw(t, "cap")
		}
		if rapid.Bool().Draw(t, "least") {
			terms.Least = decimal.New(rapid.Int64Range(0, 500).Draw(t, "least"), -int32(rapid.IntRange(0, 4).Draw(t, "digits")))
		}
		percents := rapid.SliceOfN(aPercentOff(0, 120), 0, 5).Draw(t, "percents")
		fee, err1 := msp.NewMoney(minor, c)
		got, err := terms.Apply(fee, percents, mode)
		if err1 != nil || err != nil {
			t.Fatalf("Apply(%v, %v): %v", fee, percents, err)
		}

		due := discMax(big.NewInt(minor), new(big.Int)) // what a percent is of
		of := func(p msp.Percent) *big.Int {
			return discRound(new(big.Rat).Mul(discCoef(p.Decimal()), new(big.Rat).SetInt(due)), mode)
		}
		earned := new(big.Int)
		for i, p := range percents {
			if got.Each[i].Minor() != of(p).Int64() {
				t.Fatalf("%v of %v is %v, want %v", p, fee, got.Each[i], of(p))
			}
			earned.Add(earned, of(p))
		}
		credit := discMin(earned, due)
		if !terms.Cap.IsZero() {
			credit = discMin(credit, of(terms.Cap))
		}
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Digits())), nil)
		if new(big.Rat).SetFrac(credit, unit).Cmp(discCoef(terms.Least)) < 0 {
			credit = new(big.Int)
		}
		if got.Credit.Minor() != credit.Int64() {
			t.Fatalf("%v: Apply(%v, %v, %v) = %v, want %v", terms, fee, percents, mode, got, credit)
		}
		if len(got.Each) != len(percents) || got.Credit.Sign() < 0 || got.Credit.Minor() > max(minor, 0) || got.Unused.Sign() < 0 || minor >= 0 && got.Net.Sign() < 0 {
			t.Fatalf("Apply(%v, %v) = %v", fee, percents, got)
		}
		if got.Credit.Minor()+got.Unused.Minor() != earned.Int64() || got.Credit.Minor()+got.Net.Minor() != minor {
			t.Fatalf("%v of %v does not add up to %v earned", got, fee, earned)
		}

		var back pricing.CreditTerms
		text, err := json.Marshal(terms)
		if err != nil || json.Unmarshal(text, &back) != nil || back.String() != terms.String() {
			t.Fatalf("%s comes back as %v, %v", text, back, err)
		}
	})
}
