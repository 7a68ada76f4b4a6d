package pricing_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// bill prints the statement of an agreement, for the examples.
func bill(spec pricing.AgreementSpec, in pricing.Input) pricing.Statement {
	agreement, err := spec.Compile()
	if err != nil {
		fmt.Println(err)
		return pricing.Statement{}
	}
	statement, err := agreement.Bill(in)
	if err != nil {
		fmt.Println(err)
		return pricing.Statement{}
	}
	fmt.Print(statement)
	return statement
}

// Devices of three classes, each with a price and a count of its own.
func ExamplePerDevice() {
	usd := msp.MustParseCurrency("USD")
	device := func(class, rate string, count int64) pricing.Item {
		return pricing.Item{
			Name:     class + "s",
			Price:    pricing.PerDevice(class, decimal.RequireFromString(rate), usd),
			Quantity: pricing.Constant(count),
		}
	}
	bill(pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-03-01"),
		Items: []pricing.Item{device("server", "250", 3), device("workstation", "65", 40), device("firewall", "45.50", 5)},
	}, pricing.Input{Period: msp.MustParsePeriod("2026-03-01/2026-04-01")})
	// Output:
	// servers, 3 server, 2026-03-01/2026-04-01: 750.00 USD
	//     3 server at 250 = 750.00 USD
	// workstations, 40 workstation, 2026-03-01/2026-04-01: 2600.00 USD
	//     40 workstation at 65 = 2600.00 USD
	// firewalls, 5 firewall, 2026-03-01/2026-04-01: 227.50 USD
	//     5 firewall at 45.5 = 227.50 USD
	// total: 3577.50 USD
	// due: 3577.50 USD
}

// A Gold bundle, and a site that does not fit it: a documented exception, whose unit
// price is that of the bundle times a factor for its complexity. 139.90 × 1.25 is
// 174.875, which is quoted as 174.88.
func ExampleException() {
	usd := msp.MustParseCurrency("USD")
	gold := pricing.Bundle("Gold", "user", decimal.RequireFromString("139.90"), usd)
	exception := pricing.Exception{
		Standard:   gold.Prices[0],
		Complexity: decimal.RequireFromString("1.25"),
		Reason:     "laboratory with instruments under validation",
	}
	laboratory, err := exception.Quoted(msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(exception.Why())
	bill(pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-03-01"),
		Items: []pricing.Item{
			{Name: gold.Name, Price: gold.Prices[0], Quantity: pricing.Constant(37)},
			{Name: "Gold, laboratory", Price: laboratory, Quantity: pricing.Constant(8)},
		},
	}, pricing.Input{Period: msp.MustParsePeriod("2026-03-01/2026-04-01")})
	// Output:
	// standard price × 1.25: laboratory with instruments under validation
	// Gold, 37 user, 2026-03-01/2026-04-01: 5176.30 USD
	//     37 user at 139.9 = 5176.30 USD
	// Gold, laboratory, 8 user, 2026-03-01/2026-04-01: 1399.04 USD
	//     8 user at 174.88 = 1399.04 USD
	// total: 6575.34 USD
	// due: 6575.34 USD
}

// Twenty block hours a month, of which up to ten roll over into the next one. Hours
// after closing take one and a half from the block; what is beyond it costs 165.
func ExampleBlockSpec() {
	usd := msp.MustParseCurrency("USD")
	spec := pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-01-01"),
		Items: []pricing.Item{{
			Name:  "20 block hours",
			Price: pricing.AllInclusive(decimal.NewFromInt(2800), usd),
		}},
		Labour: &pricing.LabourSpec{Name: "Support", Rate: decimal.NewFromInt(165), Increment: 15, Cost: decimal.NewFromInt(60)},
		Blocks: []pricing.BlockSpec{{
			Name:      "Support block",
			Allotment: decimal.NewFromInt(20), Rollover: true, RolloverCap: decimal.NewFromInt(10),
			AfterHours: decimal.RequireFromString("1.5"), Overage: decimal.NewFromInt(165),
			Alerts: []msp.Percent{msp.MustParsePercent("90%")},
		}},
	}
	fmt.Println("— January")
	january := bill(spec, pricing.Input{
		Period: msp.MustParsePeriod("2026-01-01/2026-02-01"),
		Work: []pricing.Entry{
			{Ticket: "T1", Date: msp.MustParseDate("2026-01-14"), Minutes: 290},
			{Ticket: "T2", Date: msp.MustParseDate("2026-01-20"), Minutes: 180, AfterHours: 120},
		},
	})
	fmt.Println("— February")
	bill(spec, pricing.Input{
		Period:  msp.MustParsePeriod("2026-02-01/2026-03-01"),
		Balance: january.Balance,
		Work: []pricing.Entry{
			{Ticket: "T3", Date: msp.MustParseDate("2026-02-10"), Minutes: 1500},
			{Ticket: "T4", Date: msp.MustParseDate("2026-02-21"), Minutes: 240, AfterHours: 240},
		},
	})
	// Output:
	// — January
	// 20 block hours, 2026-01-01/2026-02-01: 2800.00 USD
	//     flat fee 2800 = 2800.00 USD
	// Support block, T1, 5 hour, 2026-01-14/2026-01-15: 0.00 USD
	//     5 hour from lot 2026-01-01 = 0.00 USD
	// Support block, T2, 1 hour, 2026-01-20/2026-01-21: 0.00 USD
	//     1 hour from lot 2026-01-01 = 0.00 USD
	// Support block, T2, 2 hour, 2026-01-20/2026-01-21: 0.00 USD
	//     3 hour from lot 2026-01-01, 1.5 for one = 0.00 USD
	// total: 2800.00 USD
	// due: 2800.00 USD
	// Support block: 0 + 20 granted − 9 used − 1 forfeited = 10 left
	// — February
	// 20 block hours, 2026-02-01/2026-03-01: 2800.00 USD
	//     flat fee 2800 = 2800.00 USD
	// Support block, T3, 25 hour, 2026-02-10/2026-02-11: 0.00 USD
	//     10 hour from lot 2026-01-01 = 0.00 USD
	//     15 hour from lot 2026-02-01 = 0.00 USD
	// Support block, T4, 4 hour, 2026-02-21/2026-02-22: 110.00 USD
	//     5 hour from lot 2026-02-01, 1.5 for one = 0.00 USD
	//     2/3 hour beyond the block at 165 = 110.00 USD
	// total: 2910.00 USD
	// due: 2910.00 USD
	// Support block: 10 + 20 granted − 30 used = 0 left
	// 90% used on 2026-02-21, by T4
}

// A time entry is handed in after the invoice. The adjustment bills what it changes,
// and nothing twice.
func ExampleAgreement_Adjust_lateEntry() {
	usd := msp.MustParseCurrency("USD")
	agreement, err := pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-03-01"),
		Labour: &pricing.LabourSpec{
			Name: "Support", Rate: decimal.NewFromInt(120), Increment: 15, Aggregate: pricing.ByTicket,
			AfterHours: pricing.MultiplyRate{Factor: decimal.RequireFromString("1.5")},
		},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	march := pricing.Input{
		Period: msp.MustParsePeriod("2026-03-01/2026-04-01"),
		Work: []pricing.Entry{
			{ID: "E1", Ticket: "T1", Date: msp.MustParseDate("2026-03-02"), Minutes: 50},
			{ID: "E2", Ticket: "T2", Date: msp.MustParseDate("2026-03-09"), Minutes: 100, AfterHours: 40},
		},
	}
	invoice, err := agreement.Bill(march)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(invoice)
	march.Work = append(march.Work, pricing.Entry{ID: "E3", Ticket: "T1", Date: msp.MustParseDate("2026-03-04"), Minutes: 20})
	late, err := agreement.Adjust(invoice, march)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("— later")
	fmt.Print(late)
	// Output:
	// Support, T1, 1 hour, 2026-03-02/2026-03-03: 120.00 USD
	//     T1: 1 hour at 120 = 120.00 USD
	// Support, T2, 1 hour, 2026-03-09/2026-03-10: 120.00 USD
	//     T2: 1 hour at 120 = 120.00 USD
	// Support, T2, 0.75 hour, 2026-03-09/2026-03-10: 135.00 USD
	//     T2: 0.75 hour at 180 = 135.00 USD
	// total: 375.00 USD
	// due: 375.00 USD
	// — later
	// Support, T1, 1 hour, 2026-03-02/2026-03-03: -120.00 USD
	//     Support, billed before = -120.00 USD
	// Support, T1, 1.25 hour, 2026-03-02/2026-03-05: 150.00 USD
	//     T1: 1.25 hour at 120 = 150.00 USD
	// total: 30.00 USD
	// due: 30.00 USD
}

// Service credits on an invoice: 10% for the uptime, 5% for late responses, at most
// 12% of the fee.
func ExampleServiceCredit() {
	usd := msp.MustParseCurrency("USD")
	bill(pricing.AgreementSpec{
		Client: "Acme", Currency: usd, Start: msp.MustParseDate("2026-03-01"),
		Items: []pricing.Item{
			{Name: "Managed servers", Price: pricing.PerDevice("server", decimal.NewFromInt(275), usd), Quantity: pricing.Constant(6)},
			{Name: "Service desk", Price: pricing.PerUser(decimal.RequireFromString("48.50"), usd), Quantity: pricing.Constant(40)},
		},
		Discounts: []pricing.Discount{{Name: "loyalty", Off: pricing.PercentOff{Percent: msp.MustParsePercent("4%")}}},
		Credits:   pricing.CreditTerms{Cap: msp.MustParsePercent("12%")},
	}, pricing.Input{
		Period: msp.MustParsePeriod("2026-03-01/2026-04-01"),
		Credits: []pricing.ServiceCredit{
			{Item: "Managed servers", Percent: msp.MustParsePercent("10%"), Reason: "uptime 99.4%"},
			{Item: "Managed servers", Percent: msp.MustParsePercent("5%"), Reason: "response 88%"},
		},
	})
	// Output:
	// Managed servers, 6 server, 2026-03-01/2026-04-01: 1650.00 USD
	//     6 server at 275 = 1650.00 USD
	// Service desk, 40 user, 2026-03-01/2026-04-01: 1940.00 USD
	//     40 user at 48.5 = 1940.00 USD
	// loyalty: -143.60 USD
	//     4% off Managed servers = -66.00 USD
	//     4% off Service desk = -77.60 USD
	// Managed servers: -190.08 USD
	//     5% of 1584 for response 88% = -79.20 USD
	//     10% of 1584 for uptime 99.4% = -158.40 USD
	//     down to the cap of 12%, 190.08 = 47.52 USD
	// total: 3256.32 USD
	// due: 3256.32 USD
	// credits beyond the cap: 47.52 USD
}
