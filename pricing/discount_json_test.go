package pricing_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestDiscountJSON(t *testing.T) {
	for text, want := range map[string]string{ // want: "" is the text itself
		`{"name":"loyalty","off":{"percent":"10%"},"from":"2026-01-01","to":"2027-01-01"}`:                                 "",
		`{"name":"gift","off":{"amount":"5"}}`:                                                                             "",
		`{"name":"ramp","off":{"volume":[{"from":"0","percent":"5%"},{"from":"50.5","percent":"10%"}]},"to":"2027-01-01"}`: "",
		`{"name":"ramp","off":{"volume":[]}}`:                                                                              "",
		`{"name":"a","off":{"amount":"0"}}`:                                                                                "",
		`{"name":"a","off":{"percent":"0%"}}`:                                                                              "",
		`{}`:                                                                                                               "",
		`{"to":"2027-01-01","off":{"amount":"5.00"},"name":"a"}`:                                                           `{"name":"a","off":{"amount":"5"},"to":"2027-01-01"}`,
		`{"name":"","off":{}}`:                                                                                             `{}`, // Validate finds what is missing
		`{"off":{"volume":[{"percent":"10.0%","from":"1.50"}]},"from":"","to":""}`:                                         `{"off":{"volume":[{"from":"1.5","percent":"10%"}]}}`,
	} {
		var d pricing.Discount
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if want == "" {
			want = text
		}
		if got, err := json.Marshal(d); err != nil || string(got) != want {
			t.Errorf("%s comes back as %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestDiscountJSONFindings(t *testing.T) {
	for text, want := range map[string]msp.Code{
		`{"name":"a","off":{"percent":"10"}}`:                    msp.CodeSyntax,
		`{"off":{"percent":10}}`:                                 msp.CodeType,
		`{"off":{"percent":"10%","amount":"5"}}`:                 msp.CodeConflict,
		`{"off":{"percent":"10%","percent":"11%"}}`:              msp.CodeDuplicateKey,
		`{"off":{"amount":5}}`:                                   msp.CodeType,
		`{"off":{"amount":"5 USD"}}`:                             msp.CodeSyntax,
		`{"off":{"amount":"1e10000"}}`:                           msp.CodeSyntax,
		`{"off":{"amount":"1234567890123456789"}}`:               msp.CodeRange,
		`{"off":{"rate":"5"}}`:                                   msp.CodeUnknownKey,
		`{"off":"10%"}`:                                          msp.CodeType,
		`{"off":null}`:                                           msp.CodeType,
		`{"off":{"volume":{}}}`:                                  msp.CodeType,
		`{"off":{"volume":[{"from":"1"}]}}`:                      msp.CodeMissing,
		`{"off":{"volume":[{"percent":"1%"}]}}`:                  msp.CodeMissing,
		`{"off":{"volume":[{"from":1,"percent":"1%"}]}}`:         msp.CodeType,
		`{"off":{"volume":[{"upto":"1"}]}}`:                      msp.CodeUnknownKey,
		`{"from":"2026-02-30"}`:                                  msp.CodeRange,
		`{"until":"2026-03-01"}`:                                 msp.CodeUnknownKey,
		`{"name":"a","name":"b"}`:                                msp.CodeDuplicateKey,
		`[]`:                                                     msp.CodeType,
		`{"off":{"volume":[{"from":"1","percent":"1%"}, "5%"]}}`: msp.CodeType,
	} {
		d := percentDiscount("10%")
		before := d
		if err := json.Unmarshal([]byte(text), &d); !errors.Is(err, want) || !reflect.DeepEqual(d, before) {
			t.Errorf("%s: %v, %v, want %v and no change", text, d, err, want)
		}
	}
	var s pricing.VolumeStep
	if err := json.Unmarshal([]byte(`{"from":"1","percent":"1%"}`), &s); err != nil || !s.From.Equal(discDec("1")) || s.Percent != discPct("1%") {
		t.Errorf("a step = %v, %v", s, err)
	}
	if err := json.Unmarshal([]byte(`{"from":"2"}`), &s); !errors.Is(err, msp.CodeMissing) || !s.From.Equal(discDec("1")) {
		t.Errorf("half a step = %v, %v", s, err)
	}
	// What is no number has no JSON, and takes no time to find that out.
	huge := decimal.New(1, 1_000_000_000)
	for _, off := range []pricing.Off{pricing.AmountOff{huge}, pricing.VolumeOff{[]pricing.VolumeStep{{From: huge}}}} {
		if text, err := json.Marshal(pricing.Discount{Name: "a", Off: off}); !errors.Is(err, msp.ErrRange) {
			t.Errorf("%T of 1e1000000000: %s, %v, want %v", off, text, err, msp.ErrRange)
		}
	}
}

// Whatever is read comes back the same, is checked and is used without a panic.
func FuzzDiscountJSON(f *testing.F) {
	for _, text := range []string{
		`{"name":"loyalty","off":{"percent":"10%"},"from":"2026-01-01","to":"2027-01-01"}`,
		`{"off":{"amount":"-0.000000000000000001"}}`,
		`{"off":{"volume":[{"from":"50","percent":"5%"},{"from":"50","percent":"-999%"}]}}`,
		`{}`, `{"off":{}}`, `{"off":{"amount":"1e99"}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var d, again pricing.Discount
		if json.Unmarshal(data, &d) != nil {
			return
		}
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatalf("%q has no JSON: %v", data, err)
		}
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%q gives %s: %v", data, text, err)
		}
		if text2, err := json.Marshal(again); err != nil || string(text2) != string(text) {
			t.Fatalf("%q gives %s, then %s, %v", data, text, text2, err)
		}
		_ = d.Validate() // does not panic
		subtotal := discMoney("123.45 USD")
		got, err := d.Amount(subtotal, pricing.Count(60, "user"), 0)
		if d.Off != nil && (err != nil || got.Minor() < 0 || got.Minor() > subtotal.Minor()) {
			t.Fatalf("%s takes %v off %v, %v", text, got, subtotal, err)
		}
	})
}
