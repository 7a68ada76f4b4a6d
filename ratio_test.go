package msp_test

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

func TestNewRatio(t *testing.T) {
	const least, most = math.MinInt64, math.MaxInt64
	for _, tt := range []struct {
		num, den int64
		want     string
	}{
		{3, 4, "3/4"},
		{6, 8, "3/4"},
		{-6, 8, "-3/4"},
		{6, -8, "-3/4"},
		{-6, -8, "3/4"},
		{0, 5, "0/1"},
		{0, -5, "0/1"},
		{7, 1, "7/1"},
		{5, 0, "undefined"},
		{0, 0, "undefined"},
		{least, 1, "-9223372036854775808/1"},
		{least, -1, "9223372036854775808/1"},
		{least, least, "1/1"},
		{least, 2, "-4611686018427387904/1"},
		{1, least, "-1/9223372036854775808"},
		{-1, least, "1/9223372036854775808"},
		{most, least, "-9223372036854775807/9223372036854775808"},
		{least, most, "-9223372036854775808/9223372036854775807"},
		{2, least, "-1/4611686018427387904"},
	} {
		got := msp.NewRatio(tt.num, tt.den)
		if got.String() != tt.want || got.Defined() != (tt.den != 0) {
			t.Errorf("NewRatio(%d, %d) = %v, want %s", tt.num, tt.den, got, tt.want)
		}
		if again := msp.MustParseRatio(tt.want); again != got {
			t.Errorf("%s reads as %#v, want %#v", tt.want, again, got)
		}
		roundTrip(t, got)
	}
	if got := msp.NewRatio(1, 0); got != (msp.Ratio{}) {
		t.Errorf("NewRatio(1, 0) = %#v, want the zero Ratio", got)
	}
}

func TestParseRatio(t *testing.T) {
	big := "1" + strings.Repeat("0", 999)
	for _, tt := range []struct{ text, want string }{
		{"", "undefined"},
		{"6/8", "3/4"},
		{"-0/5", "0/1"},
		{"36893488147419103232/36893488147419103232", "1/1"},
		{strings.Repeat("9", 999) + "/1", strings.Repeat("9", 999) + "/1"},
		{"-1/" + strings.Repeat("9", 999), "-1/" + strings.Repeat("9", 999)},
		{big[:998] + "/" + big[:999], "1/10"},
	} {
		got, err := msp.ParseRatio(tt.text)
		if err != nil || got.String() != tt.want {
			t.Errorf("ParseRatio(%.40q) = %.40v, %v, want %.40s", tt.text, got, err, tt.want)
		}
		roundTrip(t, got)
	}
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"3", msp.ErrSyntax},
		{"0.75", msp.ErrSyntax},
		{"75%", msp.ErrSyntax},
		{"/", msp.ErrSyntax},
		{"3/", msp.ErrSyntax},
		{"/4", msp.ErrSyntax},
		{"-/4", msp.ErrSyntax},
		{"3/-4", msp.ErrSyntax},
		{"+3/4", msp.ErrSyntax},
		{"--3/4", msp.ErrSyntax},
		{"3/4/5", msp.ErrSyntax},
		{" 3/4", msp.ErrSyntax},
		{"3 / 4", msp.ErrSyntax},
		{"03/4", msp.ErrSyntax},
		{"3/04", msp.ErrSyntax},
		{"0x3/4", msp.ErrSyntax},
		{"1_0/4", msp.ErrSyntax},
		{"1e10000/1", msp.ErrSyntax},
		{"Undefined", msp.ErrSyntax},
		{"n/a", msp.ErrSyntax},
		{"NaN", msp.ErrSyntax},
		{"NaN/1", msp.ErrSyntax},
		{"3/0", msp.ErrRange},
		{"0/0", msp.ErrRange},
		{long() + "/1", msp.ErrRange},
		{"1/" + long(), msp.ErrRange},
		{strings.Repeat("9", 1000) + "/1", msp.ErrRange}, // a thousand digits, but above 2³³²¹
	} {
		refuses[msp.Ratio](t, tt.text, tt.kind)
	}
	mustPanic(t, "MustParseRatio", func() { msp.MustParseRatio("3") })
}

func TestRatioFromBig(t *testing.T) {
	one := big.NewInt(1)
	for _, tt := range []struct {
		name     string
		num, den *big.Int
		want     string
		kind     error
	}{
		{"nil/nil", nil, nil, "undefined", nil},
		{"1/nil", one, nil, "undefined", nil},
		{"1/0", one, new(big.Int), "undefined", nil},
		{"nil/1", nil, one, "0/1", nil},
		{"2^3321", new(big.Int).Lsh(one, 3321), one, "", msp.ErrOverflow},
		{"2^-3321", one, new(big.Int).Lsh(one, 3321), "", msp.ErrOverflow},
		{"reduced", new(big.Int).Lsh(one, 10_000), new(big.Int).Lsh(one, 10_001), "1/2", nil},
		{"too large to reduce", new(big.Int).Lsh(one, 100_000_000), new(big.Int).Lsh(one, 100_000_001), "", msp.ErrOverflow},
	} {
		quick(t, tt.name, func() {
			got, err := msp.RatioFromBig(tt.num, tt.den)
			if !errors.Is(err, tt.kind) || tt.kind == nil && got.String() != tt.want {
				t.Errorf("RatioFromBig(%s) = %.40v, %v, want %s, %v", tt.name, got, err, tt.want, tt.kind)
			}
		})
	}
	if one.Cmp(big.NewInt(1)) != 0 {
		t.Errorf("RatioFromBig changed its argument to %v", one)
	}
	if got, err := msp.RatioFromRat(nil); err != nil || got.Defined() {
		t.Errorf("RatioFromRat(nil) = %v, %v", got, err)
	}
	if r, ok := (msp.Ratio{}).Rat(); r != nil || ok {
		t.Errorf("Rat of undefined = %v, %v", r, ok)
	}
	if num, den := (msp.Ratio{}).Num(), (msp.Ratio{}).Den(); num.Sign() != 0 || den.Sign() != 0 {
		t.Errorf("undefined = %v/%v, want 0/0", num, den)
	}
}

// A value got from a Ratio is the caller's own.
func TestRatioShares(t *testing.T) {
	r := msp.MustParseRatio("36893488147419103232/3")
	rat, _ := r.Rat()
	rat.Neg(rat)
	r.Num().SetInt64(0)
	r.Den().SetInt64(0)
	if got := r.String(); got != "36893488147419103232/3" {
		t.Errorf("changed to %s", got)
	}
}

func TestRatioOverflow(t *testing.T) {
	huge := msp.MustParseRatio(strings.Repeat("9", 999) + "/1")
	tiny := msp.MustParseRatio("1/" + strings.Repeat("9", 999))
	for _, tt := range []struct {
		name string
		op   func() (msp.Ratio, error)
	}{
		{"add", func() (msp.Ratio, error) { return huge.Add(tiny) }},
		{"subtract", func() (msp.Ratio, error) { return tiny.Sub(huge) }},
		{"multiply", func() (msp.Ratio, error) { return huge.Mul(huge) }},
		{"divide", func() (msp.Ratio, error) { return tiny.Quo(huge) }},
	} {
		got, err := tt.op()
		var overflow *msp.OverflowError
		if !errors.As(err, &overflow) || overflow.Op != tt.name || len(err.Error()) > 300 || got.Defined() {
			t.Errorf("%s = %v, %v, want an overflow", tt.name, got, err)
		}
	}
}

func TestRatioUndefined(t *testing.T) {
	half, none := msp.NewRatio(1, 2), msp.Ratio{}
	for _, other := range []msp.Ratio{half, none, msp.MustParseRatio("36893488147419103232/1")} {
		for name, op := range map[string]func(a, b msp.Ratio) (msp.Ratio, error){
			"Add": msp.Ratio.Add, "Sub": msp.Ratio.Sub, "Mul": msp.Ratio.Mul, "Quo": msp.Ratio.Quo,
		} {
			if got, err := op(none, other); err != nil || got != none {
				t.Errorf("undefined %s %v = %v, %v", name, other, got, err)
			}
			if got, err := op(other, none); err != nil || got != none {
				t.Errorf("%v %s undefined = %v, %v", other, name, got, err)
			}
		}
	}
	if got := none.Neg(); got != none {
		t.Errorf("-undefined = %v", got)
	}
	if none.Compare(msp.NewRatio(-5, 1)) != -1 || half.Compare(none) != 1 || none.Compare(none) != 0 {
		t.Error("undefined does not come first")
	}
	if _, err := half.Cmp(none); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("Cmp: %v", err)
	}
	if _, err := none.Int(msp.Down); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("Int: %v", err)
	}
	if f, ok := none.Float64(); ok || f != 0 {
		t.Errorf("Float64 = %v, %v", f, ok)
	}
	if got := none.Percent(1, msp.HalfUp) + " " + none.Fixed(1, msp.HalfUp); got != "n/a n/a" {
		t.Errorf("got %s", got)
	}
}

func TestRatioText(t *testing.T) {
	for _, tt := range []struct {
		r              msp.Ratio
		places         uint8
		mode           msp.Rounding
		fixed, percent string
	}{
		{msp.NewRatio(39, 40), 1, msp.HalfUp, "1.0", "97.5%"},
		{msp.NewRatio(39, 40), 3, msp.HalfUp, "0.975", "97.500%"},
		{msp.NewRatio(1, 16), 0, msp.HalfUp, "0", "6%"},
		{msp.NewRatio(1, 8), 0, msp.HalfEven, "0", "12%"},
		{msp.NewRatio(1, 8), 0, msp.HalfUp, "0", "13%"},
		{msp.NewRatio(-1, 8), 0, msp.HalfUp, "0", "-13%"},
		{msp.NewRatio(-1, 1000), 0, msp.HalfUp, "0", "0%"}, // no negative zero
		{msp.NewRatio(-1, 1000), 1, msp.HalfUp, "0.0", "-0.1%"},
		{msp.NewRatio(99999, 100000), 1, msp.HalfUp, "1.0", "100.0%"},
		{msp.NewRatio(99999, 100000), 1, msp.Down, "0.9", "99.9%"},
		{msp.NewRatio(1, 3), 2, 99, "0.33", "33.33%"},
		{msp.NewRatio(3, 2), 2, msp.HalfUp, "1.50", "150.00%"},
		{msp.MustParseRatio("36893488147419103232/3"), 1, msp.HalfUp, "12297829382473034410.7", "1229782938247303441066.7%"},
	} {
		if got := tt.r.Fixed(tt.places, tt.mode); got != tt.fixed {
			t.Errorf("%v.Fixed(%d, %v) = %s, want %s", tt.r, tt.places, tt.mode, got, tt.fixed)
		}
		if got := tt.r.Percent(tt.places, tt.mode); got != tt.percent {
			t.Errorf("%v.Percent(%d, %v) = %s, want %s", tt.r, tt.places, tt.mode, got, tt.percent)
		}
	}
	if got := msp.NewRatio(1, 3).Fixed(255, msp.HalfUp); got != "0."+strings.Repeat("3", 255) {
		t.Errorf("255 places: %s", got)
	}
}

func TestRatioFloat64(t *testing.T) {
	for _, tt := range []struct {
		r    msp.Ratio
		want float64
	}{
		{msp.NewRatio(3, 4), 0.75},
		{msp.NewRatio(1, 3), 1.0 / 3},
		{msp.MustParseRatio("1" + strings.Repeat("0", 400) + "/1"), math.Inf(1)},
		{msp.MustParseRatio("1/1" + strings.Repeat("0", 400)), 0},
	} {
		if got, ok := tt.r.Float64(); !ok || got != tt.want {
			t.Errorf("%v.Float64() = %v, %v, want %v", tt.r, got, ok, tt.want)
		}
	}
}

func TestRatioInt(t *testing.T) {
	for _, tt := range []struct {
		r    string
		want int64
		kind error
	}{
		{"7/2", 4, nil},
		{"36893488147419103233/18446744073709551616", 2, nil},
		{"36893488147419103233/1", 0, msp.ErrOverflow},
	} {
		if got, err := msp.MustParseRatio(tt.r).Int(msp.HalfUp); got != tt.want || !errors.Is(err, tt.kind) {
			t.Errorf("%s.Int() = %d, %v, want %d, %v", tt.r, got, err, tt.want, tt.kind)
		}
	}
}
