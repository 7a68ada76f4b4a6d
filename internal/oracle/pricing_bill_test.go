package oracle_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/oracle"
)

// pricingPerUnit is a price that never changes.
func pricingPerUnit(unit string) []oracle.PriceStep {
	return []oracle.PriceStep{{Price: oracle.PriceModel{How: "per_unit", Unit: unit}.Exact}}
}

func pricingMonthly(anchor string) oracle.Cadence { return oracle.Cadence{Anchor: anchor, Months: 1} }

// pricingBillText writes the charges of a bill, and what it comes to.
func pricingBillText(c oracle.Coin, b oracle.Bill) string {
	var texts []string
	for _, charge := range b.Charges {
		texts = append(texts, fmt.Sprintf("%s %s %d/%d %s", charge.Item, charge.Due, charge.Days, charge.Of, c.Text(charge.Amount)))
	}
	return strings.Join(append(texts, c.Text(b.Total)), "; ")
}

// When charges are due and for how many days, worked out by hand:
// 16 of January's 31 days of 25 × 150: 3750 × 16/31 = 1935.48; in February 14 days
// with 25 users and 14 with 30: 27.5 × 150 = 4125; 10 of 28 days of 100: 35.71.
func TestPricingBillCharges(t *testing.T) {
	users := oracle.Item{
		Name: "users", Cadence: pricingMonthly("2026-01-01"), From: "2026-01-16", Quantity: "25",
		Changes: []oracle.Change{{Date: "2026-02-15", Quantity: "30"}}, Prices: pricingPerUnit("150"),
	}
	ends := oracle.Item{
		Name: "ends", Cadence: pricingMonthly("2026-01-01"), To: "2026-02-11", Quantity: "1", Prices: pricingPerUnit("100"),
	}
	arrears, ownEnd := ends, ends
	arrears.Arrears, ownEnd.Arrears, ownEnd.OwnEnd = true, true, true
	quarter := oracle.Item{
		Name: "quarter", Cadence: oracle.Cadence{Anchor: "2026-01-31", Months: 3}, Quantity: "1", Prices: pricingPerUnit("89"),
	}
	twice := []oracle.PriceStep{
		{From: "2026-02-08", Price: oracle.PriceModel{How: "per_unit", Unit: "99"}.Exact},
		{From: "2026-02-08", Price: oracle.PriceModel{How: "per_unit", Unit: "20"}.Exact}, // the last of a day holds
	}
	raised := oracle.Item{
		Name: "raised", Cadence: pricingMonthly("2026-01-01"), Quantity: "2",
		Prices: append(pricingPerUnit("10"), twice...),
	}
	setUp := oracle.Item{Name: "set-up", From: "2026-02-28", Quantity: "3", Prices: pricingPerUnit("33.335")}
	cheaper := setUp
	cheaper.Discounts = []oracle.Discount{{Percent: "10"}, {Amount: "0.01"}}
	gone := ends
	gone.From, gone.To = "2026-01-05", "2026-01-05"
	for _, test := range []struct {
		item           oracle.Item
		from, to, want string
	}{
		{users, "2026-01-01", "2026-02-01", "users 2026-01-16 16/31 1935.48; 1935.48"},
		{users, "2026-02-01", "2026-03-01", "users 2026-02-01 28/28 4125.00; 4125.00"},
		{users, "2026-02-02", "2026-03-01", "0.00"},
		{ends, "2026-02-01", "2026-04-01", "ends 2026-02-01 10/28 35.71; 35.71"},
		{arrears, "2026-02-01", "2026-02-28", "0.00"},
		{arrears, "2026-02-28", "2026-04-01", "ends 2026-02-28 10/28 35.71; 35.71"},
		{ownEnd, "2026-02-10", "2026-02-11", "ends 2026-02-10 10/28 35.71; 35.71"},
		{ownEnd, "2026-02-11", "2026-04-01", "0.00"},
		{arrears, "2026-01-01", "2026-02-01", "ends 2026-01-31 31/31 100.00; 100.00"},
		{ownEnd, "2026-01-01", "2026-02-01", "ends 2026-01-31 31/31 100.00; 100.00"},
		{gone, "2025-12-01", "2026-03-01", "0.00"},
		// From 31 January to 30 April are 1 + 28 + 31 + 29 = 89 days; the term began on 1
		// January, 30 days before: 30 of the 92 from 31 October on, 89 × 30/92 = 29.02.
		{quarter, "2026-01-01", "2026-02-01", "quarter 2026-01-01 30/92 29.02; quarter 2026-01-31 89/89 89.00; 118.02"},
		// 7 days at 20, 21 at 40: 140/28 + 840/28 = 35.
		{raised, "2026-02-01", "2026-03-01", "raised 2026-02-01 28/28 35.00; 35.00"},
		// 100.005, cut first, less 10.00 (10.001) and 0.01.
		{setUp, "2026-02-01", "2026-03-01", "set-up 2026-02-28 1/1 100.01; 100.01"},
		{cheaper, "2026-02-01", "2026-03-01", "set-up 2026-02-28 1/1 90.00; 90.00"},
		{setUp, "2026-02-01", "2026-02-28", "0.00"},
	} {
		a := oracle.Agreement{Coin: pricingDollars("half_up"), From: "2026-01-01", Items: []oracle.Item{test.item}}
		got := pricingBillText(a.Coin, a.Bill(oracle.BillInput{From: test.from, To: test.to}))
		if got != test.want {
			t.Errorf("%s: Bill(%s, %s) = %s, want %s", test.item.Name, test.from, test.to, got, test.want)
		}
	}
	// The term ends what the item does not.
	a := oracle.Agreement{Coin: pricingDollars(""), From: "2026-01-01", To: "2026-02-11", Items: []oracle.Item{users}}
	got := pricingBillText(a.Coin, a.Bill(oracle.BillInput{From: "2026-02-01", To: "2026-04-01"}))
	if want := "users 2026-02-01 10/28 1339.29; 1339.29"; got != want { // 3750 × 10/28 = 1339.285…
		t.Errorf("a term that ends: Bill = %s, want %s", got, want)
	}
}

// What happens to the sum of a statement of 100.00 for service, and 20.00 for work.
func TestPricingBillTotals(t *testing.T) {
	cents := func(xs ...int64) (out []*big.Int) {
		for _, x := range xs {
			out = append(out, big.NewInt(x))
		}
		return out
	}
	service := oracle.Item{
		Name: "service", Cadence: pricingMonthly("2026-01-01"), Quantity: "1", Prices: pricingPerUnit("100"),
	}
	refund := oracle.Item{Name: "refund", From: "2026-03-01", Quantity: "1", Prices: pricingPerUnit("-150")}
	quarter := func(c oracle.Commitment) []oracle.Commitment {
		c.From, c.To = "2026-01-01", "2026-04-01"
		return []oracle.Commitment{c}
	}
	input := oracle.BillInput{From: "2026-03-01", To: "2026-04-01", Others: cents(2000)}
	with := func(change func(*oracle.BillInput)) oracle.BillInput {
		in := input
		change(&in)
		return in
	}
	prior := with(func(in *oracle.BillInput) { in.PriorGross, in.PriorNet = big.NewInt(200_00), big.NewInt(180_00) })
	tenOff := []oracle.Discount{{Percent: "10"}}
	const fields = "subtotal discounts cap true-up credit unused total due carry"
	for _, test := range []struct {
		name string
		a    oracle.Agreement
		in   oracle.BillInput
		want string
	}{
		{"plain", oracle.Agreement{}, input, "12000 [] 0 0 0 0 12000 12000 0"},
		{"in order", oracle.Agreement{Discounts: []oracle.Discount{{Percent: "10"}, {Amount: "5"}}}, input, "12000 [1200 500] 0 0 0 0 10300 10300 0"},
		{"the other order", oracle.Agreement{Discounts: []oracle.Discount{{Amount: "5"}, {Percent: "10"}}}, input, "12000 [500 1150] 0 0 0 0 10350 10350 0"},
		{"never below 0", oracle.Agreement{Discounts: []oracle.Discount{{Amount: "500"}, {Percent: "10"}}}, input, "12000 [12000 0] 0 0 0 0 0 0 0"},
		// 180 + 108 = 288 of 280: 8 too much, of 100: all of the 108.
		{"maximum", oracle.Agreement{Discounts: tenOff, Commitments: quarter(oracle.Commitment{Maximum: "280"})}, prior, "12000 [1200] 800 0 0 0 10000 10000 0"},
		{"exceeded before", oracle.Agreement{Discounts: tenOff, Commitments: quarter(oracle.Commitment{Maximum: "100"})}, prior, "12000 [1200] 10800 0 0 0 0 0 0"},
		// 288 of 330 after the discounts, 320 before: 42, 10.
		{"minimum", oracle.Agreement{Discounts: tenOff, Commitments: quarter(oracle.Commitment{Minimum: oracle.Minimum{Amount: "330"}})}, prior, "12000 [1200] 0 4200 0 0 15000 15000 0"},
		{"before", oracle.Agreement{Discounts: tenOff, Commitments: quarter(oracle.Commitment{Minimum: oracle.Minimum{Amount: "330", Before: true}})}, prior, "12000 [1200] 0 1000 0 0 11800 11800 0"},
		{"not yet", oracle.Agreement{Commitments: []oracle.Commitment{{From: "2026-01-01", To: "2026-04-02", Minimum: oracle.Minimum{Amount: "330"}}}}, input, "12000 [] 0 0 0 0 12000 12000 0"},
		{"last month", oracle.Agreement{Commitments: []oracle.Commitment{{From: "2026-01-01", To: "2026-03-01", Minimum: oracle.Minimum{Amount: "330"}}}}, input, "12000 [] 0 0 0 0 12000 12000 0"},
		// Credits go up to the 100 of the service, not to the 120.
		{"credit", oracle.Agreement{}, with(func(in *oracle.BillInput) { in.Credits = cents(3000, 1500) }), "12000 [] 0 0 4500 0 7500 7500 0"},
		{"all", oracle.Agreement{}, with(func(in *oracle.BillInput) { in.Credits = cents(3000, 7500) }), "12000 [] 0 0 10000 500 2000 2000 0"},
		{"none left", oracle.Agreement{Discounts: []oracle.Discount{{Percent: "75"}}}, with(func(in *oracle.BillInput) { in.Credits = cents(4000) }), "12000 [9000] 0 0 3000 1000 0 0 0"},
		// 100 + 20 - 150 = -30: no discount, no credit; 30 are carried.
		{"negative", oracle.Agreement{Items: []oracle.Item{refund}, Discounts: tenOff}, with(func(in *oracle.BillInput) { in.Credits = cents(100) }), "-3000 [0] 0 0 0 100 -3000 0 -3000"},
		{"credit note", oracle.Agreement{Items: []oracle.Item{refund}, CreditNote: true}, input, "-3000 [] 0 0 0 0 -3000 -3000 0"},
		{"carried", oracle.Agreement{}, with(func(in *oracle.BillInput) { in.Carried = big.NewInt(-5000) }), "12000 [] 0 0 0 0 12000 7000 0"},
		{"carried on", oracle.Agreement{}, with(func(in *oracle.BillInput) { in.Carried = big.NewInt(-12001) }), "12000 [] 0 0 0 0 12000 0 -1"},
	} {
		test.a.Coin, test.a.From = pricingDollars("half_up"), "2026-01-01"
		test.a.Items = append(test.a.Items, service)
		b := test.a.Bill(test.in)
		got := fmt.Sprint(b.Subtotal, b.Discounts, b.Cap, b.TrueUp, b.Credit, b.Unused, b.Total, b.Due, b.Carry)
		if got != test.want {
			t.Errorf("%s: Bill's %s = %s, want %s", test.name, fields, got, test.want)
		}
	}
}

// pricingDay is a day of about two years.
func pricingDay(t *rapid.T, name string) string {
	first := time.Date(2027, 11, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, rapid.IntRange(0, 600).Draw(t, name)).Format(time.DateOnly)
}

func pricingItem(t *rapid.T) oracle.Item {
	item := oracle.Item{
		Cadence: oracle.Cadence{Anchor: pricingDay(t, "anchor")},
		From:    pricingDay(t, "from"),
		Arrears: rapid.Bool().Draw(t, "arrears"), OwnEnd: rapid.Bool().Draw(t, "own end"),
		Quantity: fmt.Sprint(rapid.IntRange(0, 30).Draw(t, "quantity")),
	}
	switch rapid.IntRange(0, 3).Draw(t, "cadence") {
	case 0:
		item.Cadence.Days = rapid.SampledFrom([]int{7, 14}).Draw(t, "days")
	case 1, 2:
		item.Cadence.Months = rapid.SampledFrom([]int{1, 3, 12}).Draw(t, "months")
	}
	if rapid.Bool().Draw(t, "ends") {
		item.To = pricingDay(t, "to")
	}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		item.Changes = append(item.Changes, oracle.Change{
			Date: pricingDay(t, "change"), Quantity: fmt.Sprint(rapid.IntRange(0, 30).Draw(t, "quantity")),
		})
	}
	item.Prices = pricingPerUnit(fmt.Sprintf("%d.%03d", rapid.IntRange(0, 200).Draw(t, "price"), rapid.IntRange(0, 999).Draw(t, "digits")))
	return item
}

// Bills of consecutive days sum to the bill of all of them, charge by charge.
func TestPricingBillsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := oracle.Agreement{Coin: pricingDollars("half_even"), From: pricingDay(t, "from")}
		for range rapid.IntRange(1, 3).Draw(t, "items") {
			a.Items = append(a.Items, pricingItem(t))
		}
		edges := []string{pricingDay(t, "edge"), pricingDay(t, "edge"), pricingDay(t, "edge")}
		slices.Sort(edges)
		whole := a.Bill(oracle.BillInput{From: edges[0], To: edges[2]})
		var charges []oracle.BillCharge
		sum := new(big.Int)
		for i := range 2 {
			b := a.Bill(oracle.BillInput{From: edges[i], To: edges[i+1]})
			charges = append(charges, b.Charges...)
			sum.Add(sum, b.Total)
		}
		if sum.Cmp(whole.Total) != 0 || len(charges) != len(whole.Charges) {
			t.Fatalf("bills of %v sum to %v in %d charges, want %v in %d", edges, sum, len(charges), whole.Total, len(whole.Charges))
		}
	})
}

// Every day of an item is charged exactly once, at its price; and what a charge
// comes to is what a timeline of its period says.
func TestPricingBillChargesEachDayOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		item := pricingItem(t)
		if item.Cadence.Months == 0 && item.Cadence.Days == 0 {
			item.Cadence.Months = 1
		}
		unit := fmt.Sprint(rapid.IntRange(1, 500).Draw(t, "unit"))
		item.Prices = pricingPerUnit(unit)
		item.To = pricingDay(t, "to")
		a := oracle.Agreement{Coin: pricingDollars("half_up"), Items: []oracle.Item{item}}
		// Three years around hold whatever is due.
		b := a.Bill(oracle.BillInput{From: "2026-01-01", To: "2031-01-01"})
		days := 0
		for _, charge := range b.Charges {
			days += charge.Days
			if charge.Days != charge.Of {
				continue
			}
			want, _ := a.Coin.Timeline(unit, charge.Period, item.Quantity, item.Changes)
			if charge.Amount.Cmp(want) != 0 {
				t.Fatalf("%+v: charge of %v = %v, want %v", item, charge.Period, charge.Amount, want)
			}
		}
		from, _ := time.Parse(time.DateOnly, item.From)
		to, _ := time.Parse(time.DateOnly, item.To)
		if want := max(0, int(to.Sub(from)/(24*time.Hour))); days != want {
			t.Fatalf("%+v: %d days are charged, want %d", item, days, want)
		}
	})
}

// What is carried is never lost: all dues and the last carry sum to all totals; no
// discount or credit makes a statement negative.
func TestPricingBillsCarry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := oracle.Agreement{Coin: pricingDollars("half_up"), Items: []oracle.Item{pricingItem(t)}}
		if rapid.Bool().Draw(t, "discount") {
			a.Discounts = []oracle.Discount{{Percent: "33.3"}, {Amount: "50"}}
		}
		var carried *big.Int
		dues, totals := new(big.Int), new(big.Int)
		for _, p := range pricingMonthly("2027-11-30").Periods("2027-12-01", "2028-11-01") {
			other := big.NewInt(rapid.Int64Range(-500_000, 500_000).Draw(t, "other"))
			b := a.Bill(oracle.BillInput{
				From: p[0], To: p[1], Carried: carried, Others: []*big.Int{other},
				Credits: []*big.Int{big.NewInt(rapid.Int64Range(0, 100_000).Draw(t, "credit"))},
			})
			if b.Due.Sign() < 0 || b.Carry.Sign() > 0 || b.Due.Sign() > 0 && b.Carry.Sign() < 0 {
				t.Fatalf("%v: due %v and carry %v", p, b.Due, b.Carry)
			}
			if b.Subtotal.Sign() >= 0 && b.Total.Sign() < 0 {
				t.Fatalf("%v: of %v remains %v", p, b.Subtotal, b.Total)
			}
			dues.Add(dues, b.Due)
			totals.Add(totals, b.Total)
			carried = b.Carry
		}
		if got := new(big.Int).Add(dues, carried); got.Cmp(totals) != 0 {
			t.Fatalf("dues and the last carry sum to %v, want %v", got, totals)
		}
	})
}
