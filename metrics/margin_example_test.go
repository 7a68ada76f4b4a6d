package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// Three clients of one tier: together they look well.
func ExampleMarginSpread() {
	usd := msp.MustParseMoney
	gold := []metrics.Earnings{
		{Revenue: usd("5000.00 USD"), Cost: usd("2400.00 USD")},
		{Revenue: usd("3000.00 USD"), Cost: usd("1500.00 USD")},
		{Revenue: usd("2000.00 USD"), Cost: usd("1900.00 USD")},
	}
	pooled, err1 := metrics.GrossMargin(gold...)
	spread, err2 := metrics.MarginSpread(gold...)
	fmt.Println(pooled, err1)
	fmt.Println(spread, err2)
	// Output:
	// Gross margin: 42.00%, n = 3 <nil>
	// Spread of gross margins: 47.00%, n = 3 <nil>
}

func ExampleClientConcentration() {
	usd := msp.MustParseMoney
	k, err := metrics.ClientConcentration(1, usd("5000.00 USD"), usd("3000.00 USD"), usd("2000.00 USD"))
	fmt.Println(k, err)
	fmt.Println(k.Text)
	// Output:
	// Client concentration: 50.00%, n = 3 <nil>
	// revenue of the largest client ÷ revenue of all clients
}
