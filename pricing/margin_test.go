package pricing_test

import (
	"errors"
	"math"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func marginM(text string) msp.Money { return msp.MustParseMoney(text) }

func marginP(text string) msp.Percent { return msp.MustParsePercent(text) }

func marginD(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// marginIs reports whether an error is of a kind; nil is of the kind nil.
func marginIs(err, kind error) bool {
	if kind == nil {
		return err == nil
	}
	return errors.Is(err, kind)
}

func TestPriceAtMargin(t *testing.T) {
	for _, tt := range []struct {
		cost, margin string
		mode         msp.Rounding
		want         string
		err          error
	}{
		{"60.00 USD", "30%", 0, "85.71 USD", nil},                 // 60 ÷ 0.7 = 85.714…
		{"60.00 USD", "30%", msp.Up, "85.72 USD", nil},            // 29.9965 % would be too little
		{"60.00 USD", "0%", 0, "60.00 USD", nil},                  // sold at cost
		{"57.57 USD", "-10%", 0, "52.34 USD", nil},                // 57.57 ÷ 1.1 = 52.336…
		{"-60.00 USD", "30%", msp.Up, "-85.72 USD", nil},          // a credit mirrors
		{"777 JPY", "33.3%", 0, "1165 JPY", nil},                  // 777 ÷ 0.667 = 1164.9…
		{"0.01 USD", "99.99%", 0, "100.00 USD", nil},              // 0.01 ÷ 0.0001
		{"1 USD", "99.9999999999999999%", 0, "", msp.ErrOverflow}, // 1 USD × 10¹⁸
		{"0", "50%", 0, "0", nil},
		{"1 USD", "100%", 0, "", msp.ErrRange},
		{"1 USD", "250%", 0, "", msp.ErrRange},
		{"1 USD", "50%", 77, "", msp.ErrRange},
	} {
		got, err := pricing.PriceAtMargin(marginM(tt.cost), marginP(tt.margin), tt.mode)
		if !marginIs(err, tt.err) || err == nil && got.String() != tt.want {
			t.Errorf("PriceAtMargin(%s, %s, %v) = %v, %v, want %s, %v", tt.cost, tt.margin, tt.mode, got, err, tt.want, tt.err)
		}
	}
}

func TestPriceAtMarkup(t *testing.T) {
	for _, tt := range []struct {
		cost, markup string
		mode         msp.Rounding
		want         string
		err          error
	}{
		{"19.99 USD", "25%", 0, "24.99 USD", nil},                            // 24.9875
		{"19.99 USD", "25%", msp.Down, "24.98 USD", nil},                     //
		{"84.10 USD", "-12.5%", 0, "73.59 USD", nil},                         // 73.5875
		{"84.10 USD", "-100%", 0, "0.00 USD", nil},                           // given away
		{"84.10 USD", "-100.0001%", 0, "", msp.ErrRange},                     //
		{"1 USD", "999999999999999999%", 0, "10000000000000000.99 USD", nil}, // 1 + 9999999999999999.99
		{"10 USD", "999999999999999999%", 0, "", msp.ErrOverflow},
		{"1 USD", "50%", 77, "", msp.ErrRange},
	} {
		got, err := pricing.PriceAtMarkup(marginM(tt.cost), marginP(tt.markup), tt.mode)
		if !marginIs(err, tt.err) || err == nil && got.String() != tt.want {
			t.Errorf("PriceAtMarkup(%s, %s, %v) = %v, %v, want %s, %v", tt.cost, tt.markup, tt.mode, got, err, tt.want, tt.err)
		}
	}
}

func TestMarginAndMarkup(t *testing.T) {
	for _, tt := range []struct {
		price, cost    string
		margin, markup string
		err            error
	}{
		{"100 USD", "60 USD", "2/5", "2/3", nil}, // 40 of 100, 40 of 60
		{"5000 USD", "6100 USD", "-11/50", "-11/61", nil},
		{"0.00 USD", "10 USD", "undefined", "-1/1", nil},
		{"10 USD", "0.00 USD", "1/1", "undefined", nil},
		{"0", "0", "undefined", "undefined", nil},
		{"10 USD", "0", "1/1", "undefined", nil},
		{"-100 USD", "-60 USD", "2/5", "2/3", nil}, // a credit note
		{"10 USD", "6 EUR", "", "", msp.ErrCurrency},
		// The difference of these two does not fit Money, their ratio is −2: 1 − (−2) = 3.
		{"-46116860184273879.04 USD", "92233720368547758.07 USD", "13835058055282163711/4611686018427387904", "-13835058055282163711/9223372036854775807", nil},
	} {
		margin, err1 := pricing.Margin(marginM(tt.price), marginM(tt.cost))
		markup, err2 := pricing.Markup(marginM(tt.price), marginM(tt.cost))
		if !marginIs(err1, tt.err) || err1 == nil && margin.String() != tt.margin {
			t.Errorf("Margin(%s, %s) = %v, %v, want %s, %v", tt.price, tt.cost, margin, err1, tt.margin, tt.err)
		}
		if !marginIs(err2, tt.err) || err2 == nil && markup.String() != tt.markup {
			t.Errorf("Markup(%s, %s) = %v, %v, want %s, %v", tt.price, tt.cost, markup, err2, tt.markup, tt.err)
		}
	}
}

func TestMarkupOfMarginOf(t *testing.T) {
	for _, tt := range []struct{ margin, markup string }{
		{"50%", "1/1"},
		{"20%", "1/4"},
		{"75%", "3/1"},
		{"0%", "0/1"},
		{"-10%", "-1/11"},
		{"46.2%", "231/269"},
		{"99.9999999999999999%", "999999999999999999/1"},
		{"100%", "undefined"},
		{"100.1%", "undefined"},
		{"300%", "undefined"},
	} {
		if got := pricing.MarkupOf(marginP(tt.margin)); got.String() != tt.markup {
			t.Errorf("MarkupOf(%s) = %v, want %s", tt.margin, got, tt.markup)
		}
	}
	for _, tt := range []struct{ markup, margin string }{
		{"100%", "1/2"},
		{"25%", "1/5"},
		{"300%", "3/4"},
		{"0%", "0/1"},
		{"-50%", "-1/1"},
		{"42.8%", "107/357"},
		{"-99.9999999999999999%", "-999999999999999999/1"},
		{"-100%", "undefined"},
		{"-100.1%", "undefined"},
	} {
		if got := pricing.MarginOf(marginP(tt.markup)); got.String() != tt.margin {
			t.Errorf("MarginOf(%s) = %v, want %s", tt.markup, got, tt.margin)
		}
	}
}

func TestMarginOfClient(t *testing.T) {
	most, _ := msp.NewMoney(math.MaxInt64, marginM("1 USD").Currency())
	for _, tt := range []struct {
		revenue             msp.Money
		costs               []msp.Money
		cost, gross, margin string
		err                 error
	}{
		// 1800 + 450.25 + 220.10 = 2470.35; 2529.65 ÷ 5000 = 0.50593.
		{marginM("5000.00 USD"), []msp.Money{marginM("1800.00 USD"), marginM("450.25 USD"), marginM("220.10 USD")}, "2470.35 USD", "2529.65 USD", "50593/100000", nil},
		{marginM("5000 USD"), []msp.Money{marginM("6100 USD")}, "6100.00 USD", "-1100.00 USD", "-11/50", nil},
		{marginM("0.00 USD"), []msp.Money{marginM("10 USD")}, "10.00 USD", "-10.00 USD", "undefined", nil},
		{marginM("10 USD"), nil, "0.00 USD", "10.00 USD", "1/1", nil},
		{msp.Money{}, nil, "0", "0", "undefined", nil},
		{msp.Money{}, []msp.Money{marginM("10 USD")}, "10.00 USD", "-10.00 USD", "undefined", nil},
		// A cost and its refund: only the sum must fit.
		{most, []msp.Money{most, most, marginM("-92233720368547758.07 USD")}, "92233720368547758.07 USD", "0.00 USD", "0/1", nil},
		{marginM("1 USD"), []msp.Money{most, most}, "", "", "", msp.ErrOverflow},
		{marginM("-2 USD"), []msp.Money{most}, "", "", "", msp.ErrOverflow},
		{marginM("1 USD"), []msp.Money{marginM("1 EUR")}, "", "", "", msp.ErrCurrency},
	} {
		got, err := pricing.GrossMargin(tt.revenue, tt.costs...)
		if !marginIs(err, tt.err) || err != nil && got != (pricing.Profit{}) {
			t.Errorf("GrossMargin(%v, %v) = %v, %v, want %v", tt.revenue, tt.costs, got, err, tt.err)
		}
		if err == nil && (got.Revenue != tt.revenue || got.Cost.String() != tt.cost || got.Gross.String() != tt.gross || got.Margin.String() != tt.margin) {
			t.Errorf("GrossMargin(%v, %v) = %v, want %s, %s, %s", tt.revenue, tt.costs, got, tt.cost, tt.gross, tt.margin)
		}
	}
}

func TestBreakEven(t *testing.T) {
	for _, tt := range []struct {
		fixed, price, variable string
		want                   int64
		ok                     bool
		err                    error
	}{
		{"10000 USD", "150", "90", 167, true, nil},      // 10000 ÷ 60 = 166.7
		{"9960 USD", "150", "90", 166, true, nil},       // exactly
		{"9960.01 USD", "150", "90", 167, true, nil},    // a cent more
		{"0.01 USD", "0.0125", "0.0120", 20, true, nil}, // 0.01 ÷ 0.0005
		{"1 USD", "3", "0", 1, true, nil},               //
		{"10 USD", "5", "-5", 1, true, nil},             // the vendor pays for each
		{"10 USD", "5", "5", 0, false, nil},             // a unit leaves nothing
		{"10 USD", "5", "6", 0, false, nil},             //
		{"0.00 USD", "5", "6", 0, true, nil},            // no units, no loss
		{"-1 USD", "5", "6", 0, true, nil},              // a subsidy
		{"0", "0", "0", 0, true, nil},                   //
		{"92233720368547758.07 USD", "0.01", "0", math.MaxInt64, true, nil},
		{"92233720368547758.07 USD", "0.001", "0", 0, false, msp.ErrOverflow},
		{"1 USD", "1e10000", "0", 0, false, msp.ErrRange},
		{"-1 USD", "1", "1e10000", 0, false, msp.ErrRange},
	} {
		got, ok, err := pricing.BreakEven(marginM(tt.fixed), marginD(tt.price), marginD(tt.variable))
		if !marginIs(err, tt.err) || err == nil && got != tt.want || ok != tt.ok {
			t.Errorf("BreakEven(%s, %s, %s) = %d, %v, %v, want %d, %v, %v", tt.fixed, tt.price, tt.variable, got, ok, err, tt.want, tt.ok, tt.err)
		}
	}
	for _, exponent := range []int32{1_000_000_000, -1_000_000_000} {
		if _, ok, err := pricing.BreakEven(marginM("1 USD"), marginD("1"), decimal.New(1, exponent)); ok || !errors.Is(err, msp.ErrRange) {
			t.Errorf("BreakEven(a cost of 1e%d): %v, %v", exponent, ok, err)
		}
	}
}
