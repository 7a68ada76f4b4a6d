package metrics_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Which time to respond can be promised, if 90% of the tickets shall keep it?
func ExampleCalibrate() {
	var history []metrics.PastTicket
	for i := range 200 {
		history = append(history, metrics.PastTicket{
			Age:  time.Duration(i) * 24 * time.Hour,
			Took: time.Duration(1+i%20) * 15 * time.Minute,
			Open: i%40 == 0,
		})
	}
	c, err := metrics.Calibrate(history, msp.MustParsePercent("90%"), msp.MustParsePercent("95%"))
	fmt.Println(c.KPI, err)
	fmt.Printf("%v, at least %.1f%%\n", c.Rate, 100*c.Low)
	// Output:
	// Tightest target that history keeps: 5h, n = 199, left out: 1 pending <nil>
	// 195 met, 4 missed, 1 pending, 0 excluded, at least 95.6%
}
