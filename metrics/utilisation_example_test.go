package metrics_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp/metrics"
)

// A month of 160 hours with two days off.
func ExampleTimesheet_Utilisation() {
	sheet := metrics.Timesheet{
		Scheduled: metrics.HoursOf(160 * time.Hour),
		Leave:     metrics.HoursOf(16 * time.Hour),
		Worked: []metrics.WorkedHours{
			{Kind: "agreement", Hours: metrics.HoursOf(84 * time.Hour)},
			{Kind: "billable", Hours: metrics.HoursOf(24 * time.Hour)},
			{Kind: "internal", Hours: metrics.HoursOf(30 * time.Hour)},
		},
	}
	net, err1 := sheet.Utilisation("agreement", "billable")
	gross, err2 := sheet.GrossUtilisation("agreement", "billable")
	fmt.Println(net, err1)
	fmt.Println(gross, err2)
	fmt.Println(metrics.UtilisationBandOf(net.Value.Exact()))
	// Output:
	// Technician utilisation: 75.00%, n = 1, left out: 1 excluded <nil>
	// Gross technician utilisation: 67.50%, n = 1, left out: 1 excluded <nil>
	// target
}
