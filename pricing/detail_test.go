package pricing_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum/enumtest"
	"github.com/mspkit/msp/pricing"
)

func TestDetailStepText(t *testing.T) {
	enumtest.Check(t, "Step", pricing.ParseStep, (*pricing.Step).UnmarshalText, func(n uint8) pricing.Step { return pricing.Step(n) },
		"", "included", "flat", "rate", "packages", "maximum", "minimum", "uplift", "time", "draw", "overage", "part", "milestone", "level",
		"discount", "share", "credit", "reverse")
	for step, want := range map[pricing.Step]string{
		pricing.StepIncluded: "included", pricing.StepMaximum: "maximum", pricing.StepDraw: "draw", pricing.StepLevel: "level", pricing.StepReverse: "reverse",
	} {
		if step.String() != want {
			t.Errorf("%d is %v, want %s", step, step, want)
		}
	}
}

func TestDetailWhy(t *testing.T) {
	half := msp.MustParsePeriod("2026-01-16/2026-01-31") // 15 days
	users := pricing.Count(25, "user")
	hours := pricing.QuantityOf(msp.NewRatio(5, 6), "hour")
	ten := msp.MustParsePercent("10%")
	for _, tt := range []struct {
		detail pricing.Detail
		want   string
	}{
		{pricing.Detail{}, ""},
		{pricing.Detail{Step: pricing.StepIncluded, Quantity: users}, "25 user included"},
		{pricing.Detail{Step: pricing.StepIncluded, Quantity: users, Period: half, Of: 31}, "15/31 days of 25 user included"},
		{pricing.Detail{Step: pricing.StepFlat, Rate: rateNum("2500")}, "flat fee 2500"},
		{pricing.Detail{Step: pricing.StepFlat, Rate: rateNum("2500"), Period: half, Of: 31}, "15/31 days of flat fee 2500"},
		{pricing.Detail{Step: pricing.StepFlat, Rate: rateNum("500"), Tier: 2}, "flat fee 500, tier 2"},
		{pricing.Detail{Step: pricing.StepFlat, Rate: rateNum("500"), Tier: 2, Quantity: users}, "flat fee 500 for 25 user, tier 2"},
		{pricing.Detail{Step: pricing.StepRate, Rate: rateNum("150.50"), Quantity: users}, "25 user at 150.5"},
		{pricing.Detail{Step: pricing.StepRate, Rate: rateNum("150"), Quantity: users, Tier: 1, Period: half, Of: 31}, "15/31 days of 25 user at 150, tier 1"},
		{pricing.Detail{Step: pricing.StepPackages, Ref: "5 user", Rate: rateNum("20"), Quantity: pricing.Count(3, "package")}, "3 package of 5 user at 20"},
		{pricing.Detail{Step: pricing.StepMaximum, Rate: rateNum("5000")}, "down to the maximum of 5000"},
		{pricing.Detail{Step: pricing.StepMaximum, Rate: rateNum("5000"), Period: half, Of: 31}, "down to 15/31 days of the maximum of 5000"},
		{pricing.Detail{Step: pricing.StepMaximum, Rate: rateNum("75"), Percent: ten}, "down to the cap of 10%, 75"},
		{pricing.Detail{Step: pricing.StepMinimum, Rate: rateNum("5000")}, "up to the minimum of 5000"},
		{pricing.Detail{Step: pricing.StepMinimum, Rate: rateNum("5000"), Period: half, Of: 31}, "up to 15/31 days of the minimum of 5000"},
		{pricing.Detail{Step: pricing.StepMinimum, Rate: rateNum("5000"), Ref: "1200.00 USD"}, "up to the minimum of 5000, with 1200.00 USD charged before"},
		{pricing.Detail{Step: pricing.StepMaximum, Rate: rateNum("5000"), Ref: "1200.00 USD"}, "down to the maximum of 5000, with 1200.00 USD charged before"},
		{
			pricing.Detail{Step: pricing.StepUplift, Rate: rateNum("110.25"), Ref: "100", Percent: msp.MustParsePercent("5%"), Quantity: pricing.Count(2, "anniversary")},
			"110.25 is 100 raised by 5% on 2 anniversary",
		},
		{
			pricing.Detail{Step: pricing.StepUplift, Rate: rateNum("107"), Ref: "100", Quantity: pricing.Count(2, "anniversary"), Tier: 3},
			"107 is 100 raised on 2 anniversary, tier 3",
		},
		{pricing.Detail{Step: pricing.StepTime, Rate: rateNum("120"), Quantity: hours, Ref: "T1"}, "T1: 5/6 hour at 120"},
		{pricing.Detail{Step: pricing.StepDraw, Quantity: hours, Ref: "2026-01-01"}, "5/6 hour from lot 2026-01-01"},
		{pricing.Detail{Step: pricing.StepDraw, Quantity: hours, Ref: "2026-01-01", Rate: rateNum("1.5")}, "5/6 hour from lot 2026-01-01, 1.5 for one"},
		{pricing.Detail{Step: pricing.StepOverage, Quantity: hours, Rate: rateNum("165")}, "5/6 hour beyond the block at 165"},
		{pricing.Detail{Step: pricing.StepOverage, Quantity: hours, Rate: rateNum("165"), Ref: "1.5"}, "5/6 hour beyond the block, 1.5 for one, at 165"},
		{pricing.Detail{Step: pricing.StepPart, Quantity: pricing.Count(2, "disk"), Rate: rateNum("80"), Ref: "SSD 1 TB"}, "SSD 1 TB: 2 disk at 80"},
		{pricing.Detail{Step: pricing.StepMilestone, Percent: ten, Ref: "Kick-off"}, "Kick-off: 10% of the price"},
		{pricing.Detail{Step: pricing.StepMilestone, Ref: "Kick-off"}, "Kick-off"},
		{pricing.Detail{Step: pricing.StepLevel, Rate: rateNum("0.95"), Ref: "csat"}, "csat: level 0.95 reached"},
		{pricing.Detail{Step: pricing.StepLevel, Ref: "csat"}, "csat: no level reached"},
		{pricing.Detail{Step: pricing.StepDiscount, Percent: ten, Ref: "Loyalty"}, "Loyalty, 10% off"},
		{pricing.Detail{Step: pricing.StepDiscount, Ref: "Loyalty"}, "Loyalty"},
		{pricing.Detail{Step: pricing.StepShare, Percent: ten, Ref: "Gold seats"}, "10% off Gold seats"},
		{pricing.Detail{Step: pricing.StepShare, Ref: "Gold seats"}, "off Gold seats"},
		{pricing.Detail{Step: pricing.StepCredit, Percent: ten, Rate: rateNum("5000"), Ref: "uptime 99.4%"}, "10% of 5000 for uptime 99.4%"},
		{pricing.Detail{Step: pricing.StepReverse, Ref: "Gold seats"}, "Gold seats, billed before"},
		{pricing.Detail{Step: 99, Ref: "what there is"}, "what there is"},
	} {
		why := tt.detail.Why()
		if got := why.String(); got != tt.want {
			t.Errorf("Why of %v = %q, want %q", tt.detail.Step, got, tt.want)
		}
		if why.Code() != tt.detail.Step.String() {
			t.Errorf("Why of %v has the code %q", tt.detail.Step, why.Code())
		}
		if got, want := tt.detail.String(), tt.want+" = 0"; got != want {
			t.Errorf("String of %v = %q, want %q", tt.detail.Step, got, want)
		}
	}
}

// A translation finds every value under its name, whatever the step.
func TestDetailWhyValues(t *testing.T) {
	why := pricing.Detail{
		Step: pricing.StepRate, Ref: "r", Period: msp.MustParsePeriod("2026-01-16/2026-01-31"), Of: 31, Tier: 3,
		Quantity: pricing.Count(25, "user"), Rate: rateNum("150.50"), Percent: msp.MustParsePercent("12.50%"), Amount: msp.MustParseMoney("1820.56 USD"),
	}.Why()
	got := why.Format("{days} {of} {tier} {quantity} {rate} {percent} {ref} {amount}")
	if want := "15 31 3 25 user 150.5 12.5% r 1820.56 USD"; got != want {
		t.Errorf("Format = %q, want %q", got, want)
	}
	for _, v := range (pricing.Detail{}).Why().Values() {
		if v.Name == "" || why.Value(v.Name) == "" {
			t.Errorf("a detail of another step has no %q", v.Name)
		}
	}
}
