package pricing_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// The amounts sum to the total, a written amount is what it says, each share is
// less than a minor unit from its exact value, and the lines of a month and of the
// next are those of both.
func TestProjectLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(1, 10_000_000).Draw(t, "cents")
		left, rest := int64(10_000), total // hundredths of a percent, cents
		// Written amounts are whole percents of a round total, so that percents can
		// make up the rest.
		if rapid.Bool().Draw(t, "round") {
			total -= total%10_000 - 10_000
			rest = total
		}
		p := pricing.Project{Name: "p", Currency: msp.MustParseCurrency("USD"), Total: decimal.New(total, -2)}
		exact := []*big.Rat{}
		for n := 0; left > 0; n++ {
			share := rapid.Int64Range(1, left).Draw(t, "share")
			if n == 8 {
				share = left
			}
			m := pricing.Milestone{Name: fmt.Sprint(n)}
			if total%10_000 == 0 && rapid.Bool().Draw(t, "amount") {
				m.Amount = decimal.New(total/10_000*share, -2)
			} else {
				percent, err := msp.NewPercent(share, 2)
				if err != nil {
					t.Fatal(err)
				}
				m.Percent = percent
			}
			day := rapid.IntRange(0, 62).Draw(t, "day")
			if day > 0 {
				date, err := msp.MustParseDate("2026-02-28").AddDays(day)
				if err != nil {
					t.Fatal(err)
				}
				m.Date = date
			}
			left -= share
			exact = append(exact, big.NewRat(total*share, 10_000))
			p.Milestones = append(p.Milestones, m)
		}
		amounts, err := p.Amounts()
		if err != nil {
			t.Fatal(err)
		}
		for n, m := range amounts {
			rest -= m.Minor()
			off := new(big.Rat).Sub(exact[n], new(big.Rat).SetInt64(m.Minor()))
			written := !p.Milestones[n].Amount.IsZero()
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 || written && off.Sign() != 0 {
				t.Fatalf("milestone %d of %v is %v, exactly %v cents", n, p, m, exact[n])
			}
		}
		if rest != 0 {
			t.Fatalf("%v sum to %d cents less than %d", amounts, rest, total)
		}
		lines := func(period string) int {
			got, err := p.Lines(msp.MustParsePeriod(period))
			if err != nil {
				t.Fatal(err)
			}
			return len(got)
		}
		if a, b, all := lines("2026-03-01/2026-04-01"), lines("2026-04-01/2026-05-02"), lines("2026-03-01/2026-05-02"); a+b != all {
			t.Fatalf("%d and %d lines, %d in both periods", a, b, all)
		}
	})
}
