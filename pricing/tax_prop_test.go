package pricing_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Net + tax = gross on every line and in total, totals are sums, what is given stays
// as it is; at the level of the total it is rounded once, at that of lines each is;
// every line is near its exact share, zero has none, and opposite lines have
// opposite tax.
func TestTaxLaws(t *testing.T) {
	one := big.NewRat(1, 1)
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.SampledFrom([]int64{0, -200}).Draw(t, "least") // with or without discounts
		lines := make([]msp.Money, rapid.IntRange(0, 8).Draw(t, "lines"))
		opposite := make([]msp.Money, len(lines))
		sum := new(big.Rat)
		down, up := false, false
		for i := range lines {
			lines[i] = marginMinor(t, "line", least, 200)
			opposite[i], _ = lines[i].Neg()
			sum.Add(sum, marginInt(lines[i]))
			down, up = down || lines[i].Sign() < 0, up || lines[i].Sign() > 0
		}
		rate, r := marginPct(t, "rate", -99, 300)
		mode := marginMode(t)
		level := rapid.SampledFrom([]pricing.TaxLevel{0, pricing.TaxTotal, pricing.TaxLine}).Draw(t, "level")
		for name, compute := range map[string]func([]msp.Money, msp.Percent, pricing.TaxLevel, msp.Rounding) (pricing.Taxed, error){
			"TaxIncluded": pricing.TaxIncluded, "TaxAdded": pricing.TaxAdded,
		} {
			x, err := compute(lines, rate, level, mode)
			if err != nil || len(x.Net) != len(lines) || len(x.Tax) != len(lines) || len(x.Gross) != len(lines) {
				t.Fatalf("%s(%v, %v) = %v, %v", name, lines, rate, x, err)
			}
			given, part, share, total := x.Net, x.Tax, r, x.TaxTotal
			if name == "TaxIncluded" {
				given, part, share, total = x.Gross, x.Net, new(big.Rat).Quo(one, new(big.Rat).Add(one, r)), x.NetTotal
			}
			var net, tax, gross, rounded int64
			for i, m := range lines {
				net, tax, gross = net+x.Net[i].Minor(), tax+x.Tax[i].Minor(), gross+x.Gross[i].Minor()
				if given[i] != m || x.Net[i].Minor()+x.Tax[i].Minor() != x.Gross[i].Minor() || m.IsZero() && !part[i].IsZero() {
					t.Fatalf("%s(%v, %v, %v, %v) = %s", name, lines, rate, level, mode, taxText(x))
				}
				exact := new(big.Rat).Mul(marginInt(m), share)
				rounded += marginRound(exact, mode).Int64()
				away := new(big.Rat).Sub(marginInt(part[i]), exact)
				limit := one
				if level != pricing.TaxLine && (!down || !up) {
					limit = big.NewRat(2, 1) // a share of the rounded total, and that is up to one away itself
				}
				if away.Abs(away).Cmp(limit) >= 0 {
					t.Fatalf("%s(%v, %v, %v, %v) = %s: line %d is %s from its share", name, lines, rate, level, mode, taxText(x), i, away)
				}
				if level == pricing.TaxLine && part[i].Minor() != marginRound(exact, mode).Int64() {
					t.Fatalf("%s(%v, %v, line, %v) = %s: line %d is not rounded", name, lines, rate, mode, taxText(x), i)
				}
			}
			if x.NetTotal.Minor() != net || x.TaxTotal.Minor() != tax || x.GrossTotal.Minor() != gross || net+tax != gross {
				t.Fatalf("%s(%v, %v, %v, %v) = %s does not add up", name, lines, rate, level, mode, taxText(x))
			}
			want := rounded
			if level != pricing.TaxLine {
				want = marginRound(new(big.Rat).Mul(sum, share), mode).Int64()
			}
			if total.Minor() != want {
				t.Fatalf("%s(%v, %v, %v, %v) = %s, want a total of %d", name, lines, rate, level, mode, taxText(x), want)
			}
			if mode == msp.Ceil || mode == msp.Floor {
				continue
			}
			y, err := compute(opposite, rate, level, mode)
			if err != nil {
				t.Fatal(err)
			}
			for i := range lines {
				if x.Net[i].Minor() != -y.Net[i].Minor() || x.Tax[i].Minor() != -y.Tax[i].Minor() {
					t.Fatalf("%s(%v, %v, %v, %v) = %s, the opposite %s", name, lines, rate, level, mode, taxText(x), taxText(y))
				}
			}
		}
	})
}
