package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// taxLines reads "1.00 2.50 USD".
func taxLines(text string) []msp.Money {
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return nil
	}
	c := fields[len(fields)-1]
	var lines []msp.Money
	for _, f := range fields[:len(fields)-1] {
		lines = append(lines, marginM(f+" "+c))
	}
	return lines
}

// taxText writes the lines' net + tax = gross, and the totals.
func taxText(x pricing.Taxed) string {
	var b strings.Builder
	bare := func(m msp.Money) string { text, _, _ := strings.Cut(m.String(), " "); return text }
	for i := range x.Gross {
		fmt.Fprintf(&b, "%s+%s=%s ", bare(x.Net[i]), bare(x.Tax[i]), bare(x.Gross[i]))
	}
	fmt.Fprintf(&b, "all %s+%s=%v", bare(x.NetTotal), bare(x.TaxTotal), x.GrossTotal)
	return b.String()
}

func TestTaxIncluded(t *testing.T) {
	for _, tt := range []struct {
		gross, rate string
		level       pricing.TaxLevel
		mode        msp.Rounding
		want        string
	}{
		// 758 ÷ 1.21 = 626.446…; half of it is 313.225, the odd cent goes to the first.
		{"379.00 379.00 USD", "21%", pricing.TaxTotal, 0, "313.23+65.77=379.00 313.22+65.78=379.00 all 626.45+131.55=758.00 USD"},
		{"379.00 379.00 USD", "21%", 0, 0, "313.23+65.77=379.00 313.22+65.78=379.00 all 626.45+131.55=758.00 USD"},
		// 379 ÷ 1.21 = 313.223…
		{"379.00 379.00 USD", "21%", pricing.TaxLine, 0, "313.22+65.78=379.00 313.22+65.78=379.00 all 626.44+131.56=758.00 USD"},
		{"379.00 379.00 USD", "21%", pricing.TaxLine, msp.Up, "313.23+65.77=379.00 313.23+65.77=379.00 all 626.46+131.54=758.00 USD"},
		{"379.00 379.00 USD", "21%", pricing.TaxTotal, msp.Down, "313.22+65.78=379.00 313.22+65.78=379.00 all 626.44+131.56=758.00 USD"},
		{"108 108 108 JPY", "8%", 0, 0, "100+8=108 100+8=108 100+8=108 all 300+24=324 JPY"},
		// A line of zero has no tax, even first in line for an odd cent.
		{"0.00 379.00 379.00 USD", "21%", 0, 0, "0.00+0.00=0.00 313.23+65.77=379.00 313.22+65.78=379.00 all 626.45+131.55=758.00 USD"},
		{"0.00 0.00 USD", "21%", 0, 0, "0.00+0.00=0.00 0.00+0.00=0.00 all 0.00+0.00=0.00 USD"},
		{"10.00 USD", "0%", 0, 0, "10.00+0.00=10.00 all 10.00+0.00=10.00 USD"},
		// A credit note mirrors the invoice.
		{"-379.00 -379.00 USD", "21%", 0, 0, "-313.23+-65.77=-379.00 -313.22+-65.78=-379.00 all -626.45+-131.55=-758.00 USD"},
		// With a discount line: 99 ÷ 1.21 = 81.818… → 81.82. The lines are 82.644… and
		// −0.826…; rounded down 82.64 and −0.83, which leaves 0.01 for the larger of the
		// remainders 0.463 and 0.355.
		{"100.00 -1.00 USD", "21%", 0, 0, "82.65+17.35=100.00 -0.83+-0.17=-1.00 all 81.82+17.18=99.00 USD"},
		{"-100.00 1.00 USD", "21%", 0, 0, "-82.65+-17.35=-100.00 0.83+0.17=1.00 all -81.82+-17.18=-99.00 USD"},
		{"100.00 -1.00 USD", "21%", pricing.TaxLine, 0, "82.64+17.36=100.00 -0.83+-0.17=-1.00 all 81.81+17.19=99.00 USD"},
		// Nearly nothing is left, but the lines keep their tax: 0.01 ÷ 1.21 rounds to 0.01.
		{"100.00 -99.99 USD", "21%", 0, 0, "82.65+17.35=100.00 -82.64+-17.35=-99.99 all 0.01+0.00=0.01 USD"},
		// 82.64 and −82.65 with remainders of 0.463 and 0.537.
		{"100.00 -100.00 USD", "21%", 0, 0, "82.64+17.36=100.00 -82.64+-17.36=-100.00 all 0.00+0.00=0.00 USD"},
		{"121.00 0.00 -60.50 USD", "21%", 0, 0, "100.00+21.00=121.00 0.00+0.00=0.00 -50.00+-10.50=-60.50 all 50.00+10.50=60.50 USD"},
		{"", "21%", 0, 0, "all 0+0=0"},
	} {
		lines := taxLines(tt.gross)
		got, err := pricing.TaxIncluded(lines, marginP(tt.rate), tt.level, tt.mode)
		if err != nil || taxText(got) != tt.want {
			t.Errorf("TaxIncluded(%s, %s, %v, %v) = %s, %v, want %s", tt.gross, tt.rate, tt.level, tt.mode, taxText(got), err, tt.want)
		}
	}
}

func TestTaxAdded(t *testing.T) {
	for _, tt := range []struct {
		net, rate string
		level     pricing.TaxLevel
		mode      msp.Rounding
		want      string
	}{
		// 20% of 279.16 is 55.832; the lines' shares of 55.83 are 13.6655…, twice, 11.4996…
		// and 16.9994…; cut to cents they leave 0.03, for the remainders 0.96 of the third,
		// 0.94 of the fourth and 0.55 of the first.
		{"68.33 68.33 57.50 85.00 USD", "20%", 0, 0, "68.33+13.67=82.00 68.33+13.66=81.99 57.50+11.50=69.00 85.00+17.00=102.00 all 279.16+55.83=334.99 USD"},
		{"0.05 0.05 0.05 USD", "10%", pricing.TaxTotal, 0, "0.05+0.01=0.06 0.05+0.01=0.06 0.05+0.00=0.05 all 0.15+0.02=0.17 USD"},
		{"0.05 0.05 0.05 USD", "10%", pricing.TaxLine, 0, "0.05+0.01=0.06 0.05+0.01=0.06 0.05+0.01=0.06 all 0.15+0.03=0.18 USD"},
		{"0.05 0.05 0.05 USD", "10%", pricing.TaxLine, msp.Down, "0.05+0.00=0.05 0.05+0.00=0.05 0.05+0.00=0.05 all 0.15+0.00=0.15 USD"},
		{"1.001 2.002 KWD", "5%", pricing.TaxLine, 0, "1.001+0.050=1.051 2.002+0.100=2.102 all 3.003+0.150=3.153 KWD"},
		{"100 -10 USD", "7.5%", 0, 0, "100.00+7.50=107.50 -10.00+-0.75=-10.75 all 90.00+6.75=96.75 USD"},
		// Half a cent each way: the first is rounded up, the total is none.
		{"0.05 -0.05 USD", "10%", 0, 0, "0.05+0.01=0.06 -0.05+-0.01=-0.06 all 0.00+0.00=0.00 USD"},
		{"-0.05 0.05 USD", "10%", 0, 0, "-0.05+-0.01=-0.06 0.05+0.01=0.06 all 0.00+0.00=0.00 USD"},
		{"0.00 -0.05 0.05 USD", "10%", 0, 0, "0.00+0.00=0.00 -0.05+-0.01=-0.06 0.05+0.01=0.06 all 0.00+0.00=0.00 USD"},
		{"10 USD", "-15%", 0, 0, "10.00+-1.50=8.50 all 10.00+-1.50=8.50 USD"}, // withheld
		{"", "21%", pricing.TaxLine, 0, "all 0+0=0"},
	} {
		got, err := pricing.TaxAdded(taxLines(tt.net), marginP(tt.rate), tt.level, tt.mode)
		if err != nil || taxText(got) != tt.want {
			t.Errorf("TaxAdded(%s, %s, %v, %v) = %s, %v, want %s", tt.net, tt.rate, tt.level, tt.mode, taxText(got), err, tt.want)
		}
	}
}

func TestTaxErrors(t *testing.T) {
	usd := marginM("1 USD").Currency()
	most, _ := msp.NewMoney(math.MaxInt64, usd)
	least, _ := msp.NewMoney(math.MinInt64, usd)
	one := marginM("0.01 USD")
	for _, tt := range []struct {
		lines []msp.Money
		rate  string
		level pricing.TaxLevel
		mode  msp.Rounding
		kind  error
	}{
		{[]msp.Money{one}, "-100%", 0, 0, msp.ErrRange},
		{[]msp.Money{one}, "-250%", pricing.TaxLine, 0, msp.ErrRange},
		{[]msp.Money{one}, "21%", pricing.TaxLine + 1, 0, msp.ErrRange},
		{[]msp.Money{one}, "21%", 0, msp.Floor + 1, msp.ErrRange},
		{[]msp.Money{one}, "21%", pricing.TaxLine, msp.Floor + 1, msp.ErrRange},
		{[]msp.Money{one, marginM("1 EUR")}, "21%", 0, 0, msp.ErrCurrency},
		{[]msp.Money{one, marginM("1 EUR")}, "21%", pricing.TaxLine, 0, msp.ErrCurrency},
		{[]msp.Money{most, one}, "21%", 0, 0, msp.ErrOverflow},
		{[]msp.Money{most, one}, "21%", pricing.TaxLine, 0, msp.ErrOverflow},
		{[]msp.Money{most, marginM("-0.01 USD")}, "-99%", 0, 0, nil},
		{[]msp.Money{least}, "0%", 0, 0, nil},
		{[]msp.Money{least, most}, "0%", 0, 0, nil},
	} {
		for name, compute := range map[string]func([]msp.Money, msp.Percent, pricing.TaxLevel, msp.Rounding) (pricing.Taxed, error){
			"TaxIncluded": pricing.TaxIncluded, "TaxAdded": pricing.TaxAdded,
		} {
			got, err := compute(tt.lines, marginP(tt.rate), tt.level, tt.mode)
			if tt.kind == nil && name == "TaxIncluded" && tt.rate != "0%" {
				tt := msp.ErrOverflow // most ÷ 0.01
				if !errors.Is(err, tt) {
					t.Errorf("TaxIncluded = %v, %v, want %v", got, err, tt)
				}
				continue
			}
			if !marginIs(err, tt.kind) || err != nil && got.Gross != nil {
				t.Errorf("%s(%v, %s, %v) = %v, %v, want %v", name, tt.lines, tt.rate, tt.level, got, err, tt.kind)
			}
		}
	}
	if _, err := pricing.TaxAdded([]msp.Money{most}, marginP("100%"), 0, 0); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("TaxAdded to the most: %v", err)
	}
}

func TestTaxCopies(t *testing.T) {
	lines := taxLines("1.00 2.00 USD")
	for _, compute := range []func([]msp.Money, msp.Percent, pricing.TaxLevel, msp.Rounding) (pricing.Taxed, error){pricing.TaxIncluded, pricing.TaxAdded} {
		got, err := compute(lines, marginP("10%"), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		before := taxText(got)
		kept := slices.Clone(lines)
		lines[0] = marginM("9.00 USD")
		if taxText(got) != before {
			t.Errorf("%s follows the caller's lines: %s", before, taxText(got))
		}
		copy(lines, kept)
	}
}

func TestTaxLevel(t *testing.T) {
	for text, want := range map[string]pricing.TaxLevel{"": 0, "total": pricing.TaxTotal, "line": pricing.TaxLine} {
		got, err := pricing.ParseTaxLevel(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("ParseTaxLevel(%q) = %v, %v, want %v", text, got, err, want)
		}
		out, err := json.Marshal(got)
		back := pricing.TaxLevel(9)
		if err != nil || json.Unmarshal(out, &back) != nil || back != want {
			t.Errorf("%v comes back from %s as %v, %v", got, out, back, err)
		}
	}
	got := pricing.TaxLine
	if err := got.UnmarshalText([]byte("Total")); !errors.Is(err, msp.ErrSyntax) || got != pricing.TaxLine {
		t.Errorf("Total is read as %v, %v", got, err)
	}
	if text, err := pricing.TaxLevel(9).MarshalText(); !errors.Is(err, msp.ErrRange) || pricing.TaxLevel(9).String() != "TaxLevel(9)" {
		t.Errorf("TaxLevel(9) is %q, %v", text, err)
	}
}
