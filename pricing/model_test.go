package pricing_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func modelUSD() msp.Currency { return msp.MustParseCurrency("USD") }

func modelDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// modelDiff compares answers and records, values by ==.
func modelDiff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateComparable(
		msp.Currency{}, msp.Money{}, msp.Period{}, msp.Percent{}, msp.Ratio{}, msp.Date{}, pricing.Quantity{}))
}

// modelFindings are issues as "severity path code", sorted.
func modelFindings(issues msp.Issues) []string {
	var got []string
	for _, issue := range issues {
		got = append(got, issue.Severity.String()+" "+issue.Path+" "+string(issue.Code))
	}
	slices.Sort(got)
	return got
}

func TestModelPrices(t *testing.T) {
	usd := modelUSD()
	for name, tt := range map[string]struct {
		price    pricing.Price
		quantity pricing.Quantity
		want     string
	}{
		"per user":        {pricing.PerUser(modelDec("150"), usd), pricing.Count(40, "user"), "6000.00 USD"},
		"per device":      {pricing.PerDevice("server", modelDec("249.99"), usd), pricing.Count(3, "server"), "749.97 USD"},
		"own class":       {pricing.PerDevice("kiosk", modelDec("12.5"), usd), pricing.Count(2, "kiosk"), "25.00 USD"},
		"monitoring":      {pricing.MonitoringOnly("server", modelDec("75"), usd), pricing.Count(4, "server"), "300.00 USD"},
		"all-inclusive":   {pricing.AllInclusive(modelDec("4200"), usd), pricing.Quantity{}, "4200.00 USD"},
		"at any quantity": {pricing.AllInclusive(modelDec("4200"), usd), pricing.Count(900, ""), "4200.00 USD"},
		"hourly":          {pricing.Hourly(modelDec("95"), usd), modelQuantity(t, "1.25", "hour"), "118.75 USD"},
		"hourly, nothing": {pricing.Hourly(modelDec("95"), usd), pricing.Count(0, "hour"), "0.00 USD"},
		"break/fix":       {pricing.BreakFix(modelDec("120"), modelDec("80"), usd), modelQuantity(t, "0.5", "hour"), "140.00 USD"},
		"no job":          {pricing.BreakFix(modelDec("120"), modelDec("80"), usd), pricing.Count(0, "hour"), "0.00 USD"},
		"no call-out fee": {pricing.BreakFix(modelDec("120"), modelDec("0"), usd), pricing.Count(2, "hour"), "240.00 USD"},
	} {
		rater, err := tt.price.Compile(msp.HalfUp)
		if err != nil {
			t.Errorf("%s: Compile: %v", name, err)
			continue
		}
		if got, err := rater.Amount(tt.quantity); err != nil || got.String() != tt.want {
			t.Errorf("%s: Amount(%v) = %v, %v, want %s", name, tt.quantity, got, err, tt.want)
		}
	}
	// A price of users takes no devices.
	rater, err := pricing.PerUser(modelDec("150"), usd).Compile(0)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := rater.Amount(pricing.Count(40, "device")); !errors.Is(err, pricing.ErrUnit) {
		t.Errorf("Amount(40 device) of a per-user price = %v, %v, want ErrUnit", got, err)
	}
}

func modelQuantity(tb interface{ Fatal(args ...any) }, number, unit string) pricing.Quantity {
	q, err := pricing.NewQuantity(modelDec(number), unit)
	if err != nil {
		tb.Fatal(err)
	}
	return q
}

func TestModelOffers(t *testing.T) {
	usd := modelUSD()
	gold := pricing.Bundle("Gold", "user", modelDec("140"), usd)
	want := pricing.Offer{Name: "Gold", Prices: []pricing.Price{pricing.PerUser(modelDec("140"), usd)}}
	if diff := modelDiff(want, gold); diff != "" {
		t.Errorf("Bundle: %s", diff)
	}
	prices := []pricing.Price{
		{Currency: usd, Unit: "GB", Mode: pricing.Volume, Tiers: []pricing.Tier{{Rate: modelDec("1")}}},
		pricing.PerUser(modelDec("9"), usd),
	}
	plan := pricing.ALaCarte("plan", prices...)
	if diff := modelDiff(pricing.Offer{Name: "plan", Prices: prices}, plan); diff != "" {
		t.Errorf("ALaCarte: %s", diff)
	}
	prices[0].Tiers[0].Rate = modelDec("2")
	if got := plan.Prices[0].Tiers[0].Rate; !got.Equal(modelDec("1")) {
		t.Errorf("the offer follows a later change of a price: rate %v", got)
	}
	if got, want := pricing.BundleTiers(), []string{"Bronze", "Silver", "Gold", "Platinum"}; !slices.Equal(got, want) {
		t.Errorf("BundleTiers = %q, want %q", got, want)
	}
	if got, want := pricing.DeviceClasses(), []string{"server", "laptop", "desktop", "mobile", "network"}; !slices.Equal(got, want) {
		t.Errorf("DeviceClasses = %q, want %q", got, want)
	}
}
