package pricing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func blockBalanceOf(t *testing.T, text string) pricing.BlockBalance {
	t.Helper()
	var b pricing.BlockBalance
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return b
}

func TestBlockBalanceLeftOn(t *testing.T) {
	b := blockBalanceOf(t, `{"through":"2026-02-01","lots":[{"id":"x","from":"2026-01-10","to":"2026-01-31","granted":"5/1","left":"3/1"},{"id":"y","from":"2026-01-20","granted":"5/1","left":"1/2"}]}`)
	for date, want := range map[string]string{
		"2026-01-09": "0/1", "2026-01-10": "3/1", "2026-01-20": "7/2", "2026-01-31": "7/2", "2026-02-01": "1/2", "9999-12-31": "1/2",
	} {
		if got, err := b.LeftOn(msp.MustParseDate(date)); err != nil || got.String() != want {
			t.Errorf("LeftOn(%s) = %v, %v, want %s", date, got, err, want)
		}
	}
	if got, err := (pricing.BlockBalance{}).LeftOn(msp.MustParseDate("2026-01-01")); err != nil || got.String() != "0/1" {
		t.Errorf("LeftOn of the zero balance = %v, %v, want 0/1", got, err)
	}
	b.Lots[0].Left = msp.Ratio{}
	if got, err := b.LeftOn(msp.MustParseDate("2026-01-20")); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("LeftOn with an undefined lot = %v, %v, want undefined", got, err)
	}
	huge, _ := msp.RatioFromBig(msp.NewRatio(1, 1).Num().Lsh(msp.NewRatio(1, 1).Num(), 3320), msp.NewRatio(1, 1).Num())
	b.Lots[0].Left, b.Lots[1].Left = huge, huge
	if got, err := b.LeftOn(msp.MustParseDate("2026-01-20")); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("LeftOn of 2 × 2³³²⁰ = %v, %v, want an overflow", got, err)
	}
}

func TestBlockBalanceIsAllotment(t *testing.T) {
	day := msp.MustParseDate("2026-01-01")
	for _, tt := range []struct {
		lot  pricing.LotBalance
		want bool
	}{
		{pricing.LotBalance{ID: "2026-01-01", From: day}, true},
		{pricing.LotBalance{ID: "2026-01-02", From: day}, false},
		{pricing.LotBalance{ID: "x", From: day}, false},
		{pricing.LotBalance{}, false},
	} {
		if got := tt.lot.IsAllotment(); got != tt.want {
			t.Errorf("IsAllotment of %+v = %v, want %v", tt.lot, got, tt.want)
		}
	}
}

func TestBlockBalanceFindings(t *testing.T) {
	for text, want := range map[string][]string{
		`{}`: nil,
		`{"through":"2026-02-01","drawn":"1/1","alerted":"100%","lots":[{"id":"2026-01-01","from":"2026-01-01","to":"2026-01-01","granted":"5/1","left":"5/1"}]}`: nil,
		`{"drawn":"-1/1","alerted":"-1%"}`: {"alerted range", "drawn range"},
		`{"alerted":"100.1%"}`:             {"alerted range"},
		`{"lots":[{"id":"x","from":"2026-01-01","granted":"1/1","left":"0/1"}]}`:                                                                                     {"through missing"},
		`{"through":"2026-02-01","lots":[{}]}`:                                                                                                                       {"lots[0].from missing", "lots[0].granted missing", "lots[0].id missing", "lots[0].left missing"},
		`{"through":"2026-02-01","lots":[{"id":"2026-01-01","from":"2026-02-01","to":"2026-01-31","granted":"1/1","left":"2/1"}]}`:                                   {"lots[0].from range", "lots[0].id conflict", "lots[0].left range", "lots[0].to range"},
		`{"through":"2026-02-01","lots":[{"id":"x","from":"2026-01-01","granted":"1/1","left":"-1/1"},{"id":"x","from":"2026-01-01","granted":"1/1","left":"1/1"}]}`: {"lots[0].left range", "lots[1].id duplicate_name"},
	} {
		var got []string
		for _, issue := range blockBalanceOf(t, text).Validate() {
			got = append(got, issue.Path+" "+string(issue.Code))
		}
		if !slices.Equal(got, want) {
			t.Errorf("Validate of %s = %q, want %q", text, got, want)
		}
	}
	if got := (pricing.BlockBalance{Through: msp.MustParseDate("2026-02-01"), Lots: []pricing.LotBalance{{ID: "\xff"}}}).Validate(); !errors.Is(got, msp.CodeSyntax) {
		t.Errorf("Validate of an ID that is not UTF-8 = %v", got)
	}
}

func TestBlockBalanceJSON(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"through":"2026-02-01","drawn":"0/1"}`,
		`{"lots":[{"id":"2026-01-01","from":"2026-01-01","to":"2026-01-31","granted":"5/1","left":"5/3"},{"id":"x","from":"2026-01-02","granted":"5/1","left":"0/1"}],"through":"2026-02-01","drawn":"10/3","alerted":"50%"}`,
	} {
		got, err := json.Marshal(blockBalanceOf(t, text))
		if err != nil || string(got) != text {
			t.Errorf("again %s, %v, want %s", got, err, text)
		}
	}
	for text, want := range map[string]error{
		`null`: msp.CodeType, `{"lots":[{"x":1}]}`: msp.CodeUnknownKey, `{"drawn":1}`: msp.CodeType, `{"drawn":"1"}`: msp.CodeSyntax,
		`{"through":"2026-02-30"}`: msp.CodeRange, `{"through":"","through":""}`: msp.CodeDuplicateKey, `{"alerted":"5"}`: msp.CodeSyntax,
	} {
		b := pricing.BlockBalance{Through: msp.MustParseDate("2026-01-01")}
		if err := json.Unmarshal([]byte(text), &b); !errors.Is(err, want) || b.Through.IsZero() {
			t.Errorf("Unmarshal(%s): %v, want %v; %+v", text, err, want, b)
		}
	}
	var l pricing.LotBalance
	if err := json.Unmarshal([]byte(`{"id":"x","left":"1/2"}`), &l); err != nil || l.ID != "x" || l.Left != msp.NewRatio(1, 2) {
		t.Errorf("Unmarshal of a lot: %+v, %v", l, err)
	}
	if err := json.Unmarshal([]byte(`{"id":1}`), &l); !errors.Is(err, msp.CodeType) {
		t.Errorf("Unmarshal of a lot: %v, want a type finding", err)
	}
	if _, err := json.Marshal(pricing.BlockBalance{Lots: []pricing.LotBalance{{ID: "\xff"}}}); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("Marshal of an ID that is not UTF-8: %v", err)
	}
}
