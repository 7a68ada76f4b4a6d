package pricing_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// A per-user agreement whose seats grow in the middle of the month.
func Example() {
	usd := msp.MustParseCurrency("USD")
	agreement, err := pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-01-01"),
		Items: []pricing.Item{{
			Name:     "Gold seats",
			Price:    pricing.PerUser(decimal.NewFromInt(150), usd),
			Quantity: pricing.Constant(25).With(msp.MustParseDate("2026-01-16"), decimal.NewFromInt(30)),
			Cost:     decimal.NewFromInt(85),
		}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	statement, err := agreement.Bill(pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2026-02-01")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(statement)
	profit, _ := statement.Profit()
	fmt.Println("margin:", profit.Margin.Percent(1, msp.HalfUp))
	// Output:
	// Gold seats, 30 user, 2026-01-01/2026-02-01: 4137.10 USD
	//     15/31 days of 25 user at 150 = 1814.52 USD
	//     16/31 days of 30 user at 150 = 2322.58 USD
	// total: 4137.10 USD
	// due: 4137.10 USD
	// margin: 43.3%
}

// An annual licence, billed in advance: a seat that is added in May is charged for
// the rest of the year, by days; one that is given up in September is committed
// until the renewal.
func ExampleAgreement_Adjust() {
	usd := msp.MustParseCurrency("USD")
	spec := pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-01-01"),
		Items: []pricing.Item{{
			Name: "Suite licences", Cadence: pricing.Year,
			Price:    pricing.PerUser(decimal.NewFromInt(240), usd),
			Quantity: pricing.Constant(10),
			Licence:  pricing.Ratchet{Term: pricing.Year, Grace: 7},
			Cost:     decimal.NewFromInt(200),
		}},
	}
	agreement, err := spec.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	year := pricing.Input{Period: msp.MustParsePeriod("2026-01-01/2027-01-01")}
	invoice, err := agreement.Bill(year)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("January:", invoice.Due)

	seats := &spec.Items[0].Quantity
	*seats = seats.With(msp.MustParseDate("2026-05-01"), decimal.NewFromInt(11))
	*seats = seats.With(msp.MustParseDate("2026-09-01"), decimal.NewFromInt(9))
	agreement, err = spec.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	adjustment, err := agreement.Adjust(invoice, year)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(adjustment)
	// Output:
	// January: 2400.00 USD
	// Suite licences, 10 user, 2026-01-01/2027-01-01: -2400.00 USD
	//     Suite licences, billed before = -2400.00 USD
	// Suite licences, 11 user, 2026-01-01/2027-01-01: 2561.10 USD
	//     120/365 days of 10 user at 240 = 789.04 USD
	//     245/365 days of 11 user at 240 = 1772.06 USD
	// total: 161.10 USD
	// due: 161.10 USD
	// Suite licences: 9 asked for on 2026-09-01: 11 are committed until 2027-01-01
}
