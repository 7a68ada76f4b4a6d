package pricing_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestBlockRunRefuses(t *testing.T) {
	block := blockOf(t, `{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"10"}],"covers":["day"],"overage":"999999999999999999"}`, "")
	january := msp.MustParsePeriod("2026-01-01/2026-02-01")
	through := pricing.BlockBalance{Through: msp.MustParseDate("2026-01-01")}
	bad := pricing.BlockBalance{Through: through.Through, Lots: []pricing.LotBalance{{ID: "x"}}}
	for _, tt := range []struct {
		name    string
		opening pricing.BlockBalance
		period  msp.Period
		use     pricing.Use
		kind    error
		want    string
	}{
		{"no period", through, msp.Period{}, pricing.Use{}, msp.ErrRange, `pricing: period "": a block runs through a period with dates`},
		{"a gap", through, msp.MustParsePeriod("2026-01-02/2026-02-01"), pricing.Use{}, msp.ErrRange, `pricing: period "2026-01-02/2026-02-01": the balance ends on 2026-01-01`},
		{"twice", through, msp.MustParsePeriod("2025-12-31/2026-02-01"), pricing.Use{}, msp.ErrRange, `pricing: period "2025-12-31/2026-02-01": the balance ends on 2026-01-01`},
		{"a bad balance", bad, january, pricing.Use{}, msp.CodeMissing, "opening.lots[0].from: a lot has a first date (missing)"},
		{"before", through, january, blockUse("2025-12-31 u 1/1 day"), msp.ErrRange, `pricing: use "u": not in the period 2026-01-01/2026-02-01`},
		{"after", through, january, blockUse("2026-02-01 u 1/1 day"), msp.ErrRange, `pricing: use "u": not in the period 2026-01-01/2026-02-01`},
		{"no date", through, january, pricing.Use{Ref: "u", Amount: msp.NewRatio(1, 1), Type: "day"}, msp.ErrRange, `pricing: use "u": not in the period 2026-01-01/2026-02-01`},
		{"negative", through, january, blockUse("2026-01-01 u -1/1 day"), msp.ErrRange, `pricing: use "u": below zero`},
		{"undefined", through, january, blockUse("2026-01-01 u undefined day"), msp.ErrUndefined, `pricing: use "u": the amount is undefined`},
		{"another type", through, january, blockUse("2026-01-01 u 1/1 night"), msp.ErrRange, `pricing: use "u": a type of work that the block does not cover`},
		{"too much", through, january, blockUse("2026-01-01 u 11/1 day"), msp.ErrOverflow, ""},
	} {
		uses := []pricing.Use{tt.use}
		if tt.use == (pricing.Use{}) {
			uses = nil
		}
		got, err := block.Run(tt.opening, tt.period, uses)
		if !errors.Is(err, tt.kind) || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: Run: %v, want %v: %s", tt.name, err, tt.kind, tt.want)
		}
		if len(got.Uses) > 0 || got.Opening.Defined() {
			t.Errorf("%s: Run returns %+v beside its error", tt.name, got)
		}
	}
}

// What one block cannot hold is an error: a sum of amounts, or one of fractions
// whose common denominator has more than a thousand digits.
func TestBlockOverflow(t *testing.T) {
	block := blockOf(t, `{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"10"}],"overage":"90000000000000000"}`, "")
	january := msp.MustParsePeriod("2026-01-01/2026-02-01")
	// 10 are covered; 1 over is 9 × 10¹⁸ cents, which fits, and two of them do not.
	one := []pricing.Use{blockUse("2026-01-01 a 11/1")}
	if got, err := block.Run(pricing.BlockBalance{}, january, one); err != nil || got.OverageTotal != msp.MustParseMoney("90000000000000000.00 USD") {
		t.Errorf("Run: %v, %v", got.OverageTotal, err)
	}
	if _, err := block.Run(pricing.BlockBalance{}, january, append(one, blockUse("2026-01-02 b 1/1"))); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Run of two: %v, want an overflow", err)
	}
	fractions := []pricing.Use{}
	for n := range 2000 {
		fractions = append(fractions, pricing.Use{Ref: "f", Date: january.From(), Amount: msp.NewRatio(1, 1_000_003+int64(n)*2)})
	}
	if _, err := block.Run(pricing.BlockBalance{}, january, fractions); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Run of 2000 odd fractions: %v, want an overflow", err)
	}
}
