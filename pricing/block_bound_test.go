package pricing_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// manyLots is a block of n lots of an hour, and n uses of two thirds of one.
func manyLots(tb testing.TB, n int, order pricing.DrawOrder) (pricing.Block, msp.Period, []pricing.Use) {
	tb.Helper()
	first := msp.MustParseDate("2026-01-01")
	spec := pricing.BlockSpec{Name: "b", Order: order, Overage: decimal.New(100, 0), Alerts: []msp.Percent{msp.MustParsePercent("50%")}}
	uses := make([]pricing.Use, n)
	for i := range n {
		from, _ := first.AddDays(i % 300)
		to, _ := from.AddDays(400 - i%300*2) // no longer than the period; later lots end sooner
		spec.Lots = append(spec.Lots, pricing.Lot{ID: fmt.Sprint("lot ", i), From: from, To: to, Size: decimal.New(1, 0)})
		day, _ := first.AddDays(i * 7 % 365)
		uses[i] = pricing.Use{Ref: fmt.Sprint("use ", i), Date: day, Amount: msp.NewRatio(2, 3)}
	}
	for i, l := range spec.Lots {
		if l.To.Before(l.From) {
			spec.Lots[i].To = l.From
		}
	}
	block, err := spec.Compile(msp.Date{}, msp.MustParseCurrency("USD"), 0)
	if err != nil {
		tb.Fatal(err)
	}
	return block, msp.MustParsePeriod("2026-01-01/2027-01-01"), uses
}

// Ten thousand lots and uses take as long as ten thousand steps, not as their
// product; and so do the weeks of ten thousand years.
func TestBlockIsBounded(t *testing.T) {
	for _, order := range []pricing.DrawOrder{pricing.EarliestStart, pricing.EarliestEnd} {
		block, period, uses := manyLots(t, 10_000, order)
		got, err := block.Run(pricing.BlockBalance{}, period, uses)
		if err != nil || len(got.Uses) != 10_000 || got.Granted != msp.NewRatio(10_000, 1) {
			t.Errorf("Run, %v: %d uses, %v granted, %v", order, len(got.Uses), got.Granted, err)
		}
	}
	// 0001-01-01 to 9999-12-31 are 3,652,058 days from a Monday on: 521,722 weeks and
	// four days, in which one more begins.
	block := blockOf(t, `{"name":"b","allotment":"1","cadence":"week","rollover":true,"rollover_cap":"100","life":90}`, "2026-01-05")
	got, err := block.Run(pricing.BlockBalance{}, msp.MustParsePeriod("0001-01-01/9999-12-31"), nil)
	if err != nil || got.Granted != msp.NewRatio(521_723, 1) || got.Closing != msp.NewRatio(90, 1) {
		t.Errorf("Run through all years: %v granted, %v left, %v", got.Granted, got.Closing, err)
	}
}

func BenchmarkBlockRun(b *testing.B) {
	for _, n := range []int{10, 1000, 10_000} {
		block, period, uses := manyLots(b, n, pricing.EarliestStart)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := block.Run(pricing.BlockBalance{}, period, uses); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Whatever is read is written in a form that reads back as the same, and does not
// panic when it is checked and run.
func FuzzBlockSpec(f *testing.F) {
	for _, seed := range []string{
		`{"name":"b","unit":"incidents","allotment":"2.5","cadence":"week","rollover":true,"rollover_cap":"7.25","life":3,"order":"earliest_end","overage":"99.5"}`,
		`{"name":"b","lots":[{"id":"x","from":"2026-01-01","to":"2026-12-31","size":"10"}],"burn_overage":true,"burn":{"a":"0","":"1.5"},"after_hours":"2","alerts":["90%"]}`,
		`{"name":"b","allotment":"999999999999999999.999999999999999999","life":1000000,"rollover":true,"cadence":"three_year"}`, `{}`, `{"lots":[{}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var spec pricing.BlockSpec
		if json.Unmarshal(data, &spec) != nil {
			return
		}
		text, err := json.Marshal(spec)
		if err != nil {
			t.Fatalf("Marshal of %s: %v", data, err)
		}
		var again pricing.BlockSpec
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%s from %s: %v", text, data, err)
		}
		if twice, err := json.Marshal(again); err != nil || string(twice) != string(text) {
			t.Fatalf("%s, then %s, %v", text, twice, err)
		}
		block, err := spec.Compile(msp.MustParseDate("2026-01-31"), msp.MustParseCurrency("USD"), 0)
		if err != nil {
			return
		}
		use := pricing.Use{Ref: "u", Date: msp.MustParseDate("2026-02-01"), Amount: msp.NewRatio(7, 3), AfterHours: true}
		got, err := block.Run(pricing.BlockBalance{}, msp.MustParsePeriod("2026-01-01/2026-06-01"), []pricing.Use{use})
		if err != nil {
			return
		}
		if issues := got.Balance.Validate(); issues != nil {
			t.Fatalf("%s: the balance has findings: %v", data, issues)
		}
	})
}

func FuzzBlockBalance(f *testing.F) {
	f.Add([]byte(`{"lots":[{"id":"2026-01-01","from":"2026-01-01","to":"2026-01-31","granted":"5/1","left":"5/3"}],"through":"2026-02-01","drawn":"10/3","alerted":"50%"}`))
	f.Add([]byte(`{"lots":[{"granted":"-5/1","left":"undefined"}],"through":""}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var balance pricing.BlockBalance
		if json.Unmarshal(data, &balance) != nil {
			return
		}
		text, err := json.Marshal(balance)
		if err != nil {
			t.Fatalf("Marshal of %s: %v", data, err)
		}
		block := blockOf(t, `{"name":"b","allotment":"1","rollover":true,"rollover_cap":"2","overage":"1"}`, "2026-01-31")
		from := balance.Through
		if from.IsZero() {
			from = msp.MustParseDate("2026-01-01")
		}
		period, err := msp.NewPeriod(from, msp.MustParseDate("9999-12-31"))
		if err != nil {
			t.Fatal(err)
		}
		if from.Year() > 9990 {
			_, _ = block.Run(balance, period, nil) // must not panic
		} else if to, err := from.AddDays(100); err == nil {
			period, _ = msp.NewPeriod(from, to)
			_, _ = block.Run(balance, period, []pricing.Use{{Date: from, Amount: msp.NewRatio(1, 3)}})
		}
		if again, err := json.Marshal(balance); err != nil || string(again) != string(text) {
			t.Fatalf("Run changed %s to %s, %v", text, again, err)
		}
	})
}
