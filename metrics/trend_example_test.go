package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Tickets by month: the last one is more than the process does by itself.
func ExampleSeries() {
	var points []msp.Ratio
	for _, tickets := range []int64{102, 98, 101, 99, 103, 97, 100, 131} {
		points = append(points, msp.NewRatio(tickets, 1))
	}
	tickets := metrics.NumberSeries(points...)
	changes, err1 := tickets.Changes()
	slope, err2 := tickets.Slope()
	direction, err3 := tickets.Direction()
	limits, err4 := tickets.ControlLimits()
	fmt.Println(err1, err2, err3, err4)
	fmt.Println("last month:", changes[len(changes)-1].Percent(1, msp.HalfUp))
	fmt.Println("by month:  ", slope.Fixed(2, msp.HalfUp), direction)
	fmt.Println("limits:    ", limits.Low.Fixed(1, msp.HalfUp), "to", limits.High.Fixed(1, msp.HalfUp), "outside:", limits.Outside)
	// Output:
	// <nil> <nil> <nil> <nil>
	// last month: 31.0%
	// by month:   2.44 up
	// limits:     83.7 to 124.0 outside: [7]
}
