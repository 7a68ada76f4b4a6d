package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// 19 of 20 and 950 of 1000 are the same rate, and not the same evidence.
func ExampleRate_Wilson() {
	for _, n := range []int64{20, 1000} {
		tally, err := msp.NewTally(n*95/100, n*5/100, 0, 0)
		if err != nil {
			fmt.Println(err)
			return
		}
		rate := metrics.NewRate(tally)
		bounds, ok, err := rate.Wilson(msp.MustParsePercent("95%"))
		fmt.Println(rate.Value().Percent(0, msp.HalfUp), bounds, ok, err)
	}
	// Output:
	// 95% [0.7639, 0.9911] true <nil>
	// 95% [0.9347, 0.9619] true <nil>
}
