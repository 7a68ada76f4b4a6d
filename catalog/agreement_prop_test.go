package catalog_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// The margin of a client is that of the sums of rates and costs in cents, of each price once,
// and an agreement of it always compiles.
func TestMarginIsThatOfSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := []string{"user", "device", "server"}
		counts := make(map[string]int64)
		var counted []string
		for _, unit := range units[:rapid.IntRange(0, 3).Draw(t, "units")] {
			counts[unit] = rapid.Int64Range(0, 500).Draw(t, unit)
			counted = append(counted, fmt.Sprintf(`{"unit":%q,"quantity":[{"quantity":"%d"}]}`, unit, counts[unit]))
		}
		// Revenue and cost of a year, in hundredths of a cent.
		revenue, cost := new(big.Int), new(big.Int)
		var prices, all []string
		items := 0
		for i := range rapid.IntRange(1, 6).Draw(t, "prices") {
			unit := rapid.SampledFrom(units).Draw(t, "unit")
			rate, costs := rapid.Int64Range(1, 2_000_000).Draw(t, "rate"), rapid.Int64Range(0, 2_000_000).Draw(t, "cost")
			cadence := rapid.SampledFrom([]string{"", "month", "quarter", "year", "once"}).Draw(t, "cadence")
			metered := cadence != "once" && rapid.IntRange(0, 4).Draw(t, "metered") == 0
			name := fmt.Sprintf("price %d", i)
			prices = append(prices, fmt.Sprintf(`{"name":%q,"price":{"currency":"USD","unit":%q,"rate":"%d.%04d"},"cadence":%q,"metered":%t,"cost":"%d.%04d"}`,
				name, unit, rate/10_000, rate%10_000, cadence, metered, costs/10_000, costs%10_000))
			all = append(all, fmt.Sprintf("%q", name))
			_, ok := counts[unit]
			if ok || metered {
				items++
			}
			if metered {
				continue
			}
			times := map[string]int64{"": 12, "month": 12, "quarter": 4, "year": 1}[cadence] * counts[unit]
			revenue.Add(revenue, big.NewInt(times*rate))
			cost.Add(cost, big.NewInt(times*costs))
		}
		// The tier has all of them, and so has each of two services à la carte.
		list := strings.Join(all, ",")
		doc := fmt.Sprintf(`{"calendars":[{"name":"24x7","zone":"UTC","always":true}],"prices":[%s],"escalation":[{"policy":"p"}],
			"policies":[{"name":"p","steps":[{"notify":[{"party":"x"}]}]}],"teams":[{"name":"x"}],
			"services":[{"name":"s","description":"d","category":"cloud","owner":"x","team":"x","criticality":"tier_1","hours":"24x7","kpis":["uptime"],"prices":[%s]}],
			"tiers":[{"name":"t","calendar":"24x7","prices":[%s]}],
			"clients":[{"name":"c","contracts":[{"id":"1","from":"2026-01-01","tier":"t","services":["s"],"counts":[%s]}]}]}`,
			strings.Join(prices, ","), list, list, strings.Join(counted, ","))
		model, err := catalog.Parse([]byte(doc), msp.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		compiled, err := model.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		v := compiled.On(msp.MustParseDate("2026-06-01"))
		spec, err := v.Agreement("c")
		if (err == nil) != (items > 0) || len(spec.Items) != items {
			t.Fatalf("Agreement has %d items, %v, want %d", len(spec.Items), err, items)
		}
		if err != nil {
			return
		}
		if _, err := spec.Compile(); err != nil {
			t.Fatalf("the agreement does not compile: %v", err)
		}
		profit, err := v.Margin("c")
		if err != nil {
			t.Fatal(err)
		}
		want, err := msp.RatioFromBig(new(big.Int).Sub(revenue, cost), revenue)
		if err != nil || profit.Margin != want {
			t.Errorf("Margin = %v, want %v, %v", profit.Margin, want, err)
		}
		for _, amount := range []struct {
			name  string
			got   msp.Money
			exact *big.Int
		}{{"revenue", profit.Revenue, revenue}, {"cost", profit.Cost, cost}} {
			month, err := msp.RatioFromBig(amount.exact, big.NewInt(120_000))
			if err != nil {
				t.Fatal(err)
			}
			if want := month.Fixed(2, msp.HalfUp) + " USD"; amount.got.String() != want {
				t.Errorf("%s = %v, want %s", amount.name, amount.got, want)
			}
		}
	})
}
