package pricing_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// A price in tiers, three users of which are included, with a minimum. The amount of
// 2.5 more users than the first tier holds explains itself.
func ExampleRater_Explain() {
	price, err := pricing.ParsePrice([]byte(`{"currency":"USD","mode":"graduated","unit":"user","included":"3",
		"tiers":[{"up_to":"10","rate":"65"},{"rate":"52.455"}],"minimum":"500"}`), msp.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rater, err := price.Compile(msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	q, err := pricing.ParseQuantity("15.5 user")
	if err != nil {
		fmt.Println(err)
		return
	}
	why, err := rater.Explain(q)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(why.Quantity, "cost", why.Amount)
	for _, d := range why.Details {
		fmt.Println(" ", d)
	}
	// Output:
	// 15.5 user cost 781.14 USD
	//   3 user included = 0.00 USD
	//   10 user at 65, tier 1 = 650.00 USD
	//   2.5 user at 52.455, tier 2 = 131.14 USD
}

// With all units at the rate of the tier that the quantity falls into, it can pay to
// buy more. The price says where.
func ExampleRater_VolumeDips() {
	price := pricing.Price{
		Currency: msp.MustParseCurrency("USD"), Unit: "device", Mode: pricing.Volume,
		Tiers: []pricing.Tier{
			{UpTo: decimal.NewFromInt(100), Rate: decimal.NewFromInt(10)},
			{Rate: decimal.NewFromInt(8)},
		},
	}
	rater, err := price.Compile(msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range []int64{80, 81, 100, 101} {
		amount, err := rater.AmountInt(n)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(n, "cost", amount)
	}
	for _, issue := range price.Validate() {
		fmt.Println(issue.Severity, issue.Message)
	}
	// Output:
	// 80 cost 800.00 USD
	// 81 cost 810.00 USD
	// 100 cost 1000.00 USD
	// 101 cost 808.00 USD
	// warning quantities above 80, up to 100, cost more than one just above 100
}

// A quantity of another unit is refused: 40 devices have no price per user.
func ExampleRater_Amount() {
	rater, err := pricing.PerUser(decimal.NewFromInt(150), msp.MustParseCurrency("USD")).Compile(msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rater.Amount(pricing.Count(40, "user")))
	_, err = rater.Amount(pricing.Count(40, "device"))
	fmt.Println(err)
	// Output:
	// 6000.00 USD <nil>
	// pricing: quantity "40 device": the price is for the unit user
}
