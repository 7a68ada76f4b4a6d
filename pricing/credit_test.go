package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func creditTerms(limit, least string) pricing.CreditTerms {
	var t pricing.CreditTerms
	if limit != "" {
		t.Cap = discPct(limit)
	}
	if least != "" {
		t.Least = discDec(least)
	}
	return t
}

func creditPercents(text string) []msp.Percent {
	var out []msp.Percent
	for p := range strings.FieldsSeq(text) {
		out = append(out, discPct(p))
	}
	return out
}

func TestCreditTermsApply(t *testing.T) {
	for _, tt := range []struct {
		limit, least string
		fee          string
		percents     string
		mode         msp.Rounding
		each         string
		want         string // credit, unused, net
	}{
		{"", "", "4850.00 USD", "", 0, "", "0.00 0.00 4850.00"},
		{"", "", "4850.00 USD", "0%", 0, "0.00", "0.00 0.00 4850.00"},
		{"", "", "4850.00 USD", "5%", 0, "242.50", "242.50 0.00 4607.50"},
		{"", "", "4850.00 USD", "100%", 0, "4850.00", "4850.00 0.00 0.00"},
		// 242.50 + 485 + 1212.50 = 1940; 30 % of the fee are 1455, 40 % are 1940.
		{"30%", "", "4850.00 USD", "5% 10% 25%", 0, "242.50 485.00 1212.50", "1455.00 485.00 3395.00"},
		{"40%", "", "4850.00 USD", "5% 10% 25%", 0, "242.50 485.00 1212.50", "1940.00 0.00 2910.00"},
		{"39.999%", "", "4850.00 USD", "5% 10% 25%", 0, "242.50 485.00 1212.50", "1939.95 0.05 2910.05"},
		// Never above the fee, whatever the cap.
		{"", "", "100.00 USD", "100% 100%", 0, "100.00 100.00", "100.00 100.00 0.00"},
		{"150%", "", "100.00 USD", "100% 100%", 0, "100.00 100.00", "100.00 100.00 0.00"},
		{"", "", "100.00 USD", "250%", 0, "250.00", "100.00 150.00 0.00"},
		{"999999999999999%", "", "92233720368547758.07 USD", "100%", 0, "92233720368547758.07", "92233720368547758.07 0.00 0.00"},
		// Each is rounded, and so is the cap: 5 % of 0.10 is 0.005, 12 % of 0.10 is 0.012.
		{"", "", "0.07 USD", "5%", 0, "0.00", "0.00 0.00 0.07"},
		{"", "", "0.10 USD", "5%", 0, "0.01", "0.01 0.00 0.09"},
		{"", "", "0.10 USD", "5% 5%", msp.Down, "0.00 0.00", "0.00 0.00 0.10"},
		{"12%", "", "0.10 USD", "5% 5%", 0, "0.01 0.01", "0.01 0.01 0.09"},
		{"12%", "", "0.10 USD", "5% 5%", msp.Up, "0.01 0.01", "0.02 0.00 0.08"},
		{"", "", "333 JPY", "10%", 0, "33", "33 0 300"},
		// What is below the least payout is dropped, what is just as much is not.
		{"", "1", "15.00 USD", "5%", 0, "0.75", "0.00 0.75 15.00"},
		{"", "1", "20.00 USD", "5%", 0, "1.00", "1.00 0.00 19.00"},
		{"", "1.001", "20.00 USD", "5%", 0, "1.00", "0.00 1.00 20.00"},
		{"", "1", "15.00 USD", "5% 5%", 0, "0.75 0.75", "1.50 0.00 13.50"},   // of the payout, not of each
		{"5%", "1", "15.00 USD", "5% 5%", 0, "0.75 0.75", "0.00 1.50 15.00"}, // 0.75 after the cap
		{"", "999999999999999999", "15.00 USD", "5%", 0, "0.75", "0.00 0.75 15.00"},
		// A fee that is no fee earns nothing.
		{"", "", "0.00 USD", "100%", msp.Up, "0.00", "0.00 0.00 0.00"},
		{"", "", "-50.00 USD", "100% 5%", 0, "0.00 0.00", "0.00 0.00 -50.00"},
		{"50%", "1", "-50.00 USD", "100%", 0, "0.00", "0.00 0.00 -50.00"},
		{"50%", "1", "0", "100%", 0, "0", "0 0 0"},
	} {
		terms := creditTerms(tt.limit, tt.least)
		got, err := terms.Apply(discMoney(tt.fee), creditPercents(tt.percents), tt.mode)
		if err != nil {
			t.Errorf("%v: Apply(%s, %s): %v", terms, tt.fee, tt.percents, err)
			continue
		}
		if each := discTexts(got.Each); each != tt.each {
			t.Errorf("%v: Apply(%s, %s, %v): each = %s, want %s", terms, tt.fee, tt.percents, tt.mode, each, tt.each)
		}
		if sums := discTexts([]msp.Money{got.Credit, got.Unused, got.Net}); sums != tt.want {
			t.Errorf("%v: Apply(%s, %s, %v) = %s, want %s", terms, tt.fee, tt.percents, tt.mode, sums, tt.want)
		}
	}
}

func TestCreditTermsErrors(t *testing.T) {
	most, err := msp.NewMoney(math.MaxInt64, msp.MustParseCurrency("JPY"))
	if err != nil {
		t.Fatal(err)
	}
	fee := discMoney("100.00 USD")
	for name, tt := range map[string]struct {
		terms    pricing.CreditTerms
		fee      msp.Money
		percents string
		mode     msp.Rounding
		want     error
	}{
		"negative percent":            {pricing.CreditTerms{}, fee, "5% -5%", 0, msp.ErrRange},
		"negative percent of nothing": {pricing.CreditTerms{}, msp.Money{}, "-5%", 0, msp.ErrRange},
		"negative cap":                {creditTerms("-1%", ""), fee, "5%", 0, msp.ErrRange},
		"negative least":              {creditTerms("", "-1"), fee, "5%", 0, msp.ErrRange},
		"hostile least":               {pricing.CreditTerms{Least: decimal.New(1, 1_000_000_000)}, fee, "5%", 0, msp.ErrRange},
		"no mode":                     {pricing.CreditTerms{}, fee, "5%", 99, msp.ErrRange},
		"no mode for the cap":         {creditTerms("5%", ""), fee, "", 99, msp.ErrRange},
		"a percent does not fit":      {pricing.CreditTerms{}, most, "101%", 0, msp.ErrOverflow},
		"the sum does not fit":        {pricing.CreditTerms{}, most, "100% 100%", 0, msp.ErrOverflow},
	} {
		if got, err := tt.terms.Apply(tt.fee, creditPercents(tt.percents), tt.mode); !errors.Is(err, tt.want) || got.Each != nil || got.Net != (msp.Money{}) {
			t.Errorf("%s: Apply = %v, %v, want %v", name, got, err, tt.want)
		}
	}
	_, err = creditTerms("150%", "-1").Apply(fee, nil, 0)
	if want := `pricing: credit terms "at most 150% of the fee, at least -1": -1 is below zero`; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
}

func TestCreditTermsValidate(t *testing.T) {
	for _, tt := range []struct {
		terms pricing.CreditTerms
		want  []string
	}{
		{pricing.CreditTerms{}, nil},
		{creditTerms("100%", "5"), nil},
		{creditTerms("100.1%", ""), []string{"warning cap range"}},
		{creditTerms("-1%", "-1"), []string{"error cap range", "error least range"}},
		{pricing.CreditTerms{Least: decimal.New(1, -1_000_000_000)}, []string{"error least range"}},
	} {
		if got := discFindings(tt.terms.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%v: Validate = %q, want %q", tt.terms, got, tt.want)
		}
	}
}

func TestCreditTermsText(t *testing.T) {
	for want, terms := range map[string]pricing.CreditTerms{
		"at most the fee":                        {},
		"at most 30% of the fee":                 creditTerms("30%", ""),
		"at most the fee, at least 1":            creditTerms("", "1.00"),
		"at most 30% of the fee, at least 0.005": creditTerms("30%", "0.005"),
	} {
		if got := terms.String(); got != want {
			t.Errorf("String = %q, want %q", got, want)
		}
		if got := terms.IsZero(); got != (want == "at most the fee") {
			t.Errorf("%s: IsZero = %v", want, got)
		}
	}
}

func TestCreditTermsJSON(t *testing.T) {
	for text, want := range map[string]string{ // want: "" is the text itself
		`{"cap":"30%","least":"1.5"}`:  "",
		`{"least":"1.5"}`:              "",
		`{}`:                           "",
		`{"least":"0","cap":"150.0%"}`: `{"cap":"150%"}`,
	} {
		var terms pricing.CreditTerms
		if err := json.Unmarshal([]byte(text), &terms); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if want == "" {
			want = text
		}
		if got, err := json.Marshal(terms); err != nil || string(got) != want {
			t.Errorf("%s comes back as %s, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]msp.Code{
		`{"cap":"0%"}`:              msp.CodeRange,
		`{"cap":"30"}`:              msp.CodeSyntax,
		`{"cap":30}`:                msp.CodeType,
		`{"least":1}`:               msp.CodeType,
		`{"least":"1 USD"}`:         msp.CodeSyntax,
		`{"most":"30%"}`:            msp.CodeUnknownKey,
		`{"cap":"30%","cap":"30%"}`: msp.CodeDuplicateKey,
		`[]`:                        msp.CodeType,
	} {
		terms := creditTerms("5%", "2")
		err := json.Unmarshal([]byte(text), &terms)
		var issues msp.Issues
		if !errors.Is(err, want) || !errors.As(err, &issues) || len(issues) != 1 || terms.String() != "at most 5% of the fee, at least 2" {
			t.Errorf("%s: %v, %v, want %v and no change", text, terms, err, want)
		}
	}
	if text, err := json.Marshal(pricing.CreditTerms{Least: decimal.New(1, 1_000_000_000)}); !errors.Is(err, msp.ErrRange) {
		t.Errorf("JSON of what is out of range = %s, %v, want %v", text, err, msp.ErrRange)
	}
}

func ExampleCreditTerms_Apply() {
	terms := pricing.CreditTerms{Cap: msp.MustParsePercent("30%")}
	earned := []msp.Percent{msp.MustParsePercent("10%"), msp.MustParsePercent("25%")}
	got, err := terms.Apply(msp.MustParseMoney("4850.00 USD"), earned, msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(got.Each, "earned,", got.Credit, "paid,", got.Unused, "not,", got.Net, "left")
	// Output: [485.00 USD 1212.50 USD] earned, 1455.00 USD paid, 242.50 USD not, 3395.00 USD left
}
