package pricing_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// jsonSeeds are documents that no reader likes, or few.
func jsonSeeds() []string {
	return []string{
		`{}`, `[]`, `null`, `{`, `{"":{}}`, "\ufeff{}", "{\"client\":\"\xff\"}", `{"client":"\ud800"}`, strings.Repeat(`[`, 100), strings.Repeat(`{"items":[`, 50),
		`{"period":"2026-01-01/2026-01-01"}`, `{"period":"0001-01-01/9999-12-31"}`, `{"period":""}`,
	}
}

// jsonFuzz checks what any reader of records must do: what is refused has findings
// and leaves nothing; what is read is written in one form, which reads as the same.
func jsonFuzz[T any](t *testing.T, data []byte, parse func([]byte) (T, error)) (T, bool) {
	t.Helper()
	x, err := parse(data)
	if err != nil {
		var issues msp.Issues
		var none T
		if diff := cmp.Diff(none, x, jsonSame()); !errors.As(err, &issues) || diff != "" {
			t.Fatalf("%q: %v, which is %T, leaves\n%s", data, err, err, diff)
		}
		return x, false
	}
	first, err := json.Marshal(x)
	if err != nil {
		t.Fatalf("%q has no JSON: %v", data, err)
	}
	again, err := parse(first)
	if diff := cmp.Diff(x, again, jsonSame()); err != nil || diff != "" {
		t.Fatalf("%s of %q: %v, -want +got\n%s", first, data, err, diff)
	}
	if second, err := json.Marshal(again); err != nil || string(second) != string(first) {
		t.Fatalf("%s comes back as %s, %v", first, second, err)
	}
	return x, true
}

func FuzzParseAgreementSpec(f *testing.F) {
	for _, seed := range append(jsonSeeds(),
		`{"client":"Acme","currency":"USD","start":"2026-01-01","items":[{"name":"Seats","price":{"unit":"user","rate":"150"},"quantity":[{"quantity":"25"},{"from":"2026-01-16","quantity":"30"}]}]}`,
		`{"currency":"JPY","start":"2026-01-31","rounding":"half_even","items":[{"name":"a","price":{"mode":"graduated","unit":"u","tiers":[{"up_to":"10","rate":"65"},{"rate":"52.50","flat":"1"}]},"metered":true}]}`,
		`{"currency":"USD","start":"2026-01-01","items":[{"name":"a","price":{"flat":"1"},"changes":[{"from":"2026-02-01","price":{"flat":"2"}}],"cadence":"year","timing":"arrears","licence":{"term":"year","grace":7},"uplift":{"percent":"3%","floor":"0%","cap":"5%"},"discounts":[{"name":"d","off":{"volume":[{"from":"0","percent":"5%"}]}}],"cost":"1"}]}`,
		`{"currency":"USD","start":"2026-01-01","labour":{"name":"l","rate":"120","types":{"t":{"add":"-25"}},"roles":{"r":{"replace":"1"}},"after_hours":{"multiply":"1.5"},"costs":{"r":"60"}},"blocks":[{"name":"b","unit":"money","allotment":"10","rollover":true,"rollover_cap":"5","life":2,"burn":{"t":"1.5"},"alerts":["75%"],"lots":[{"id":"l","from":"2026-05-01","size":"20"}]}]}`,
		`{"currency":"PTS/18","start":"9999-12-30","projects":[{"name":"p","total":"1","milestones":[{"name":"m","percent":"100%"}]}],"outcomes":[{"price":{"kpi":"k","levels":[{"at":"1","fee":"1"}]}}],"commitment":{"minimum":"1","maximum":"2","before_discount":true},"credits":{"cap":"30%","least":"1"},"credit_notes":true}`,
		`{"items":[{"cost":"1e1000000000"},{"cost":"-0.0"},{"cost":"999999999999999999.999999999999999999"}]}`,
	) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, ok := jsonFuzz(t, data, func(data []byte) (pricing.AgreementSpec, error) {
			return pricing.ParseAgreementSpec(data, msp.Limits{})
		})
		if !ok {
			return
		}
		if _, err := spec.Compile(); (err != nil) != (spec.Validate().Err() != nil) {
			t.Fatalf("%q: Compile: %v, Validate: %v", data, err, spec.Validate())
		}
	})
}

func FuzzParseInput(f *testing.F) {
	for _, seed := range append(jsonSeeds(),
		`{"period":"2026-03-01/2026-04-01","balance":{"through":"2026-03-01","carried":{"amount":"-1.00","currency":"USD"}},"usage":{"a":"1","":"0"},"kpis":{"k":"1/2","j":"undefined","i":""}}`,
		`{"work":[{"id":"E1","ticket":"T1","date":"2026-03-02","minutes":9223372036854775807,"after_hours":1,"type":"t","role":"r"}],"materials":[{"name":"m","quantity":"1","markup":"-100%"}],"credits":[{"item":"a","percent":"10%","reason":"r"}]}`,
		`{"usage":{"a":"1","\u0061":"2"}}`, `{"work":[{"minutes":1e9}]}`, `{"work":[{"minutes":-0}]}`,
	) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		jsonFuzz(t, data, func(data []byte) (pricing.Input, error) { return pricing.ParseInput(data, msp.Limits{}) })
	})
}

func FuzzParseStatement(f *testing.F) {
	for _, seed := range append(jsonSeeds(),
		`{"client":"c","lines":[{"kind":"recurring","item":"i","ref":"r","period":"2026-01-01/2026-02-01","quantity":"12.5 user","amount":{"amount":"1.00","currency":"USD"},"cost":{"amount":"0"},"detail":[{"step":"rate","of":31,"tier":1,"quantity":"1/6 hour","rate":"150","percent":"5%","why":"x"}]}],"total":{"amount":"1.00","currency":"USD"}}`,
		`{"refused":[{"item":"i","date":"2026-06-01","requested":"8","kept":"11"}],"blocks":[{"period":"2026-01-01/2026-02-01","uses":[{"ref":"r","amount":"3/2","draws":[{"lot":"l","amount":"1/2"}],"overage_amount":{"amount":"1","currency":"JPY"}}],"opening":"0/1","lapsed":[{"lot":"l","lapse":"expired"}],"alerts":[{"level":"75%"}],"balance":{"drawn":"1/3"}}]}`,
		`{"lines":[{"quantity":"0 user"},{"quantity":"5 "},{"quantity":"5  x "},{"quantity":"10/60 hour"},{"quantity":"1000000000000000000000/1"},{"quantity":"undefined"},{"quantity":"1/0 x"}]}`,
		`{"total":{"amount":"9223372036854775807","currency":"JPY"},"due":{"amount":"1 USD"}}`,
	) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		jsonFuzz(t, data, func(data []byte) (pricing.Statement, error) { return pricing.ParseStatement(data, msp.Limits{}) })
	})
}

func FuzzBalanceJSON(f *testing.F) {
	for _, seed := range append(jsonSeeds(),
		`{"through":"2026-04-01","carried":{"amount":"-12.50","currency":"USD"},"blocks":[{"lots":[{"id":"2026-03-01","from":"2026-03-01","granted":"20/1","left":"15/2"}],"drawn":"7/6","alerted":"75%"},{}],"incidents":["T1",""],"committed":{"charges":{"amount":"7.500","currency":"PTS/3"}}}`,
		`{"carried":{"amount":"-0"},"labour":{"currency":"USD/2","amount":"1"}}`, `{"blocks":[{"drawn":"2/4"}]}`,
	) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) { // encoding/json reports that in its own way
			return
		}
		jsonFuzz(t, data, func(data []byte) (pricing.Balance, error) {
			var b pricing.Balance
			err := json.Unmarshal(data, &b)
			return b, err
		})
	})
}
