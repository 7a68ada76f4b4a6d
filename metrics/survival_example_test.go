package metrics_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// The quick ones are patched in days; a mean of them says nothing about the two
// that have been open since spring.
func ExampleNewSurvival() {
	const day = 24 * time.Hour
	findings := metrics.NewSurvival([]metrics.Lifetime{
		{Lasted: 3 * day},
		{Lasted: 5 * day},
		{Lasted: 40 * day},
		{Lasted: 200 * day, Open: true},
		{Lasted: 210 * day, Open: true},
	})
	fmt.Println(metrics.RemediationMean(findings))
	fmt.Println(metrics.RemediationMedian(findings))

	late, err := findings.Quantile(msp.MustParsePercent("90%").Ratio())
	fmt.Println(late, err)
	month, err := findings.At(30 * day)
	fmt.Println(month, err)
	// Output:
	// Mean time to remediate, closed only: 384h, n = 3, left out: 2 open
	// Median time to remediate: 960h, n = 5
	// n/a: not reached yet <nil>
	// 3/5 share, n = 5 <nil>
}
