package pricing_test

import (
	"slices"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestDips(t *testing.T) {
	for _, tt := range []struct {
		name  string
		price pricing.Price
		want  []string // above, up to, bound: least
	}{
		{"none when graduated", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("100:10", ":8")}, nil},
		{"none per unit", pricing.Price{Rate: rateNum("10")}, nil},
		{"none in packages", pricing.Price{Mode: pricing.Package, Rate: rateNum("10"), Size: rateNum("5")}, nil},
		{"none in one tier", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers(":10")}, nil},
		{"none if rates rise", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("100:8", ":10")}, nil},
		{"none if rates stay", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("100:8", ":8")}, nil},
		// Just above 100 it costs 800, which 80 cost at 10.
		{"from 80", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("100:10", ":8")}, []string{"80/1, 100, 100: 800/1"}},
		// 100 × 8 = 800 and 200 × 7 = 1400; 175 × 8 = 1400.
		{"two dips", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("100:10", "200:8", ":7")}, []string{"80/1, 100, 100: 800/1", "175/1, 200, 200: 1400/1"}},
		// 200 × 3 = 600 is below what anything above 60 costs at 10, and above 75 at 8.
		{"one beyond two tiers", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("100:10", "200:8", ":3")}, []string{"60/1, 100, 200: 600/1", "100/1, 200, 200: 600/1"}},
		// 10 × 1 + 50 = 60 is never reached by 10 × 2 + 5.
		{"fees of tiers", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:2+5", ":1+50")}, nil},
		// 30 + 10 × 1 = 40; 5 + 3.5 × 10 = 40.
		{"fees and rates", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:10+5", ":1+30")}, []string{"7/2, 10, 10: 40/1"}},
		{"a tier dearer throughout", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:1+100", ":1")}, []string{"0/1, 10, 10: 10/1"}},
		{"steps down", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+500", "20:+400", "30:+450", ":+300")}, []string{
			"0/1, 10, 30: 300/1", "10/1, 20, 30: 300/1", "20/1, 30, 30: 300/1",
		}},
		{"a step down in the middle", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+100", "20:+400", "30:+300", ":+500")}, []string{"10/1, 20, 20: 300/1"}},
		{"equal steps", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+100", ":+100")}, nil},
		// The nearer of two bounds that are equally cheap.
		{"the nearer bound", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+500", "20:+400", ":+400")}, []string{"0/1, 10, 10: 400/1"}},
		{"thirds", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("3:11", ":10")}, []string{"30/11, 3, 3: 30/1"}},
		{"left aside below zero", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:10", ":-1")}, nil},
		{"fee, included units and bounds do not count", pricing.Price{
			Mode: pricing.Volume, Tiers: rateTiers("100:10", ":8"), Flat: rateNum("7"), Included: rateNum("3"), Minimum: rateNum("5"), Maximum: rateNum("99"),
		}, []string{"80/1, 100, 100: 800/1"}},
	} {
		var got []string
		for _, d := range rateOf(t, tt.price, msp.HalfUp).VolumeDips() {
			got = append(got, d.Above.String()+", "+d.UpTo.String()+", "+d.Bound.String()+": "+d.Least.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: VolumeDips = %q, want %q", tt.name, got, tt.want)
		}
	}
}
