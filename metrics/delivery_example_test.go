package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func ExampleChangeFailureRate() {
	failed, err1 := metrics.ChangeFailureRate(3, 40)
	often, err2 := metrics.DeploymentFrequency(40, msp.NewRatio(28, 1))
	fmt.Println(failed, err1)
	fmt.Println(often, err2)
	// Output:
	// Change failure rate: 7.50%, n = 40 <nil>
	// Deployments per day: 1.43, n = 28 <nil>
}
