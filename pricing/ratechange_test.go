package pricing_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func labourNum(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func TestRateChangeJSON(t *testing.T) {
	for _, tt := range []struct {
		change     pricing.RateChange
		text, says string
	}{
		{pricing.ReplaceRate{Rate: labourNum("200.00")}, `{"replace":"200"}`, "at 200"},
		{pricing.ReplaceRate{}, `{"replace":"0"}`, "at 0"},
		{pricing.AddRate{Rate: labourNum("25.5")}, `{"add":"25.5"}`, "+25.5"},
		{pricing.AddRate{Rate: labourNum("-25")}, `{"add":"-25"}`, "-25"},
		{pricing.AddRate{}, `{"add":"0"}`, "+0"},
		{pricing.MultiplyRate{Factor: labourNum("1.50")}, `{"multiply":"1.5"}`, "×1.5"},
		{pricing.MultiplyRate{}, `{"multiply":"0"}`, "×0"},
	} {
		text, err := json.Marshal(tt.change)
		if err != nil || string(text) != tt.text || tt.change.String() != tt.says {
			t.Errorf("%T: JSON = %s, %v, String %q, want %s and %q", tt.change, text, err, tt.change, tt.text, tt.says)
		}
		got, err := pricing.ParseRateChange([]byte(tt.text))
		if err != nil || !cmp.Equal(got, tt.change) {
			t.Errorf("ParseRateChange(%s) = %v, %v, want %v", tt.text, got, err, tt.change)
		}
	}
	if text, err := json.Marshal(pricing.AddRate{Rate: decimal.New(1, 18)}); err == nil {
		t.Errorf("19 digits have the JSON %s, want an error", text)
	}
}

func TestRateChangeFindings(t *testing.T) {
	for _, tt := range []struct {
		text, path string
		code       msp.Code
	}{
		{`{}`, "", msp.CodeMissing},
		{`[]`, "", msp.CodeType},
		{`null`, "", msp.CodeType},
		{`{"add":"1","multiply":"2"}`, "multiply", msp.CodeConflict},
		{`{"add":"1","add":"2"}`, "add", msp.CodeDuplicateKey},
		{`{"add":"1","by":"1"}`, "by", msp.CodeUnknownKey},
		{`{"add":25}`, "add", msp.CodeType},
		{`{"add":"+25"}`, "add", msp.CodeSyntax},
		{`{"add":"1e9"}`, "add", msp.CodeSyntax},
		{`{"replace":"-1"}`, "replace", msp.CodeRange},
		{`{"multiply":"-0.5"}`, "multiply", msp.CodeRange},
		{`{"multiply":"1000000000000000000"}`, "multiply", msp.CodeRange}, // 19 digits
	} {
		got, err := pricing.ParseRateChange([]byte(tt.text))
		var issues msp.Issues
		if !errors.As(err, &issues) || got != nil || issues[0].Path != tt.path || issues[0].Code != tt.code {
			t.Errorf("ParseRateChange(%s) = %v, %v, want %s at %q", tt.text, got, err, tt.code, tt.path)
		}
	}
}
