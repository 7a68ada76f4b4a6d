package pricing_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestItemJSON(t *testing.T) {
	july := msp.MustParseDate("2026-07-01")
	item := pricing.Item{
		Name:  "Seats",
		Price: pricing.Price{Unit: "user", Mode: pricing.Volume, Tiers: []pricing.Tier{{UpTo: decimal.NewFromInt(10), Rate: decimal.New(12500, -2)}, {}}},
		Changes: []pricing.PriceChange{
			{From: july, Price: pricing.Price{Unit: "user", Rate: decimal.NewFromInt(160)}},
			{From: july},
		},
		Quantity: pricing.Timeline{{Quantity: decimal.NewFromInt(25)}, {From: july}},
		Metered:  true, Cadence: pricing.Year, Timing: pricing.Arrears,
		Start: july, End: msp.MustParseDate("2027-07-01"), Anchor: msp.MustParseDate("2026-01-01"),
		Licence:   pricing.Ratchet{Term: pricing.ThreeYears, Grace: 7},
		Uplift:    pricing.Uplift{Floor: pricing.NewUpliftBound(msp.Percent{})}, // a floor of 0%, which is one
		Discounts: []pricing.Discount{{Name: "volume", Off: pricing.VolumeOff{}}},
		Cost:      decimal.New(85, 0),
	}
	want := `{"name":"Seats","price":{"mode":"volume","unit":"user","tiers":[{"up_to":"10","rate":"125"},{}]},` +
		`"changes":[{"from":"2026-07-01","price":{"unit":"user","rate":"160"}},{"from":"2026-07-01"}],` +
		`"quantity":[{"quantity":"25"},{"from":"2026-07-01","quantity":"0"}],"metered":true,"cadence":"year","timing":"arrears",` +
		`"start":"2026-07-01","end":"2027-07-01","anchor":"2026-01-01","licence":{"term":"three_year","grace":7},"uplift":{"floor":"0%"},` +
		`"discounts":[{"name":"volume","off":{"volume":[]}}],"cost":"85"}`
	if got, err := json.Marshal(item); err != nil || string(got) != want {
		t.Errorf("MarshalJSON = %s, %v, want %s", got, err, want)
	}
	var got pricing.Item
	if err := json.Unmarshal([]byte(want), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(item, got, jsonSame()); diff != "" {
		t.Errorf("UnmarshalJSON: -want +got\n%s", diff)
	}
}

// What is not canonical is read, and written as it should be.
func TestItemJSONCanonical(t *testing.T) {
	for text, want := range map[string]string{
		`{"quantity":[],"changes":[],"discounts":[],"price":{},"licence":{},"uplift":{},"metered":false,"cost":"0.00","start":"","cadence":"","name":""}`: `{}`,
		`{"cost":"12.50","name":"a"}`:                      `{"name":"a","cost":"12.5"}`,
		`{"price":{"tiers":[],"rate":"-0.0"}}`:             `{}`,
		`{"uplift":{"percent":"2.50%","index":[]}}`:        `{"uplift":{"percent":"2.5%"}}`,
		`{"discounts":[{"off":{}}],"licence":{"grace":0}}`: `{"discounts":[{}]}`,
	} {
		var item pricing.Item
		if err := json.Unmarshal([]byte(text), &item); err != nil {
			t.Errorf("UnmarshalJSON(%s): %v", text, err)
			continue
		}
		if got, err := json.Marshal(item); err != nil || string(got) != want {
			t.Errorf("%s is written as %s, %v, want %s", text, got, err, want)
		}
	}
}
