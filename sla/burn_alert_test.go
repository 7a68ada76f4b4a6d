package sla_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

const standardAlerts = `[{"name":"page-fast","long":"1h","short":"5m","factor":"14.4"},` +
	`{"name":"page-slow","long":"6h","short":"30m","factor":"6"},{"name":"ticket","long":"72h","short":"6h","factor":"1"}]`

func TestBurnAlertJSON(t *testing.T) {
	text, err := json.Marshal(sla.StandardBurnAlerts())
	if err != nil || string(text) != standardAlerts {
		t.Errorf("JSON = %s, %v", text, err)
	}
	specs, err := sla.ParseBurnAlertSpecs([]byte(standardAlerts), msp.Limits{})
	if err != nil || !slices.Equal(specs, sla.StandardBurnAlerts()) {
		t.Errorf("read as %v, %v", specs, err)
	}
	if text, err := json.Marshal(sla.BurnAlertSpecs(nil)); err != nil || string(text) != "[]" {
		t.Errorf("none = %s, %v", text, err)
	}
	var one sla.BurnAlertSpec
	if err := json.Unmarshal([]byte(`{"name":"x","long":"60m","short":"1m","factor":"2.50"}`), &one); err != nil ||
		one != (sla.BurnAlertSpec{Name: "x", Long: time.Hour, Short: time.Minute, Factor: msp.NewRatio(5, 2)}) {
		t.Errorf("one = %+v, %v", one, err)
	}
	var list sla.BurnAlertSpecs
	if err := json.Unmarshal([]byte(standardAlerts), &list); err != nil || len(list) != 3 {
		t.Errorf("list = %v, %v", list, err)
	}
	for text, code := range map[string]msp.Code{
		`[{"factor":"14,4"}]`:                msp.CodeSyntax,
		`[{"factor":"1440%"}]`:               msp.CodeSyntax,
		`[{"factor":"72/5"}]`:                msp.CodeSyntax,
		`[{"factor":14.4}]`:                  msp.CodeType,
		`[{"factor":"1e3"}]`:                 msp.CodeSyntax,
		`[{"factor":"1234567890123456789"}]`: msp.CodeRange,
		`[{"long":"3d"}]`:                    msp.CodeSyntax,
		`[{"short":"9999999999h"}]`:          msp.CodeRange,
		`[{"window":"1h"}]`:                  msp.CodeUnknownKey,
		`[{"name":"a","name":"b"}]`:          msp.CodeDuplicateKey,
		`{}`:                                 msp.CodeType,
	} {
		got, err := sla.ParseBurnAlertSpecs([]byte(text), msp.Limits{})
		if !errors.Is(err, code) || got != nil {
			t.Errorf("%s: %v, %v, want %v", text, got, err, code)
		}
		if err := json.Unmarshal([]byte(text), &list); !errors.Is(err, code) || len(list) != 3 {
			t.Errorf("Unmarshal %s: %v, %v", text, list, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"factor":""}`), &one); !errors.Is(err, msp.CodeSyntax) || one.Name != "x" {
		t.Errorf("one = %+v, %v", one, err)
	}
	for _, factor := range []msp.Ratio{{}, msp.NewRatio(1, 3)} {
		if text, err := json.Marshal(sla.BurnAlertSpec{Factor: factor}); !errors.Is(err, msp.ErrInvalid) {
			t.Errorf("factor %v = %s, %v", factor, text, err)
		}
	}
}

func TestBurnAlertFindings(t *testing.T) {
	specs := sla.BurnAlertSpecs{
		{Name: "a", Long: time.Hour, Short: time.Hour, Factor: msp.NewRatio(0, 1)},
		{Long: 0, Short: -1},
		{Name: "a", Long: time.Minute, Short: time.Hour, Factor: msp.NewRatio(-1, 1)},
		{Name: "b", Long: time.Hour, Short: time.Minute, Factor: msp.NewRatio(1, 3)},
		{Name: "c", Long: time.Hour, Short: time.Minute, Factor: msp.MustParseRatio("1/100000000000000000")},
		{Name: "d", Long: time.Hour, Short: time.Minute, Factor: msp.MustParseRatio("1/10000000000000000")},
		{Name: "e", Long: time.Hour, Short: time.Minute, Factor: msp.MustParseRatio("1/10000000000000000000000000000000000000000")},
	}
	var got []string
	for _, issue := range specs.Validate() {
		got = append(got, issue.Path+" "+string(issue.Code))
	}
	want := []string{
		"[1].factor missing", "[1].long range", "[1].name missing", "[1].short range",
		"[2].factor range", "[2].name duplicate_name", "[2].short conflict", "[3].factor range", "[4].factor range", "[6].factor range",
	}
	if !slices.Equal(got, want) {
		t.Errorf("findings %q", got)
	}
	if _, err := specs.Compile(); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("Compile: %v", err)
	}
	// The alerts do not follow later changes of the list.
	list := sla.StandardBurnAlerts()
	alerts := burnAlerts(t, list)
	list[0].Name = "changed"
	readings, err := alerts.Read(inApril("10 12:00:00"), pct("99.9%"), nil, nil, aroundTheClock(sla.MaintenanceExcluded))
	if err != nil || readings[0].Alert.Name != "page-fast" {
		t.Errorf("%v, %v", readings, err)
	}
}

// What is read prints in one form, which reads as the same.
func FuzzParseBurnAlertSpecs(f *testing.F) {
	for _, seed := range []string{
		standardAlerts, `[]`, `[{}]`, `null`, `[{"factor":"0.0000000000000001"}]`, `[{"factor":"-0"}]`, `[{"long":"-1h","short":"0s"}]`, `[{"factor":"%"}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		specs, err := sla.ParseBurnAlertSpecs(data, msp.Limits{})
		if err != nil {
			var issues msp.Issues
			if !errors.As(err, &issues) || specs != nil {
				t.Fatalf("%q: %v, %T", data, specs, err)
			}
			return
		}
		if _, err := specs.Compile(); (err != nil) != (specs.Validate().Err() != nil) {
			t.Fatalf("%q: Compile: %v", data, err)
		}
		for _, s := range specs {
			if !s.Factor.Defined() {
				return // has no JSON
			}
		}
		first, err := json.Marshal(specs)
		if err != nil {
			t.Fatalf("%q: no JSON: %v", data, err)
		}
		again, err := sla.ParseBurnAlertSpecs(first, msp.Limits{})
		if err != nil || !slices.Equal(again, specs) {
			t.Fatalf("%s of %q comes back as %v, %v", first, data, again, err)
		}
	})
}
