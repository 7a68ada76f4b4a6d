package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp/metrics"
)

// Three reviews with one client do not make up for none with another.
func ExampleQBRCompletion() {
	k, err := metrics.QBRCompletion(
		metrics.Reviews{Due: 1, Held: 3}, metrics.Reviews{Due: 1, Held: 1}, metrics.Reviews{Due: 1}, metrics.Reviews{Due: 1, Held: 1})
	fmt.Println(k, err)
	// Output:
	// QBR completion: 75.00%, n = 4, left out: 2 excluded <nil>
}
