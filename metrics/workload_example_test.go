package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A quarter in which the endpoints grew from 480 to 520.
func ExampleTicketsPerEndpoint() {
	quarter := metrics.EndpointMonths{Start: 480, End: 520, Months: msp.NewRatio(3, 1)}
	tickets, err1 := metrics.TicketsPerEndpoint(1950, quarter)
	hours, err2 := metrics.ReactiveHoursPerEndpoint(msp.NewRatio(1125, 2), quarter)
	fmt.Println(tickets, err1)
	fmt.Println(hours, err2)
	// Output:
	// Tickets per endpoint and month: 1.30, n = 500 <nil>
	// Reactive hours per endpoint and month: 0.38, n = 500 <nil>
}
