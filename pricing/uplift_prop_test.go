package pricing_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// L32: an uplift compounds on anniversaries. The oracle computes in fractions of the
// last digit that a price has.
func TestUpliftLaws(t *testing.T) {
	one := big.NewRat(1, 1)
	rapid.Check(t, func(t *rapid.T) {
		c := msp.MustParseCurrency(rapid.SampledFrom([]string{"JPY", "USD", "KWD"}).Draw(t, "currency"))
		digits := rapid.IntRange(0, 4).Draw(t, "digits")
		unit := rapid.Int64Range(-100_000, 1_000_000).Draw(t, "unit")
		years := rapid.IntRange(0, 12).Draw(t, "years")
		mode := marginMode(t)
		year, month, day := rapid.IntRange(1, 9980).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")
		start, err := msp.NewDate(year, time.Month(month), day)
		if err != nil {
			t.Fatal(err)
		}

		u := pricing.Uplift{Unrounded: rapid.Bool().Draw(t, "unrounded")}
		var floor, most *big.Rat
		var lowest, highest msp.Percent
		if rapid.Bool().Draw(t, "floor") {
			var p msp.Percent
			p, floor = marginPct(t, "floor", -5, 3)
			u.Floor, lowest = pricing.NewUpliftBound(p), p
		}
		if rapid.Bool().Draw(t, "cap") {
			var p msp.Percent
			p, most = marginPct(t, "cap", 3, 8)
			u.Cap, highest = pricing.NewUpliftBound(p), p
		}
		percents := make([]*big.Rat, years)
		if rapid.Bool().Draw(t, "fixed") {
			p, x := marginPct(t, "percent", -4, 9)
			switch { // a fixed percent is within its own bounds
			case floor != nil && x.Cmp(floor) < 0:
				p, x = lowest, floor
			case most != nil && x.Cmp(most) > 0:
				p, x = highest, most
			}
			u.Percent = p
			for i := range percents {
				percents[i] = x
			}
		} else {
			for i := range percents {
				var p msp.Percent
				p, percents[i] = marginPct(t, "percent", -20, 30)
				u.Index = append(u.Index, pricing.IndexStep{Year: year + 1 + i, Percent: p})
			}
			u.Index = rapid.Permutation(u.Index).Draw(t, "order")
			if years == 0 {
				u.Floor, u.Cap = pricing.UpliftBound{}, pricing.UpliftBound{}
			}
		}

		amount := decimal.New(unit, -int32(digits))
		prices, err := u.Prices(amount, c, start, years, mode)
		if err != nil || len(prices) != years {
			t.Fatalf("%v: Prices(%v, %v, %v, %d) = %v, %v", u, amount, c, start, years, prices, err)
		}
		places := c.Digits()
		for d, rest := digits, unit; d > places; d-- { // zeros at the end do not count
			if rest%10 != 0 {
				places = d
				break
			}
			rest /= 10
		}
		last := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
		exact := new(big.Rat).Mul(amount.Rat(), last)
		for n, x := range percents {
			if floor != nil && x.Cmp(floor) < 0 {
				x = floor
			}
			if most != nil && x.Cmp(most) > 0 {
				x = most
			}
			exact = new(big.Rat).Mul(exact, new(big.Rat).Add(one, x))
			want := new(big.Rat).SetInt(marginRound(exact, mode))
			if got := new(big.Rat).Mul(prices[n].Rat(), last); got.Cmp(want) != 0 || int(-prices[n].Exponent()) != places {
				t.Fatalf("%v: Prices(%v, %v, %d, %v)[%d] = %v, want %s of the last of %d digits", u, amount, c, years, mode, n, prices[n], want, places)
			}
			if !u.Unrounded {
				exact = want
			}
		}

		// Price is the price of the last anniversary reached, whatever the day.
		later := rapid.IntRange(-400, years*365).Draw(t, "later")
		on, err := start.AddDays(later)
		if err != nil {
			return
		}
		n := on.Year() - year
		if on.Month() < time.Month(month) || on.Month() == time.Month(month) && on.Day() < day {
			n--
		}
		want := amount
		if n > 0 {
			want = prices[n-1]
		}
		if got, err := u.Price(amount, c, start, on, mode); err != nil || !got.Equal(want) {
			t.Fatalf("%v: Price(%v) on %v, from %v, = %v, %v, want %v", u, amount, on, start, got, err, want)
		}
	})
}

// The n-th anniversary is the start's own day of the year, or 28 February if that
// year has no such day, and no day before it is.
func TestUpliftAnniversaryLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(1, 3_600_000).Draw(t, "start")
		start, err := msp.MustParseDate("0001-01-01").AddDays(from)
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "leap") {
			start = msp.MustParseDate("2024-02-29")
		}
		n := rapid.IntRange(1, 9999-start.Year()).Draw(t, "n")
		at, err := msp.NewDate(start.Year()+n, start.Month(), start.Day())
		if err != nil {
			at, _ = msp.NewDate(start.Year()+n, time.February, 28)
		}
		before, _ := at.AddDays(-1)
		if got, less := pricing.Anniversaries(start, at), pricing.Anniversaries(start, before); got != n || less != n-1 {
			t.Fatalf("Anniversaries(%v) on %v = %d, the day before %d, want %d", start, at, got, less, n)
		}
	})
}
