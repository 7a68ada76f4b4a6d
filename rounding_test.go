package msp_test

import (
	"errors"
	"testing"

	"github.com/mspkit/msp"
)

func TestRounding(t *testing.T) {
	for _, tt := range []struct {
		r    msp.Rounding
		text string
		// 2.5, 2.4, 2.6, 3.5, and the same below zero
		want [8]int64
	}{
		{0, "", [8]int64{3, 2, 3, 4, -3, -2, -3, -4}},
		{msp.HalfUp, "half_up", [8]int64{3, 2, 3, 4, -3, -2, -3, -4}},
		{msp.HalfEven, "half_even", [8]int64{2, 2, 3, 4, -2, -2, -3, -4}},
		{msp.Up, "up", [8]int64{3, 3, 3, 4, -3, -3, -3, -4}},
		{msp.Down, "down", [8]int64{2, 2, 2, 3, -2, -2, -2, -3}},
		{msp.Ceil, "ceil", [8]int64{3, 3, 3, 4, -2, -2, -2, -3}},
		{msp.Floor, "floor", [8]int64{2, 2, 2, 3, -3, -3, -3, -4}},
	} {
		got, err := msp.ParseRounding(tt.text)
		if err != nil || got != tt.r {
			t.Errorf("ParseRounding(%q) = %v, %v, want %v", tt.text, got, err, tt.r)
		}
		roundTrip(t, tt.r)
		var rounded [8]int64
		for i, tenths := range []int64{25, 24, 26, 35, -25, -24, -26, -35} {
			if rounded[i], err = msp.NewRatio(tenths, 10).Int(tt.r); err != nil {
				t.Errorf("Int(%v): %v", tt.r, err)
			}
		}
		if rounded != tt.want {
			t.Errorf("%v rounds to %v, want %v", tt.r, rounded, tt.want)
		}
	}
	for _, text := range []string{"HalfUp", "HALF_UP", "half-up", "half_up|half_even", "nearest", " up", long()} {
		refuses[msp.Rounding](t, text, msp.ErrSyntax)
	}
	unknownEnum(t, msp.Rounding(7), "Rounding(7)")
	if _, err := msp.NewRatio(1, 2).Int(7); !errors.Is(err, msp.ErrRange) {
		t.Errorf("Int(Rounding(7)): %v, want ErrRange", err)
	}
}

// unknownEnum checks what an enumeration says of a value that is none of its own.
func unknownEnum[T codec](t *testing.T, v T, text string) {
	t.Helper()
	if got := v.String(); got != text {
		t.Errorf("String = %q, want %q", got, text)
	}
	if got, err := v.MarshalText(); !errors.Is(err, msp.ErrRange) || len(got) > 0 {
		t.Errorf("MarshalText(%v) = %q, %v, want ErrRange", v, got, err)
	}
	if got, err := v.Value(); !errors.Is(err, msp.ErrRange) || got != nil {
		t.Errorf("Value(%v) = %v, %v, want ErrRange", v, got, err)
	}
}
