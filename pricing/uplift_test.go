package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func upliftBound(text string) pricing.UpliftBound {
	b, err := pricing.ParseUpliftBound(text)
	if err != nil {
		panic(err)
	}
	return b
}

// upliftIndex returns steps for the years from the first.
func upliftIndex(first int, percents ...string) []pricing.IndexStep {
	var steps []pricing.IndexStep
	for i, text := range percents {
		steps = append(steps, pricing.IndexStep{Year: first + i, Percent: marginP(text)})
	}
	return steps
}

func upliftCPI() pricing.Uplift {
	return pricing.Uplift{Index: upliftIndex(2025, "8.1%", "2.2%", "-0.5%", "6%"), Floor: upliftBound("0%"), Cap: upliftBound("5%")}
}

// upliftTexts writes prices with the digits they have.
func upliftTexts(prices []decimal.Decimal) string {
	texts := make([]string, len(prices))
	for i, p := range prices {
		texts[i] = p.StringFixed(-p.Exponent())
	}
	return strings.Join(texts, " ")
}

func TestUpliftPrices(t *testing.T) {
	exact := func(u pricing.Uplift) pricing.Uplift { u.Unrounded = true; return u }
	fixed := func(text string) pricing.Uplift { return pricing.Uplift{Percent: marginP(text)} }
	for _, tt := range []struct {
		name, unit, currency string
		uplift               pricing.Uplift
		mode                 msp.Rounding
		want                 string
	}{
		// 150 → 154.5 → 159.135 → 159.14 × 1.03 = 163.9142
		{"fixed", "150.00", "USD", fixed("3%"), 0, "154.50 159.14 163.91"},
		{"down", "150.00", "USD", fixed("3%"), msp.Down, "154.50 159.13 163.90"},
		{"yen", "980", "JPY", fixed("2.5%"), 0, "1005 1030 1056"},               // 1004.5, 1030.125, 1055.75
		{"yen, exact", "980", "JPY", exact(fixed("2.5%")), 0, "1005 1030 1055"}, // 1004.5, 1029.6…, 1055.3…
		// Half up is away from zero, for a discount too.
		{"below zero", "-980", "JPY", fixed("2.5%"), 0, "-1005 -1030 -1056"},
		// The price has three digits, so it keeps them: 98.97875, 102.9379…
		{"more digits", "95.125", "USD", fixed("4%"), 0, "98.930 102.887 107.002"},     // 98.93, 102.8872, 107.00248
		{"zeros at its end", "95.10000", "USD", fixed("4%"), 0, "98.90 102.86 106.97"}, // 98.904, 102.856, 106.9744
		{"fewer digits", "95", "USD", fixed("4%"), 0, "98.80 102.75 106.86"},           // 102.752, 106.86
		{"fewer digits, big", "1e3", "USD", fixed("1%"), 0, "1010.00 1020.10 1030.30"},
		// 8.1 → 5: 196.875; 2.2: 201.21…; −0.5 → 0.
		{"index", "187.50", "USD", upliftCPI(), 0, "196.88 201.21 201.21"},
		{"falls", "100", "USD", pricing.Uplift{Index: upliftIndex(2025, "-50%", "0%", "100%")}, 0, "50.00 50.00 100.00"},
		{"floor alone", "100", "USD", pricing.Uplift{Index: upliftIndex(2025, "1%", "3%", "2%"), Floor: upliftBound("2%")}, 0, "102.00 105.06 107.16"},
		{"cap alone", "100", "USD", pricing.Uplift{Index: upliftIndex(2025, "1%", "3%", "-2%"), Cap: upliftBound("2%")}, 0, "101.00 103.02 100.96"},
		{"zero", "99.999", "USD", pricing.Uplift{}, 0, "99.999 99.999 99.999"},
		{"nothing", "0", "USD", fixed("3%"), 0, "0.00 0.00 0.00"},
		{"no currency", "1.5", "", fixed("10%"), 0, "1.7 1.9 2.1"}, // 1.65, 1.87, 2.09
	} {
		start := msp.MustParseDate("2024-07-01")
		c := msp.MustParseCurrency(tt.currency)
		prices, err := tt.uplift.Prices(marginD(tt.unit), c, start, 3, tt.mode)
		if err != nil || upliftTexts(prices) != tt.want {
			t.Errorf("%s: Prices(%s) = %s, %v, want %s", tt.name, tt.unit, upliftTexts(prices), err, tt.want)
			continue
		}
		for n, want := range prices {
			day := msp.MustParseDate(fmt.Sprintf("%d-07-01", 2025+n))
			if got, err := tt.uplift.Price(marginD(tt.unit), c, start, day, tt.mode); err != nil || !got.Equal(want) || got.Exponent() != want.Exponent() {
				t.Errorf("%s: Price(%s) on %v = %v, %v, want %v", tt.name, tt.unit, day, got, err, want)
			}
			before, _ := day.AddDays(-1)
			old := marginD(tt.unit)
			if n > 0 {
				old = prices[n-1]
			}
			if got, err := tt.uplift.Price(marginD(tt.unit), c, start, before, tt.mode); err != nil || !got.Equal(old) {
				t.Errorf("%s: Price(%s) on %v = %v, %v, want %v", tt.name, tt.unit, before, got, err, old)
			}
		}
	}
}

func TestUpliftErrors(t *testing.T) {
	usd, start, later := msp.MustParseCurrency("USD"), msp.MustParseDate("2024-07-01"), msp.MustParseDate("2029-07-01")
	three := pricing.Uplift{Percent: marginP("3%")}
	for _, tt := range []struct {
		name   string
		uplift pricing.Uplift
		unit   decimal.Decimal
		start  msp.Date
		day    msp.Date
		mode   msp.Rounding
		kind   error
	}{
		{"not published", upliftCPI(), marginD("1"), start, later, 0, msp.ErrUndefined},
		{"not published, a day before", upliftCPI(), marginD("1"), start, msp.MustParseDate("2029-06-30"), 0, nil},
		{"a gap", pricing.Uplift{Index: []pricing.IndexStep{{Year: 2026, Percent: marginP("1%")}}}, marginD("1"), start, later, 0, msp.ErrUndefined},
		{"invalid", pricing.Uplift{Percent: marginP("-100%")}, marginD("1"), start, later, 0, msp.ErrInvalid},
		{"no start", three, marginD("1"), msp.Date{}, later, 0, msp.ErrRange},
		{"no day", three, marginD("1"), start, msp.Date{}, 0, msp.ErrRange},
		{"no mode", three, marginD("1"), start, later, msp.Floor + 1, msp.ErrRange},
		{"no number", three, decimal.New(1, 1_000_000_000), start, later, 0, msp.ErrRange},
		{"no number either", three, decimal.New(1, -1_000_000_000), start, later, 0, msp.ErrRange},
		{"too large", three, marginD("999999999999999999"), start, later, 0, msp.ErrOverflow},
		{"too large below zero", three, marginD("-999999999999999999"), start, later, 0, msp.ErrOverflow},
		{"the largest", pricing.Uplift{}, marginD("999999999999999999.999999999999999999"), start, later, 0, nil},
		{"explodes", pricing.Uplift{Percent: marginP("999999999999999999%"), Unrounded: true}, marginD("1"), start, msp.MustParseDate("9999-12-31"), 0, msp.ErrOverflow},
	} {
		got, err := tt.uplift.Price(tt.unit, usd, tt.start, tt.day, tt.mode)
		if !marginIs(err, tt.kind) || err != nil && !got.IsZero() {
			t.Errorf("%s: Price = %v, %v, want %v", tt.name, got, err, tt.kind)
		}
	}
	for _, years := range []int{-1, 9999 - 2024 + 1, math.MaxInt, math.MinInt} {
		if got, err := three.Prices(marginD("1"), usd, start, years, 0); !errors.Is(err, msp.ErrRange) || got != nil {
			t.Errorf("Prices(%d years) = %v, %v", years, got, err)
		}
	}
	if got, err := three.Prices(marginD("1"), usd, msp.Date{}, 1, 0); !errors.Is(err, msp.ErrRange) || got != nil {
		t.Errorf("Prices from no date = %v, %v", got, err)
	}
	if got, err := upliftCPI().Prices(marginD("1"), usd, start, 5, 0); !errors.Is(err, msp.ErrUndefined) || got != nil {
		t.Errorf("Prices = %v, %v", got, err)
	}
	if got, err := three.Prices(marginD("1"), usd, start, 0, 0); err != nil || len(got) != 0 {
		t.Errorf("Prices(0 years) = %v, %v", got, err)
	}
	// As long as dates go; an exact price grows by 18 digits a year here, to 1000.
	u := pricing.Uplift{Percent: marginP("0.0000000000000001%")}
	if got, err := u.Prices(marginD("1"), usd, msp.MustParseDate("0001-01-01"), 9998, 0); err != nil || got[9997].StringFixed(2) != "1.00" {
		t.Errorf("Prices to 9999: %d, %v", len(got), err)
	}
	u.Unrounded = true
	if got, err := u.Prices(marginD("1"), usd, start, 55, 0); err != nil || got[54].StringFixed(2) != "1.00" {
		t.Errorf("exact prices of 55 years: %v, %v", got, err)
	}
	if got, err := u.Prices(marginD("1"), usd, start, 56, 0); !errors.Is(err, msp.ErrOverflow) || got != nil {
		t.Errorf("exact prices of 56 years: %v, %v", got, err)
	}
}

func TestUpliftAnniversaries(t *testing.T) {
	for _, tt := range []struct {
		start, day string
		want       int
	}{
		{"2024-07-01", "2024-07-01", 0},
		{"2024-07-01", "2025-06-30", 0},
		{"2024-07-01", "2025-07-01", 1},
		{"2024-07-01", "2034-07-01", 10},
		{"2024-07-01", "2034-06-30", 9},
		{"2024-07-01", "2023-07-01", 0},
		{"2024-07-01", "0001-01-01", 0},
		{"2024-02-29", "2025-02-27", 0},
		{"2024-02-29", "2025-02-28", 1}, // there is no 29th
		{"2024-02-29", "2028-02-28", 3},
		{"2024-02-29", "2028-02-29", 4},
		{"0001-01-01", "9999-12-31", 9998},
		{"", "2025-02-28", 0},
		{"2024-02-29", "", 0},
	} {
		if got := pricing.Anniversaries(msp.MustParseDate(tt.start), msp.MustParseDate(tt.day)); got != tt.want {
			t.Errorf("Anniversaries(%s, %s) = %d, want %d", tt.start, tt.day, got, tt.want)
		}
	}
}

func TestUpliftFindings(t *testing.T) {
	step := func(year int, percent string) pricing.IndexStep {
		return pricing.IndexStep{Year: year, Percent: marginP(percent)}
	}
	for _, tt := range []struct {
		uplift pricing.Uplift
		want   []string
	}{
		{pricing.Uplift{}, nil},
		{upliftCPI(), nil},
		{pricing.Uplift{Percent: marginP("3%"), Floor: upliftBound("3%"), Cap: upliftBound("3%")}, nil},
		{pricing.Uplift{Percent: marginP("-99.99%")}, nil},
		{pricing.Uplift{Percent: marginP("-100%")}, []string{"percent range"}},
		{pricing.Uplift{Percent: marginP("3%"), Index: upliftIndex(2025, "3%")}, []string{"percent conflict"}},
		{pricing.Uplift{Percent: marginP("6%"), Cap: upliftBound("5%")}, []string{"percent conflict"}},
		{pricing.Uplift{Floor: upliftBound("2%")}, []string{"percent conflict"}},
		{pricing.Uplift{Index: upliftIndex(2025, "9%"), Floor: upliftBound("5.1%"), Cap: upliftBound("5%")}, []string{"floor conflict"}},
		{pricing.Uplift{Index: upliftIndex(2025, "9%"), Floor: upliftBound("-100%"), Cap: upliftBound("-100%")}, []string{"cap range", "floor range"}},
		{
			pricing.Uplift{Index: []pricing.IndexStep{step(2025, "1%"), step(0, "1%"), step(10000, "-100%"), step(2025, "2%"), step(1, "1%"), step(9999, "1%"), step(2025, "1%")}},
			[]string{"index[1].year range", "index[2].percent range", "index[2].year range", "index[3].year duplicate_name", "index[6].year duplicate_name"},
		},
	} {
		var got []string
		for _, issue := range tt.uplift.Validate() {
			if issue.Severity != msp.SeverityError {
				t.Errorf("%v: %v", tt.uplift, issue)
			}
			got = append(got, issue.Path+" "+string(issue.Code))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v: Validate = %q, want %q", tt.uplift, got, tt.want)
		}
	}
}

func TestUpliftJSON(t *testing.T) {
	comparer := cmp.AllowUnexported(msp.Percent{}, pricing.UpliftBound{})
	for text, want := range map[string]pricing.Uplift{
		`{}`:               {},
		`{"percent":"3%"}`: {Percent: marginP("3%")},
		`{"index":[{"year":2025,"percent":"8.1%"},{"year":2026,"percent":"2.2%"},{"year":2027,"percent":"-0.5%"},{"year":2028,"percent":"6%"}],"floor":"0%","cap":"5%"}`: upliftCPI(),
		`{"index":[{"year":2025,"percent":"0%"}],"unrounded":true}`: {Index: upliftIndex(2025, "0%"), Unrounded: true},
	} {
		out, err := json.Marshal(want)
		if err != nil || string(out) != text {
			t.Errorf("JSON = %s, %v, want %s", out, err, text)
		}
		got := pricing.Uplift{Percent: marginP("9%"), Floor: upliftBound("1%"), Index: upliftIndex(1, "1%")}
		if err := json.Unmarshal([]byte(text), &got); err != nil || !cmp.Equal(got, want, comparer) {
			t.Errorf("%s is read as %v, %v", text, got, err)
		}
	}
	got := upliftCPI()
	for text, code := range map[string]msp.Code{
		`{"percent":"3"}`:                             msp.CodeSyntax,
		`{"percent":3}`:                               msp.CodeType,
		`{"percent":"3%","percent":"4%"}`:             msp.CodeDuplicateKey,
		`{"floor":0}`:                                 msp.CodeType,
		`{"cap":"x"}`:                                 msp.CodeSyntax,
		`{"ceiling":"5%"}`:                            msp.CodeUnknownKey,
		`{"index":[{"year":2025}]}`:                   msp.CodeMissing,
		`{"index":[{"percent":"1%"}]}`:                msp.CodeMissing,
		`{"index":[{"year":0,"percent":"1%"}]}`:       msp.CodeRange,
		`{"index":[{"year":10000,"percent":"1%"}]}`:   msp.CodeRange,
		`{"index":[{"year":"2025","percent":"1%"}]}`:  msp.CodeType,
		`{"index":[{"year":1,"percent":"1%","x":1}]}`: msp.CodeUnknownKey,
		`{"index":[5]}`:                               msp.CodeType,
		`{"unrounded":"yes"}`:                         msp.CodeType,
		`[]`:                                          msp.CodeType,
		`{"percent":"1e9%"}`:                          msp.CodeSyntax,
		`{"percent":"0.00000000000000001%"}`:          msp.CodeRange,
	} {
		if err := json.Unmarshal([]byte(text), &got); !errors.Is(err, code) || !cmp.Equal(got, upliftCPI(), comparer) {
			t.Errorf("%s: %v, %v, want %v", text, got, err, code)
		}
	}
	var step pricing.IndexStep
	if err := json.Unmarshal([]byte(`{"year":2025,"percent":"1.50%"}`), &step); err != nil || step != upliftIndex(2025, "1.5%")[0] {
		t.Errorf("step = %v, %v", step, err)
	}
	if err := json.Unmarshal([]byte(`{"year":2026}`), &step); !errors.Is(err, msp.CodeMissing) || step.Year != 2025 {
		t.Errorf("step = %v, %v", step, err)
	}
}

func TestUpliftBound(t *testing.T) {
	var none pricing.UpliftBound
	zero := pricing.NewUpliftBound(msp.Percent{})
	if !none.IsZero() || zero.IsZero() || none == zero {
		t.Errorf("none %v, 0%% %v", none, zero)
	}
	if p, ok := none.Percent(); ok || !p.IsZero() {
		t.Errorf("none is %v, %v", p, ok)
	}
	for text, want := range map[string]pricing.UpliftBound{"": none, "0%": zero, "5%": pricing.NewUpliftBound(marginP("5%")), "-2.5%": pricing.NewUpliftBound(marginP("-2.5%"))} {
		got, err := pricing.ParseUpliftBound(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("ParseUpliftBound(%q) = %v, %v, want %v", text, got, err, want)
		}
		out, err := json.Marshal(got)
		back := pricing.NewUpliftBound(marginP("9%"))
		if err != nil || json.Unmarshal(out, &back) != nil || back != want {
			t.Errorf("%v comes back from %s as %v, %v", got, out, back, err)
		}
	}
	got := pricing.NewUpliftBound(marginP("9%"))
	if err := got.UnmarshalText([]byte("5")); !errors.Is(err, msp.ErrSyntax) || got.String() != "9%" {
		t.Errorf("5 is read as %v, %v", got, err)
	}
}
