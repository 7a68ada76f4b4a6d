package pricing_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// rateNum reads a number of a price; the empty text is 0.
func rateNum(text string) decimal.Decimal {
	if text == "" {
		return decimal.Decimal{}
	}
	return decimal.RequireFromString(text)
}

// rateTiers reads tiers as "10:150" or "10:150+500", a rate and a flat fee; the last
// has no bound.
func rateTiers(texts ...string) []pricing.Tier {
	var tiers []pricing.Tier
	for _, text := range texts {
		upTo, rest, _ := strings.Cut(text, ":")
		rate, flat, _ := strings.Cut(rest, "+")
		tiers = append(tiers, pricing.Tier{UpTo: rateNum(upTo), Rate: rateNum(rate), Flat: rateNum(flat)})
	}
	return tiers
}

// rateFailer is a test or a check of a law.
type rateFailer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// rateOf compiles a price, in dollars for users if it does not say otherwise.
func rateOf(tb rateFailer, p pricing.Price, mode msp.Rounding) pricing.Rater {
	tb.Helper()
	if p.Currency.IsZero() {
		p.Currency = msp.MustParseCurrency("USD")
	}
	if p.Unit == "" {
		p.Unit = "user"
	}
	rater, err := p.Compile(mode)
	if err != nil {
		tb.Fatalf("Compile of %+v: %v", p, err)
	}
	return rater
}

func rateQuantity(tb rateFailer, text string) pricing.Quantity {
	tb.Helper()
	q, err := pricing.ParseQuantity(text)
	if err != nil {
		tb.Fatalf("%v", err)
	}
	return q
}

// rateWhy returns the details in words, each with its amount.
func rateWhy(e pricing.Explanation) []string {
	var texts []string
	for _, d := range e.Details {
		texts = append(texts, d.String())
	}
	return texts
}

// rateCase is quantities of one price and what they cost.
type rateCase struct {
	name  string
	price pricing.Price
	mode  msp.Rounding
	want  map[string]string // quantity without unit → amount
}

func rateAmounts(t *testing.T, cases []rateCase) {
	t.Helper()
	for _, tt := range cases {
		rater := rateOf(t, tt.price, tt.mode)
		for quantity, want := range tt.want {
			q := rateQuantity(t, quantity+" "+rater.Unit())
			got, err := rater.Amount(q)
			if err != nil || got.String() != want {
				t.Errorf("%s: Amount(%v) = %v, %v, want %s", tt.name, q, got, err, want)
			}
			why, err := rater.Explain(q)
			if err != nil || why.Amount != got || why.Quantity != q {
				t.Errorf("%s: Explain(%v) = %v, %v, want %v", tt.name, q, why, err, got)
			}
			if n, err := q.Ratio().Int(msp.Down); err == nil && pricing.Count(n, rater.Unit()) == q {
				if got, err := rater.AmountInt(n); err != nil || got.String() != want {
					t.Errorf("%s: AmountInt(%d) = %v, %v, want %s", tt.name, n, got, err, want)
				}
			}
		}
	}
}

func TestRatePerUnit(t *testing.T) {
	rateAmounts(t, []rateCase{
		{"a seat price", pricing.Price{Rate: rateNum("150")}, 0, map[string]string{
			"0": "0.00 USD", "1": "150.00 USD", "25": "3750.00 USD", "0.5": "75.00 USD",
			"1/3": "50.00 USD", // no decimal: the slow way
		}},
		{"below a cent", pricing.Price{Rate: rateNum("0.0125")}, msp.HalfUp, map[string]string{
			"1":  "0.01 USD", // 1.25 cents
			"2":  "0.03 USD", // 2.5 cents
			"6":  "0.08 USD", // 7.5 cents
			"10": "0.13 USD", // 12.5 cents
		}},
		{"half to even", pricing.Price{Rate: rateNum("0.0125")}, msp.HalfEven, map[string]string{"2": "0.02 USD", "6": "0.08 USD", "10": "0.12 USD"}},
		{"up", pricing.Price{Rate: rateNum("0.0125")}, msp.Up, map[string]string{"1": "0.02 USD", "1/1000": "0.01 USD", "8": "0.10 USD"}},
		{"down", pricing.Price{Rate: rateNum("0.0125")}, msp.Down, map[string]string{"1": "0.01 USD", "7": "0.08 USD", "8": "0.10 USD"}},
		// The provider pays; 2.5 cents of it.
		{"below zero, half up", pricing.Price{Rate: rateNum("-0.0125")}, msp.HalfUp, map[string]string{"1": "-0.01 USD", "2": "-0.03 USD"}},
		{"below zero, ceil", pricing.Price{Rate: rateNum("-0.0125")}, msp.Ceil, map[string]string{"1": "-0.01 USD", "2": "-0.02 USD"}},
		{"below zero, floor", pricing.Price{Rate: rateNum("-0.0125")}, msp.Floor, map[string]string{"1": "-0.02 USD", "2": "-0.03 USD"}},
		{"below zero, even", pricing.Price{Rate: rateNum("-0.0125")}, msp.HalfEven, map[string]string{"2": "-0.02 USD"}},
		{"yen", pricing.Price{Currency: msp.MustParseCurrency("JPY"), Rate: rateNum("1250.5")}, 0, map[string]string{
			"1": "1251 JPY", "2": "2501 JPY", "3": "3752 JPY", // 3751.5
		}},
		{"dinars", pricing.Price{Currency: msp.MustParseCurrency("KWD"), Rate: rateNum("1.2345")}, 0, map[string]string{
			"1": "1.235 KWD", "3": "3.704 KWD", // 1.2345 and 3.7035
		}},
		{"18 digits, none of them before the point", pricing.Price{Currency: msp.MustParseCurrency("PTS/18"), Rate: rateNum("0.000000000000000001")}, 0, map[string]string{
			"1": "0.000000000000000001 PTS/18", "1.5": "0.000000000000000002 PTS/18",
		}},
		{"a fee and a rate", pricing.Price{Rate: rateNum("120"), Flat: rateNum("95")}, 0, map[string]string{
			"0": "0.00 USD", "0.25": "125.00 USD", "1": "215.00 USD", "1/6": "115.00 USD",
		}},
		{"a fee at zero too", pricing.Price{Rate: rateNum("120"), Flat: rateNum("95"), AtZero: true}, 0, map[string]string{
			"0": "95.00 USD", "1": "215.00 USD",
		}},
		{"included units", pricing.Price{Rate: rateNum("10"), Included: rateNum("2.5")}, 0, map[string]string{
			"0": "0.00 USD", "2": "0.00 USD", "2.5": "0.00 USD", "3": "5.00 USD", "2.75": "2.50 USD", "10": "75.00 USD",
		}},
		// What is included does not spare the fee, once there is any quantity.
		{"included units beside a fee", pricing.Price{Rate: rateNum("10"), Included: rateNum("5"), Flat: rateNum("40")}, 0, map[string]string{
			"0": "0.00 USD", "1": "40.00 USD", "5": "40.00 USD", "6": "50.00 USD",
		}},
		{"a minimum", pricing.Price{Rate: rateNum("10"), Minimum: rateNum("99.995")}, 0, map[string]string{
			"0": "0.00 USD", "1": "100.00 USD", "9": "100.00 USD", "10": "100.00 USD", "11": "110.00 USD",
		}},
		{"a minimum at zero", pricing.Price{Rate: rateNum("10"), Minimum: rateNum("100"), AtZero: true}, 0, map[string]string{"0": "100.00 USD", "11": "110.00 USD"}},
		{"a maximum", pricing.Price{Rate: rateNum("10"), Maximum: rateNum("75")}, 0, map[string]string{
			"7": "70.00 USD", "7.5": "75.00 USD", "7.6": "75.00 USD", "1000000": "75.00 USD",
		}},
		{"both, equal", pricing.Price{Rate: rateNum("10"), Minimum: rateNum("75"), Maximum: rateNum("75")}, 0, map[string]string{
			"0": "0.00 USD", "1": "75.00 USD", "100": "75.00 USD",
		}},
		// The maximum is of everything, the fee too.
		{"a maximum below the fee", pricing.Price{Rate: rateNum("10"), Flat: rateNum("80"), Maximum: rateNum("75")}, 0, map[string]string{"1": "75.00 USD"}},
		{"a minimum lifts what is below zero", pricing.Price{Rate: rateNum("-10"), Minimum: rateNum("5")}, 0, map[string]string{"1": "5.00 USD"}},
		{"below zero beside a maximum", pricing.Price{Rate: rateNum("-10"), Maximum: rateNum("5")}, 0, map[string]string{"1": "-10.00 USD"}},
		{"nothing", pricing.Price{}, 0, map[string]string{"0": "0.00 USD", "7": "0.00 USD"}},
	})
}

func TestRateFlatAlone(t *testing.T) {
	fee := pricing.AllInclusive(rateNum("2500"), msp.MustParseCurrency("USD"))
	rater, err := fee.Compile(msp.HalfUp)
	if err != nil {
		t.Fatal(err)
	}
	if rater.Unit() != "" {
		t.Errorf("Unit() = %q, want none", rater.Unit())
	}
	for _, q := range []pricing.Quantity{{}, pricing.Count(1, ""), pricing.Count(1000, "")} {
		if got, err := rater.Amount(q); err != nil || got.String() != "2500.00 USD" {
			t.Errorf("Amount(%v) = %v, %v, want 2500.00 USD", q, got, err)
		}
	}
	if got, err := rater.Amount(pricing.Count(1, "user")); !errors.Is(err, pricing.ErrUnit) || got != (msp.Money{}) {
		t.Errorf("Amount of users at a fee of no unit = %v, %v, want %v", got, err, pricing.ErrUnit)
	}
}

func TestRateGraduated(t *testing.T) {
	rateAmounts(t, []rateCase{
		// 10 × 150 = 1500; 40 × 130.255 = 5210.2; 200 × 110.5 = 22100.
		{"four tiers", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("10:150", "50:130.255", "250:110.5", ":95.125")}, 0, map[string]string{
			"0": "0.00 USD", "1": "150.00 USD", "10": "1500.00 USD",
			"11":     "1630.26 USD",  // 1500 + 130.255
			"50":     "6710.20 USD",  // 1500 + 5210.2
			"51":     "6820.70 USD",  // + 110.5
			"250":    "28810.20 USD", // 6710.2 + 22100
			"251":    "28905.33 USD", // + 95.125 = 28905.325
			"10.5":   "1565.13 USD",  // 1500 + 65.1275
			"9.9999": "1499.99 USD",  // 1499.985
			"31/3":   "1543.42 USD",  // 1500 + 130.255/3 = 1543.41833…
		}},
		{"one tier is a rate", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers(":12.5")}, 0, map[string]string{"0": "0.00 USD", "3": "37.50 USD"}},
		{"fees of tiers are due beyond their lower bound", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("5:1+10", "10:2+20", ":0+30")}, 0, map[string]string{
			"0":    "0.00 USD",
			"0.01": "10.01 USD", "5": "15.00 USD",
			"5.01": "35.02 USD", "10": "45.00 USD", // 15 + 20 + 2 × 5
			"10.01": "75.00 USD", "1000": "75.00 USD",
		}},
		{"the first tier's fee at zero", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("5:1+10", ":2+20"), AtZero: true}, 0, map[string]string{
			"0": "10.00 USD", "1": "11.00 USD", "6": "37.00 USD",
		}},
		// What is billable is 0; AtZero makes the fee of the first tier due then.
		{"all included, at zero", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("5:1+10", ":2+20"), Included: rateNum("3"), AtZero: true}, 0, map[string]string{
			"0": "10.00 USD", "3": "10.00 USD", "4": "11.00 USD", "8": "15.00 USD", "9": "37.00 USD",
		}},
		{"all included", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("5:1+10", ":2+20"), Included: rateNum("3"), Flat: rateNum("7")}, 0, map[string]string{
			"0": "0.00 USD", "3": "7.00 USD", "4": "18.00 USD",
		}},
		{"bounds with places", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("0.5:100", "1.25:10", ":1")}, 0, map[string]string{
			"0.5": "50.00 USD", "0.6": "51.00 USD", "1": "55.00 USD", "1.25": "57.50 USD", "2.25": "58.50 USD", "1/2": "50.00 USD",
		}},
		{"free first, then paid, within bounds", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("100:0", ":0.5"), Minimum: rateNum("20"), Maximum: rateNum("60")}, 0, map[string]string{
			"0": "0.00 USD", "50": "20.00 USD", "140": "20.00 USD", "150": "25.00 USD", "220": "60.00 USD", "9999": "60.00 USD",
		}},
	})
}

func TestRateVolume(t *testing.T) {
	rateAmounts(t, []rateCase{
		{"all at the rate of the tier", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("100:10", "200:8", ":7.505")}, 0, map[string]string{
			"0": "0.00 USD", "1": "10.00 USD", "100": "1000.00 USD", "100.5": "804.00 USD", "101": "808.00 USD",
			"200": "1600.00 USD", "201": "1508.51 USD", // 1508.505
		}},
		{"the fee of the tier only", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:2+5", ":1+50")}, 0, map[string]string{
			"0": "0.00 USD", "10": "25.00 USD", "11": "61.00 USD",
		}},
		{"the fee at zero", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:2+5", ":1+50"), AtZero: true}, 0, map[string]string{"0": "5.00 USD", "1": "7.00 USD"}},
		{"included units choose the tier too", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:2+5", ":1+50"), Included: rateNum("4")}, 0, map[string]string{
			"4": "0.00 USD", "5": "7.00 USD", "14": "25.00 USD", "15": "61.00 USD",
		}},
	})
}

func TestRateStairstep(t *testing.T) {
	rateAmounts(t, []rateCase{
		{"a fee a step", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+500", "25:+900.005", ":+1500")}, 0, map[string]string{
			"0": "0.00 USD", "0.1": "500.00 USD", "10": "500.00 USD", "10.1": "900.01 USD", "25": "900.01 USD", "26": "1500.00 USD", "1000000": "1500.00 USD",
		}},
		{"at zero", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+500", ":+900"), AtZero: true}, 0, map[string]string{"0": "500.00 USD", "11": "900.00 USD"}},
		{"with a fee, included units and bounds", pricing.Price{
			Mode: pricing.Stairstep, Tiers: rateTiers("10:+500", ":+900"),
			Flat: rateNum("20"), Included: rateNum("5"), Minimum: rateNum("100"), Maximum: rateNum("800"),
		}, 0, map[string]string{"0": "0.00 USD", "5": "100.00 USD", "6": "520.00 USD", "15": "520.00 USD", "16": "800.00 USD"}},
	})
}

func TestRatePackage(t *testing.T) {
	ten := pricing.Price{Mode: pricing.Package, Rate: rateNum("49.99"), Size: rateNum("10")}
	down, even, included, odd := ten, ten, ten, ten
	down.Partial, even.Partial = msp.Down, msp.HalfEven
	included.Included, included.Flat, included.Minimum = rateNum("5"), rateNum("1"), rateNum("40")
	odd.Size = rateNum("2.5")
	rateAmounts(t, []rateCase{
		{"one that is begun counts", ten, 0, map[string]string{
			"0": "0.00 USD", "0.001": "49.99 USD", "10": "49.99 USD", "10.001": "99.98 USD", "11": "99.98 USD", "20": "99.98 USD", "61/3": "149.97 USD",
		}},
		{"only full ones count", down, 0, map[string]string{
			"0": "0.00 USD", "9.999": "0.00 USD", "10": "49.99 USD", "19": "49.99 USD", "20": "99.98 USD",
		}},
		{"half packages to the even number", even, 0, map[string]string{"5": "0.00 USD", "5.1": "49.99 USD", "15": "99.98 USD", "25": "99.98 USD"}},
		// 1 + packages of (q − 5), at least 40.
		{"beyond what is included", included, 0, map[string]string{"0": "0.00 USD", "5": "40.00 USD", "6": "50.99 USD", "16": "100.98 USD"}},
		{"sizes with places", odd, 0, map[string]string{"2.5": "49.99 USD", "2.6": "99.98 USD", "5": "99.98 USD"}},
	})
}

// A quantity of 18 places leaves no room for bounds at its scale: what does not fit is
// above it. And the largest quantity is in the open tier.
func TestRateAtTheEndsOfIntegers(t *testing.T) {
	fine, half := "6.000000000000000001", pricing.Price{Mode: pricing.Package, Rate: rateNum("5"), Size: rateNum("100"), Partial: msp.HalfUp}
	most := "9223372036854775807/1"
	rateAmounts(t, []rateCase{
		{"graduated", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("100:10", ":1")}, 0, map[string]string{fine: "60.00 USD"}},
		{"volume", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("2:1", "100:10", ":1")}, 0, map[string]string{fine: "60.00 USD"}},
		{"included", pricing.Price{Rate: rateNum("10"), Included: rateNum("100")}, 0, map[string]string{fine: "0.00 USD"}},
		{"6 of 100 are less than half a package", half, 0, map[string]string{fine: "0.00 USD", "50": "5.00 USD"}},
		// What is below does not fit at 8 places: 1,000,000,000.0001 × 1000.0001 = 1,000,000,100,000.10000001.
		{"a large first tier", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("1000000000.0001:1000.0001", ":1")}, 0, map[string]string{
			"1000000000.0001": "1000000100000.10 USD", "1000000001.0001": "1000000100001.10 USD",
		}},
		{"the largest, graduated", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("10:0", ":0.01")}, 0, map[string]string{most: "92233720368547757.97 USD"}},
		{"the largest, volume", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:0", ":0.01")}, 0, map[string]string{most: "92233720368547758.07 USD"}},
		{"the largest step", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+1", ":+2")}, 0, map[string]string{most: "2.00 USD"}},
		{"the largest, of which 1 is free", pricing.Price{Rate: rateNum("0.01"), Included: rateNum("1")}, 0, map[string]string{most: "92233720368547758.06 USD"}},
	})
}

func TestRateExplain(t *testing.T) {
	full := pricing.Price{
		Mode: pricing.Graduated, Tiers: rateTiers("10:1.005+3", ":0.335"),
		Flat: rateNum("0.333"), Included: rateNum("2"), Maximum: rateNum("12"), Minimum: rateNum("5"),
	}
	for _, tt := range []struct {
		name     string
		price    pricing.Price
		quantity string
		want     []string
	}{
		{"nothing", full, "0", nil},
		{"all included", full, "1.5", []string{
			"1.5 user included = 0.00 USD",
			"flat fee 0.333 = 0.33 USD",
			"up to the minimum of 5 = 4.67 USD", // 5 − 0.333
		}},
		// The sums are 0.333, 3.333, 13.383, 14.388: each detail is what its rounding adds.
		{"down to the maximum", full, "15", []string{
			"2 user included = 0.00 USD",
			"flat fee 0.333 = 0.33 USD",
			"flat fee 3, tier 1 = 3.00 USD",
			"10 user at 1.005, tier 1 = 10.05 USD",
			"3 user at 0.335, tier 2 = 1.01 USD",    // 14.388 is 14.39, less 13.38
			"down to the maximum of 12 = -2.39 USD", // 12.00 less 14.39
		}},
		{"a volume tier", pricing.Price{Mode: pricing.Volume, Tiers: rateTiers("10:2+5", ":1.5+50")}, "12", []string{
			"flat fee 50, tier 2 = 50.00 USD", "12 user at 1.5, tier 2 = 18.00 USD",
		}},
		{"a step", pricing.Price{Mode: pricing.Stairstep, Tiers: rateTiers("10:+500", ":+900")}, "12", []string{"flat fee 900 for 12 user, tier 2 = 900.00 USD"}},
		{"packages", pricing.Price{Mode: pricing.Package, Rate: rateNum("20"), Size: rateNum("5")}, "12", []string{"3 package of 5 user at 20 = 60.00 USD"}},
		{"a third of a user", pricing.Price{Rate: rateNum("100")}, "1/3", []string{"1/3 user at 100 = 33.33 USD"}},
		{"a fee at zero", pricing.Price{Mode: pricing.Graduated, Tiers: rateTiers("5:1+10", ":2"), AtZero: true}, "0", []string{
			"flat fee 10, tier 1 = 10.00 USD", "0 user at 1, tier 1 = 0.00 USD",
		}},
	} {
		rater := rateOf(t, tt.price, msp.HalfUp)
		q := rateQuantity(t, tt.quantity+" user")
		got, err := rater.Explain(q)
		if err != nil || !slices.Equal(rateWhy(got), tt.want) {
			t.Errorf("%s: Explain(%v): %v, diff %s", tt.name, q, err, cmp.Diff(tt.want, rateWhy(got)))
		}
	}
}

func TestRateRefuses(t *testing.T) {
	rater := rateOf(t, pricing.Price{Rate: rateNum("150")}, msp.HalfUp)
	for _, tt := range []struct {
		name  string
		rater pricing.Rater
		q     pricing.Quantity
		kind  error
		text  string
	}{
		{"another unit", rater, pricing.Count(40, "device"), pricing.ErrUnit, `pricing: quantity "40 device": the price is for the unit user`},
		{"no unit", rater, pricing.Count(40, ""), pricing.ErrUnit, `pricing: quantity "40": the price is for the unit user`},
		{"none of another unit", rater, pricing.Count(0, "device"), pricing.ErrUnit, `pricing: quantity "0 device": the price is for the unit user`},
		{"a plural", rater, pricing.Count(1, "users"), pricing.ErrUnit, `pricing: quantity "1 users": the price is for the unit user`},
		{"below zero", rater, pricing.Count(-1, "user"), msp.ErrRange, `pricing: quantity "-1 user": below zero`},
		{"a little below zero", rater, pricing.QuantityOf(msp.NewRatio(-1, 1000), "user"), msp.ErrRange, `pricing: quantity "-0.001 user": below zero`},
		{"no price", pricing.Rater{}, pricing.Count(1, "user"), msp.ErrUndefined, `pricing: quantity "1 user": there is no price`},
		{"no price, nothing", pricing.Rater{}, pricing.Quantity{}, msp.ErrUndefined, `pricing: quantity "0": there is no price`},
	} {
		if got, err := tt.rater.Amount(tt.q); !errors.Is(err, tt.kind) || err.Error() != tt.text || got != (msp.Money{}) {
			t.Errorf("%s: Amount(%v) = %v, %v, want %s", tt.name, tt.q, got, err, tt.text)
		}
		if got, err := tt.rater.Explain(tt.q); !errors.Is(err, tt.kind) || err.Error() != tt.text || got.Details != nil {
			t.Errorf("%s: Explain(%v) = %v, %v, want %s", tt.name, tt.q, got, err, tt.text)
		}
	}
	for _, n := range []int64{-1, math.MinInt64} {
		if got, err := rater.AmountInt(n); !errors.Is(err, msp.ErrRange) || got != (msp.Money{}) {
			t.Errorf("AmountInt(%d) = %v, %v, want %v", n, got, err, msp.ErrRange)
		}
	}
	if got, err := (pricing.Rater{}).AmountInt(1); !errors.Is(err, msp.ErrUndefined) || got != (msp.Money{}) {
		t.Errorf("AmountInt of no price = %v, %v, want %v", got, err, msp.ErrUndefined)
	}
	if zero := (pricing.Rater{}); zero.Unit() != "" || zero.Price().Unit != "" || zero.VolumeDips() != nil {
		t.Errorf("the zero Rater has a price: %v", zero.Price())
	}
}

// A price that is changed later changes no rater, nor does what a rater hands out.
func TestRateSharesNothing(t *testing.T) {
	p := pricing.Price{Currency: msp.MustParseCurrency("USD"), Unit: "user", Mode: pricing.Graduated, Tiers: rateTiers("10:150", ":130")}
	rater := rateOf(t, p, msp.HalfUp)
	before, err := rater.AmountInt(12)
	if err != nil {
		t.Fatal(err)
	}
	p.Tiers[0].Rate = rateNum("1")
	rater.Price().Tiers[0].Rate = rateNum("2")
	if after, err := rater.AmountInt(12); err != nil || after != before || after.String() != "1760.00 USD" {
		t.Errorf("AmountInt(12) = %v, %v, before %v", after, err, before)
	}
	why, err := rater.Explain(pricing.Count(12, "user"))
	if err != nil {
		t.Fatal(err)
	}
	why.Details[0].Amount = msp.Money{}
	if again, err := rater.Explain(pricing.Count(12, "user")); err != nil || again.Details[0].Amount.String() != "1500.00 USD" {
		t.Errorf("Explain again = %v, %v", again, err)
	}
	if got := rater.Price().Tiers[0].Rate; !got.Equal(rateNum("150")) {
		t.Errorf("Price() has the rate %v, want 150", got)
	}
}

// Amounts in integers, decimals with places among them, take no memory.
func TestRateAllocatesNothing(t *testing.T) {
	rater := benchGraduated(t)
	q := rateQuantity(t, "212.25 user")
	service, period := benchProration()
	m := msp.MustParseMoney("99.99 USD")
	for name, f := range map[string]func(){
		"AmountInt": func() { sinkMoney, _ = rater.AmountInt(333) },
		"Amount":    func() { sinkMoney, _ = rater.Amount(q) },
		"Prorate":   func() { sinkMoney, _ = pricing.Prorate(m, service, period, msp.HalfUp) },
	} {
		if got := testing.AllocsPerRun(100, f); got != 0 {
			t.Errorf("%s allocates %v times, want 0", name, got)
		}
	}
}
