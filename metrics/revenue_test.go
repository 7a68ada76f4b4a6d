package metrics_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// growing is a month that gains 150 and loses 50 of 1000.
func growing() metrics.RevenueMovement {
	return metrics.RevenueMovement{
		Start: usd("1000.00"), New: usd("60.00"), Reactivation: usd("40.00"), Expansion: usd("50.00"),
		Contraction: usd("20.00"), Churn: usd("30.00"), End: usd("1100.00"),
	}
}

func TestRevenueMovement(t *testing.T) {
	m := growing()
	ask(m.MRR()).check(t, "mrr", "1100/1 USD, n = 1", "1100/1", "1/1", "")
	ask(m.ARR()).check(t, "arr", "13200/1 USD, n = 1", "13200/1", "1/1", "")
	ask(m.GRR()).check(t, "gross_revenue_retention", "19/20 share, n = 1", "950/1", "1000/1", "")
	ask(m.NRR()).check(t, "net_revenue_retention", "1/1 share, n = 1", "1000/1", "1000/1", "")
	ask(m.QuickRatio()).check(t, "quick_ratio", "3/1 number, n = 1", "150/1", "50/1", "")
	ask(m.Growth()).check(t, "revenue_growth", "1/10 share, n = 1", "100/1", "1000/1", "")

	gone := metrics.RevenueMovement{Start: usd("0.03"), Contraction: usd("0.01"), Churn: usd("0.02"), End: usd("0")}
	ask(gone.MRR()).check(t, "mrr", "0/1 USD, n = 1", "0/1", "1/1", "")
	ask(gone.GRR()).check(t, "gross_revenue_retention", "0/1 share, n = 1", "0/1", "3/100", "")
	ask(gone.QuickRatio()).check(t, "quick_ratio", "0/1 number, n = 1", "0/1", "3/100", "")
	ask(gone.Growth()).check(t, "revenue_growth", "-1/1 share, n = 1", "-3/100", "3/100", "")

	// What a year is worth may be more than an amount of money holds.
	most := msp.MustParseMoney("9223372036854775807 JPY")
	ask(metrics.RevenueMovement{New: most, End: most}.ARR()).check(t, "arr", "110680464442257309684/1 JPY, n = 1", "110680464442257309684/1", "1/1", "")
}

func TestRevenueMovementOfNobody(t *testing.T) {
	const none = "n/a: nothing to divide by"
	var m metrics.RevenueMovement
	ask(m.GRR()).check(t, "gross_revenue_retention", none, "0/1", "0/1", "")
	ask(m.NRR()).check(t, "net_revenue_retention", none, "0/1", "0/1", "")
	ask(m.QuickRatio()).check(t, "quick_ratio", none, "0/1", "0/1", "")
	ask(m.Growth()).check(t, "revenue_growth", none, "0/1", "0/1", "")
	ask(m.MRR()).refused(t, msp.ErrCurrency, "money")
	ask(m.ARR()).refused(t, msp.ErrCurrency, "money")
	m.Start = usd("0")
	ask(m.MRR()).check(t, "mrr", "0/1 USD, n = 1", "0/1", "1/1", "")
}

func TestRevenueMovementErrors(t *testing.T) {
	for _, tt := range []struct {
		change func(m *metrics.RevenueMovement)
		kind   error
		what   string
	}{
		{func(m *metrics.RevenueMovement) { m.Start = usd("-1.00") }, msp.ErrRange, "start"},
		{func(m *metrics.RevenueMovement) { m.New = usd("-0.01") }, msp.ErrRange, "new"},
		{func(m *metrics.RevenueMovement) { m.Reactivation = usd("-1.00") }, msp.ErrRange, "reactivation"},
		{func(m *metrics.RevenueMovement) { m.Expansion = usd("-1.00") }, msp.ErrRange, "expansion"},
		{func(m *metrics.RevenueMovement) { m.Contraction = usd("-1.00") }, msp.ErrRange, "contraction"},
		{func(m *metrics.RevenueMovement) { m.Churn = usd("-1.00") }, msp.ErrRange, "churn"},
		{func(m *metrics.RevenueMovement) { m.End = usd("-1.00") }, msp.ErrRange, "end"},
		{func(m *metrics.RevenueMovement) { m.End = usd("1100.01") }, msp.ErrRange, "end"},
		{func(m *metrics.RevenueMovement) { m.New = usd("60.01") }, msp.ErrRange, "end"},
		{func(m *metrics.RevenueMovement) { m.Expansion = msp.MustParseMoney("50.00 EUR") }, msp.ErrCurrency, "expansion"},
		// More lost than there was, though it adds up.
		{func(m *metrics.RevenueMovement) { m.Churn, m.New = usd("980.01"), usd("1010.01") }, msp.ErrRange, "churn"},
	} {
		m := growing()
		tt.change(&m)
		for _, kpi := range []func() (metrics.KPI, error){m.MRR, m.ARR, m.GRR, m.NRR, m.QuickRatio, m.Growth} {
			ask(kpi()).refused(t, tt.kind, tt.what)
		}
	}
	all := growing()
	all.Churn, all.New = usd("980.00"), usd("1010.00")
	ask(all.GRR()).check(t, "gross_revenue_retention", "0/1 share, n = 1", "0/1", "1000/1", "")
}
