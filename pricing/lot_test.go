package pricing_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestLotJSON(t *testing.T) {
	for _, text := range []string{
		`{"id":"a","from":"2026-05-01","to":"2026-12-31","size":"20"}`,
		`{"id":"a","from":"2026-05-01","size":"0.25"}`,
		`{"size":"0"}`,
	} {
		var l pricing.Lot
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got, err := json.Marshal(l); err != nil || string(got) != text {
			t.Errorf("again %s, %v, want %s", got, err, text)
		}
	}
	for text, want := range map[string]error{
		`{}`: msp.CodeMissing, `1`: msp.CodeType, `{"size":1}`: msp.CodeType, `{"size":"1","hours":"1"}`: msp.CodeUnknownKey,
		`{"size":"1","to":"2026-02-30"}`: msp.CodeRange, `{"size":"1","from":"May"}`: msp.CodeSyntax,
	} {
		l := pricing.Lot{ID: "kept"}
		if err := json.Unmarshal([]byte(text), &l); !errors.Is(err, want) || l.ID != "kept" {
			t.Errorf("Unmarshal(%s): %v, want %v; %+v", text, err, want, l)
		}
	}
}

func TestLotFindings(t *testing.T) {
	may := msp.MustParseDate("2026-05-01")
	good := pricing.Lot{ID: "a", From: may, To: may, Size: decimal.New(1, 0)} // a single day
	if got := good.Validate(); got != nil {
		t.Errorf("Validate of %+v = %v", good, got)
	}
	for _, tt := range []struct {
		change func(l *pricing.Lot)
		want   msp.Code
	}{
		{func(l *pricing.Lot) { l.ID = "" }, msp.CodeMissing},
		{func(l *pricing.Lot) { l.ID = "\xff" }, msp.CodeSyntax},
		{func(l *pricing.Lot) { l.ID = "2026-05-02" }, msp.CodeConflict},
		{func(l *pricing.Lot) { l.From, l.To = msp.Date{}, msp.Date{} }, msp.CodeMissing},
		{func(l *pricing.Lot) { l.To = msp.MustParseDate("2026-04-30") }, msp.CodeRange},
		{func(l *pricing.Lot) { l.Size = decimal.New(-1, -18) }, msp.CodeRange},
		{func(l *pricing.Lot) { l.Size = decimal.New(1, 18) }, msp.CodeRange},
	} {
		l := good
		tt.change(&l)
		if got := l.Validate(); len(got) != 1 || got[0].Code != tt.want || got.Err() == nil {
			t.Errorf("Validate of %+v = %v, want %v", l, got, tt.want)
		}
	}
	nothing := pricing.Lot{ID: "a", From: may}
	if got := nothing.Validate(); len(got) != 1 || got[0].Severity != msp.SeverityWarning || got[0].Path != "size" {
		t.Errorf("Validate of %+v = %v, want a warning", nothing, got)
	}
}
