package metrics_test

import (
	"testing"

	"github.com/mspkit/msp/metrics"
)

func FuzzParseEnums(f *testing.F) {
	for _, seed := range []string{"", "share", "linear", "nearest_rank", "Share", "number|share", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if u, err := metrics.ParseUnit(text); (err == nil && u.String() != text) || (err != nil && u != 0) {
			t.Fatalf("ParseUnit(%q) = %v, %v", text, u, err)
		}
		if r, err := metrics.ParseQuantileRule(text); (err == nil && r.String() != text) || (err != nil && r != 0) {
			t.Fatalf("ParseQuantileRule(%q) = %v, %v", text, r, err)
		}
	})
}
