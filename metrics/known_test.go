package metrics_test

import (
	"fmt"
	"testing"

	"github.com/mspkit/msp/metrics"
)

func TestIsKPI(t *testing.T) {
	for _, k := range everyKPI(t) {
		if !metrics.IsKPI(k.Name) {
			t.Errorf("IsKPI(%q) = false, and the package has it", k.Name)
		}
	}
	for _, c := range []struct {
		name string
		want bool
	}{
		{"mttr_p1", true},
		{"mttr_p9", true},
		{"mttr_percentile_90", true},
		{"mttr_p1_percentile_90", true},
		{"level_one_in_15m", true},
		{"", false},
		{" ", false},
		{"mttr_p0", false},
		{"mttr mtrs", false},
		{"mtr", false},
		{"MTTR", false},
		{"patching_rate", false},
	} {
		if got := metrics.IsKPI(c.name); got != c.want {
			t.Errorf("IsKPI(%q) = %t, want %t", c.name, got, c.want)
		}
	}
}

func ExampleIsKPI() {
	for _, name := range []string{"patch_compliance", "mttr_p1", "patching_rate"} {
		fmt.Println(name, metrics.IsKPI(name))
	}
	// Output:
	// patch_compliance true
	// mttr_p1 true
	// patching_rate false
}
