package metrics

import (
	"math"
	"math/big"
	"testing"
)

// bend keeps its digits where e^−z − 1 + z, as it is written, loses all of them.
func TestBend(t *testing.T) {
	for _, size := range []float64{1e-300, 1e-12, 1e-6, 1e-3, 0.01, 0.0999, 0.1, 0.1001, 0.5, 1, 5} {
		for _, z := range []float64{size, -size} {
			exact := new(big.Float).SetPrec(2000).SetFloat64(z)
			sum, term := new(big.Float).SetPrec(2000), new(big.Float).SetPrec(2000).Neg(exact)
			for k := int64(2); k < 60; k++ { // z²/2 − z³/6 + …
				term.Mul(term, exact).Quo(term, new(big.Float).SetInt64(-k))
				sum.Add(sum, term)
			}
			want, _ := sum.Float64()
			if got := bend(z); math.Abs(got-want) > 1e-14*want {
				t.Errorf("bend(%v) = %v, want %v", z, got, want)
			}
		}
	}
	if got := bend(0); got != 0 {
		t.Errorf("bend(0) = %v", got)
	}
}
