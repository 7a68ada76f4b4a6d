package msp_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
)

// A managed-services month: a price, a service that began on the sixth, a
// discount, and the invoice line split over three sites.
func Example() {
	price := msp.MustParseMoney("99.99 USD")
	month := msp.MustParsePeriod("2026-06-01/2026-07-01")
	service := msp.MustParsePeriod("2026-06-06/2027-06-06")

	days := month.Intersect(service).Days()
	charge, err := price.Mul(msp.NewRatio(int64(days), int64(month.Days())), msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	discount, err := msp.MustParsePercent("10%").Of(charge, msp.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	net, err := charge.Sub(discount)
	if err != nil {
		fmt.Println(err)
		return
	}
	sites, err := net.AllocateInts(12, 7, 6)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d/%d days of %v: %v, less %v: %v\n", days, month.Days(), price, charge, discount, net)
	fmt.Println(sites)
	// Output:
	// 25/30 days of 99.99 USD: 83.33 USD, less 8.33 USD: 75.00 USD
	// [36.00 USD 21.00 USD 18.00 USD]
}

func ExampleParseMoney() {
	for _, text := range []string{"12.50 USD", "12 USD", "12.505 USD", "12.5 PTS/3", "12.5 PTS", "0"} {
		m, err := msp.ParseMoney(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(m)
	}
	// Output:
	// 12.50 USD
	// 12.00 USD
	// msp: money "12.505 USD": this currency has fewer digits
	// 12.500 PTS/3
	// msp: currency "PTS": not in ISO 4217; an own unit states its digits: CODE/2
	// 0
}

func ExampleMoney_Add() {
	_, err := msp.MustParseMoney("1 USD").Add(msp.MustParseMoney("2 EUR"))
	if mismatch, ok := errors.AsType[*msp.MismatchError](err); ok {
		fmt.Println(mismatch.A, "and", mismatch.B)
	}
	fmt.Println(err)
	// Output:
	// 1.00 USD and 2.00 EUR
	// msp: add "1.00 USD", "2.00 EUR": currencies differ
}

// The exact product is rounded once. A ratio that had been rounded first, to
// 0.8333, would give 83.32.
func ExampleMoney_Mul() {
	price := msp.MustParseMoney("99.99 USD")
	for _, mode := range []msp.Rounding{msp.HalfUp, msp.HalfEven} {
		prorated, err := price.Mul(msp.NewRatio(25, 30), mode)
		fmt.Println(mode, prorated, err)
	}
	// Output:
	// half_up 83.33 USD <nil>
	// half_even 83.32 USD <nil>
}

func ExampleMoney_Allocate() {
	parts, err := msp.MustParseMoney("-10 USD").Allocate(decimal.RequireFromString("0.6667"), decimal.RequireFromString("0.3333"))
	fmt.Println(parts, err)
	parts, err = msp.MustParseMoney("100 USD").AllocateInts(1, 1, 1)
	fmt.Println(parts, err)
	// Output:
	// [-6.67 USD -3.33 USD] <nil>
	// [33.34 USD 33.33 USD 33.33 USD] <nil>
}

func ExampleMoneyFromDecimal() {
	usd := msp.MustParseCurrency("USD")
	hours, rate := decimal.RequireFromString("1.75"), decimal.RequireFromString("94.99")
	m, err := msp.MoneyFromDecimal(hours.Mul(rate), usd, msp.HalfUp)
	fmt.Println(m, err)
	_, err = msp.MoneyFromDecimal(decimal.New(1, 10_000), usd, msp.HalfUp)
	fmt.Println(err)
	// Output:
	// 166.23 USD <nil>
	// msp: convert "1e10000", "USD": overflow
}

func ExampleMoney_MarshalJSON() {
	data, err := json.Marshal(map[string]msp.Money{"total": msp.MustParseMoney("12.5 USD"), "none": {}})
	fmt.Println(string(data), err)
	// Output:
	// {"none":{"amount":"0"},"total":{"amount":"12.50","currency":"USD"}} <nil>
}

func ExamplePercent() {
	credit := msp.MustParsePercent("12.50%")
	fmt.Println(credit, credit.Ratio(), credit.Decimal())
	amount, err := credit.Of(msp.MustParseMoney("9.99 USD"), msp.HalfUp)
	fmt.Println(amount, err)
	_, err = msp.ParsePercent("12.5")
	fmt.Println(err)
	// Output:
	// 12.5% 1/8 0.125
	// 1.25 USD <nil>
	// msp: percent "12.5": want a percent sign, as in 12.5%
}

func ExampleRatio() {
	kept := msp.NewRatio(39, 40)
	fmt.Println(kept, kept.Percent(1, msp.HalfUp), kept.Fixed(3, msp.HalfUp))
	none := msp.NewRatio(0, 0)
	fmt.Println(none, none.Percent(1, msp.HalfUp), none.Defined())
	missed, err := msp.NewRatio(1, 1).Sub(kept)
	fmt.Println(missed, err)
	// Output:
	// 39/40 97.5% 0.975
	// undefined n/a false
	// 1/40 <nil>
}

// Three tiers of one charge: the pieces sum to the charge, and cutting one of
// them moves no other.
func ExampleCumulative() {
	third := msp.NewRatio(100, 3)
	sum := msp.NewCumulative(msp.MustParseCurrency("USD"), msp.HalfUp)
	for range 3 {
		piece, longer, err := sum.Add(third)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(piece)
		sum = longer
	}
	fmt.Println(sum.Total(), "of", sum.Exact())
	// Output:
	// 33.33 USD
	// 33.34 USD
	// 33.33 USD
	// 100.00 USD of 100/1
}

func ExampleCondition() {
	var condition msp.Condition
	if err := json.Unmarshal([]byte(`{"client":["acme"],"priority":["P1","P2"]}`), &condition); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(condition.Matches(map[string]string{"client": "acme", "priority": "P2", "site": "north"}))
	fmt.Println(condition.Matches(map[string]string{"client": "acme"}))
	fmt.Println(msp.Condition{"client": {}}.Validate())
	// Output:
	// true
	// false
	// msp: 1 finding
	// 	error: client: no values: the condition never holds (missing)
}

func ExampleTally() {
	tally, err := msp.TallyOf(msp.Met, msp.Met, msp.Missed, msp.Pending, msp.Met)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tally)
	fmt.Println(tally.Rate(), tally.Rate().Percent(1, msp.HalfUp))
	// Output:
	// 3 met, 1 missed, 1 pending, 0 excluded
	// 3/4 75.0%
}

func ExampleParseDate() {
	d, err := msp.ParseDate("2028-02-29")
	fmt.Println(d, d.Weekday(), err)
	_, err = msp.ParseDate("2026-02-30")
	fmt.Println(err)
	// Output:
	// 2028-02-29 Tuesday <nil>
	// msp: date "2026-02-30": no such day between 0001-01-01 and 9999-12-31
}

func ExamplePeriod_Dates() {
	for d := range msp.MustParsePeriod("2026-02-27/2026-03-02").Dates() {
		fmt.Println(d)
	}
	// Output:
	// 2026-02-27
	// 2026-02-28
	// 2026-03-01
}

func ExampleIssues_Err() {
	issues := msp.Issues{
		{Severity: msp.SeverityError, Code: msp.CodeMissing, Path: "services[10].owner", Message: "required"},
		{Severity: msp.SeverityWarning, Code: msp.CodeDuplicate, Path: "services[2]", Message: "named twice"},
	}
	err := issues.Sorted().Err()
	fmt.Println(err)
	fmt.Println(errors.Is(err, msp.CodeMissing), errors.Is(err, msp.ErrInvalid))
	// Output:
	// msp: 2 findings
	// 	warning: services[2]: named twice (duplicate_name)
	// 	error: services[10].owner: required (missing)
	// true true
}

func ExampleReason_Format() {
	why := msp.NewReason("holiday", "closed: {name}", msp.ReasonValue{Name: "name", Value: "Labor Day"})
	fmt.Println(why)
	fmt.Println(why.Format("geschlossen: {name}"))
	// Output:
	// closed: Labor Day
	// geschlossen: Labor Day
}
