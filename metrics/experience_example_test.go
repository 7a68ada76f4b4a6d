package metrics_test

import (
	"fmt"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

type survey struct {
	rating   int
	answered bool
}

func ExampleNPS() {
	surveys := []survey{{10, true}, {9, true}, {9, true}, {7, true}, {3, true}, {0, false}, {99, true}}
	ratings, err := metrics.Collect(slices.Values(surveys), metrics.RatingsBy(metrics.Scale{Low: 0, High: 10},
		func(s *survey) (int, bool) { return s.rating, s.answered }))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(metrics.NPS(ratings))
	fmt.Println(metrics.ResponseRate(ratings))
	// Output:
	// Net promoter score: 40, n = 5, left out: 1 unknown, 1 invalid <nil>
	// Survey response rate: 83.33%, n = 6, left out: 1 invalid
}

func ExampleXLAIndex() {
	ratings, err := metrics.NewRatings(metrics.Scale{Low: 1, High: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rating := range []int{5, 5, 4, 2, 5} {
		if err := ratings.Add(rating); err != nil {
			fmt.Println(err)
			return
		}
	}
	satisfied, err := metrics.CSATTopBox(ratings, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(satisfied)
	fmt.Println(metrics.XLAIndex(
		metrics.XLAPart{KPI: satisfied, Weight: msp.NewRatio(2, 1)},
		metrics.XLAPart{KPI: metrics.ResponseRate(ratings), Weight: msp.NewRatio(1, 1)},
	))
	// Output:
	// Customer satisfaction, top 2: 80.00%, n = 5
	// Experience index: 86.67%, n = 5 <nil>
}
