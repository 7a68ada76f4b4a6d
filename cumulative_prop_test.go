package msp_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

// aPiece draws amounts small enough that sums of them fit.
func aPiece() *rapid.Generator[msp.Ratio] {
	return rapid.Custom(func(t *rapid.T) msp.Ratio {
		return msp.NewRatio(rapid.Int64Range(-1e9, 1e9).Draw(t, "num"), rapid.Int64Range(1, 1000).Draw(t, "den"))
	})
}

func TestCumulativeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, mode := msp.MustParseCurrency("USD"), aRounding().Draw(t, "mode")
		pieces := rapid.SliceOfN(aPiece(), 1, 10).Draw(t, "pieces")
		cut := rapid.IntRange(0, len(pieces)-1).Draw(t, "cut")
		first := aPiece().Draw(t, "first")
		second, err := pieces[cut].Sub(first)
		if err != nil {
			t.Fatalf("Sub: %v", err)
		}

		whole, halves := msp.NewCumulative(c, mode), msp.NewCumulative(c, mode)
		exact := new(big.Rat)
		for i, piece := range pieces {
			part, longer, err := whole.Add(piece)
			if err != nil {
				t.Fatalf("Add(%v): %v", piece, err)
			}
			before := whole.Total()
			whole = longer

			// The boundary is the exact sum, rounded; the part is the step to it.
			value, _ := piece.Rat()
			exact.Add(exact, value)
			want := round(new(big.Rat).Mul(exact, big.NewRat(100, 1)), mode)
			if whole.Total().Minor() != want.Int64() || before.Minor()+part.Minor() != want.Int64() {
				t.Fatalf("after %v: %v, part %v from %v, want %v cents", piece, whole.Total(), part, before, want)
			}
			if sum, _ := whole.Exact().Rat(); sum.Cmp(exact) != 0 {
				t.Fatalf("Exact = %v, want %v", whole.Exact(), exact)
			}

			// A cut moves no boundary, and its two parts sum to the whole one.
			if i == cut {
				a, half, errA := halves.Add(first)
				b, longer, errB := half.Add(second)
				if errA != nil || errB != nil || a.Minor()+b.Minor() != part.Minor() {
					t.Fatalf("%v cut: %v and %v, whole %v (%v, %v)", piece, a, b, part, errA, errB)
				}
				halves = longer
			} else {
				same, longer, err := halves.Add(piece)
				if err != nil || same != part {
					t.Fatalf("piece %d: %v after the cut, %v without (%v)", i, same, part, err)
				}
				halves = longer
			}
			if halves != whole {
				t.Fatalf("after piece %d: %v, with the cut %v", i, whole, halves)
			}
		}
	})
}
