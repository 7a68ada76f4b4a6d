package msp_test

import (
	"errors"
	"math"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

func percent(text string) msp.Percent { return msp.MustParsePercent(text) }

func TestParsePercent(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		ratio      msp.Ratio
		decimal    string
	}{
		{"0%", "0%", msp.NewRatio(0, 1), "0"},
		{"-0%", "0%", msp.NewRatio(0, 1), "0"},
		{"0.00%", "0%", msp.NewRatio(0, 1), "0"},
		{"12.5%", "12.5%", msp.NewRatio(1, 8), "0.125"},
		{"12.50%", "12.5%", msp.NewRatio(1, 8), "0.125"},
		{"100%", "100%", msp.NewRatio(1, 1), "1"},
		{"-5%", "-5%", msp.NewRatio(-1, 20), "-0.05"},
		{"99.9999%", "99.9999%", msp.NewRatio(999999, 1000000), "0.999999"},
		{"0.0000000000000001%", "0.0000000000000001%", msp.NewRatio(1, 1e18), "0.000000000000000001"},
		{"999999999999999999%", "999999999999999999%", msp.NewRatio(999999999999999999, 100), "9999999999999999.99"},
		{"0.000000000000000000%", "0%", msp.NewRatio(0, 1), "0"}, // 19 digits, all of them zero
	} {
		got, err := msp.ParsePercent(tt.text)
		if err != nil || got.String() != tt.want {
			t.Errorf("ParsePercent(%q) = %v, %v, want %s", tt.text, got, err, tt.want)
		}
		if got.Ratio() != tt.ratio || !got.Decimal().Equal(decimal.RequireFromString(tt.decimal)) {
			t.Errorf("%q: Ratio %v, Decimal %v, want %v, %s", tt.text, got.Ratio(), got.Decimal(), tt.ratio, tt.decimal)
		}
		roundTrip(t, got)
	}
	if (msp.Percent{}) != percent("0%") || !percent("0%").IsZero() || percent("1%").IsZero() {
		t.Error("the zero Percent is not 0%")
	}
	for text, want := range map[string]int{"-1%": -1, "0%": 0, "0.1%": 1} {
		if got := percent(text).Sign(); got != want {
			t.Errorf("%s.Sign() = %d, want %d", text, got, want)
		}
	}
}

func TestParsePercentErrors(t *testing.T) {
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"", msp.ErrSyntax},
		{"%", msp.ErrSyntax},
		{"12.5", msp.ErrSyntax},
		{"0.125", msp.ErrSyntax},
		{"12.5 %", msp.ErrSyntax},
		{"12.5%%", msp.ErrSyntax},
		{"%12.5", msp.ErrSyntax},
		{"+5%", msp.ErrSyntax},
		{".5%", msp.ErrSyntax},
		{"5.%", msp.ErrSyntax},
		{"05%", msp.ErrSyntax},
		{"1e2%", msp.ErrSyntax},
		{"1e10000%", msp.ErrSyntax},
		{"NaN%", msp.ErrSyntax},
		{"12,5%", msp.ErrSyntax},
		{"12.5％", msp.ErrSyntax}, // U+FF05
		{"0.00000000000000001%", msp.ErrRange},
		{"1000000000000000000%", msp.ErrRange},
		{"9999999999999999999%", msp.ErrRange},
		{"1.00000000000000000000%", msp.ErrRange},
		{long() + "%", msp.ErrRange},
	} {
		refuses[msp.Percent](t, tt.text, tt.kind)
	}
	mustPanic(t, "MustParsePercent", func() { percent("5") })
	if err := new(msp.Percent).Scan(nil); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("Scan(nil): %v", err)
	}
}

func TestNewPercent(t *testing.T) {
	for _, tt := range []struct {
		coef  int64
		scale int
		want  string
		kind  error
	}{
		{125, 1, "12.5%", nil},
		{1250, 2, "12.5%", nil},
		{0, 34, "0%", nil},
		{0, 35, "", msp.ErrRange},
		{0, math.MaxInt, "", msp.ErrRange},
		{5, -1, "", msp.ErrRange},
		{5, 17, "", msp.ErrRange},
		{50, 17, "0.0000000000000005%", nil},
		{-999999999999999999, 0, "-999999999999999999%", nil},
		{1000000000000000000, 0, "", msp.ErrRange},
		{1000000000000000000, 1, "100000000000000000%", nil},
		{math.MinInt64, 0, "", msp.ErrRange},
		{math.MinInt64, 16, "", msp.ErrRange},
	} {
		got, err := msp.NewPercent(tt.coef, tt.scale)
		if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
			t.Errorf("NewPercent(%d, %d) = %v, %v, want %s, %v", tt.coef, tt.scale, got, err, tt.want, tt.kind)
		}
	}
}

func TestPercentArithmetic(t *testing.T) {
	for _, tt := range []struct {
		a, b, sum, diff string
	}{
		{"0.1%", "0.15%", "0.25%", "-0.05%"},
		{"0.15%", "0.1%", "0.25%", "0.05%"},
		{"12.5%", "87.5%", "100%", "-75%"},
		{"5%", "-5%", "0%", "10%"},
		{"999999999999999999%", "1%", "", "999999999999999998%"},
		{"999999999999999999%", "-1%", "999999999999999998%", ""},
		{"999999999999999999%", "0.0000000000000001%", "", ""},
		{"0.9999999999999999%", "0.0000000000000001%", "1%", "0.9999999999999998%"},
	} {
		a, b := percent(tt.a), percent(tt.b)
		sum, err := a.Add(b)
		if tt.sum == "" != errors.Is(err, msp.ErrOverflow) || tt.sum != "" && sum.String() != tt.sum {
			t.Errorf("%v + %v = %v, %v, want %s", a, b, sum, err, tt.sum)
		}
		diff, err := a.Sub(b)
		if tt.diff == "" != errors.Is(err, msp.ErrOverflow) || tt.diff != "" && diff.String() != tt.diff {
			t.Errorf("%v - %v = %v, %v, want %s", a, b, diff, err, tt.diff)
		}
	}
	if got := percent("5%").Compare(percent("5.01%")); got != -1 {
		t.Errorf("5%% against 5.01%% = %d", got)
	}
	_, err := percent("999999999999999999%").Sub(percent("-1%"))
	if got, want := err.Error(), `msp: subtract "999999999999999999%", "-1%": overflow`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPercentOf(t *testing.T) {
	for _, tt := range []struct {
		p, m string
		mode msp.Rounding
		want string
		kind error
	}{
		{"12.5%", "9.99 USD", msp.HalfUp, "1.25 USD", nil}, // 1.24875
		{"10%", "0.05 USD", msp.HalfUp, "0.01 USD", nil},
		{"10%", "0.05 USD", msp.HalfEven, "0.00 USD", nil},
		{"10%", "-0.05 USD", msp.Floor, "-0.01 USD", nil},
		{"0%", "9.99 USD", msp.Up, "0.00 USD", nil},
		{"100%", "-92233720368547758.08 USD", msp.HalfUp, "-92233720368547758.08 USD", nil},
		{"0.0000000000000001%", "92233720368547758.07 USD", msp.HalfUp, "0.09 USD", nil},
		{"101%", "92233720368547758.07 USD", msp.HalfUp, "", msp.ErrOverflow},
		{"10%", "0", msp.HalfUp, "0", nil},
		{"10%", "1 USD", 9, "", msp.ErrRange},
	} {
		got, err := percent(tt.p).Of(money(tt.m), tt.mode)
		if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
			t.Errorf("%s.Of(%s, %v) = %v, %v, want %s, %v", tt.p, tt.m, tt.mode, got, err, tt.want, tt.kind)
		}
	}
}
