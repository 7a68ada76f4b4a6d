package pricing_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// compareCents rounds an exact number of cents half away from zero.
func compareCents(exact *big.Rat) int64 {
	double := new(big.Rat).Mul(exact, big.NewRat(2, 1))
	n := new(big.Int).Add(double.Num(), double.Denom())
	return n.Div(n, new(big.Int).Lsh(double.Denom(), 1)).Int64() // nothing here is below zero
}

// Revenue, cost, profit and margin are those of the counts and figures, each line
// rounded once; lines sum to them; no count is lost.
func TestCompareLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := []string{"user", "laptop", "server", "network"}
		usd := msp.MustParseCurrency("USD")
		figure := rapid.Int64Range(0, 400_000) // thousandths of a dollar
		counts := []pricing.Quantity{}
		number := map[string]int64{}
		for _, unit := range units {
			if rapid.Bool().Draw(t, "counted") {
				number[unit] = rapid.Int64Range(0, 300).Draw(t, "count")
				counts = append(counts, pricing.Count(number[unit], unit))
			}
		}
		counts = rapid.Permutation(counts).Draw(t, "counts")
		o := pricing.Offer{Name: "o", IncludesAll: rapid.Bool().Draw(t, "all"), Costs: map[string]decimal.Decimal{}}
		served := map[string]bool{}
		revenue, cost := int64(0), int64(0)
		for range rapid.IntRange(1, 5).Draw(t, "prices") {
			unit, rate := rapid.SampledFrom(units).Draw(t, "unit"), figure.Draw(t, "rate")
			o.Prices = append(o.Prices, pricing.PerDevice(unit, decimal.New(rate, -3), usd))
			revenue += compareCents(big.NewRat(number[unit]*rate, 10))
			served[unit] = true
		}
		for _, unit := range units {
			if rapid.IntRange(0, 3).Draw(t, "included") == 0 {
				o.Includes = append(o.Includes, unit)
				served[unit] = true
			}
		}
		untaken, uncosted := 0, 0
		for _, unit := range units {
			if number[unit] > 0 && !served[unit] && !o.IncludesAll {
				untaken++
			}
			atWork := served[unit] || o.IncludesAll
			if rapid.IntRange(0, 4).Draw(t, "costed") > 0 {
				each := figure.Draw(t, "cost")
				o.Costs[unit] = decimal.New(each, -3)
				if atWork {
					cost += compareCents(big.NewRat(number[unit]*each, 10))
				}
			} else if atWork && number[unit] > 0 {
				uncosted++
			}
		}
		fixed := figure.Draw(t, "fixed")
		o.FixedCost = decimal.New(fixed, -3)
		cost += compareCents(big.NewRat(fixed, 10))

		c, err := pricing.Compare(counts, msp.HalfUp, o)
		if err != nil {
			t.Fatal(err)
		}
		got := c.Results[0]
		if got.Revenue.Minor() != revenue || got.Cost.Minor() != cost || got.Profit.Minor() != revenue-cost {
			t.Fatalf("%v of %v is %v − %v = %v, want %d − %d", o, counts, got.Revenue, got.Cost, got.Profit, revenue, cost)
		}
		if len(got.Untaken) != untaken || len(got.Uncosted) != uncosted {
			t.Fatalf("%v of %v: untaken %v, uncosted %v, want %d and %d", o, counts, got.Untaken, got.Uncosted, untaken, uncosted)
		}
		margin, defined := got.Margin.Rat()
		if defined != (revenue > 0 && uncosted == 0) || defined && margin.Cmp(big.NewRat(revenue-cost, revenue)) != 0 {
			t.Fatalf("margin %v, %v of %d and %d", margin, defined, revenue, cost)
		}
		for _, l := range got.Lines {
			revenue, cost = revenue-l.Amount.Minor(), cost-l.Cost.Minor()
			detail := l.Amount.Minor()
			for _, d := range l.Detail {
				detail -= d.Amount.Minor()
			}
			if detail != 0 {
				t.Fatalf("the details of %v are %d cents off", l, detail)
			}
		}
		if revenue != 0 || cost != 0 {
			t.Fatalf("the lines are %d and %d cents off", revenue, cost)
		}
	})
}

// comparePrice draws a price of any mode for users.
func comparePrice(t *rapid.T, name string) pricing.Price {
	figure := func(label string, most int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(1, most).Draw(t, name+label), -1)
	}
	p := pricing.Price{
		Currency: msp.MustParseCurrency("USD"), Unit: "user",
		Mode: rapid.SampledFrom([]pricing.Mode{pricing.PerUnit, pricing.Graduated, pricing.Volume, pricing.Stairstep, pricing.Package}).Draw(t, name+"mode"),
	}
	switch p.Mode {
	case pricing.Package:
		p.Rate, p.Size = figure("rate", 500), figure("size", 100)
	case pricing.Graduated, pricing.Volume, pricing.Stairstep:
		bound := int64(0)
		for range rapid.IntRange(0, 3).Draw(t, name+"tiers") {
			bound += rapid.Int64Range(1, 30).Draw(t, name+"bound")
			p.Tiers = append(p.Tiers, pricing.Tier{UpTo: decimal.NewFromInt(bound)})
		}
		p.Tiers = append(p.Tiers, pricing.Tier{})
		for n := range p.Tiers {
			if p.Mode == pricing.Stairstep {
				p.Tiers[n].Flat = figure("flat", 2000)
			} else {
				p.Tiers[n].Rate = figure("rate", 100)
			}
		}
	case pricing.PerUnit:
		p.Rate, p.Flat = figure("rate", 100), figure("flat", 500)
	}
	return p
}

// Between two cross-overs the same price is cheaper everywhere, and at each of them
// that changes, as rating every quantity shows.
func TestCrossOversLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := comparePrice(t, "a "), comparePrice(t, "b ")
		upTo := rapid.Int64Range(0, 150).Draw(t, "up to")
		list, err := pricing.CrossOvers(a, b, upTo, msp.HalfUp)
		if err != nil {
			t.Fatal(err)
		}
		first, err1 := a.Compile(msp.HalfUp)
		second, err2 := b.Compile(msp.HalfUp)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		sign := 0
		for n := range upTo + 1 {
			x, err1 := first.Amount(pricing.Count(n, "user"))
			y, err2 := second.Amount(pricing.Count(n, "user"))
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			now := new(big.Int).Sub(big.NewInt(x.Minor()), big.NewInt(y.Minor())).Sign()
			switch {
			case n == 0:
				sign = now
			case len(list) > 0 && list[0].At == n:
				want := pricing.CrossOver{At: n, Before: sign, After: now, A: x, B: y}
				if list[0] != want || sign == now {
					t.Fatalf("cross-over %+v, want %+v", list[0], want)
				}
				sign, list = now, list[1:]
			case now != sign:
				t.Fatalf("at %d the order turns from %d to %d, and no cross-over says so: %v", n, sign, now, list)
			}
		}
		if len(list) > 0 {
			t.Fatalf("cross-overs beyond %d: %v", upTo, list)
		}
	})
}
