package number_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/number"
)

func TestParse(t *testing.T) {
	nines := strings.Repeat("9", number.Digits)
	for _, tt := range []struct{ text, canonical string }{
		{"0", "0"},
		{"-0", "0"},
		{"0.00", "0"},
		{"-0.0", "0"},
		{"12.50", "12.5"},
		{"-0.05", "-0.05"},
		{"100", "100"},
		{"10.10", "10.1"},
		{nines + "." + nines, nines + "." + nines},
		{"-" + nines, "-" + nines},
		{"0." + strings.Repeat("0", 17) + "1", "0.000000000000000001"},
	} {
		got, err := number.Parse("test: rate", tt.text)
		if err != nil || number.Text(got) != tt.canonical {
			t.Errorf("Parse(%q) = %q, %v, want %q", tt.text, number.Text(got), err, tt.canonical)
		}
		if want := decimal.RequireFromString(tt.text); !got.Equal(want) {
			t.Errorf("Parse(%q) = %v, want %v", tt.text, got, want)
		}
	}
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"", msp.ErrSyntax},
		{"-", msp.ErrSyntax},
		{".", msp.ErrSyntax},
		{".5", msp.ErrSyntax},
		{"5.", msp.ErrSyntax},
		{"--5", msp.ErrSyntax},
		{"+5", msp.ErrSyntax},
		{"1.2.3", msp.ErrSyntax},
		{"1,5", msp.ErrSyntax},
		{"1_000", msp.ErrSyntax},
		{"1e3", msp.ErrSyntax},
		{"1E-3", msp.ErrSyntax},
		{"0x10", msp.ErrSyntax},
		{" 1", msp.ErrSyntax},
		{"1 ", msp.ErrSyntax},
		{"NaN", msp.ErrSyntax},
		{"Infinity", msp.ErrSyntax},
		{"٣", msp.ErrSyntax},
		{"1/2", msp.ErrSyntax},
		{"1:2", msp.ErrSyntax},
		{"00", msp.ErrSyntax},
		{"-01.5", msp.ErrSyntax},
		{nines + "9", msp.ErrRange},
		{"0." + nines + "9", msp.ErrRange},
		{"0." + strings.Repeat("0", 19), msp.ErrRange},
		{strings.Repeat("9", 10_001), msp.ErrRange},
	} {
		got, err := number.Parse("test: rate", tt.text)
		if !errors.Is(err, tt.kind) || got.Sign() != 0 {
			t.Errorf("Parse(%.30q) = %v, %v, want %v", tt.text, got, err, tt.kind)
		}
		var input *msp.InputError
		if !errors.As(err, &input) || input.What != "test: rate" || len(input.Input) > 80 {
			t.Errorf("Parse(%.30q): %v does not say what was read", tt.text, err)
		}
	}
}

func TestScaled(t *testing.T) {
	for _, tt := range []struct {
		d     decimal.Decimal
		coef  string
		scale int
		ok    bool
	}{
		{decimal.Decimal{}, "0", 0, true},
		{decimal.New(0, 1000), "0", 0, true},
		{decimal.New(0, -1000), "0", 0, true},
		{decimal.New(0, 1001), "", 0, false}, // zero, but the next addition would expand it
		{decimal.New(0, -1001), "", 0, false},
		{decimal.New(0, 2_000_000_000), "", 0, false},
		{decimal.New(0, -2_000_000_000), "", 0, false},
		{decimal.New(1250, -2), "125", 1, true},
		{decimal.New(-1250, -3), "-125", 2, true},
		{decimal.New(100, -2), "1", 0, true},
		{decimal.New(100, -1), "10", 0, true},
		{decimal.New(5, 2), "500", 0, true},
		{decimal.New(1, 17), "100000000000000000", 0, true},
		{decimal.New(1, 18), "", 0, false},
		{decimal.New(-1, 18), "", 0, false},
		{decimal.New(1, -18), "1", 18, true},
		{decimal.New(1, -19), "", 0, false},
		{decimal.New(10, -19), "1", 18, true},
		{decimal.NewFromBigInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(900), nil), -900), "1", 0, true},
		{decimal.NewFromBigInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(2000), nil), -2000), "", 0, false}, // beyond 1000 digits
		{decimal.New(1, 2_000_000_000), "", 0, false},
		{decimal.New(1, -2_000_000_000), "", 0, false},
		{decimal.New(1, 1001), "", 0, false},
		{decimal.New(1, -1001), "", 0, false},
	} {
		got, ok := number.Scaled(tt.d)
		if ok != tt.ok || ok && (got.Coef.String() != tt.coef || got.Scale != tt.scale) {
			t.Errorf("Scaled(%v, exponent %d) = %v, %v, want %s × 10^-%d, %v", tt.d.Coefficient(), tt.d.Exponent(), got, ok, tt.coef, tt.scale, tt.ok)
		}
		if err := number.Check("test: rate", tt.d); (err == nil) != tt.ok || err != nil && !errors.Is(err, msp.ErrRange) {
			t.Errorf("Check(exponent %d) = %v", tt.d.Exponent(), err)
		}
		if text := number.Text(tt.d); (text != "") != tt.ok {
			t.Errorf("Text(exponent %d) = %q", tt.d.Exponent(), text)
		}
		if r := number.Ratio(tt.d); r.Defined() != tt.ok {
			t.Errorf("Ratio(exponent %d) = %v", tt.d.Exponent(), r)
		}
	}
}

// The coefficient of a Fixed is not the decimal's own.
func TestScaledSharesNothing(t *testing.T) {
	d := decimal.New(7, 0)
	f, _ := number.Scaled(d)
	f.Coef.SetInt64(8)
	if d.IntPart() != 7 {
		t.Errorf("a change of the Fixed makes the decimal %v", d)
	}
}

func TestNumberLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coef, exp := rapid.OneOf(rapid.Int64Range(-1000, 1000), rapid.Int64()).Draw(t, "coef"), rapid.Int32Range(-25, 25).Draw(t, "exp")
		d := decimal.New(coef, exp)
		exact := new(big.Rat).SetInt64(coef)
		power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(exp, -exp))), nil))
		if exp < 0 {
			power.Inv(power)
		}
		exact.Mul(exact, power)

		// A number of the library: below 10¹⁸, and whole in units of 10⁻¹⁸.
		limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(number.Digits), nil)
		small := new(big.Rat).Abs(exact).Cmp(new(big.Rat).SetInt(limit)) < 0
		want := small && new(big.Rat).Mul(exact, new(big.Rat).SetInt(limit)).IsInt()
		f, ok := number.Scaled(d)
		if ok != want {
			t.Fatalf("Scaled(%d, %d) = %v, %v, want %v", coef, exp, f, ok, want)
		}
		if !ok {
			return
		}
		den := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(f.Scale)), nil)
		if got := new(big.Rat).SetFrac(f.Coef, den); got.Cmp(exact) != 0 || f.Scale < 0 || f.Scale > number.Digits {
			t.Fatalf("Scaled(%d, %d) = %v", coef, exp, f)
		}
		if f.Scale > 0 && new(big.Int).Rem(f.Coef, big.NewInt(10)).Sign() == 0 {
			t.Fatalf("Scaled(%d, %d) = %v has a zero at the end", coef, exp, f)
		}
		if r, ok := number.Ratio(d).Rat(); !ok || r.Cmp(exact) != 0 {
			t.Fatalf("Ratio(%d, %d) = %v", coef, exp, r)
		}
		back, err := number.Parse("test", number.Text(d))
		if err != nil || back.Rat().Cmp(exact) != 0 || number.Text(back) != number.Text(d) {
			t.Fatalf("%d, %d prints %q, which reads as %v, %v", coef, exp, number.Text(d), back, err)
		}
	})
}

// What is read prints in one form, which reads as the same.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"0", "-0.0", "12.50", "1e10000", "999999999999999999.999999999999999999", ".", "-", "٣", "00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := number.Parse("test", text)
		if err != nil {
			return
		}
		canonical := number.Text(d)
		again, err := number.Parse("test", canonical)
		if err != nil || !again.Equal(d) || number.Text(again) != canonical || number.Check("test", d) != nil {
			t.Fatalf("%q prints %q, which reads as %v, %v", text, canonical, again, err)
		}
	})
}

func TestRatioText(t *testing.T) {
	for _, tt := range []struct {
		num, den int64
		most     uint8
		want     string
		ok       bool
	}{
		{25, 2, 18, "12.5", true},
		{-1, 8, 3, "-0.125", true},
		{-1, 8, 2, "", false}, // three places
		{1, 6, 34, "", false},
		{7, 1, 0, "7", true},
	} {
		if got, ok := number.RatioText(msp.NewRatio(tt.num, tt.den), tt.most); got != tt.want || ok != tt.ok {
			t.Errorf("RatioText(%d/%d, %d) = %q, %v, want %q, %v", tt.num, tt.den, tt.most, got, ok, tt.want, tt.ok)
		}
	}
	if text, ok := number.RatioText(msp.Ratio{}, 18); ok {
		t.Errorf("RatioText of undefined = %q", text)
	}
}
