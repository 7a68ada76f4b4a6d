package pricing_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// jsonListed returns the findings of an error as "path: code", "" for none.
func jsonListed(err error) string {
	var issues msp.Issues
	if err != nil && !errors.As(err, &issues) {
		return "not issues: " + err.Error()
	}
	var list []string
	for _, i := range issues {
		list = append(list, i.Path+": "+string(i.Code))
	}
	return strings.Join(list, "; ")
}

func TestAgreementSpecJSON(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	spec := pricing.AgreementSpec{
		Client: "Acme & Söhne", Currency: usd, Rounding: msp.HalfEven,
		Start: msp.MustParseDate("2026-01-01"), End: msp.MustParseDate("2028-01-01"), Anchor: msp.MustParseDate("2026-01-31"),
		Items:       []pricing.Item{{Name: "Seats", Price: pricing.PerUser(decimal.NewFromInt(150), msp.Currency{}), Quantity: pricing.Constant(25)}},
		Projects:    []pricing.Project{{Name: "Move"}},
		Outcomes:    []pricing.Outcome{{Name: "Quality", Price: pricing.OutcomeSpec{KPI: "csat"}, Cadence: pricing.Quarter}},
		Labour:      &pricing.LabourSpec{},
		Blocks:      []pricing.BlockSpec{{Name: "Block"}, {}},
		Discounts:   []pricing.Discount{{Name: "Loyalty", Off: pricing.AmountOff{}}},
		Commitment:  pricing.Commitment{Cadence: pricing.Year},
		Credits:     pricing.CreditTerms{Least: decimal.New(50, -1)},
		CreditNotes: true,
	}
	want := `{"client":"Acme \u0026 Söhne","currency":"USD","rounding":"half_even","start":"2026-01-01","end":"2028-01-01","anchor":"2026-01-31",` +
		`"items":[{"name":"Seats","price":{"unit":"user","rate":"150"},"quantity":[{"quantity":"25"}]}],` +
		`"projects":[{"name":"Move"}],"outcomes":[{"name":"Quality","price":{"kpi":"csat"},"cadence":"quarter"}],"labour":{"rate":"0"},` +
		`"blocks":[{"name":"Block"},{}],"discounts":[{"name":"Loyalty","off":{"amount":"0"}}],"commitment":{"cadence":"year"},` +
		`"credits":{"least":"5"},"credit_notes":true}`
	if got, err := json.Marshal(spec); err != nil || string(got) != want {
		t.Errorf("MarshalJSON = %s, %v, want %s", got, err, want)
	}
	got, err := pricing.ParseAgreementSpec([]byte(want), msp.Limits{})
	if diff := cmp.Diff(spec, got, jsonSame()); err != nil || diff != "" {
		t.Errorf("ParseAgreementSpec: %v, -want +got\n%s", err, diff)
	}
}

// An agreement without labour, and one with labour that says nothing, are two.
func TestAgreementSpecJSONLabour(t *testing.T) {
	for text, has := range map[string]bool{`{}`: false, `{"labour":{"rate":"0"}}`: true} {
		spec, err := pricing.ParseAgreementSpec([]byte(text), msp.Limits{})
		if err != nil || (spec.Labour != nil) != has {
			t.Errorf("ParseAgreementSpec(%s) has labour %v, %v", text, spec.Labour, err)
		}
	}
}

// All findings at once, each where it is.
func TestAgreementSpecJSONFindings(t *testing.T) {
	for text, want := range map[string]string{
		``:                               ": syntax",
		`null`:                           ": type",
		`[]`:                             ": type",
		`{} {}`:                          ": syntax",
		`{"Client":"Acme"}`:              "Client: unknown_key",
		`{"client":null}`:                "client: type",
		`{"client":"a","client":"b"}`:    "client: duplicate_key",
		`{"currency":"XYZ"}`:             "currency: range",
		`{"rounding":"bankers"}`:         "rounding: syntax",
		`{"start":"2026-02-30"}`:         "start: range",
		`{"start":"2026-2-3"}`:           "start: syntax",
		`{"credit_notes":"true"}`:        "credit_notes: type",
		`{"labour":null}`:                "labour: type",
		`{"labour":{}}`:                  "labour: missing",
		`{"commitment":[]}`:              "commitment: type",
		`{"commitment":{"maximum":"0"}}`: "commitment.maximum: range",
		`{"credits":{"cap":"0%"}}`:       "credits.cap: range",
		`{"outcomes":[{"price":{"levels":[{"at":"1"}]}}]}`:                               "outcomes[0].price.levels[0]: missing",
		`{"projects":[{"milestones":[{},{"percent":30}]}]}`:                              "projects[0].milestones[1].percent: type",
		`{"blocks":[{"burn":{"onsite":1.5}},{"lots":[{"id":"a"}]}]}`:                     "blocks[0].burn.onsite: type; blocks[1].lots[0]: missing",
		`{"discounts":[{"off":{"percent":"10"}},{"off":{"percent":"1%","amount":"5"}}]}`: "discounts[0].off.percent: syntax; discounts[1].off.amount: conflict",
		`{"labour":{"rate":"1","types":{"onsite":{"add":"1","multiply":"2"}}}}`:          "labour.types.onsite.multiply: conflict",
		`{"items":[{},{},{"price":{"tiers":[{"rate":150}]}}]}`:                           "items[2].price.tiers[0].rate: type",
		`{"items":[{"quantity":[{"from":"2026-01-01"}]}]}`:                               "items[0].quantity[0]: missing",
		`{"items":[{"quantity":25}]}`:                                                    "items[0].quantity: type",
		`{"items":[{"cost":"1e3"},{"cost":"1000000000000000000"}]}`:                      "items[0].cost: syntax; items[1].cost: range",
		`{"items":[{"licence":{"grace":367}},{"licence":{"grace":"7"}}]}`:                "items[0].licence.grace: range; items[1].licence.grace: type",
		`{"items":[{"uplift":{"index":[{"year":0,"percent":"1%"}]}}]}`:                   "items[0].uplift.index[0].year: range",
		`{"items":[{"changes":[{"from":"x","price":{"mode":"free"}}],"timing":"now","cadence":"daily"}],"client":1}`: "" +
			"client: type; items[0].cadence: syntax; items[0].changes[0].from: syntax; items[0].changes[0].price.mode: syntax; items[0].timing: syntax",
	} {
		spec, err := pricing.ParseAgreementSpec([]byte(text), msp.Limits{})
		if got := jsonListed(err); got != want {
			t.Errorf("ParseAgreementSpec(%s) finds %q, want %q", text, got, want)
		}
		if diff := cmp.Diff(pricing.AgreementSpec{}, spec, jsonSame()); diff != "" {
			t.Errorf("ParseAgreementSpec(%s) leaves\n%s", text, diff)
		}
	}
}

func TestAgreementSpecJSONLimits(t *testing.T) {
	text := []byte(`{"items":[{"price":{"tiers":[{"rate":"1"}]}}]}`)
	for _, c := range []struct {
		limits msp.Limits
		want   string
	}{
		{msp.Limits{}, ""},
		{msp.Limits{Bytes: len(text), Depth: 6}, ""},
		{msp.Limits{Bytes: len(text) - 1}, ": too_large"},
		{msp.Limits{Depth: 5}, ": too_large"},
	} {
		if _, err := pricing.ParseAgreementSpec(text, c.limits); jsonListed(err) != c.want {
			t.Errorf("ParseAgreementSpec with %+v finds %q, want %q", c.limits, jsonListed(err), c.want)
		}
	}
}

// A type of work without a change would be written as null, and not be read; so would
// a pointer that is nil.
func TestAgreementSpecJSONNoVariant(t *testing.T) {
	for what, spec := range map[string]pricing.AgreementSpec{
		"b":           {Labour: &pricing.LabourSpec{Types: map[string]pricing.RateChange{"a": pricing.AddRate{}, "b": nil}}},
		"c":           {Labour: &pricing.LabourSpec{Roles: map[string]pricing.RateChange{"c": nil}}},
		"d":           {Labour: &pricing.LabourSpec{Roles: map[string]pricing.RateChange{"d": (*pricing.AddRate)(nil)}}},
		"after_hours": {Labour: &pricing.LabourSpec{AfterHours: (*pricing.MultiplyRate)(nil)}},
		"loyalty":     {Discounts: []pricing.Discount{{Name: "loyalty", Off: (*pricing.PercentOff)(nil)}}},
		"volume":      {Items: []pricing.Item{{Discounts: []pricing.Discount{{Name: "volume", Off: &pricing.VolumeOff{}}}}}},
	} {
		if data, err := json.Marshal(spec); !errors.Is(err, msp.ErrInvalid) || !strings.Contains(err.Error(), `"`+what+`"`) {
			t.Errorf("MarshalJSON = %s, %v, want ErrInvalid about %q", data, err, what)
		}
	}
}
