package pricing_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestInputJSON(t *testing.T) {
	day := msp.MustParseDate("2026-03-02")
	in := pricing.Input{
		Period:      msp.MustParsePeriod("2026-03-01/2026-04-01"),
		Preliminary: true,
		Balance:     pricing.Balance{Through: msp.MustParseDate("2026-03-01")},
		Usage:       map[string]decimal.Decimal{"storage": decimal.New(1205, -1), "calls": {}},
		KPIs:        map[string]msp.Ratio{"csat": msp.NewRatio(9, 10), "fcr": {}}, // nothing was measured of the second
		Work:        []pricing.Entry{{ID: "E1", Date: day, Minutes: 45}},
		Materials:   []pricing.Material{{Name: "Cable", Date: day, Quantity: decimal.NewFromInt(2), Price: decimal.New(49, -1)}},
		Credits:     []pricing.ServiceCredit{{Item: "Seats", Percent: msp.MustParsePercent("10%"), Reason: "uptime"}, {}},
	}
	want := `{"period":"2026-03-01/2026-04-01","preliminary":true,"balance":{"through":"2026-03-01"},"usage":{"calls":"0","storage":"120.5"},` +
		`"kpis":{"csat":"9/10","fcr":"undefined"},"work":[{"id":"E1","date":"2026-03-02","minutes":45}],` +
		`"materials":[{"name":"Cable","date":"2026-03-02","quantity":"2","price":"4.9"}],` +
		`"credits":[{"item":"Seats","percent":"10%","reason":"uptime"},{"percent":"0%"}]}`
	if got, err := json.Marshal(in); err != nil || string(got) != want {
		t.Errorf("MarshalJSON = %s, %v, want %s", got, err, want)
	}
	got, err := pricing.ParseInput([]byte(want), msp.Limits{})
	if diff := cmp.Diff(in, got, jsonSame()); err != nil || diff != "" {
		t.Errorf("ParseInput: %v, -want +got\n%s", err, diff)
	}
}

// All findings at once, each where it is.
func TestInputJSONFindings(t *testing.T) {
	for text, want := range map[string]string{
		`{"preliminary":1}`:                                 "preliminary: type",
		`{"period":"2026-03"}`:                              "period: syntax",
		`{"period":"2026-04-01/2026-03-01"}`:                "period: range",
		`{"usage":{"storage":120.5}}`:                       "usage.storage: type",
		`{"usage":{"a":"1","a":"2","b":"x"}}`:               "usage.a: duplicate_key; usage.b: syntax",
		`{"usage":[]}`:                                      "usage: type",
		`{"kpis":{"csat":"0.9","fcr":0.8}}`:                 "kpis.csat: syntax; kpis.fcr: type",
		`{"kpis":{"csat":"1/0"}}`:                           "kpis.csat: range",
		`{"work":[{},{"minutes":"45"},{"minutes":-1}]}`:     "work[0]: missing; work[1].minutes: type; work[2].minutes: range",
		`{"materials":[{"quantity":"1","price":"0"}]}`:      "materials[0].price: range",
		`{"credits":[{"item":"a"},{"percent":"10"}]}`:       "credits[0]: missing; credits[1].percent: syntax",
		`{"balance":{"carried":5,"trough":""}}`:             "balance.carried: type; balance.trough: unknown_key",
		`{"balance":{"incidents":["a",1,null]}}`:            "balance.incidents[1]: type; balance.incidents[2]: type",
		`{"balance":{"blocks":[{},{"lots":[{"left":1}]}]}}`: "balance.blocks[1].lots[0].left: type",
	} {
		in, err := pricing.ParseInput([]byte(text), msp.Limits{})
		if got := jsonListed(err); got != want {
			t.Errorf("ParseInput(%s) finds %q, want %q", text, got, want)
		}
		if diff := cmp.Diff(pricing.Input{}, in, jsonSame()); diff != "" {
			t.Errorf("ParseInput(%s) leaves\n%s", text, diff)
		}
	}
	if _, err := pricing.ParseInput([]byte(`{"usage":{}}`), msp.Limits{Depth: 1}); jsonListed(err) != ": too_large" {
		t.Errorf("ParseInput of depth 2 with limit 1: %v", err)
	}
}
