package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func blockOf(tb testing.TB, spec, anchor string) pricing.Block {
	tb.Helper()
	var s pricing.BlockSpec
	if err := s.UnmarshalJSON([]byte(spec)); err != nil {
		tb.Fatalf("%s: %v", spec, err)
	}
	block, err := s.Compile(msp.MustParseDate(anchor), msp.MustParseCurrency("USD"), msp.HalfUp)
	if err != nil {
		tb.Fatalf("%s: Compile: %v", spec, err)
	}
	return block
}

// blockUse reads "2026-01-05 entry 3/2 type, after hours"; what comes behind the
// amount may be absent.
func blockUse(text string) pricing.Use {
	text, after := strings.CutSuffix(text, ", after hours")
	part := strings.SplitN(text, " ", 4)
	u := pricing.Use{Date: msp.MustParseDate(part[0]), Ref: part[1], Amount: msp.MustParseRatio(part[2]), AfterHours: after}
	if len(part) > 3 {
		u.Type = part[3]
	}
	return u
}

// blockText writes a usage down: how the balance moves, then what became of what.
func blockText(u pricing.BlockUsage) string {
	lines := []string{fmt.Sprintf("%v + %v = %v + %v + %v + %v", u.Opening, u.Granted, u.Burned, u.Forfeited, u.Expired, u.Closing)}
	for _, l := range u.Lapsed {
		lines = append(lines, fmt.Sprintf("%v %v %v of %s", l.Date, l.Why, l.Amount, l.Lot))
	}
	for _, use := range u.Uses {
		var line strings.Builder
		line.WriteString(use.Ref + ":")
		for _, d := range use.Draws {
			fmt.Fprintf(&line, " %v of %s", d.Amount, d.Lot)
		}
		if use.Overage.Sign() > 0 {
			fmt.Fprintf(&line, " over %v for %v", use.Overage, use.OverageAmount)
		}
		lines = append(lines, line.String())
	}
	for _, a := range u.Alerts {
		lines = append(lines, fmt.Sprintf("%v %v by %s", a.Date, a.Level, a.Ref))
	}
	return strings.Join(lines, "\n")
}

func TestBlockRun(t *testing.T) {
	type step struct {
		period string
		uses   []string
		want   []string // the balance: opening + granted = burned + forfeited + expired + closing
	}
	for _, tt := range []struct {
		name, spec, anchor string
		steps              []step
	}{
		{
			"half a month forfeits nothing, the other half does",
			`{"name":"b","allotment":"10","overage":"150"}`, "2026-01-01",
			[]step{
				{"2026-01-01/2026-01-16", []string{"2026-01-15 a 4/1"}, []string{"0/1 + 10/1 = 4/1 + 0/1 + 0/1 + 6/1", "a: 4/1 of 2026-01-01"}},
				// 7 of the 6 left: an hour over.
				{"2026-01-16/2026-02-01", []string{"2026-01-31 b 7/1"}, []string{"6/1 + 0/1 = 6/1 + 0/1 + 0/1 + 0/1", "b: 6/1 of 2026-01-01 over 1/1 for 150.00 USD"}},
				{"2026-02-01/2026-03-01", nil, []string{"0/1 + 10/1 = 0/1 + 10/1 + 0/1 + 0/1", "2026-03-01 forfeited 10/1 of 2026-02-01"}},
			},
		},
		{
			"three months at once are three allotments",
			`{"name":"b","allotment":"10","overage":"150"}`, "2026-01-01",
			[]step{{
				"2026-01-01/2026-04-01",
				[]string{"2026-03-31 c 12/1", "2026-01-31 a 4/1", "2026-02-01 b 9/1"},
				[]string{
					"0/1 + 30/1 = 23/1 + 7/1 + 0/1 + 0/1",
					"2026-02-01 forfeited 6/1 of 2026-01-01", "2026-03-01 forfeited 1/1 of 2026-02-01",
					"a: 4/1 of 2026-01-01", "b: 9/1 of 2026-02-01", "c: 10/1 of 2026-03-01 over 2/1 for 300.00 USD",
				},
			}},
		},
		{
			"the anchor's 31st clamps, and a period that begins between two grants has none",
			`{"name":"b","allotment":"1"}`, "2026-01-31",
			[]step{
				{"2026-02-01/2026-02-28", []string{"2026-02-27 a 1/1"}, []string{"0/1 + 0/1 = 0/1 + 0/1 + 0/1 + 0/1", "a: over 1/1 for 0.00 USD"}},
				{"2026-02-28/2026-03-31", []string{"2026-03-30 b 1/2"}, []string{"0/1 + 1/1 = 1/2 + 1/2 + 0/1 + 0/1", "2026-03-31 forfeited 1/2 of 2026-02-28", "b: 1/2 of 2026-02-28"}},
			},
		},
		{
			"above the cap the oldest go, before the life of an allotment ends",
			`{"name":"b","allotment":"10","rollover":true,"rollover_cap":"12","life":2,"overage":"1"}`, "2026-01-01",
			[]step{
				{"2026-01-01/2026-02-01", []string{"2026-01-31 a 3/1"}, []string{"0/1 + 10/1 = 3/1 + 0/1 + 0/1 + 7/1", "a: 3/1 of 2026-01-01"}},
				// 17 there, 1 used, 16 are 4 above the cap, all of January.
				{"2026-02-01/2026-03-01", []string{"2026-02-01 b 1/1"}, []string{"7/1 + 10/1 = 1/1 + 4/1 + 0/1 + 12/1", "2026-03-01 forfeited 4/1 of 2026-01-01", "b: 1/1 of 2026-01-01"}},
				// January lives through February: its last 2 expire. 10 of February, 10 of March.
				{"2026-03-01/2026-03-02", []string{"2026-03-01 c 11/1"}, []string{"12/1 + 10/1 = 11/1 + 0/1 + 2/1 + 9/1", "2026-03-01 expired 2/1 of 2026-01-01", "c: 10/1 of 2026-02-01 1/1 of 2026-03-01"}},
			},
		},
		{
			"use dates are inclusive, and a lot expires with the day after its last",
			`{"name":"b","lots":[{"id":"x","from":"2026-01-10","to":"2026-01-31","size":"5"}],"overage":"100"}`, "",
			[]step{
				{
					"2026-01-01/2026-02-01",
					[]string{"2026-01-09 a 1/1", "2026-01-10 b 1/1", "2026-01-31 c 1/1"},
					[]string{"0/1 + 5/1 = 2/1 + 0/1 + 0/1 + 3/1", "a: over 1/1 for 100.00 USD", "b: 1/1 of x", "c: 1/1 of x"},
				},
				{"2026-02-01/2026-03-01", []string{"2026-02-01 d 1/1"}, []string{"3/1 + 0/1 = 0/1 + 0/1 + 3/1 + 0/1", "2026-02-01 expired 3/1 of x", "d: over 1/1 for 100.00 USD"}},
				{"2026-03-01/2026-04-01", nil, []string{"0/1 + 0/1 = 0/1 + 0/1 + 0/1 + 0/1"}},
			},
		},
		{
			"lots from before the first period are there if they have not ended",
			`{"name":"b","lots":[{"id":"old","from":"2025-01-01","to":"2025-12-31","size":"5"},{"id":"last day","from":"2025-06-01","to":"2026-01-01","size":"5"},{"id":"open","from":"2025-06-01","size":"5"},{"id":"next","from":"2026-02-01","size":"5"}]}`, "",
			[]step{
				// The open one is listed second, so it is taken second.
				{"2026-01-01/2026-02-01", []string{"2026-01-01 a 6/1"}, []string{"0/1 + 10/1 = 6/1 + 0/1 + 0/1 + 4/1", "a: 5/1 of last day 1/1 of open"}},
				{"2026-02-01/2026-03-01", []string{"2026-02-28 b 6/1"}, []string{"4/1 + 5/1 = 6/1 + 0/1 + 0/1 + 3/1", "b: 4/1 of open 2/1 of next"}},
			},
		},
		{
			"earliest end first: then earliest start, and no end last",
			`{"name":"b","order":"earliest_end","lots":[{"id":"open","from":"2026-01-01","size":"1"},{"id":"late","from":"2026-01-02","to":"2026-06-30","size":"1"},{"id":"soon","from":"2026-01-03","to":"2026-03-31","size":"1"},{"id":"early","from":"2026-01-01","to":"2026-06-30","size":"1"}]}`, "",
			[]step{{"2026-01-01/2026-02-01", []string{"2026-01-05 a 7/2"}, []string{"0/1 + 4/1 = 7/2 + 0/1 + 0/1 + 1/2", "a: 1/1 of soon 1/1 of early 1/1 of late 1/2 of open"}}},
		},
		{
			"on one day the allotment goes before what was bought, which no cap touches",
			`{"name":"b","allotment":"2","rollover":true,"rollover_cap":"1","lots":[{"id":"x","from":"2026-01-01","size":"5"}]}`, "2026-01-01",
			[]step{
				{"2026-01-01/2026-02-01", []string{"2026-01-05 a 1/2"}, []string{"0/1 + 7/1 = 1/2 + 1/2 + 0/1 + 6/1", "2026-02-01 forfeited 1/2 of 2026-01-01", "a: 1/2 of 2026-01-01"}},
				{"2026-02-01/2026-02-15", []string{"2026-02-05 b 7/1"}, []string{"6/1 + 2/1 = 7/1 + 0/1 + 0/1 + 1/1", "b: 1/1 of 2026-01-01 5/1 of x 1/1 of 2026-02-01"}},
			},
		},
		{
			"weeks",
			`{"name":"b","unit":"incidents","allotment":"3","cadence":"week","overage":"45.5"}`, "2026-01-05",
			[]step{{
				"2026-01-05/2026-01-19",
				[]string{"2026-01-12 c 1/1", "2026-01-11 b 3/1", "2026-01-11 a 1/1"},
				[]string{"0/1 + 6/1 = 4/1 + 2/1 + 0/1 + 0/1", "2026-01-19 forfeited 2/1 of 2026-01-12", "a: 1/1 of 2026-01-05", "b: 2/1 of 2026-01-05 over 1/1 for 45.50 USD", "c: 1/1 of 2026-01-12"},
			}},
		},
		{
			// 2 h at 1.5 burn 3, 1 h more needs 1.5 and finds 1: half of 1.5, so a third of an hour over, 33.33 (100 × 1/3).
			"a multiplier burns more, and what is over is real time",
			`{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"4"}],"burn":{"night":"1.5","free":"0"},"overage":"100"}`, "",
			[]step{{
				"2026-01-01/2026-02-01",
				[]string{"2026-01-01 a 2/1 night", "2026-01-02 b 1/1 night", "2026-01-03 c 9/1 free", "2026-01-04 d 1/1", "2026-01-05 e 0/1"},
				[]string{"0/1 + 4/1 = 4/1 + 0/1 + 0/1 + 0/1", "a: 3/1 of x", "b: 1/1 of x over 1/3 for 33.33 USD", "c:", "d: over 1/1 for 100.00 USD", "e:"},
			}},
		},
		{
			"the overage may burn too",
			`{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"4"}],"burn":{"night":"1.5","free":"0"},"burn_overage":true,"overage":"100"}`, "",
			[]step{{
				"2026-01-01/2026-02-01",
				[]string{"2026-01-01 a 2/1 night", "2026-01-02 b 1/1 night", "2026-01-03 c 9/1 free"},
				[]string{"0/1 + 4/1 = 4/1 + 0/1 + 0/1 + 0/1", "a: 3/1 of x", "b: 1/1 of x over 1/2 for 50.00 USD", "c:"},
			}},
		},
		{
			// 1.5 × 2 burn 3 for an hour of the night, 2 for another; 1 of the last 3 is left: 2/3 of an hour over, 66.67.
			"after hours multiply the multiplier",
			`{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"6"}],"burn":{"night":"1.5"},"after_hours":"2","overage":"100"}`, "",
			[]step{{
				"2026-01-01/2026-02-01",
				[]string{"2026-01-01 a 1/1 night, after hours", "2026-01-02 b 1/1, after hours", "2026-01-03 c 1/1 night, after hours"},
				[]string{"0/1 + 6/1 = 6/1 + 0/1 + 0/1 + 0/1", "a: 3/1 of x", "b: 2/1 of x", "c: 1/1 of x over 2/3 for 66.67 USD"},
			}},
		},
		{
			"money beyond the block is charged as it is",
			`{"name":"b","unit":"money","allotment":"1000"}`, "2026-01-01",
			[]step{{
				"2026-01-01/2026-02-01", []string{"2026-01-01 a 1919/2", "2026-01-02 b 101/2"}, // 959.50 and 50.50: 10 over
				[]string{"0/1 + 1000/1 = 1000/1 + 0/1 + 0/1 + 0/1", "a: 1919/2 of 2026-01-01", "b: 81/2 of 2026-01-01 over 10/1 for 10.00 USD"},
			}},
		},
		{
			"each use is rounded once", // 10 minutes at 99.99 are 16.665, thrice
			`{"name":"b","overage":"99.99"}`, "",
			[]step{{
				"2026-01-01/2026-02-01",
				[]string{"2026-01-01 a 1/6", "2026-01-01 b 1/6", "2026-01-01 c 1/6"},
				[]string{"0/1 + 0/1 = 0/1 + 0/1 + 0/1 + 0/1", "a: over 1/6 for 16.67 USD", "b: over 1/6 for 16.67 USD", "c: over 1/6 for 16.67 USD"},
			}},
		},
		{
			// 7 of 10: 70 %. 7.5: 75 %. 10 and 2 over: 90 % and 100 %. No more of them.
			"alerts, by the use that reaches them, once",
			`{"name":"b","allotment":"10","alerts":["90%","75%","100%"]}`, "2026-01-01",
			[]step{
				{"2026-01-01/2026-01-15", []string{"2026-01-05 a 7/1", "2026-01-06 b 1/2", "2026-01-07 c 1/2"}, []string{
					"0/1 + 10/1 = 8/1 + 0/1 + 0/1 + 2/1", "a: 7/1 of 2026-01-01", "b: 1/2 of 2026-01-01", "c: 1/2 of 2026-01-01",
					"2026-01-06 75% by b",
				}},
				{"2026-01-15/2026-02-01", []string{"2026-01-20 d 4/1", "2026-01-21 e 1/1"}, []string{
					"2/1 + 0/1 = 2/1 + 0/1 + 0/1 + 0/1", "d: 2/1 of 2026-01-01 over 2/1 for 0.00 USD", "e: over 1/1 for 0.00 USD",
					"2026-01-20 90% by d", "2026-01-20 100% by d",
				}},
				{"2026-02-01/2026-03-01", []string{"2026-02-01 f 15/2"}, []string{
					"0/1 + 10/1 = 15/2 + 5/2 + 0/1 + 0/1", "2026-03-01 forfeited 5/2 of 2026-02-01", "f: 15/2 of 2026-02-01",
					"2026-02-01 75% by f",
				}},
			},
		},
		{
			// x is half used when y comes: 1 of 5 + 10 is drawn from then on.
			"a lot that comes begins the count of the alerts anew; one that goes makes the rest scarcer",
			`{"name":"b","lots":[{"id":"x","from":"2026-01-01","to":"2026-03-31","size":"10"},{"id":"y","from":"2026-02-01","to":"2026-02-28","size":"10"}],"alerts":["50%"]}`, "",
			[]step{
				{"2026-01-01/2026-02-01", []string{"2026-01-05 a 5/1"}, []string{"0/1 + 10/1 = 5/1 + 0/1 + 0/1 + 5/1", "a: 5/1 of x", "2026-01-05 50% by a"}},
				{"2026-02-01/2026-03-01", []string{"2026-02-05 b 2/1"}, []string{"5/1 + 10/1 = 2/1 + 0/1 + 0/1 + 13/1", "b: 2/1 of x"}},
				// 3 are left of x. 2 + 1/2 of 5 drawn is half, 2 + 1/4 is not.
				{"2026-03-01/2026-04-01", []string{"2026-03-01 c 1/4", "2026-03-02 d 1/4"}, []string{
					"13/1 + 0/1 = 1/2 + 0/1 + 10/1 + 5/2", "2026-03-01 expired 10/1 of y", "c: 1/4 of x", "d: 1/4 of x", "2026-03-02 50% by d",
				}},
			},
		},
		{
			"a lot of nothing begins no count", // 1/2 and 1/2 of 2
			`{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"2"},{"id":"y","from":"2026-01-05","size":"0"}],"alerts":["50%"]}`, "",
			[]step{{"2026-01-01/2026-02-01", []string{"2026-01-04 a 1/2", "2026-01-05 b 1/2"}, []string{
				"0/1 + 2/1 = 1/1 + 0/1 + 0/1 + 1/1", "a: 1/2 of x", "b: 1/2 of x", "2026-01-05 50% by b",
			}}},
		},
		{
			"the last dates there are",
			`{"name":"b","allotment":"1","cadence":"quarter","rollover":true,"life":4,"lots":[{"id":"x","from":"9999-12-01","to":"9999-12-31","size":"1"}]}`, "9999-10-01",
			[]step{{"9999-09-01/9999-12-31", []string{"9999-12-30 a 1/1"}, []string{"0/1 + 2/1 = 1/1 + 0/1 + 0/1 + 1/1", "a: 1/1 of 9999-10-01"}}},
		},
		{
			"the first dates there are", // a quarter that begins in the year 0 is none
			`{"name":"b","allotment":"1","cadence":"quarter","overage":"1"}`, "0001-02-01",
			[]step{{"0001-01-01/0001-03-01", []string{"0001-01-01 a 1/1", "0001-02-01 b 1/1"}, []string{"0/1 + 1/1 = 1/1 + 0/1 + 0/1 + 0/1", "a: over 1/1 for 1.00 USD", "b: 1/1 of 0001-02-01"}}},
		},
	} {
		block, balance := blockOf(t, tt.spec, tt.anchor), pricing.BlockBalance{}
		for _, s := range tt.steps {
			uses := []pricing.Use{}
			for _, text := range s.uses {
				uses = append(uses, blockUse(text))
			}
			got, err := block.Run(balance, msp.MustParsePeriod(s.period), uses)
			if want := strings.Join(s.want, "\n"); err != nil || blockText(got) != want {
				t.Errorf("%s: Run(%s) =\n%s\n%v, want\n%s", tt.name, s.period, blockText(got), err, want)
			}
			balance = got.Balance
		}
	}
}

// A lot that was entered late is granted when it is known, once.
func TestBlockLateLot(t *testing.T) {
	const spec = `{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"1"}%s],"overage":"10"}`
	early := blockOf(t, fmt.Sprintf(spec, ""), "")
	late := blockOf(t, fmt.Sprintf(spec, `,{"id":"y","from":"2026-01-01","to":"2026-03-01","size":"2"}`), "")
	january, _ := early.Run(pricing.BlockBalance{}, msp.MustParsePeriod("2026-01-01/2026-02-01"), []pricing.Use{blockUse("2026-01-01 a 3/1")})
	february, err := late.Run(january.Balance, msp.MustParsePeriod("2026-02-01/2026-03-01"), []pricing.Use{blockUse("2026-02-01 b 1/1")})
	if got, want := blockText(february), "0/1 + 2/1 = 1/1 + 0/1 + 0/1 + 1/1\nb: 1/1 of y"; err != nil || got != want {
		t.Errorf("Run with a late lot:\n%s\n%v, want\n%s", got, err, want)
	}
	march, err := late.Run(february.Balance, msp.MustParsePeriod("2026-03-01/2026-04-01"), nil)
	if got, want := blockText(march), "1/1 + 0/1 = 0/1 + 0/1 + 1/1 + 0/1\n2026-03-02 expired 1/1 of y"; err != nil || got != want {
		t.Errorf("the month after:\n%s\n%v, want\n%s", got, err, want)
	}
	// It has ended, and it was used up or not: it never comes again.
	text, _ := json.Marshal(march.Balance)
	if got, want := string(text), `{"block":"b","lots":[{"id":"x","from":"2026-01-01","granted":"1/1","left":"0/1"}],"through":"2026-04-01","drawn":"1/1"}`; got != want {
		t.Errorf("the balance after March is %s, want %s", got, want)
	}
	april, err := late.Run(march.Balance, msp.MustParsePeriod("2026-04-01/2026-05-01"), nil)
	if got, want := blockText(april), "0/1 + 0/1 = 0/1 + 0/1 + 0/1 + 0/1"; err != nil || got != want {
		t.Errorf("April:\n%s\n%v, want\n%s", got, err, want)
	}
}

func TestBlockEmptyPeriod(t *testing.T) {
	block := blockOf(t, `{"name":"b","allotment":"1","lots":[{"id":"x","from":"2026-01-01","size":"1"},{"id":"y","from":"2025-12-31","size":"1"}]}`, "2026-01-01")
	got, err := block.Run(pricing.BlockBalance{}, msp.MustParsePeriod("2026-01-01/2026-01-01"), nil)
	if want := "0/1 + 0/1 = 0/1 + 0/1 + 0/1 + 0/1"; err != nil || blockText(got) != want {
		t.Errorf("Run of no days: %s, %v, want %s", blockText(got), err, want)
	}
}

// A lot of a balance made by hand, that ended before: it lapses on the first date.
func TestBlockEndedBefore(t *testing.T) {
	opening := pricing.BlockBalance{Through: msp.MustParseDate("2026-02-01"), Lots: []pricing.LotBalance{{
		ID: "x", From: msp.MustParseDate("2025-01-01"), To: msp.MustParseDate("2025-12-31"), Granted: msp.NewRatio(2, 1), Left: msp.NewRatio(1, 1),
	}}}
	got, err := blockOf(t, `{"name":"b"}`, "").Run(opening, msp.MustParsePeriod("2026-02-01/2026-03-01"), nil)
	if want := "1/1 + 0/1 = 0/1 + 0/1 + 1/1 + 0/1\n2026-02-01 expired 1/1 of x"; err != nil || blockText(got) != want {
		t.Errorf("Run: %s, %v, want %s", blockText(got), err, want)
	}
}

// Lots of one date are taken as they are listed, however many there are.
func TestBlockListedOrder(t *testing.T) {
	for _, order := range []string{"earliest_start", "earliest_end"} {
		lots, old, young := []string{}, []string{}, []string{}
		for n := range 40 {
			id, from := strconv.Itoa(n*7%40), "2025-01-01"
			if n%3 == 0 {
				from = "2025-02-01"
				young = append(young, id)
			} else {
				old = append(old, id)
			}
			lots = append(lots, `{"id":"`+id+`","from":"`+from+`","to":"2026-12-31","size":"1"}`)
		}
		want := slices.Concat(old, young)
		block := blockOf(t, `{"name":"b","order":"`+order+`","lots":[`+strings.Join(lots, ",")+`]}`, "")
		first, err1 := block.Run(pricing.BlockBalance{}, msp.MustParsePeriod("2026-01-01/2026-02-01"), []pricing.Use{blockUse("2026-01-01 a 20/1")})
		second, err2 := block.Run(first.Balance, msp.MustParsePeriod("2026-02-01/2026-03-01"), []pricing.Use{blockUse("2026-02-01 b 20/1")})
		if err1 != nil || err2 != nil {
			t.Fatalf("Run: %v, %v", err1, err2)
		}
		got := []string{}
		for _, d := range slices.Concat(first.Uses[0].Draws, second.Uses[0].Draws) {
			got = append(got, d.Lot)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: draws from %q, want %q", order, got, want)
		}
	}
}

// Uses that differ in one field only are taken in one order, however they are given.
func TestBlockUseOrder(t *testing.T) {
	block := blockOf(t, `{"name":"b","lots":[{"id":"x","from":"2026-01-01","size":"3"}],"burn":{"night":"1.5"},"after_hours":"2","overage":"100"}`, "")
	for _, tt := range []struct{ uses, want []string }{
		// 1 of 3, then 2 of them and 2 over.
		{[]string{"2026-01-02 a 4/1", "2026-01-01 b 1/1"}, []string{"b: 1/1 of x", "a: 2/1 of x over 2/1 for 200.00 USD"}},
		{[]string{"2026-01-01 b 4/1", "2026-01-01 a 1/1"}, []string{"a: 1/1 of x", "b: 2/1 of x over 2/1 for 200.00 USD"}},
		{[]string{"2026-01-01 a 4/1", "2026-01-01 a 1/1"}, []string{"a: 1/1 of x", "a: 2/1 of x over 2/1 for 200.00 USD"}},
		// 2 of 3; 3 for 2 of the night, and 1 is left: 2/3 of an hour are covered.
		{[]string{"2026-01-01 a 2/1 night", "2026-01-01 a 2/1 day"}, []string{"a: 2/1 of x", "a: 1/1 of x over 4/3 for 133.33 USD"}},
		// 2 of 3; 4 for 2 after hours, and 1 is left: half an hour is covered.
		{[]string{"2026-01-01 a 2/1, after hours", "2026-01-01 a 2/1"}, []string{"a: 2/1 of x", "a: 1/1 of x over 3/2 for 150.00 USD"}},
	} {
		for range 2 {
			uses := []pricing.Use{blockUse(tt.uses[0]), blockUse(tt.uses[1])}
			got, err := block.Run(pricing.BlockBalance{}, msp.MustParsePeriod("2026-01-01/2026-02-01"), uses)
			if want := "0/1 + 3/1 = 3/1 + 0/1 + 0/1 + 0/1\n" + strings.Join(tt.want, "\n"); err != nil || blockText(got) != want {
				t.Errorf("Run(%q):\n%s\n%v, want\n%s", tt.uses, blockText(got), err, want)
			}
			slices.Reverse(tt.uses)
		}
	}
}

func TestBlockZero(t *testing.T) {
	got, err := pricing.Block{}.Run(pricing.BlockBalance{}, msp.MustParsePeriod("2026-01-01/2026-02-01"), []pricing.Use{blockUse("2026-01-01 a 1/1 any")})
	if want := "0/1 + 0/1 = 0/1 + 0/1 + 0/1 + 0/1\na: over 1/1 for 0"; err != nil || blockText(got) != want || got.OverageTotal != (msp.Money{}) {
		t.Errorf("the zero Block: %s, %v, want %s", blockText(got), err, want)
	}
	if u := (pricing.Block{}).Unit(); u != pricing.BlockHours {
		t.Errorf("Unit() = %v, want hours", u)
	}
}

func TestBlockAsks(t *testing.T) {
	block := blockOf(t, `{"name":"care","unit":"incidents","lots":[{"id":"x","from":"2026-01-01","size":"1"}],"covers":["phone","email"],"burn":{"phone":"2.5"}}`, "")
	if block.Name() != "care" || block.Unit() != pricing.BlockIncidents {
		t.Errorf("Name() = %q, Unit() = %v", block.Name(), block.Unit())
	}
	for name, want := range map[string]bool{"phone": true, "email": true, "onsite": false, "": false} {
		if got := block.Covers(name); got != want {
			t.Errorf("Covers(%q) = %v, want %v", name, got, want)
		}
	}
	if got := block.Multiplier("phone", false); got != msp.NewRatio(5, 2) {
		t.Errorf("Multiplier(phone, true) = %v, want 5/2", got)
	}
	if got := block.Multiplier("email", false); got != msp.NewRatio(1, 1) {
		t.Errorf("Multiplier(email, false) = %v, want 1/1", got)
	}
}

func TestBlockCompileRefuses(t *testing.T) {
	usd, anchor := msp.MustParseCurrency("USD"), msp.MustParseDate("2026-01-01")
	spec := pricing.BlockSpec{Name: "b", Allotment: decimal.New(1, 0)}
	for _, tt := range []struct {
		spec   pricing.BlockSpec
		anchor msp.Date
		c      msp.Currency
		mode   msp.Rounding
		want   error
	}{
		{spec, anchor, usd, 0, nil},
		{spec, msp.Date{}, usd, 0, msp.ErrRange},
		{pricing.BlockSpec{Name: "b"}, msp.Date{}, usd, 0, nil},
		{spec, anchor, msp.Currency{}, 0, msp.ErrCurrency},
		{spec, anchor, usd, msp.Floor + 1, msp.ErrRange},
		{pricing.BlockSpec{}, anchor, usd, 0, msp.ErrInvalid},
	} {
		block, err := tt.spec.Compile(tt.anchor, tt.c, tt.mode)
		if !errors.Is(err, tt.want) || tt.want != nil && block.Name() != "" {
			t.Errorf("Compile(%v, %v, %v) of %+v = %q, %v, want %v", tt.anchor, tt.c, tt.mode, tt.spec, block.Name(), err, tt.want)
		}
	}
}

// The block does not follow later changes of its record.
func TestBlockCopies(t *testing.T) {
	spec := pricing.BlockSpec{
		Name: "b", Lots: []pricing.Lot{{ID: "x", From: msp.MustParseDate("2026-01-01"), Size: decimal.New(1, 0)}},
		Burn: map[string]decimal.Decimal{"day": decimal.New(2, 0)}, Covers: []string{"night", "day"}, Alerts: []msp.Percent{msp.MustParsePercent("50%")},
	}
	block, err := spec.Compile(msp.Date{}, msp.MustParseCurrency("USD"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if spec.Covers[0] != "night" {
		t.Error("Compile sorted the record's Covers")
	}
	spec.Lots[0].Size, spec.Burn["day"], spec.Covers[1], spec.Alerts[0] = decimal.New(9, 0), decimal.New(9, 0), "x", msp.Percent{}
	uses := []pricing.Use{blockUse("2026-01-02 b 1/4 day"), blockUse("2026-01-01 a 1/4 day")}
	got, err := block.Run(pricing.BlockBalance{}, msp.MustParsePeriod("2026-01-01/2026-02-01"), uses)
	if want := "0/1 + 1/1 = 1/1 + 0/1 + 0/1 + 0/1\na: 1/2 of x\nb: 1/2 of x\n2026-01-01 50% by a"; err != nil || blockText(got) != want {
		t.Errorf("Run: %s, %v, want %s", blockText(got), err, want)
	}
	if uses[0].Ref != "b" {
		t.Error("Run sorted its argument")
	}
}
