package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

func ExampleView_Agreement() {
	model, err := catalog.Parse([]byte(`{
	  "calendars": [{"name": "office", "zone": "America/New_York", "hours": "Mon-Fri 08:00-17:00"}],
	  "prices": [{"name": "silver seat", "price": {"currency": "USD", "unit": "user", "rate": "95"}, "cost": "57"}],
	  "tiers": [{"name": "silver", "calendar": "office", "adds": ["help desk"], "prices": ["silver seat"]}],
	  "clients": [{"name": "acme", "contracts": [{
	    "id": "2026", "from": "2026-01-01", "tier": "silver",
	    "exceptions": [{"name": "three sites", "reason": "visits to three sites", "approver": "service director",
	      "until": "2027-01-01", "price": "silver seat", "complexity": "1.25"}],
	    "counts": [{"unit": "user", "quantity": [{"quantity": "25"}, {"from": "2026-06-16", "quantity": "30"}]}]}]}]}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		fmt.Println(err)
		return
	}
	june := c.On(msp.MustParseDate("2026-06-01"))
	spec, err := june.Agreement("acme")
	if err != nil {
		fmt.Println(err)
		return
	}
	agreement, err := spec.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	quote, err := agreement.Quote(msp.MustParsePeriod("2026-06-01/2026-07-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(quote)
	profit, err := june.Margin("acme")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("on 1 June %v of %v are left, %s\n", profit.Gross, profit.Revenue, profit.Margin.Percent(1, msp.HalfUp))
	// Output:
	// silver seat, 30 user, 2026-06-01/2026-07-01: 3265.63 USD
	//     15/30 days of 25 user at 118.75 = 1484.38 USD
	//     15/30 days of 30 user at 118.75 = 1781.25 USD
	// total: 3265.63 USD
	// due: 3265.63 USD
	// on 1 June 1543.75 USD of 2968.75 USD are left, 52.0%
}
