package metrics_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func somePoints(t *rapid.T, least int) []msp.Ratio {
	number := rapid.OneOf(rapid.Int64Range(-20, 20), rapid.Int64())
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) msp.Ratio {
		return msp.NewRatio(number.Draw(t, "num"), rapid.OneOf(rapid.Just[int64](1), rapid.Int64Range(1, 1000)).Draw(t, "den"))
	}), least, 12).Draw(t, "points")
}

func ratsOf(points []msp.Ratio) []*big.Rat {
	out := make([]*big.Rat, len(points))
	for i, p := range points {
		out[i], _ = p.Rat()
	}
	return out
}

// bigSlope is (n·Σxy − Σx·Σy) ÷ (n·Σx² − (Σx)²).
func bigSlope(ys []*big.Rat) *big.Rat {
	n, x, y, xy, xx := big.NewRat(int64(len(ys)), 1), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	mul := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	for i, v := range ys {
		at := big.NewRat(int64(i), 1)
		x.Add(x, at)
		y.Add(y, v)
		xy.Add(xy, mul(at, v))
		xx.Add(xx, mul(at, at))
	}
	num := mul(n, xy)
	den := mul(n, xx)
	return num.Quo(num.Sub(num, mul(x, y)), den.Sub(den, mul(x, x)))
}

func sameRat(v metrics.Value, want *big.Rat) bool {
	got, ok := v.Exact().Rat()
	return ok && got.Cmp(want) == 0
}

func TestTrendLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := somePoints(t, 2)
		ys := ratsOf(points)
		s := metrics.NumberSeries(points...)
		slope, err := s.Slope()
		if err != nil || !sameRat(slope, bigSlope(ys)) {
			t.Fatalf("Slope of %v = %v, %v, want %v", points, slope, err, bigSlope(ys))
		}
		direction, err := s.Direction()
		if want := [...]metrics.Direction{metrics.Down, metrics.Flat, metrics.Up}[bigSlope(ys).Sign()+1]; err != nil || direction != want {
			t.Fatalf("Direction of %v = %v, %v, want %v", points, direction, err, want)
		}
		back := slices.Clone(points)
		slices.Reverse(back)
		if turned, err := metrics.NumberSeries(back...).Slope(); err != nil || turned.Exact() != slope.Exact().Neg() {
			t.Fatalf("Slope of %v = %v, backwards %v, %v", points, slope, turned, err)
		}
		// Changes: before × (1 + change) = after.
		changes, err := s.Changes()
		if err != nil || len(changes) != len(points)-1 {
			t.Fatalf("Changes of %v = %v, %v", points, changes, err)
		}
		for i, c := range changes {
			if c.Defined() != (ys[i].Sign() != 0) {
				t.Fatalf("change %d of %v = %v", i, points, c)
			}
			if change, ok := c.Exact().Rat(); ok {
				if after := change.Mul(change.Add(change, big.NewRat(1, 1)), ys[i]); after.Cmp(ys[i+1]) != 0 {
					t.Fatalf("change %d of %v = %v", i, points, c)
				}
			}
		}
		// ControlLimits from the definition.
		mean, moved := new(big.Rat), new(big.Rat)
		for i, y := range ys {
			mean.Add(mean, y)
			if i > 0 {
				step := new(big.Rat).Sub(y, ys[i-1])
				moved.Add(moved, step.Abs(step))
			}
		}
		mean.Quo(mean, big.NewRat(int64(len(ys)), 1))
		moved.Mul(moved, big.NewRat(133, 50*int64(len(ys)-1)))
		low, high := new(big.Rat).Sub(mean, moved), new(big.Rat).Add(mean, moved)
		var outside []int
		for i, y := range ys {
			if y.Cmp(low) < 0 || y.Cmp(high) > 0 {
				outside = append(outside, i)
			}
		}
		l, err := s.ControlLimits()
		if err != nil || !sameRat(l.Low, low) || !sameRat(l.Center, mean) || !sameRat(l.High, high) || !slices.Equal(l.Outside, outside) {
			t.Fatalf("ControlLimits of %v = %v, %v, want %v, %v, %v, %v", points, l, err, low, mean, high, outside)
		}
		// Law 18.
		at := rapid.IntRange(0, len(points)-1).Draw(t, "hole")
		points[at] = msp.Ratio{}
		holed := metrics.NumberSeries(points...)
		slope, err1 := holed.Slope()
		l, err2 := holed.ControlLimits()
		if err1 != nil || err2 != nil || slope.Defined() || l.Low.Defined() || l.Center.Defined() || l.High.Defined() || l.Outside != nil {
			t.Fatalf("of %v: %v, %v, %v, %v", points, slope, l, err1, err2)
		}
	})
}

// Law 16: the slope of a + b·i is b.
func TestSlopeOfLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := msp.NewRatio(rapid.Int64().Draw(t, "a"), rapid.Int64Range(1, 1_000_000).Draw(t, "a den"))
		b := msp.NewRatio(rapid.Int64().Draw(t, "b"), rapid.Int64Range(1, 1_000_000).Draw(t, "b den"))
		var points []msp.Ratio
		for range rapid.IntRange(2, 20).Draw(t, "n") {
			points = append(points, a)
			a, _ = a.Add(b)
		}
		if slope, err := metrics.NumberSeries(points...).Slope(); err != nil || slope.Exact() != b {
			t.Fatalf("Slope of %v = %v, %v, want %v", points, slope, err, b)
		}
	})
}
