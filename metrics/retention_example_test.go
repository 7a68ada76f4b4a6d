package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// One of four clients left, and two came: retention is of the four.
func ExampleClientMovementOf() {
	january := []string{"Acme", "Birch", "Cedar", "Dale"}
	february := []string{"Acme", "Cedar", "Dale", "Elm", "Fern"}

	m := metrics.ClientMovementOf(january, february)
	fmt.Println(m)
	fmt.Println(m.Retention())
	fmt.Println(m.Churn())
	// Output:
	// 4 at the start, 3 retained, 1 lost, 2 new, 5 at the end
	// Client retention: 75.00%, n = 4
	// Client churn: 25.00%, n = 4
}

// A month's churn of 2% is not 24% a year.
func ExampleAnnualisedChurn() {
	k, err := metrics.AnnualisedChurn(msp.NewRatio(2, 100))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(k.Value.Percent(2, msp.HalfUp))
	// Output:
	// 21.53%
}

func ExampleNewChurnTrajectory() {
	var months []metrics.ClientMovement
	for _, m := range [][2]int64{{80, 4}, {77, 3}, {75, 1}} {
		month, err := metrics.NewClientMovement(m[0], m[1], 0)
		if err != nil {
			fmt.Println(err)
			return
		}
		months = append(months, month)
	}
	t, err := metrics.NewChurnTrajectory(months...)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range t.Months {
		fmt.Println(k.Value.Percent(1, msp.HalfUp))
	}
	fmt.Println(t.Direction, t.Pooled.Value)
	// Output:
	// 5.0%
	// 3.9%
	// 1.3%
	// improving 1/29 share, n = 232
}
