package pricing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestBlockFindings(t *testing.T) {
	lot := `{"id":"x","from":"2026-01-01","size":"1"}`
	for text, want := range map[string][]string{
		`{"name":"b","allotment":"1","overage":"1"}`: nil,
		`{"name":"b","unit":"hours","allotment":"1","cadence":"quarter","lots":[` + lot + `],"rollover":true,"rollover_cap":"5","life":2,"order":"earliest_end","overage":"1","burn_overage":true,"burn":{"a":"0","b":"1.5"},"covers":["a","b"],"alerts":["75%","100%"]}`: nil,
		`{}`: {"warning allotment missing", "error name missing", "warning overage missing"},
		`{"name":"b","unit":"money","lots":[` + lot + `]}`:                                  nil,
		`{"name":"b","unit":"money","lots":[` + lot + `],"overage":"1"}`:                    nil,
		`{"name":"b","unit":"money","lots":[` + lot + `],"overage":"1.1"}`:                  {"error overage conflict"},
		`{"name":"b","unit":"incidents","allotment":"-1","overage":"-1"}`:                   {"error allotment range", "error overage range"},
		`{"name":"b","allotment":"1","overage":"1","cadence":"once"}`:                       {"error cadence range"},
		`{"name":"b","lots":[` + lot + `],"overage":"1","cadence":"month","rollover":true}`: {"warning cadence conflict", "warning rollover conflict"},
		`{"name":"b","allotment":"1","overage":"1","rollover_cap":"1","life":1}`:            {"error life conflict", "error rollover_cap conflict"},
		`{"name":"b","allotment":"1","overage":"1","rollover":true,"rollover_cap":"-1"}`:    {"error rollover_cap range"},
		`{"name":"b","overage":"1","lots":[` + lot + `,{"id":"","size":"0"},` + lot + `,{"id":"2026-01-01","from":"2026-01-02","to":"2026-01-01","size":"-1"}]}`: {
			"error lots[1].from missing", "error lots[1].id missing", "warning lots[1].size range", "error lots[2].id duplicate_name",
			"error lots[3].id conflict", "error lots[3].size range", "error lots[3].to range",
		},
		`{"name":"b","allotment":"1","overage":"1","burn":{"":"1","a":"-1","c":"1"},"covers":["a","","a"]}`: {
			"error burn. missing", "error burn.a range", "error burn.c unknown_name", "error covers[1] missing", "error covers[2] duplicate_name",
		},
		`{"name":"b","allotment":"1","overage":"1","alerts":["0%","100%","100.1%","100%","-1%"]}`: {
			"error alerts[0] range", "error alerts[2] range", "error alerts[3] duplicate_name", "error alerts[4] range",
		},
	} {
		var spec pricing.BlockSpec
		if err := json.Unmarshal([]byte(text), &spec); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var got []string
		fails := false
		for _, issue := range spec.Validate() {
			got = append(got, issue.Severity.String()+" "+issue.Path+" "+string(issue.Code))
			fails = fails || issue.Severity == msp.SeverityError
		}
		if !slices.Equal(got, want) {
			t.Errorf("Validate of %s =\n%q, want\n%q", text, got, want)
		}
		_, err := spec.Compile(msp.MustParseDate("2026-01-01"), msp.MustParseCurrency("USD"), 0)
		if fails != errors.Is(err, msp.ErrInvalid) || fails != (err != nil) {
			t.Errorf("Compile of %s: %v, findings %q", text, err, got)
		}
	}
}

// What JSON cannot say.
func TestBlockFindingsOfFields(t *testing.T) {
	huge, tiny := decimal.New(1, 1_000_000_000), decimal.New(1, -1_000_000_000)
	spec := pricing.BlockSpec{
		Name: "\xff", Unit: 9, Order: 9, Cadence: 99, Allotment: huge, Rollover: true, RolloverCap: tiny, Overage: huge, AfterHours: decimal.New(-1, 0), Life: -1,
		Lots: []pricing.Lot{{ID: "\xff", From: msp.MustParseDate("2026-01-01"), Size: huge}},
		Burn: map[string]decimal.Decimal{"\xff": tiny}, Covers: []string{"\xff"},
	}
	var got []string
	for _, issue := range spec.Validate() {
		got = append(got, issue.Path+" "+string(issue.Code))
	}
	if want := []string{
		"after_hours range", "allotment range", "burn.\xff range", "burn.\xff syntax", "cadence range", "covers[0] syntax", "life range", "lots[0].id syntax", "lots[0].size range",
		"name syntax", "order range", "overage range", "rollover_cap range", "unit range",
	}; !slices.Equal(got, want) {
		t.Errorf("Validate =\n%q, want\n%q", got, want)
	}
	for life, want := range map[int]bool{1_000_000: true, 1_000_001: false} {
		spec := pricing.BlockSpec{Name: "b", Allotment: decimal.New(1, 0), Rollover: true, Life: life}
		if err := spec.Validate().Err(); (err == nil) != want {
			t.Errorf("Validate of a life of %d: %v", life, err)
		}
	}
}

func TestBlockJSON(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"name":"b","unit":"incidents","allotment":"2.5","cadence":"week","lots":[{"id":"x","from":"2026-01-01","to":"2026-12-31","size":"10"},{"size":"0"}],"rollover":true,"rollover_cap":"7.25","life":3,"order":"earliest_start","overage":"99.5","burn_overage":true,"burn":{"a":"0","b":"1.5"},"after_hours":"1.25","covers":["b","a"],"alerts":["90%","75.5%"]}`,
	} {
		var spec pricing.BlockSpec
		if err := json.Unmarshal([]byte(text), &spec); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got, err := json.Marshal(spec); err != nil || string(got) != text {
			t.Errorf("again %s, %v, want %s", got, err, text)
		}
	}
	// Other spellings that mean the same.
	var spec pricing.BlockSpec
	if err := json.Unmarshal([]byte(`{"unit":"","allotment":"0","overage":"1.50","lots":[],"burn":{},"covers":[],"alerts":[]}`), &spec); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(spec); err != nil || string(got) != `{"overage":"1.5"}` {
		t.Errorf("again %s, %v", got, err)
	}
	for text, want := range map[string]error{
		`[]`: msp.CodeType, `{"x":1}`: msp.CodeUnknownKey, `{"allotment":10}`: msp.CodeType, `{"allotment":"1e3"}`: msp.CodeSyntax,
		`{"rollover_cap":"0"}`: msp.CodeRange, `{"rollover_cap":"0.00"}`: msp.CodeRange, `{"rollover_cap":"x"}`: msp.CodeSyntax,
		`{"life":0}`: msp.CodeRange, `{"life":1000001}`: msp.CodeRange, `{"life":"1"}`: msp.CodeType, `{"unit":"days"}`: msp.CodeSyntax,
		`{"order":"latest"}`: msp.CodeSyntax, `{"burn":{"a":1}}`: msp.CodeType, `{"burn":{"a":"1","a":"1"}}`: msp.CodeDuplicateKey,
		`{"alerts":["75"]}`: msp.CodeSyntax, `{"covers":[1]}`: msp.CodeType, `{"lots":[{"id":"x"}]}`: msp.CodeMissing, `{"rollover":1}`: msp.CodeType,
		`{"cadence":"day"}`: msp.CodeSyntax, `{"burn_overage":"yes"}`: msp.CodeType, `{"name":null}`: msp.CodeType,
	} {
		spec := pricing.BlockSpec{Name: "kept"}
		if err := json.Unmarshal([]byte(text), &spec); !errors.Is(err, want) || spec.Name != "kept" {
			t.Errorf("Unmarshal(%s): %v, want %v; %+v", text, err, want, spec)
		}
	}
	huge := decimal.New(1, 1_000_000_000)
	for _, tt := range []struct {
		spec pricing.BlockSpec
		want error
	}{
		{pricing.BlockSpec{Name: "\xff"}, msp.ErrSyntax},
		{pricing.BlockSpec{Covers: []string{"\xff"}}, msp.ErrSyntax},
		{pricing.BlockSpec{Burn: map[string]decimal.Decimal{"\xff": {}}}, msp.ErrSyntax},
		{pricing.BlockSpec{Lots: []pricing.Lot{{ID: "\xff"}}}, msp.ErrSyntax},
		{pricing.BlockSpec{Burn: map[string]decimal.Decimal{"a": huge}}, msp.ErrRange},
		{pricing.BlockSpec{Lots: []pricing.Lot{{Size: huge}}}, msp.ErrRange},
		{pricing.BlockSpec{Allotment: huge}, msp.ErrRange},
		{pricing.BlockSpec{RolloverCap: huge}, msp.ErrRange},
		{pricing.BlockSpec{Overage: huge}, msp.ErrRange},
		{pricing.BlockSpec{AfterHours: huge}, msp.ErrRange},
		{pricing.BlockSpec{Unit: 9}, msp.ErrRange},
		{pricing.BlockSpec{Order: 9}, msp.ErrRange},
		{pricing.BlockSpec{Cadence: 99}, msp.ErrRange},
	} {
		if got, err := json.Marshal(tt.spec); !errors.Is(err, tt.want) {
			t.Errorf("Marshal = %s, %v, want %v", got, err, tt.want)
		}
	}
}

func TestBlockEnums(t *testing.T) {
	for _, text := range []string{"", "hours", "money", "incidents"} {
		u, err := pricing.ParseBlockUnit(text)
		again, err2 := u.MarshalText()
		if err != nil || err2 != nil || string(again) != text || u.String() != text {
			t.Errorf("ParseBlockUnit(%q) = %v, %v; %s, %v", text, u, err, again, err2)
		}
	}
	for _, text := range []string{"", "earliest_start", "earliest_end"} {
		o, err := pricing.ParseDrawOrder(text)
		again, err2 := o.MarshalText()
		if err != nil || err2 != nil || string(again) != text || o.String() != text {
			t.Errorf("ParseDrawOrder(%q) = %v, %v; %s, %v", text, o, err, again, err2)
		}
	}
	for _, text := range []string{"", "expired", "forfeited"} {
		var l pricing.Lapse
		err := l.UnmarshalText([]byte(text))
		again, err2 := l.MarshalText()
		if err != nil || err2 != nil || string(again) != text || l.String() != text {
			t.Errorf("UnmarshalText(%q) = %v, %v; %s, %v", text, l, err, again, err2)
		}
	}
	var u pricing.BlockUnit
	var o pricing.DrawOrder
	var l pricing.Lapse
	for _, err := range []error{u.UnmarshalText([]byte("Hours")), o.UnmarshalText([]byte("x")), l.UnmarshalText([]byte("x"))} {
		if !errors.Is(err, msp.ErrSyntax) {
			t.Errorf("UnmarshalText: %v, want a syntax error", err)
		}
	}
	_, err1 := pricing.BlockUnit(4).MarshalText()
	_, err2 := pricing.DrawOrder(3).MarshalText()
	_, err3 := pricing.Lapse(3).MarshalText()
	for _, err := range []error{err1, err2, err3} {
		if !errors.Is(err, msp.ErrRange) {
			t.Errorf("MarshalText: %v, want a range error", err)
		}
	}
	if got := pricing.BlockUnit(4).String() + pricing.DrawOrder(3).String() + pricing.Lapse(3).String(); got != "BlockUnit(4)DrawOrder(3)Lapse(3)" {
		t.Errorf("String: %s", got)
	}
}
