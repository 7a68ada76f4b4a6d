package wide_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/mspkit/msp/internal/wide"
)

func TestInt(t *testing.T) {
	const least, most = math.MinInt64, math.MaxInt64
	for _, tt := range []struct {
		got  wide.Int
		want string
	}{
		{wide.Int{}, "0"},
		{wide.Of(-1), "-1"},
		{wide.Of(least), "-9223372036854775808"},
		{wide.Mul(least, least), "85070591730234615865843651857942052864"},
		{wide.Mul(least, most), "-85070591730234615856620279821087277056"},
		{wide.Mul(-3, 7), "-21"},
		{wide.Mul(3, -7), "-21"},
		{wide.Mul(0, -7), "0"},
		{wide.FromWords(-1, 0), "-18446744073709551616"},
	} {
		if got := tt.got.String(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestIntEdges(t *testing.T) {
	least := wide.FromWords(math.MinInt64, 0)
	most := wide.FromWords(math.MaxInt64, math.MaxUint64)
	one := wide.Of(1)
	for _, tt := range []struct {
		name string
		op   func() (wide.Int, bool)
		ok   bool
	}{
		{"most+1", func() (wide.Int, bool) { return most.Add(one) }, false},
		{"most+0", func() (wide.Int, bool) { return most.Add(wide.Int{}) }, true},
		{"least-1", func() (wide.Int, bool) { return least.Sub(one) }, false},
		{"least+most", func() (wide.Int, bool) { return least.Add(most) }, true},
		{"-least", least.Neg, false},
		{"-most", most.Neg, true},
	} {
		if got, ok := tt.op(); ok != tt.ok {
			t.Errorf("%s = %v, %v, want %v", tt.name, got, ok, tt.ok)
		}
	}
	for _, x := range []wide.Int{least, most} {
		if got, ok := wide.FromBig(x.Big()); !ok || got != x {
			t.Errorf("FromBig(%v) = %v, %v", x, got, ok)
		}
	}
	beyond := new(big.Int).Lsh(big.NewInt(1), 127)
	if got, ok := wide.FromBig(beyond); ok {
		t.Errorf("FromBig(2^127) = %v, want no fit", got)
	}
	if got, ok := wide.FromBig(beyond.Neg(beyond).Sub(beyond, big.NewInt(1))); ok {
		t.Errorf("FromBig(-2^127-1) = %v, want no fit", got)
	}
}

func TestPow10(t *testing.T) {
	want := uint64(1)
	for n := range 20 {
		if got := wide.Pow10(n); got != want {
			t.Errorf("Pow10(%d) = %d, want %d", n, got, want)
		}
		want *= 10
	}
}
