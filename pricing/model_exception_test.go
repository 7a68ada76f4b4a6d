package pricing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestExceptionQuoted(t *testing.T) {
	for _, tt := range []struct {
		currency, rate, complexity string
		mode                       msp.Rounding
		unit, amount               string // of 37
	}{
		{"USD", "187.50", "1.25", msp.HalfUp, "234.38", "8672.06 USD"},   // 234.375; 37 × 234.38
		{"USD", "187.50", "1.25", msp.HalfEven, "234.38", "8672.06 USD"}, // 7 is odd
		{"USD", "187.50", "1.25", msp.Down, "234.37", "8671.69 USD"},
		{"USD", "187.50", "1.25", 0, "234.38", "8672.06 USD"},
		{"USD", "150", "1", msp.HalfUp, "150", "5550.00 USD"},
		{"USD", "133.33", "0.9", msp.HalfUp, "120", "4440.00 USD"}, // 119.997
		{"JPY", "1250", "1.1", msp.HalfUp, "1375", "50875 JPY"},
		{"JPY", "333", "1.05", msp.HalfUp, "350", "12950 JPY"},     // 349.65
		{"KWD", "3.333", "1.5", msp.HalfUp, "5", "185.000 KWD"},    // 4.9995
		{"USD", "-2.5", "1.05", msp.HalfUp, "-2.63", "-97.31 USD"}, // −2.625, half away from zero
	} {
		e := pricing.Exception{
			Standard:   pricing.PerUser(modelDec(tt.rate), msp.MustParseCurrency(tt.currency)),
			Complexity: modelDec(tt.complexity), Reason: "three sites",
		}
		got, err := e.Quoted(tt.mode)
		if err != nil {
			t.Errorf("%s × %s: Quoted(%v): %v", tt.rate, tt.complexity, tt.mode, err)
			continue
		}
		if !got.Rate.Equal(modelDec(tt.unit)) {
			t.Errorf("%s × %s: Quoted(%v).Rate = %v, want %s", tt.rate, tt.complexity, tt.mode, got.Rate, tt.unit)
		}
		rater, err := got.Compile(tt.mode)
		if err != nil {
			t.Fatal(err)
		}
		if amount, err := rater.AmountInt(37); err != nil || amount.String() != tt.amount {
			t.Errorf("%s × %s: AmountInt(37) = %v, %v, want %s", tt.rate, tt.complexity, amount, err, tt.amount)
		}
	}
}

// Every figure in money is scaled, and no quantity.
func TestExceptionFigures(t *testing.T) {
	usd := modelUSD()
	standard := pricing.Price{
		Currency: usd, Mode: pricing.Graduated, Unit: "device", Included: modelDec("2"), AtZero: true,
		Flat: modelDec("100"), Minimum: modelDec("50"), Maximum: modelDec("5000"),
		Tiers: []pricing.Tier{{UpTo: modelDec("10"), Rate: modelDec("65"), Flat: modelDec("8")}, {Rate: modelDec("52.5")}},
	}
	e := pricing.Exception{Standard: standard, Complexity: modelDec("1.1"), Reason: "no remote access"}
	got, err := e.Quoted(msp.HalfUp)
	if err != nil {
		t.Fatal(err)
	}
	want := pricing.Price{
		Currency: usd, Mode: pricing.Graduated, Unit: "device", Included: modelDec("2"), AtZero: true,
		Flat: modelDec("110"), Minimum: modelDec("55"), Maximum: modelDec("5500"),
		Tiers: []pricing.Tier{{UpTo: modelDec("10"), Rate: modelDec("71.5"), Flat: modelDec("8.8")}, {Rate: modelDec("57.75")}},
	}
	if diff := modelDiff(want, got); diff != "" {
		t.Errorf("Quoted: %s", diff)
	}
	if !standard.Tiers[0].Rate.Equal(modelDec("65")) {
		t.Errorf("the standard price has changed: %v", standard.Tiers)
	}
	pack := pricing.Exception{
		Standard:   pricing.Price{Currency: usd, Mode: pricing.Package, Unit: "GB", Size: modelDec("100"), Partial: msp.Down, Rate: modelDec("7")},
		Complexity: modelDec("2"), Reason: "r",
	}
	if got, err := pack.Quoted(0); err != nil || !got.Size.Equal(modelDec("100")) || !got.Rate.Equal(modelDec("14")) || got.Partial != msp.Down {
		t.Errorf("Quoted of a package = %v, %v", got, err)
	}
	if got, want := e.Why().String(), "standard price × 1.1: no remote access"; got != want {
		t.Errorf("Why = %q, want %q", got, want)
	}
}

func TestExceptionErrors(t *testing.T) {
	usd := modelUSD()
	// A maximum quoted as 0 would mean that there is none.
	small := pricing.PerUser(modelDec("0.01"), usd)
	small.Maximum = modelDec("0.1")
	for name, tt := range map[string]struct {
		price      pricing.Price
		complexity decimal.Decimal
		want       error
	}{
		"no currency":     {pricing.PerUser(modelDec("1"), msp.Currency{}), modelDec("1"), msp.CodeMissing},
		"nothing left":    {pricing.PerUser(modelDec("0.004"), usd), modelDec("1.2"), msp.ErrPrecision},
		"no maximum left": {small, modelDec("0.5"), nil},
		"no rate left":    {small, modelDec("0.4"), msp.ErrPrecision},
		"too large":       {pricing.PerUser(modelDec("90000000000000000"), usd), modelDec("2"), msp.ErrOverflow},
		"19 digits":       {pricing.PerUser(modelDec("900000000000000000"), msp.MustParseCurrency("JPY")), modelDec("2"), msp.CodeRange},
		"hostile":         {pricing.PerUser(modelDec("1"), usd), decimal.New(1, 1_000_000_000), msp.CodeRange},
		"hostile rate":    {pricing.PerUser(decimal.New(1, -1_000_000_000), usd), modelDec("1"), msp.CodeRange},
		"zero of any exp": {pricing.PerUser(decimal.New(0, 1<<31-1), usd), modelDec("10"), msp.ErrInvalid},
		"factor 0":        {pricing.PerUser(modelDec("1"), usd), decimal.Decimal{}, msp.CodeRange},
		"factor below 0":  {pricing.PerUser(modelDec("1"), usd), modelDec("-1"), msp.CodeRange},
	} {
		got, err := pricing.Exception{Standard: tt.price, Complexity: tt.complexity, Reason: "r"}.Quoted(msp.HalfUp)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: Quoted = %v, %v, want %v", name, got, err, tt.want)
		}
	}
	want := []string{"error complexity range", "error reason missing", "error standard.currency missing", "error standard.unit missing"}
	if got := modelFindings(pricing.Exception{}.Validate()); !slices.Equal(got, want) {
		t.Errorf("the zero Exception: %q, want %q", got, want)
	}
	if got := (pricing.Exception{Standard: small, Complexity: modelDec("1"), Reason: "r"}).Validate(); len(got) != 0 {
		t.Errorf("Validate = %v", got)
	}
}

func TestExceptionJSON(t *testing.T) {
	const text = `{"standard":{"currency":"USD","unit":"user","rate":"187.5"},"complexity":"1.25","reason":"three sites"}`
	var e pricing.Exception
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	want := pricing.Exception{Standard: pricing.PerUser(modelDec("187.5"), modelUSD()), Complexity: modelDec("1.25"), Reason: "three sites"}
	if diff := modelDiff(want, e); diff != "" {
		t.Error(diff)
	}
	if got, err := json.Marshal(e); err != nil || string(got) != text {
		t.Errorf("Marshal = %s, %v, want %s", got, err, text)
	}
	for bad, code := range map[string]msp.Code{
		`{"complexity":1.25}`: msp.CodeType, `{"complexity":"1e3"}`: msp.CodeSyntax, `{"factor":"2"}`: msp.CodeUnknownKey,
		`{"reason":"a","reason":"b"}`: msp.CodeDuplicateKey, `null`: msp.CodeType,
	} {
		into := want
		if err := into.UnmarshalJSON([]byte(bad)); !errors.Is(err, code) || modelDiff(want, into) != "" {
			t.Errorf("%s: %v, want %v, and %v", bad, err, code, into)
		}
	}
	if got, err := json.Marshal(pricing.Exception{Complexity: decimal.New(1, 1_000_000)}); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Marshal of a hostile complexity = %s, %v", got, err)
	}
}

// A more complex arrangement is never quoted lower, and the factor 1 changes
// nothing that the currency can show.
func TestExceptionIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(100, 100_000).Draw(t, "cents")
		price := pricing.PerUser(decimal.New(cents, -2), modelUSD())
		low, high := rapid.Int32Range(50, 400).Draw(t, "low"), rapid.Int32Range(50, 400).Draw(t, "high")
		if low > high {
			low, high = high, low
		}
		mode := rapid.SampledFrom([]msp.Rounding{0, msp.HalfUp, msp.HalfEven, msp.Up, msp.Down, msp.Ceil, msp.Floor}).Draw(t, "mode")
		quoted := func(percent int32) decimal.Decimal {
			p, err := pricing.Exception{Standard: price, Complexity: decimal.New(int64(percent), -2), Reason: "r"}.Quoted(mode)
			if err != nil {
				t.Fatal(err)
			}
			return p.Rate
		}
		if a, b := quoted(low), quoted(high); a.Cmp(b) > 0 {
			t.Fatalf("%v × %d%% is quoted as %v, × %d%% as %v", price.Rate, low, a, high, b)
		}
		if got := quoted(100); !got.Equal(price.Rate) {
			t.Fatalf("%v × 1 is quoted as %v", price.Rate, got)
		}
	})
}
