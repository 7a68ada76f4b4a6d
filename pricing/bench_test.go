package pricing_test

import (
	"fmt"
	"math/bits"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

var (
	sinkMoney       msp.Money
	sinkDecimal     decimal.Decimal
	sinkExplanation pricing.Explanation
	sinkStatement   pricing.Statement
	sinkText        string
	sinkWords       uint64
)

func benchUSD() msp.Currency { return msp.MustParseCurrency("USD") }

// benchGraduated is a price of four tiers with rates below a cent.
func benchGraduated(tb testing.TB) pricing.Rater {
	tb.Helper()
	rater, err := pricing.Price{
		Currency: benchUSD(), Mode: pricing.Graduated, Unit: "user",
		Tiers: []pricing.Tier{
			{UpTo: decimal.NewFromInt(10), Rate: decimal.RequireFromString("150")},
			{UpTo: decimal.NewFromInt(50), Rate: decimal.RequireFromString("130.255")},
			{UpTo: decimal.NewFromInt(250), Rate: decimal.RequireFromString("110.5")},
			{Rate: decimal.RequireFromString("95.125")},
		},
	}.Compile(msp.HalfUp)
	if err != nil {
		tb.Fatal(err)
	}
	return rater
}

// benchCount goes round quantities in the last tier.
func benchCount(i int) int64 { return 251 + int64(i*37)%400 }

// BenchmarkFloor is a multiplication to 128 bits and the division that rounds it,
// which no exact amount goes without.
func BenchmarkFloor(b *testing.B) {
	for i := range b.N {
		hi, lo := bits.Mul64(uint64(i)+9_999, 25_000_000)
		q, rem := bits.Div64(hi, lo, 30_000_001)
		if rem >= 15_000_001 {
			q++
		}
		sinkWords = q
	}
}

// BenchmarkRateGraduated4 is an amount by a price of four tiers.
func BenchmarkRateGraduated4(b *testing.B) {
	rater := benchGraduated(b)
	b.ReportAllocs()
	for i := range b.N {
		sinkMoney, _ = rater.AmountInt(benchCount(i))
	}
}

// BenchmarkRateGraduated4Decimal is the same for a quantity with places.
func BenchmarkRateGraduated4Decimal(b *testing.B) {
	rater := benchGraduated(b)
	quantities := make([]pricing.Quantity, 400)
	for i := range quantities {
		quantities[i] = pricing.QuantityOf(msp.NewRatio(benchCount(i)*4+1, 4), "user")
	}
	b.ReportAllocs()
	for i := range b.N {
		sinkMoney, _ = rater.Amount(quantities[i%400])
	}
}

// BenchmarkRateGraduated4AllDecimal is the same price in decimals, as a program
// without this library would write it.
func BenchmarkRateGraduated4AllDecimal(b *testing.B) {
	type tier struct{ upTo, rate decimal.Decimal }
	tiers := []tier{
		{decimal.NewFromInt(10), decimal.RequireFromString("150")},
		{decimal.NewFromInt(50), decimal.RequireFromString("130.255")},
		{decimal.NewFromInt(250), decimal.RequireFromString("110.5")},
		{decimal.NewFromInt(1_000_000_000), decimal.RequireFromString("95.125")},
	}
	amount := func(quantity decimal.Decimal) decimal.Decimal {
		total, lower := decimal.Zero, decimal.Zero
		for _, t := range tiers {
			if quantity.LessThanOrEqual(lower) {
				break
			}
			total = total.Add(decimal.Min(quantity, t.upTo).Sub(lower).Mul(t.rate))
			lower = t.upTo
		}
		return total.Round(2)
	}
	b.ReportAllocs()
	for i := range b.N {
		sinkDecimal = amount(decimal.NewFromInt(benchCount(i)))
	}
}

// benchProration is a month and the part of it that the lines are for.
func benchProration() (service, period msp.Period) {
	return msp.MustParsePeriod("2026-06-06/2026-07-01"), msp.MustParsePeriod("2026-06-01/2026-07-01")
}

// BenchmarkProrate100Lines prorates 100 lines and adds them up.
func BenchmarkProrate100Lines(b *testing.B) {
	service, period := benchProration()
	lines := make([]msp.Money, 100)
	for i := range lines {
		lines[i], _ = msp.NewMoney(int64(9_999+i*101), benchUSD())
	}
	b.ReportAllocs()
	for range b.N {
		var sum msp.Money
		for _, m := range lines {
			part, _ := pricing.Prorate(m, service, period, msp.HalfUp)
			sum, _ = sum.Add(part)
		}
		sinkMoney = sum
	}
}

// BenchmarkProrate100LinesAllDecimal is the same in decimals.
func BenchmarkProrate100LinesAllDecimal(b *testing.B) {
	service, period := benchProration()
	lines := make([]decimal.Decimal, 100)
	for i := range lines {
		lines[i] = decimal.New(int64(9_999+i*101), -2)
	}
	prorate := func(m decimal.Decimal) decimal.Decimal {
		days, of := int64(service.Intersect(period).Days()), int64(period.Days())
		return m.Mul(decimal.NewFromInt(days)).Div(decimal.NewFromInt(of)).Round(2) //nolint:forbidigo // as a normal program has it
	}
	b.ReportAllocs()
	for range b.N {
		sum := decimal.Zero
		for _, m := range lines {
			sum = sum.Add(prorate(m))
		}
		sinkDecimal = sum
	}
}

// BenchmarkExplainGraduated4 is an amount by a price of four tiers with its details.
func BenchmarkExplainGraduated4(b *testing.B) {
	rater := benchGraduated(b)
	quantities := make([]pricing.Quantity, 400)
	for i := range quantities {
		quantities[i] = pricing.Count(benchCount(i), "user")
	}
	b.ReportAllocs()
	for i := range b.N {
		sinkExplanation, _ = rater.Explain(quantities[i%400])
	}
}

// benchAgreement is an agreement of a number of items: seats that grow in the middle
// of the month, devices by the piece, tiers, and fees.
func benchAgreement(tb testing.TB, client string, items int) pricing.Agreement {
	tb.Helper()
	spec := pricing.AgreementSpec{Client: client, Currency: benchUSD(), Start: msp.MustParseDate("2026-01-01")}
	for i := range items {
		item := pricing.Item{Name: fmt.Sprintf("item %d", i), Quantity: pricing.Constant(int64(10 + i))}
		switch i % 4 {
		case 0:
			item.Price = pricing.PerUser(decimal.New(int64(14_999+i), -2), benchUSD())
			item.Quantity = item.Quantity.With(msp.MustParseDate("2026-03-16"), decimal.NewFromInt(int64(15+i)))
		case 1:
			item.Price = pricing.PerDevice("server", decimal.New(int64(25_050+i), -2), benchUSD())
			item.Cost = decimal.NewFromInt(90)
		case 2:
			item.Price = benchGraduated(tb).Price()
		case 3:
			item.Price = pricing.AllInclusive(decimal.NewFromInt(int64(500+i)), benchUSD())
			item.Quantity = nil
		}
		spec.Items = append(spec.Items, item)
	}
	agreement, err := spec.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return agreement
}

// benchBill bills March, and checks that each item has its line.
func benchBill(tb testing.TB, a pricing.Agreement, lines int) pricing.Statement {
	tb.Helper()
	march := msp.MustParsePeriod("2026-03-01/2026-04-01")
	st, err := a.Bill(pricing.Input{Period: march, Balance: pricing.Balance{Through: march.From()}})
	if err != nil || len(st.Lines) != lines {
		tb.Fatalf("Bill: %d lines, %v, want %d", len(st.Lines), err, lines)
	}
	return st
}

// BenchmarkExplain is an explained statement of 100 lines.
func BenchmarkExplain(b *testing.B) {
	a := benchAgreement(b, "Acme", 100)
	b.ReportAllocs()
	for b.Loop() {
		sinkStatement = benchBill(b, a, 100)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*100), "ns/line")
}

// BenchmarkExplainText is such a statement as text.
func BenchmarkExplainText(b *testing.B) {
	st := benchBill(b, benchAgreement(b, "Acme", 100), 100)
	b.ReportAllocs()
	for b.Loop() {
		sinkText = st.String()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*100), "ns/line")
}

// BenchmarkBill10kClients bills a month of 10,000 agreements of 20 items, one after
// another.
func BenchmarkBill10kClients(b *testing.B) {
	const clients, items = 10_000, 20
	agreements := make([]pricing.Agreement, clients)
	for i := range agreements {
		agreements[i] = benchAgreement(b, fmt.Sprintf("client %d", i), items)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, a := range agreements {
			sinkStatement = benchBill(b, a, items)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*clients*items), "ns/line")
}

// BenchmarkCompile compiles a price of four tiers.
func BenchmarkCompile(b *testing.B) {
	p := benchGraduated(b).Price()
	b.ReportAllocs()
	for range b.N {
		_, _ = p.Compile(msp.HalfUp)
	}
}
