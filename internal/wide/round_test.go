package wide_test

import (
	"math"
	"testing"

	"github.com/mspkit/msp/internal/wide"
)

func TestMulQuo(t *testing.T) {
	const least, most = math.MinInt64, math.MaxInt64
	for _, tt := range []struct {
		mode        wide.Mode
		a, num, den int64
		want        int64
		ok          bool
	}{
		{wide.HalfUp, 9999, 25, 30, 8333, true}, // 8332.5
		{wide.HalfUp, -9999, 25, 30, -8333, true},
		{wide.HalfEven, 9999, 25, 30, 8332, true},
		{wide.Up, 1, 1, 1000, 1, true},
		{wide.Down, 999, 1, 1000, 0, true},
		{wide.Ceil, -999, 1, 1000, 0, true},
		{wide.Floor, -1, 1, 1000, -1, true},
		{0, 5, 1, 10, 1, true}, // not stated: half up
		{wide.HalfUp, least, 1, 1, least, true},
		{wide.HalfUp, least, -1, 1, 0, false},
		{wide.HalfUp, least, 1, -1, 0, false},
		{wide.HalfUp, most, most, most, most, true},
		{wide.HalfUp, most, 2, 1, 0, false},
		{wide.HalfUp, most, 3, 1, 0, false},
		{wide.HalfUp, 1, 1, 0, 0, false},
		{wide.Up, most, 3, 2, 0, false},
	} {
		got, ok := wide.MulQuo(tt.mode, tt.a, tt.num, tt.den)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("MulQuo(%d, %d, %d, %d) = %d, %v, want %d, %v", tt.mode, tt.a, tt.num, tt.den, got, ok, tt.want, tt.ok)
		}
	}
	// The cut quotient is 2⁶⁴−1: the step away from zero leaves 64 bits.
	if got, ok := wide.FromWords(2, math.MaxUint64).Quo(wide.Up, 3); ok {
		t.Errorf("Quo at 2^64 = %d, want no fit", got)
	}
	if got := [2]int64{wide.Tiny(wide.Up, true), wide.Tiny(wide.Ceil, false)}; got != [2]int64{-1, 1} {
		t.Errorf("Tiny = %v", got)
	}
	if got := wide.Tiny(wide.HalfUp, true); got != 0 {
		t.Errorf("Tiny half up = %d", got)
	}
}
