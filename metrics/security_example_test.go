package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func ExamplePatchCompliance() {
	k, err := metrics.PatchCompliance(metrics.Patches{Installed: 1164, Missing: 36, NotApplicable: 410, Excepted: 12})
	fmt.Println(k, err)
	// Output:
	// Patch compliance: 97.00%, n = 1200, left out: 422 excluded <nil>
}

func ExampleSecurityIncidentRate() {
	year := metrics.EndpointMonths{Start: 480, End: 520, Months: msp.NewRatio(12, 1)}
	k, err := metrics.SecurityIncidentRate(9, year)
	fmt.Println(k, err)
	// Output:
	// Security incidents per 100 endpoints and month: 0.15, n = 500 <nil>
}
