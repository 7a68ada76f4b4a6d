package metrics_test

import (
	"fmt"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// An agreement of 2,400 dollars with 400 dollars of licences took 18.5 hours.
func ExampleEffectiveHourlyRate() {
	k, err := metrics.EffectiveHourlyRate(
		msp.MustParseMoney("2400.00 USD"), msp.MustParseMoney("400.00 USD"), metrics.HoursOf(18*time.Hour+30*time.Minute))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(k.Value.Text(2, msp.HalfUp))
	fmt.Println(k.Text)
	// Output:
	// 108.11 USD
	// (revenue of the agreement − products) ÷ hours worked under it
}

// A client is worth what it earns until it leaves; it must first pay what it cost to
// win it.
func ExampleLTV() {
	arpa, err := metrics.ARPA(msp.MustParseMoney("90000.00 USD"), 60)
	if err != nil {
		fmt.Println(err)
		return
	}
	account, err := arpa.Value.Money(msp.HalfEven)
	if err != nil {
		fmt.Println(err)
		return
	}
	margin := msp.NewRatio(45, 100)
	ltv, err1 := metrics.LTV(account, margin, msp.NewRatio(1, 100))
	payback, err2 := metrics.CACPayback(msp.MustParseMoney("8100.00 USD"), account, margin)
	fmt.Println(arpa.Value.Text(2, msp.HalfUp))
	fmt.Println(ltv.Value.Text(2, msp.HalfUp), err1)
	fmt.Println(payback.Value.Text(0, msp.Up), "months", err2)
	// Output:
	// 1500.00 USD
	// 67500.00 USD <nil>
	// 12 months <nil>
}
