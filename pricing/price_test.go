package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// priceDiff compares prices and tiers; numbers are equal whatever their zeros.
func priceDiff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateComparable(msp.Currency{}), cmpopts.EquateEmpty())
}

// priceFindings are findings as "error range at tiers[0].up_to".
func priceFindings(issues msp.Issues) []string {
	var texts []string
	for _, i := range issues {
		texts = append(texts, fmt.Sprintf("%v %v at %s", i.Severity, i.Code, i.Path))
	}
	return texts
}

func TestPriceValidate(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	for _, tt := range []struct {
		name  string
		price pricing.Price
		want  []string
	}{
		{"a seat price", pricing.Price{Currency: usd, Unit: "user", Rate: rateNum("150")}, nil},
		{"a fee without a unit", pricing.Price{Currency: usd, Flat: rateNum("2500")}, nil},
		{"a price of nothing", pricing.Price{Currency: usd, Unit: "user"}, nil},
		{"the zero price", pricing.Price{}, []string{"error missing at currency", "error missing at unit"}},
		{"a rate without a unit", pricing.Price{Currency: usd, Rate: rateNum("150"), Flat: rateNum("10")}, []string{"error missing at unit"}},
		{"a unit of spaces", pricing.Price{Currency: usd, Unit: "  ", Flat: rateNum("10")}, []string{"error missing at unit"}},
		{"a fee that is not there", pricing.Price{Currency: usd, Minimum: rateNum("5")}, []string{"error missing at unit"}},
		{"a tiered fee without a unit", pricing.Price{Currency: usd, Mode: pricing.Stairstep, Flat: rateNum("5"), Tiers: rateTiers(":+1")}, []string{"error missing at unit"}},
		{"a mode that is none", pricing.Price{Currency: usd, Unit: "user", Mode: 9, Rate: rateNum("-1")}, []string{"error range at mode", "warning range at rate"}},
		{"below zero", pricing.Price{
			Currency: usd, Unit: "user", Flat: rateNum("-1"), Included: rateNum("-1"), Minimum: rateNum("-1"), Maximum: rateNum("-2"),
		}, []string{"error range at flat", "error range at included", "error range at maximum", "error range at minimum"}},
		{"a rate below zero", pricing.Price{Currency: usd, Unit: "user", Rate: rateNum("-1")}, []string{"warning range at rate"}},
		{"a minimum above the maximum", pricing.Price{Currency: usd, Unit: "user", Minimum: rateNum("5.01"), Maximum: rateNum("5")}, []string{"error range at minimum"}},
		{"a minimum at the maximum", pricing.Price{Currency: usd, Unit: "user", Minimum: rateNum("5.00"), Maximum: rateNum("5")}, nil},
		{"too many digits", pricing.Price{
			Currency: usd, Unit: "user", Rate: decimal.New(1, 18), Flat: decimal.New(1, -19), Included: decimal.New(1, 1e9), Minimum: decimal.New(1, -1e9),
			Maximum: decimal.New(-1, 1e9),
		}, []string{"error range at flat", "error range at included", "error range at maximum", "error range at minimum", "error range at rate"}},
		{"per unit with what it does not read", pricing.Price{
			Currency: usd, Unit: "user", Tiers: rateTiers(":1"), Size: rateNum("5"), Partial: msp.Down,
		}, []string{"error conflict at partial", "error conflict at size", "error conflict at tiers"}},
		{"a package with tiers", pricing.Price{
			Currency: usd, Unit: "user", Mode: pricing.Package, Rate: rateNum("1"), Size: rateNum("5"), Tiers: rateTiers(":1"),
		}, []string{"error conflict at tiers"}},
		{"a package without a size", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Package, Rate: rateNum("1")}, []string{"error missing at size"}},
		{"a package of less than nothing", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Package, Size: rateNum("-5")}, []string{"error range at size"}},
		{"a package of a hostile size", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Package, Size: decimal.New(1, -1e9)}, []string{"error range at size"}},
		{"a partial that is none", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Package, Size: rateNum("5"), Partial: 7}, []string{"error range at partial"}},
		{"tiers with a rate and a size beside them", pricing.Price{
			Currency: usd, Unit: "user", Mode: pricing.Graduated, Rate: rateNum("1"), Size: rateNum("1"), Tiers: rateTiers(":1"),
		}, []string{"error conflict at rate", "error conflict at size"}},
		{"no tiers", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Volume}, []string{"error missing at tiers"}},
		{"a last tier with an end", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Graduated, Tiers: rateTiers("10:1", "20:1")}, []string{"error range at tiers[1].up_to"}},
		{"an open tier in the middle", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Graduated, Tiers: rateTiers(":1", ":1")}, []string{"error missing at tiers[0].up_to"}},
		{"bounds that do not rise", pricing.Price{
			Currency: usd, Unit: "user", Mode: pricing.Graduated, Tiers: rateTiers("10:1", "10:1", "9:1", "11:1", "-1:1", ":1"),
		}, []string{"error range at tiers[1].up_to", "error range at tiers[2].up_to", "error range at tiers[4].up_to"}},
		{"numbers of tiers", pricing.Price{
			Currency: usd, Unit: "user", Mode: pricing.Graduated, Tiers: []pricing.Tier{
				{UpTo: decimal.New(1, 1e9), Rate: decimal.New(1, 1e9), Flat: decimal.New(1, 1e9)},
				{UpTo: rateNum("5"), Rate: rateNum("-1"), Flat: rateNum("-1")},
				{UpTo: decimal.New(-1, 1e9)},
			},
		}, []string{
			"error range at tiers[0].flat", "error range at tiers[0].rate", "error range at tiers[0].up_to",
			"error range at tiers[1].flat", "error range at tiers[2].up_to", "warning range at tiers[1].rate",
		}},
		{"a step with a rate", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Stairstep, Tiers: rateTiers("10:1+5", ":+6")}, []string{"error conflict at tiers[0].rate"}},
		{"a dip", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Volume, Tiers: rateTiers("100:10", ":8")}, []string{"warning volume_dip at tiers"}},
		{"a dip beside a warning", pricing.Price{
			Currency: usd, Unit: "user", Mode: pricing.Volume, Rate: decimal.Decimal{}, Tiers: rateTiers("100:10", "200:8", ":7"),
		}, []string{"warning volume_dip at tiers", "warning volume_dip at tiers"}},
		{"no dip when graduated", pricing.Price{Currency: usd, Unit: "user", Mode: pricing.Graduated, Tiers: rateTiers("100:10", ":8")}, nil},
	} {
		issues := tt.price.Validate()
		got := priceFindings(issues)
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: Validate: %s\n%v", tt.name, cmp.Diff(tt.want, got), issues)
		}
		_, err := tt.price.Compile(msp.HalfUp)
		if (err == nil) != (issues.Err() == nil) {
			t.Errorf("%s: Compile: %v, while Validate finds %v", tt.name, err, issues)
		}
		var found msp.Issues
		if err != nil && (!errors.As(err, &found) || cmp.Diff(issues, found) != "") {
			t.Errorf("%s: Compile: %v, want %v", tt.name, err, issues)
		}
	}
}

func TestPriceValidateMessages(t *testing.T) {
	p := pricing.Price{
		Currency: msp.MustParseCurrency("USD"), Unit: "user", Mode: pricing.Volume,
		// 3 × 10 = 30 is what it costs just above 3: reached at 30/11 with 11 each.
		Tiers: rateTiers("3:11", ":10"),
	}
	want := "quantities above 30/11, up to 3, cost more than one just above 3"
	if got := p.Validate(); len(got) != 1 || got[0].Message != want {
		t.Errorf("Validate = %v, want %q", got, want)
	}
	p.Rate, p.Tiers[0].UpTo = rateNum("2"), rateNum("-3")
	text := p.Validate().Err().Error()
	for _, want := range []string{"a price of mode volume has no rate", "-3 is not above 0, where the tier begins"} {
		if !strings.Contains(text, want) {
			t.Errorf("Validate = %s, want %q in it", text, want)
		}
	}
}

// An unknown rounding is refused when the price is compiled; the zero one is half up.
func TestPriceCompileRounding(t *testing.T) {
	p := pricing.Price{Currency: msp.MustParseCurrency("USD"), Unit: "user", Rate: rateNum("0.005")}
	if _, err := p.Compile(7); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Compile(7) = %v, want %v", err, msp.ErrRange)
	}
	for mode, want := range map[msp.Rounding]string{
		0: "0.01 USD", msp.HalfUp: "0.01 USD", msp.HalfEven: "0.00 USD", msp.Up: "0.01 USD", msp.Down: "0.00 USD", msp.Ceil: "0.01 USD", msp.Floor: "0.00 USD",
	} {
		if got, err := rateOf(t, p, mode).AmountInt(1); err != nil || got.String() != want {
			t.Errorf("half a cent by %v = %v, %v, want %s", mode, got, err, want)
		}
	}
}

func TestPriceJSON(t *testing.T) {
	for _, tt := range []struct{ text, canonical string }{
		{`{}`, `{}`},
		{`{"currency":"USD","unit":"user","rate":"150.00"}`, `{"currency":"USD","unit":"user","rate":"150"}`},
		{`{"rate":"-0","flat":"0.000","included":"0","at_zero":false,"tiers":[],"mode":"","partial":"","currency":""}`, `{}`},
		{
			` {"tiers":[{"up_to":"10","rate":"65"},{"rate":"52.50","flat":"0.5"},{}],"unit":"named \u0075ser","mode":"graduated","currency":"PTS/3"}`,
			`{"currency":"PTS/3","mode":"graduated","unit":"named user","tiers":[{"up_to":"10","rate":"65"},{"rate":"52.5","flat":"0.5"},{}]}`,
		},
		{
			`{"at_zero":true,"maximum":"9","minimum":"8","included":"7","flat":"6","partial":"down","size":"5","rate":"-4","unit":"u","mode":"package","currency":"JPY"}`,
			`{"currency":"JPY","mode":"package","unit":"u","rate":"-4","size":"5","partial":"down","flat":"6","included":"7","minimum":"8","maximum":"9","at_zero":true}`,
		},
		{`{"rate":"999999999999999999.999999999999999999"}`, `{"rate":"999999999999999999.999999999999999999"}`},
		// No price that compiles, but what stands there.
		{`{"mode":"per_unit","size":"-1"}`, `{"mode":"per_unit","size":"-1"}`},
	} {
		p, err := pricing.ParsePrice([]byte(tt.text), msp.Limits{})
		if err != nil {
			t.Errorf("ParsePrice(%s): %v", tt.text, err)
			continue
		}
		data, err := json.Marshal(p)
		if err != nil || string(data) != tt.canonical {
			t.Errorf("ParsePrice(%s) writes %s, %v, want %s", tt.text, data, err, tt.canonical)
		}
		var again pricing.Price
		if err := json.Unmarshal(data, &again); err != nil || priceDiff(p, again) != "" {
			t.Errorf("%s reads as %+v, %v, want %+v", data, again, err, p)
		}
	}
}

func TestPriceJSONFindings(t *testing.T) {
	for text, want := range map[string]string{
		``:                                 "error syntax at ",
		`null`:                             "error type at ",
		`[]`:                               "error type at ",
		`{"rate":150}`:                     "error type at rate",
		`{"rate":null}`:                    "error type at rate",
		`{"rate":"1e3"}`:                   "error syntax at rate",
		`{"rate":"NaN"}`:                   "error syntax at rate",
		`{"rate":"Infinity"}`:              "error syntax at rate",
		`{"rate":"+1"}`:                    "error syntax at rate",
		`{"rate":""}`:                      "error syntax at rate",
		`{"rate":"1","rate":"2"}`:          "error duplicate_key at rate",
		`{"rates":"1"}`:                    "error unknown_key at rates",
		`{"Rate":"1"}`:                     "error unknown_key at Rate",
		`{"currency":"usd"}`:               "error syntax at currency",
		`{"currency":"XYZ"}`:               "error range at currency",
		`{"mode":"tiered"}`:                "error syntax at mode",
		`{"partial":"nearest"}`:            "error syntax at partial",
		`{"at_zero":"true"}`:               "error type at at_zero",
		`{"at_zero":1}`:                    "error type at at_zero",
		`{"tiers":{}}`:                     "error type at tiers",
		`{"tiers":[null]}`:                 "error type at tiers[0]",
		`{"tiers":[{},{"to":"1"}]}`:        "error unknown_key at tiers[1].to",
		`{"tiers":[{"up_to":"∞"}]}`:        "error syntax at tiers[0].up_to",
		`{"unit":1}`:                       "error type at unit",
		`{"size":"1234567890123456789"}`:   "error range at size",
		`{"flat":"x","minimum":1,"a":[]}`:  "error syntax at flat, error type at minimum, error unknown_key at a",
		`{"unit":"user"}{"unit":"device"}`: "error syntax at ",
	} {
		p, err := pricing.ParsePrice([]byte(text), msp.Limits{})
		var issues msp.Issues
		if !errors.As(err, &issues) || priceDiff(pricing.Price{}, p) != "" {
			t.Errorf("ParsePrice(%s) = %+v, %v, want findings and the zero Price", text, p, err)
			continue
		}
		got := priceFindings(issues)
		slices.Sort(got)
		if joined := strings.Join(got, ", "); joined != want {
			t.Errorf("ParsePrice(%s) finds %s, want %s", text, joined, want)
		}
		kept := pricing.Price{Unit: "kept"}
		if err := kept.UnmarshalJSON([]byte(text)); err == nil || kept.Unit != "kept" {
			t.Errorf("reading %s into a price: %v, left %+v", text, err, kept)
		}
	}
}

func TestPriceJSONLimits(t *testing.T) {
	text := []byte(`{"tiers":[{}]}`)
	for _, limits := range []msp.Limits{{Bytes: len(text) - 1}, {Depth: 2}} {
		if _, err := pricing.ParsePrice(text, limits); !errors.Is(err, msp.CodeTooLarge) {
			t.Errorf("ParsePrice within %+v: %v, want %v", limits, err, msp.CodeTooLarge)
		}
	}
	if _, err := pricing.ParsePrice(text, msp.Limits{Bytes: len(text), Depth: 3}); err != nil {
		t.Errorf("ParsePrice within its limits: %v", err)
	}
}

func TestPriceTierJSON(t *testing.T) {
	tier := pricing.Tier{UpTo: rateNum("1")}
	if err := json.Unmarshal([]byte(`{"flat":"2.50"}`), &tier); err != nil || priceDiff(pricing.Tier{Flat: rateNum("2.5")}, tier) != "" {
		t.Errorf("a tier reads as %+v, %v", tier, err)
	}
	if err := json.Unmarshal([]byte(`{"flat":2.5}`), &tier); err == nil || !tier.Flat.Equal(rateNum("2.5")) {
		t.Errorf("a number in a tier: %v, left %+v", err, tier)
	}
	if data, err := json.Marshal(tier); err != nil || string(data) != `{"flat":"2.5"}` {
		t.Errorf("a tier writes %s, %v", data, err)
	}
}

// What JSON could not read again is not written.
func TestPriceJSONRefusesToWrite(t *testing.T) {
	for name, p := range map[string]pricing.Price{
		"a hostile exponent":      {Rate: decimal.New(1, 1e9)},
		"19 places":               {Minimum: decimal.New(1, -19)},
		"a hostile tier":          {Tiers: []pricing.Tier{{Flat: decimal.New(1, -1e9)}}},
		"a mode that is none":     {Mode: 77},
		"a rounding that is none": {Partial: 77},
	} {
		if data, err := json.Marshal(p); err == nil {
			t.Errorf("%s writes %.80s", name, data)
		}
	}
}
