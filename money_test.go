package msp_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

func money(text string) msp.Money { return msp.MustParseMoney(text) }

func TestParseMoney(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		minor      int64
	}{
		{"0", "0", 0},
		{"-0", "0", 0},
		{"12.50 USD", "12.50 USD", 1250},
		{"12.5 USD", "12.50 USD", 1250},
		{"12 USD", "12.00 USD", 1200},
		{"0.01 USD", "0.01 USD", 1},
		{"-0.01 USD", "-0.01 USD", -1},
		{"-0.00 USD", "0.00 USD", 0},
		{"1000 JPY", "1000 JPY", 1000},
		{"0.001 KWD", "0.001 KWD", 1},
		{"12.5 PTS/3", "12.500 PTS/3", 12500},
		{"0.000000000000000001 A/18", "0.000000000000000001 A/18", 1},
		{"92233720368547758.07 USD", "92233720368547758.07 USD", math.MaxInt64},
		{"-92233720368547758.08 USD", "-92233720368547758.08 USD", math.MinInt64},
		{"-9.223372036854775808 A/18", "-9.223372036854775808 A/18", math.MinInt64},
	} {
		got, err := msp.ParseMoney(tt.text)
		if err != nil || got.String() != tt.want || got.Minor() != tt.minor {
			t.Errorf("ParseMoney(%q) = %v (%d), %v, want %v (%d)", tt.text, got, got.Minor(), err, tt.want, tt.minor)
		}
		roundTrip(t, got)
	}
}

func TestParseMoneyErrors(t *testing.T) {
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"", msp.ErrSyntax},
		{" USD", msp.ErrSyntax},
		{"12.50", msp.ErrPrecision},
		{"0.00", msp.ErrPrecision},
		{"5", msp.ErrCurrency},
		{"12.505 USD", msp.ErrPrecision},
		{"12.500 USD", msp.ErrPrecision},
		{"1.0 JPY", msp.ErrPrecision},
		{"12.50USD", msp.ErrSyntax},
		{"12.50  USD", msp.ErrSyntax},
		{"12.50 ", msp.ErrSyntax},
		{"12.50 USD ", msp.ErrSyntax},
		{"12.50 usd", msp.ErrSyntax},
		{"12.50 PTS", msp.ErrRange},
		{"USD 12.50", msp.ErrSyntax},
		{"$12.50", msp.ErrSyntax},
		{"+1 USD", msp.ErrSyntax},
		{"--1 USD", msp.ErrSyntax},
		{"- USD", msp.ErrSyntax},
		{".5 USD", msp.ErrSyntax},
		{"5. USD", msp.ErrSyntax},
		{"01 USD", msp.ErrSyntax},
		{"1.2.3 USD", msp.ErrSyntax},
		{"1,000 USD", msp.ErrSyntax},
		{"1_000 USD", msp.ErrSyntax},
		{"1e3 USD", msp.ErrSyntax},
		{"1e10000 USD", msp.ErrSyntax},
		{"0x10 USD", msp.ErrSyntax},
		{"NaN USD", msp.ErrSyntax},
		{"Inf USD", msp.ErrSyntax},
		{"−1 USD", msp.ErrSyntax}, // U+2212
		{"١ USD", msp.ErrSyntax},  // a digit, but not ours
		{"92233720368547758.08 USD", msp.ErrRange},
		{"-92233720368547758.09 USD", msp.ErrRange},
		{"9223372036854775807 USD", msp.ErrRange},
		{"-9223372036854775808 USD", msp.ErrRange},
		{"9223372036854775808 JPY", msp.ErrRange},
		{"9999999999999999999 JPY", msp.ErrRange},
		{"10000000000000000000 JPY", msp.ErrRange},
		{"18446744073709551617 JPY", msp.ErrRange}, // 2⁶⁴ + 1 must not become 1
		{long() + " USD", msp.ErrRange},
		{"0." + long() + " USD", msp.ErrRange},
	} {
		refuses[msp.Money](t, tt.text, tt.kind)
	}
	mustPanic(t, "MustParseMoney", func() { money("1") })
}

func TestNewMoney(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	if got, err := msp.NewMoney(1250, usd); err != nil || got != money("12.50 USD") || got.Currency() != usd {
		t.Errorf("NewMoney(1250, USD) = %v, %v", got, err)
	}
	if got, err := msp.NewMoney(0, msp.Currency{}); err != nil || got != (msp.Money{}) {
		t.Errorf("NewMoney(0, none) = %v, %v, want the zero Money", got, err)
	}
	if got, err := msp.NewMoney(5, msp.Currency{}); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("NewMoney(5, none) = %v, %v, want ErrCurrency", got, err)
	}
}

func TestMoneyArithmetic(t *testing.T) {
	const most, least = "92233720368547758.07 USD", "-92233720368547758.08 USD"
	type result struct {
		m   msp.Money
		err error
	}
	of := func(m msp.Money, err error) result { return result{m, err} }
	for _, tt := range []struct {
		name string
		got  result
		want string
		kind error
	}{
		{"add", of(money("1.10 USD").Add(money("2.20 USD"))), "3.30 USD", nil},
		{"add zero", of(money("1.10 USD").Add(msp.Money{})), "1.10 USD", nil},
		{"zero add", of(msp.Money{}.Add(money("1.10 USD"))), "1.10 USD", nil},
		{"zeros", of(msp.Money{}.Add(msp.Money{})), "0", nil},
		{"add none in USD", of(money("0 USD").Add(money("0 EUR"))), "", msp.ErrCurrency},
		{"add EUR", of(money("1 USD").Add(money("1 EUR"))), "", msp.ErrCurrency},
		{"add PTS", of(money("1 PTS/2").Add(money("1 PTS/3"))), "", msp.ErrCurrency},
		{"add most", of(money(most).Add(money("0.01 USD"))), "", msp.ErrOverflow},
		{"add least", of(money(least).Add(money("-0.01 USD"))), "", msp.ErrOverflow},
		{"add both ends", of(money(least).Add(money(most))), "-0.01 USD", nil},
		{"sub", of(money("1 USD").Sub(money("2.50 USD"))), "-1.50 USD", nil},
		{"zero sub", of(msp.Money{}.Sub(money("2.50 USD"))), "-2.50 USD", nil},
		{"sub EUR", of(money("1 USD").Sub(money("1 EUR"))), "", msp.ErrCurrency},
		{"sub least", of(money("0 USD").Sub(money(least))), "", msp.ErrOverflow},
		{"sub to least", of(money("-0.01 USD").Sub(money(most))), least, nil},
		{"neg", of(money("1 USD").Neg()), "-1.00 USD", nil},
		{"neg zero", of(money("0 USD").Neg()), "0.00 USD", nil},
		{"neg least", of(money(least).Neg()), "", msp.ErrOverflow},
		{"abs", of(money("-1 USD").Abs()), "1.00 USD", nil},
		{"abs of positive", of(money("1 USD").Abs()), "1.00 USD", nil},
		{"abs least", of(money(least).Abs()), "", msp.ErrOverflow},
		{"mulint", of(money("1.25 USD").MulInt(-3)), "-3.75 USD", nil},
		{"mulint least", of(money(least).MulInt(-1)), "", msp.ErrOverflow},
		{"mulint wraps", of(money("42949672.96 USD").MulInt(1 << 32)), "", msp.ErrOverflow},
		{"sum", of(msp.SumMoney(money(most), money("1 USD"), money("-1 USD"))), most, nil},
		{"sum of none", of(msp.SumMoney()), "0", nil},
		{"sum with zero", of(msp.SumMoney(msp.Money{}, money("1 USD"), msp.Money{})), "1.00 USD", nil},
		{"sum overflows", of(msp.SumMoney(money(most), money("0.01 USD"))), "", msp.ErrOverflow},
		{"sum mixed", of(msp.SumMoney(money("1 USD"), msp.Money{}, money("1 EUR"))), "", msp.ErrCurrency},
	} {
		if !errors.Is(tt.got.err, tt.kind) || tt.kind == nil && tt.got.m.String() != tt.want {
			t.Errorf("%s = %v, %v, want %v, %v", tt.name, tt.got.m, tt.got.err, tt.want, tt.kind)
		}
		if tt.got.err != nil && tt.got.m != (msp.Money{}) {
			t.Errorf("%s: %v beside an error", tt.name, tt.got.m)
		}
	}
}

func TestMoneyErrors(t *testing.T) {
	_, err := money("1 USD").Sub(money("2 EUR"))
	var mismatch *msp.MismatchError
	if !errors.As(err, &mismatch) || mismatch.A != money("1 USD") || mismatch.B != money("2 EUR") {
		t.Errorf("mismatch = %#v", err)
	}
	if got, want := err.Error(), `msp: subtract "1.00 USD", "2.00 EUR": currencies differ`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = money("1 USD").MulInt(math.MaxInt64)
	var overflow *msp.OverflowError
	if !errors.As(err, &overflow) || overflow.A != "1.00 USD" || overflow.B != "9223372036854775807" {
		t.Errorf("overflow = %#v", err)
	}
	if got, want := err.Error(), `msp: multiply "1.00 USD", "9223372036854775807": overflow`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = money("-92233720368547758.08 USD").Neg()
	if got, want := err.Error(), `msp: negate "-92233720368547758.08 USD": overflow`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMoneyCompare(t *testing.T) {
	for _, tt := range []struct {
		a, b         string
		compare, cmp int
		kind         error
	}{
		{"1 USD", "2 USD", -1, -1, nil},
		{"2 USD", "2 USD", 0, 0, nil},
		{"2 USD", "-2 USD", 1, 1, nil},
		{"0", "0 USD", -1, 0, nil},
		{"1 USD", "0", 1, 1, nil},
		{"-1 USD", "0", 1, -1, nil},
		{"9 EUR", "1 USD", -1, 0, msp.ErrCurrency},
	} {
		a, b := money(tt.a), money(tt.b)
		if got := a.Compare(b); got != tt.compare {
			t.Errorf("%v.Compare(%v) = %d, want %d", a, b, got, tt.compare)
		}
		if got, err := a.Cmp(b); got != tt.cmp || !errors.Is(err, tt.kind) {
			t.Errorf("%v.Cmp(%v) = %d, %v, want %d, %v", a, b, got, err, tt.cmp, tt.kind)
		}
	}
	if m := money("0 USD"); !m.IsZero() || m.Sign() != 0 || m == (msp.Money{}) {
		t.Errorf("0 USD: IsZero %v, Sign %d", m.IsZero(), m.Sign())
	}
	if m := money("-1 USD"); m.IsZero() || m.Sign() != -1 || money("1 USD").Sign() != 1 {
		t.Errorf("-1 USD: IsZero %v, Sign %d", m.IsZero(), m.Sign())
	}
}

func TestMoneyRatio(t *testing.T) {
	if got, err := money("25 USD").RatioTo(money("100 USD")); err != nil || got != msp.NewRatio(1, 4) {
		t.Errorf("25/100 = %v, %v", got, err)
	}
	if got, err := money("25 USD").RatioTo(money("0 USD")); err != nil || got.Defined() {
		t.Errorf("25/0 = %v, %v, want undefined", got, err)
	}
	if _, err := money("25 USD").RatioTo(money("1 EUR")); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("USD/EUR: %v", err)
	}
	if got := money("12.50 USD").Amount(); got != msp.NewRatio(25, 2) {
		t.Errorf("Amount = %v, want 25/2", got)
	}
}

// Multiply first, divide once: the design's own example.
func TestMoneyMul(t *testing.T) {
	least := "-92233720368547758.08 USD"
	huge := msp.MustParseRatio("1000000000000000000000/3000000000000000000001")
	for _, tt := range []struct {
		m    string
		r    msp.Ratio
		mode msp.Rounding
		want string
		kind error
	}{
		{"99.99 USD", msp.NewRatio(25, 30), msp.HalfUp, "83.33 USD", nil}, // 83.325
		{"99.99 USD", msp.NewRatio(25, 30), msp.HalfEven, "83.32 USD", nil},
		{"99.99 USD", msp.NewRatio(25, 30), 0, "83.33 USD", nil},
		{"-99.99 USD", msp.NewRatio(25, 30), msp.HalfUp, "-83.33 USD", nil},
		{"-99.99 USD", msp.NewRatio(25, 30), msp.Ceil, "-83.32 USD", nil},
		{"0", msp.NewRatio(25, 30), msp.Up, "0", nil},
		{"3.00 USD", huge, msp.Floor, "0.99 USD", nil},
		{"3.00 USD", huge, msp.HalfUp, "1.00 USD", nil},
		{least, msp.NewRatio(1, 1), msp.HalfUp, least, nil},
		{least, msp.NewRatio(-1, 1), msp.HalfUp, "", msp.ErrOverflow},
		{least, msp.NewRatio(2, 1), msp.HalfUp, "", msp.ErrOverflow},
		{"1 USD", msp.MustParseRatio("1" + strings.Repeat("0", 400) + "/1"), msp.HalfUp, "", msp.ErrOverflow},
		{"1 USD", msp.Ratio{}, msp.HalfUp, "", msp.ErrUndefined},
		{"1 USD", msp.NewRatio(1, 1), 7, "", msp.ErrRange},
	} {
		got, err := money(tt.m).Mul(tt.r, tt.mode)
		if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
			t.Errorf("%s.Mul(%v, %v) = %v, %v, want %s, %v", tt.m, tt.r, tt.mode, got, err, tt.want, tt.kind)
		}
	}
}

func TestMoneyFromRatio(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	if got, err := msp.MoneyFromRatio(msp.NewRatio(1, 3), usd, msp.Up); err != nil || got != money("0.34 USD") {
		t.Errorf("1/3 = %v, %v, want 0.34 USD", got, err)
	}
	if _, err := msp.MoneyFromRatio(msp.Ratio{}, usd, msp.Up); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("undefined: %v", err)
	}
	if _, err := msp.MoneyFromRatio(msp.NewRatio(1, 1), msp.Currency{}, msp.Up); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("no currency: %v", err)
	}
	if _, err := msp.MoneyFromRatio(msp.NewRatio(1<<62, 1), usd, msp.Up); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("2^62 dollars: %v", err)
	}
}

func TestMoneyDecimal(t *testing.T) {
	usd, jpy := msp.MustParseCurrency("USD"), msp.MustParseCurrency("JPY")
	for _, tt := range []struct {
		d    string
		c    msp.Currency
		mode msp.Rounding
		want string
		kind error
	}{
		{"12.5", usd, msp.HalfUp, "12.50 USD", nil},
		{"-2.345", usd, msp.HalfUp, "-2.35 USD", nil},
		{"-2.345", usd, msp.HalfEven, "-2.34 USD", nil},
		{"0.12499999999999999999", usd, msp.HalfUp, "0.12 USD", nil},
		{"0.1249999999999999999999999999", usd, msp.HalfUp, "0.12 USD", nil},
		{"0.5", jpy, msp.HalfEven, "0 JPY", nil},
		{"12e3", jpy, msp.HalfUp, "12000 JPY", nil},
		{"0e9999", msp.Currency{}, msp.HalfUp, "0", nil},
		{"1", msp.Currency{}, msp.HalfUp, "", msp.ErrCurrency},
		{"92233720368547758.07", usd, msp.HalfUp, "92233720368547758.07 USD", nil},
		{"92233720368547758.075", usd, msp.HalfUp, "", msp.ErrOverflow},
		{"92233720368547758.075", usd, msp.Down, "92233720368547758.07 USD", nil},
		{"1e17", usd, msp.HalfUp, "", msp.ErrOverflow},
		{"1e20", usd, msp.HalfUp, "", msp.ErrOverflow},
		{"9223372036854775807000e-3", jpy, msp.HalfUp, "9223372036854775807 JPY", nil},
		{"1", usd, 9, "", msp.ErrRange},
	} {
		got, err := msp.MoneyFromDecimal(decimal.RequireFromString(tt.d), tt.c, tt.mode)
		if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
			t.Errorf("MoneyFromDecimal(%s, %v, %v) = %v, %v, want %s, %v", tt.d, tt.c, tt.mode, got, err, tt.want, tt.kind)
		}
	}
	if got := money("-12.5 USD").Decimal(); !got.Equal(decimal.RequireFromString("-12.5")) || got.Exponent() != -2 {
		t.Errorf("Decimal = %v", got)
	}
	if got := (msp.Money{}).Decimal(); !got.IsZero() {
		t.Errorf("Decimal of zero = %v", got)
	}
	for _, tt := range []struct {
		m, d string
		mode msp.Rounding
		want string
		kind error
	}{
		{"10 USD", "0.0333", msp.HalfUp, "0.33 USD", nil},
		{"0.01 USD", "0.5", msp.HalfUp, "0.01 USD", nil},
		{"0.01 USD", "-0.5", msp.HalfEven, "0.00 USD", nil},
		{"0.01 USD", "1e17", msp.HalfUp, "1000000000000000.00 USD", nil},
		{"0.01 USD", "1e19", msp.HalfUp, "", msp.ErrOverflow},
		{"1 USD", "1", 9, "", msp.ErrRange},
		{"10 USD", "123456789012345678901234567890e-29", msp.HalfUp, "12.35 USD", nil},
	} {
		got, err := money(tt.m).MulDecimal(decimal.RequireFromString(tt.d), tt.mode)
		if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
			t.Errorf("%s.MulDecimal(%s, %v) = %v, %v, want %s, %v", tt.m, tt.d, tt.mode, got, err, tt.want, tt.kind)
		}
	}
}

// Decimals that would stall or exhaust a program which expands them.
func TestHostileDecimals(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	digits, _ := new(big.Int).SetString(long(), 10)
	thousand, _ := new(big.Int).SetString(long()[:999], 10)
	for _, tt := range []struct {
		name string
		d    decimal.Decimal
		mode msp.Rounding
		want string
		kind error
	}{
		{"1e10000", decimal.New(1, 10_000), msp.HalfUp, "", msp.ErrOverflow},
		{"1e2147483647", decimal.New(1, math.MaxInt32), msp.HalfUp, "", msp.ErrOverflow},
		{"0e2147483647", decimal.New(0, math.MaxInt32), msp.HalfUp, "0.00 USD", nil},
		{"1e-10000000", decimal.New(1, -10_000_000), msp.HalfUp, "0.00 USD", nil},
		{"1e-10000000 up", decimal.New(1, -10_000_000), msp.Up, "0.01 USD", nil},
		{"-1e-10000000 up", decimal.New(-1, -10_000_000), msp.Up, "-0.01 USD", nil},
		{"-1e-10000000 floor", decimal.New(-1, -10_000_000), msp.Floor, "-0.01 USD", nil},
		{"-1e-10000000 ceil", decimal.New(-1, -10_000_000), msp.Ceil, "0.00 USD", nil},
		{"1e-2147483648 down", decimal.New(1, math.MinInt32), msp.Down, "0.00 USD", nil},
		{"10001 digits", decimal.NewFromBigInt(digits, 0), msp.HalfUp, "", msp.ErrRange},
		{"10001 digits after the point", decimal.NewFromBigInt(digits, -10_001), msp.HalfUp, "", msp.ErrRange},
		{"999 digits", decimal.NewFromBigInt(thousand, 0), msp.HalfUp, "", msp.ErrOverflow},
		{"999 digits after the point", decimal.NewFromBigInt(thousand, -999), msp.HalfUp, "0.78 USD", nil},
		{"999 digits further down", decimal.NewFromBigInt(thousand, -1010), msp.Up, "0.01 USD", nil},
		{"999 digits far down", decimal.NewFromBigInt(thousand, -5000), msp.Up, "0.01 USD", nil},
	} {
		quick(t, tt.name, func() {
			got, err := msp.MoneyFromDecimal(tt.d, usd, tt.mode)
			if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
				t.Errorf("MoneyFromDecimal(%s) = %v, %v, want %s, %v", tt.name, got, err, tt.want, tt.kind)
			}
			got, err = money("1 USD").MulDecimal(tt.d, tt.mode)
			if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
				t.Errorf("MulDecimal(%s) = %v, %v, want %s, %v", tt.name, got, err, tt.want, tt.kind)
			}
			if err != nil && len(err.Error()) > 300 {
				t.Errorf("%s: an error of %d bytes", tt.name, len(err.Error()))
			}
		})
	}
}

func TestMoneyJSON(t *testing.T) {
	for _, tt := range []struct{ m, want string }{
		{"12.50 USD", `{"amount":"12.50","currency":"USD"}`},
		{"-1 PTS/3", `{"amount":"-1.000","currency":"PTS/3"}`},
		{"0", `{"amount":"0"}`},
	} {
		data, err := json.Marshal(money(tt.m))
		if err != nil || string(data) != tt.want {
			t.Errorf("JSON of %s = %s, %v, want %s", tt.m, data, err, tt.want)
		}
	}
	for _, tt := range []struct{ data, want string }{
		{` { "currency" : "USD" , "amount" : "12.5" } `, "12.50 USD"},
		{`{"amount":"0","currency":""}`, "0"},
		{`"12.50 USD"`, "12.50 USD"},
		{`{"\u0061mount":"1","currency":"US\u0044"}`, "1.00 USD"},
	} {
		var got msp.Money
		if err := json.Unmarshal([]byte(tt.data), &got); err != nil || got != money(tt.want) {
			t.Errorf("%s = %v, %v, want %s", tt.data, got, err, tt.want)
		}
	}
	for _, tt := range []struct {
		data string
		kind error
	}{
		{`null`, msp.ErrSyntax},
		{`"12.50"`, msp.ErrPrecision},
		{`12.5`, msp.ErrSyntax},
		{`[]`, msp.ErrSyntax},
		{`{}`, msp.ErrSyntax},
		{`{"currency":"USD"}`, msp.ErrSyntax},
		{`{"amount":12.5,"currency":"USD"}`, msp.ErrSyntax},
		{`{"amount":null,"currency":"USD"}`, msp.ErrSyntax},
		{`{"amount":"12.5","currency":null}`, msp.ErrSyntax},
		{`{"amount":"12.5","amount":"12.5","currency":"USD"}`, msp.ErrSyntax},
		{`{"amount":"12.5","currency":"USD","currency":"USD"}`, msp.ErrSyntax},
		{`{"amount":"12.5","currency":"USD","scale":2}`, msp.ErrSyntax},
		{`{"Amount":"12.5","currency":"USD"}`, msp.ErrSyntax},
		{`{"amount":"12.5"}`, msp.ErrPrecision},
		{`{"amount":"12"}`, msp.ErrCurrency},
		{`{"amount":"12.505","currency":"USD"}`, msp.ErrPrecision},
		{`{"amount":"12.5","currency":"PTS"}`, msp.ErrRange},
		{`{"amount":"1e3","currency":"USD"}`, msp.ErrSyntax},
		{`{"amount":"` + long() + `","currency":"USD"}`, msp.ErrRange},
	} {
		got := money("7 EUR")
		if err := json.Unmarshal([]byte(tt.data), &got); !errors.Is(err, tt.kind) || got != money("7 EUR") {
			t.Errorf("%.60s = %v, %v, want kind %v", tt.data, got, err, tt.kind)
		}
	}
	// Called without encoding/json in front, which checks the syntax first.
	for _, data := range []string{
		``, `{`, `"12.50 USD`, `{"amount"`, `{"amount":`, `{"amount":"1"`, `{"amount":"1"}}`, `{"amount":"0"} {}`, `{"amount":"0"}x`,
		`{"amount":"0",}`, `{amount:"0"}`, `{1:"0"}`, "{\"amount\":\"0\xff\"}", `{"amount":"0" "currency":""}`,
		`{"amount":` + strings.Repeat(`[`, 100_000),
	} {
		var got msp.Money
		if err := got.UnmarshalJSON([]byte(data)); !errors.Is(err, msp.ErrSyntax) {
			t.Errorf("UnmarshalJSON(%.40q) = %v, %v, want ErrSyntax", data, got, err)
		}
	}
	if err := new(msp.Money).Scan(nil); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("Scan(nil): %v", err)
	}
}

func TestMoneyAsKey(t *testing.T) {
	seen := map[msp.Money]int{money("1 USD"): 1, money("1.00 EUR"): 2}
	if seen[money("1.00 USD")] != 1 || len(seen) != 2 {
		t.Errorf("map = %v", seen)
	}
}
