package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// aCommitment is one of texts; empty ones are none.
func aCommitment(minimum, maximum string, before bool) pricing.Commitment {
	k := pricing.Commitment{BeforeDiscount: before}
	if minimum != "" {
		k.Minimum = discDec(minimum)
	}
	if maximum != "" {
		k.Maximum = discDec(maximum)
	}
	return k
}

func TestCommitmentApply(t *testing.T) {
	for _, tt := range []struct {
		minimum, maximum string
		before           bool
		charges, off     string
		days, of         int
		mode             msp.Rounding
		want             string // reduction, true-up, total
	}{
		{"", "", false, "80.00 USD", "10.00 USD", 1, 1, 0, "0.00 0.00 70.00"},
		{"100", "", false, "80.00 USD", "0.00 USD", 1, 1, 0, "0.00 20.00 100.00"},
		{"100", "", false, "100.00 USD", "0.00 USD", 1, 1, 0, "0.00 0.00 100.00"},
		{"100", "", false, "99.99 USD", "0.00 USD", 1, 1, 0, "0.00 0.01 100.00"},
		{"100", "", false, "100.01 USD", "0.00 USD", 1, 1, 0, "0.00 0.00 100.01"},
		// 1000 − 100 = 900 is 50 short of 950; 1000 before the discount is not.
		{"950", "", false, "1000.00 USD", "100.00 USD", 1, 1, 0, "0.00 50.00 950.00"},
		{"950", "", true, "1000.00 USD", "100.00 USD", 1, 1, 0, "0.00 0.00 900.00"},
		// 900 are 50 short before the discount of 90: 900 − 90 + 50.
		{"950", "", true, "900.00 USD", "90.00 USD", 1, 1, 0, "0.00 50.00 860.00"},
		// The maximum holds what is left after the discount.
		{"", "1200", false, "1500.00 USD", "150.00 USD", 1, 1, 0, "150.00 0.00 1200.00"},
		{"", "1350", false, "1500.00 USD", "150.00 USD", 1, 1, 0, "0.00 0.00 1350.00"},
		{"", "1349.99", true, "1500.00 USD", "150.00 USD", 1, 1, 0, "0.01 0.00 1349.99"},
		{"1000", "1200", false, "1300.00 USD", "65.00 USD", 1, 1, 0, "35.00 0.00 1200.00"},
		{"1000", "1200", false, "1000.00 USD", "65.00 USD", 1, 1, 0, "0.00 65.00 1000.00"},
		{"100", "100", false, "80.00 USD", "0.00 USD", 1, 1, 0, "0.00 20.00 100.00"},
		{"100", "100", false, "120.00 USD", "0.00 USD", 1, 1, 0, "20.00 0.00 100.00"},
		// 10 × 15/31 is 4.8387…, and 20 × 15/31 is 9.6774….
		{"10", "", false, "2.00 USD", "0.00 USD", 15, 31, 0, "0.00 2.84 4.84"},
		{"10", "", false, "2.00 USD", "0.00 USD", 15, 31, msp.Down, "0.00 2.83 4.83"},
		{"10", "20", false, "12.00 USD", "0.00 USD", 15, 31, 0, "2.32 0.00 9.68"},
		{"10", "20", false, "12.00 USD", "0.00 USD", 15, 31, msp.Down, "2.33 0.00 9.67"},
		// Of 0 days nothing is due, and nothing may be charged.
		{"10", "", false, "2.00 USD", "0.00 USD", 0, 31, 0, "0.00 0.00 2.00"},
		{"10", "20", false, "2.00 USD", "0.00 USD", 0, 31, 0, "2.00 0.00 0.00"},
		{"10", "20", false, "2.00 USD", "0.00 USD", 31, 31, 0, "0.00 8.00 10.00"},
		// Rounded to the currency: 1000 × 17/30 is 566.67; a third of a yen is none.
		{"1000", "", false, "500 JPY", "0 JPY", 17, 30, 0, "0 67 567"},
		{"0.333", "", false, "0 JPY", "0 JPY", 1, 1, 0, "0 0 0"},
		// Credits: up to the minimum from below zero.
		{"100", "", false, "-50.00 USD", "0.00 USD", 1, 1, 0, "0.00 150.00 100.00"},
		{"", "100", false, "-50.00 USD", "0.00 USD", 1, 1, 0, "0.00 0.00 -50.00"},
		{"", "", false, "0", "0", 1, 1, 0, "0 0 0"},
		// A discount of no currency is one of nothing.
		{"100", "", false, "80.00 USD", "0", 1, 1, 0, "0.00 20.00 100.00"},
	} {
		k := aCommitment(tt.minimum, tt.maximum, tt.before)
		got, err := k.Apply(discMoney(tt.charges), discMoney(tt.off), tt.days, tt.of, tt.mode)
		if texts := discTexts([]msp.Money{got.Reduction, got.TrueUp, got.Total}); err != nil || texts != tt.want {
			t.Errorf("%v, before %v: Apply(%s, %s, %d, %d, %v) = %s, %v, want %s", k, tt.before, tt.charges, tt.off, tt.days, tt.of, tt.mode, texts, err, tt.want)
		}
	}
}

func TestCommitmentErrors(t *testing.T) {
	usd := func(minor int64) msp.Money {
		m, err := msp.NewMoney(minor, msp.MustParseCurrency("USD"))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	least := aCommitment("100", "", false)
	for name, tt := range map[string]struct {
		commitment   pricing.Commitment
		charges, off msp.Money
		days, of     int
		mode         msp.Rounding
		want         error
	}{
		"negative discount":       {least, usd(100), usd(-1), 1, 1, 0, msp.ErrRange},
		"more than the charges":   {least, usd(100), usd(101), 1, 1, 0, msp.ErrRange},
		"discount on a credit":    {least, usd(-100), usd(1), 1, 1, 0, msp.ErrRange},
		"no days":                 {least, usd(100), usd(0), 0, 0, 0, msp.ErrRange},
		"negative days":           {least, usd(100), usd(0), -1, 30, 0, msp.ErrRange},
		"negative period":         {least, usd(100), usd(0), -1, -30, 0, msp.ErrRange},
		"more days than it has":   {least, usd(100), usd(0), 31, 30, 0, msp.ErrRange},
		"negative minimum":        {aCommitment("-1", "", false), usd(100), usd(0), 1, 1, 0, msp.ErrRange},
		"negative maximum":        {aCommitment("", "-1", false), usd(100), usd(0), 1, 1, 0, msp.ErrRange},
		"minimum above maximum":   {aCommitment("101", "100", false), usd(100), usd(0), 1, 1, 0, msp.ErrRange},
		"hostile minimum":         {pricing.Commitment{Minimum: decimal.New(1, 1_000_000_000)}, usd(100), usd(0), 1, 1, 0, msp.ErrRange},
		"hostile maximum":         {pricing.Commitment{Maximum: decimal.New(1, -1_000_000_000)}, usd(100), usd(0), 1, 1, 0, msp.ErrRange},
		"no mode":                 {least, usd(100), usd(0), 1, 1, 99, msp.ErrRange},
		"no mode, maximum":        {aCommitment("", "1", false), usd(100), usd(0), 1, 1, 99, msp.ErrRange},
		"two currencies":          {least, usd(100), discMoney("1.00 EUR"), 1, 1, 0, msp.ErrCurrency},
		"no currency":             {least, msp.Money{}, msp.Money{}, 1, 1, 0, msp.ErrCurrency},
		"no currency, maximum":    {aCommitment("", "1", false), msp.Money{}, msp.Money{}, 1, 1, 0, msp.ErrCurrency},
		"minimum does not fit":    {aCommitment("999999999999999999", "", false), usd(100), usd(0), 1, 1, 0, msp.ErrOverflow},
		"maximum does not fit":    {aCommitment("", "999999999999999999", false), usd(100), usd(0), 1, 1, 0, msp.ErrOverflow},
		"true-up does not fit":    {least, usd(math.MinInt64), usd(0), 1, 1, 0, msp.ErrOverflow},
		"difference out of range": {least, usd(math.MinInt64), usd(1), 1, 1, 0, msp.ErrOverflow},
	} {
		if got, err := tt.commitment.Apply(tt.charges, tt.off, tt.days, tt.of, tt.mode); !errors.Is(err, tt.want) || got != (pricing.Committed{}) {
			t.Errorf("%s: Apply = %v, %v, want %v", name, got, err, tt.want)
		}
	}
	_, err := aCommitment("101", "100", false).Apply(usd(0), usd(0), 1, 1, 0)
	if want := `pricing: commitment "at least 101, at most 100": 101 is above the maximum of 100`; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
	// The least amount is no overflow where nothing is taken off.
	if got, err := aCommitment("", "1", false).Apply(usd(math.MinInt64), usd(0), 1, 1, 0); err != nil || got.Total != usd(math.MinInt64) {
		t.Errorf("Apply(least) = %v, %v", got, err)
	}
}

func TestCommitmentValidate(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	for name, tt := range map[string]struct {
		commitment pricing.Commitment
		want       []string
	}{
		"zero":      {pricing.Commitment{}, nil},
		"full":      {pricing.Commitment{discDec("100"), discDec("100.0"), pricing.Year, true}, nil},
		"conflict":  {aCommitment("100.01", "100", false), []string{"error minimum range"}},
		"no limit":  {aCommitment("100.01", "0", false), nil},
		"negative":  {aCommitment("-1", "-0.5", false), []string{"error maximum range", "error minimum range"}},
		"hostile":   {pricing.Commitment{Minimum: huge, Maximum: huge}, []string{"error maximum range", "error minimum range"}},
		"before":    {aCommitment("", "100", true), []string{"warning before_discount conflict"}},
		"cadence":   {pricing.Commitment{Cadence: pricing.Quarter}, []string{"warning cadence conflict"}},
		"once":      {pricing.Commitment{Minimum: discDec("1"), Cadence: pricing.Once}, []string{"error cadence range"}},
		"unknown":   {pricing.Commitment{Maximum: discDec("1"), Cadence: 99}, []string{"error cadence range"}},
		"fortnight": {pricing.Commitment{Maximum: discDec("1"), Cadence: pricing.Fortnight}, nil},
	} {
		if got := discFindings(tt.commitment.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: Validate = %q, want %q", name, got, tt.want)
		}
	}
}

func TestCommitmentText(t *testing.T) {
	for want, k := range map[string]pricing.Commitment{
		"none":                    {Cadence: pricing.Year},
		"at least 100":            aCommitment("100.00", "", true),
		"at most 100":             aCommitment("", "100", false),
		"at least 1, at most 2.5": aCommitment("1", "2.50", false),
	} {
		if got := k.String(); got != want {
			t.Errorf("String = %q, want %q", got, want)
		}
		if k.IsZero() {
			t.Errorf("%s: IsZero", want)
		}
	}
	if !aCommitment("0.00", "0", false).IsZero() || aCommitment("", "", true).IsZero() {
		t.Errorf("IsZero of 0.00 and 0 is false, or that of before_discount is true")
	}
}

func TestCommitmentJSON(t *testing.T) {
	for text, want := range map[string]string{ // want: "" is the text itself
		`{"minimum":"10000","maximum":"15000","cadence":"year","before_discount":true}`: "",
		`{"minimum":"0.5"}`:                  "",
		`{"maximum":"0.000000000000000001"}`: "",
		`{}`:                                 "",
		`{"before_discount":false,"cadence":"","minimum":"0","maximum":"10.00"}`: `{"maximum":"10"}`,
		`{"minimum":"-1"}`: "", // Validate finds it
	} {
		var k pricing.Commitment
		if err := json.Unmarshal([]byte(text), &k); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if want == "" {
			want = text
		}
		if got, err := json.Marshal(k); err != nil || string(got) != want {
			t.Errorf("%s comes back as %s, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]msp.Code{
		`{"maximum":"0"}`:                   msp.CodeRange,
		`{"maximum":"0.00"}`:                msp.CodeRange,
		`{"maximum":"x"}`:                   msp.CodeSyntax,
		`{"maximum":10}`:                    msp.CodeType,
		`{"minimum":10}`:                    msp.CodeType,
		`{"minimum":"1e5"}`:                 msp.CodeSyntax,
		`{"minimum":"1","minimum":"1"}`:     msp.CodeDuplicateKey,
		`{"least":"1"}`:                     msp.CodeUnknownKey,
		`{"cadence":"daily"}`:               msp.CodeSyntax,
		`{"before_discount":"true"}`:        msp.CodeType,
		`{"maximum":"1234567890123456789"}`: msp.CodeRange,
		`"100"`:                             msp.CodeType,
	} {
		k := aCommitment("1", "2", true)
		err := json.Unmarshal([]byte(text), &k)
		var issues msp.Issues
		if !errors.Is(err, want) || !errors.As(err, &issues) || len(issues) != 1 || k.String() != "at least 1, at most 2" || !k.BeforeDiscount {
			t.Errorf("%s: %v, %v, want %v and no change", text, k, err, want)
		}
	}
	for _, k := range []pricing.Commitment{{Minimum: decimal.New(1, 1_000_000_000)}, {Maximum: decimal.New(1, 1_000_000_000)}, {Cadence: 99}} {
		if text, err := json.Marshal(k); !errors.Is(err, msp.ErrRange) {
			t.Errorf("JSON of what is out of range = %s, %v, want %v", text, err, msp.ErrRange)
		}
	}
}

func ExampleCommitment_Apply() {
	k := pricing.Commitment{Minimum: decimal.NewFromInt(1000)}
	charges, discount := msp.MustParseMoney("520.00 USD"), msp.MustParseMoney("52.00 USD")
	got, err := k.Apply(charges, discount, 15, 30, msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(k, "a month, half of it:", got.TrueUp, "to", got.Total)
	// Output: at least 1000 a month, half of it: 32.00 USD to 500.00 USD
}
