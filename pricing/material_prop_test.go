package pricing_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// The price of one, rounded only if it is made by a markup, times the quantity.
func TestMaterialAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := pricing.Material{
			ID: rapid.SampledFrom([]string{"", "P1"}).Draw(t, "id"), Name: "Part", Date: labourDay("2026-03-02"),
			Quantity: labourAnyNumber(1, 9999).Draw(t, "quantity"), Cost: labourAnyNumber(1, 99_999).Draw(t, "cost"),
		}
		price := new(big.Rat)
		if rapid.Bool().Draw(t, "markup") {
			percent := rapid.Int64Range(-1000, 3000).Filter(func(n int64) bool { return n != 0 }).Draw(t, "tenths of a percent")
			m.Markup, _ = msp.NewPercent(percent, 1)
			price.Mul(m.Cost.Rat(), big.NewRat(1000+percent, 1000))
			price.SetFrac(labourCents(price), big.NewInt(100))
		} else {
			m.Price = labourAnyNumber(1, 99_999).Draw(t, "price")
			price.Set(m.Price.Rat())
		}
		line, err := m.Line(labourUSD(), 0)
		if err != nil {
			t.Fatalf("Line of %+v: %v", m, err)
		}
		amount, cost := new(big.Rat).Mul(price, m.Quantity.Rat()), new(big.Rat).Mul(m.Cost.Rat(), m.Quantity.Rat())
		if line.Amount.Minor() != labourCents(amount).Int64() || line.Cost.Minor() != labourCents(cost).Int64() || line.Detail[0].Rate.Rat().Cmp(price) != 0 || line.Detail[0].Amount != line.Amount {
			t.Fatalf("Line of %+v = %+v, want %v, cost %v", m, line, amount, cost)
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatalf("Marshal: %v", err)
		}
		var back pricing.Material
		if err := json.Unmarshal(text, &back); err != nil || !cmp.Equal(back, m, cmpopts.EquateComparable(msp.Date{}, msp.Percent{})) {
			t.Fatalf("%s reads as %+v, %v", text, back, err)
		}
	})
}

func FuzzParseMaterials(f *testing.F) {
	for _, seed := range []string{
		`[{"id":"a","name":"b","date":"2026-03-02","quantity":"1","cost":"2","markup":"12.5%"}]`, `[{"quantity":"0.000000000000000001","price":"999999999999999999"}]`, `[]`, `[{}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		materials, err := pricing.ParseMaterials(data, msp.Limits{})
		if err != nil || materials == nil {
			return
		}
		text, err := json.Marshal(materials)
		if err != nil {
			t.Fatalf("%q reads as %+v, which has no JSON: %v", data, materials, err)
		}
		again, err := pricing.ParseMaterials(text, msp.Limits{})
		if err != nil || !cmp.Equal(again, materials, cmpopts.EquateComparable(msp.Date{}, msp.Percent{})) {
			t.Fatalf("%s of %q reads as %+v, %v", text, data, again, err)
		}
		lines, err := pricing.MaterialLines(materials, labourUSD(), 0)
		if err == nil && len(lines) != len(materials) {
			t.Fatalf("%q has %d lines", data, len(lines))
		}
		for _, line := range lines {
			if line.Amount.Sign() < 0 || line.Detail[0].Rate.Cmp(decimal.Decimal{}) < 0 {
				t.Fatalf("%q has the line %+v", data, line)
			}
		}
	})
}
