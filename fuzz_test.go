package msp_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

// Texts that are strange for every type, besides those each target adds.
func hostile() []string {
	return []string{
		"", " ", "\x00", "\xff", "\u2212" + "1", "１", "٣", "NaN", "Inf", "-", "--1", "+1", "1e10000", "1e-10000", "0x10", "1_000",
		"1,000", "null", "undefined", "-0", "00", ".5", "5.", "9223372036854775807", "9223372036854775808", "18446744073709551616",
		strings.Repeat("9", 10_001), strings.Repeat("0", 10_001), "0." + strings.Repeat("0", 10_001) + "1", strings.Repeat("/", 1000),
		strings.Repeat("A", 10_001), "\u202e", "é", "e\u0301",
	}
}

// fuzzText fuzzes the reading of one type: what is read survives the round trip
// and prints in one form, what is refused has a typed error.
func fuzzText[T codec, P codecPointer[T]](f *testing.F, seeds ...string) {
	f.Helper()
	for _, seed := range append(hostile(), seeds...) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var v, zero T
		if err := P(&v).UnmarshalText([]byte(text)); err != nil {
			if _, ok := errors.AsType[*msp.InputError](err); !ok {
				t.Fatalf("%q: error %T without a type", text, err)
			}
			if len(err.Error()) > 1000 || v != zero {
				t.Fatalf("%q: error of %d bytes, value %v", text, len(err.Error()), v)
			}
			return
		}
		roundTrip[T, P](t, v)
	})
}

func FuzzParseMoney(f *testing.F) {
	fuzzText[msp.Money](f, "12.50 USD", "-0.01 USD", "0 JPY", "12.505 USD", "1 PTS/3", "1 PTS/19", "0.000000000000000001 A/18",
		"-92233720368547758.08 USD", "92233720368547758.08 USD", "12.50  USD", "12.50 USD ", "USD 1", "0 ", "5")
}

func FuzzParsePercent(f *testing.F) {
	fuzzText[msp.Percent](f, "12.5%", "12.50%", "-0%", "0.0000000000000001%", "0.00000000000000001%", "999999999999999999%",
		"1000000000000000000%", "%", "5 %", "5%%", "5％")
}

func FuzzParseRatio(f *testing.F) {
	fuzzText[msp.Ratio](f, "3/4", "6/8", "-1/8", "0/5", "3/0", "3/-4", "03/4", "-9223372036854775808/1", "1/9223372036854775808",
		"36893488147419103232/3", strings.Repeat("9", 999)+"/"+strings.Repeat("8", 999), strings.Repeat("9", 1000)+"/1")
}

func FuzzParseCurrency(f *testing.F) {
	fuzzText[msp.Currency](f, "USD", "USD/2", "USD/3", "JPY", "PTS/3", "PTS/03", "PTS/19", "PTS/", "/3", "ABCDEF/18", "ABCDEFG/0", "XXX", "usd")
}

func FuzzParseDate(f *testing.F) {
	fuzzText[msp.Date](f, "2026-03-08", "2026-02-30", "2026-13-01", "2026-2-3", "0001-01-01", "0000-12-31", "9999-12-31", "12026-01-01",
		"-026-01-01", "2028-02-29", "1900-02-29", "1000000000-01-01")
}

func FuzzParsePeriod(f *testing.F) {
	fuzzText[msp.Period](f, "2026-03-01/2026-04-01", "2026-04-01/2026-03-01", "2026-03-01/2026-03-01", "/", "2026-03-01/", "2026-03-01/P1M")
}

func FuzzParsePriority(f *testing.F) {
	fuzzText[msp.Priority](f, "P1", "p9", "3", "P0", "P10", "P1|P2")
}

// What is read as JSON prints in one form, which reads as the same.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"amount":"12.50","currency":"USD"}`, `{"amount":"0"}`, `"1 USD"`, `{"amount":"1","amount":"1"}`, `{"amount":1}`, `null`,
		`{"met":1,"missed":2,"pending":3,"excluded":4}`, `{"met":9223372036854775807,"missed":1}`, `{"met":1e3}`,
		`{"client":["acme"],"priority":["P1","P2"]}`, `{"a":[],"a":[]}`, `{"a":[null]}`, `{"":[""]}`, `{"\ud800":["\ud800"]}`, "{\"\xff\":[]}",
		`{`, `{}}`, `{} {}`, `[]`, strings.Repeat(`{"a":`, 10_001), `{"a":` + strings.Repeat(`[`, 100_000),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzJSON[msp.Money](t, data)
		fuzzJSON[msp.Tally](t, data)
		fuzzJSON[msp.Condition](t, data)
	})
}

func fuzzJSON[T any, P interface {
	*T
	json.Unmarshaler
}](t *testing.T, data []byte,
) {
	t.Helper()
	var v, again T
	if P(&v).UnmarshalJSON(data) != nil {
		return
	}
	first, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%q reads as %v, JSON: %v", data, v, err)
	}
	if err := P(&again).UnmarshalJSON(first); err != nil {
		t.Fatalf("%s from %q: %v", first, data, err)
	}
	if second, err := json.Marshal(again); err != nil || string(second) != string(first) {
		t.Fatalf("%s comes back as %s, %v", first, second, err)
	}
}
