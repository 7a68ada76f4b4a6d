package metrics_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
)

// Package pricing says what moved, this package what that means.
func ExampleRevenueMovement() {
	usd := msp.MustParseMoney
	moved, err := pricing.Movements(
		map[string]msp.Money{"Acme": usd("4000.00 USD"), "Birch": usd("1000.00 USD"), "Cedar": usd("3000.00 USD")},
		map[string]msp.Money{"Acme": usd("4400.00 USD"), "Cedar": usd("2800.00 USD"), "Dale": usd("1500.00 USD")}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	m := metrics.RevenueMovement{
		Start: moved.Start, New: moved.New, Reactivation: moved.Reactivation, Expansion: moved.Expansion,
		Contraction: moved.Contraction, Churn: moved.Churn, End: moved.End,
	}
	for _, kpi := range []func() (metrics.KPI, error){m.MRR, m.ARR, m.GRR, m.NRR, m.QuickRatio, m.Growth} {
		k, err := kpi()
		fmt.Println(k.Title+":", k.Value.Text(2, msp.HalfUp), err)
	}
	// Output:
	// Monthly recurring revenue: 8700.00 USD <nil>
	// Annual recurring revenue: 104400.00 USD <nil>
	// Gross revenue retention: 85.00% <nil>
	// Net revenue retention: 90.00% <nil>
	// Quick ratio: 1.58 <nil>
	// Recurring revenue growth: 8.75% <nil>
}
