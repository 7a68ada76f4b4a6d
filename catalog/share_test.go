package catalog_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

func TestExceptionShare(t *testing.T) {
	for _, tt := range []struct {
		standard, exceptions int64
		want                 string
	}{
		{0, 0, "undefined"},
		{9, 1, "1/10"},
		{90, 10, "1/10"},
		{89, 11, "11/100"},
		{5, 0, "0/1"},
		{0, 7, "1/1"},
		{math.MaxInt64, math.MaxInt64, "1/2"},
		{math.MaxInt64, 1, "1/9223372036854775808"},
	} {
		if got, err := catalog.ExceptionShare(tt.standard, tt.exceptions); err != nil || got.String() != tt.want {
			t.Errorf("ExceptionShare(%d, %d) = %v, %v, want %s", tt.standard, tt.exceptions, got, err, tt.want)
		}
	}
	for _, pair := range [][2]int64{{-1, 1}, {1, -1}, {math.MinInt64, math.MinInt64}, {math.MaxInt64, math.MinInt64}} {
		if got, err := catalog.ExceptionShare(pair[0], pair[1]); !errors.Is(err, msp.ErrRange) || got.Defined() {
			t.Errorf("ExceptionShare%v = %v, %v", pair, got, err)
		}
	}
}

// C14: exact, and in [0, 1].
func TestExceptionShareLaw(t *testing.T) {
	count := rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, math.MaxInt64))
	rapid.Check(t, func(t *rapid.T) {
		standard, exceptions := count.Draw(t, "standard"), count.Draw(t, "exceptions")
		share, err := catalog.ExceptionShare(standard, exceptions)
		if err != nil {
			t.Fatal(err)
		}
		total := new(big.Int).Add(big.NewInt(standard), big.NewInt(exceptions))
		if total.Sign() == 0 {
			if share.Defined() {
				t.Fatalf("a share of nothing: %v", share)
			}
			return
		}
		want := new(big.Rat).SetFrac(big.NewInt(exceptions), total)
		if got, ok := share.Rat(); !ok || got.Cmp(want) != 0 || share.Sign() < 0 || share.Compare(msp.NewRatio(1, 1)) > 0 {
			t.Fatalf("ExceptionShare(%d, %d) = %v, want %v", standard, exceptions, share, want)
		}
	})
}

// One arrangement in ten is an exception: the limit itself is within.
func ExampleExceptionShare() {
	for _, exceptions := range []int64{4, 5, 6} {
		share, err := catalog.ExceptionShare(45, exceptions)
		if err != nil {
			fmt.Println(err)
			return
		}
		order, err := share.Cmp(catalog.ExceptionLimit().Ratio())
		fmt.Println(share, "within", catalog.ExceptionLimit(), order <= 0, err)
	}
	// Output:
	// 4/49 within 10% true <nil>
	// 1/10 within 10% true <nil>
	// 2/17 within 10% false <nil>
}
