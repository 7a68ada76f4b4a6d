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

func pricingDollars(mode string) oracle.Coin { return oracle.Coin{Digits: 2, Mode: mode} }

// Every mode at a half on an even and on an odd unit, just beside the half, and
// both signs.
func TestPricingRound(t *testing.T) {
	amounts := []string{"0.005", "0.015", "0.0149", "0.0151", "-0.005", "-0.015", "-0.0149", "-0.0151", "0.02"}
	for mode, want := range map[string]string{
		"half_up":   "1 2 1 2 -1 -2 -1 -2 2",
		"":          "1 2 1 2 -1 -2 -1 -2 2",
		"half_even": "0 2 1 2 0 -2 -1 -2 2",
		"up":        "1 2 2 2 -1 -2 -2 -2 2",
		"down":      "0 1 1 1 0 -1 -1 -1 2",
		"ceil":      "1 2 2 2 0 -1 -1 -1 2",
		"floor":     "0 1 1 1 -1 -2 -2 -2 2",
	} {
		var got []string
		for _, a := range amounts {
			got = append(got, pricingDollars(mode).Round(oracle.Number(a)).String())
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("Round(%v) by %q = %s, want %s", amounts, mode, got, want)
		}
	}
}

// Numbers and days that are none stop a test; they are not read as something else.
func TestPricingReadsStrictly(t *testing.T) {
	c := pricingDollars("half_up")
	for name, call := range map[string]func(){
		"a fraction":    func() { oracle.Number("1/3") },
		"an exponent":   func() { oracle.Number("1e3") },
		"nothing":       func() { oracle.Number("") },
		"half a cent":   func() { c.Minor("0.005") },
		"30 February":   func() { c.Prorate("1", [2]string{"2026-02-30", "2026-03-01"}, [2]string{"2026-02-01", "2026-03-01"}) },
		"a short day":   func() { c.Prorate("1", [2]string{"2026-2-3", "2026-03-01"}, [2]string{"2026-02-01", "2026-03-01"}) },
		"unknown mode":  func() { pricingDollars("nearest").Round(oracle.Number("0.001")) },
		"unknown tiers": func() { c.Tiers("sliding", []oracle.PriceTier{{Unit: "1", Flat: "0"}}, "1", false) },
		"unknown group": func() {
			c.Labour(oracle.LabourRules{Rate: "1", Increment: 1, PerGroup: "week"}, make([]oracle.WorkEntry, 2))
		},
		"unknown cadence": func() { c.MRR([]oracle.RecurringItem{{Amount: "1", Quantity: "1", Every: "day"}}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was accepted", name)
				}
			}()
			call()
		}()
	}
}

// Days are stepped; the standard library counts them in seconds.
func TestPricingDaysProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(1890, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 90_000).Draw(t, "from"))
		n := rapid.IntRange(1, 900).Draw(t, "days")
		cut := rapid.IntRange(0, n).Draw(t, "cut")
		text := func(days int) string { return from.AddDate(0, 0, days).Format(time.DateOnly) }
		days, of, _ := pricingDollars("").Prorate("1", [2]string{text(0), text(n)}, [2]string{text(cut), text(n + 5)})
		if days != n-cut || of != n {
			t.Fatalf("Prorate of %s to %s from %s = %d of %d, want %d of %d", text(0), text(n), text(cut), days, of, n-cut, n)
		}
	})
}

func TestPricingPeriods(t *testing.T) {
	for _, test := range []struct {
		cadence        oracle.Cadence
		from, to, want string
	}{
		// The 31st of the anchor comes back after the short months.
		{
			oracle.Cadence{Anchor: "2026-01-31", Months: 1},
			"2026-01-31", "2026-04-30",
			"[[2026-01-31 2026-02-28] [2026-02-28 2026-03-31] [2026-03-31 2026-04-30]]",
		},
		{
			oracle.Cadence{Anchor: "2028-02-29", Months: 12},
			"2028-02-29", "2029-03-01",
			"[[2028-02-29 2029-02-28] [2029-02-28 2030-02-28]]",
		},
		// Before the anchor, in the middle of a quarter.
		{
			oracle.Cadence{Anchor: "2026-02-15", Months: 3},
			"2025-09-01", "2026-02-15",
			"[[2025-08-15 2025-11-15] [2025-11-15 2026-02-15]]",
		},
		{
			oracle.Cadence{Anchor: "2026-03-02", Days: 7},
			"2026-02-25", "2026-03-03",
			"[[2026-02-23 2026-03-02] [2026-03-02 2026-03-09]]",
		},
	} {
		if got := fmt.Sprint(test.cadence.Periods(test.from, test.to)); got != test.want {
			t.Errorf("%+v.Periods(%s, %s) = %s, want %s", test.cadence, test.from, test.to, got, test.want)
		}
	}
}

// A graduated price is what one goes through thousandth by thousandth of a unit; a
// volume price is that of the tier in which the walk ends.
func TestPricingTiersWalked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "tiers")
		var tiers []oracle.PriceTier
		var bounds []int // in thousandths
		for i := range n {
			tier := oracle.PriceTier{
				Unit: fmt.Sprintf("%d.%03d", rapid.IntRange(0, 9).Draw(t, "unit"), rapid.IntRange(0, 999).Draw(t, "digits")),
				Flat: fmt.Sprintf("%d.5", rapid.IntRange(0, 9).Draw(t, "flat")),
			}
			if i < n-1 {
				bound := rapid.IntRange(1, 3000).Draw(t, "step")
				if i > 0 {
					bound += bounds[i-1]
				}
				bounds = append(bounds, bound)
				tier.UpTo = fmt.Sprintf("%d.%03d", bound/1000, bound%1000)
			}
			tiers = append(tiers, tier)
		}
		quantity := rapid.IntRange(0, 9000).Draw(t, "quantity")
		in := 0
		graduated, volume := new(big.Rat), new(big.Rat)
		for step := 1; step <= quantity; step++ {
			first := step == 1
			if in < len(bounds) && step > bounds[in] {
				in++
				first = true
			}
			if first {
				graduated.Add(graduated, oracle.Number(tiers[in].Flat))
			}
			graduated.Add(graduated, new(big.Rat).Mul(oracle.Number(tiers[in].Unit), big.NewRat(1, 1000)))
		}
		if quantity > 0 {
			volume.Mul(oracle.Number(tiers[in].Unit), big.NewRat(int64(quantity), 1000))
			volume.Add(volume, oracle.Number(tiers[in].Flat))
		}
		text := fmt.Sprintf("%d.%03d", quantity/1000, quantity%1000)
		c := pricingDollars(rapid.SampledFrom([]string{"half_up", "half_even", "up", "down", "ceil", "floor"}).Draw(t, "mode"))
		for how, want := range map[string]*big.Rat{"graduated": graduated, "volume": volume} {
			got, lines := c.Tiers(how, tiers, text, false)
			if got.Cmp(c.Round(want)) != 0 {
				t.Fatalf("Tiers(%s, %v, %s) = %v, want %v", how, tiers, text, got, c.Round(want))
			}
			sum := new(big.Int)
			for _, l := range lines {
				sum.Add(sum, l.Amount)
			}
			if sum.Cmp(got) != 0 {
				t.Fatalf("Tiers(%s, %v, %s): lines sum to %v, want %v", how, tiers, text, sum, got)
			}
			exact := oracle.PriceModel{How: how, Tiers: tiers}.Exact(oracle.Number(text))
			if exact.Cmp(want) != 0 {
				t.Fatalf("PriceModel{%s, %v}.Exact(%s) = %v, want %v", how, tiers, text, exact, want)
			}
		}
	})
}

// At 3 graduated units of 10 up to 2 and 8 beyond, with a fee of 5 for the second:
// 2×10 + 5 + 1×8 = 33.
func TestPricingModel(t *testing.T) {
	tiers := []oracle.PriceTier{{"2", "10", "0"}, {"", "8", "5"}}
	for _, test := range []struct {
		model          oracle.PriceModel
		quantity, want string
	}{
		{oracle.PriceModel{How: "per_unit", Unit: "1.25"}, "3", "15/4"},
		{oracle.PriceModel{How: "per_unit", Unit: "1.25", Fee: "10"}, "3", "55/4"},
		{oracle.PriceModel{How: "per_unit", Unit: "1.25", Fee: "10"}, "0", "0/1"},
		{oracle.PriceModel{How: "per_unit", Unit: "1.25", Fee: "10", AtZero: true}, "0", "10/1"},
		{oracle.PriceModel{How: "per_unit", Unit: "1.25", Included: "2"}, "3", "5/4"},
		{oracle.PriceModel{How: "per_unit", Unit: "1.25", Included: "5", Fee: "10"}, "3", "10/1"},
		{oracle.PriceModel{How: "per_unit", Unit: "10", Minimum: "50", Maximum: "80"}, "3", "50/1"},
		{oracle.PriceModel{How: "per_unit", Unit: "10", Minimum: "50", Maximum: "80"}, "9", "80/1"},
		{oracle.PriceModel{How: "graduated", Tiers: tiers}, "3", "33/1"},
		{oracle.PriceModel{How: "volume", Tiers: tiers}, "3", "29/1"},
		{oracle.PriceModel{How: "stairstep", Tiers: tiers}, "3", "5/1"},
		{oracle.PriceModel{How: "package", Size: "2", Price: "7", Partial: "up"}, "3", "14/1"},
		{oracle.PriceModel{How: "package", Size: "2", Price: "7", Partial: "down"}, "3", "7/1"},
	} {
		if got := test.model.Exact(oracle.Number(test.quantity)); got.String() != test.want {
			t.Errorf("%+v.Exact(%s) = %v, want %s", test.model, test.quantity, got, test.want)
		}
	}
}

// What the vectors have no case of: an unbilled minimum held against the charges
// before the discount. 900 less 10 % is 810; the minimum of 950 lacks 50 of 900,
// and 140 of 810.
func TestPricingCommitment(t *testing.T) {
	c := pricingDollars("half_up")
	for _, test := range []struct {
		percent, maximum string
		minimum          oracle.Minimum
		want             string
	}{
		{"10", "", oracle.Minimum{Amount: "950.00", Before: true}, "900.00 90.00 0.00 50.00 860.00"},
		{"10", "", oracle.Minimum{Amount: "950.00"}, "900.00 90.00 0.00 140.00 950.00"},
		{"10", "800.00", oracle.Minimum{Amount: "800.00", Before: true}, "900.00 90.00 10.00 0.00 800.00"},
		{"150", "", oracle.Minimum{}, "900.00 900.00 0.00 0.00 0.00"},
		{"-10", "", oracle.Minimum{}, "900.00 0.00 0.00 0.00 900.00"},
	} {
		got := c.Commitment([]string{"500.00", "400.00"}, test.percent, test.maximum, test.minimum)
		text := strings.Join(pricingTexts(c, []*big.Int{got.Subtotal, got.Discount, got.Cap, got.TrueUp, got.Total}), " ")
		if text != test.want {
			t.Errorf("Commitment(500+400, %s%%, %q, %+v) = %s, want %s", test.percent, test.maximum, test.minimum, text, test.want)
		}
	}
}

// Uses are drawn by the days of the work, whatever their order: the hour of 5 March
// comes before the two of 6 March, and of the two lots the first start is drawn
// first, or the first end.
func TestPricingLots(t *testing.T) {
	lots := []oracle.Lot{
		{ID: "long", Start: "2026-01-01", End: "2026-12-31", Hours: "1"},
		{ID: "short", Start: "2026-02-01", End: "2026-03-05", Hours: "1.5"},
	}
	uses := []oracle.LotUse{{Date: "2026-03-06", Hours: "2", Burn: "1"}, {Date: "2026-03-05", Hours: "1", Burn: "1"}}
	for _, test := range []struct {
		rules oracle.LotRules
		want  string
	}{
		{oracle.LotRules{Rate: "100"}, "[] 2 200.00; [long 1] 0 0.00; long 0 false; short 1.5 true"},
		{oracle.LotRules{Rate: "100", EarliestEnd: true}, "[long 1] 1 100.00; [short 1] 0 0.00; long 0 false; short 0.5 true"},
	} {
		c := pricingDollars("half_up")
		used, states := c.Lots(test.rules, lots, uses, "2026-03-06")
		var got []string
		for _, u := range used {
			draws := []string{}
			for _, d := range u.Draws {
				draws = append(draws, d.Lot, pricingNumber(d.Hours))
			}
			got = append(got, fmt.Sprint(draws, " ", pricingNumber(u.Overage), " ", c.Text(u.Amount)))
		}
		for _, s := range states {
			got = append(got, fmt.Sprint(s.ID, " ", pricingNumber(s.Left), " ", s.Ended))
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("Lots(%+v) = %s, want %s", test.rules, got, test.want)
		}
	}
	// The last day of a lot is still its own.
	_, states := pricingDollars("").Lots(oracle.LotRules{Rate: "100"}, lots, nil, "2026-03-05")
	if states[1].Ended {
		t.Errorf("Lots: %+v has ended on its last day", lots[1])
	}
	// The first day is, too; an hour that burns nothing draws nothing and is not over.
	first, _ := pricingDollars("").Lots(oracle.LotRules{Rate: "100"}, lots,
		[]oracle.LotUse{{"2026-01-01", "0.5", "1"}, {"2026-01-02", "3", "0"}}, "2026-03-05")
	if len(first[0].Draws) != 1 || first[0].Overage.Sign() != 0 || len(first[1].Draws) != 0 || first[1].Overage.Sign() != 0 {
		t.Errorf("Lots: half an hour on the first day and nothing burned = %+v", first)
	}
	// An hour that burns three: 2 of 6 are covered, 4/3 of an hour is not: 133.33.
	used, _ := pricingDollars("").Lots(oracle.LotRules{Rate: "100"}, []oracle.Lot{{"a", "2026-01-01", "2026-12-31", "2"}},
		[]oracle.LotUse{{"2026-02-01", "2", "3"}}, "2026-12-31")
	if got := used[0]; got.Overage.Cmp(big.NewRat(4, 3)) != 0 || got.Amount.Int64() != 133_33 {
		t.Errorf("Lots: %v hours over for %v, want 4/3 for 13333", got.Overage, got.Amount)
	}
}

// Granted hours are covered, forfeited, expired or left; used hours are covered or
// over.
func TestPricingBlocksConserve(t *testing.T) {
	hours := func(quarters int) string {
		return fmt.Sprintf("%d.%02d", quarters/4, quarters%4*25)
	}
	rapid.Check(t, func(t *rapid.T) {
		block := oracle.PeriodicBlock{
			Allotment: hours(rapid.IntRange(0, 40).Draw(t, "allotment")),
			Rollover:  rapid.Bool().Draw(t, "rollover"),
			Life:      rapid.IntRange(0, 3).Draw(t, "life"),
			Rate:      "1",
		}
		if rapid.Bool().Draw(t, "capped") {
			block.Cap = hours(rapid.IntRange(0, 80).Draw(t, "cap"))
		}
		var usage []string
		for range rapid.IntRange(0, 12).Draw(t, "periods") {
			usage = append(usage, hours(rapid.IntRange(0, 80).Draw(t, "used")))
		}
		before := new(big.Rat)
		for i, p := range pricingDollars("").PeriodicBlock(block, usage) {
			sum := func(xs ...*big.Rat) *big.Rat {
				s := new(big.Rat)
				for _, x := range xs {
					s.Add(s, x)
				}
				return s
			}
			granted := oracle.Number(block.Allotment)
			if sum(p.Covered, p.Overage).Cmp(oracle.Number(usage[i])) != 0 ||
				sum(p.Expired, p.Opening).Cmp(before) != 0 ||
				sum(p.Opening, granted).Cmp(sum(p.Covered, p.Forfeited, p.Closing)) != 0 {
				t.Fatalf("PeriodicBlock(%+v, %v)[%d] = %+v does not conserve hours", block, usage, i, p)
			}
			if !block.Rollover && p.Closing.Sign() != 0 {
				t.Fatalf("PeriodicBlock(%+v, %v)[%d] keeps %v hours", block, usage, i, p.Closing)
			}
			if block.Life > 0 && p.Closing.Cmp(sum(slices.Repeat([]*big.Rat{granted}, block.Life)...)) > 0 {
				t.Fatalf("PeriodicBlock(%+v, %v)[%d] keeps %v hours", block, usage, i, p.Closing)
			}
			before = p.Closing
		}
	})
}

// Multipliers are numbers: 1 and 1.0 belong together; 1.5 does not, nor does the
// other ticket. Of 20 + 25 minutes to the nearest 15: 45; 7 are 0, raised to 10; 8
// would be 15.
func TestPricingLabour(t *testing.T) {
	entries := []oracle.WorkEntry{
		{"T1", "2026-03-02", 20, "1"},
		{"T1", "2026-03-02", 7, "1.5"},
		{"T2", "2026-03-02", 8, "1"},
		{"T1", "2026-03-03", 25, "1.0"},
		{"T3", "2026-03-03", 0, "1"},
	}
	rules := oracle.LabourRules{Rate: "60", Increment: 15, Minimum: 10, Round: "nearest", PerGroup: "ticket"}
	groups, sum := pricingDollars("").Labour(rules, entries)
	want := "[45 45 4500] [7 10 1500] [8 15 1500] [0 0 0] 7500"
	var got strings.Builder
	for _, g := range groups {
		fmt.Fprint(&got, []any{g.Minutes, g.Billed, g.Amount}, " ")
	}
	if got.WriteString(sum.String()); got.String() != want {
		t.Errorf("Labour(%+v, %v) = %s, want %s", rules, entries, got.String(), want)
	}
}

// Halves go up: 9 minutes to the nearest 6 are 12, 8 are 6.
func TestPricingLabourNearest(t *testing.T) {
	rules := oracle.LabourRules{Rate: "60", Increment: 6, Round: "nearest", PerGroup: "entry"}
	for minutes, want := range map[int]int{0: 0, 2: 0, 3: 6, 6: 6, 8: 6, 9: 12} {
		groups, _ := pricingDollars("").Labour(rules, []oracle.WorkEntry{{"T1", "2026-03-02", minutes, "1"}})
		if got := groups[0].Billed; got != want {
			t.Errorf("Labour(%+v) of %d minutes = %d, want %d", rules, minutes, got, want)
		}
	}
}

func TestPricingAllocate(t *testing.T) {
	if parts := oracle.Allocate(big.NewInt(5), []*big.Rat{new(big.Rat), new(big.Rat)}); parts != nil {
		t.Errorf("Allocate by no weight = %v, want nothing", parts)
	}
	rapid.Check(t, func(t *rapid.T) {
		amount := big.NewInt(int64(rapid.IntRange(-100, 100).Draw(t, "amount")))
		weights := []*big.Rat{big.NewRat(1, 3)}
		whole := big.NewRat(1, 3)
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			w := big.NewRat(int64(rapid.IntRange(0, 9).Draw(t, "w")), 2)
			weights = append(weights, w)
			whole.Add(whole, w)
		}
		sum := new(big.Int)
		for i, p := range oracle.Allocate(amount, weights) {
			sum.Add(sum, p)
			off := new(big.Rat).Mul(new(big.Rat).SetInt(amount), weights[i])
			off.Sub(off.Quo(off, whole), new(big.Rat).SetInt(p))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 || weights[i].Sign() == 0 && p.Sign() != 0 {
				t.Fatalf("Allocate(%v, %v)[%d] = %v", amount, weights, i, p)
			}
		}
		if sum.Cmp(amount) != 0 {
			t.Fatalf("Allocate(%v, %v) sums to %v", amount, weights, sum)
		}
	})
}
