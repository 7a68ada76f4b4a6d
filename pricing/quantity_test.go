package pricing_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func TestQuantityText(t *testing.T) {
	ninth := pricing.QuantityOf(msp.NewRatio(1, 9), "box")
	for _, tt := range []struct {
		text, canonical string
		want            pricing.Quantity
	}{
		{"0", "0", pricing.Quantity{}},
		{"-0", "0", pricing.Quantity{}},
		{"0.00", "0", pricing.Quantity{}},
		{"0/5", "0", pricing.Quantity{}},
		{"7", "7", pricing.Count(7, "")},
		{"40 user", "40 user", pricing.Count(40, "user")},
		{"-3 user", "-3 user", pricing.Count(-3, "user")},
		{"12.50 hour", "12.5 hour", pricing.QuantityOf(msp.NewRatio(25, 2), "hour")},
		{"-0.05 hour", "-0.05 hour", pricing.QuantityOf(msp.NewRatio(-1, 20), "hour")},
		{"1/6 hour", "1/6 hour", pricing.QuantityOf(msp.NewRatio(10, 60), "hour")},
		{"3/4 hour", "0.75 hour", pricing.QuantityOf(msp.NewRatio(45, 60), "hour")},
		{"2 named user", "2 named user", pricing.Count(2, "named user")},
		{"0.000000000000000001 box", "0.000000000000000001 box", pricing.QuantityOf(msp.NewRatio(1, 1_000_000_000_000_000_000), "box")},
		{"1/9 box", "1/9 box", ninth},
		{"9223372036854775807/1 box", "9223372036854775807/1 box", pricing.Count(math.MaxInt64, "box")}, // 19 digits are no decimal here
	} {
		got, err := pricing.ParseQuantity(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("ParseQuantity(%q) = %v, %v, want %v", tt.text, got, err, tt.want)
		}
		if text := got.String(); text != tt.canonical {
			t.Errorf("ParseQuantity(%q).String() = %q, want %q", tt.text, text, tt.canonical)
		}
	}
	q := pricing.Count(1, "user")
	for text, kind := range map[string]error{
		"":                               msp.ErrSyntax,
		" ":                              msp.ErrSyntax,
		"user":                           msp.ErrSyntax,
		"12.5 ":                          msp.ErrSyntax,
		"12.5  ":                         msp.ErrSyntax,
		" 12.5 hour":                     msp.ErrSyntax,
		"1e3 user":                       msp.ErrSyntax,
		"+1 user":                        msp.ErrSyntax,
		"01 user":                        msp.ErrSyntax,
		"1/0 user":                       msp.ErrRange,
		"/2 user":                        msp.ErrSyntax,
		"undefined user":                 msp.ErrSyntax,
		"1234567890123456789 user":       msp.ErrRange,
		"0.0000000000000000001 user":     msp.ErrRange,
		strings.Repeat("9", 10_001):      msp.ErrRange,
		"1/" + strings.Repeat("9", 4000): msp.ErrRange,
	} {
		if got, err := pricing.ParseQuantity(text); !errors.Is(err, kind) || got != (pricing.Quantity{}) {
			t.Errorf("ParseQuantity(%.30q) = %v, %v, want %v", text, got, err, kind)
		}
		if err := q.UnmarshalText([]byte(text)); err == nil || q != pricing.Count(1, "user") {
			t.Errorf("reading %.30q: %v, %v", text, q, err)
		}
	}
}

func TestQuantityNew(t *testing.T) {
	for _, tt := range []struct {
		d    decimal.Decimal
		want string
	}{
		{decimal.New(1250, -2), "12.5 hour"},
		{decimal.New(4, 1), "40 hour"},
		{decimal.New(0, 1000), "0 hour"},
		{decimal.New(0, -1000), "0 hour"},
		{decimal.Decimal{}, "0 hour"},
		{decimal.New(1, 17), "100000000000000000 hour"},
	} {
		got, err := pricing.NewQuantity(tt.d, "hour")
		if err != nil || got.String() != tt.want || got.Unit() != "hour" {
			t.Errorf("NewQuantity = %v, %v, want %s", got, err, tt.want)
		}
	}
	for _, d := range []decimal.Decimal{
		decimal.New(1, 18), decimal.New(1, -19), decimal.New(1, 2_000_000_000), decimal.New(-1, -2_000_000_000),
	} {
		if got, err := pricing.NewQuantity(d, "hour"); !errors.Is(err, msp.ErrRange) || got != (pricing.Quantity{}) {
			t.Errorf("NewQuantity of exponent %d = %v, %v, want %v", d.Exponent(), got, err, msp.ErrRange)
		}
	}
}

func TestQuantityIsComparable(t *testing.T) {
	half, err := pricing.NewQuantity(decimal.New(50, -2), "hour")
	if err != nil {
		t.Fatal(err)
	}
	if half != pricing.QuantityOf(msp.NewRatio(1, 2), "hour") || half == pricing.QuantityOf(msp.NewRatio(1, 2), "day") {
		t.Errorf("%v is not 1/2 hour", half)
	}
	for _, zero := range []pricing.Quantity{{}, pricing.Count(0, ""), pricing.QuantityOf(msp.Ratio{}, "")} {
		if zero != (pricing.Quantity{}) || !zero.IsZero() || zero.Sign() != 0 || zero.Ratio() != msp.NewRatio(0, 1) || zero.Number() != "0" {
			t.Errorf("%v is not the zero Quantity: ratio %v, sign %d", zero, zero.Ratio(), zero.Sign())
		}
	}
	if q := pricing.Count(0, "user"); q == (pricing.Quantity{}) || !q.IsZero() || q.String() != "0 user" {
		t.Errorf("Count(0, user) = %v", q)
	}
	if q := pricing.Count(-2, "user"); q.Sign() != -1 || q.IsZero() || q.Number() != "-2" {
		t.Errorf("Count(-2, user) = %v, sign %d", q, q.Sign())
	}
}

func TestQuantityRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64()).Draw(t, "num")
		den := rapid.OneOf(rapid.Int64Range(1, 100), rapid.SampledFrom([]int64{1, 1000, 1_000_000_000_000_000_000}), rapid.Int64Range(1, math.MaxInt64)).Draw(t, "den")
		q := pricing.QuantityOf(msp.NewRatio(num, den), rapid.StringMatching(`([a-z]{1,5}( [a-z]{1,5})?)?`).Draw(t, "unit"))
		if got, err := pricing.ParseQuantity(q.String()); err != nil || got != q {
			t.Fatalf("%v comes back as %v, %v", q, got, err)
		}
		data, err := json.Marshal(map[pricing.Quantity]pricing.Quantity{q: q})
		back := map[pricing.Quantity]pricing.Quantity{}
		if err != nil || json.Unmarshal(data, &back) != nil || len(back) != 1 || back[q] != q {
			t.Fatalf("%v comes back from %s as %v, %v", q, data, back, err)
		}
		if got, want := q.Ratio(), msp.NewRatio(num, den); got != want || q.Sign() != want.Sign() {
			t.Fatalf("Ratio of %v = %v, want %v", q, got, want)
		}
	})
}
