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

func outcomeLevel(at, fee string) pricing.OutcomeLevel {
	return pricing.OutcomeLevel{At: modelDec(at), Fee: modelDec(fee)}
}

func TestOutcomeFee(t *testing.T) {
	rates := pricing.OutcomeSpec{Currency: modelUSD(), KPI: "fcr", Levels: []pricing.OutcomeLevel{
		outcomeLevel("0.8", "900.005"), outcomeLevel("0.7", "500"), outcomeLevel("0.95", "1500"),
	}}
	times := pricing.OutcomeSpec{Currency: modelUSD(), KPI: "mttr", LowerIsBetter: true, Levels: []pricing.OutcomeLevel{
		outcomeLevel("2", "800"), outcomeLevel("4", "300"), outcomeLevel("8", "0"),
	}}
	for _, tt := range []struct {
		spec   pricing.OutcomeSpec
		value  string
		amount string
		level  string
		why    string
	}{
		{rates, "69/100", "0.00 USD", "", "fcr reached no level: no fee"},
		{rates, "7/10", "500.00 USD", "0.7", "fcr of 0.7000 is at least 0.7: 500.00 USD"},
		// 0.79999… is still below the level, however it is shown.
		{rates, "799999/1000000", "500.00 USD", "0.7", "fcr of 0.8000 is at least 0.7: 500.00 USD"},
		{rates, "4/5", "900.01 USD", "0.8", "fcr of 0.8000 is at least 0.8: 900.01 USD"},
		{rates, "1/1", "1500.00 USD", "0.95", "fcr of 1.0000 is at least 0.95: 1500.00 USD"},
		{rates, "-1/1", "0.00 USD", "", "fcr reached no level: no fee"},
		{rates, "undefined", "0.00 USD", "", "fcr is undefined: nothing was measured, so no fee"},
		{times, "1/1", "800.00 USD", "2", "mttr of 1.0000 is at most 2: 800.00 USD"},
		{times, "2/1", "800.00 USD", "2", "mttr of 2.0000 is at most 2: 800.00 USD"},
		{times, "2000001/1000000", "300.00 USD", "4", "mttr of 2.0000 is at most 4: 300.00 USD"},
		{times, "5/1", "0.00 USD", "8", "mttr of 5.0000 is at most 8: 0.00 USD"},
		{times, "9/1", "0.00 USD", "", "mttr reached no level: no fee"},
		{times, "undefined", "0.00 USD", "", "mttr is undefined: nothing was measured, so no fee"},
	} {
		price, err := tt.spec.Compile(msp.HalfUp)
		if err != nil {
			t.Fatal(err)
		}
		got := price.Fee(msp.MustParseRatio(tt.value))
		if got.Amount.String() != tt.amount || got.Reached != (tt.level != "") || got.KPI != tt.spec.KPI ||
			got.Reached && !got.Level.At.Equal(modelDec(tt.level)) {
			t.Errorf("%s: Fee(%s) = %+v, want %s at %q", tt.spec.KPI, tt.value, got, tt.amount, tt.level)
		}
		if why := got.Why().String(); why != tt.why {
			t.Errorf("%s: Fee(%s).Why = %q, want %q", tt.spec.KPI, tt.value, why, tt.why)
		}
		if d := got.Detail(); d.Step != pricing.StepLevel || d.Ref != tt.spec.KPI || d.Amount != got.Amount || !d.Rate.Equal(got.Level.At) {
			t.Errorf("%s: Fee(%s).Detail = %+v", tt.spec.KPI, tt.value, d)
		}
	}
	if got := (pricing.OutcomePrice{}).Fee(msp.NewRatio(1, 1)); got.Reached || got.Amount != (msp.Money{}) {
		t.Errorf("the zero price: Fee = %+v", got)
	}
	price, err := rates.Compile(msp.Down)
	if err != nil || price.KPI() != "fcr" {
		t.Fatalf("KPI = %q, %v", price.KPI(), err)
	}
	if got := price.Fee(msp.NewRatio(4, 5)).Amount.String(); got != "900.00 USD" {
		t.Errorf("rounded down: Fee(4/5) = %s, want 900.00 USD", got)
	}
	rates.Levels[0].Fee = modelDec("1")
	if got := price.Fee(msp.NewRatio(4, 5)).Amount.String(); got != "900.00 USD" {
		t.Errorf("Fee(4/5) = %s after a change of the record", got)
	}
}

func TestOutcomeFindings(t *testing.T) {
	usd := modelUSD()
	for name, tt := range map[string]struct {
		spec pricing.OutcomeSpec
		want []string
	}{
		"zero":  {pricing.OutcomeSpec{}, []string{"error currency missing", "error kpi missing", "error levels missing"}},
		"sound": {pricing.OutcomeSpec{Currency: usd, KPI: "a", Levels: []pricing.OutcomeLevel{outcomeLevel("-1", "0"), outcomeLevel("1", "5")}}, nil},
		"a better one earns as much": {
			pricing.OutcomeSpec{Currency: usd, KPI: "a", Levels: []pricing.OutcomeLevel{outcomeLevel("0.9", "5"), outcomeLevel("0.8", "5")}}, nil,
		},
		"twice": {
			pricing.OutcomeSpec{Currency: usd, KPI: "a", Levels: []pricing.OutcomeLevel{outcomeLevel("0.9", "5"), outcomeLevel("0.90", "6")}},
			[]string{"error levels[1].at duplicate_name"},
		},
		"a better one earns less": {
			pricing.OutcomeSpec{Currency: usd, KPI: "a", Levels: []pricing.OutcomeLevel{outcomeLevel("0.9", "5"), outcomeLevel("0.8", "6")}},
			[]string{"warning levels[0].fee conflict"},
		},
		"lower is better": {
			pricing.OutcomeSpec{Currency: usd, KPI: "a", LowerIsBetter: true, Levels: []pricing.OutcomeLevel{outcomeLevel("0.9", "5"), outcomeLevel("0.8", "4")}},
			[]string{"warning levels[1].fee conflict"},
		},
		"below zero": {
			pricing.OutcomeSpec{Currency: usd, KPI: "a", Levels: []pricing.OutcomeLevel{outcomeLevel("0.9", "-5")}},
			[]string{"error levels[0].fee range"},
		},
		"hostile": {
			pricing.OutcomeSpec{Currency: usd, KPI: "a", Levels: []pricing.OutcomeLevel{
				outcomeLevel("0.9", "5"), {At: decimal.New(1, 1_000_000_000), Fee: decimal.New(1, -1_000_000_000)},
			}},
			[]string{"error levels[1].at range", "error levels[1].fee range"},
		},
	} {
		if got := modelFindings(tt.spec.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
		_, err := tt.spec.Compile(0)
		if fails := slices.ContainsFunc(tt.want, func(s string) bool { return s[0] == 'e' }); fails != errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%s: Compile: %v", name, err)
		}
	}
	large := pricing.OutcomeSpec{Currency: usd, KPI: "a", Levels: []pricing.OutcomeLevel{outcomeLevel("0", "999999999999999999")}}
	if _, err := large.Compile(0); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Compile of a fee of 18 digits: %v, want an overflow", err)
	}
}

func TestOutcomeJSON(t *testing.T) {
	const text = `{"currency":"USD","kpi":"mttr","levels":[{"at":"2","fee":"800"},{"at":"4.5","fee":"0"}],"lower_is_better":true}`
	want := pricing.OutcomeSpec{Currency: modelUSD(), KPI: "mttr", LowerIsBetter: true, Levels: []pricing.OutcomeLevel{outcomeLevel("2", "800"), outcomeLevel("4.5", "0")}}
	var spec pricing.OutcomeSpec
	if err := json.Unmarshal([]byte(text), &spec); err != nil {
		t.Fatal(err)
	}
	if diff := modelDiff(want, spec); diff != "" {
		t.Error(diff)
	}
	if got, err := json.Marshal(spec); err != nil || string(got) != text {
		t.Errorf("Marshal = %s, %v, want %s", got, err, text)
	}
	if got, err := json.Marshal(pricing.OutcomeSpec{}); err != nil || string(got) != `{}` {
		t.Errorf("Marshal of the zero spec = %s, %v", got, err)
	}
	for bad, code := range map[string]msp.Code{
		`{"levels":[{"at":"1"}]}`: msp.CodeMissing, `{"levels":[{"at":1,"fee":"1"}]}`: msp.CodeType, `{"lower_is_better":"yes"}`: msp.CodeType,
		`{"level":[]}`: msp.CodeUnknownKey, `{"currency":"QQQ"}`: msp.CodeRange, `[]`: msp.CodeType,
	} {
		into := want
		if err := into.UnmarshalJSON([]byte(bad)); !errors.Is(err, code) || modelDiff(want, into) != "" {
			t.Errorf("%s: %v, want %v, and %v", bad, err, code, into)
		}
	}
	for _, l := range []pricing.OutcomeLevel{{At: decimal.New(1, 99)}, {Fee: decimal.New(1, 99)}} {
		if got, err := json.Marshal(pricing.OutcomeSpec{Levels: []pricing.OutcomeLevel{l}}); !errors.Is(err, msp.ErrRange) {
			t.Errorf("Marshal of %v = %s, %v", l, got, err)
		}
	}
}

// With fees that rise with the levels, a better value never earns less, and the
// order of the levels does not matter.
func TestOutcomeIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := pricing.OutcomeSpec{Currency: modelUSD(), KPI: "k", LowerIsBetter: rapid.Bool().Draw(t, "lower")}
		ats := rapid.SliceOfNDistinct(rapid.Int64Range(-50, 50), 1, 6, rapid.ID).Draw(t, "at")
		slices.Sort(ats)
		if spec.LowerIsBetter {
			slices.Reverse(ats)
		}
		for n, at := range ats {
			spec.Levels = append(spec.Levels, pricing.OutcomeLevel{At: decimal.NewFromInt(at), Fee: decimal.NewFromInt(int64(n + 1))})
		}
		spec.Levels = rapid.Permutation(spec.Levels).Draw(t, "levels")
		price, err := spec.Compile(0)
		if err != nil {
			t.Fatal(err)
		}
		value := rapid.Int64Range(-60, 60).Draw(t, "value")
		reached := int64(0) // level n costs n
		for _, at := range ats {
			if at == value || (at < value) != spec.LowerIsBetter {
				reached++
			}
		}
		if got := price.Fee(msp.NewRatio(value, 1)); got.Amount.Minor() != 100*reached || got.Reached != (reached > 0) {
			t.Fatalf("Fee(%d) = %v, want level %d of %v", value, got, reached, ats)
		}
	})
}
