package pricing_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// discMoneys reads amounts in one currency, "1.00 2.00 USD".
func discMoneys(text string) []msp.Money {
	fields := strings.Fields(text)
	var out []msp.Money
	for _, f := range fields[:max(len(fields)-1, 0)] {
		out = append(out, discMoney(f+" "+fields[len(fields)-1]))
	}
	return out
}

// discTexts writes amounts without their currency.
func discTexts(amounts []msp.Money) string {
	texts := make([]string, len(amounts))
	for i, m := range amounts {
		texts[i], _, _ = strings.Cut(m.String(), " ")
	}
	return strings.Join(texts, " ")
}

// discSteps writes the steps: base, percent, amount and its parts.
func discSteps(d pricing.Discounted) string {
	var out []string
	for _, s := range d.Steps {
		out = append(out, fmt.Sprintf("%s: %s of %s is %s = %s", s.Discount, s.Percent, discTexts([]msp.Money{s.Base}), discTexts([]msp.Money{s.Amount}), discTexts(s.ByLine)))
	}
	return strings.Join(out, "; ")
}

func TestApplyDiscounts(t *testing.T) {
	for name, tt := range map[string]struct {
		lines     string
		discounts []pricing.Discount
		mode      msp.Rounding
		steps     string
		off       string
		net       string
		total     string
	}{
		"none": {"10.00 5.00 USD", nil, 0, "", "0.00 USD", "10.00 5.00", "15.00 USD"},
		// The order is the list's: 100 − 10 − 5, and 100 − 5 − 9.50.
		"percent first": {
			"100.00 USD",
			[]pricing.Discount{percentDiscount("10%"), amountDiscount("5")},
			0,
			"10%: 10% of 100.00 is 10.00 = 10.00; 5: 0% of 90.00 is 5.00 = 5.00", "15.00 USD", "85.00", "85.00 USD",
		},
		"amount first": {
			"100.00 USD",
			[]pricing.Discount{amountDiscount("5"), percentDiscount("10%")},
			0,
			"5: 0% of 100.00 is 5.00 = 5.00; 10%: 10% of 95.00 is 9.50 = 9.50", "14.50 USD", "85.50", "85.50 USD",
		},
		// Half of 0.05 is 0.025. Of 0.03 the shares are 0.006, 0.012 and 0.012: a unit
		// to the second and the third, and the last to the first, whose rest is 0.6.
		"remainders": {
			"0.01 0.02 0.02 USD",
			[]pricing.Discount{percentDiscount("50%")},
			0,
			"50%: 50% of 0.05 is 0.03 = 0.01 0.01 0.01", "0.03 USD", "0.00 0.01 0.01", "0.02 USD",
		},
		// Of 0.02 they are 0.004, 0.008 and 0.008.
		"remainders, down": {
			"0.01 0.02 0.02 USD",
			[]pricing.Discount{percentDiscount("50%")},
			msp.Down,
			"50%: 50% of 0.05 is 0.02 = 0.00 0.01 0.01", "0.02 USD", "0.01 0.01 0.01", "0.03 USD",
		},
		"ties": {
			"1 1 1 JPY",
			[]pricing.Discount{amountDiscount("1"), amountDiscount("1")},
			0,
			"1: 0% of 3 is 1 = 1 0 0; 1: 0% of 2 is 1 = 0 1 0", "2 JPY", "0 0 1", "1 JPY",
		},
		"clamped": {
			"6.00 4.00 USD",
			[]pricing.Discount{amountDiscount("20"), percentDiscount("10%"), amountDiscount("1")},
			0,
			"20: 0% of 10.00 is 10.00 = 6.00 4.00; 10%: 10% of 0.00 is 0.00 = 0.00 0.00; 1: 0% of 0.00 is 0.00 = 0.00 0.00",
			"10.00 USD", "0.00 0.00", "0.00 USD",
		},
		// The base is 80; its 10 are spread over 75 and 25, not over the credit of −20.
		"a negative line": {
			"75.00 -20.00 0.00 25.00 USD",
			[]pricing.Discount{percentDiscount("12.5%")},
			0,
			"12.5%: 12.5% of 80.00 is 10.00 = 7.50 0.00 0.00 2.50", "10.00 USD", "67.50 -20.00 0.00 22.50", "70.00 USD",
		},
		// All 80 go: 60 and 20 off 75 and 25. What is left is 15 + 5 − 20.
		"a negative line and all of it": {
			"75.00 -20.00 25.00 USD",
			[]pricing.Discount{percentDiscount("100%"), percentDiscount("100%")},
			0,
			"100%: 100% of 80.00 is 80.00 = 60.00 0.00 20.00; 100%: 100% of 0.00 is 0.00 = 0.00 0.00 0.00",
			"80.00 USD", "15.00 -20.00 5.00", "0.00 USD",
		},
		"a negative subtotal": {
			"10.00 -20.00 USD",
			[]pricing.Discount{percentDiscount("50%"), amountDiscount("5")},
			0,
			"50%: 50% of -10.00 is 0.00 = 0.00 0.00; 5: 0% of -10.00 is 0.00 = 0.00 0.00", "0.00 USD", "10.00 -20.00", "-10.00 USD",
		},
		// The steps are reached by the running subtotal: 100 first, then 90.
		"volume": {
			"60.00 40.00 USD",
			[]pricing.Discount{volumeDiscount("50", "5%", "100", "10%"), volumeDiscount("50", "5%", "90.01", "10%")},
			0,
			"volume: 10% of 100.00 is 10.00 = 6.00 4.00; volume: 5% of 90.00 is 4.50 = 2.70 1.80", "14.50 USD", "51.30 34.20", "85.50 USD",
		},
		"no volume": {
			"10.00 USD",
			[]pricing.Discount{volumeDiscount("10.01", "5%")},
			0,
			"volume: 0% of 10.00 is 0.00 = 0.00", "0.00 USD", "10.00", "10.00 USD",
		},
		"no lines": {"", []pricing.Discount{percentDiscount("50%")}, 0, "50%: 50% of 0 is 0 = ", "0", "", "0"},
		// The weights together are beyond an int64.
		"large": {
			"9223372036854775807 9223372036854775807 -9223372036854775807 JPY",
			[]pricing.Discount{percentDiscount("100%")},
			0,
			"100%: 100% of 9223372036854775807 is 9223372036854775807 = 4611686018427387904 4611686018427387903 0",
			"9223372036854775807 JPY", "4611686018427387903 4611686018427387904 -9223372036854775807", "0 JPY",
		},
	} {
		got, err := pricing.ApplyDiscounts(discMoneys(tt.lines), tt.discounts, tt.mode)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if steps := discSteps(got); steps != tt.steps {
			t.Errorf("%s: steps\n%s, want\n%s", name, steps, tt.steps)
		}
		if net := discTexts(got.Net); net != tt.net || got.Discount.String() != tt.off || got.Total.String() != tt.total {
			t.Errorf("%s: %v off, net %s, total %v; want %s, %s, %s", name, got.Discount, net, got.Total, tt.off, tt.net, tt.total)
		}
	}
}

// An amount of no currency gets that of the others; a line of nothing is none.
func TestApplyDiscountsCurrency(t *testing.T) {
	got, err := pricing.ApplyDiscounts([]msp.Money{{}, discMoney("2.00 USD")}, nil, 0)
	if want := discMoneys("0.00 2.00 USD"); err != nil || !slices.Equal(got.Net, want) || got.Total != want[1] {
		t.Errorf("ApplyDiscounts(0, 2.00 USD) = %v, %v, want %v", got.Net, err, want)
	}
}

func TestApplyDiscountsErrors(t *testing.T) {
	most, err := msp.NewMoney(math.MaxInt64, msp.MustParseCurrency("USD"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		lines []msp.Money
		mode  msp.Rounding
		want  error
	}{
		{[]msp.Money{discMoney("1.00 USD"), discMoney("1.00 EUR")}, 0, msp.ErrCurrency},
		{[]msp.Money{most, most}, 0, msp.ErrOverflow},
		{[]msp.Money{most}, 99, msp.ErrRange},
	} {
		got, err := pricing.ApplyDiscounts(tt.lines, []pricing.Discount{percentDiscount("10%")}, tt.mode)
		if !errors.Is(err, tt.want) || got.Net != nil || got.Steps != nil {
			t.Errorf("ApplyDiscounts(%v, mode %d) = %v, %v, want %v", tt.lines, tt.mode, got, err, tt.want)
		}
	}
}

// What is given is not changed, and what is answered shares nothing with it.
func TestApplyDiscountsCopies(t *testing.T) {
	lines := discMoneys("10.00 5.00 USD")
	got, err := pricing.ApplyDiscounts(lines, []pricing.Discount{amountDiscount("0"), percentDiscount("10%")}, 0)
	if err != nil || !slices.Equal(lines, discMoneys("10.00 5.00 USD")) {
		t.Errorf("lines are %v, %v", lines, err)
	}
	lines[0] = discMoney("99.00 USD")
	got.Steps[0].ByLine[0] = discMoney("99.00 USD")
	if discTexts(got.Net) != "9.00 4.50" || discTexts(got.Steps[1].ByLine) != "1.00 0.50" || discTexts(got.Steps[0].ByLine) != "99.00 0.00" {
		t.Errorf("after a change of the lines: %v", got)
	}
}

func ExampleApplyDiscounts() {
	lines := []msp.Money{msp.MustParseMoney("1000.00 USD"), msp.MustParseMoney("250.00 USD")}
	discounts := []pricing.Discount{
		{Name: "loyalty", Off: pricing.PercentOff{Percent: msp.MustParsePercent("10%")}},
		{Name: "volume", Off: pricing.VolumeOff{Steps: []pricing.VolumeStep{
			{From: decimal.NewFromInt(500), Percent: msp.MustParsePercent("2%")},
			{From: decimal.NewFromInt(1000), Percent: msp.MustParsePercent("4%")},
		}}},
	}
	after, err := pricing.ApplyDiscounts(lines, discounts, msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range after.Steps {
		fmt.Println(step.Discount, step.Percent, "of", step.Base, "is", step.Amount)
	}
	fmt.Println(after.Net, after.Total)
	// Output:
	// loyalty 10% of 1250.00 USD is 125.00 USD
	// volume 4% of 1125.00 USD is 45.00 USD
	// [864.00 USD 216.00 USD] 1080.00 USD
}
